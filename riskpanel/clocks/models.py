"""What the daily job has told of a challenge's clock."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from riskpanel.db import Base

SOON, OVERDUE, FURTHER = "soon", "overdue", "further"


class Notice(Base):
    """One thing told of one date at one stage, once: due soon, overdue, or too long overdue to stay at that stage."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("challenge_id", "stage", "due_on", "kind"),
        sa.CheckConstraint("kind IN ('soon', 'overdue', 'further')", name="kind"),
    )
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"))
    stage: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date]
    kind: Mapped[str] = mapped_column(sa.String(10))
    given_on: Mapped[date]
