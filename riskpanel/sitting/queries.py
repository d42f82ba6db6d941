"""Reading a sitting: hearings, private views, comings and goings. What is not yet opened is fetched for its author."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from riskpanel import access, db
from riskpanel.actions import Action
from riskpanel.decisions.models import View
from riskpanel.errors import NotFound
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.queries import case_loads, colleague, mine
from riskpanel.sitting.models import Hearing, LateAdvice, Movement, PrivateView, Reopening

Filed = sa.Row[uuid.UUID, uuid.UUID]


def hearing(item: AgendaItem) -> Hearing | None:
    """How far the hearing of a case has come; None before anything has happened."""
    wanted = sa.select(Hearing).where(Hearing.item_id == item.id).options(joinedload(Hearing.heard))
    return db.session.scalars(wanted).unique().one_or_none()


def are_open(item: AgendaItem) -> bool:
    """Have the private views of a case been opened?"""
    found = hearing(item)
    return bool(found and found.views_opened_at)


def agenda(meeting: Meeting) -> Sequence[AgendaItem]:
    """The cases of a meeting in order, with what says who chairs each, in one statement."""
    wanted = (sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position).options(
        joinedload(AgendaItem.referral).options(*case_loads()), joinedload(AgendaItem.interests),
        joinedload(AgendaItem.advice)))
    return db.session.scalars(wanted).unique().all()


def hearings(meeting: Meeting) -> dict[uuid.UUID, Hearing]:
    """The hearings of a meeting's cases, by the id of the case."""
    ids = [one.id for one in meeting.items]
    wanted = sa.select(Hearing).where(Hearing.item_id.in_(ids))
    return {one.item_id: one for one in db.session.scalars(wanted)}


def own_views(item: AgendaItem, user: access.User) -> Sequence[PrivateView]:
    """What this user has filed about a case, in order."""
    wanted = (sa.select(PrivateView).where(PrivateView.item_id == item.id, PrivateView.user_id == user.id)
              .order_by(PrivateView.turn))
    return db.session.scalars(wanted).all()


def names_close_to(items: Collection[AgendaItem], voices: Collection[str]) -> set[str]:
    """The names of those who have a view of these cases in one of these voices."""
    decisions = [one.referral.decision_id for one in items]
    wanted = sa.select(View.name).where(View.decision_id.in_(decisions), View.voice.in_(voices))
    return set(db.session.scalars(wanted))


def who_filed(item: AgendaItem) -> set[uuid.UUID]:
    """Colleagues who have filed a view of a case; what they wrote is not read."""
    wanted = sa.select(PrivateView.user_id).where(PrivateView.item_id == item.id).distinct()
    return set(db.session.scalars(wanted))


def opened_views(item: AgendaItem, user: access.User) -> Sequence[PrivateView]:
    """Everybody's views of a case, once they have been opened together; none before, and none for the recused."""
    if not access.may(user, Action.SEE_PACK, item):
        return ()
    opened = sa.exists().where(Hearing.item_id == PrivateView.item_id, Hearing.views_opened_at.is_not(None))
    wanted = (sa.select(PrivateView).where(PrivateView.item_id == item.id, opened)
              .order_by(PrivateView.turn, PrivateView.at).options(colleague(PrivateView.user)))
    return db.session.scalars(wanted).unique().all()


def movements(meeting: Meeting) -> Sequence[Movement]:
    """Who arrived and left, in order."""
    wanted = sa.select(Movement).where(Movement.meeting_id == meeting.id).order_by(Movement.at)
    return db.session.scalars(wanted).all()


def reopenings(meeting: Meeting) -> Sequence[Reopening]:
    """When a closed meeting was opened again, and why."""
    wanted = (sa.select(Reopening).where(Reopening.meeting_id == meeting.id).order_by(Reopening.at)
              .options(colleague(Reopening.by)))
    return db.session.scalars(wanted).unique().all()


def late_advice(item: AgendaItem) -> Sequence[LateAdvice]:
    """Words written as advice on a case after advice had been given, oldest first."""
    wanted = (sa.select(LateAdvice).where(LateAdvice.item_id == item.id).order_by(LateAdvice.at)
              .options(colleague(LateAdvice.by)))
    return db.session.scalars(wanted).unique().all()


def seat_to_change(attendance_id: uuid.UUID, user: access.User) -> Attendance:
    """As `seat`, held until the change is made, so that two who press at once come one after the other."""
    db.session.execute(sa.select(Attendance.id).where(Attendance.id == attendance_id).with_for_update())
    return seat(attendance_id, user)


def seat(attendance_id: uuid.UUID, user: access.User) -> Attendance:
    """Somebody's place at a meeting, with the meeting. Raises NotFound."""
    wanted = (sa.select(Attendance).join(Attendance.meeting).where(Attendance.id == attendance_id, mine(user))
              .options(joinedload(Attendance.meeting), colleague(Attendance.user)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None or found.stood_down_at:
        raise NotFound()
    return found
