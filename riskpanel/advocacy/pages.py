"""What the pages about advocates say, and what they add to the person's and the decision's pages and to My work."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.advocacy import queries
from riskpanel.advocacy.due import KINDS, Due, may_be_due
from riskpanel.advocacy.forms import DUTIES, STEPS
from riskpanel.assessments.facts import tells_the_rules
from riskpanel.assessments.queries import records_of
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Advocate, Person
from riskpanel.people.pages import waited_words
from riskpanel.people.queries import advocates_waited_for
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed
from riskpanel.workflow import ADVOCATE

DUTY_WORDS = {"must": "The law may require one", "may": "The law allows one"}
ASK = "Ask for an advocate"


def advocate_url(advocate: Advocate, view: str = "advocate", **more: Any) -> str:
    return url_for(f"advocacy.{view}", advocate_id=advocate.id, **more)


def stands(advocate: Advocate) -> str:
    """Where it stands, and for one that is waited for, how long it has been."""
    state = ADVOCATE.states[advocate.state]
    return f"{state} {waited_words(advocate)}" if advocate.waits else state


def rows(advocate: Advocate) -> list[dict[str, Any]]:
    """Everything recorded, in the order in which it happens."""
    told: Sequence[tuple[str, Any]] = (
        ("Kind", KINDS[advocate.kind]),
        ("Where it stands", stands(advocate)),
        ("How the law stands, as the record has it", DUTIES.get(advocate.duty, "")),
        ("Why", advocate.because),
        ("Called for since", _day(advocate.due_since)),
        ("Asked for on", _day(advocate.asked_on)),
        ("Asked of", advocate.asked_of),
        ("The advocate", advocate.name),
        ("How to reach them", advocate.contact),
        ("Instructed on", _day(advocate.instructed_on)),
        ("Declined because", advocate.declined_because),
        ("Report received on", _day(advocate.reported_on)),
        ("What the report says", advocate.report),
        ("How it was taken into account", advocate.answer),
        ("Ended on", _day(advocate.ended_on)),
        ("Ended because", advocate.ended_because),
    )
    return [{"key": key, "value": value} for key, value in told if value]


def _day(day: Any) -> str:
    return str(date_words(day)) if day else ""


def steps(advocate: Advocate, user: Any) -> list[dict[str, str]]:
    """What may be said next of this advocate, by this user."""
    return [{"text": title, "href": advocate_url(advocate, "step", step=step)}
            for step, (title, form) in STEPS.items()
            if ADVOCATE.allows(form.action, advocate.state) and may(user, form.action, advocate)]


# ---- May one be due?

def due_words(way: Due) -> str:
    """Why an advocate may be due, never that one is."""
    sections = "; ".join(rules().sources[id].title for id in way.sources)
    return f"{KINDS[way.kind]}: {DUTY_WORDS[way.duty].lower()}, because {way.because}. {sections}."


def _ask_url(person: Person, way: Due | None, decision_id: uuid.UUID | None) -> str:
    return url_for("advocacy.ask", person_id=person.id, decision=decision_id, due=way.id if way else None)


def _section(person: Person, advocates: Iterable[Advocate], ways: Mapping[uuid.UUID, Sequence[Due]],
             user: Any, decision_id: uuid.UUID | None = None) -> Section:
    """The advocates, and the ways in which one may be due, each with one action to ask."""
    due = [(one, way) for one, every in ways.items() for way in every]
    lines = [*(_line(one) for one in advocates), *(Line(due_words(way), "", "May be due") for _one, way in due)]
    asks = [Line(f"Ask for one: {KINDS[way.kind].lower()}" if len(due) > 1 else ASK, _ask_url(person, way, one))
            for one, way in due] or [Line(ASK, _ask_url(person, None, decision_id))]
    allowed = may(user, Action.ASK_ADVOCATE, person)
    return Section("Advocates", tuple(lines), tuple(asks) if allowed else (),
                   "No advocate has been asked for, and nothing recorded so far calls for one.")


def _line(advocate: Advocate) -> Line:
    since = f"Called for since {date_words(advocate.due_since)}. " if advocate.due_since and advocate.waits else ""
    who = f"{advocate.name}: " if advocate.name else ""
    return Line(f"{who}{KINDS[advocate.kind]}", advocate_url(advocate), stands(advocate),
                f"{since}Asked for on {date_words(advocate.asked_on)}.")


@adds_to("person")
def on_the_persons_page(person: Person, user: Any) -> Iterable[Section]:
    """The person's advocates, and what the records of their open decisions show."""
    found = queries.records_by_decision(person, user)
    ways = {decision_id: may_be_due(person, records) for decision_id, records in found.items()}
    yield _section(person, person.advocates, ways, user)


@adds_to("decision")
def on_the_decisions_page(decision: Decision, user: Any) -> Iterable[Section]:
    """The advocates for this decision or for none in particular, and whether its records show one to be due."""
    person = decision.person
    own = [one for one in person.advocates if one.decision_id in (decision.id, None)]
    ways = may_be_due(person, records_of(decision)) if decision.state == "open" else []
    yield _section(person, own, {decision.id: ways}, user, decision.id)


# ---- My work, and what the rules are told

@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """The advocates this user waits for, and the reports that wait for an answer."""
    return [_owed(one) for one in advocates_waited_for(user)]


def _owed(advocate: Advocate) -> Owed:
    about = advocate.person.listed_as
    if advocate.waits:
        text = f"{KINDS[advocate.kind]}, asked for {waited_words(advocate)}"
        return Owed(about, text, advocate_url(advocate), "Say what came of it",
                    waiting_for=advocate.asked_of or "An advocacy service")
    return Owed(about, "Say how the advocate’s report was taken into account",
                advocate_url(advocate, "step", step="answer"), "Answer")


@tells_the_rules
def told_to_the_rules(decision: Decision) -> Mapping[str, Any]:
    """Since when an advocate for this decision is waited for, and whether a report waits for an answer."""
    own = [one for one in decision.person.advocates if one.decision_id in (decision.id, None)]
    waiting = [one.asked_on for one in own if one.waits]
    return {"advocate_asked_on": min(waiting) if waiting else None,
            "advocate_report_unanswered": any(one.state == "reported" for one in own)}
