"""Reading cases to put their papers together, the papers, the copies made of them, and when each was opened."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from riskpanel import access, db
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.challenges.models import Challenge, Evidence, Response
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.packs.models import CasePapers, PackCopy
from riskpanel.panel.models import AgendaItem, Interest, Meeting
from riskpanel.panel.queries import RECORDS_READ, case_loads, colleague, meeting_loads, mine
from riskpanel.people.models import Person
from riskpanel.people.queries import who_speaks
from riskpanel.referrals.models import Referral
from riskpanel.trail.models import TrailEvent

ON_THE_AGENDA = ("listed", "heard")


def meeting_to_copy(meeting_id: uuid.UUID, user: access.User) -> Meeting:
    """A meeting whose copies are about to be made, held until they are, so that no number is given twice."""
    wanted = (sa.select(Meeting).where(Meeting.id == meeting_id, mine(user)).with_for_update(of=Meeting)
              .options(*meeting_loads()).execution_options(populate_existing=True))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def cases(meeting: Meeting) -> Sequence[AgendaItem]:
    """The cases on a meeting's agenda, in order, with all that their papers are put together from but the records."""
    referral = joinedload(AgendaItem.referral)
    person, challenge = referral.joinedload(Referral.person), referral.joinedload(Referral.challenge)
    wanted = (sa.select(AgendaItem)
              .where(AgendaItem.meeting_id == meeting.id, AgendaItem.state.in_(ON_THE_AGENDA))
              .order_by(AgendaItem.position)
              .options(referral.options(*case_loads(), selectinload(Referral.contributions)),
                       selectinload(AgendaItem.interests).options(_declarer()),
                       who_speaks(person), person.options(selectinload(Person.connections)),
                       referral.joinedload(Referral.decision).selectinload(Decision.views),
                       challenge.options(colleague(Challenge.raised_by), selectinload(Challenge.evidence)
                                         .selectinload(Evidence.attachments)),
                       challenge.selectinload(Challenge.responses).options(colleague(Response.given_by))))
    found = db.session.scalars(wanted).unique().all()
    return [one for one in found if one.standing in ON_THE_AGENDA]


def _declarer() -> Any:
    return colleague(Interest.user)


def copied() -> sa.ColumnElement[bool]:
    """Has any copy of this meeting's papers been made?"""
    return sa.exists().where(PackCopy.meeting_id == Meeting.id)


def records(items: Collection[AgendaItem]) -> dict[uuid.UUID, list[Assessment]]:
    """For each decision, the latest concluded record of each kind that a panel reads, as frozen."""
    decisions = {one.referral.decision_id for one in items}
    wanted = (sa.select(Assessment).options(undefer(Assessment.frozen))
              .where(Assessment.decision_id.in_(decisions), Assessment.state == "concluded",
                     Assessment.questionnaire.in_(RECORDS_READ))
              .order_by(Assessment.concluded_at))
    latest = {(one.decision_id, one.questionnaire): one for one in db.session.scalars(wanted)}
    return {id: [latest[id, name] for name in RECORDS_READ if (id, name) in latest] for id in decisions}


def newest_papers(meeting: Meeting) -> dict[uuid.UUID, CasePapers]:
    """The newest papers of each case of a meeting, by the case's id, with what they say."""
    wanted = (sa.select(CasePapers).join(CasePapers.item).where(AgendaItem.meeting_id == meeting.id)
              .options(undefer(CasePapers.parts)).order_by(CasePapers.made_at))
    return {one.item_id: one for one in db.session.scalars(wanted)}


def papers_of(copy: PackCopy) -> dict[uuid.UUID, CasePapers]:
    """The papers a copy was made with, by the case's id."""
    wanted = (sa.select(CasePapers).where(CasePapers.id.in_([uuid.UUID(one) for one in copy.papers_ids]))
              .options(undefer(CasePapers.parts)))
    return {one.item_id: one for one in db.session.scalars(wanted)}


def copies(meeting: Meeting) -> Sequence[PackCopy]:
    """Every copy made of a meeting's papers, by number."""
    wanted = (sa.select(PackCopy).where(PackCopy.meeting_id == meeting.id).order_by(PackCopy.number)
              .options(colleague(PackCopy.user), colleague(PackCopy.made_by)))
    return db.session.scalars(wanted).unique().all()


def copy(copy_id: uuid.UUID, user: access.User) -> PackCopy:
    """One copy, of a meeting on which the user sits or whose panel they are of. Raises NotFound."""
    wanted = (sa.select(PackCopy).join(PackCopy.meeting).where(PackCopy.id == copy_id, mine(user))
              .options(colleague(PackCopy.user), colleague(PackCopy.made_by),
                       joinedload(PackCopy.item).joinedload(AgendaItem.referral),
                       joinedload(PackCopy.meeting).options(*meeting_loads(), *_agenda())))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def _agenda() -> tuple[Any, ...]:
    return (selectinload(Meeting.items).options(
        joinedload(AgendaItem.referral).options(joinedload(Referral.person), joinedload(Referral.decision)),
        selectinload(AgendaItem.interests)),)


def first_opened(found: Collection[PackCopy]) -> dict[tuple[uuid.UUID | None, uuid.UUID | None], datetime]:
    """When each copy was first opened by whom, as the trail has it: by the copy's id and the reader's."""
    seen = (sa.select(TrailEvent.subject_id, TrailEvent.actor_id, sa.func.min(TrailEvent.at))
            .where(TrailEvent.action == Action.OPEN_PACK.value, TrailEvent.subject_id.in_([one.id for one in found]))
            .group_by(TrailEvent.subject_id, TrailEvent.actor_id))
    return {(row[0], row[1]): row[2] for row in db.session.execute(seen)}
