"""What pages say about a person: the banner that goes with them everywhere."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for

from riskpanel.calendar import working_days_between
from riskpanel.clock import today
from riskpanel.people.forms import AUTHORITIES, STATES
from riskpanel.people.models import Advocate, Authority, Person
from riskpanel.rulebook.current import rules

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
    return said | _authorities(person.authorities) | {"speaks": speaks(person)}


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


# ---- Who may speak for them, in few words: for the banner, the queue and the papers

PLURALS = {"attorney": ("Attorney", "Attorneys"), "deputy": ("Deputy", "Deputies"),
           "advance": ("Advance decision", "Advance decisions")}
IN_SHORT = {"seen": "seen", "not-seen": "not seen", "asked": "asked for", "instructed": "in place"}


def speaks(person: Person) -> list[str]:
    """Attorneys, deputies and advance decisions, each seen or not; and any advocate, or how long one is waited for."""
    told = [words for name in PLURALS if (words := _holders(person.authorities, name))]
    return told + [advocate_words(one) for one in person.advocates if one.state not in ("ended", "declined")]


def _holders(authorities: Iterable[Authority], name: str) -> str:
    """Those of one kind: “Attorneys: Rosalind (seen), Peter (not seen)”; nothing where there is none."""
    known = [one for one in authorities if one.kind.startswith(name) and one.state in IN_SHORT and not one.ended_on]
    listed = ", ".join(f"{one.holder} ({IN_SHORT[one.state]})" if one.holder else IN_SHORT[one.state] for one in known)
    return f"{PLURALS[name][len(known) > 1]}: {listed}{_search(known)}" if known else ""


def _search(known: Iterable[Authority]) -> str:
    """How long the public register has been waited for, where it was asked."""
    asked = min((one.search_asked_on for one in known if one.search_waits and one.search_asked_on), default=None)
    return f", register asked {ago_words(asked)}" if asked else ""


def advocate_words(one: Advocate) -> str:
    """Where an advocate stands: how long one has been waited for, or who it is."""
    if one.waits:
        return f"Advocate: asked for {waited_words(one)}"
    reported = {"reported": ", report received and not answered yet", "answered": ", report received and answered"}
    return f"Advocate: {one.name}, in place{reported.get(one.state, '')}"


def waited_words(one: Advocate) -> str:
    """How long ago an advocate was asked for, in working days."""
    return ago_words(one.asked_on)


def ago_words(day: date) -> str:
    """How long ago a day was, in working days."""
    days = max(working_days_between(day, today(), rules().bank_holidays), 0)
    return f"{days} working day{'' if days == 1 else 's'} ago" if days else "today"
