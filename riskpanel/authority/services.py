"""Writing what was found out about an attorney, a deputy or an advance decision."""

from collections.abc import Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import User, require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotFound
from riskpanel.people.models import Authority

DATES = ("seen_on", "search_asked_on", "search_answered_on", "ended_on")
AHEAD = "This date is in the future."
UNASKED = "Enter the date on which the register was asked."


def note(authority: Authority, values: Mapping[str, Any], *, by: User) -> None:
    """Write down what a document or the register shows; earlier words are kept. Raises Incomplete."""
    require(by, Action.CHECK_AUTHORITY, authority)
    gaps = list(gaps_in(values).values())
    if gaps:
        raise Incomplete(gaps[0], gaps)
    db.write(authority, values)
    if values.get("search_asked_on") and authority.search_asked_by_id is None:
        authority.search_asked_by_id = by.id
    trail.record(Action.CHECK_AUTHORITY, authority, by=by, changed=", ".join(sorted(values)))


def say_covers(authority: Authority, decision: Decision, covers: str, *, by: User) -> None:
    """Say whether what it covers takes in this decision: yes, no or not-sure. Raises NotFound for another person's."""
    require(by, Action.CHECK_AUTHORITY, authority)
    if decision.person_id != authority.person_id:
        raise NotFound()
    authority.covers = {**(authority.covers or {}), str(decision.id): covers}
    trail.record(Action.CHECK_AUTHORITY, authority, by=by, decision=decision.id)


def gaps_in(values: Mapping[str, Any]) -> dict[str, str]:
    """What cannot be, by the value it is wrong in."""
    ahead = {name: AHEAD for name in DATES if values.get(name) and str(values[name]) > today().isoformat()}
    unasked = bool(values.get("search_answered_on")) and not values.get("search_asked_on")
    return ahead | ({"search_asked_on": UNASKED} if unasked else {})
