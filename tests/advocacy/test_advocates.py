"""Advocates: asked for, waited for where everyone sees it, answered; and where the record says one may be due."""

from datetime import date, datetime
from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.advocacy import services
from riskpanel.advocacy.due import may_be_due
from riskpanel.assessments import services as assessments
from riskpanel.assessments.facts import about_person, bundle
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.clock import at, today
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.people.models import Advocate, Authority, Person
from riskpanel.people.pages import speaks
from tests.stories import World, a_decision

ASKED = {"kind": "imca", "duty": "must", "because": "She may move for good", "asked_on": date(2026, 11, 2),
         "asked_of": "North Voices"}


@pytest.fixture
def person(people: World) -> Person:
    return db.session.get_one(Person, people.person.id)


@pytest.fixture
def advocate(people: World, person: Person) -> Advocate:
    made = services.ask(person, ASKED, by=people.sam)
    db.commit()
    return made


def in_place(advocate: Advocate, people: World) -> Advocate:
    services.move(advocate, Action.INSTRUCT_ADVOCATE, {"name": "Ada Bell", "instructed_on": date(2026, 11, 9)},
                  by=people.sam)
    db.commit()
    return advocate


def record(questionnaire: str, **answers: Any) -> Assessment:
    rows = [Answer(question=name, value=value, entry="", position=0, removed=False) for name, value in answers.items()]
    return Assessment(questionnaire=questionnaire, answers=rows)


def due(person: Person, *records: Assessment) -> list[str]:
    return [way.id for way in may_be_due(person, records)]


def dated(name: str, day: date | None = None) -> dict[str, str]:
    """A date as its three boxes send it; today unless it is given."""
    day = day or today()
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def page(advocate: Advocate) -> str:
    return f"/advocates/{advocate.id}"


# ---- May one be due?

LONG_STAY = {"serious_kind": ["care-home-8-weeks"], "someone_to_consult": "no"}


def test_a_long_stay_with_nobody_to_consult_may_call_for_one(person: Person) -> None:
    assert due(person, record("best-interests", **LONG_STAY)) == ["care-home"]


@pytest.mark.parametrize("instead", [{"someone_to_consult": "yes"}, {"serious_kind": ["none"]}, {"imca": "exception"}])
def test_somebody_to_consult_a_short_stay_or_an_exception_does_not(person: Person, instead: dict[str, Any]) -> None:
    assert due(person, record("best-interests", **LONG_STAY | instead)) == []


def test_the_persons_page_counts_where_the_record_is_not_sure(person: Person) -> None:
    person.unbefriended = "yes"
    unsure = LONG_STAY | {"someone_to_consult": "not-sure"}
    assert due(person, record("best-interests", **unsure)) == ["care-home"]


def test_an_attorney_for_welfare_who_was_seen_is_an_exception(person: Person) -> None:
    person.authorities = [Authority(kind="attorney-welfare", state="seen")]
    assert due(person, record("best-interests", **LONG_STAY)) == []


def test_in_safeguarding_one_may_be_asked_for_even_with_family(person: Person) -> None:
    records = record("best-interests", serious_kind=["safeguarding"], someone_to_consult="yes")
    assert due(person, records) == ["safeguarding"]


def test_hard_to_take_part_and_nobody_suitable_calls_for_a_care_act_advocate(person: Person) -> None:
    assert due(person, record("framing", advocate_needed="yes", appropriate_person="paid")) == ["taking-part"]
    assert due(person, record("framing", advocate_needed="yes", appropriate_person="yes")) == []


def test_once_one_is_asked_for_the_page_no_longer_says_that_one_may_be_due(person: Person, advocate: Advocate) -> None:
    assert due(person, record("best-interests", **LONG_STAY)) == []


def test_the_pages_say_why_and_offer_to_ask(browse: Any, people: World) -> None:
    decision = a_decision(people)
    framing = assessments.start(decision.id, "framing", by=people.sam)
    assessments.save_answers(framing, {"advocate_needed": "yes", "appropriate_person": "none"}, by=people.sam)
    db.commit()
    sam = browse("sam")
    for where in (f"/decisions/{decision.id}", f"/people/{people.person.id}"):
        shown = sam.get(where)
        assert "May be due" in shown, where
        assert "the record names nobody suitable to help instead" in shown
        assert "section 67" in shown
        assert "due=taking-part" in shown


# ---- Asking, and what comes of it

