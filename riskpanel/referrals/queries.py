"""Reading referrals: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload, load_only, selectinload, undefer

from riskpanel import access, db
from riskpanel.access import Role
from riskpanel.challenges.models import Challenge, Response
from riskpanel.clock import now, today
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.referrals.models import Contribution, Referral
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
IN_THE_QUEUE = ("submitted", "waiting", "asked", "held")
A_LITTLE = timedelta(seconds=1)


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


def contribution(contribution_id: uuid.UUID, user: access.User) -> Contribution:
    """Something sent to the panel and not taken back, with its referral and its file. Raises NotFound."""
    of = sa.select(Contribution).where(Contribution.id == contribution_id, Contribution.taken_back_at.is_(None))
    found = _one(db.session.scalars(of.options(undefer(Contribution.content))).one_or_none())
    found.referral = referral(found.referral_id, user)
    return found


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


# ---- While it waits

def back_from_hold() -> sa.ColumnElement[bool]:
    """Held until a day that has come: waiting again, whether or not its state has been written yet."""
    return sa.and_(Referral.state == "held", Referral.held_until <= today())


ONLY_NAMES = (Person.name, Person.preferred_name, Person.reference, Person.restricted)
IN_A_LINE = (Referral.reference, Referral.state, Referral.urgent, Referral.question, Referral.interim_plan,
             Referral.next_contact_on, Referral.gaps, Referral.submitted_at, Referral.placed_at,
             Referral.placed_because, Referral.held_until, Referral.why_here, Referral.decision_id, Referral.person_id,
             Referral.team_id, Referral.referred_by_id)


def lines() -> tuple[Any, ...]:
    """What a line shows and no more, so that only that is decrypted."""
    return (load_only(*IN_A_LINE), contains_eager(Referral.person).load_only(*ONLY_NAMES),
            joinedload(Referral.decision).load_only(Decision.kind), joinedload(Referral.team))


def waiting_with(referral: Referral) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that hold for what waits for the same panel with the same urgency."""
    return (Referral.team_id == referral.team_id, Referral.urgent.is_(referral.urgent),
            Referral.state.in_(IN_THE_QUEUE))


def before_all(referral: Referral) -> datetime:
    """An instant before the place of everything that waits for the same panel with the same urgency."""
    first = db.session.scalar(sa.select(sa.func.min(Referral.placed_at)).where(*waiting_with(referral)))
    return (first or now()) - A_LITTLE


def just_before(other: Referral) -> datetime:
    """An instant between this one's place and the place before it."""
    placed: datetime = other.placed_at or now()
    ahead = db.session.scalar(sa.select(sa.func.max(Referral.placed_at))
                              .where(*waiting_with(other), Referral.placed_at < placed))
    return placed - (placed - ahead) / 2 if ahead else placed - A_LITTLE


def waiting_as(reference: str, user: access.User) -> Referral | None:
    """What waits under this reference, where the user may see it."""
    wanted = (sa.select(Referral).join(Referral.person)
              .where(Referral.reference == reference.strip().upper(), Referral.state.in_(IN_THE_QUEUE),
                     visible_to(user)))
    return db.session.scalars(wanted).one_or_none()


# ---- For other pages

def referrals_of(column: InstrumentedAttribute[Any], subject_id: uuid.UUID) -> list[Any]:
    """Referrals of one decision or challenge (already seen by the user), newest first, as a section's lines."""
    wanted = (sa.select(Referral.id, Referral.reference, Referral.state, Referral.held_until, Team.name)
              .join(Team, Team.id == Referral.team_id).where(column == subject_id).order_by(Referral.started_at.desc()))
    return list(db.session.execute(wanted))


def owed(user: User) -> Sequence[Referral]:
    """Referrals that ask something of this user, as referrer or as one who runs their panel's queue."""
    mine = sa.select(Referral.id).where(Referral.referred_by_id == user.id, Referral.state.in_(OPEN))
    runs = user.roles & {Role.COORDINATOR, Role.CHAIR}
    each = [mine, *(_first_to_look_at(user) if runs else [])]
    asks = sa.union(*(sa.select(one.subquery()) for one in each))
    wanted = (sa.select(Referral).join(Referral.person).where(visible_to(user), Referral.id.in_(asks))
              .options(*lines()).order_by(Referral.urgent.desc(), Referral.placed_at).limit(OWED))
    return db.session.scalars(wanted).all()


def _first_to_look_at(user: User) -> Iterator[sa.Select[uuid.UUID]]:
    """The first of what nobody has looked at, and of what is held, from the index of each of this user's panels."""
    for team_id, state, urgent in product(user.team_ids, ("submitted", "held"), (True, False)):
        yield (sa.select(Referral.id).where(Referral.team_id == team_id, Referral.state == state,
                                            Referral.urgent.is_(urgent)).order_by(Referral.placed_at).limit(OWED))


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
