"""Tries the checks on a record and says what each one found, and because of which answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from riskpanel.rulebook.changing import what_would_change
from riskpanel.rulebook.conditions import weigh
from riskpanel.rulebook.definitions import Check, Example, Rulebook, Source
from riskpanel.rulebook.facts import DECISION
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Record, Scope, Seen
from riskpanel.rulebook.truth import CANNOT_TELL, FALSE, TRUE, Outcome, Truth

ON_THE_DECISION = "decision"
SEVERITIES = ("stop", "warn", "advise")
STATES: Mapping[Truth, Literal["fires", "cannot-tell"]] = {
    TRUE: "fires",
    CANNOT_TELL: "cannot-tell",
}


@dataclass(frozen=True, slots=True)
class Read:
    """An answer a finding rests on or waits for: what it is called, what it says, and where it is asked."""

    label: str
    said: str
    questionnaire: str
    question: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a record: that it fires, or what it needs to know before it can tell."""

    check: Check
    state: Literal["fires", "cannot-tell"]
    because: tuple[Read, ...]
    open: tuple[Read, ...]
    sources: tuple[Source, ...]
    scope: Scope = field(repr=False, compare=False)

    @property
    def changes(self) -> tuple[str, ...]:
        """Which other answers would end it or, while it cannot be told, would make it out; each alone is enough."""
        return what_would_change(self.check.when, self.scope, self.state == "fires")


def reads(seen: Iterable[Seen], bundle: Bundle) -> tuple[Read, ...]:
    """Answers as a reader meets them, each once."""
    found = (
        Read(each.label, each.said(bundle.choices(each.question)), each.questionnaire.id, each.page) for each in seen
    )
    return tuple(dict.fromkeys(found))


def _finding(check: Check, outcome: Outcome, record: Record, bundle: Bundle, book: Rulebook) -> Finding:
    return Finding(
        check,
        STATES[outcome.truth],
        reads(outcome.seen, bundle),
        reads(outcome.open, bundle),
        tuple(book.sources[id] for id in check.sources if id in book.sources),
        Scope(bundle, record, known={}),
    )


def _subject(bundle: Bundle, applies_to: str) -> Record | None:
    return Record(DECISION) if applies_to == ON_THE_DECISION else bundle.record(applies_to)


def tried_on(record: Record, bundle: Bundle, book: Rulebook) -> Iterator[tuple[Check, Outcome]]:
    """Each check in force that day, with what it came to on this one record, or on the decision as a whole."""
    scope = Scope(bundle, record)
    day = bundle.as_at or book.law_as_at
    for check in book.checks_for(record.questionnaire.id):
        if check.in_force(day):
            yield check, weigh(check.when, scope)


def found_in(record: Record, bundle: Bundle, book: Rulebook) -> list[Finding]:
    """What the checks say of this one record: those that fire, and those that cannot be told yet."""
    tried = tried_on(record, bundle, book)
    return [_finding(check, outcome, record, bundle, book) for check, outcome in tried if outcome.truth is not FALSE]


def by_severity(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Stops, then warnings, then advice; otherwise in the order they came."""
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.check.severity)))


def evaluate(book: Rulebook, bundle: Mapping[str, Any], applies_to: str) -> tuple[Finding, ...]:
    """What the checks in force that day say of the latest such record: stops, then warnings, then advice."""
    read = Bundle(book, bundle)
    record = _subject(read, applies_to)
    return by_severity(found_in(record, read, book)) if record else ()


def subjects(bundle: Bundle) -> tuple[Record, ...]:
    """All that checks are tried on: the decision as a whole, and every record."""
    return (Record(DECISION), *bundle.records())


def evaluate_all(book: Rulebook, bundle: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What the checks say of the decision and of every record in the bundle, earlier ones too."""
    read = Bundle(book, bundle)
    return by_severity(finding for record in subjects(read) for finding in found_in(record, read, book))


def suggested(book: Rulebook, bundle: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The optional records that the answers so far give cause for, by questionnaire, each with its reasons."""
    scope = Scope(Bundle(book, bundle), Record(DECISION), known={})
    told = {
        track.id: tuple(one.because for one in track.suggested if weigh(one.when, scope).truth is Truth.TRUE)
        for track in book.tracks.values()
    }
    return {id: reasons for id, reasons in told.items() if reasons}


# ---- Examples: the tests of a check


def _others(example: Example, day: date) -> Iterator[dict[str, Any]]:
    for questionnaire, given in example.other.items():
        completed_on = None if questionnaire in example.unfinished else day
        for answers in given if isinstance(given, list | tuple) else (given,):
            yield {"questionnaire": questionnaire, "answers": answers, "completed_on": completed_on}


def bundle_of(check: Check, example: Example, as_at: date) -> dict[str, Any]:
    """An example as the application would hand it over; other records are completed unless `unfinished`."""
    day = example.as_at or as_at
    records = list(_others(example, day))
    if check.applies_to[0] != ON_THE_DECISION:
        records.append({"questionnaire": check.applies_to[0], "answers": example.answers})
    return {"as_at": day, "person": example.person, "decision": example.decision, "records": records}


def examples(book: Rulebook) -> Iterator[tuple[Check, Example, dict[str, Any]]]:
    """Each example of each check, with the bundle it stands for, to be tried on `check.applies_to[0]`."""
    for check in book.checks.values():
        for example in check.examples:
            yield check, example, bundle_of(check, example, book.law_as_at)


def fires(book: Rulebook, check: Check, bundle: Mapping[str, Any]) -> bool:
    """Whether this check fires on this bundle."""
    found = evaluate(book, bundle, check.applies_to[0])
    return any(each.check.id == check.id and each.state == "fires" for each in found)
