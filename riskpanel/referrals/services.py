"""Writing referrals: from draft to the queue, and every step of triage. The only writers of a referral."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from riskpanel import access, db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import services as challenges
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell, tell_each
from riskpanel.people.services import involve
from riskpanel.references import new_reference
from riskpanel.referrals import queries
from riskpanel.referrals.carrying import carried
from riskpanel.referrals.gathering import case, records_of
from riskpanel.referrals.models import Referral
from riskpanel.referrals.readiness import Case, Gap, gaps, needs_reason
from riskpanel.users.models import Team, User
from riskpanel.users.queries import members_of
from riskpanel.workflow import REFERRAL


def usual_process_finished(decision: Decision, challenge: Challenge | None = None) -> bool:
    """The ordinary road has not brought agreement: it is recorded so, or a challenge is unsettled."""
    unsettled = challenge is not None or queries.unsettled_challenge(decision.id)
    return Case(name="", agreement=decision.agreement, challenge_open=unsettled).usual_process_finished


def start(decision: Decision, team: Team, *, by: User, challenge: Challenge | None = None,
          reason: str = "") -> Referral:
    """Begin a referral of this decision to a panel, carrying over everything already written.

    Raises Incomplete without a reason when the usual process is not finished, NotNow when one is under way already.
    """
    require(by, Action.START_REFERRAL, challenge or decision)
    _refuse_a_second(decision, team)
    finished = usual_process_finished(decision, challenge)
    if not finished and not reason:
        raise Incomplete("The usual process is not finished. Say why this goes to a panel now.")
    if challenge is not None:
        challenges.take_to_panel(challenge, team.name, by=by)
    referral = Referral(reference=new_reference("R"), person_id=decision.person_id, decision_id=decision.id,
                        challenge_id=challenge.id if challenge else None, team_id=team.id, referred_by_id=by.id,
                        next_contact_by=by.name, gaps_reason=reason,
                        **carried(decision, challenge, records_of(decision)))
    referral.person, referral.decision, referral.team = decision.person, decision, team
    db.session.add(referral)
    trail.record(Action.START_REFERRAL, referral, by=by, decision=decision.id, usual_process_finished=finished)
    return referral


def _refuse_a_second(decision: Decision, team: Team) -> None:
    already = queries.open_referral(decision.id, team.id)
    if already:
        raise NotNow(f"This decision is on its way to {team.name} already: {already.reference}.",
                     next_steps=[{"text": f"Go to {already.reference}", "href": f"/referrals/{already.id}"}])


def change(referral: Referral, values: Mapping[str, Any], *, by: User) -> None:
    """Change what a referral says while it is being prepared, or when the panel has asked for more."""
    require(by, Action.CHANGE_REFERRAL, referral)
    REFERRAL.after(Action.CHANGE_REFERRAL, referral.state)
    db.write(referral, values)
    trail.record(Action.CHANGE_REFERRAL, referral, by=by, changed=", ".join(sorted(values)))


def send_to(referral: Referral, team: Team, *, by: User) -> None:
    """Choose another panel before sending."""
    if team.id != referral.team_id:
        _refuse_a_second(referral.decision, team)
    change(referral, {"team_id": team.id}, by=by)
    referral.team = team


def submit(referral: Referral, *, by: User, reason: str = "", answer: str = "", overseen_by: str = ""
           ) -> tuple[Gap, ...]:
    """Send the referral to its panel with its gaps marked; the panel's people may now see the person's record.

    Raises Incomplete when there are gaps that may not go without a reason, and none is given.
    """
    require(by, Action.SUBMIT_REFERRAL, referral)
    state = REFERRAL.after(Action.SUBMIT_REFERRAL, referral.state)
    found = gaps(case(referral)[0])
    if needs_reason(found, referral.urgent) and not reason:
        raise Incomplete("There are gaps. Fill them, or say why it goes with them.", [gap.said for gap in found])
    if answer:
        referral.why_here = f"{referral.why_here}\n\nThe referrer’s answer: {answer}"
    referral.state, referral.gaps, referral.gaps_reason = state, [gap.said for gap in found], reason
    referral.overseen_by = overseen_by
    referral.submitted_at = referral.submitted_at or db.now()
    referral.placed_at = referral.placed_at or referral.submitted_at
    _let_the_panel_see(referral, by=by)
    trail.record(Action.SUBMIT_REFERRAL, referral, by=by, state=state, gaps=len(found), urgent=referral.urgent)
    tell_each(coordinators(referral.team_id), "referral-received", referral, by=by)
    return found


def coordinators(team_id: uuid.UUID) -> list[User]:
    """The colleagues who keep a panel's queue."""
    return [one for one in members_of(team_id) if access.Role.COORDINATOR in one.roles]


