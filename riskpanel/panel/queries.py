"""Reading meetings: each query takes the user and fetches only the meetings they sit on or whose panel they are of."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, lazyload, selectinload, undefer

from riskpanel import access, db
from riskpanel.assessments.models import Assessment
from riskpanel.challenges.models import Challenge, Response
from riskpanel.clock import now
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.panel.models import AgendaItem, Attendance, Interest, Meeting, Minutes, Reading
from riskpanel.people.models import Person
from riskpanel.people.queries import who_speaks
from riskpanel.referrals.models import Referral
from riskpanel.referrals.queries import back_from_hold
from riskpanel.users.models import User

Found = TypeVar("Found")
Loading = Any  # what decides how related rows are read: SQLAlchemy gives it no public name
Owed = sa.Row[Meeting, AgendaItem | None, Person, Interest | None, bool, str]
PAST_SHOWN = 50
RECORDS_READ = ("positive-risk", "best-interests", "capacity", "support")
MINUTES_OWED_FOR = timedelta(days=60)


def mine(user: access.User) -> sa.ColumnElement[bool]:
    """The condition on Meeting that holds where this user sits, or is of the panel. As `access.sits_on`, in SQL."""
    return sa.or_(sitting(user), Meeting.team_id.in_(user.team_ids))


def sitting(user: access.User) -> sa.ColumnElement[bool]:
    """The condition on Meeting that holds where this user sits."""
    seat = aliased(Attendance)
    invited = sa.exists().where(seat.meeting_id == Meeting.id, seat.user_id == user.id, seat.item_id.is_(None),
                                seat.stood_down_at.is_(None))
    return sa.or_(Meeting.chair_id == user.id, Meeting.minute_taker_id == user.id, invited)


def colleague(path: Any) -> Loading:
    """A colleague in the same statement, without their teams."""
    return joinedload(path).options(lazyload(User.memberships))


def case_loads() -> tuple[Loading, ...]:
    """What an agenda says of a referral: the person, the decision and who made it, who referred."""
    return (
        joinedload(Referral.person),
        joinedload(Referral.decision).options(colleague(Decision.decision_maker)),
        colleague(Referral.referred_by),
    )


def meeting_loads() -> tuple[Loading, ...]:
    """What every page says of a meeting: its panel, its chair and minute-taker, and everybody invited."""
    return (
        joinedload(Meeting.team), colleague(Meeting.chair), colleague(Meeting.minute_taker),
        selectinload(Meeting.attendances).options(colleague(Attendance.user)),
    )


def meetings(user: access.User) -> tuple[list[Meeting], list[Meeting]]:
    """The meetings still to be held or under way, soonest first, and those closed, newest first."""
    wanted = (sa.select(Meeting).where(mine(user)).order_by(Meeting.starts_at.desc()).limit(PAST_SHOWN * 2)
              .options(joinedload(Meeting.team), colleague(Meeting.chair)))
    found = db.session.scalars(wanted).unique().all()
    coming = [one for one in reversed(found) if one.state != "closed"]
    return coming, [one for one in found if one.state == "closed"][:PAST_SHOWN]


def meeting(meeting_id: uuid.UUID, user: access.User) -> Meeting:
    """A meeting with its agenda and everybody invited, in four statements. Raises NotFound."""
    items = selectinload(Meeting.items).options(
        joinedload(AgendaItem.referral).options(*case_loads()), colleague(AgendaItem.assessor),
        joinedload(AgendaItem.advice), colleague(AgendaItem.deputy),
        selectinload(AgendaItem.interests).options(colleague(Interest.user)))
    return _one(sa.select(Meeting).where(Meeting.id == meeting_id, mine(user)).options(*meeting_loads(), items))


def item(item_id: uuid.UUID, user: access.User) -> AgendaItem:
    """One case on an agenda, with its meeting, in two statements. Raises NotFound."""
    return _one(_items(user).where(AgendaItem.id == item_id))


def item_to_change(item_id: uuid.UUID, user: access.User) -> AgendaItem:
    """As `item`, held until the change is made, so that two who press at once come one after the other."""
    _one(sa.select(AgendaItem).where(AgendaItem.id == item_id).options(lazyload("*")).with_for_update())
    return _one(_items(user).where(AgendaItem.id == item_id).execution_options(populate_existing=True))


def _items(user: access.User) -> sa.Select[AgendaItem]:
    return (sa.select(AgendaItem).join(AgendaItem.meeting).where(mine(user)).options(
        joinedload(AgendaItem.meeting).options(*meeting_loads()),
        joinedload(AgendaItem.referral).options(*case_loads()), colleague(AgendaItem.assessor),
        joinedload(AgendaItem.interests).options(colleague(Interest.user)),
        joinedload(AgendaItem.advice), colleague(AgendaItem.deputy)))


def pack(item_id: uuid.UUID, user: access.User) -> AgendaItem:
    """As `item`, with what the papers hold: views, who may speak for the person, the challenge and its answers."""
    referral = joinedload(AgendaItem.referral)
    challenge = referral.joinedload(Referral.challenge)
    return _one(_items(user).where(AgendaItem.id == item_id).options(
        who_speaks(referral.joinedload(Referral.person)),
        referral.joinedload(Referral.decision).selectinload(Decision.views),
        referral.selectinload(Referral.contributions),
        challenge.options(colleague(Challenge.raised_by), selectinload(Challenge.evidence)),
        challenge.joinedload(Challenge.responses).options(colleague(Response.given_by))))


def records(item: AgendaItem) -> list[Assessment]:
    """The latest concluded record of each kind that a panel reads, as frozen when it was concluded."""
    wanted = (sa.select(Assessment).options(colleague(Assessment.concluded_by), undefer(Assessment.frozen))
              .where(Assessment.decision_id == item.referral.decision_id, Assessment.state == "concluded",
                     Assessment.questionnaire.in_(RECORDS_READ))
              .order_by(Assessment.concluded_at))
    latest = {one.questionnaire: one for one in db.session.scalars(wanted).unique()}
    return [latest[name] for name in RECORDS_READ if name in latest]


def parts_played(meeting: Meeting) -> set[tuple[uuid.UUID, uuid.UUID, str]]:
    """Who of those who sit raised or answered the challenge behind a case: the referral, the colleague, which."""
    behind = {one.referral.challenge_id: one.referral_id for one in meeting.items if one.referral.challenge_id}
    raised = sa.select(Challenge.id, Challenge.raised_by_id.label("by_id"), sa.literal("raised"))
    answered = sa.select(Response.challenge_id, Response.given_by_id, sa.literal("answered"))
    wanted: sa.CompoundSelect[Any] = sa.union(
        raised.where(Challenge.id.in_(behind), Challenge.raised_by_id.in_(meeting.sitting_ids)),
        answered.where(Response.challenge_id.in_(behind), Response.given_by_id.in_(meeting.sitting_ids)))
    return {(behind[id], by_id, part) for id, by_id, part in db.session.execute(wanted)} if behind else set()


def sitting_elsewhere(meeting: Meeting, until: datetime) -> list[tuple[str, str]]:
    """Those who sit here and, at a meeting that starts while this one lasts, there too: the name, and its reference."""
    seat = aliased(Attendance)
    wanted = (sa.select(User.name, Meeting.reference).join(seat, seat.meeting_id == Meeting.id)
              .join(User, User.id == seat.user_id)
              .where(Meeting.id != meeting.id, Meeting.state == "planned", seat.item_id.is_(None),
                     seat.user_id.in_(meeting.sitting_ids), Meeting.starts_at >= meeting.starts_at,
                     Meeting.starts_at < max(until, meeting.starts_at + timedelta(minutes=1))).order_by(User.name))
    return [(name, reference) for name, reference in db.session.execute(wanted)]


def assessor(referral: Referral) -> User | None:
    """Whoever concluded the latest capacity assessment for the decision referred."""
    wanted = (sa.select(User).join(Assessment, Assessment.concluded_by_id == User.id).where(
        Assessment.decision_id == referral.decision_id, Assessment.questionnaire == "capacity",
        Assessment.state == "concluded").order_by(Assessment.concluded_at.desc()).limit(1).options(lazyload("*")))
    return db.session.scalars(wanted).first()


def invitation(invitation_id: uuid.UUID, user: access.User) -> Attendance:
    """An invitation to one case. Raises NotFound."""
    wanted = (sa.select(Attendance).join(Attendance.meeting).where(
        Attendance.id == invitation_id, Attendance.item_id.is_not(None), mine(user)))
    return _one(wanted)


def waiting(meeting: Meeting, user: access.User) -> Sequence[Referral]:
    """Referrals that wait for this meeting's panel: the urgent first, then those that have waited longest."""
    theirs = (Referral.team_id == meeting.team_id, Referral.team_id.in_(user.team_ids))
    here = sa.or_(Referral.state == "waiting", back_from_hold())
    wanted = (sa.select(Referral).options(*case_loads()).where(*theirs, here)
              .order_by(Referral.urgent.desc(), Referral.submitted_at))
    return db.session.scalars(wanted).unique().all()


