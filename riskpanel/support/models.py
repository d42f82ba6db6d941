"""What was discussed about a challenge, who supports whoever raised it, and what its people learned."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.challenges.models import Challenge
from riskpanel.db import Base, Versioned, now, sealed
from riskpanel.people.models import Person
from riskpanel.users.models import User

TALK, PEER, SUPERVISION = "talk", "peer", "supervision"
KINDS: Mapping[str, str] = {
    TALK: "A talk with somebody about the challenge",
    PEER: "Thinking it over with a colleague",
    SUPERVISION: "Supervision: only you and your supervisor see this",
}
SUPPORT: Mapping[str, str] = {
    "supervisor": "My supervisor",
    "principal-social-worker": "The principal social worker",
    "mca-lead": "The MCA lead",
    "advocate": "An advocate",
    "colleague": "A colleague, or a union or professional body",
}


class OfChallenge:
    """Something that belongs to a challenge, and through it to a person."""

    challenge: Mapped[Challenge]

    @property
    def person(self) -> Person:
        return self.challenge.person

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id


class Discussion(OfChallenge, Base):
    """One talk: who had it with whom, what was said and agreed. It is added to, never changed.

    A note of supervision is seen by its author and by the supervisor it names, and by nobody else.
    """

    __tablename__ = "discussion"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('talk', 'peer', 'supervision')", name="kind"),
        sa.CheckConstraint("(kind = 'supervision') = (supervisor_id IS NOT NULL)", name="supervision_names_supervisor"),
    )
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    happened_on: Mapped[date]
    with_whom: Mapped[str] = sealed("discussion.with_whom")
    said: Mapped[str] = sealed("discussion.said")
    agreed: Mapped[str] = sealed("discussion.agreed")
    supervisor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship()
    supervisor: Mapped[User | None] = relationship(foreign_keys=[supervisor_id])
    written_by: Mapped[User] = relationship(foreign_keys=[written_by_id])


class Supporter(OfChallenge, Base):
    """Somebody who supports whoever raised the challenge, and with what."""

    __tablename__ = "supporter"
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    name: Mapped[str] = sealed("supporter.name")
    helps: Mapped[str] = sealed("supporter.helps")
    named_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    named_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship()


class Reflection(OfChallenge, Versioned, Base):
    """What one colleague did, learned and would do differently: seen by its author alone."""

    __tablename__ = "reflection"
    __table_args__ = (sa.UniqueConstraint("challenge_id", "written_by_id"),)
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"))
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    did: Mapped[str] = sealed("reflection.did")
    learned: Mapped[str] = sealed("reflection.learned")
    differently: Mapped[str] = sealed("reflection.differently")
    written_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship()
    written_by: Mapped[User] = relationship()
