"""Which questions a record asks, page by page, given what has been answered; and how far it has come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskpanel.rulebook.conditions import weigh
from riskpanel.rulebook.definitions import NO_ENTRIES, Question, Questionnaire, Rulebook, Section
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.reading import Entry, Record, Scope, Seen, Surroundings, as_date, meaning
from riskpanel.rulebook.truth import Truth

NOT_STARTED, IN_PROGRESS, READY = "not-started", "in-progress", "ready"

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A group, or the questions that share a page; its id is that of its first question."""

    id: str
    section: Section
    questions: tuple[Question, ...]
    group: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a record has come: sections with their states, and what is required and missing."""

    sections: tuple[tuple[Section, str], ...]
    answered: int
    missing: tuple[Question, ...]
    state: str


def _asked(question: Question, scope: Scope) -> bool:
    return question.when is None or weigh(question.when, scope).truth is Truth.TRUE


def _entry(group: Seen, raw: Answers, scope: Scope) -> Entry:
    """What one entry's answers mean, leaving out what is not asked of it."""
    kept: dict[str, Any] = {}
    inside = scope.inside(group, kept)
    for ask in group.question.asks:
        value = meaning(ask, raw.get(ask.id))
        if value is not None and _asked(ask, inside):
            kept[ask.id] = value
    return kept


def _group(question: Question, answers: Answers, scope: Scope) -> Iterator[tuple[str, Any]]:
    """A group's entries, or the reason there are too few."""
    raw = answers.get(question.id)
    group = Seen(question, None, scope.record.questionnaire, question.id)
    given = [each for each in raw if isinstance(each, Mapping)] if isinstance(raw, list | tuple) else []
    entries = tuple(filter(None, [_entry(group, each, scope) for each in given]))
    yield question.id, entries or None
    if question.or_reason and len(entries) < max(question.at_least, 1):
        reason = question.none_because
        yield reason.id, meaning(reason, answers.get(reason.id))


def _read(question: Question, answers: Answers, scope: Scope) -> Iterable[tuple[str, Any]]:
    if question.type == "group":
        return _group(question, answers, scope)
    return ((question.id, meaning(question, answers.get(question.id))),)


def read_record(
    questionnaire: Questionnaire,
    answers: Answers,
    around: Surroundings,
    started_on: Any = None,
    completed_on: Any = None,
) -> Record:
    """The record on its path: questions whose `when` is not true, and their answers, are left out."""
    kept: dict[str, Any] = {}
    shown: list[Question] = []
    scope = Scope(around, Record(questionnaire, (), kept))
    for question in questionnaire.every():
        if not _asked(question, scope):
            continue
        shown.append(question)
        for id, value in _read(question, answers, scope):
            if value is not None:
                kept[id] = value
    return Record(questionnaire, tuple(shown), kept, as_date(started_on), as_date(completed_on))


class Bundle:
    """What the application hands over, read once: the day, the person, the decision, the records."""

    def __init__(self, book: Rulebook | None, raw: Mapping[str, Any] | None = None) -> None:
        self.book = book
        self.raw = raw or {}
        self.as_at = as_date(self.raw.get("as_at")) or (book.law_as_at if book else None)
        self._latest = {
            name: read_record(catalogue, _mapping(self.raw.get(name)), self) for name, catalogue in CATALOGUES.items()
        }
        records = [self._read(each) for each in self.raw.get("records", ())] if book else []
        self._records = tuple(sorted(records, key=lambda record: record.started_on or date.min))
        self._latest = {record.questionnaire.id: record for record in self._records} | self._latest

    def _read(self, raw: Mapping[str, Any]) -> Record:
        questionnaire = self.questionnaire(raw["questionnaire"], raw.get("version"))
        answers = _mapping(raw.get("answers"))
        return read_record(questionnaire, answers, self, raw.get("started_on"), raw.get("completed_on"))

    def questionnaire(self, questionnaire: str, version: int | None = None) -> Questionnaire:
        """What records of this name are asked; raises LookupError."""
        if questionnaire in CATALOGUES:
            return CATALOGUES[questionnaire]
        if self.book is None:
            raise LookupError(f"There are no rules at hand to find the questionnaire “{questionnaire}” in.")
        return self.book.questionnaire(questionnaire, version)

    def records(self, questionnaire: str | None = None) -> tuple[Record, ...]:
        """Every record of this questionnaire, or every record, oldest first."""
        return tuple([each for each in self._records if questionnaire in (None, each.questionnaire.id)])

    def record(self, questionnaire: str) -> Record | None:
        """The latest record of this questionnaire, or the facts of the person or the decision."""
        return self._latest.get(questionnaire)

    def choices(self, question: Question) -> Mapping[str, str]:
        """The names of what may be chosen, where the rules or the application supply them."""
        if question.options_from == "decision-kinds" and self.book:
            return {id: kind.title for id, kind in self.book.decision_kinds.items()}
        return _mapping(self.raw.get(question.options_from or ""))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _lead(question: Question, leads: Mapping[str, str]) -> str:
    return leads.get(question.with_ or "", question.id)


