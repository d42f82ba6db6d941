"""What was made of a record after a change of law."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.assessments.models import Assessment
from riskpanel.db import Base, now, sealed
from riskpanel.people.models import Person
from riskpanel.users.models import User

STANDS, AFRESH = "stands", "afresh"
OUTCOMES: Mapping[str, str] = {
    STANDS: "What it says still stands",
    AFRESH: "It is looked at afresh, in a new record",
}


class Reconsideration(Base):
    """One record looked at again after one change of one source: it still stands, because; or a new record is made."""

    __tablename__ = "reconsideration"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "source", "changed_on"),
        sa.CheckConstraint("outcome IN ('stands', 'afresh')", name="outcome"),
        sa.CheckConstraint("(outcome = 'afresh') = (afresh_id IS NOT NULL)", name="afresh_names_the_new_record"),
    )
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessment.id"))
    source: Mapped[str] = mapped_column(sa.String(80))
    changed_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(sa.String(10))
    because: Mapped[str] = sealed("reconsideration.because")
    afresh_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assessment.id"))
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=now, index=True)
    assessment: Mapped[Assessment] = relationship(foreign_keys=[assessment_id])
    afresh: Mapped[Assessment | None] = relationship(foreign_keys=[afresh_id])
    made_by: Mapped[User] = relationship()

    @property
    def person(self) -> Person:
        return self.assessment.person

    @property
    def person_id(self) -> uuid.UUID:
        return self.assessment.person_id
