"""Reading clocks: which challenges the daily job has something to tell of, without opening a sealed word."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from riskpanel import db
from riskpanel.calendar import ONE_DAY, add_working_days, working_days_between
from riskpanel.challenges.models import Challenge, Pause, Response, Turn
from riskpanel.clock import ENGLAND
from riskpanel.clocks.models import FURTHER, OVERDUE, SOON, Notice
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User

AT_ONCE = 500
RUNS = (Challenge.state == "sent", Challenge.clock_paused_on.is_(None))


@dataclass(frozen=True)
class Bounds:
    """The days between which a due date calls for each notice, as seen on one day."""

    today: date
    soon_until: date
    further_until: date

    @property
    def begins_at(self) -> datetime:
        """The instant at which this day begins in England."""
        return datetime.combine(self.today, time(), ENGLAND).astimezone(UTC)

    @property
    def kind(self) -> sa.ColumnElement[str]:
        """The one notice that a due date calls for."""
        due = Challenge.answer_due_on
        return sa.case((due <= self.further_until, FURTHER), (due < self.today, OVERDUE), else_=SOON)


def bounds(day: date) -> Bounds:
    """The bounds on this day, by the local figures in working days."""
    holidays, policy = rules().bank_holidays, rules().policy
    soon, further = int(policy["clock_soon_days"].value), int(policy["clock_further_days"].value)
    last = day
    while working_days_between(last, day, holidays) <= further:
        last -= ONE_DAY
    return Bounds(day, add_working_days(day, soon, holidays), last)


def untold(within: Bounds, after: uuid.UUID | None = None) -> Sequence[Any]:
    """Some running clocks, in order of id, that call for a notice not given yet: plain columns, nothing sealed.

    Nobody is reminded on the day that the challenge was put to them, of a date they have just been told.
    Each is locked until the next commit; those that another job holds are left to it.
    """
    told = sa.exists().where(Notice.challenge_id == Challenge.id, Notice.stage == Challenge.stage,
                             Notice.due_on == Challenge.answer_due_on, Notice.kind == within.kind)
    put_today = sa.exists().where(Turn.challenge_id == Challenge.id, Turn.put_at >= within.begins_at)
    wanted = (sa.select(Challenge.id, Challenge.reference, Challenge.person_id, Challenge.stage,
                        Challenge.answer_due_on.label("due_on"), Challenge.answer_owed_by_id, Challenge.raised_by_id,
                        within.kind.label("kind"))
              .where(*RUNS, Challenge.answer_due_on <= within.soon_until, ~told,
                     sa.or_(Challenge.answer_due_on < within.today, ~put_today))
              .order_by(Challenge.id).limit(AT_ONCE).with_for_update(skip_locked=True))
    return db.session.execute(wanted.where(Challenge.id > after) if after else wanted).all()


def _for_the_clock() -> tuple[ExecutableOption, ...]:
    """Of a challenge, only what is needed to move it on: who may not answer, who may see it, its dates."""
    plain = (Challenge.id, Challenge.reference, Challenge.person_id, Challenge.decision_id, Challenge.state,
             Challenge.stage, Challenge.urgent, Challenge.sent_at, Challenge.raised_by_id, Challenge.answer_due_on,
             Challenge.answer_owed_by_id, Challenge.clock_paused_on, Challenge.clock_again_on, Challenge.version)
    return (
        load_only(*plain, Challenge.answer_owed_by_name),
        joinedload(Challenge.decision).load_only(Decision.decision_maker_id),
        joinedload(Challenge.person).load_only(Person.restricted).selectinload(Person.involvements),
        selectinload(Challenge.responses).load_only(Response.challenge_id, Response.given_by_id),
        selectinload(Challenge.turns).load_only(Turn.challenge_id, Turn.stage, Turn.owed_by_id),
        selectinload(Challenge.pauses).load_only(Pause.challenge_id, Pause.until_on),
        joinedload(Challenge.raised_by).lazyload(User.memberships),
        joinedload(Challenge.answer_owed_by).lazyload(User.memberships),
    )


def hold_people_of(ids: Collection[uuid.UUID]) -> None:
    """Lock the people whom these challenges are about until the next commit, always in one order.

    Two jobs at once may ask one colleague to answer two challenges about one person: the second to come waits, and
    then sees that the colleague knows the record already.
    """
    about = sa.select(Challenge.person_id).where(Challenge.id.in_(ids))
    db.session.execute(sa.select(Person.id).where(Person.id.in_(about)).order_by(Person.id).with_for_update()).all()


def to_move(ids: Collection[uuid.UUID]) -> Sequence[Challenge]:
    """These challenges as they are now, with what the clock needs of them and no more."""
    wanted = (sa.select(Challenge).where(Challenge.id.in_(ids)).options(*_for_the_clock())
              .order_by(Challenge.id).execution_options(populate_existing=True))
    return db.session.scalars(wanted).unique().all()


def to_start_again(day: date) -> Sequence[uuid.UUID]:
    """Some paused clocks whose day has come, locked until the next commit."""
    wanted = (sa.select(Challenge.id).where(Challenge.clock_again_on <= day).order_by(Challenge.id).limit(AT_ONCE)
              .with_for_update(skip_locked=True))
    return db.session.scalars(wanted).all()


def notices_of(challenge: Challenge) -> Sequence[Notice]:
    """What has been told of the date by which this challenge, whose page the user is on, is to be answered."""
    wanted = sa.select(Notice).where(Notice.challenge_id == challenge.id, Notice.stage == challenge.stage,
                                     Notice.due_on == challenge.answer_due_on)
    return db.session.scalars(wanted.order_by(Notice.given_on.desc())).all()
