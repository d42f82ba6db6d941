"""A guided record, its answers, the harms and benefits it names, and an urgent override of a stop."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import User


class Assessment(Versioned, Base):
    """One record made with one published questionnaire. `frozen` is its words as shown when it was concluded."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.CheckConstraint("state IN ('draft', 'concluded')", name="state"),
        sa.CheckConstraint("state <> 'concluded' OR (concluded_at IS NOT NULL AND frozen IS NOT NULL)",
                           name="concluded_is_frozen"),
    )
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    questionnaire: Mapped[str] = mapped_column(sa.String(60))
    questionnaire_version: Mapped[int]
    rulebook: Mapped[str] = mapped_column(sa.String(64))
    law_as_at: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    started_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    concluded_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    concluded_at: Mapped[datetime | None]
    frozen: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("assessment.frozen"), deferred=True)
    decision: Mapped[Decision] = relationship(backref=backref("assessments", order_by="Assessment.started_at"))
    concluded_by: Mapped[User | None] = relationship(foreign_keys=[concluded_by_id])
    started_by: Mapped[User] = relationship(foreign_keys=[started_by_id])
    answers: Mapped[list["Answer"]] = relationship(back_populates="assessment", order_by="Answer.position")

    @property
    def person(self) -> Person:
        return self.decision.person

    @property
    def person_id(self) -> uuid.UUID:
        return self.decision.person_id

    @property
    def owner(self) -> User:
        """Whoever concluded it; while it is being written, whoever started it."""
        return self.concluded_by or self.started_by

    @property
    def owner_id(self) -> uuid.UUID:
        return self.concluded_by_id or self.started_by_id


class Answer(Versioned, Base):
    """The answer to one question, or one entry of a group (then `entry` tells entries apart and `value` is a table)."""

    __tablename__ = "answer"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "question", "entry"),)
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"))
    question: Mapped[str] = mapped_column(sa.String(80))
    entry: Mapped[str] = mapped_column(sa.String(32), default="")
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[bool] = mapped_column(default=False)
    value: Mapped[Any] = mapped_column(SealedJson("answer.value"))
    answered_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    answered_at: Mapped[datetime] = mapped_column(default=now)
    assessment: Mapped[Assessment] = relationship(back_populates="answers")
    answered_by: Mapped[User] = relationship()


class Override(Base):
    """A stop gone past because care could not wait: who, why, what is least restrictive, when it is looked at again."""

    __tablename__ = "override"
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"), index=True)
    why: Mapped[str] = sealed("override.why")
    least_restrictive: Mapped[str] = sealed("override.least_restrictive")
    stops: Mapped[list[str]] = mapped_column(sa.JSON)
    recheck_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    assessment: Mapped[Assessment] = relationship()
    made_by: Mapped[User] = relationship()


class ReliedOn(Base):
    """A source that a concluded record relies on, and how: by a "finding", a "question" answered, or its "words".

    An index of what the frozen copy holds, so that a change of law finds its records; it says nothing of its own.
    """

    __tablename__ = "relied_on"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "source", "how"),
        sa.CheckConstraint("how IN ('finding', 'question', 'words')", name="how"),
    )
    needs_no_trail = True
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"))
    source: Mapped[str] = mapped_column(sa.String(80), index=True)
    how: Mapped[str] = mapped_column(sa.String(10))


class Feared(Base):
    """A harm somebody feared, as written in a concluded positive-risk assessment; settled at review."""

    __tablename__ = "feared"
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"))
    what: Mapped[str] = sealed("feared.what")
    told: Mapped[list[list[str]]] = mapped_column(SealedJson("feared.told"))


class HopedFor(Base):
    """A benefit hoped for, as written in a concluded positive-risk assessment; settled at review."""

    __tablename__ = "hoped_for"
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"))
    what: Mapped[str] = sealed("hoped_for.what")
    told: Mapped[list[list[str]]] = mapped_column(SealedJson("hoped_for.told"))
