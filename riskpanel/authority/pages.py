"""What the page about a document says: what was found out, what is not settled and what would settle it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.assessments.facts import tells_the_rules
from riskpanel.authority.forms import ACTS, COVERS, PARTS, POINTS, PointsForm, parts_of
from riskpanel.decisions.models import Decision
from riskpanel.people.forms import ACTING, AUTHORITIES, STATES
from riskpanel.people.models import Authority
from riskpanel.people.pages import ago_words
from riskpanel.people.queries import searches_waited_for
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed

UNSURE = ("", "not-sure", None)
REGISTER = "Office of the Public Guardian"


def authority_url(authority: Authority, view: str = "authority", **more: Any) -> str:
    return url_for(f"authority.{view}", authority_id=authority.id, **more)


def by_power(authority: Authority) -> bool:
    """An attorney or a deputy, not an advance decision."""
    return authority.kind.startswith(("attorney", "deputy"))


def acts_alone(authority: Authority) -> bool:
    """They must act together, and one acts alone."""
    return authority.acting == "jointly" and authority.acts == "alone"


# What is not settled, and what would settle it.
OPEN: tuple[tuple[Callable[[Authority], bool], str], ...] = (
    (lambda one: one.state == "not-seen", "The document has not been seen. Ask whoever holds it for a copy."),
    (lambda one: one.kind.startswith("attorney") and one.registered in UNSURE,
     "Nobody has found out whether it is registered. Ask the Public Guardian’s register."),
    (lambda one: one.kind.startswith("attorney") and one.registered == "no",
     "It is not registered, so it gives no authority yet. Ask whether it has been sent to be registered."),
    (lambda one: by_power(one) and one.acting in UNSURE,
     "How they may act is not known. The document or the order says whether it is alone, together or either."),
    (acts_alone, "They must act together, and one acts alone. Ask the others, and write what they say."),
    (lambda one: by_power(one) and one.acting == "jointly" and one.acts in UNSURE,
     "They must act together, and it is not known whether they do. Ask each of them."),
)


def unsettled(authority: Authority) -> list[str]:
    """What is not settled about it, as sentences that say what would settle it."""
    said = [words for holds, words in OPEN if authority.in_force and holds(authority)]
    return said + _waiting(authority) + ([] if by_power(authority) else _points_open(authority))


def _waiting(authority: Authority) -> list[str]:
    if not (authority.search_waits and authority.search_asked_on):
        return []
    return [f"The register was asked {ago_words(authority.search_asked_on)}, and has not answered."]


def _points_open(authority: Authority) -> list[str]:
    """Each point of an advance decision that is not answered as clear, with its section and what would settle it."""
    asked, answers = _questions(), authority.points or {}
    return [f"{asked[name]} {_said(answers.get(name))} {settle} {rules().sources[source].title}."
            for name, (source, settle) in POINTS.items() if answers.get(name) != "yes"]


def _said(answer: str | None) -> str:
    return {"no": "The record says no.", "not-sure": "Not sure."}.get(answer or "", "Not answered yet.")


def _questions() -> dict[str, str]:
    """What each point asks."""
    return {name: getattr(PointsForm, name).args[0] for name in POINTS}


def rows(authority: Authority) -> list[dict[str, Any]]:
    """What is recorded of it."""
    told = (
        ("What it is", AUTHORITIES[authority.kind]),
        ("Who, or where it is kept", authority.holder),
        ("What it covers", authority.scope),
        ("Where it stands", STATES[authority.state]),
        ("Seen by", authority.seen_by),
        ("Seen on", _day(authority.seen_on)),
        ("Registered", COVERS.get(authority.registered, "") if authority.kind.startswith("attorney") else ""),
        ("Conditions and limits", authority.conditions),
        ("They may act", ACTING.get(authority.acting, "")),
        ("They act", ACTS.get(authority.acts, "")),
        ("Register asked on", _day(authority.search_asked_on)),
        ("Register answered on", _day(authority.search_answered_on)),
        ("The answer", authority.search_says),
        ("Revoked or ended on", _day(authority.ended_on)),
    )
    return [{"key": key, "value": value} for key, value in told if value]


def _day(day: Any) -> str:
    return str(date_words(day)) if day else ""


def links(authority: Authority, user: Any) -> list[dict[str, str]]:
    """What this user may write down about it."""
    if not may(user, Action.CHECK_AUTHORITY, authority):
        return []
    return [{"text": PARTS[part][0], "href": authority_url(authority, "part", part=part)}
            for part in parts_of(authority.kind)]


# ---- The decision's page, My work, and what the rules are told

COVERED = {"yes": "Covers this decision", "no": "Does not cover this decision",
           "not-sure": "Not sure whether it covers this decision"}
NOT_SAID = "Not said whether it covers this decision"


@adds_to("decision")
def on_the_decisions_page(decision: Decision, user: Any) -> Iterable[Section]:
    """Each attorney, deputy and advance decision, with whether it covers this decision; nothing where there is none."""
    lines = tuple(_line(one, decision) for one in decision.person.authorities if one.in_force)
    if lines:
        yield Section("Who else may have authority", lines)


def _line(authority: Authority, decision: Decision) -> Line:
    covered = COVERED.get((authority.covers or {}).get(str(decision.id), ""), NOT_SAID)
    who = f"{authority.holder}: " if authority.holder else ""
    first = next(iter(unsettled(authority)), "")
    return Line(f"{who}{AUTHORITIES[authority.kind]}", authority_url(authority, "covers", decision_id=decision.id),
                covered, first)


@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """What this user asked the public register, and it has not answered."""
    return [Owed(one.person.listed_as, f"Register asked {ago_words(one.search_asked_on)} about an attorney or deputy",
                 authority_url(one, "part", part="search"), "Write the answer", waiting_for=REGISTER)
            for one in searches_waited_for(user) if one.search_asked_on]


@tells_the_rules
def told_to_the_rules(decision: Decision) -> Mapping[str, Any]:
    """What the person's page holds of attorneys, deputies and advance decisions, for this decision."""
    known = [one for one in decision.person.authorities if one.in_force]
    covering = [one for one in known if (one.covers or {}).get(str(decision.id)) == "yes"]
    asked = [one.search_asked_on for one in known if one.search_waits and one.search_asked_on]
    return {
        "attorney_unregistered": any(one.kind.startswith("attorney") and one.registered == "no" for one in known),
        "attorney_acting_alone": any(acts_alone(one) for one in known),
        "deputy_for_contact": decision.kind == "contact" and any(one.kind == "deputy-welfare" for one in covering),
        "advance_decision_clear": any(one.kind == "advance-decision" and _clear(one) for one in covering),
        "register_asked_on": min(asked) if asked else None,
    }


def _clear(authority: Authority) -> bool:
    return all((authority.points or {}).get(name) == "yes" for name in POINTS)
