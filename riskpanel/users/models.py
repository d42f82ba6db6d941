"""Accounts and teams (a panel's people are a team too)."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.access import Role
from riskpanel.db import Base, Versioned


class Team(Base):
    """A team of practitioners, or the people of a panel (then `panel` names its type in rules/panels)."""

    __tablename__ = "team"
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    panel: Mapped[str | None] = mapped_column(sa.String(60))


class Membership(Base):
    """A colleague's place in a team."""

    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("user_id", "team_id"),)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    team_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("team.id"), index=True)


class User(Versioned, Base):
    """A colleague with an account. `active` is False when the account is closed; accounts are never deleted.

    `specialism` and `agency` are ids of rules/specialisms.toml and rules/agencies.toml; blank where nobody has said.
    """

    __tablename__ = "user_account"
    email: Mapped[str] = mapped_column(sa.String(200), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    job: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    specialism: Mapped[str] = mapped_column(sa.String(60), default="")
    agency: Mapped[str] = mapped_column(sa.String(60), default="")
    role_names: Mapped[list[str]] = mapped_column(sa.JSON)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    memberships: Mapped[list[Membership]] = relationship(lazy="joined")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return str(self.id)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(name) for name in self.role_names)

    @property
    def team_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(membership.team_id for membership in self.memberships)

    def plays(self, role: Role) -> bool:
        return role in self.roles
