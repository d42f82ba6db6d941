"""Writing about decisions: the only writers of a decision in question and the views about it."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import Role, User, require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.decisions.models import SKIPPABLE, STEPS, Decision, View
from riskpanel.errors import Incomplete, NotFound, NotNow
from riskpanel.people import services as people
from riskpanel.people.models import Person
from riskpanel.references import new_reference
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.users.models import User as Colleague
from riskpanel.workflow import DECISION

DECIDERS = (Role.DECISION_MAKER, Role.MANAGER, Role.MCA_LEAD, Role.PRINCIPAL_SOCIAL_WORKER, Role.PRACTITIONER)
ELSEWHERE = ("decision_maker_name", "decision_maker_role", "decision_maker_contact")
DATES = ("needed_by", "decided_on")
AGREEMENT = ("agreed", "not-agreed", "not-yet")
NAME_ONE = "Name the one who decides: a colleague, or somebody elsewhere."
DECIDE_WANTS = {
    "decided": "Write what was decided.",
    "decided_reasons": "Write the reasons for the decision.",
    "decided_on": "Enter the date on which it was decided.",
}


def start_decision(person: Person, values: Mapping[str, Any], *, by: User) -> Decision:
    """Start a decision in question about a person; the deciding colleague is involved with the person.

    `values` are columns, and `colleague`: the deciding colleague's id. Raises Incomplete when there is no sentence, the
    kind is not in the rules, or not exactly one decision-maker is named.
    """
    require(by, Action.START_DECISION, person)
    decision = Decision(reference=new_reference("D"), person=person, person_id=person.id, started_by_id=by.id, views=[])
    _write(decision, {"colleague": None, "sentence": None, "kind": None} | dict(values), by=by)
    db.session.add(decision)
    trail.record(Action.START_DECISION, decision, by=by, decision_maker=decision.decision_maker_id)
    return decision


def change_decision(decision: Decision, values: Mapping[str, Any], *, by: User) -> None:
    """Change the sentence, who decides, by when, or the plan meanwhile; earlier words are kept. Raises Incomplete."""
    _step(decision, Action.CHANGE_DECISION, by=by)
    _write(decision, values, by=by)
    trail.record(Action.CHANGE_DECISION, decision, by=by, changed=", ".join(sorted(values)))


def _step(decision: Decision, action: Action, *, by: User) -> None:
    """Check that this colleague may, then that the decision is where this can be done; move it on."""
    require(by, action, decision)
    decision.state = DECISION.after(action, decision.state)


def _write(decision: Decision, values: Mapping[str, Any], *, by: User) -> None:
    _refuse_unready(values)
    plain = {name: value for name, value in values.items() if name != "colleague"}
    plain |= {name: date.fromisoformat(plain[name]) for name in DATES if isinstance(plain.get(name), str)}
    db.write(decision, plain)
    if "colleague" in values:
        _name_decider(decision, values["colleague"], by=by)


def _refuse_unready(values: Mapping[str, Any]) -> None:
    checks = (
        ("sentence" in values and not values["sentence"], "Write the decision as one sentence."),
        ("kind" in values and values["kind"] not in rules().decision_kinds, "Choose a kind of decision from the list."),
    )
    gaps = [said for wrong, said in checks if wrong]
    if gaps:
        raise Incomplete(gaps[0], gaps)


def _name_decider(decision: Decision, colleague_id: str | uuid.UUID | None, *, by: User) -> None:
    """One decision-maker: a colleague who can be reached here, or somebody named from elsewhere."""
    if bool(colleague_id) is bool(decision.decision_maker_name):
        raise Incomplete(NAME_ONE, [NAME_ONE])
    decision.decision_maker = _colleague(decision, colleague_id) if colleague_id else None
    decision.decision_maker_id = decision.decision_maker.id if decision.decision_maker else None
    if decision.decision_maker_id:
        db.write(decision, dict.fromkeys(ELSEWHERE))
        people.involve(decision.person, because="decides", user_id=decision.decision_maker_id, by=by)


def _colleague(decision: Decision, colleague_id: str | uuid.UUID) -> Colleague:
    """The colleague named: one with an open account whose role makes decisions, or the one who decides already."""
    found = users.account(uuid.UUID(str(colleague_id)))
    if found.id != decision.decision_maker_id and not (found.active and found.roles & set(DECIDERS)):
        raise Incomplete("Choose a colleague from the list to decide.")
    return found


def skippable() -> Mapping[str, str]:
    """The title of every step that can be marked as not applicable, by name; those beside the road are the rules'."""
    beside = {name: rules().questionnaire(name).title for name in rules().tracks}
    return {name: STEPS[name][1] for name in SKIPPABLE} | beside


