"""A review and the settling of each harm feared and benefit hoped for."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from riskpanel.assessments.models import Assessment, Feared, HopedFor
from riskpanel.db import Base, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import User

OUTCOMES: Mapping[str, str] = {
    "happened": "It happened",
    "partly": "It happened in part",
    "did-not": "It did not happen",
    "something-else": "Something else happened",
    "too-soon": "It is too soon to say",
}
TOO_SOON = "too-soon"


class Review(Versioned, Base):
    """A date on which to look back. Its questions are an Assessment made with the review questionnaire."""

    __tablename__ = "review"
    __table_args__ = (
        sa.CheckConstraint("state IN ('planned', 'held')", name="state"),
        sa.CheckConstraint("state <> 'held' OR held_on IS NOT NULL", name="held_has_date"),
    )
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assessment.id"))
    state: Mapped[str] = mapped_column(sa.String(12), default="planned")
    due_on: Mapped[date] = mapped_column(index=True)
    triggers: Mapped[str] = sealed("review.triggers")
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    held_on: Mapped[date | None]
    person: Mapped[Person] = relationship()
    decision: Mapped[Decision] = relationship(backref=backref("reviews", order_by="Review.due_on"))
    assessment: Mapped[Assessment | None] = relationship()
    owner: Mapped[User] = relationship()
    settlements: Mapped[list["Settlement"]] = relationship(back_populates="review")


class Settlement(Versioned, Base):
    """What happened to one harm feared or one benefit hoped for, as one review saw it. `outcome` is one of OUTCOMES."""

    __tablename__ = "settlement"
    __table_args__ = (
        sa.CheckConstraint("(feared_id IS NULL) <> (hoped_for_id IS NULL)", name="one_thing"),
        sa.UniqueConstraint("review_id", "feared_id", name="uq_settlement_review_feared"),
        sa.UniqueConstraint("review_id", "hoped_for_id", name="uq_settlement_review_hoped_for"),
    )
    review_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("review.id"))
    feared_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("feared.id"))
    hoped_for_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("hoped_for.id"))
    outcome: Mapped[str] = mapped_column(sa.String(20))
    note: Mapped[str] = sealed("settlement.note")
    settled_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    settled_at: Mapped[datetime] = mapped_column(default=now)
    review: Mapped[Review] = relationship(back_populates="settlements")
    feared: Mapped[Feared | None] = relationship()
    hoped_for: Mapped[HopedFor | None] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.review.person_id

    @property
    def is_definite(self) -> bool:
        """Said for good: a later review need not ask again."""
        return self.outcome != TOO_SOON
