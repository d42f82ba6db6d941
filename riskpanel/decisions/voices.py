"""The views about a decision, voice by voice: cards that ask the same of each, and the differences in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for

from riskpanel.decisions.forms import STANCES, VOICES, PersonViewForm
from riskpanel.decisions.models import Decision, View
from riskpanel.people.models import Connection, Person

STANDS = {
    "agreed": "There is agreement",
    "not-agreed": "There is no agreement",
    "not-yet": "It is not known yet whether there is agreement",
}
QUESTIONS = ("wants", "hopes", "worries", "stance", "reasons")
SPEAKS_FOR = ("attorney", "deputy", "imca", "care", "other")
ASIDE = ("A constructive challenge or a panel never has to come first. Going to the Court of Protection, making a "
         "complaint and raising a safeguarding concern stay open to everyone, now.")


@dataclass(frozen=True)
class Card:
    """What one voice says: who, and each question with its answer in words."""

    name: str
    who: str
    rows: tuple[dict[str, str], ...]
    href: str
    blank: bool = False


def cards(decision: Decision) -> list[Card]:
    """The person's card first, there even when it is blank; then the others as they were recorded."""
    theirs = decision.persons_view
    others = [_card(view) for view in decision.views if view is not theirs]
    return [_card(theirs) if theirs else _blank(decision), *others]


def _card(view: View) -> Card:
    answers = {name: getattr(view, name) for name in QUESTIONS} | {"stance": STANCES[view.stance]}
    rows = tuple({"key": words, "value": answers[name]} for name, words in questions().items())
    return Card(_name(view), VOICES[view.voice], rows, url_for("decisions.change_view", view_id=view.id))


def _blank(decision: Decision) -> Card:
    rows = tuple({"key": words, "value": ""} for words in questions().values())
    href = url_for("decisions.add_persons_view", decision_id=decision.id)
    return Card(decision.person.known_as, VOICES["person"], rows, href, blank=True)


def questions() -> dict[str, str]:
    """The questions asked of every voice, by column."""
    return {name: getattr(PersonViewForm, name).args[0] for name in QUESTIONS}


def around(person: Person) -> dict[str, str]:
    """Those who may have a view, by name: people around the person, then those who have authority to speak for them."""
    near = {one.name: _described(one) for one in person.connections if one.ended_on is None}
    speaking = {one.holder: one.holder for one in person.authorities
                if one.kind.partition("-")[0] in SPEAKS_FOR and one.state != "ended"}
    speaking |= {one.name: f"{one.name}, advocate" for one in person.advocates if one.in_place}
    return near | {name: words for name, words in speaking.items() if name not in near}


def _described(one: Connection) -> str:
    return f"{one.name}, {one.relation}" if one.relation else one.name


def differences(decision: Decision) -> list[str]:
    """Who agrees, who does not, and who has not been asked: a sentence each."""
    said = [_sentence(STANCES[stance], _names(decision, stance)) for stance in STANCES]
    silent = [] if decision.persons_view else [decision.person.known_as]
    return [line for line in (*said, _sentence("No view recorded yet", silent + not_heard(decision))) if line]


def not_heard(decision: Decision) -> list[str]:
    """Those around the person whose view is not here, by name."""
    heard = {view.name.casefold() for view in decision.views}
    return [name for name in around(decision.person) if name.casefold() not in heard]


def _names(decision: Decision, stance: str) -> list[str]:
    first = sorted(decision.views, key=lambda view: view.voice != "person")
    return [_name(view) for view in first if view.stance == stance]


def _name(view: View) -> str:
    return view.person.known_as if view.voice == "person" else view.name


def _sentence(words: str, names: Sequence[str]) -> str:
    return f"{words}: {joined(names)}." if names else ""


def joined(names: Iterable[str]) -> str:
    """Names as a sentence has them: Ana, Tom and Rosa."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def agreement_words(decision: Decision) -> str:
    return STANDS[decision.agreement]


def comes_next(decision: Decision) -> list[str]:
    """What follows from there being agreement, or none; for a decision that is open."""
    reach = f" ({', '.join(decision.how_to_reach)})" if decision.how_to_reach else ""
    known = {"decider": decision.decider, "reach": reach, "person": decision.person.known_as}
    return [line.format(**known) for line in (*_unheard(decision), *NEXT[decision.agreement])]


def _unheard(decision: Decision) -> tuple[str, ...]:
    """Who is still to be asked; agreement among others is not the person's."""
    if decision.agreement == "not-yet":
        asked = decision.persons_view and not not_heard(decision) and not _names(decision, "not-asked")
        return (ALL_HEARD if asked else ASK,)
    return () if decision.persons_view else (NOT_THEIRS,)


ASK = "Ask those who have not been asked, {person} before anybody else."
ALL_HEARD = "Everybody has been asked: say whether there is agreement."
NOT_THEIRS = "{person}’s own view is not recorded. What others agree does not stand for it."


NEXT = {
    "agreed": (
        "The decision can be recorded. It stays with {decider}, agreement or not.",
        "Anyone may change their mind: if they do, change their view and this answer.",
    ),
    "not-agreed": (
        "Talk with {decider} first{reach}.",
        "If that does not settle it, start a constructive challenge or ask the panel, from the page of the decision.",
        "Write what happens until it is decided, so that {person} is not left waiting in between.",
        ASIDE,
    ),
    "not-yet": (
        "The decision stays with {decider}{reach}.",
    ),
}