def owed_at(user: access.User) -> Sequence[Owed]:
    """For each meeting on which the user sits, not yet closed: its cases, and what the user has declared about each.

    With them the cases lately heard whose minutes are not signed; whether the user has said of the text as it is now
    whether it is right; and whether they came. A meeting without cases has one row.
    """
    unsigned = sa.and_(AgendaItem.state == "heard", Minutes.state != "signed",
                       Meeting.starts_at > now() - MINUTES_OWED_FOR)
    said = sa.exists().where(Reading.minutes_id == Minutes.id, Reading.by_id == user.id, Reading.turn == Minutes.turn)
    came = (sa.select(sa.func.max(Attendance.came)).where(Attendance.meeting_id == Meeting.id,
                                                          Attendance.user_id == user.id).scalar_subquery())
    wanted = (sa.select(Meeting, AgendaItem, Person, Interest, said, came)
              .outerjoin(AgendaItem, AgendaItem.meeting_id == Meeting.id)
              .outerjoin(AgendaItem.minuted)
              .outerjoin(Referral, Referral.id == AgendaItem.referral_id)
              .outerjoin(Person, Person.id == Referral.person_id)
              .outerjoin(Interest, sa.and_(Interest.item_id == AgendaItem.id, Interest.user_id == user.id))
              .options(contains_eager(AgendaItem.referral), contains_eager(AgendaItem.minuted))
              .where(sitting(user), sa.or_(Meeting.state != "closed", unsigned))
              .order_by(Meeting.starts_at, AgendaItem.position))
    return db.session.execute(wanted).all()


def to_send_out(user: access.User, gone: sa.ColumnElement[bool]) -> Sequence[Meeting]:
    """The planned meetings with a case whose minutes this user takes, of which it is not so that this has `gone`."""
    listed = sa.exists().where(AgendaItem.meeting_id == Meeting.id, AgendaItem.state == "listed")
    wanted = (sa.select(Meeting).options(lazyload("*"), joinedload(Meeting.team).lazyload("*"))
              .where(Meeting.minute_taker_id == user.id, Meeting.state == "planned", listed, sa.not_(gone))
              .order_by(Meeting.starts_at))
    return db.session.scalars(wanted).unique().all()


def _one(wanted: sa.Select[Found]) -> Found:
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found
