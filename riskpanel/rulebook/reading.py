"""Reads answers: what a stored value means for its question, and where a reference in a condition points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from riskpanel.rulebook.definitions import NO_ENTRIES, NOT_SURE, Question, Questionnaire, Rulebook
from riskpanel.rulebook.facts import RECORD_DATES
from riskpanel.rulebook.wording import in_words, name_of

Entry = Mapping[str, Any]
Reader = Callable[[Question, Any], Any]


def as_date(value: Any) -> date | None:
    """A date from a date, a moment, or an ISO text; None from anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(question: Question, value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _number(question: Question, value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _known(question: Question, value: Any) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    return value in question.options or question.options_from is not None


def _option(question: Question, value: Any) -> str | None:
    return value if _known(question, value) else None


def _options(question: Question, value: Any) -> tuple[str, ...] | None:
    chosen = value if isinstance(value, list | tuple) else ()
    return tuple(each for each in chosen if _known(question, each)) or None


def _day(question: Question, value: Any) -> date | None:
    return as_date(value)


READERS: Mapping[str, Reader] = {
    "date": _day,
    "number": _number,
    "one-of": _option,
    "scale": _option,
    "yes-no": _option,
    "yes-no-unsure": _option,
    "several-of": _options,
}


def meaning(question: Question, value: Any) -> Any:
    """What a stored value means for a question that is not a group; None when it means nothing."""
    read: Reader = READERS.get(question.type, _text)
    return read(question, value)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the questions on its path, and what their answers mean; the rest is ignored."""

    questionnaire: Questionnaire
    shown: tuple[Question, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    started_on: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer as a condition saw it; `absent` when there is no such record at all."""

    question: Question
    value: Any
    questionnaire: Questionnaire
    page: str
    absent: bool = False
    entry: str | None = None

    @property
    def settled(self) -> bool:
        """Whether it has an answer that says something."""
        return self.value is not None and self.value != NOT_SURE and self.value != (NOT_SURE,)

    @property
    def label(self) -> str:
        """What a reader would call it."""
        return f"{self.entry}: {self.question.words}" if self.entry else self.question.words

    def said(self, choices: Mapping[str, str]) -> str:
        """The answer in words."""
        return in_words(self.question, self.value, choices)


class Surroundings(Protocol):
    """What lies around a record: the day, the rules, the person, the decision and the other records."""

    @property
    def as_at(self) -> date | None:
        """The day the question is asked."""

    @property
    def book(self) -> Rulebook | None:
        """The rules, where they are at hand."""

    def record(self, questionnaire: str) -> Record | None:
        """The latest record of this questionnaire, or the facts of the person or the decision."""

    def records(self, questionnaire: str | None = None) -> tuple[Record, ...]:
        """Every record of this questionnaire, or every record, oldest first."""

    def questionnaire(self, questionnaire: str) -> Questionnaire:
        """What its records are asked; raises LookupError."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a condition stands: in a record, or in one entry of a group of it.

    `known` may keep what was looked up, where many conditions stand in one record that no longer changes.
    """

    around: Surroundings
    record: Record
    group: Seen | None = None
    entry: Entry = field(default_factory=dict)
    number: int = 0
    outer: "Scope | None" = None
    known: dict[str, Seen] | None = None

    def inside(self, group: Seen, entry: Entry, number: int) -> "Scope":
        """The scope of one entry."""
        return Scope(self.around, self.record, group, entry, number, self)

    def look(self, reference: str) -> Seen:
        """The answer a reference means: `ask`, `^own`, `own` or `questionnaire.question`."""
        if self.known is None:
            return self._look(reference)
        if reference not in self.known:
            self.known[reference] = self._look(reference)
        return self.known[reference]

    def _look(self, reference: str) -> Seen:
        if reference.startswith("^"):
            return (self.outer or self).look(reference[1:])
        if "." in reference:
            return self._elsewhere(*reference.split(".", 1))
        ask = self._ask(self.group, reference) if self.group else None
        if self.group and ask:
            return self._in_entry(self.group, ask)
        if self.outer:
            return self.outer.look(reference)
        return _seen(self.record, self.record.questionnaire, reference, self.around)

    def _ask(self, group: Seen, id: str) -> Question | None:
        """What an entry is asked; a question that only a later version asks of it is known, and has no answer."""
        own = group.question.ask.get(id)
        if own or self.around.book is None:
            return own
        latest = self.around.questionnaire(group.questionnaire.id).by_id.get(group.question.id)
        return latest.ask.get(id) if latest else None

    def _in_entry(self, group: Seen, ask: Question) -> Seen:
        name = name_of(group.question, self.entry, self.number)
        return Seen(ask, self.entry.get(ask.id), group.questionnaire, group.page, entry=name)

    def _elsewhere(self, name: str, id: str) -> Seen:
        record = self.around.record(name)
        questionnaire = record.questionnaire if record else self.around.questionnaire(name)
        return _seen(record, questionnaire, id, self.around)


def _seen(record: Record | None, questionnaire: Questionnaire, id: str, around: Surroundings) -> Seen:
    if id in RECORD_DATES and id not in questionnaire.by_id:
        return Seen(RECORD_DATES[id], getattr(record, id, None), questionnaire, id, record is None)
    question = questionnaire.by_id.get(id) or around.questionnaire(questionnaire.id).find(id)
    value = record.answers.get(id) if record else None
    return Seen(question, value, questionnaire, id.removesuffix(NO_ENTRIES), record is None)
