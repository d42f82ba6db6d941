"""Attorneys, deputies and advance decisions: seen by whom, acting how, covering what; and what is not settled."""

from datetime import date, datetime
from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.assessments import services as assessments
from riskpanel.assessments.facts import bundle
from riskpanel.authority import services
from riskpanel.authority.forms import POINTS
from riskpanel.authority.pages import told_to_the_rules, unsettled
from riskpanel.clock import at
from riskpanel.db import earlier_versions
from riskpanel.errors import Incomplete, NotFound, Refused
from riskpanel.people import services as persons
from riskpanel.people.models import Authority, Person
from riskpanel.people.pages import speaks
from riskpanel.rulebook import evaluate
from riskpanel.rulebook.current import rules
from tests.stories import World, a_decision


@pytest.fixture
def person(people: World) -> Person:
    return db.session.get_one(Person, people.person.id)


def named(person: Person, people: World, holder: str = "Rosalind", kind: str = "attorney-welfare",
          **more: Any) -> Authority:
    values = {"kind": kind, "holder": holder, "state": "seen", "registered": "yes", "acting": "alone"} | more
    made = persons.add_authority(person, values, by=people.sam)
    db.commit()
    db.session.expire(person, ["authorities"])
    return made


def page(authority: Authority, part: str = "where-it-stands") -> str:
    return f"/authorities/{authority.id}/{part}"


def test_the_banner_names_each_and_says_whether_the_document_was_seen(
        browse: Any, people: World, person: Person) -> None:
    named(person, people)
    named(person, people, "Peter", state="not-seen")
    told = "Attorneys: Rosalind (seen), Peter (not seen)"
    assert speaks(person) == [told]
    assert told in browse("sam").get(f"/people/{people.person.id}")


def test_one_that_has_ended_is_not_in_the_banner(people: World, person: Person) -> None:
    authority = named(person, people)
    services.note(authority, {"state": "ended", "ended_on": date(2026, 11, 2)}, by=people.sam)
    assert speaks(person) == []


def test_who_has_seen_it_and_when_is_written_and_shown(browse: Any, people: World, person: Person) -> None:
    authority, sam = named(person, people, state="not-seen"), browse("sam")
    assert "The document has not been seen" in sam.get(page(authority))
    sam.post(page(authority, "seen"), state="seen", seen_by="Sam Hale", registered="yes", conditions="Not to sell",
             status=303)
    shown = sam.get(page(authority))
    for words in ("Sam Hale", "Not to sell", "Document seen"):
        assert words in shown
    assert "The document has not been seen" not in shown
    assert trail.verify().whole


def test_earlier_words_are_kept(people: World, person: Person) -> None:
    authority = named(person, people, scope="Where she lives")
    services.note(authority, {"conditions": "First"}, by=people.sam)
    db.commit()
    services.note(authority, {"conditions": "Second"}, by=people.sam)
    db.commit()
    assert "First" in str([kept.values for kept in earlier_versions(authority)])


def test_attorneys_who_must_act_together_while_one_acts_alone_are_told(
        browse: Any, people: World, person: Person) -> None:
    authority = named(person, people, acting="jointly")
    browse("sam").post(page(authority, "acting"), acting="jointly", acts="alone", status=303)
    assert "one acts alone" in browse("sam").get(page(authority))


def test_an_unanswered_register_is_waited_for_in_working_days(browse: Any, people: World, person: Person) -> None:
    authority = named(person, people)
    services.note(authority, {"search_asked_on": date(2026, 11, 2)}, by=people.sam)
    db.commit()
    with at(datetime.fromisoformat("2026-11-18T10:00+00:00")):
        assert speaks(person) == ["Attorney: Rosalind (seen), register asked 12 working days ago"]
        assert unsettled(authority) == ["The register was asked 12 working days ago, and has not answered."]
    assert "Office of the Public Guardian" in browse("sam").get("/")
    answered = {"search_asked_on": date(2026, 11, 2), "search_answered_on": date(2026, 11, 9)}
    services.note(db.session.get_one(Authority, authority.id), answered, by=people.sam)
    db.commit()
    assert "Office of the Public Guardian" not in browse("sam").get("/")