def _let_the_panel_see(referral: Referral, *, by: User) -> None:
    """The panel's team may see the record; where it is restricted, those who run the panel are named on it."""
    involve(referral.person, because="referred to the panel", team_id=referral.team_id, by=by)
    if referral.person.restricted:
        runners = [one for one in members_of(referral.team_id) if one.roles & access.PANEL]
        for one in runners:
            involve(referral.person, because="runs the panel it was referred to", user_id=one.id, by=by)


# ---- Triage

def accept(referral: Referral, note: str, *, by: User) -> None:
    """Take a received referral into the queue."""
    _step(referral, Action.ACCEPT_REFERRAL, note or referral.why_here, by=by)


def ask(referral: Referral, what: str, *, by: User) -> None:
    """Ask the referrer for more; the referral keeps its place by keeping the date it was first sent."""
    _step(referral, Action.ASK_REFERRER, what, by=by)
    tell(referral.referred_by, "referral-asked", referral, by=by)


def hold(referral: Referral, until: date, reason: str, *, by: User) -> None:
    """Hold a referral until a date, on which it returns by itself. Raises Incomplete for a date that is not ahead."""
    if until <= today():
        raise Incomplete("A referral is held until a date that is still to come.")
    bring_back(referral)
    referral.held_until = until
    _step(referral, Action.HOLD_REFERRAL, reason, by=by)


def resume(referral: Referral, *, by: User) -> None:
    """Return a held referral to the queue before its date."""
    require(by, Action.RESUME_REFERRAL, referral)
    _resume(referral, by=by)


def redirect(referral: Referral, reason: str, *, by: User) -> None:
    """Send a referral that came to the wrong door elsewhere: `reason` says where and why."""
    _step(referral, Action.REDIRECT_REFERRAL, reason, by=by)
    tell(referral.referred_by, "referral-redirected", referral, by=by)


def move(referral: Referral, where: str, reason: str, *, by: User, before: Referral | None = None) -> None:
    """Move a referral in the queue, with a reason: to the "front", "before" another, or "back" to its own place.

    Urgent ones come before the others however they are moved. Raises Incomplete when it cannot stand before `before`.
    """
    require(by, Action.MOVE_REFERRAL, referral)
    REFERRAL.after(Action.MOVE_REFERRAL, referral.state)
    wrong = wrong_place(referral, where, before)
    if wrong:
        raise Incomplete(wrong)
    referral.placed_at = _place(referral, where, before or referral)
    referral.placed_because = "" if where == "back" else reason
    trail.record(Action.MOVE_REFERRAL, referral, by=by, where=where, before=before and before.id)


def _place(referral: Referral, where: str, before: Referral) -> datetime | None:
    if where == "back":
        return referral.submitted_at
    return queries.just_before(before) if where == "before" else queries.before_all(referral)


def wrong_place(referral: Referral, where: str, before: Referral | None) -> str:
    """Why a referral cannot stand before this other one, as a sentence; nothing when it can."""
    if where != "before":
        return ""
    if before is None or before.id == referral.id or before.team_id != referral.team_id:
        return "Enter the reference of another referral that waits for the same panel"
    if before.urgent == referral.urgent:
        return ""
    kind = "urgent too" if referral.urgent else "not urgent"
    return f"Urgent referrals come before the others: choose one that is {kind}"


def withdraw(referral: Referral, reason: str, *, by: User) -> None:
    """Withdraw a referral, with a reason that is kept."""
    _step(referral, Action.WITHDRAW_REFERRAL, reason, by=by)


def _step(referral: Referral, action: Action, why: str, *, by: User) -> None:
    """Permitted, legal, recorded; `why` is kept as the reason for where the referral now stands."""
    require(by, action, referral)
    bring_back(referral)
    before = referral.state
    referral.state = REFERRAL.after(action, before)
    referral.why_here = why
    trail.record(action, referral, by=by, before=before, state=referral.state)


def record_contact(referral: Referral, values: Mapping[str, Any], *, by: User) -> None:
    """Keep the plan for now and the next contact with the person up to date while a referral waits."""
    require(by, Action.KEEP_IN_TOUCH, referral)
    REFERRAL.after(Action.KEEP_IN_TOUCH, referral.state)
    db.write(referral, values)
    trail.record(Action.KEEP_IN_TOUCH, referral, by=by, changed=", ".join(sorted(values)))


# ---- Holds end by themselves

def bring_back(referral: Referral) -> bool:
    """Return a held referral to the queue if its day has come; says whether it had. Call it before any step on one."""
    due = referral.state == "held" and referral.held_until is not None and referral.held_until <= today()
    if due:
        _resume(referral, by=None)
    return due


def return_held(by: User | None = None) -> int:
    """Return every held referral whose day has come, as a daily job may do; says how many."""
    due = queries.due_back()
    for referral in due:
        _resume(referral, by=by)
    return len(due)


def _resume(referral: Referral, *, by: User | None) -> None:
    referral.state = REFERRAL.after(Action.RESUME_REFERRAL, referral.state)
    referral.held_until, referral.why_here = None, ""
    trail.record(Action.RESUME_REFERRAL, referral, by=by, before="held", state=referral.state)
