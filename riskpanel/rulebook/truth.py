"""True, false or cannot tell yet, and the answers that made it so."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from riskpanel.rulebook.reading import Seen


class Truth(Enum):
    """Three values: an unanswered question is not a "no"."""

    TRUE = "true"
    FALSE = "false"
    CANNOT_TELL = "cannot tell"

    @classmethod
    def of(cls, value: bool) -> "Truth":
        """A definite truth."""
        return cls.TRUE if value else cls.FALSE


TRUE, FALSE, CANNOT_TELL = Truth
OPPOSITE: Mapping[Truth, Truth] = {
    TRUE: FALSE,
    FALSE: TRUE,
    CANNOT_TELL: CANNOT_TELL,
}


class Outcome(NamedTuple):
    """What a condition came to, the answers it rests on, and the answers it still waits for."""

    truth: Truth
    seen: tuple[Seen, ...] = ()
    open: tuple[Seen, ...] = ()

    def opposite(self) -> "Outcome":
        """True for false, resting on the same answers."""
        return Outcome(OPPOSITE[self.truth], self.seen, self.open)


def gathered(truth: Truth, outcomes: Sequence[Outcome]) -> Outcome:
    """This truth, resting on all that these rest on; only what cannot be told waits for anything."""
    if len(outcomes) == 1:
        return outcomes[0]
    seen = tuple([seen for outcome in outcomes for seen in outcome.seen])
    if truth is not CANNOT_TELL:
        return Outcome(truth, seen)
    return Outcome(truth, seen, tuple([open for outcome in outcomes for open in outcome.open]))


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """True when every one is; the first that is false settles it, and what comes after is not asked for."""
    truth, met = TRUE, []
    for outcome in outcomes:
        if outcome.truth is FALSE:
            return outcome
        if outcome.truth is CANNOT_TELL:
            truth = CANNOT_TELL
        met.append(outcome)
    return gathered(truth, met)


def any_of(outcomes: Sequence[Outcome]) -> Outcome:
    """True when at least one is; it rests on those alone, or else on those that are undecided, or else on all."""
    for truth in (TRUE, CANNOT_TELL):
        such = [outcome for outcome in outcomes if outcome.truth is truth]
        if such:
            return gathered(truth, such)
    return gathered(FALSE, outcomes)