@pytest.mark.parametrize("values", [{"seen_on": date(2999, 1, 1)}, {"search_answered_on": date(2026, 11, 2)}])
def test_a_date_that_cannot_be_is_refused(people: World, person: Person, values: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        services.note(named(person, people), values, by=people.sam)


def test_a_bad_date_is_answered_in_words_and_what_was_typed_is_kept(
        browse: Any, people: World, person: Person) -> None:
    authority = named(person, people)
    fields = {"seen_on-day": "1", "seen_on-month": "1", "seen_on-year": "2999"}
    refused = browse("sam").post(page(authority, "seen"), state="seen", seen_by="Sam Hale", status=422, **fields)
    assert "This date is in the future" in refused.text
    assert "Sam Hale" in refused.text


def test_each_point_of_an_advance_decision_says_what_would_settle_it(
        browse: Any, people: World, person: Person) -> None:
    authority, sam = named(person, people, "In her file", "advance-decision"), browse("sam")
    assert len(unsettled(authority)) == len(POINTS)
    sam.post(page(authority, "points"), **dict.fromkeys(POINTS, "yes") | {"foreseen": "not-sure"}, status=303)
    db.session.expire_all()
    (left,) = unsettled(db.session.get_one(Authority, authority.id))
    assert "Not sure." in left
    assert "section 25(3)" in left


def test_an_attorney_has_no_points_and_an_advance_decision_no_register(
        browse: Any, people: World, person: Person) -> None:
    attorney, advance = named(person, people), named(person, people, "In her file", "advance-decision")
    sam = browse("sam")
    sam.get(page(attorney, "points"), status=404)
    sam.get(page(advance, "search"), status=404)


def test_whether_it_covers_a_decision_is_said_for_that_decision(browse: Any, people: World, person: Person) -> None:
    authority, decision, sam = named(person, people), a_decision(people), browse("sam")
    assert "Not said whether it covers this decision" in sam.get(f"/decisions/{decision.id}")
    sam.post(page(authority, f"covers/{decision.id}"), covers="no", status=303)
    assert "Does not cover this decision" in sam.get(f"/decisions/{decision.id}")
    sam.post(page(authority, f"covers/{decision.id}"), covers="perhaps", status=422)


def test_the_decision_of_somebody_else_is_refused(people: World, person: Person) -> None:
    other = persons.add_person({"name": "Somebody Else"}, by=people.sam)
    db.session.flush()
    with pytest.raises(NotFound):
        services.say_covers(named(other, people), a_decision(people), "yes", by=people.sam)


def test_another_team_neither_sees_nor_writes(browse: Any, people: World, person: Person) -> None:
    authority = named(person, people)
    browse("ines").get(page(authority), status=404)
    browse("ines").get(page(authority, "seen"), status=404)
    with pytest.raises(Refused):
        services.note(db.session.get_one(Authority, authority.id), {"conditions": "x"}, by=people.ines)


def test_the_rules_read_it_from_here(people: World, person: Person) -> None:
    decision = a_decision(people)
    record = assessments.start(decision.id, "framing", by=people.sam)
    authority = named(person, people, acting="jointly")
    services.note(authority, {"acts": "alone", "registered": "no"}, by=people.sam)
    db.commit()
    found = {one.check.id for one in evaluate(rules(), bundle(decision, [record]), "decision") if one.state == "fires"}
    assert {"register-attorney-alone", "register-attorney-unregistered"} <= found


@pytest.mark.parametrize(("kind", "fact"), [("deputy-welfare", "deputy_for_contact"),
                                            ("advance-decision", "advance_decision_clear")])
def test_a_deputy_or_an_advance_decision_counts_once_it_is_taken_to_cover_the_decision(
        people: World, person: Person, kind: str, fact: str) -> None:
    decision, authority = a_decision(people, kind="contact"), named(person, people, kind=kind)
    authority.points = dict.fromkeys(POINTS, "yes")
    person.authorities = [authority]
    assert told_to_the_rules(decision)[fact] is False
    services.say_covers(authority, decision, "yes", by=people.sam)
    assert told_to_the_rules(decision)[fact] is True