def test_asking_is_recorded_and_the_wait_is_shown_wherever_the_person_is(browse: Any, people: World) -> None:
    sam = browse("sam")
    asked = sam.post(f"/people/{people.person.id}/advocates/ask?due=care-home", kind="imca", duty="must",
                     because="A long stay", asked_of="North Voices", status=303, **dated("asked_on"))
    assert "Asked for today" in sam.get(asked.location)
    assert "Advocate: asked for today" in sam.get(f"/people/{people.person.id}")
    assert "North Voices" in sam.get("/")


def test_the_wait_is_told_in_working_days(person: Person, advocate: Advocate) -> None:
    with at(datetime.fromisoformat("2026-11-18T10:00+00:00")):
        assert speaks(person) == ["Advocate: asked for 12 working days ago"]


@pytest.mark.parametrize("wrong", [{"because": ""}, {"asked_on-day": ""}, {"asked_on-day": "99"}])
def test_asking_without_a_reason_or_a_date_is_refused_and_keeps_what_was_typed(
        browse: Any, people: World, wrong: dict[str, str]) -> None:
    fields = {"kind": "imca", "because": "A long stay", "asked_of": "North Voices"} | dated("asked_on") | wrong
    refused = browse("sam").post(f"/people/{people.person.id}/advocates/ask", status=422, **fields)
    assert "North Voices" in refused.text


def test_a_date_in_the_future_is_refused(people: World, person: Person) -> None:
    with pytest.raises(Incomplete, match="future"):
        services.ask(person, ASKED | {"asked_on": date(2999, 1, 1)}, by=people.sam)


def test_the_road_from_asking_to_an_answered_report(browse: Any, people: World, advocate: Advocate) -> None:
    sam, address = browse("sam"), page(advocate)
    sam.post(f"{address}/instructed", name="Ada Bell", status=303, **dated("instructed_on"))
    sam.post(f"{address}/report", report="Try home first", status=303, **dated("reported_on"))
    assert "Say how the advocate’s report was taken into account" in sam.get("/")
    assert "Try home first" in sam.get(f"{address}/answer")
    sam.post(f"{address}/answer", answer="A trial of two weeks", status=303)
    shown = sam.get(address)
    assert "Report answered" in shown
    assert "A trial of two weeks" in shown
    assert trail.verify().whole


def test_a_step_out_of_its_order_is_refused(browse: Any, people: World, advocate: Advocate) -> None:
    with pytest.raises(NotNow):
        services.move(advocate, Action.RECEIVE_REPORT, {"report": "x", "reported_on": date(2026, 11, 9)}, by=people.sam)
    browse("sam").get(f"{page(advocate)}/report", status=409)
    browse("sam").get(f"{page(advocate)}/horoscope", status=404)


def test_one_that_was_declined_no_longer_counts_and_may_be_asked_for_again(
        people: World, person: Person, advocate: Advocate) -> None:
    services.move(advocate, Action.DECLINE_ADVOCATE, {"declined_because": "No capacity until spring"}, by=people.sam)
    assert speaks(person) == []
    assert due(person, record("best-interests", **LONG_STAY)) == ["care-home"]
    in_place(advocate, people)
    assert speaks(person) == ["Advocate: Ada Bell, in place"]


def test_another_team_neither_sees_nor_changes_it(browse: Any, people: World, advocate: Advocate) -> None:
    ines = browse("ines")
    ines.get(page(advocate), status=404)
    ines.get(f"/people/{people.person.id}/advocates/ask", status=404)
    with pytest.raises(Refused):
        services.move(advocate, Action.DECLINE_ADVOCATE, {"declined_because": "x"}, by=people.ines)


def test_two_people_saying_what_came_of_it_see_both(browse: Any, people: World, advocate: Advocate) -> None:
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(f"{page(advocate)}/instructed")
    mo.post(f"{page(advocate)}/declined", declined_because="Nobody free", status=303)
    refused = sam.send(f"{page(advocate)}/instructed", **opened, name="Ada Bell", **dated("instructed_on"))
    assert refused.status_code == 409


# ---- What the rules are told

def test_the_rules_are_told_of_the_wait_and_of_the_unanswered_report(people: World, person: Person) -> None:
    decision = a_decision(people)
    framing = assessments.start(decision.id, "framing", by=people.sam)
    advocate = services.ask(person, ASKED, by=people.sam)
    db.commit()
    assert about_person(person)["advocate"] == "asked"
    assert bundle(decision, [framing])["decision"]["advocate_asked_on"] == date(2026, 11, 2)
    in_place(advocate, people)
    services.move(advocate, Action.RECEIVE_REPORT, {"report": "x", "reported_on": date(2026, 11, 10)}, by=people.sam)
    told = bundle(decision, [framing])["decision"]
    assert (told["advocate_asked_on"], told["advocate_report_unanswered"]) == (None, "yes")
    assert about_person(person)["advocate"] == "instructed"
