"""A case's papers as they were put together, and the numbered copies of them, each for one reader."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, now, sealed
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.users.models import User


class CasePapers(Base):
    """What the papers of one case said when they were put together: parts, each with its key, title and blocks.

    Put together again, they are a new row only where they say something else, so that every copy can be read as it was.
    """

    __tablename__ = "case_papers"
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("case_papers.parts"), deferred=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    item: Mapped[AgendaItem] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.item.person_id


class PackCopy(Base):
    """One numbered copy of a meeting's papers: for a colleague who sits, or for somebody asked to one case (`item_id`).

    `papers_ids` says which papers it was made with; opened, it holds no more of them than its reader may read.
    `back_on` and `back_how` say what became of it.
    """

    __tablename__ = "pack_copy"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "number"),
        sa.CheckConstraint("(user_id IS NULL) <> (item_id IS NULL)", name="for_one_who_sits_or_for_one_case"),
        sa.CheckConstraint("(back_on IS NULL) = (back_how = '')", name="back_has_its_day"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    number: Mapped[int]
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    name: Mapped[str] = sealed("pack_copy.name")
    papers_ids: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    back_on: Mapped[date | None]
    back_how: Mapped[str] = mapped_column(sa.String(12), default="")
    meeting: Mapped[Meeting] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    item: Mapped[AgendaItem | None] = relationship()
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])

    @property
    def team_id(self) -> uuid.UUID:
        return self.meeting.team_id

    @property
    def person_id(self) -> uuid.UUID | None:
        """Whom it is about, where that is one person."""
        return self.item.person_id if self.item else None

    @property
    def called(self) -> str:
        """Its reader's name."""
        return self.user.name if self.user else self.name

    def made_with(self, papers: CasePapers) -> bool:
        return str(papers.id) in self.papers_ids
