"""Writing about advocates: asking for one, and what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import User, require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete
from riskpanel.people.models import Advocate, Person
from riskpanel.workflow import ADVOCATE

# What each step must say, and how its absence is told.
NEEDED: Mapping[Action, tuple[tuple[str, str], ...]] = {
    Action.ASK_ADVOCATE: (("because", "Say why an advocate is asked for."),
                          ("asked_on", "Enter the date on which one was asked for.")),
    Action.INSTRUCT_ADVOCATE: (("name", "Write who the advocate is."),
                               ("instructed_on", "Enter the date on which they were instructed.")),
    Action.DECLINE_ADVOCATE: (("declined_because", "Say who declined, and why."),),
    Action.RECEIVE_REPORT: (("report", "Write what the report says."),
                            ("reported_on", "Enter the date of the report.")),
    Action.ANSWER_REPORT: (("answer", "Say how the report was taken into account."),),
    Action.END_ADVOCATE: (("ended_because", "Say why it has ended."),
                          ("ended_on", "Enter the date on which it ended.")),
}
DATES = ("due_since", "asked_on", "instructed_on", "reported_on", "ended_on")


def ask(person: Person, values: Mapping[str, Any], *, by: User, decision: Decision | None = None) -> Advocate:
    """Ask for an advocate. `values`: kind, duty, because, due_since, asked_on, asked_of. Raises Incomplete."""
    require(by, Action.ASK_ADVOCATE, person)
    refuse_gaps(Action.ASK_ADVOCATE, values)
    advocate = Advocate(person=person, person_id=person.id, decision_id=decision.id if decision else None,
                        asked_by_id=by.id)
    db.write(advocate, values)
    db.session.add(advocate)
    trail.record(Action.ASK_ADVOCATE, advocate, by=by, decision=advocate.decision_id)
    return advocate


def move(advocate: Advocate, action: Action, values: Mapping[str, Any], *, by: User) -> None:
    """Say what came of it: instructed, declined, a report, its answer, or its end. Raises Incomplete and NotNow."""
    require(by, action, advocate)
    state = ADVOCATE.after(action, advocate.state)
    refuse_gaps(action, values)
    db.write(advocate, values)
    advocate.state = state
    trail.record(action, advocate, by=by, decision=advocate.decision_id)


def gaps_in(action: Action, values: Mapping[str, Any]) -> dict[str, str]:
    """What is missing or cannot be, by the value it is wrong in."""
    missing = {name: said for name, said in NEEDED[action] if not str(values.get(name) or "").strip()}
    ahead = {name: "This date is in the future." for name in DATES if name in values and _is_ahead(values[name])}
    return ahead | missing


def _is_ahead(given: date | str | None) -> bool:
    return bool(given) and str(given) > today().isoformat()


def refuse_gaps(action: Action, values: Mapping[str, Any]) -> None:
    gaps = list(gaps_in(action, values).values())
    if gaps:
        raise Incomplete(gaps[0], gaps)
