"""Reading invitations: those a coordinator sends, and a colleague's own."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from riskpanel import access, db
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.invitations.models import Sending
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.queries import case_loads, colleague, meeting_loads, mine
from riskpanel.referrals.models import Referral

OWN_PARTS = (("referrer", Referral.referred_by_id), ("decision-maker", Decision.decision_maker_id))


def invitation(invitation_id: uuid.UUID, user: access.User) -> Attendance:
    """An invitation to one case: of a meeting of theirs, or their own. Raises NotFound."""
    own = sa.or_(*(sa.and_(Attendance.part == part, column == user.id) for part, column in OWN_PARTS))
    cases = selectinload(Meeting.items).options(joinedload(AgendaItem.referral), selectinload(AgendaItem.interests))
    wanted = (sa.select(Attendance).join(Attendance.meeting).join(Attendance.item).join(AgendaItem.referral)
              .join(Referral.decision).where(Attendance.id == invitation_id, sa.or_(mine(user), own))
              .options(joinedload(Attendance.item).options(
                           joinedload(AgendaItem.referral).options(*case_loads()), selectinload(AgendaItem.interests)),
                       joinedload(Attendance.meeting).options(*meeting_loads(), cases)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def sendings(meeting: Meeting) -> dict[uuid.UUID, Sending]:
    """How each invitation to a meeting goes, where that has been settled, by the invitation's id."""
    wanted = (sa.select(Sending).where(Sending.attendance_id.in_([one.id for one in meeting.attendances]))
              .options(colleague(Sending.sent_by)))
    return {one.attendance_id: one for one in db.session.scalars(wanted).unique()}


def all_sent() -> sa.ColumnElement[bool]:
    """Has everybody who is invited to this meeting, and takes part, been sent their invitation?"""
    waits = (sa.select(Attendance.id).outerjoin(Sending, Sending.attendance_id == Attendance.id)
             .where(Attendance.meeting_id == Meeting.id, Attendance.stood_down_at.is_(None), Attendance.how != "not",
                    Sending.sent_at.is_(None)))
    return sa.not_(sa.exists(waits.correlate(Meeting).subquery()))


def sending(invitation: Attendance) -> Sending | None:
    return db.session.scalars(sa.select(Sending).where(Sending.attendance_id == invitation.id)).one_or_none()
