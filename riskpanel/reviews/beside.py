"""What was feared and hoped for, as it was written then, beside what happened."""

from collections.abc import Iterable
from dataclasses import dataclass

from riskpanel.assessments.models import Feared
from riskpanel.reviews import queries
from riskpanel.reviews.models import OUTCOMES, Review, Settlement
from riskpanel.reviews.queries import Thing

FEARED, HOPED_FOR = "feared", "hoped-for"


@dataclass(frozen=True)
class Beside:
    """One harm feared or benefit hoped for, and what this review, or one before it, says of it."""

    thing: Thing
    settlement: Settlement | None
    review: Review

    @property
    def kind(self) -> str:
        return FEARED if isinstance(self.thing, Feared) else HOPED_FOR

    @property
    def what(self) -> str:
        return self.thing.what

    @property
    def told(self) -> list[str]:
        """What else was written about it then, but for its name."""
        return [f"{_opening(label)} {words}" for label, words in self.thing.told if words != self.thing.what]

    @property
    def is_from_before(self) -> bool:
        """Settled for good at an earlier review."""
        return self.settlement is not None and self.settlement.review_id != self.review.id

    @property
    def said_now(self) -> Settlement | None:
        """What this review says of it."""
        return None if self.is_from_before else self.settlement

    @property
    def happened(self) -> str:
        return OUTCOMES[self.settlement.outcome] if self.settlement else ""

    @property
    def note(self) -> str:
        return self.settlement.note if self.settlement else ""


def _opening(label: str) -> str:
    return label if label.endswith("?") else f"{label}:"


def beside(review: Review) -> list[Beside]:
    """Everything feared and hoped for in this decision; a review that was held shows what it looked at, and no more."""
    said = queries.settlements(review)
    rows = [Beside(thing, _what_stands(thing, said, review), review) for thing in queries.things(review)]
    return [row for row in rows if row.settlement or review.state == "planned"]


def _what_stands(thing: Thing, said: Iterable[Settlement], review: Review) -> Settlement | None:
    """This review's word on it, or one given for good at a review held before."""
    own = [one for one in said if thing.id in (one.feared_id, one.hoped_for_id)]
    earlier = (one for one in own if one.is_definite and one.review_id != review.id and _was_before(one.review, review))
    return next((one for one in own if one.review_id == review.id), None) or next(earlier, None)


def _was_before(other: Review, review: Review) -> bool:
    return other.held_on is not None and (review.held_on is None or other.held_on <= review.held_on)
