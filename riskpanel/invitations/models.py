"""How each invitation goes, and the letters as they were sent."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, sealed
from riskpanel.panel.models import Attendance
from riskpanel.users.models import User


class Sending(Versioned, Base):
    """How an invitation goes to somebody: which letter, which way, and where to or with whom.

    `told` is what was sent, letter by letter; when it is sent again, what went before is kept as an earlier version.
    """

    __tablename__ = "sending"
    __table_args__ = (
        sa.CheckConstraint("letter IN ('standard', 'easy', 'both')", name="letter"),
        sa.CheckConstraint("way IN ('email', 'post', 'hand')", name="way"),
        sa.CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name="sent_by_somebody"),
    )
    attendance_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attendance.id"), unique=True)
    letter: Mapped[str] = mapped_column(sa.String(10))
    way: Mapped[str] = mapped_column(sa.String(10))
    goes_to: Mapped[str] = sealed("sending.goes_to")
    told: Mapped[dict[str, Any]] = mapped_column(SealedJson("sending.told"), default=dict)
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    attendance: Mapped[Attendance] = relationship()
    sent_by: Mapped[User | None] = relationship()

    @property
    def person_id(self) -> uuid.UUID | None:
        return self.attendance.person_id