def path(questionnaire: Questionnaire, answers: Answers, bundle: Answers | None = None) -> tuple[Page, ...]:
    """The pages this record asks, in order, given the answers so far."""
    record = read_record(questionnaire, answers, Bundle(None, bundle))
    shown = {question.id for question in record.shown}
    pages: list[Page] = []
    for section in questionnaire.sections:
        together: dict[str, list[Question]] = {}
        leads: dict[str, str] = {}
        for question in section.questions:
            leads[question.id] = _lead(question, leads)
            if question.id in shown:
                together.setdefault(leads[question.id], []).append(question)
        pages += [_page(section, questions) for questions in together.values()]
    return tuple(pages)


def _page(section: Section, questions: list[Question]) -> Page:
    return Page(questions[0].id, section, tuple(questions), questions[0].type == "group")


def asked_of(
    questionnaire: Questionnaire,
    group: str,
    entry: Entry,
    answers: Answers,
    bundle: Answers | None = None,
) -> tuple[Question, ...]:
    """The questions one entry of a group is asked, given its answers so far and the record's."""
    around = Bundle(None, bundle)
    record = read_record(questionnaire, answers, around)
    seen = Seen(questionnaire.find(group), (), questionnaire, group)
    scope = Scope(around, record)
    inside = scope.inside(seen, _entry(seen, entry, scope))
    return tuple(ask for ask in seen.question.asks if _asked(ask, inside))


# ---- Progress


def _answered(question: Question, record: Record) -> bool:
    return question.id in record.answers or question.id + NO_ENTRIES in record.answers


def _wants_more(question: Question, record: Record, around: Surroundings) -> bool:
    """Whether a question still lacks what must be given before the record can be concluded."""
    if question.type != "group":
        return question.required and question.id not in record.answers
    entries = record.answers.get(question.id, ())
    least = max(question.at_least, int(question.required))
    short = len(entries) < least and question.id + NO_ENTRIES not in record.answers
    return short or any(_lacks(question, entry, record, around) for entry in entries)


def _lacks(group: Question, entry: Entry, record: Record, around: Surroundings) -> bool:
    seen = Seen(group, (), record.questionnaire, group.id)
    scope = Scope(around, record).inside(seen, entry)
    return any(ask.required and ask.id not in entry and _asked(ask, scope) for ask in group.asks)


def _state(answered: int, missing: int) -> str:
    if not answered:
        return NOT_STARTED
    return IN_PROGRESS if missing else READY


def progress(questionnaire: Questionnaire, answers: Answers, bundle: Answers | None = None) -> Progress:
    """How far the record has come; a section with nothing to ask is left out."""
    around = Bundle(None, bundle)
    record = read_record(questionnaire, answers, around)
    answered = {question.id for question in record.shown if _answered(question, record)}
    missing = tuple(question for question in record.shown if _wants_more(question, record, around))
    wanting = {question.id for question in missing}
    asked = {question.id for question in record.shown}
    sections = []
    for section in questionnaire.sections:
        own = {question.id for question in section.questions} & asked
        if own:
            sections.append((section, _state(len(own & answered), len(own & wanting))))
    return Progress(tuple(sections), len(answered), missing, _state(len(answered), len(missing)))
