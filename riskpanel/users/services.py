"""Signing in and looking after accounts: the only writers of both."""

from collections.abc import Collection
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from riskpanel import db, trail
from riskpanel.access import Role, require
from riskpanel.actions import Action
from riskpanel.errors import Incomplete
from riskpanel.users import queries
from riskpanel.users.models import Membership, Team, User
from riskpanel.web.sessions import end_sessions

FREE_TRIES = 4
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_PASSWORD = 12

_hasher = PasswordHasher()
_nobody = _hasher.hash("nobody signs in with this")


def sign_in(email: str, password: str) -> User | None:
    """The colleague, when the password is right and the account is neither closed nor locked; else None.

    Each try after the fourth failure makes the account wait longer, up to an hour. Every failure is in the trail.
    """
    user = queries.by_email(email)
    right = _matches(user.password_hash if user else _nobody, password)
    if user is None or not user.active or _is_locked(user) or not right:
        _note_failure(user)
        return None
    user.failed_sign_ins, user.locked_until = 0, None
    trail.record(Action.SIGN_IN, user, by=user)
    return user


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _is_locked(user: User) -> bool:
    return user.locked_until is not None and user.locked_until > db.now()


def _note_failure(user: User | None) -> None:
    if user is not None:
        user.failed_sign_ins += 1
        over = user.failed_sign_ins - FREE_TRIES
        if over > 0:
            user.locked_until = db.now() + min(FIRST_WAIT * 2 ** min(over - 1, 8), LONGEST_WAIT)
    trail.record(Action.FAIL_SIGN_IN, user, by=None)


def sign_out(user: User) -> None:
    trail.record(Action.SIGN_OUT, user, by=user)


def add_team(name: str, *, by: User, panel: str | None = None) -> Team:
    """A team of colleagues; `panel` names its type in rules/panels when it is a panel's."""
    require(by, Action.MANAGE_USERS)
    team = Team(name=name, panel=panel)
    db.session.add(team)
    trail.record(Action.ADD_USER, team, by=by)
    return team


def add_user(
    *, email: str, name: str, job: str, phone: str, password: str, roles: Collection[Role], teams: Collection[Team],
    by: User, specialism: str = "", agency: str = "",
) -> User:
    """Open an account. Raises Incomplete when the address is taken, the password short or no role is given."""
    require(by, Action.ADD_USER)
    user = _open_account(by, email=email, name=name, job=job, phone=phone, password=password, roles=roles, teams=teams)
    user.specialism, user.agency = specialism, agency
    return user


def add_first_administrator(*, email: str, name: str, password: str) -> User:
    """The first account of an installation. Raises Incomplete when there are accounts already."""
    if queries.accounts():
        raise Incomplete("There are accounts already: an administrator adds more on the Accounts page.")
    return _open_account(None, email=email, name=name, job="Administrator", phone="", password=password,
                         roles={Role.ADMINISTRATOR}, teams=())


def _open_account(by: User | None, *, email: str, name: str, job: str, phone: str, password: str,
                  roles: Collection[Role], teams: Collection[Team]) -> User:
    gaps = account_gaps(email, password, roles)
    if gaps:
        raise Incomplete(gaps[0], gaps)
    user = User(email=email.strip().lower(), name=name.strip(), job=job.strip(), phone=phone.strip(),
                role_names=sorted(roles), password_hash=_hasher.hash(password))
    user.memberships = [Membership(user_id=user.id, team_id=team.id) for team in teams]
    db.session.add(user)
    trail.record(Action.ADD_USER, user, by=by or user)
    return user


def account_gaps(email: str, password: str, roles: Collection[Role]) -> list[str]:
    """What stops an account from being opened, in sentences."""
    checks = (
        (queries.by_email(email) is not None, "There is an account with this email address already."),
        (len(password) < SHORTEST_PASSWORD, f"The password must have at least {SHORTEST_PASSWORD} characters."),
        (not roles, "Choose at least one role."),
        (Role.ADMINISTRATOR in roles and len(roles) > 1, "An administrator has no case access, so no other role."),
    )
    return [said for wrong, said in checks if wrong]


def change_user(user: User, *, name: str, job: str, phone: str, roles: Collection[Role], teams: Collection[Team],
                active: bool, by: User, specialism: str = "", agency: str = "") -> None:
    """Change an account; new roles or closing it sign the colleague out everywhere at once."""
    require(by, Action.CHANGE_USER, user)
    if not roles or (Role.ADMINISTRATOR in roles and len(roles) > 1):
        raise Incomplete("Choose at least one role; an administrator has no case access, so no other role.")
    user.name, user.job, user.phone, user.active = name, job, phone, active
    user.role_names, user.specialism, user.agency = sorted(roles), specialism, agency
    kept = {membership.team_id: membership for membership in user.memberships}
    user.memberships = [kept.get(team.id) or Membership(user_id=user.id, team_id=team.id) for team in teams]
    for gone in set(kept) - {team.id for team in teams}:
        db.session.delete(kept[gone])
    end_sessions(user.id)
    trail.record(Action.CHANGE_USER, user, by=by, active=active)
