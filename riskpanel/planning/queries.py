"""Reading what planning goes by: the panels of this user, when they sit already, and how they sat last."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from riskpanel import access, db
from riskpanel.clock import ENGLAND, now
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.queries import case_loads, colleague, mine
from riskpanel.people.queries import who_speaks
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.users.models import Team


def own_panels(user: access.User) -> list[Team]:
    """The panels this user is of, whose kind the rules know."""
    return [team for team in users.panels() if team.id in user.team_ids and team.panel in rules().panels]


def days_taken(team_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[date]]:
    """The days to come on which each panel has a meeting already."""
    wanted = sa.select(Meeting.team_id, Meeting.starts_at).where(Meeting.team_id.in_(team_ids),
                                                                Meeting.starts_at > now())
    found: dict[uuid.UUID, set[date]] = defaultdict(set)
    for team_id, starts_at in db.session.execute(wanted):
        found[team_id].add(starts_at.astimezone(ENGLAND).date())
    return found


def hold(team: Team) -> None:
    """Hold the panel until the change is made, so that two who plan at once come one after the other."""
    db.session.execute(sa.select(Team.id).where(Team.id == team.id).with_for_update())


def latest(team: Team) -> Meeting | None:
    """The panel's meeting that was planned for the latest day, with whoever sits on it."""
    seats = selectinload(Meeting.attendances).options(colleague(Attendance.user))
    wanted = sa.select(Meeting).where(Meeting.team_id == team.id).order_by(Meeting.starts_at.desc()).limit(1)
    return db.session.scalars(wanted.options(seats, colleague(Meeting.chair), colleague(Meeting.minute_taker))).first()


def cases(meeting: Meeting, user: access.User) -> Sequence[AgendaItem]:
    """The cases of a meeting (already seen by the user) with those who may speak for each person."""
    referral = joinedload(AgendaItem.referral)
    wanted = (sa.select(AgendaItem).join(AgendaItem.meeting).where(AgendaItem.meeting_id == meeting.id, mine(user))
              .options(referral.options(*case_loads()), who_speaks(referral.joinedload(Referral.person)))
              .order_by(AgendaItem.position).execution_options(populate_existing=True))
    return db.session.scalars(wanted).unique().all()


