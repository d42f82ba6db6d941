"""Reading minutes: each query takes the user and fetches only the minutes of cases they may know of."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from riskpanel import access, db
from riskpanel.assessments.models import Assessment
from riskpanel.clock import now
from riskpanel.errors import NotFound
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Correction, Interest, Meeting, Minutes, Reading
from riskpanel.panel.queries import case_loads, colleague, meeting_loads, mine
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.referrals.models import Referral
from riskpanel.users.models import User
from riskpanel.web.models import Draft

TYPED_LATELY = timedelta(minutes=10)


def item(item_id: uuid.UUID, user: access.User) -> AgendaItem:
    """A case of the user's meetings or, once its minutes are signed, of a person they may see. Raises NotFound."""
    found = db.session.scalars(_items(user).where(AgendaItem.id == item_id)).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def of_meeting(meeting_id: uuid.UUID, user: access.User) -> list[AgendaItem]:
    """The cases of a meeting whose minutes this user may read, in order."""
    wanted = _items(user).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    return [one for one in db.session.scalars(wanted).unique() if access.reads_minutes(user, one)]


def unsigned_of(items: Iterable[AgendaItem]) -> Mapping[uuid.UUID, str]:
    """Where the minutes of these cases stand, by case, of those not signed."""
    wanted = sa.select(Minutes.item_id, Minutes.state).where(
        Minutes.item_id.in_([one.id for one in items]), Minutes.state != "signed")
    return {row.item_id: row.state for row in db.session.execute(wanted)}


def item_to_change(item_id: uuid.UUID, user: access.User) -> AgendaItem:
    """As `item`, held until the change is made, so that two who press at once come one after the other."""
    db.session.execute(sa.select(Minutes.id).where(Minutes.item_id == item_id).with_for_update())
    return item(item_id, user)


def _items(user: access.User) -> sa.Select[AgendaItem]:
    signed = sa.exists().where(Minutes.item_id == AgendaItem.id, Minutes.state == "signed")
    of_record = sa.and_(visible_to(user), signed) if user.roles & access.READERS else sa.false()
    minuted = joinedload(AgendaItem.minuted)
    return (sa.select(AgendaItem).join(AgendaItem.meeting).join(AgendaItem.referral).join(Referral.person)
            .where(sa.or_(mine(user), of_record)).options(
                joinedload(AgendaItem.meeting).options(*meeting_loads()),
                joinedload(AgendaItem.referral).options(*case_loads()),
                joinedload(AgendaItem.referral).joinedload(Referral.person).joinedload(Person.involvements),
                joinedload(AgendaItem.interests).options(colleague(Interest.user)),
                joinedload(AgendaItem.advice).options(
                    selectinload(Advice.conditions), selectinload(Advice.positions), selectinload(Advice.dissents),
                    selectinload(Advice.actions).options(colleague(AgreedAction.owner)), colleague(Advice.given_by)),
                colleague(AgendaItem.deputy), colleague(AgendaItem.assessor),
                minuted.options(colleague(Minutes.signed_by),
                                selectinload(Minutes.readings).options(colleague(Reading.by)),
                                selectinload(Minutes.corrections).options(colleague(Correction.by)))))


# ---- What is known already, and who else is here

@dataclass(frozen=True)
class Paper:
    """A record that the panel had before it, in the version it had."""

    questionnaire: str
    version: int
    reference: str
    concluded_at: datetime | None


def papers_of(items: Sequence[AgendaItem]) -> Mapping[uuid.UUID, list[Paper]]:
    """The latest concluded record of each kind, by decision, that each case's panel had before it."""
    until = {one.referral.decision_id: one.meeting.closed_at or now() for one in items}
    wanted = (sa.select(Assessment.decision_id, Assessment.questionnaire, Assessment.questionnaire_version,
                        Assessment.reference, Assessment.concluded_at)
              .where(Assessment.decision_id.in_(until), Assessment.state == "concluded")
              .order_by(Assessment.concluded_at))
    latest: dict[uuid.UUID, dict[str, Paper]] = {id: {} for id in until}
    for row in db.session.execute(wanted):
        if row.concluded_at <= until[row.decision_id]:
            latest[row.decision_id][row.questionnaire] = Paper(*row[1:])
    return {id: list(found.values()) for id, found in latest.items()}


def typing(place: str, user: access.User) -> list[tuple[str, datetime]]:
    """Colleagues who lately typed at this address and have not saved it, with when; their words are not read."""
    wanted = (sa.select(User.name, Draft.kept_at).join(User, User.id == Draft.user_id)
              .where(Draft.place == place, Draft.user_id != user.id, Draft.kept_at > now() - TYPED_LATELY)
              .order_by(User.name))
    return [(name, at) for name, at in db.session.execute(wanted)]


def meeting_of(items: Sequence[AgendaItem]) -> Meeting:
    """The meeting of these cases. Raises NotFound when there is none to read."""
    if not items:
        raise NotFound()
    return items[0].meeting
