"""What has been done to see an agreed action or a reply through, and the files that show an action was done."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedBytes, now, sealed
from riskpanel.panel.models import AgreedAction
from riskpanel.users.models import User

SOON, OVERDUE, LATE = "soon", "overdue", "late"
BY_HAND, REOPENED = "by-hand", "reopened"
BY_ITSELF = "kind IN ('soon', 'overdue', 'late')"


def _once(name: str, column: str, where: str) -> sa.Index:
    """The daily job tells one thing of one date once."""
    condition = sa.text(f"{BY_ITSELF} AND {where}")
    return sa.Index(name, column, "due_on", "kind", unique=True, sqlite_where=condition, postgresql_where=condition)


class Chase(Base):
    """One thing done to see an action through (or, without an action, the reply to advice): a line in its log.

    The daily job writes soon, overdue and late, each once for a date; a colleague writes by-hand and reopened.
    """

    __tablename__ = "chase"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('soon', 'overdue', 'late', 'by-hand', 'reopened')", name="kind"),
        _once("ux_chase_action", "action_id", "action_id IS NOT NULL"),
        _once("ux_chase_reply", "advice_id", "action_id IS NULL"),
    )
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agreed_action.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    due_on: Mapped[date]
    at: Mapped[datetime] = mapped_column("chased_at", default=now)
    words: Mapped[str] = sealed("chase.words")
    by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    by: Mapped[User | None] = relationship()


class Proof(Base):
    """A file that shows that an agreed action was done. `media` is what its content is."""

    __tablename__ = "proof"
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agreed_action.id"), index=True)
    name: Mapped[str] = sealed("proof.name")
    media: Mapped[str] = mapped_column(sa.String(80))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(SealedBytes("proof.content"), deferred=True)
    added_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    action: Mapped[AgreedAction] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.action.person_id


@sa.event.listens_for(Chase, "before_update")
def _refuse_change(_mapper: Any, _connection: Any, _chase: Chase) -> None:
    """The log of what was done to see an action through is added to, never rewritten."""
    raise RuntimeError("A Chase is written once and never changed.")
