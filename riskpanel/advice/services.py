"""Writing advice, dissent, replies and agreed actions: their only writers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import ROLE_NAMES, SITTING, require
from riskpanel.actions import Action
from riskpanel.calendar import add_working_days
from riskpanel.clock import ENGLAND, today
from riskpanel.decisions import services as decisions
from riskpanel.errors import Incomplete, NotNow
from riskpanel.letters import services as letters
from riskpanel.messages.services import tell, tell_each
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Condition, Dissent, Position, Reply
from riskpanel.panel.outcomes import missing, the_panel_advises
from riskpanel.panel.quorum import quorum
from riskpanel.panel.services import UNCHANGED, freeze
from riskpanel.rulebook.current import rules
from riskpanel.sitting.whether import why_no_advice
from riskpanel.users.models import User
from riskpanel.workflow import MEETING, REFERRAL

Rows = Sequence[Mapping[str, Any]]
Following = Callable[[Advice, User], None]
_follow: list[Following] = []


def follows_advice(step: Following) -> Following:
    """Register what a later feature does in the same moment: when the case is closed, everything is ready."""
    if step not in _follow:
        _follow.append(step)
    return step


def give_advice(item: AgendaItem, values: Mapping[str, Any], conditions: Rows = (), actions: Rows = (),
                positions: Rows = (), *, by: User) -> Advice:
    """The chair gives the panel's advice; the decision stays with the decision-maker, who owes a reply.

    Each condition becomes an action as well: a safeguard that nobody sees to is none.

    Raises NotNow when the case is settled or the meeting is not open, Incomplete when there is no quorum for the case
    or the outcome lacks something it needs.
    """
    require(by, Action.GIVE_ADVICE, item)
    _refuse_when_not_now(item)
    _refuse_gaps({**values, "conditions": conditions, "actions": actions, "positions": positions})
    item.referral.state = REFERRAL.after(Action.GIVE_ADVICE, item.referral.state)
    item.state = "heard"
    freeze(item.meeting, str(item.id), quorum(item.meeting, item))
    advice = _new_advice(item, values, by)
    advice.positions = [Position(advice_id=advice.id, number=number, **row) for number, row in enumerate(positions, 1)]
    advice.actions = [_new_action(advice, row) for row in actions]
    for row in conditions:
        _new_condition(advice, row)
    advice.read_back = values.get("read_back") or read_back(advice)
    trail.record(Action.GIVE_ADVICE, advice, by=by, outcome=advice.outcome, state=item.referral.state,
                 conditions=len(conditions), actions=len(actions))
    letters.compose(advice, by=by)
    for step in _follow:
        step(advice, by)
    tell(item.referral.referred_by, "advice-given", item.referral, by=by)
    tell(item.referral.decision.decision_maker, "reply-owed", item.referral, by=by, due_on=reply_due_on(advice))
    return advice


def _refuse_gaps(given: Mapping[str, Any]) -> None:
    gaps = [*missing(given).values(),
            *([] if given.get("reasons") else ["Give the reasons: advice always has them."]),
            *(said for row in given["conditions"] for said in _gaps_of(row))]
    if gaps:
        raise Incomplete(gaps[0], gaps)


def _gaps_of(condition: Mapping[str, Any]) -> Iterable[str]:
    owned = condition.get("owner_id") or condition.get("owner_name")
    return () if owned and condition.get("due_on") else ("Say who sees to each condition, and by when.",)


def reply_due_on(advice: Advice) -> date:
    """When the decision-maker's reply is due."""
    return _days_after(advice, "reply_days")


def told_by(advice: Advice) -> date:
    """By when the person and the practitioner are told."""
    return _days_after(advice, "told_days")


def _days_after(advice: Advice, figure: str) -> date:
    given = advice.given_at.astimezone(ENGLAND).date()
    return add_working_days(given, int(rules().policy[figure].value), rules().bank_holidays)


def _refuse_when_not_now(item: AgendaItem) -> None:
    MEETING.after(Action.GIVE_ADVICE, item.meeting.state)
    if item.standing != "listed":
        raise NotNow(why_no_advice(item), kept=UNCHANGED)
    if why_no_advice(item):
        raise Incomplete(why_no_advice(item))


def _new_advice(item: AgendaItem, values: Mapping[str, Any], by: User) -> Advice:
    advice = Advice(item_id=item.id, given_by_id=by.id, outcome=values["outcome"], dissents=[], conditions=[])
    advice.item, advice.given_by = item, by
    db.write(advice, {name: value for name, value in values.items() if name != "read_back"})
    db.session.add(advice)
    return advice


def _new_action(advice: Advice, row: Mapping[str, Any], **more: Any) -> AgreedAction:
    referral = advice.item.referral
    made = AgreedAction(advice_id=advice.id, person_id=referral.person_id, referred_by_id=referral.referred_by_id,
                        **row, **more)
    made.owner = db.session.get(User, made.owner_id) if made.owner_id else None
    return made


def _new_condition(advice: Advice, row: Mapping[str, Any]) -> None:
    """A condition, and the action that sees to it."""
    action = _new_action(advice, row)
    made = Condition(advice_id=advice.id, what=row["what"], due_on=row["due_on"], owner=action.owned_by)
    advice.conditions.append(made)
    action.condition = made
    advice.actions.append(action)


def read_back(advice: Advice) -> str:
    """A first draft of what is read to the person before they leave, from what the chair wrote."""
    referral = advice.item.referral
    lines = (
        f"{referral.person.known_as}, thank you for letting us talk about this: {referral.question}",
        f"{the_panel_advises(advice)} {advice.says}".strip(),
        f"Our reasons: {advice.reasons}",
        _listing("Not everybody saw it the same way:", (f"{one.held_by}: {one.says}" for one in advice.positions)),
        _listing("This depends on:", (one.what for one in advice.conditions)),
        _listing("What happens next:", (one.what for one in advice.actions if one.condition is None)),
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
    letters.compose_decision(advice, by=by)
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


