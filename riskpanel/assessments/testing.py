"""What stands between a record and its conclusion: questions still to answer, and stops nobody has gone past."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from riskpanel.assessments import queries
from riskpanel.assessments.facts import bundle
from riskpanel.assessments.models import Override
from riskpanel.assessments.walk import Walk
from riskpanel.rulebook import Finding, Question, evaluate
from riskpanel.rulebook.current import rules


@dataclass(frozen=True)
class Gap:
    """One thing to settle first: the sentence, and where: a question of this record, else "person" or "decision"."""

    text: str
    question: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class Tested:
    """A record as the rules see it now."""

    walk: Walk
    overrides: Sequence[Override]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of this record beside the others of the decision."""
        decision = self.walk.assessment.decision
        return evaluate(rules(), bundle(decision, queries.records_of(decision)), self.walk.questionnaire.id)

    @cached_property
    def stops(self) -> tuple[Finding, ...]:
        """The stops that fire, whether or not somebody has gone past them."""
        return tuple(one for one in self.findings if one.check.severity == "stop" and one.state == "fires")

    @property
    def passed(self) -> frozenset[str]:
        """The stops that somebody has gone past because it was urgent."""
        return frozenset(stop for override in self.overrides for stop in override.stops)

    @property
    def open_stops(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.stops if one.check.id not in self.passed)

    @property
    def gaps(self) -> list[Gap]:
        """Everything that holds the record up, each with the question where it is settled."""
        missing = [Gap(_wanting(question), question.id) for question in self.walk.progress.missing]
        return missing + [self._held_by(stop) for stop in self.open_stops]

    def _held_by(self, stop: Finding) -> Gap:
        """A stop, with the first place it rests on that can be answered now."""
        reads = (*stop.because, *stop.open)
        own = (read.question for read in reads if read.questionnaire == self.walk.questionnaire.id)
        question = next((question for question in own if self.walk.page_asking(question)), "")
        elsewhere = next((read.questionnaire for read in reads if read.questionnaire in ("person", "decision")), "")
        return Gap(f"{stop.check.say} {stop.check.settle}", question, elsewhere)


def _wanting(question: Question) -> str:
    if question.type != "group":
        return f"Answer “{question.words}”"
    reason = ["say why there is none"] if question.or_reason else []
    ways = [f"add {question.adds}", "complete what was begun", *reason]
    return f"“{question.words}” needs more: {', '.join(ways[:-1])} or {ways[-1]}"


def tested(walk: Walk) -> Tested:
    """Try the checks on a record."""
    return Tested(walk, queries.overrides_of(walk.assessment))
