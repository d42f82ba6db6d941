"""Writing meetings: planning, the agenda, invitations, interests, attendance, minutes, opening and closing."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from riskpanel import db, trail
from riskpanel.access import Role, require
from riskpanel.actions import Action
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell
from riskpanel.panel import queries
from riskpanel.panel.models import AgendaItem, Attendance, Interest, Meeting, Minutes
from riskpanel.panel.quorum import MINUTE_TAKER, Quorum, kept, panel_type, quorum
from riskpanel.panel.timetable import timed
from riskpanel.references import new_reference
from riskpanel.referrals import services as referrals
from riskpanel.referrals.models import Referral
from riskpanel.users.models import Team, User
from riskpanel.workflow import MEETING, REFERRAL

MINUTES = 40
UNCHANGED = "Nothing has been changed."


@dataclass(frozen=True)
class Plan:
    """What is settled when a meeting is planned: when, where, and who sits."""

    starts_at: datetime
    place: str
    chair: User
    minute_taker: User
    members: Collection[User]


def plan_meeting(team: Team, plan: Plan, *, by: User) -> Meeting:
    """Plan a meeting of a panel. Raises Incomplete when the chair or the minute-taker cannot be that."""
    meeting = Meeting(reference=new_reference("M"), team_id=team.id, attendances=[], items=[])
    meeting.team = team
    require(by, Action.PLAN_MEETING, meeting)
    _settle(meeting, plan)
    db.session.add(meeting)
    trail.record(Action.PLAN_MEETING, meeting, by=by, members=len(plan.members))
    return meeting


def change_plan(meeting: Meeting, plan: Plan, *, by: User) -> None:
    """Change when, where, or who sits, while the meeting is planned."""
    require(by, Action.PLAN_MEETING, meeting)
    MEETING.after(Action.PLAN_MEETING, meeting.state)
    _settle(meeting, plan)
    trail.record(Action.PLAN_MEETING, meeting, by=by, members=len(plan.members), changed=True)


def _settle(meeting: Meeting, plan: Plan) -> None:
    gaps = unfit(plan)
    if gaps:
        raise Incomplete(gaps[0], gaps)
    meeting.starts_at, meeting.place = plan.starts_at, plan.place
    meeting.chair, meeting.minute_taker = plan.chair, plan.minute_taker
    meeting.chair_id, meeting.minute_taker_id = plan.chair.id, plan.minute_taker.id
    parts = {one.id: "member" for one in plan.members}
    parts |= {plan.chair.id: "chair", plan.minute_taker.id: MINUTE_TAKER}
    users = {one.id: one for one in (*plan.members, plan.chair, plan.minute_taker)}
    _seat(meeting, parts, users)


def _seat(meeting: Meeting, parts: Mapping[uuid.UUID, str], users: Mapping[uuid.UUID, User]) -> None:
    """Give everybody their seat, and take it from those who are no longer to sit: the papers close to them.

    A seat once given is kept, as what its holder did hangs on it.
    """
    seats = {one.user_id: one for one in meeting.attendances if one.user_id and not one.item_id}
    for user_id, part in parts.items():
        seat = seats.get(user_id) or _invite(meeting, user=users[user_id], part=part)
        seat.part, seat.stood_down_at = part, None
    for user_id in set(seats) - set(parts):
        seats[user_id].stood_down_at = seats[user_id].stood_down_at or db.now()


def unfit(plan: Plan) -> list[str]:
    """Why these people cannot play these parts, as sentences."""
    checks = (
        (plan.chair.plays(Role.CHAIR), f"{plan.chair.name} does not have the role of chair."),
        (plan.minute_taker.plays(Role.COORDINATOR), f"{plan.minute_taker.name} is not a panel coordinator."),
        (plan.minute_taker.id != plan.chair.id, "The minute-taker is not the chair: choose somebody else."),
    )
    return [said for holds, said in checks if not holds]


# ---- The agenda

def list_referral(meeting: Meeting, referral: Referral, minutes: int | None = None, *, by: User) -> AgendaItem:
    """Put a waiting referral at the end of the agenda, for as long as its panel usually takes or these `minutes`.

    One deferred from this meeting comes back to its place. A break is put in where the panel's terms have one.
    """
    require(by, Action.LIST_REFERRAL, referral)
    MEETING.after(Action.LIST_REFERRAL, meeting.state)
    if referral.team_id != meeting.team_id:
        raise NotNow("This referral is with another panel.", kept=UNCHANGED)
    referrals.bring_back(referral)
    referral.state = REFERRAL.after(Action.LIST_REFERRAL, referral.state)
    item = _listed_before(meeting, referral) or _new_item(meeting, referral)
    item.state, item.minutes = "listed", minutes or panel_type(meeting).sits.minutes
    item.assessor = queries.assessor(referral) or referral.referred_by
    trail.record(Action.LIST_REFERRAL, referral, by=by, meeting=meeting.id, state=referral.state)
    tell(referral.referred_by, "referral-listed", referral, by=by)
    return item


def _listed_before(meeting: Meeting, referral: Referral) -> AgendaItem | None:
    return next((one for one in meeting.items if one.referral_id == referral.id), None)


def _new_item(meeting: Meeting, referral: Referral) -> AgendaItem:
    last = max((one.position for one in meeting.items), default=0)
    item = AgendaItem(meeting_id=meeting.id, referral_id=referral.id, position=last + 1, interests=[])
    item.referral, item.minuted = referral, Minutes(readings=[], corrections=[])
    _usual_break(meeting)
    meeting.items.append(item)
    return item


def _usual_break(meeting: Meeting) -> None:
    """Put the usual break after the last case, when so many are on the agenda that one is due before the next."""
    on, sits = [one.item for one in timed(meeting)], panel_type(meeting).sits
    if on and sits.break_after and len(on) % sits.break_after == 0:
        on[-1].break_minutes = on[-1].break_minutes or sits.break_minutes


def move(item: AgendaItem, up: bool, *, by: User) -> None:
    """Move a case one place up or down the agenda; at the end of the list nothing changes."""
    require(by, Action.LIST_REFERRAL, item.referral)
    MEETING.after(Action.LIST_REFERRAL, item.meeting.state)
    ordered = sorted(item.meeting.items, key=lambda one: one.position)
    here = ordered.index(item)
    there = here + (-1 if up else 1)
    if 0 <= there < len(ordered):
        item.break_minutes, ordered[there].break_minutes = ordered[there].break_minutes, item.break_minutes
        ordered[here], ordered[there] = ordered[there], ordered[here]
    for position, one in enumerate(ordered, start=1):
        one.position = position
    trail.record(Action.LIST_REFERRAL, item, by=by, moved="up" if up else "down")


def set_minutes(item: AgendaItem, minutes: int, *, by: User) -> None:
    """Set how long is set aside for a case."""
    require(by, Action.LIST_REFERRAL, item.referral)
    MEETING.after(Action.LIST_REFERRAL, item.meeting.state)
    item.minutes = minutes
    trail.record(Action.LIST_REFERRAL, item, by=by, minutes=minutes)


def defer(item: AgendaItem, reason: str, *, by: User) -> None:
    """Take a case off this agenda, with a reason; the referral waits again and keeps its place."""
    require(by, Action.DEFER_ITEM, item.referral)
    MEETING.after(Action.DEFER_ITEM, item.meeting.state)
    _refuse_settled(item)
    item.referral.state = REFERRAL.after(Action.DEFER_ITEM, item.referral.state)
    item.state, item.reason = "deferred", reason
    trail.record(Action.DEFER_ITEM, item, by=by, state=item.referral.state)


def withdraw(item: AgendaItem, reason: str, *, by: User) -> None:
    """The referral is withdrawn, before or during the meeting, with a reason."""
    _refuse_settled(item)
    referrals.withdraw(item.referral, reason, by=by)
    item.state, item.reason = "withdrawn", reason


def _refuse_settled(item: AgendaItem) -> None:
    if item.standing != "listed":
        raise NotNow(f"This case is {item.standing} already.", kept=UNCHANGED)


# ---- Who is asked, who has an interest, who came

def invite(item: AgendaItem, values: Mapping[str, Any], *, by: User) -> Attendance:
    """Invite somebody to one case: `name`, `part` and `how` they take part."""
    require(by, Action.INVITE, item)
    MEETING.after(Action.INVITE, item.meeting.state)
    invited = _invite(item.meeting, item=item)
    db.write(invited, values)
    trail.record(Action.INVITE, invited, by=by, part=invited.part, how=invited.how)
    return invited


def _invite(meeting: Meeting, *, user: User | None = None, item: AgendaItem | None = None, part: str = ""
            ) -> Attendance:
    """A place at the meeting: for a colleague who sits, or for anybody else at one case."""
    one = Attendance(meeting_id=meeting.id, user_id=user and user.id, item_id=item and item.id, part=part)
    one.user, one.item = user, item
    meeting.attendances.append(one)
    return one


def change_invitation(invitation: Attendance, values: Mapping[str, Any], *, by: User) -> None:
    """Change how somebody takes part."""
    if invitation.item is None:
        raise NotNow("This colleague sits on the meeting. Change the meeting's plan instead.")
    require(by, Action.INVITE, invitation.item)
    MEETING.after(Action.INVITE, invitation.meeting.state)
    db.write(invitation, values)
    trail.record(Action.INVITE, invitation, by=by, part=invitation.part, how=invitation.how)


def declare_interest(item: AgendaItem, declared: bool, what: str = "", *, by: User) -> Interest:
    """Say whether you have an interest in a case. An interest, once declared, stands for this meeting.

    Raises Incomplete when an interest is declared without saying what it is.
    """
    require(by, Action.DECLARE_INTEREST, item.meeting)
    MEETING.after(Action.DECLARE_INTEREST, item.meeting.state)
    if declared and not what:
        raise Incomplete("Say what your interest is.")
    interest = next((one for one in item.interests if one.user_id == by.id), None)
    if interest and interest.declared and not declared:
        raise NotNow("You have declared an interest in this case. It stands for this meeting.", kept=UNCHANGED)
    interest = interest or _new_interest(item, by)
    interest.declared, interest.what, interest.at = declared, what if declared else "", db.now()
    trail.record(Action.DECLARE_INTEREST, item, by=by, declared=declared)
    return interest


def _new_interest(item: AgendaItem, user: User) -> Interest:
    interest = Interest(item_id=item.id, user_id=user.id, declared=False)
    interest.user = user
    item.interests.append(interest)
    return interest


def record_attendance(meeting: Meeting, came: Mapping[uuid.UUID, str], *, by: User) -> None:
    """Record who came: "yes", "no" or blank (not known) by the id of the invitation."""
    require(by, Action.RECORD_ATTENDANCE, meeting)
    MEETING.after(Action.RECORD_ATTENDANCE, meeting.state)
    for one in meeting.attendances:
        one.came = came.get(one.id, one.came)
    trail.record(Action.RECORD_ATTENDANCE, meeting, by=by, came=sum(one.came == "yes" for one in meeting.attendances))


# ---- Opening and closing

def open_meeting(meeting: Meeting, *, by: User) -> None:
    """The chair opens the meeting. Who is there then is frozen into its record."""
    require(by, Action.OPEN_MEETING, meeting)
    meeting.state = MEETING.after(Action.OPEN_MEETING, meeting.state)
    meeting.opened_at = db.now()
    freeze(meeting, "opened", quorum(meeting))
    trail.record(Action.OPEN_MEETING, meeting, by=by, state=meeting.state)


def close_meeting(meeting: Meeting, *, by: User) -> None:
    """The chair closes the meeting. Raises Incomplete, naming them, while there are cases not settled."""
    require(by, Action.CLOSE_MEETING, meeting)
    state = MEETING.after(Action.CLOSE_MEETING, meeting.state)
    unsettled = [one for one in meeting.items if one.standing == "listed"]
    if unsettled:
        raise Incomplete("Hear, defer or withdraw every case before you close the meeting.",
                         [f"Case {one.position}, {one.referral.reference}, has not been settled." for one in unsettled])
    _settle_withdrawn(meeting)
    meeting.state, meeting.closed_at = state, db.now()
    freeze(meeting, "closed", quorum(meeting))
    trail.record(Action.CLOSE_MEETING, meeting, by=by, state=state)


def _settle_withdrawn(meeting: Meeting) -> None:
    """What its referrer withdrew leaves the agenda with the reason the referrer gave."""
    for one in meeting.items:
        if one.state != one.standing:
            one.state, one.reason = one.standing, one.referral.why_here or "Withdrawn by the referrer."


def freeze(meeting: Meeting, when: str, found: Quorum) -> None:
    """Keep the quorum's sentences with the meeting's record: when it "opened", "closed", or by the id of a case.

    What was kept before stays: a second time stands beside the first.
    """
    times = len(kept(meeting, when))
    meeting.quorum = {**(meeting.quorum or {}), f"{when} {times + 1}" if times else when: found.told}
