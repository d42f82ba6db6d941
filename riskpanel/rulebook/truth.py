"""True, false or cannot tell yet, and the answers that made it so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

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


OPPOSITE: Mapping[Truth, Truth] = {
    Truth.TRUE: Truth.FALSE,
    Truth.FALSE: Truth.TRUE,
    Truth.CANNOT_TELL: Truth.CANNOT_TELL,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition came to, the answers it rests on, and the answers it still waits for."""

    truth: Truth
    seen: tuple[Seen, ...] = ()
    open: tuple[Seen, ...] = ()

    def opposite(self) -> "Outcome":
        """True for false, resting on the same answers."""
        return Outcome(OPPOSITE[self.truth], self.seen, self.open)


def gathered(truth: Truth, outcomes: Iterable[Outcome]) -> Outcome:
    """This truth, resting on all that these rest on."""
    kept = list(outcomes)
    seen = tuple(seen for outcome in kept for seen in outcome.seen)
    return Outcome(truth, seen, tuple(open for outcome in kept for open in outcome.open))


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """True when every one is; one that is false settles it, whatever is still open."""
    kept: list[Outcome] = []
    for outcome in outcomes:
        if outcome.truth is Truth.FALSE:
            return outcome
        kept.append(outcome)
    undecided = any(outcome.truth is Truth.CANNOT_TELL for outcome in kept)
    return gathered(Truth.CANNOT_TELL if undecided else Truth.TRUE, kept)


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """True when at least one is."""
    kept = list(outcomes)
    true = [outcome for outcome in kept if outcome.truth is Truth.TRUE]
    if true:
        return gathered(Truth.TRUE, true)
    undecided = [outcome for outcome in kept if outcome.truth is Truth.CANNOT_TELL]
    return gathered(Truth.CANNOT_TELL, undecided) if undecided else gathered(Truth.FALSE, kept)
