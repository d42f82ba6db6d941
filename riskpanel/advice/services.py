"""Writing advice, dissent, replies and agreed actions: their only writers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import ROLE_NAMES, SITTING, require
from riskpanel.actions import Action
from riskpanel.calendar import add_working_days
from riskpanel.clock import ENGLAND, today
from riskpanel.decisions import services as decisions
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell, tell_each
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Condition, Dissent, Reply
from riskpanel.panel.quorum import quorum
from riskpanel.panel.services import UNCHANGED, freeze
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.sitting.whether import why_no_advice
from riskpanel.users.models import User
from riskpanel.workflow import MEETING, REFERRAL


@dataclass(frozen=True)
class Outcome:
    """A way in which a panel may advise: its words, how they follow "The panel advises", and what it also needs."""

    words: str
    advises: str
    needs: tuple[str, ...] = ()


OUTCOMES: Mapping[str, Outcome] = {
    "supported": Outcome("Supported", "supporting the plan as it was put", ("review_on",)),
    "with-conditions": Outcome("Supported with conditions",
                               "supporting the plan if the safeguards named here are in place",
                               ("conditions", "review_on")),
    "trial": Outcome("Time-limited trial", "trying it for a limited time, seeing how it goes and coming back",
                     ("starts_on", "stop_rule", "review_on")),
    "less-restrictive": Outcome("A less restrictive option",
                                "an option that leaves the person freer than the one proposed"),
    "more-protection": Outcome("More protection", "more protection than the plan gives"),
    "more-work": Outcome("More work needed", "more work before the decision is made", ("actions",)),
    "no-shared-view": Outcome("No shared view",
                              "weighing the positions set out here: the panel did not reach a shared view"),
    "legal-advice": Outcome("Seek legal advice", "taking legal advice, which may lead to the Court of Protection",
                            ("actions",)),
    "mediation": Outcome("Mediation", "mediation between those who disagree", ("actions",)),
    "not-for-this-panel": Outcome("Not for this panel", "taking this elsewhere: it is not for this panel", ("says",)),
}
NEEDED: Mapping[str, str] = {
    "says": "Say where it should go",
    "conditions": "Name at least one condition",
    "actions": "Name at least one action, who does it and by when",
    "starts_on": "Enter the date on which the trial starts",
    "stop_rule": "Say what would stop the trial",
    "review_on": "Enter the date on which this is looked at again",
}
ANSWERS: Mapping[str, str] = {"accept": "Accepted", "in-part": "Accepted in part", "not-accept": "Not accepted"}
Rows = Sequence[Mapping[str, Any]]


def missing(given: Mapping[str, Any]) -> dict[str, str]:
    """What this outcome needs and has not been given: field name to sentence."""
    needs = OUTCOMES[given["outcome"]].needs
    return {name: NEEDED[name] for name in needs if not given.get(name)}


def give_advice(item: AgendaItem, values: Mapping[str, Any], conditions: Rows = (), actions: Rows = (), *, by: User
                ) -> Advice:
    """The chair gives the panel's advice; the decision stays with the decision-maker, who owes a reply.

    Raises NotNow when the case is settled or the meeting is not open, Incomplete when there is no quorum for the case
    or the outcome lacks something it needs.
    """
    require(by, Action.GIVE_ADVICE, item)
    _refuse_when_not_now(item)
    gaps = [*missing({**values, "conditions": conditions, "actions": actions}).values(),
            *([] if values.get("reasons") else ["Give the reasons: advice always has them."])]
    if gaps:
        raise Incomplete(gaps[0], gaps)
    item.referral.state = REFERRAL.after(Action.GIVE_ADVICE, item.referral.state)
    item.state = "heard"
    freeze(item.meeting, str(item.id), quorum(item.meeting, item))
    advice = _new_advice(item, values, by)
    advice.conditions = [Condition(advice_id=advice.id, **row) for row in conditions]
    advice.actions = [_new_action(advice, item.referral, row) for row in actions]
    advice.read_back = values.get("read_back") or read_back(advice)
    trail.record(Action.GIVE_ADVICE, advice, by=by, outcome=advice.outcome, state=item.referral.state,
                 conditions=len(conditions), actions=len(actions))
    tell(item.referral.referred_by, "advice-given", item.referral, by=by)
    tell(item.referral.decision.decision_maker, "reply-owed", item.referral, by=by, due_on=reply_due_on(advice))
    return advice


def reply_due_on(advice: Advice) -> date:
    """When the decision-maker's reply is due."""
    given = advice.given_at.astimezone(ENGLAND).date()
    return add_working_days(given, int(rules().policy["reply_days"].value), rules().bank_holidays)


def _refuse_when_not_now(item: AgendaItem) -> None:
    MEETING.after(Action.GIVE_ADVICE, item.meeting.state)
    if item.standing != "listed":
        raise NotNow(why_no_advice(item), kept=UNCHANGED)
    if why_no_advice(item):
        raise Incomplete(why_no_advice(item))


