"""Writing the register: the only writers of restrictions and of each look at one."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.assessments.facts import day_of
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete
from riskpanel.people.models import Person
from riskpanel.restrictions.models import CHANGES, Look, Restriction
from riskpanel.restrictions.offered import Offered
from riskpanel.users.models import User
from riskpanel.workflow import RESTRICTION

SAY_WHAT = "Write what is limited, and how."
SAY_WHY = "Say why it was {change}."
NEXT_DATE = "Enter the date by which it is looked at again."
LATER = "The date by which it is looked at again must be today or later."
NEW_WORDS = "Write how it reads now: it says the same as before."
CHOSEN_BY_ID = {"belongs_to": "decision_id", "looks_again": "owner_id"}
MOVES = {"removed": Action.REMOVE_RESTRICTION}


def add(person: Person, values: Mapping[str, Any], *, by: User, decision: Decision | None = None) -> Restriction:
    """Put a restriction in the register; whoever adds it looks at it again unless told otherwise. Raises Incomplete."""
    require(by, Action.ADD_RESTRICTION, person)
    restriction = Restriction(person=person, person_id=person.id, decision_id=decision.id if decision else None,
                              owner_id=by.id, added_by_id=by.id, looks=[])
    _write(restriction, {"what": None} | dict(values))
    db.session.add(restriction)
    trail.record(Action.ADD_RESTRICTION, restriction, by=by, decision=restriction.decision_id)
    return restriction


def change(restriction: Restriction, values: Mapping[str, Any], *, by: User) -> None:
    """Complete or correct what the register says; earlier words are kept. Raises Incomplete without what it limits."""
    require(by, Action.CHANGE_RESTRICTION, restriction)
    RESTRICTION.after(Action.CHANGE_RESTRICTION, restriction.state)
    _write(restriction, values)
    trail.record(Action.CHANGE_RESTRICTION, restriction, by=by, changed=", ".join(sorted(values)))


def _write(restriction: Restriction, values: Mapping[str, Any]) -> None:
    if "what" in values and not str(values["what"] or "").strip():
        raise Incomplete(SAY_WHAT, [SAY_WHAT])
    db.write(restriction, {name: value for name, value in values.items() if name not in CHOSEN_BY_ID})
    for name, column in CHOSEN_BY_ID.items():
        if name in values:
            setattr(restriction, column, uuid.UUID(values[name]) if values[name] else None)


def take_up(person: Person, offers: Iterable[Offered], *, by: User) -> list[Restriction]:
    """Bring restrictions over from concluded records, in one action; each keeps the record it came from."""
    return [_take_up(person, one, by=by) for one in offers]


def _take_up(person: Person, offer: Offered, *, by: User) -> Restriction:
    restriction = add(person, offer.values, decision=offer.record.decision, by=by)
    restriction.assessment_id, restriction.source_entry = offer.record.id, offer.entry
    restriction.since_on = day_of(offer.record.concluded_at)
    return restriction


def look_again(restriction: Restriction, values: Mapping[str, Any], *, by: User) -> Look:
    """Say what became of a restriction, and why: removed, reduced, kept or increased; how it read before is kept.

    `values`: change, because, person_says, and unless it is removed: what, step_down_on, reduced_by. Raises Incomplete.
    """
    action = MOVES.get(values["change"], Action.REVIEW_RESTRICTION)
    require(by, action, restriction)
    state = RESTRICTION.after(action, restriction.state)
    _refuse_unready(restriction, values)
    look = Look(restriction=restriction, restriction_id=restriction.id, change=values["change"], on=today(),
                person_says=values.get("person_says") or "", because=values["because"].strip(),
                before=restriction.what, step_down_before=restriction.step_down_on, by_id=by.id, by=by)
    db.session.add(look)
    restriction.state, restriction.owner_id = state, by.id
    if state == "removed":
        restriction.removed_on = today()
    else:
        given = {name: values[name] for name in ("step_down_on", "reduced_by") if name in values}
        db.write(restriction, given | {"what": values.get("what") or restriction.what})
    trail.record(action, restriction, by=by, change=look.change)
    return look


def gaps_in(restriction: Restriction, values: Mapping[str, Any]) -> dict[str, str]:
    """What is missing from a look, by the value it is missing from."""
    change, next_on = values["change"], str(values.get("step_down_on") or "")
    same = str(values.get("what") or "").strip() in ("", restriction.what)
    found = {
        "because": "" if str(values.get("because") or "").strip() else SAY_WHY.format(change=change),
        "what": NEW_WORDS if change in ("reduced", "increased") and same else "",
        "step_down_on": "" if change == "removed" else _next_date(next_on),
    }
    return {name: said for name, said in found.items() if said}


def _next_date(given: str) -> str:
    if not given:
        return NEXT_DATE
    return LATER if given < today().isoformat() else ""


def _refuse_unready(restriction: Restriction, values: Mapping[str, Any]) -> None:
    if values["change"] not in CHANGES:
        raise Incomplete("Say what has become of it.")
    gaps = list(gaps_in(restriction, values).values())
    if gaps:
        raise Incomplete(gaps[0], gaps)
