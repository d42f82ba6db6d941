"""Reading what has to be seen through: agreed actions with their log and proof; what the daily job tells of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from riskpanel import access, db
from riskpanel.calendar import ONE_DAY, add_working_days, working_days_between
from riskpanel.chasing.models import LATE, OVERDUE, SOON, Chase, Proof
from riskpanel.clock import ENGLAND
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Interest, Meeting
from riskpanel.panel.queries import colleague, mine
from riskpanel.people.queries import visible_to
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules

AT_ONCE = 500


def action(action_id: uuid.UUID, user: access.User) -> AgreedAction:
    """An agreed action that this user owns or asked for, about a person they may see, or of a panel that they run.

    Raises NotFound.
    """
    by_record = visible_to(user) if user.roles & access.READERS else sa.false()
    runs = sa.and_(mine(user), ~_interested(user)) if user.roles & access.PANEL else sa.false()
    own = sa.or_(AgreedAction.owner_id == user.id, AgreedAction.referred_by_id == user.id, by_record, runs)
    item = joinedload(AgreedAction.advice).joinedload(Advice.item)
    wanted = (sa.select(AgreedAction).join(AgreedAction.person).join(AgreedAction.advice).join(Advice.item)
              .join(AgendaItem.meeting).where(AgreedAction.id == action_id, own)
              .options(contains_eager(AgreedAction.person), colleague(AgreedAction.owner),
                       item.joinedload(AgendaItem.referral).options(lazyload("*")),
                       item.joinedload(AgendaItem.meeting).joinedload(Meeting.attendances).options(lazyload("*")),
                       item.joinedload(AgendaItem.interests).options(lazyload("*"))))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def _interested(user: access.User) -> sa.ColumnElement[bool]:
    return sa.exists().where(Interest.item_id == AgendaItem.id, Interest.user_id == user.id, Interest.declared)


def log_of(action: AgreedAction) -> Sequence[Chase]:
    """What has been done to see this action through, newest first."""
    wanted = sa.select(Chase).where(Chase.action_id == action.id).options(colleague(Chase.by))
    return db.session.scalars(wanted.order_by(Chase.at.desc())).unique().all()


def proofs_of(action: AgreedAction) -> Sequence[Proof]:
    """The files that show that this action was done, oldest first; what is in them is not read."""
    return db.session.scalars(sa.select(Proof).where(Proof.action_id == action.id).order_by(Proof.added_at)).all()


def proof(proof_id: uuid.UUID, user: access.User) -> Proof:
    """A file that shows that an action was done, for those who may see the action. Raises NotFound."""
    found = db.session.get(Proof, proof_id)
    if found is None:
        raise NotFound()
    action(found.action_id, user)
    return found


# ---- What the daily job tells of

@dataclass(frozen=True)
class Bounds:
    """The days between which a due date calls for each reminder, as seen on one day."""

    today: date
    soon_until: date
    late_until: date

    def kind(self, due: Any) -> sa.ColumnElement[str]:
        """The one reminder that a due date calls for."""
        return sa.case((due <= self.late_until, LATE), (due < self.today, OVERDUE), else_=SOON)


def bounds(day: date) -> Bounds:
    """The bounds on this day, by the local figures in working days."""
    holidays, policy = rules().bank_holidays, rules().policy
    last = day
    while working_days_between(last, day, holidays) <= int(policy["action_late_days"].value):
        last -= ONE_DAY
    return Bounds(day, add_working_days(day, int(policy["action_soon_days"].value), holidays), last)


def untold(within: Bounds, after: uuid.UUID | None = None) -> Sequence[Any]:
    """Some actions not done, in order of id, that call for a reminder not given yet: plain columns, nothing sealed.

    Each is locked until the next commit; those that another job holds are left to it.
    """
    kind = within.kind(AgreedAction.due_on)
    told = sa.exists().where(Chase.action_id == AgreedAction.id, Chase.due_on == AgreedAction.due_on,
                             Chase.kind == kind)
    wanted = (sa.select(AgreedAction.id, AgreedAction.advice_id, AgreedAction.person_id, AgreedAction.due_on,
                        AgreedAction.owner_id, AgreedAction.referred_by_id, Referral.reference,
                        Meeting.minute_taker_id, kind.label("kind"))
              .join(Advice, Advice.id == AgreedAction.advice_id).join(AgendaItem, AgendaItem.id == Advice.item_id)
              .join(Meeting, Meeting.id == AgendaItem.meeting_id)
              .join(Referral, Referral.id == AgendaItem.referral_id)
              .where(AgreedAction.done_on.is_(None), AgreedAction.due_on <= within.soon_until, ~told)
              .order_by(AgreedAction.id).limit(AT_ONCE)
              .with_for_update(of=AgreedAction, skip_locked=True))
    return db.session.execute(wanted.where(AgreedAction.id > after) if after else wanted).all()


def untold_replies(within: Bounds, after: uuid.UUID | None = None) -> Sequence[Any]:
    """Some advice without a reply, in order of id, that calls for a reminder not given yet; locked as `untold`."""
    kind = sa.case((Advice.given_at < _given_before(within.late_until), LATE),
                   (Advice.given_at < _given_before(within.today - ONE_DAY), OVERDUE), else_=SOON)
    told = sa.exists().where(Chase.advice_id == Advice.id, Chase.action_id.is_(None), Chase.kind == kind)
    wanted = (sa.select(Advice.id, Advice.id.label("advice_id"), Advice.given_at,
                        Referral.id.label("referral_id"), Referral.person_id,
                        Decision.decision_maker_id.label("owner_id"), Referral.referred_by_id, Referral.reference,
                        Meeting.minute_taker_id, kind.label("kind"))
              .join(AgendaItem, AgendaItem.id == Advice.item_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
              .join(Referral, Referral.id == AgendaItem.referral_id)
              .join(Decision, Decision.id == Referral.decision_id)
              .where(Referral.state == "advised", Advice.given_at < _given_before(within.soon_until), ~told)
              .order_by(Advice.id).limit(AT_ONCE).with_for_update(of=Advice, skip_locked=True))
    return db.session.execute(wanted.where(Advice.id > after) if after else wanted).all()


def _given_before(due_on: date) -> datetime:
    """Advice given before this instant has its reply due on that day or earlier."""
    days, holidays, given = int(rules().policy["reply_days"].value), rules().bank_holidays, due_on
    while add_working_days(given, days, holidays) > due_on:
        given -= ONE_DAY
    return datetime.combine(given + ONE_DAY, time(), ENGLAND).astimezone(UTC)
