"""Says what is wrong with a panel's terms, in sentences: what they leave out, and what no panel may be given."""

from collections.abc import Iterator, Mapping
from typing import get_args

from riskpanel.access import Role
from riskpanel.rulebook.panel_types import WEEKDAYS, Capacity, PanelType, Sits
from riskpanel.rulebook.problems import no_such
from riskpanel.rulebook.reaching import Shelf

NEVER_DELEGATED: Mapping[str, str] = {
    "capacity": "whether somebody has capacity",
    "liberty": "a deprivation of liberty",
    "deprivation": "a deprivation of liberty",
    "eligib": "need or eligibility",
    "assessed need": "need or eligibility",
}


def problems_of(panel: PanelType, shelf: Shelf) -> Iterator[str]:
    """Everything that is wrong with one panel's terms, each with its remedy."""
    yield from _sitting(panel.sits)
    yield from _doors(panel)
    yield from _power(panel)
    yield from _people(panel, shelf)
    if panel.agenda_due_days > panel.papers_due_days:
        yield ("sends its agenda out before its papers are due. Make agenda_due_days no more than papers_due_days, "
               "which both count back from the sitting.")


def _sitting(sits: Sits) -> Iterator[str]:
    if sits.pattern == "convened":
        return
    if sits.weekday is None:
        yield f"sits {sits.pattern}, and does not say on which day. Add weekday: {', '.join(WEEKDAYS)}."
    if sits.starts is None:
        yield f"sits {sits.pattern}, and does not say at what time. Add starts, like “10:00”."
    if sits.pattern == "monthly" and sits.week is None:
        yield "sits monthly, and does not say in which week. Add week: 1, 2, 3 or 4."
    if sits.pattern == "fortnightly" and (
            sits.counted_from is None or sits.counted_from.weekday() != WEEKDAYS.index(sits.weekday or "monday")):
        yield f"sits fortnightly. Give counted_from: a {(sits.weekday or 'monday').capitalize()} on which it sits."


def _doors(panel: PanelType) -> Iterator[str]:
    """Whoever is turned away is told where to go instead."""
    away = [one for one in get_args(Capacity) if one not in panel.for_capacity]
    away += [] if panel.hears_disputes else ["disputes"]
    for one in away:
        if one not in panel.instead:
            yield f"does not hear “{one}”, and does not say where such a case goes. Add it under instead."
    for one in panel.instead:
        if one not in away:
            yield f"sends “{one}” elsewhere under instead, and hears it. Take one of the two out."


def _power(panel: PanelType) -> Iterator[str]:
    if panel.power == "delegated" and not panel.delegated:
        yield "has delegated power, and does not say what is delegated. List it in delegated."
    if panel.power == "advice" and panel.delegated:
        yield "has power “advice”, and lists something as delegated. Take it out, or set power to “delegated”."
    for said in panel.delegated:
        never = next((never for word, never in NEVER_DELEGATED.items() if word in said.casefold()), "")
        if never:
            yield f"would let a panel decide on {never}: “{said}”. No panel can be given that. Take it out."


def _people(panel: PanelType, shelf: Shelf) -> Iterator[str]:
    roles = {role.value for role in Role}
    for role in (*panel.quorum.roles, *(seat.role for seat in panel.members if seat.role)):
        if role not in roles:
            yield "names " + no_such("role", role, roles)
    for seat in panel.members:
        if seat.specialism and seat.specialism not in shelf.book.specialisms:
            yield "names " + no_such("specialism", seat.specialism, shelf.book.specialisms)
