"""Restrictions on Rosa's life, put in the register by Sam."""

from datetime import timedelta
from typing import Any

from riskpanel import db
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.restrictions import services
from riskpanel.restrictions.models import Restriction
from tests.answering import a_record
from tests.stories import World

COMPLETE = {
    "what": "Someone walks with her to the bus after dark", "kind": ["movement", "watching"],
    "harm_prevented": "She is hurt on the road", "to_whom": ["person"], "likelihood": "Once in May",
    "seriousness": "A broken wrist", "less_restrictive_tried": "A torch and a bright coat for a month",
    "why_proportionate": "Ten minutes, and she chooses who", "applies_to": "person", "agreed": "yes", "resisted": "no",
    "counted_as_restraint": "yes", "imposed_by": "The manager of the house", "power": "agreed",
    "reduced_by": "Two weeks of crossing at the lights",
}
IN_THE_PLAN = {"what": "Phone kept in the office at night", "kind": ["things"], "harm_prevented": "Calls at three",
               "to_whom": ["person"], "why_proportionate": "Nights only", "less_restrictive_tried": "Silent mode",
               "applies_to": "person", "reduced_by": "A week of sleep", "agreed": "yes", "resisted": "no",
               "counted_as_restraint": "no"}


def a_restriction(world: World, decision: Decision | None = None, **more: Any) -> Restriction:
    """A restriction in the register, complete and to be looked at in four weeks, unless `more` says otherwise."""
    person = db.session.get_one(Person, world.person.id)
    values = COMPLETE | {"step_down_on": (today() + timedelta(days=28)).isoformat()} | more
    found = db.session.get_one(Decision, decision.id) if decision else None
    made = services.add(person, values, decision=found, by=world.sam)
    db.commit()
    return made


def a_plan_with(world: World, decision: Decision, *restrictions: dict[str, Any]) -> None:
    """A concluded positive-risk record that names these restrictions."""
    day = (today() + timedelta(days=14)).isoformat()
    entries = [IN_THE_PLAN | {"step_down_on": day} | one for one in restrictions]
    seen = db.session.get_one(Decision, decision.id)
    a_record(seen, "positive-risk", {"restrictions": entries, "objection": "none"}, by=world.sam)
