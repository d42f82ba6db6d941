"""Links for one answer from outside, what is being typed behind them, and a count of failures."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from riskpanel.challenges.models import Challenge, Turn
from riskpanel.db import Base, SealedJson, now, sealed
from riskpanel.messages.models import Message
from riskpanel.users.models import User


class OutsideLink(Base):
    """A link for one named person to answer one challenge, once, at the turn it was made for.

    Of its three secrets only fingerprints are kept: the link's token, the code that is told another way, and the key
    that the browser holds which gave the code. A code is gone once it has been used.
    """

    __tablename__ = "outside_link"
    __table_args__ = (
        sa.CheckConstraint("state IN ('made', 'opened', 'proved', 'answered', 'locked', 'revoked')", name="state"),
        sa.CheckConstraint("state NOT IN ('made', 'opened') OR code_hash <> ''", name="waiting_has_code"),
        sa.CheckConstraint("state <> 'proved' OR (key_hash <> '' AND code_hash = '')", name="proved_has_key"),
        sa.CheckConstraint("state <> 'answered' OR response_id IS NOT NULL", name="answered_has_answer"),
    )
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    turn_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("turn.id"), index=True)
    recipient_name: Mapped[str] = sealed("outside_link.recipient_name")
    recipient_address: Mapped[str] = sealed("outside_link.recipient_address")
    state: Mapped[str] = mapped_column(sa.String(10), default="made")
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    key_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    wrong_codes: Mapped[int] = mapped_column(default=0)
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    response_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("response.id"))
    message_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("message.id"))
    challenge: Mapped[Challenge] = relationship()
    turn: Mapped[Turn] = relationship(backref=backref("links", lazy="joined"))  # read with the turn, not one by one
    made_by: Mapped[User] = relationship()
    message: Mapped[Message | None] = relationship()

    @property
    def expired(self) -> bool:
        return self.expires_at <= now()


class OutsideDraft(Base):
    """What is being typed behind a link: kept as it is typed, so that whoever answers can come back."""

    __tablename__ = "outside_draft"
    needs_no_trail = True
    link_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("outside_link.id"), unique=True)
    fields: Mapped[list[list[str]]] = mapped_column(SealedJson("outside_draft.fields"))
    kept_at: Mapped[datetime] = mapped_column(default=now)


class OutsideTally(Base):
    """How often opening failed in an hour, for one link or from one address; of either only a fingerprint is kept."""

    __tablename__ = "outside_tally"
    __table_args__ = (sa.UniqueConstraint("mark", "hour"),)
    needs_no_trail = True
    mark: Mapped[str] = mapped_column(sa.String(64))
    hour: Mapped[datetime]
    count: Mapped[int]
