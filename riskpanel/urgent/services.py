"""Planning a virtual meeting for one urgent referral: who, by when, and what holds meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from riskpanel import trail
from riskpanel.access import SITTING, Role, require
from riskpanel.actions import Action
from riskpanel.calendar import add_working_days
from riskpanel.clock import ENGLAND, today
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell_each
from riskpanel.panel import queries
from riskpanel.panel import services as panel
from riskpanel.panel.models import Meeting
from riskpanel.panel.services import UNCHANGED, Plan
from riskpanel.referrals import services as referrals
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.users.models import User
from riskpanel.workflow import REFERRAL

STARTS = time(10)
HELD_BY: Mapping[str, str] = {"call": "By a call", "writing": "In writing"}
PLACES: Mapping[str, str] = {
    "call": "By telephone or video call. The coordinator sends the number or the link apart from this.",
    "writing": "In writing. Each member reads the papers and files a private view by this time; the chair then opens "
               "them together and writes the advice.",
}
NO_PLAN = "There is no plan for now, although the case is urgent: {why}"


@dataclass(frozen=True)
class Team:
    """Who would sit for this case: the chair, the minute-taker, and everybody else of the panel."""

    chair: User | None
    minute_taker: User | None
    members: Sequence[User]

    @property
    def lacking(self) -> str:
        """Why no virtual meeting can be planned; empty when one can."""
        checks = ((self.chair, "Nobody of this panel with the role of chair is free of this case. Find a chair from "
                               "another panel, or take it up with the principal social worker today."),
                  (self.minute_taker, "This panel has no coordinator who does not chair."))
        return next((said for found, said in checks if found is None), "")


def heard_by(day: date) -> date:
    """The day by which an urgent case is heard, counted in working days from this one."""
    return add_working_days(day, int(rules().policy["ladder_panel_days_urgent"].value), rules().bank_holidays)


def team_for(referral: Referral, by: User) -> Team:
    """Who sits: nobody judges their own work, and the minute-taker is whoever plans, where they do not chair."""
    sitting = [one for one in users.members_of(referral.team_id) if one.roles & SITTING]
    assessed = queries.assessor(referral)
    own = {referral.decision.decision_maker_id, referral.referred_by_id, assessed.id if assessed else None}
    chair = next((one for one in sitting if one.plays(Role.CHAIR) and one.id not in own), None)
    takers = [one for one in sitting if one.plays(Role.COORDINATOR) and one is not chair]
    taker = next((one for one in takers if one.id == by.id), next(iter(takers), None))
    return Team(chair, taker, [one for one in sitting if one not in (chair, taker) and one.id not in own])


def why_not(referral: Referral) -> str:
    """The sentence that says why this referral cannot be heard by a virtual panel; empty when it can."""
    checks = (
        (referral.urgent, "A virtual panel is for urgent referrals. Put this one on the agenda of a meeting."),
        (REFERRAL.allows(Action.PLAN_VIRTUAL, referral.state),
         f"This referral is {REFERRAL.states[referral.state].lower()}."),
    )
    return next((said for holds, said in checks if not holds), "")


def plan(referral: Referral, held_by: str, interim_plan: str = "", no_plan: str = "", *, by: User) -> Meeting:
    """Plan the virtual meeting, put the case on it and ask every member by message: the same record as any other.

    Raises NotNow when the case is not urgent or not waiting, Incomplete when nothing holds meanwhile and nobody says
    why, or when nobody can chair.
    """
    require(by, Action.PLAN_VIRTUAL, referral)
    if why_not(referral):
        raise NotNow(why_not(referral), kept=UNCHANGED)
    _hold_meanwhile(referral, interim_plan.strip(), no_plan.strip())
    team, day = team_for(referral, by), heard_by(today())
    if team.chair is None or team.minute_taker is None:
        raise Incomplete(team.lacking)
    if referral.state == "submitted":
        referrals.accept(referral, "Urgent: heard by a virtual panel.", by=by)
    meeting = panel.plan_meeting(referral.team, Plan(_start(day), PLACES[held_by], team.chair, team.minute_taker,
                                                     team.members), by=by)
    meeting.held_by = held_by
    panel.list_referral(meeting, referral, by=by)
    trail.record(Action.PLAN_VIRTUAL, referral, by=by, meeting=meeting.id, held_by=held_by, on=day)
    tell_each((team.chair, *team.members), "virtual-asked", referral, by=by, due_on=day)
    return meeting


def _hold_meanwhile(referral: Referral, interim_plan: str, no_plan: str) -> None:
    """An urgent case has a plan for now; one that has none says why, and the papers say that it has none."""
    if interim_plan:
        referral.interim_plan = interim_plan
    if referral.interim_plan:
        return
    if not no_plan:
        raise Incomplete("Write the plan for now, or say why there is none.")
    referral.gaps = [*referral.gaps, NO_PLAN.format(why=no_plan)]


def _start(day: date) -> datetime:
    return datetime.combine(day, STARTS, ENGLAND).astimezone(UTC)
