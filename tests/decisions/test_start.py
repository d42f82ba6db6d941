"""Starting a decision in question: one sentence, one decision-maker, and nothing held up that need not be."""

import uuid
from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.decisions import queries, services
from riskpanel.decisions.models import Decision
from riskpanel.decisions.sentences import sounds_general
from riskpanel.errors import Incomplete, NotFound, Refused
from riskpanel.people.models import Involvement
from tests.stories import World, a_decision

TRAIN = "Whether Rosa goes to Whitby by train on Saturday with one friend"


def asked(people: World, **more: Any) -> dict[str, Any]:
    """A form filled in as a practitioner would."""
    filled = {"sentence": TRAIN, "person_says": "I want to see the sea", "kind": "travel",
              "colleague": str(people.dee.id), "if_nothing": "The fair is missed",
              "needed_by__day": "1", "needed_by__month": "12", "needed_by__year": "2026"}
    return filled | more


def start_page(people: World) -> str:
    return f"/people/{people.person.id}/decisions/start"


def test_a_practitioner_starts_a_decision_and_sees_who_decides_and_how_to_reach_them(
        browse: Any, people: World) -> None:
    sam = browse("sam")
    made = sam.post(start_page(people), **asked(people), status=303)
    page = sam.get(made.location)
    for words in (TRAIN, "Dee Marsh, Service manager", "01632 960000", "dee@elmshire.example", "I want to see the sea",
                  "1 December 2026", "The fair is missed", "Law as at"):
        assert words in page


def test_naming_a_colleague_as_decision_maker_lets_them_see_the_record(browse: Any, people: World) -> None:
    dee = browse("dee")
    dee.get(f"/people/{people.person.id}", status=404)
    made = browse("sam").post(start_page(people), **asked(people), status=303)
    assert TRAIN in dee.get(made.location)
    link = db.session.query(Involvement).filter_by(person_id=people.person.id, user_id=people.dee.id).one()
    assert link.because == "decides"


def test_somebody_elsewhere_may_decide(browse: Any, people: World) -> None:
    elsewhere = {"colleague": "", "decision_maker_name": "Dr Ife Obi",
                 "decision_maker_role": "Consultant, Elm Hospital", "decision_maker_contact": "Ward 4, 01632 960111"}
    sam = browse("sam")
    page = sam.get(sam.post(start_page(people), **asked(people, **elsewhere), status=303).location)
    assert "Dr Ife Obi, Consultant, Elm Hospital" in page
    assert "Ward 4, 01632 960111" in page
    assert "recorded as told" in page


@pytest.mark.parametrize(("more", "said"), [
    ({"sentence": ""}, "Write the decision as one sentence"),
    ({"kind": ""}, "Choose what kind of decision it is"),
    ({"colleague": ""}, "Choose the colleague who decides, or name somebody elsewhere below"),
    ({"decision_maker_name": "Dr Ife Obi"}, "Choose a colleague, or name somebody elsewhere, not both"),
    ({"colleague": "", "decision_maker_role": "Consultant"}, "Enter the name of the one person elsewhere who decides"),
    ({"needed_by__month": "13"}, "Month must be a number from 1 to 12"),
    ({"sentence": "Whether " + "on " * 150}, "must be 300 characters or fewer"),
    ({"kind": "everything"}, "Choose one of the listed answers"),
    ({"colleague": "00000000-0000-0000-0000-000000000000"}, "Choose one of the listed answers"),
    ({"sentence": "Whether she goes\x00 to Whitby by train"}, "held a hidden character"),
])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
        browse: Any, people: World, more: dict[str, str], said: str) -> None:
    answer = browse("sam").post(start_page(people), **asked(people, **more), status=422)
    assert said in answer.text
    assert "I want to see the sea" in answer.text
    assert db.session.query(Decision).count() == 0


