"""Reading referrals: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload, load_only, selectinload

from riskpanel import access, db
from riskpanel.access import Role
from riskpanel.challenges.models import Challenge, Response
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people import queries as people
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.referrals.models import Referral
from riskpanel.rulebook import PanelType
from riskpanel.rulebook.current import rules
from riskpanel.trail import TrailEvent
from riskpanel.users import queries as users
from riskpanel.users.models import Team, User

PAGE = 25
OWED = 50
LINES_OF_HISTORY = 30
Found = TypeVar("Found")
UNSETTLED = ("sent", "answered", "referred")
OPEN = ("draft", "submitted", "waiting", "asked", "held", "listed")
WITH_THE_PANEL = ("submitted", "waiting", "asked", "held", "listed")


def alone(attribute: InstrumentedAttribute[Any]) -> Any:
    """Load a colleague's account in the same statement, without their teams."""
    return joinedload(attribute).lazyload(User.memberships)


def _seen_by() -> tuple[Any, ...]:
    """Who may see a person, and who has authority: for permission and the banner."""
    return selectinload(Person.involvements), joinedload(Person.authorities), joinedload(Person.advocates)


def _behind_a_case() -> tuple[Any, ...]:
    """Who decides, and every view."""
    return alone(Decision.decision_maker), selectinload(Decision.views)


def referral(referral_id: uuid.UUID, user: access.User) -> Referral:
    """The referral with all that its pages show. Raises NotFound also when it is not this user's to see."""
    wanted = (sa.select(Referral).join(Referral.person).where(Referral.id == referral_id, visible_to(user))
              .options(joinedload(Referral.decision).options(*_behind_a_case()), joinedload(Referral.challenge),
                       contains_eager(Referral.person).options(*_seen_by()), joinedload(Referral.team),
                       alone(Referral.referred_by)))
    return _one(db.session.scalars(wanted).unique().one_or_none())


def decision(decision_id: uuid.UUID, user: access.User) -> Decision:
    """A decision to refer, with its person and views. Raises NotFound also when it is not this user's to see."""
    wanted = (sa.select(Decision).join(Decision.person).where(Decision.id == decision_id, visible_to(user))
              .options(contains_eager(Decision.person).options(*_seen_by()), *_behind_a_case()))
    return _one(db.session.scalars(wanted).unique().one_or_none())


def challenge(challenge_id: uuid.UUID, user: access.User) -> Challenge:
    """A challenge to refer, with its decision and answers. Raises NotFound also when it is not this user's to see."""
    wanted = (sa.select(Challenge).join(Challenge.person).where(Challenge.id == challenge_id, visible_to(user))
              .options(joinedload(Challenge.decision).options(*_behind_a_case()),
                       contains_eager(Challenge.person).options(*_seen_by()),
                       selectinload(Challenge.responses).options(alone(Response.given_by))))
    return _one(db.session.scalars(wanted).unique().one_or_none())


def _one(found: Found | None) -> Found:
    if found is None:
        raise NotFound()
    return found


def unsettled_challenge(decision_id: uuid.UUID) -> bool:
    """Is a challenge to this decision waiting to be settled?"""
    wanted = sa.select(Challenge.id).where(Challenge.decision_id == decision_id, Challenge.state.in_(UNSETTLED))
    return db.session.scalars(wanted.limit(1)).first() is not None


def open_referral(decision_id: uuid.UUID, team_id: uuid.UUID) -> Referral | None:
    """A referral of this decision to this panel that is still on its way."""
    wanted = sa.select(Referral).where(Referral.decision_id == decision_id, Referral.team_id == team_id,
                                       Referral.state.in_(OPEN))
    return db.session.scalars(wanted.limit(1)).first()


def panels() -> list[tuple[str, str, PanelType]]:
    """Every panel: its team's id, its name and its type in the rules."""
    kinds = rules().panels
    return [(str(team.id), team.name, kinds[team.panel]) for team in users.panels() if team.panel in kinds]


# ---- The queue

@dataclass(frozen=True)
class Sift:
    """What the queue is asked to show: which state, only urgent or not, which panel, in what order, which page."""

    state: str = "here"
    urgent: bool = False
    panel: str = ""
    sort: str = "pressing"
    page: int = 1


def back_from_hold() -> sa.ColumnElement[bool]:
    """Held until a day that has come: waiting again, whether or not its state has been written yet."""
    return sa.and_(Referral.state == "held", Referral.held_until <= today())


def _here() -> sa.ColumnElement[bool]:
    return sa.or_(Referral.state.in_(("submitted", "waiting")), back_from_hold())


def _held() -> sa.ColumnElement[bool]:
    return sa.and_(Referral.state == "held", Referral.held_until > today())


STATES = {
    "here": ("In the queue", _here),
    "new": ("New: nobody has looked yet", lambda: Referral.state == "submitted"),
    "asked": ("More asked of the referrer", lambda: Referral.state == "asked"),
    "held": ("On hold", _held),
    "listed": ("On an agenda", lambda: Referral.state == "listed"),
    "all": ("Everything with the panel", lambda: Referral.state.in_(WITH_THE_PANEL)),
}
SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "pressing": ("Urgent first, then longest waiting", (Referral.urgent.desc(), Referral.submitted_at)),
    "longest": ("Longest waiting first", (Referral.submitted_at,)),
    "newest": ("Newest first", (Referral.submitted_at.desc(),)),
    "contact": ("Next contact soonest", (sa.func.coalesce(Referral.next_contact_on, date.max), Referral.submitted_at)),
}