def skip_step(decision: Decision, step: str, reason: str, *, by: User) -> None:
    """Mark a step as not applicable, and say why. Raises NotFound for an unknown step, Incomplete without a reason."""
    _step(decision, Action.SKIP_STEP, by=by)
    if step not in skippable():
        raise NotFound()
    if not reason.strip():
        raise Incomplete("Say why this step does not apply.")
    decision.not_applicable = {**decision.not_applicable, step: reason.strip()}
    trail.record(Action.SKIP_STEP, decision, by=by, step=step, applies=False)


def unskip_step(decision: Decision, step: str, *, by: User) -> None:
    """Take a step up again. Doing so again changes nothing."""
    _step(decision, Action.SKIP_STEP, by=by)
    if step not in decision.not_applicable:
        return
    decision.not_applicable = {name: reason for name, reason in decision.not_applicable.items() if name != step}
    trail.record(Action.SKIP_STEP, decision, by=by, step=step, applies=True)


def record_view(decision: Decision, values: Mapping[str, Any], *, by: User) -> View:
    """Record what one voice says. Raises NotNow when it is the person's and theirs is recorded already."""
    _step(decision, Action.RECORD_VIEW, by=by)
    if values["voice"] == "person" and decision.persons_view:
        raise NotNow("The person's view has been recorded already. Open it to change it.",
                     kept="What you typed is below, so that you can copy it.")
    view = View(decision_id=decision.id, recorded_by_id=by.id)
    db.write(view, values)
    decision.views.append(view)
    trail.record(Action.RECORD_VIEW, view, by=by, decision=decision.id)
    return view


def change_view(view: View, values: Mapping[str, Any], *, by: User) -> None:
    """Change what one voice says; what it said before is kept."""
    _step(view.decision, Action.RECORD_VIEW, by=by)
    db.write(view, values)
    trail.record(Action.RECORD_VIEW, view, by=by, decision=view.decision_id)


def record_agreement(decision: Decision, agreement: str, reasons: str, *, by: User) -> None:
    """Record whether there is agreement. Raises Incomplete when there is none and nothing says why."""
    _step(decision, Action.RECORD_AGREEMENT, by=by)
    if agreement not in AGREEMENT:
        raise Incomplete("Say whether there is agreement.")
    if agreement == "not-agreed" and not reasons.strip():
        raise Incomplete("Say what is not agreed, and by whom.")
    db.write(decision, {"agreement": agreement, "agreement_reasons": reasons})
    trail.record(Action.RECORD_AGREEMENT, decision, by=by, agreement=agreement)


def decide(decision: Decision, values: Mapping[str, Any], *, by: User) -> None:
    """Record the decision made, by the named decision-maker, or as told when it was made elsewhere.

    Raises Incomplete without what was decided, the reasons and a date that is not in the future.
    """
    require(by, Action.DECIDE, decision)
    gaps = [said for name, said in DECIDE_WANTS.items() if not values.get(name)]
    if not gaps and str(values["decided_on"]) > today().isoformat():
        gaps = ["The date of the decision is in the future."]
    if gaps:
        raise Incomplete(gaps[0], gaps)
    _write(decision, values, by=by)
    _step(decision, Action.DECIDE, by=by)
    trail.record(Action.DECIDE, decision, by=by, as_told=decision.made_elsewhere)
