"""Every check tried on a record or on a pasted case: what it comes to, and which answers made it so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments.facts import bundle
from riskpanel.assessments.models import Assessment
from riskpanel.assessments.queries import records_of
from riskpanel.errors import NotNow
from riskpanel.rulebook import Check, Read, Rulebook
from riskpanel.rulebook.current import rules
from riskpanel.rulebook.findings import SEVERITIES, reads, subjects, tried_on
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Record
from riskpanel.rulebook.truth import Outcome, Truth
from riskpanel.web.filters import SEVERITIES as SAID
from riskpanel.web.filters import date_words

STATES: Mapping[str, tuple[Truth, str]] = {
    "fires": (Truth.TRUE, "These fire"),
    "cannot-tell": (Truth.CANNOT_TELL, "These cannot be told yet"),
    "silent": (Truth.FALSE, "These do not fire"),
}
STATE_NAMES = {"fires": "Fires", "cannot-tell": "Cannot tell yet", "silent": "Does not fire"}
GONE = ("This record was made with a version of its questions that is no longer among the rules, so they cannot be "
        "tried on it. Its words stand as they were.")


@dataclass(frozen=True)
class Line:
    """One check tried: what it comes to, the answers that made it so, and those that are open."""

    check: Check
    severity: str
    because: tuple[Read, ...]
    open: tuple[Read, ...]


@dataclass(frozen=True)
class Group:
    """The checks that came to the same on one record."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Trial:
    """One record, or the decision as a whole, with every check that applies to it."""

    title: str
    groups: tuple[Group, ...]
    count: int


@dataclass(frozen=True)
class Sift:
    """Which outcomes are asked for: a state, a severity, words; each empty for all."""

    state: str = ""
    severity: str = ""
    words: str = ""

    def keeps(self, check: Check, outcome: Outcome) -> bool:
        state = STATES.get(self.state)
        told = " ".join((check.id, check.say, check.settle)).casefold()
        return ((state is None or outcome.truth is state[0]) and self.severity in ("", check.severity)
                and all(word in told for word in self.words.casefold().split()))


def on_a_record(record: Assessment, sift: Sift) -> list[Trial]:
    """A stored record, and the decision it is about, tried on the rules of today. Raises NotNow when that cannot be."""
    known = [one for one in records_of(record.decision)
             if (one.questionnaire, one.questionnaire_version) in rules().questionnaires]
    if record not in known:
        raise NotNow(GONE)
    read = Bundle(rules(), bundle(record.decision, known))
    the_decision, *records = subjects(read)
    return _trials((records[known.index(record)], the_decision), read, sift)


def on_a_bundle(read: Bundle, sift: Sift) -> list[Trial]:
    """Every record of a case, and the decision as a whole, tried on the rules in force on the case's day."""
    the_decision, *records = subjects(read)
    return _trials((*records, the_decision), read, sift)


def _trials(records: Iterable[Record], read: Bundle, sift: Sift) -> list[Trial]:
    return [_trial(record, read, sift, rules()) for record in records]


def _trial(record: Record, read: Bundle, sift: Sift, book: Rulebook) -> Trial:
    tried = sorted(tried_on(record, read, book), key=lambda pair: SEVERITIES.index(pair[0].severity))
    kept = [pair for pair in tried if sift.keeps(*pair)]
    groups = (Group(title, tuple(_line(check, outcome, read) for check, outcome in kept if outcome.truth is truth))
              for truth, title in STATES.values())
    return Trial(_title(record), tuple(group for group in groups if group.lines), len(tried))


def _title(record: Record) -> str:
    done = f", completed on {date_words(record.completed_on)}" if record.completed_on else ""
    return f"{record.questionnaire.title}{done}"


def _line(check: Check, outcome: Outcome, read: Bundle) -> Line:
    return Line(check, SAID[check.severity][0], reads(outcome.seen, read), reads(outcome.open, read))


def fields(sift: Sift) -> dict[str, Any]:
    """The filters as they stand."""
    return {"state": sift.state, "severity": sift.severity, "words": sift.words}