def _new_advice(item: AgendaItem, values: Mapping[str, Any], by: User) -> Advice:
    advice = Advice(item_id=item.id, given_by_id=by.id, outcome=values["outcome"], dissents=[])
    advice.item, advice.given_by = item, by
    db.write(advice, {name: value for name, value in values.items() if name != "read_back"})
    db.session.add(advice)
    return advice


def _new_action(advice: Advice, referral: Referral, row: Mapping[str, Any]) -> AgreedAction:
    return AgreedAction(advice_id=advice.id, person_id=referral.person_id, referred_by_id=referral.referred_by_id,
                        **row)


def read_back(advice: Advice) -> str:
    """A first draft of what is read to the person before they leave, from what the chair wrote."""
    referral = advice.item.referral
    lines = (
        f"{referral.person.known_as}, thank you for letting us talk about this: {referral.question}",
        f"The panel advises {OUTCOMES[advice.outcome].advises}. {advice.says}".strip(),
        f"Our reasons: {advice.reasons}",
        _listing("This depends on:", (one.what for one in advice.conditions)),
        _listing("What happens next:", (one.what for one in advice.actions)),
        f"The decision stays with {referral.decision.who_decides}. They will tell you what they decide, and why.",
        "If you do not agree, you can say so. We will tell you how.",
    )
    return "\n\n".join(line for line in lines if line)


def _listing(title: str, things: Iterable[str]) -> str:
    told = "\n".join(f"- {one}" for one in things)
    return f"{title}\n{told}" if told else ""


def write_read_back(advice: Advice, words: str, *, by: User) -> None:
    """Put the words read back to the person as they were said; what they were before is kept."""
    require(by, Action.WRITE_READ_BACK, advice.item)
    MEETING.after(Action.WRITE_READ_BACK, advice.item.meeting.state)
    advice.read_back = words
    trail.record(Action.WRITE_READ_BACK, advice, by=by, length=len(words))


def dissent(advice: Advice, reasons: str, *, by: User, named: bool = True) -> Dissent:
    """A member who sat disagrees with the advice, by name or by role. Once written, nobody can change it."""
    require(by, Action.DISSENT, advice.item)
    REFERRAL.after(Action.DISSENT, advice.item.referral.state)
    if any(one.by_id == by.id for one in advice.dissents):
        raise NotNow("You have recorded your dissent already. It stands as you wrote it.", kept=UNCHANGED)
    written = Dissent(advice_id=advice.id, by_id=by.id, reasons=reasons, shown_as=shown_as(by, named))
    advice.dissents.append(written)
    trail.record(Action.DISSENT, advice, by=by, named=named)
    return written


def shown_as(user: User, named: bool) -> str:
    """How a dissent says whose it is."""
    role = next(ROLE_NAMES[one] for one in ROLE_NAMES if one in user.roles & SITTING)
    return f"{user.name}, {user.job}" if named else f"A member of the panel ({role.lower()})"


def reply(advice: Advice, values: Mapping[str, Any], *, by: User) -> Reply:
    """The decision-maker says whether they accept the advice, what they decide and why; from outside, as it was told.

    What they decide is the decision: it is recorded as such, and nobody types it again.

    Raises NotNow when they have replied, Incomplete when the decision, the reasons or the name from outside is missing.
    """
    referral = advice.item.referral
    require(by, Action.REPLY, referral)
    state = REFERRAL.after(Action.REPLY, referral.state)
    outside = referral.decision.made_elsewhere
    gaps = [said for name, said in (("decision", "Write what is decided."), ("reasons", "Give the reasons."),
                                    *((("given_by_name", "Say who gave the reply."),) if outside else ()))
            if not values.get(name)]
    if gaps:
        raise Incomplete(gaps[0], gaps)
    made = Reply(referral_id=referral.id, person_id=referral.person_id, recorded_by_id=by.id,
                 given_by_id=None if outside else by.id)
    db.write(made, values)
    db.session.add(made)
    referral.state = state
    decisions.decide(referral.decision, {"decided": made.decision, "decided_reasons": made.reasons,
                                         "decided_on": today()}, by=by)
    trail.record(Action.REPLY, made, by=by, answer=made.answer, state=state, from_outside=outside)
    tell_each({referral.referred_by, advice.given_by}, "advice-replied", referral, by=by)
    return made


def finish_action(action: AgreedAction, done_on: date, proof: str, *, by: User) -> None:
    """An agreed action is done: when, and how that can be seen. Raises NotNow when it was finished before."""
    require(by, Action.FINISH_ACTION, action)
    REFERRAL.after(Action.FINISH_ACTION, action.advice.item.referral.state)
    if action.done_on:
        raise NotNow("This action has been finished already.", kept=UNCHANGED)
    action.done_on, action.proof = done_on, proof
    trail.record(Action.FINISH_ACTION, action, by=by, done_on=done_on)


