"""Planning the next sitting as the last one was, an agenda's times and breaks, parts kept apart, and who is asked."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from riskpanel import access, db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import ENGLAND, today
from riskpanel.errors import Incomplete, NotNow
from riskpanel.panel import services as panel
from riskpanel.panel.agenda import voices
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.services import Plan
from riskpanel.planning import queries
from riskpanel.rulebook.current import rules
from riskpanel.users.models import Team, User
from riskpanel.users.queries import members_of
from riskpanel.workflow import MEETING

UNCHANGED = "Nothing has been changed."
A_YEAR = timedelta(days=366)
IN_PLACE = ("instructed", "reported", "answered")
BY_TAKING_PART = {"come": "come", "bring": "bring", "send": "send", "words": "words", "none": "not"}


def starts_at(team: Team, on: date) -> datetime:
    """The instant at which this panel starts on a day; ten in the morning for one without a time of its own."""
    starts = rules().panels[team.panel or ""].sits.starts or time(10)
    return datetime.combine(on, starts, ENGLAND).astimezone(UTC)


def plan_as_before(team: Team, on: date, *, by: User) -> Meeting:
    """Plan a sitting on one of the panel's days, with the chair, minute-taker, members and place of the latest one.

    Raises NotNow when the panel does not sit on that day by its terms, sits on it already, or has never met; Incomplete
    when somebody cannot play their part any longer. Members who have left the panel are left out.
    """
    require(by, Action.PLAN_MEETING, team_as_subject(team))
    if not is_its_day(team, on):
        raise NotNow("This panel does not sit on that day by its terms. Plan another date by hand.", kept=UNCHANGED)
    queries.hold(team)
    if on in queries.days_taken([team.id])[team.id]:
        raise NotNow("A meeting of this panel is planned on that day already.", kept=UNCHANGED)
    last = queries.latest(team)
    if last is None:
        raise NotNow("This panel has not met yet. Plan its first meeting, and the next ones follow it.", kept=UNCHANGED)
    still = {one.id for one in members_of(team.id)}
    for one in (last.chair, last.minute_taker):
        if one.id not in still:
            raise Incomplete(f"{one.name} is no longer of this panel. Plan this date by hand, with somebody else.")
    members = [one.user for one in last.sitting if one.part == "member" and one.user and one.user.id in still]
    plan = Plan(starts_at(team, on), last.place, last.chair, last.minute_taker, members)
    return panel.plan_meeting(team, plan, by=by)


def is_its_day(team: Team, on: date) -> bool:
    """Is this a day to come, within a year, on which the panel sits by its terms?"""
    if not timedelta(0) < on - today() <= A_YEAR:
        return False
    return next(rules().panels[team.panel or ""].sits.dates(on - timedelta(days=1), rules().bank_holidays), None) == on


def team_as_subject(team: Team) -> Meeting:
    """A meeting of this panel that is not kept: what permission to plan one is asked about."""
    return Meeting(team_id=team.id)


# ---- Times and breaks

@dataclass(frozen=True)
class Slot:
    """What the agenda gives a case: its place, its length and the break after it, in minutes."""

    place: int
    minutes: int
    pause: int


def set_times(meeting: Meeting, slots: Mapping[uuid.UUID, Slot], *, by: User) -> None:
    """Set the order, lengths and breaks of the cases named, by their ids; the others keep theirs, after them.

    Two cases given the same place keep the order they had.
    """
    listed = [one for one in meeting.items if one.id in slots]
    for item in listed:
        require(by, Action.LIST_REFERRAL, item.referral)
    MEETING.after(Action.LIST_REFERRAL, meeting.state)
    _refuse_longer_apart(listed, slots)
    after = len(meeting.items) + 1
    ordered = sorted(meeting.items, key=lambda one: (slots[one.id].place if one.id in slots else after, one.position))
    for position, item in enumerate(ordered, start=1):
        item.position = position
        if item.id in slots:
            item.minutes, item.break_minutes = slots[item.id].minutes, slots[item.id].pause
    trail.record(Action.LIST_REFERRAL, meeting, by=by, times=len(listed))


def _refuse_longer_apart(items: Iterable[AgendaItem], slots: Mapping[uuid.UUID, Slot]) -> None:
    gaps = [f"{one.referral.reference}: the part kept apart takes {one.private_minutes} minutes. Set aside more."
            for one in items if one.private_minutes >= slots[one.id].minutes]
    if gaps:
        raise Incomplete("A part that is kept apart has to be shorter than the case.", gaps)


# ---- One case: what is kept apart, what has been arranged

def keep_apart(item: AgendaItem, minutes: int, why: str, told: str, *, by: User) -> None:
    """Mark a part of a case, heard first and minuted apart, without the person; 0 minutes takes the mark away.

    Raises Incomplete without a reason, without how the person is told of it, or when nothing is left for the person.
    """
    require(by, Action.KEEP_APART, item)
    MEETING.after(Action.KEEP_APART, item.meeting.state)
    gaps = why_not_apart(item, minutes, why, told)
    if gaps:
        raise Incomplete(gaps[0], gaps)
    item.private_minutes = minutes
    item.private_why, item.private_told = (why, told) if minutes else ("", "")
    trail.record(Action.KEEP_APART, item, by=by, minutes=minutes)


def why_not_apart(item: AgendaItem, minutes: int, why: str, told: str) -> list[str]:
    """What is lacking before a part may be kept apart, as sentences."""
    name = item.referral.person.known_as
    checks = (
        (minutes and not why, "Say why this part cannot be heard with the person there."),
        (minutes and not told, f"Say how {name} is told that it happened, and by whom."),
        (minutes >= item.minutes, f"Leave time for {name}: {item.minutes} minutes are set aside in all."),
    )
    return [said for lacking, said in checks if lacking]


def arrange(item: AgendaItem, arranged: str, *, by: User) -> None:
    """Say what has been arranged so that the person can take part."""
    require(by, Action.INVITE, item)
    MEETING.after(Action.INVITE, item.meeting.state)
    item.arranged = arranged
    trail.record(Action.INVITE, item, by=by, arranged=bool(arranged))


# ---- Who is asked

def invite_those_concerned(meeting: Meeting, *, by: User) -> int:
    """Ask to each case those it concerns and who are not asked yet; says how many. Nothing is typed a second time."""
    asked = 0
    for item in queries.cases(meeting, by):
        if item.standing == "listed" and access.may(by, Action.INVITE, item):
            for values in _concerned(item):
                panel.invite(item, values, by=by)
                asked += 1
    db.session.flush()
    return asked


def _concerned(item: AgendaItem) -> Iterable[dict[str, Any]]:
    """The person, in the way they chose; an advocate in place; an interpreter; whoever referred; whoever decides."""
    referral, person = item.referral, item.referral.person
    advocates = [one.name for one in person.advocates if one.state in IN_PLACE
                 and one.decision_id in (None, referral.decision_id)]
    wanted = (
        ("person", person.known_as, BY_TAKING_PART.get(referral.taking_part, "")),
        *(("advocate", name, "come") for name in advocates),
        ("interpreter", f"Interpreter: {person.interpreter}" if person.interpreter else "", "come"),
        ("referrer", referral.referred_by.name, "come"),
        ("decision-maker", referral.decision.decider, "come"),
    )
    parts = {one.part for one in voices(item)}
    return [{"part": part, "name": name, "how": how} for part, name, how in wanted if name and part not in parts]