def sees_every_panel(user: access.User) -> bool:
    """Does this user's work cover every panel?"""
    return bool(user.roles & access.SEES_EVERY_TEAM)


def sits_for(user: access.User) -> sa.ColumnElement[bool]:
    """Referrals to this user's own panels; every panel's for those whose work covers every team."""
    return sa.true() if sees_every_panel(user) else Referral.team_id.in_(user.team_ids)


ONLY_NAMES = (Person.name, Person.preferred_name, Person.reference, Person.restricted)
IN_A_LINE = (Referral.reference, Referral.state, Referral.urgent, Referral.question, Referral.interim_plan,
             Referral.next_contact_on, Referral.gaps, Referral.submitted_at, Referral.held_until, Referral.decision_id,
             Referral.person_id, Referral.team_id, Referral.referred_by_id)


def _lines() -> tuple[Any, ...]:
    """What a line shows and no more, so that only that is decrypted."""
    return (load_only(*IN_A_LINE), contains_eager(Referral.person).load_only(*ONLY_NAMES),
            joinedload(Referral.decision).load_only(Decision.kind), joinedload(Referral.team))


def queue(sift: Sift, user: access.User) -> tuple[Sequence[Referral], int]:
    """A page of the queue, and how many there are in all. Only the page's rows are read and decrypted."""
    conditions = [visible_to(user), sits_for(user), STATES[sift.state][1]()]
    if sift.urgent:
        conditions.append(Referral.urgent.is_(True))
    if sift.panel:
        conditions.append(Referral.team_id == uuid.UUID(sift.panel))
    found = sa.select(Referral).join(Referral.person).where(*conditions)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(found.with_only_columns(Referral.id).subquery()))
    rows = found.order_by(*SORTS[sift.sort][1], Referral.id).limit(PAGE).offset(PAGE * (sift.page - 1))
    return db.session.scalars(rows.options(*_lines())).all(), count or 0


def queue_panels(user: access.User) -> Sequence[Team]:
    """The panels whose referrals this user's queue may hold."""
    return [team for team in users.panels() if sees_every_panel(user) or team.id in user.team_ids]


def look_up(words: str, user: access.User) -> tuple[Sequence[Referral], list[Person]]:
    """Referrals this user may see whose person or reference it is; and people found who have none."""
    if not words.strip():
        return [], []
    found, _count = people.search(words, user)
    whose = sa.or_(Referral.reference == words.strip().upper(), Referral.person_id.in_([one.id for one in found]))
    wanted = (sa.select(Referral).join(Referral.person).where(visible_to(user), whose)
              .options(contains_eager(Referral.person), joinedload(Referral.team), alone(Referral.referred_by))
              .order_by(Referral.started_at.desc()).limit(PAGE))
    rows = db.session.scalars(wanted).all()
    have = {row.person_id for row in rows}
    return rows, [one for one in found if one.id not in have]


# ---- For other pages

def referrals_of(column: InstrumentedAttribute[Any], subject_id: uuid.UUID) -> list[Any]:
    """Referrals of one decision or challenge (already seen by the user), newest first, as a section's lines."""
    wanted = (sa.select(Referral.id, Referral.reference, Referral.state, Referral.held_until, Team.name)
              .join(Team, Team.id == Referral.team_id).where(column == subject_id).order_by(Referral.started_at.desc()))
    return list(db.session.execute(wanted))


def owed(user: User) -> Sequence[Referral]:
    """Referrals that ask something of this user, as referrer or as one who runs their panel's queue."""
    mine = sa.and_(Referral.referred_by_id == user.id, Referral.state.in_(OPEN))
    runs = bool(user.roles & {Role.COORDINATOR, Role.CHAIR})
    panel = sa.and_(Referral.team_id.in_(user.team_ids), Referral.state.in_(("submitted", "held")))
    wanted = (sa.select(Referral).join(Referral.person).where(visible_to(user), sa.or_(mine, panel) if runs else mine)
              .options(*_lines()).order_by(Referral.urgent.desc(), Referral.submitted_at).limit(OWED))
    return db.session.scalars(wanted).all()


def history(found: Referral) -> list[tuple[TrailEvent, str | None]]:
    """What was done with a referral, newest first, with the name of whoever did it. Looks and refusals are left out."""
    left_out = ("referral:see", "request:refuse", "referral:change")
    wanted = (sa.select(TrailEvent, User.name).outerjoin(User, User.id == TrailEvent.actor_id)
              .where(TrailEvent.subject_id == found.id, TrailEvent.action.not_in(left_out))
              .order_by(TrailEvent.seq.desc()).limit(LINES_OF_HISTORY))
    return [(event, name) for event, name in db.session.execute(wanted)]


def due_back() -> Sequence[Referral]:
    """Every held referral whose day has come, whoever may see it: for returning them."""
    return db.session.scalars(sa.select(Referral).where(back_from_hold())).all()
