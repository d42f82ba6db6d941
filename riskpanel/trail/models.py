"""The trail's tables. They hold ids and words of our own vocabulary, never what anybody typed about a person."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from riskpanel.db import Base


class TrailEvent(Base):
    """One thing done, seen or refused. `seq` is its place in the chain; `mac` covers it and the one before."""

    __tablename__ = "trail_event"
    needs_no_trail = True
    seq: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(40), index=True)
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    mac: Mapped[str] = mapped_column(sa.String(64))


class TrailHead(Base):
    """The chain's last link; one row, locked while the chain grows."""

    __tablename__ = "trail_head"
    needs_no_trail = True
    seq: Mapped[int]
    mac: Mapped[str] = mapped_column(sa.String(64))
