"""Reads answers: what a stored value means for its question, and where a reference in a condition points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from riskpanel.rulebook.definitions import NO_ENTRIES, NOT_SURE, Question, Questionnaire, Rulebook
from riskpanel.rulebook.facts import RECORD_DATES
from riskpanel.rulebook.wording import in_words, name_of

Entry = Mapping[str, Any]
Reader = Callable[[Question, Any], Any]
UNSETTLED = (None, NOT_SURE, (NOT_SURE,))


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


class Seen(NamedTuple):
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
        return self.value not in UNSETTLED

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

    What was looked up is kept: a “when” looks only backwards and a check stands in a record that is complete, so
    an answer, once seen, does not change.
    """

    around: Surroundings
    record: Record
    group: Seen | None = None
    entry: Entry = field(default_factory=dict)
    name: str = ""
    outer: "Scope | None" = None
    known: dict[str, Seen] = field(default_factory=dict)
    entered: dict[str, "tuple[Scope, ...]"] = field(default_factory=dict)

    def inside(self, group: Seen, entry: Entry, name: str = "") -> "Scope":
        """The scope of one entry, and what the entry is called where somebody is to read of it."""
        return Scope(self.around, self.record, group, entry, name, self)

    def entries(self, group: Seen) -> "tuple[Scope, ...]":
        """The scope of each entry of a group."""
        place = f"{group.questionnaire.id}.{group.question.id}"
        if place not in self.entered:
            numbered = enumerate(group.value or (), start=1)
            self.entered[place] = tuple(
                self.inside(group, entry, name_of(group.question, entry, number)) for number, entry in numbered
            )
        return self.entered[place]

    def group_named(self, reference: str) -> Seen:
        """The group a reference means: a group stands in a record, never in an entry."""
        return self.outer.group_named(reference) if self.outer else self.look(reference)

    def look(self, reference: str) -> Seen:
        """The answer a reference means: `ask`, `^own`, `own` or `questionnaire.question`."""
        seen = self.known.get(reference)
        if seen is None:
            seen = self.known[reference] = self._look(reference)
        return seen

    def _look(self, reference: str) -> Seen:
        if reference.startswith("^"):
            return (self.outer or self).look(reference[1:])
        ask = self._ask(self.group, reference) if self.group and "." not in reference else None
        if self.group and ask:
            return self._in_entry(self.group, ask)
        if self.outer:
            return self.outer.look(reference)
        if "." in reference:
            return self._elsewhere(*reference.split("."))
        return _seen(self.record, self.record.questionnaire, reference, self.around)

    def _ask(self, group: Seen, id: str) -> Question | None:
        """What an entry is asked; a question that only a later version asks of it is known, and has no answer."""
        own = group.question.ask.get(id)
        if own or self.around.book is None:
            return own
        latest = self.around.questionnaire(group.questionnaire.id).by_id.get(group.question.id)
        return latest.ask.get(id) if latest else None

    def _in_entry(self, group: Seen, ask: Question) -> Seen:
        return Seen(ask, self.entry.get(ask.id), group.questionnaire, group.page, entry=self.name)

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
