"""Reading advice, replies and agreed actions: each query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Load, contains_eager, joinedload, selectinload

from riskpanel import access, db
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.letters.queries import to_send, whole
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Attendance, Interest, Meeting, Reply
from riskpanel.panel.queries import colleague, mine
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.referrals.models import Referral

READ = "advice_read"
Found = TypeVar("Found")
Told = sa.Row[AgendaItem, Meeting, Advice, Reply]
Owed = sa.Row[Advice, Referral, Person, Decision, AgreedAction, Meeting, int]


def advice(advice_id: uuid.UUID, user: access.User) -> Advice:
    """Advice about a person whose record this user may see, or of a meeting of theirs; whole. Raises NotFound."""
    person = joinedload(Advice.item).joinedload(AgendaItem.referral).joinedload(Referral.person)
    wanted = (sa.select(Advice).join(Advice.item).join(AgendaItem.meeting)
              .join(Referral, Referral.id == AgendaItem.referral_id).join(Person, Person.id == Referral.person_id)
              .where(Advice.id == advice_id, sa.or_(visible_to(user), mine(user)))
              .options(colleague(Advice.given_by), *whole(Load(Advice)),
                       person.joinedload(Person.involvements)))
    return _one(wanted)


def undone(advice_ids: Iterable[uuid.UUID]) -> Sequence[AgreedAction]:
    """The agreed actions of this advice, which the user may see, that are not done; soonest first."""
    wanted = (sa.select(AgreedAction).options(colleague(AgreedAction.owner)).order_by(AgreedAction.due_on)
              .where(AgreedAction.advice_id.in_(list(advice_ids)), AgreedAction.done_on.is_(None)))
    return db.session.scalars(wanted).unique().all()


def of_decision(decision_id: uuid.UUID) -> Sequence[Told]:
    """Each listing of a decision's referrals, with the advice and the reply where there are any, newest first."""
    told = db.session.execute(_told().where(Referral.decision_id == decision_id)).all()
    db.remembered(READ)[decision_id] = told
    return told


def advised_at(decision_id: uuid.UUID) -> datetime | None:
    """When a panel last advised on a decision, once the decision-maker has replied; not looked for if read already."""
    read: Sequence[Told] | None = db.remembered(READ).get(decision_id)
    if read is not None:
        return max((advice.given_at for _item, _meeting, advice, reply in read if advice and reply), default=None)
    replied = sa.exists().where(Reply.referral_id == Referral.id)
    return db.session.scalar(sa.select(sa.func.max(Advice.given_at)).join(Advice.item)
                             .join(Referral, Referral.id == AgendaItem.referral_id)
                             .where(Referral.decision_id == decision_id, replied))


def of_referral(referral_id: uuid.UUID) -> Sequence[Told]:
    """Each listing of one referral, as `of_decision`, with who was in the room."""
    room = selectinload(Meeting.attendances).options(colleague(Attendance.user))
    return db.session.execute(_told().options(room).where(Referral.id == referral_id)).all()


def _told() -> sa.Select[AgendaItem, Meeting, Advice, Reply]:
    return (sa.select(AgendaItem, Meeting, Advice, Reply)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .join(Referral, Referral.id == AgendaItem.referral_id)
            .outerjoin(Advice, Advice.item_id == AgendaItem.id)
            .outerjoin(Reply, Reply.referral_id == Referral.id)
            .options(contains_eager(AgendaItem.referral))
            .order_by(Meeting.starts_at.desc()))


def owed_by(user: access.User) -> Sequence[Owed]:
    """Advice to which this user owes a reply, agreed actions of theirs, and letters to see off, in one statement.

    The last column counts the letters still to be checked or sent; they are for whoever took the minutes.
    """
    decides = sa.or_(Decision.decision_maker_id == user.id,
                     sa.and_(Decision.decision_maker_id.is_(None), Referral.referred_by_id == user.id))
    owns = sa.or_(AgreedAction.owner_id == user.id,
                  sa.and_(AgreedAction.owner_id.is_(None), AgreedAction.referred_by_id == user.id))
    unfinished = sa.and_(AgreedAction.advice_id == Advice.id, AgreedAction.done_on.is_(None), owns)
    unsent = to_send(Advice)
    interested = sa.exists().where(Interest.item_id == AgendaItem.id, Interest.user_id == user.id, Interest.declared)
    own_letters = sa.and_(Meeting.minute_taker_id == user.id, unsent > 0, ~interested)
    wanted = (sa.select(Advice, Referral, Person, Decision, AgreedAction, Meeting, unsent)
              .join(AgendaItem, AgendaItem.id == Advice.item_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
              .join(Referral, Referral.id == AgendaItem.referral_id)
              .join(Decision, Decision.id == Referral.decision_id).join(Person, Person.id == Referral.person_id)
              .outerjoin(AgreedAction, unfinished)
              .where(sa.or_(AgreedAction.id.is_not(None), sa.and_(Referral.state == "advised", decides),
                           own_letters)))
    return db.session.execute(wanted).all()


def _one(wanted: sa.Select[Found]) -> Found:
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found
