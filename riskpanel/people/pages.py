"""What pages say about a person: the banner that goes with them everywhere."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from riskpanel.people.forms import AUTHORITIES, STATES
from riskpanel.people.models import Authority, Person

SHOWN_AS = {"attorney": "attorney", "deputy": "deputy", "advance-decision": "advance_decision", "imca": "advocate",
            "care-act-advocate": "advocate", "other-advocate": "advocate"}


def about(person: Person) -> dict[str, Any]:
    """The banner's words: who they are, how to be in touch, and who may speak for them."""
    said: dict[str, Any] = {
        "preferred_name": person.known_as,
        "pronouns": person.pronouns,
        "reference": person.reference,
        "href": url_for("people.person", person_id=person.id),
        "restricted": person.restricted,
        "communicates": person.communication_needs,
        "contact": person.contact_how,
        "contact_not": person.contact_how_not,
        "interpreter": person.interpreter,
    }
    return said | _authorities(person.authorities)


def _authorities(authorities: Iterable[Authority]) -> dict[str, str]:
    """Each kind of authority in words, several joined."""
    words: dict[str, list[str]] = {}
    for one in authorities:
        place = SHOWN_AS.get(one.kind) or SHOWN_AS[one.kind.partition("-")[0]]
        words.setdefault(place, []).append(_in_words(one))
    return {place: "; ".join(said) for place, said in words.items()}


def _in_words(one: Authority) -> str:
    """Who, for what, and where it stands; nobody is named where it was checked that there is none."""
    said = f"{AUTHORITIES[one.kind]}, {STATES[one.state].lower()}"
    return f"{one.holder}: {said}" if one.holder else said
