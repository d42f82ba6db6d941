"""Reading accounts and teams."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from riskpanel import db
from riskpanel.access import Role
from riskpanel.errors import NotFound
from riskpanel.users.models import Membership, Team, User


def signed_in(user_id: str) -> User | None:
    """The colleague whose session this is, if the account is still open."""
    found = db.session.get(User, uuid.UUID(user_id))
    return found if found and found.active else None


def by_email(email: str) -> User | None:
    wanted = sa.select(User).where(User.email == email.strip().lower())
    return db.session.scalars(wanted).unique().one_or_none()


def account(user_id: uuid.UUID) -> User:
    """One account. Raises NotFound."""
    found = db.session.get(User, user_id)
    if found is None:
        raise NotFound()
    return found


def accounts() -> Sequence[User]:
    return db.session.scalars(sa.select(User).order_by(User.name)).unique().all()


def colleagues(*roles: Role) -> list[User]:
    """Colleagues with open accounts who play at least one of the roles (any role when none is given), by name."""
    everyone = db.session.scalars(sa.select(User).where(User.active).order_by(User.name)).unique()
    return [user for user in everyone if not roles or user.roles & set(roles)]


def teams() -> Sequence[Team]:
    return db.session.scalars(sa.select(Team).order_by(Team.name)).all()


def panels() -> Sequence[Team]:
    """The teams that are panels."""
    return db.session.scalars(sa.select(Team).where(Team.panel.is_not(None)).order_by(Team.name)).all()


def panel_team(team_id: uuid.UUID) -> Team:
    """One panel's team. Raises NotFound."""
    found = db.session.get(Team, team_id)
    if found is None or found.panel is None:
        raise NotFound()
    return found


def members_of(team_id: uuid.UUID) -> Sequence[User]:
    """The colleagues in a team who still have accounts, by name."""
    wanted = sa.select(User).join(Membership).where(Membership.team_id == team_id, User.active).order_by(User.name)
    return db.session.scalars(wanted).unique().all()
