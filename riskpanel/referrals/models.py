"""A request to a panel about one decision, from draft to the queue and beyond."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.challenges.models import Challenge
from riskpanel.db import Base, SealedBytes, SealedJson, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import Team, User

SIFTED_BY = ("submitted_at", "next_contact_on", "held_until", "person_id")


class Referral(Versioned, Base):
    """A request to a panel about one decision; `team_id` is the panel's team. `gaps` keeps those marked.

    `placed_at` is the instant its place in the queue is counted from: when it was first sent, unless it was moved.
    """

    __tablename__ = "referral"
    __table_args__ = (
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'waiting', 'asked', 'held', 'listed', 'advised', 'replied', 'redirected', "
            "'withdrawn')", name="state"),
        sa.CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL OR state = 'withdrawn'",
                           name="submitted_has_date"),
        sa.CheckConstraint("state <> 'held' OR held_until IS NOT NULL", name="held_has_end"),
        sa.Index("ix_referral_by_place", "team_id", "state", "urgent", "placed_at", "id", *SIFTED_BY),
        sa.Index("ix_referral_by_wait", "team_id", "state", "submitted_at", "id", "urgent", "next_contact_on",
                 "held_until", "person_id"),
        sa.Index("ix_referral_by_contact", "team_id", "state", "next_contact_on", "placed_at", "id", "urgent",
                 "submitted_at", "held_until", "person_id"),
    )
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    challenge_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    team_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("team.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="draft", index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str] = sealed("referral.question")
    tried: Mapped[str] = sealed("referral.tried")
    not_settled: Mapped[str | None] = sealed("referral.not_settled")
    disagreement: Mapped[str] = sealed("referral.disagreement")
    not_asked: Mapped[str] = sealed("referral.not_asked")
    legal_advice: Mapped[str | None] = sealed("referral.legal_advice")
    overseen_by: Mapped[str | None] = sealed("referral.overseen_by")
    consent: Mapped[str] = mapped_column(sa.String(20), default="")
    consent_reasons: Mapped[str] = sealed("referral.consent_reasons")
    taking_part: Mapped[str] = mapped_column(sa.String(20), default="")
    taking_part_needs: Mapped[str] = sealed("referral.taking_part_needs")
    interim_plan: Mapped[str] = sealed("referral.interim_plan")
    next_contact_on: Mapped[date | None]
    next_contact_by: Mapped[str] = sealed("referral.next_contact_by")
    gaps: Mapped[list[str]] = mapped_column(SealedJson("referral.gaps"), default=list)
    gaps_reason: Mapped[str] = sealed("referral.gaps_reason")
    referred_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    placed_at: Mapped[datetime | None]
    placed_because: Mapped[str] = sealed("referral.placed_because")
    held_until: Mapped[date | None]
    why_here: Mapped[str] = sealed("referral.why_here")
    person: Mapped[Person] = relationship()
    decision: Mapped[Decision] = relationship()
    challenge: Mapped[Challenge | None] = relationship()
    team: Mapped[Team] = relationship()
    referred_by: Mapped[User] = relationship()
    contributions: Mapped[list["Contribution"]] = relationship(back_populates="referral",
                                                              order_by="Contribution.kept_at")

    @property
    def sent(self) -> list["Contribution"]:
        """What was sent to the panel and not taken back, the person's first."""
        return sorted((one for one in self.contributions if one.taken_back_at is None),
                      key=lambda one: one.part != "person")


class Contribution(Base):
    """What somebody sent to the panel, or gave to a colleague for it: words, questions, a picture, where a film is.

    `part` is what they are to the person: "person", "family", "advocate" or "guest". `apart`: only those who sit may
    read it. It is never changed; taken back, it is kept and shown to nobody.
    """

    __tablename__ = "contribution"
    __table_args__ = (sa.CheckConstraint("(taken_back_at IS NULL) = (taken_back_by_id IS NULL)",
                                         name="taken_back_by_somebody"),)
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    name: Mapped[str] = sealed("contribution.name")
    part: Mapped[str] = mapped_column(sa.String(12))
    words: Mapped[str] = sealed("contribution.words")
    asks: Mapped[str] = sealed("contribution.asks")
    film_at: Mapped[str] = sealed("contribution.film_at")
    helped_by: Mapped[str] = sealed("contribution.helped_by")
    apart: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[str] = sealed("contribution.file_name")
    media: Mapped[str] = mapped_column(sa.String(80), default="")
    content: Mapped[bytes | None] = mapped_column(SealedBytes("contribution.content"), deferred=True)
    kept_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    kept_at: Mapped[datetime] = mapped_column(default=now)
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    referral: Mapped[Referral] = relationship(back_populates="contributions")
    kept_by: Mapped[User] = relationship(foreign_keys=[kept_by_id])

    @property
    def person_id(self) -> uuid.UUID:
        return self.referral.person_id
