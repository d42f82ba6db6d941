"""What the web keeps between requests: sessions, one-time marks of forms, drafts."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, now


class SignedInSession(Base):
    """A browser's session, held here; the cookie is a random token and only its fingerprint is stored.

    The account comes in the same statement, so that asking the database session for it again costs nothing.
    """

    __tablename__ = "signed_in_session"
    needs_no_trail = True
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson("signed_in_session.data"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)
    account: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)


class UsedForm(Base):
    """The mark of a form already sent, and where its effect led: a second send goes there and changes nothing."""

    __tablename__ = "used_form"
    needs_no_trail = True
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[uuid.UUID] = mapped_column(index=True)
    used_at: Mapped[datetime] = mapped_column(default=now, index=True)
    led_to: Mapped[str] = mapped_column(sa.String(500), default="")


class Draft(Base):
    """What somebody had typed in a form but not yet saved, kept for them alone."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("user_id", "place"),)
    needs_no_trail = True
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    place: Mapped[str] = mapped_column(sa.String(300))
    fields: Mapped[list[list[str]]] = mapped_column(SealedJson("draft.fields"))
    kept_at: Mapped[datetime] = mapped_column(default=now)
