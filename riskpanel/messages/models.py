"""The outbox: one row a message, written in the same transaction as the change it tells of."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, now, sealed


class Message(Base):
    """One message. Its id is the reference under which it is sent, so that sending again is known for what it is.

    Subject and words are our own and hold no personal detail. `enclosed` is what only the reader may have, such as a
    link; it is let go of when the message has been sent or given up. `claimed_until` is set while somebody sends it.
    """

    __tablename__ = "message"
    __table_args__ = (
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="state"),
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent_has_date"),
        sa.CheckConstraint("state <> 'failed' OR why <> ''", name="failed_has_reason"),
        sa.Index("ix_message_state_next_try_at", "state", "next_try_at"),
    )
    needs_no_trail = True
    to_user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    address: Mapped[str] = sealed("message.address")
    kind: Mapped[str] = mapped_column(sa.String(40))
    about: Mapped[str] = mapped_column(sa.String(20), default="")
    subject: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text)
    enclosed: Mapped[str] = sealed("message.enclosed")
    state: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    made_at: Mapped[datetime] = mapped_column(default=now, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(default=now)
    claimed_until: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(sa.String(300), default="")
    sent_at: Mapped[datetime | None]
    to_user: Mapped[Any] = relationship("User", viewonly=True)

    @property
    def body(self) -> str:
        """The words as they are sent."""
        return "\n\n".join(part for part in (self.words, self.enclosed) if part)
