"""A question to the MCA lead, its answer with sources, and the answer written anew for everybody."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import User


class Question(Versioned, Base):
    """What a colleague asks about a decision, or in general. `general_*` is written anew, to be read by everybody.

    `sources` holds ids of sources.toml. A published answer names nobody; taking it back leaves it written.
    """

    __tablename__ = "question"
    __table_args__ = (
        sa.CheckConstraint("state IN ('asked', 'answered', 'published')", name="state"),
        sa.CheckConstraint("state = 'asked' OR answered_at IS NOT NULL", name="answered_has_date"),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_date"),
    )
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="asked", index=True)
    asked: Mapped[str] = sealed("question.asked")
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str] = sealed("question.answer")
    sources: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    general_question: Mapped[str] = sealed("question.general_question")
    general_answer: Mapped[str] = sealed("question.general_answer")
    published_at: Mapped[datetime | None]
    decision: Mapped[Decision | None] = relationship()
    person: Mapped[Person | None] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
