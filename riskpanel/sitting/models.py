"""What happens at a sitting: cases begun, voices heard, private views, comings and goings, and late words."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, now, sealed
from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.users.models import User


class OfCase:
    """Something that belongs to a case on the agenda, and through it to a person."""

    item: Mapped[AgendaItem]

    @property
    def person_id(self) -> uuid.UUID:
        return self.item.person_id


class Hearing(OfCase, Base):
    """The hearing of one case: when it began and ended, when private views were opened, whether without advising."""

    __tablename__ = "hearing"
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), unique=True)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    views_opened_at: Mapped[datetime | None]
    without_advice_at: Mapped[datetime | None]
    item: Mapped[AgendaItem] = relationship()
    heard: Mapped[list["VoiceHeard"]] = relationship(back_populates="hearing")

    @property
    def is_now(self) -> bool:
        """Begun, and no other case has been begun since."""
        return self.started_at is not None and self.ended_at is None

    @property
    def heard_at(self) -> dict[uuid.UUID, datetime]:
        """When each voice was heard, by the id of its invitation."""
        return {one.attendance_id: one.at for one in self.heard}


class VoiceHeard(Base):
    """Somebody has been heard on a case."""

    __tablename__ = "voice_heard"
    __table_args__ = (sa.UniqueConstraint("hearing_id", "attendance_id"),)
    hearing_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hearing.id"))
    attendance_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attendance.id"))
    at: Mapped[datetime] = mapped_column("heard_at", default=now)
    hearing: Mapped[Hearing] = relationship(back_populates="heard")


class PrivateView(OfCase, Versioned, Base):
    """What one member thinks of a case, filed alone. The first is `turn` 1; a change of mind stands beside it."""

    __tablename__ = "private_view"
    __table_args__ = (sa.UniqueConstraint("item_id", "user_id", "turn"),)
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    turn: Mapped[int] = mapped_column(default=1)
    leans: Mapped[str] = sealed("private_view.leans")
    why: Mapped[str] = sealed("private_view.why")
    asks: Mapped[str] = sealed("private_view.asks")
    at: Mapped[datetime] = mapped_column("filed_at", default=now)
    after_opening: Mapped[bool] = mapped_column(default=False)
    item: Mapped[AgendaItem] = relationship()
    user: Mapped[User] = relationship()


class Movement(Base):
    """Somebody arrived, left, did not come, or was taken off the meeting; the last with a reason."""

    __tablename__ = "movement"
    __table_args__ = (sa.CheckConstraint("what IN ('arrived', 'left', 'absent', 'stood-down')", name="what"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    attendance_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attendance.id"))
    what: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str] = sealed("movement.reason")
    noted_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("moved_at", default=now)
    attendance: Mapped[Attendance] = relationship()


class Reopening(Base):
    """A closed meeting was opened again by its chair, with a reason; when it had been closed."""

    __tablename__ = "reopening"
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    closed_before_at: Mapped[datetime]
    reason: Mapped[str] = sealed("reopening.reason")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("reopened_at", default=now)
    by: Mapped[User] = relationship()


class LateAdvice(OfCase, Base):
    """What somebody wrote as the panel's advice when advice had been given already. It is no part of the advice."""

    __tablename__ = "late_advice"
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    words: Mapped[list[list[Any]]] = mapped_column(SealedJson("late_advice.words"))
    at: Mapped[datetime] = mapped_column("kept_at", default=now)
    item: Mapped[AgendaItem] = relationship()
    by: Mapped[User] = relationship()


@sa.event.listens_for(LateAdvice, "before_update")
@sa.event.listens_for(Reopening, "before_update")
@sa.event.listens_for(Movement, "before_update")
def _refuse_change(_mapper: Any, _connection: Any, row: Any) -> None:
    """What happened at a sitting is added to, never rewritten."""
    raise RuntimeError(f"A {type(row).__name__} is written once and never changed.")