def test_an_administrator_is_not_offered_as_decision_maker_and_cannot_be_sent(browse: Any, people: World) -> None:
    sam = browse("sam")
    assert "Adi Cole" not in sam.get(start_page(people))
    sam.post(start_page(people), **asked(people, colleague=str(people.adi.id)), status=422)


def test_a_script_typed_as_the_sentence_is_shown_as_words(browse: Any, people: World) -> None:
    sam = browse("sam")
    made = sam.post(start_page(people), **asked(people, sentence="<script>alert(1)</script> whether to go"), status=303)
    page = sam.get(made.location)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_subject_in_place_of_a_decision_is_asked_about_and_not_refused(browse: Any, people: World) -> None:
    sam = browse("sam")
    made = sam.post(start_page(people), **asked(people, sentence="Capacity"), status=303)
    assert "Is this one decision?" in sam.get(made.location)
    sam.post(f"{made.location}/change", **asked(people), status=303)
    assert "Is this one decision?" not in sam.get(made.location)


@pytest.mark.parametrize("sentence", ["capacity", "Care", "health and welfare", "Care and support needs"])
def test_a_heading_sounds_general(sentence: str) -> None:
    assert sounds_general(sentence)


@pytest.mark.parametrize("sentence", [TRAIN, "Whether to have the flu jab", "Move to Elm Court or stay home"])
def test_a_real_choice_does_not(sentence: str) -> None:
    assert not sounds_general(sentence)


@pytest.mark.parametrize(("kind", "section"), [("sexual-relations", 27), ("marriage", 27), ("voting", 29)])
def test_a_decision_nobody_makes_for_another_adult_shows_what_can_be_done(
        browse: Any, people: World, kind: str, section: int) -> None:
    sam = browse("sam")
    page = sam.get(sam.post(start_page(people), **asked(people, kind=kind), status=303).location)
    assert "Some decisions are never made for another adult" in page
    assert f"Mental Capacity Act 2005, section {section}" in page


def test_a_form_sent_twice_starts_one_decision(browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = {**sam.form(start_page(people)), **{n.replace("__", "-"): v for n, v in asked(people).items()}}
    first, second = sam.send(start_page(people), **fields), sam.send(start_page(people), **fields)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert db.session.query(Decision).count() == 1


@pytest.mark.parametrize("name", ["adi", "dee", "ada", "kit", "joe"])
def test_a_role_that_does_not_record_may_not_start_one(browse: Any, people: World, name: str) -> None:
    browse(name).get(start_page(people), status=403)


def test_another_team_can_neither_start_nor_see_nor_change_one(browse: Any, people: World) -> None:
    decision = a_decision(people)
    ines = browse("ines")
    ines.get(start_page(people), status=404)
    for page in ("", "/change", "/views", "/views/add", "/views/person", "/agreement", "/meanwhile", "/decide",
                 "/not-applicable/capacity"):
        ines.get(f"/decisions/{decision.id}{page}", status=404)
    ines.get(f"/decisions/{uuid.uuid4()}", status=404)


def test_a_service_refuses_another_team_too(people: World) -> None:
    with pytest.raises(Refused):
        services.start_decision(people.person, asked(people), by=people.ines)
    with pytest.raises(NotFound):
        queries.decision(a_decision(people).id, people.ines)


@pytest.mark.parametrize("values", [
    {"sentence": "", "kind": "travel", "decision_maker_name": "Dr Obi"},
    {"sentence": TRAIN, "kind": "flying", "decision_maker_name": "Dr Obi"},
    {"sentence": TRAIN, "kind": "travel"},
])
def test_a_service_wants_a_sentence_a_kind_and_one_decision_maker(people: World, values: dict[str, str]) -> None:
    with pytest.raises(Incomplete):
        services.start_decision(people.person, values, by=people.sam)


def test_the_trail_says_who_started_it_and_is_whole(browse: Any, people: World) -> None:
    decision = a_decision(people)
    browse("sam").get(f"/decisions/{decision.id}")
    assert trail.verify().whole
