"""Views voice by voice, whether there is agreement, and the decision made by the one who makes it."""

from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.decisions import services
from riskpanel.decisions.models import Decision, View
from riskpanel.decisions.voices import around, differences, joined
from riskpanel.errors import Incomplete, NotFound, NotNow, Refused
from riskpanel.people import services as people_services
from riskpanel.trail.models import TrailEvent
from tests.stories import World, a_decision, a_view

SAID = {"wants": "To go with Kay", "hopes": "To see the sea", "worries": "Missing the train", "stance": "agrees"}
DECIDED = {"decided": "Rosa goes with Kay on Saturday", "decided_reasons": "It is her wish and the risk is planned for",
           "decided_on__day": "1", "decided_on__month": "11", "decided_on__year": "2026"}


def home(decision: Decision) -> str:
    return f"/decisions/{decision.id}"


def again(decision: Decision) -> Decision:
    """The decision as it stands in the database now."""
    db.begin(writing=True)
    return db.session.get_one(Decision, decision.id)


def test_the_persons_card_stands_first_even_when_it_is_blank(browse: Any, people: World) -> None:
    decision = a_decision(people)
    a_view(people, decision)
    page = browse("sam").get(f"{home(decision)}/views")
    assert page.index(">Rosa<span") < page.index(">Ana Delgado<span")
    assert "No view recorded yet: Rosa." in page


def test_every_voice_is_asked_the_same_questions(browse: Any, people: World) -> None:
    decision = a_decision(people)
    a_view(people, decision)
    page = browse("sam").get(f"{home(decision)}/views")
    for question in ("What do they want to happen?", "What do they hope will come of it?", "What worries them?",
                     "Do they agree with what is proposed?", "Why?"):
        assert page.count(f">{question}</dt>") == 2


def test_the_persons_view_is_recorded_once_and_then_changed(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    sam.post(f"{home(decision)}/views/person", **SAID, status=303)
    view = db.session.query(View).one()
    assert sam.http.get(f"{home(decision)}/views/person").location == f"/views/{view.id}"
    sam.post(f"/views/{view.id}", **SAID | {"stance": "partly"}, status=303)
    assert "Agrees in part: Rosa." in sam.get(f"{home(decision)}/views")


def test_two_colleagues_recording_the_persons_view_lose_nothing(browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = f"{home(decision)}/views/person"
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(page)
    mo.post(page, **SAID, status=303)
    refused = sam.send(page, **opened, **SAID | {"wants": "To go alone"}, status=409)
    assert "To go alone" in refused.text
    assert db.session.query(View).count() == 1


def test_those_around_the_person_are_offered_and_named_until_they_are_asked(browse: Any, people: World) -> None:
    people_services.add_connection(people.person, {"name": "Ana Delgado", "kind": "family", "relation": "my sister"},
                                   by=people.sam)
    people_services.add_authority(people.person, {"kind": "imca", "holder": "Noor Aziz", "state": "instructed"},
                                  by=people.sam)
    decision = a_decision(people)
    sam = browse("sam")
    assert "Ana Delgado, my sister" in sam.get(f"{home(decision)}/views/add")
    assert "No view recorded yet: Rosa, Ana Delgado and Noor Aziz." in sam.get(f"{home(decision)}/views")
    sam.post(f"{home(decision)}/views/add", name="Ana Delgado", voice="family", stance="disagrees", status=303)
    page = sam.get(f"{home(decision)}/views")
    assert "Does not agree: Ana Delgado." in page
    assert "No view recorded yet: Rosa and Noor Aziz." in page


def test_somebody_nobody_had_recorded_can_be_named(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    sam.post(f"{home(decision)}/views/add", name="Kay Lund", voice="friend", stance="agrees", status=303)
    assert "Agrees: Kay Lund." in sam.get(f"{home(decision)}/views")


def test_differences_are_told_in_words_with_the_person_first(people: World) -> None:
    decision = a_decision(people)
    a_view(people, decision, name="Kay Lund", voice="friend", stance="agrees")
    a_view(people, decision, name="Rosa", voice="person", stance="agrees")
    a_view(people, decision)
    assert differences(decision) == ["Agrees: Rosa and Kay Lund.", "Does not agree: Ana Delgado."]


def test_names_are_joined_as_a_sentence_has_them() -> None:
    assert (joined(["Ana"]), joined(["Ana", "Tom", "Rosa"])) == ("Ana", "Ana, Tom and Rosa")


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("voice", "everybody", "Choose one of the listed answers"),
    ("voice", "person", "Choose one of the listed answers"),
    ("stance", "yes", "Choose one of the listed answers"),
    ("stance", "", "Choose whether they agree"),
    ("name", "", "Choose whose view this is"),
    ("wants", "x" * 4001, "must be 4,000 characters or fewer"),
    ("worries", "the\x00 sea", "held a hidden character"),
])
def test_a_view_that_cannot_be_right_stays_on_the_page(
        browse: Any, people: World, field: str, typed: str, said: str) -> None:
    fields = {"name": "Kay Lund", "voice": "friend", "reasons": "She has been before", **SAID, field: typed}
    answer = browse("sam").post(f"{home(a_decision(people))}/views/add", **fields, status=422)
    assert said in answer.text
    assert "She has been before" in answer.text
    assert db.session.query(View).count() == 0


def test_a_view_is_shown_as_it_was_typed_and_runs_nothing(browse: Any, people: World) -> None:
    decision = a_decision(people)
    a_view(people, decision, wants="<script>alert(1)</script>")
    page = browse("sam").get(f"{home(decision)}/views")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_two_people_changing_a_view_see_both_versions(browse: Any, people: World) -> None:
    decision = a_decision(people)
    view = a_view(people, decision)
    page, kept = f"/views/{view.id}", {"name": "Ana Delgado", "voice": "family", "stance": "disagrees"}
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(page)
    mo.post(page, **kept, worries="She got lost in May", status=303)
    refused = sam.send(page, **opened, **kept, worries="She might get lost", status=409)
    assert "She got lost in May" in refused.text
    assert "She might get lost" in refused.text


def test_a_view_of_another_teams_person_is_not_there(browse: Any, people: World) -> None:
    view = a_view(people, a_decision(people))
    browse("ines").get(f"/views/{view.id}", status=404)
    browse("sam").get("/views/00000000-0000-0000-0000-000000000000", status=404)


def test_a_decision_maker_reads_views_and_does_not_write_them(browse: Any, people: World) -> None:
    decision = a_decision(people, colleague=str(people.dee.id))
    dee = browse("dee")
    assert "Record another view" not in dee.get(f"{home(decision)}/views")
    dee.get(f"{home(decision)}/views/add", status=403)
    dee.get(f"{home(decision)}/agreement", status=403)


def test_no_agreement_says_what_comes_next_and_holds_up_no_other_road(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    refused = sam.post(f"{home(decision)}/agreement", agreement="not-agreed", status=422)
    assert "Say what is not agreed, and by whom" in refused.text
    told = {"agreement": "not-agreed", "agreement_reasons": "Ana fears the journey"}
    sam.post(f"{home(decision)}/agreement", **told, status=303)
    page = sam.get(f"{home(decision)}/views")
    for words in ("Talk with Mo Bright first", "constructive challenge", "Court of Protection", "complaint",
                  "safeguarding concern", "Ana fears the journey", "Rosa’s own view is not recorded"):
        assert words in page
    assert "There is no agreement" in sam.get(home(decision))


def test_those_not_asked_are_to_be_asked_until_everybody_has_been(browse: Any, people: World) -> None:
    decision = a_decision(people)
    names = tuple(around(decision.person))
    sam = browse("sam")
    ask, all_asked = "Ask those who have not been asked, Rosa", "Everybody has been asked"
    assert ask in sam.get(f"{home(decision)}/views")
    sam.post(f"{home(decision)}/views/person", **SAID, status=303)
    for name in names:
        assert ask in sam.get(f"{home(decision)}/views")
        sam.post(f"{home(decision)}/views/add", **SAID, voice="family", name=name, status=303)
    assert all_asked in sam.get(f"{home(decision)}/views")


def test_agreement_leaves_the_decision_with_its_maker(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    sam.post(f"{home(decision)}/agreement", agreement="agreed", status=303)
    assert "It stays with Mo Bright" in sam.get(f"{home(decision)}/views")


def test_a_stale_agreement_shows_both_versions(browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = f"{home(decision)}/agreement"
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(page)
    mo.post(page, agreement="agreed", agreement_reasons="Everyone spoke", status=303)
    refused = sam.send(page, **opened, agreement="not-agreed", agreement_reasons="Ana did not", status=409)
    assert "Everyone spoke" in refused.text
    assert "Ana did not" in refused.text


@pytest.mark.parametrize(("agreement", "reasons"), [("perhaps", "x"), ("not-agreed", " ")])
def test_a_service_wants_a_known_answer_and_reasons_for_none(people: World, agreement: str, reasons: str) -> None:
    with pytest.raises(Incomplete):
        services.record_agreement(a_decision(people), agreement, reasons, by=people.sam)


def test_only_the_named_decision_maker_records_the_decision(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam, mo = browse("sam"), browse("mo")
    sam.get(f"{home(decision)}/decide", status=403)
    with pytest.raises(Refused):
        services.decide(again(decision), {}, by=people.sam)
    mo.post(f"{home(decision)}/decide", **DECIDED, status=303)
    page = sam.get(home(decision))
    assert "Rosa goes with Kay on Saturday" in page
    assert "1 November 2026" in page


def test_a_decision_made_elsewhere_is_recorded_as_told(browse: Any, people: World) -> None:
    decision = a_decision(people, colleague="", decision_maker_name="Dr Ife Obi", decision_maker_role="Consultant")
    sam = browse("sam")
    assert "Record the decision as told" in sam.get(f"{home(decision)}/decide")
    sam.post(f"{home(decision)}/decide", **DECIDED, status=303)
    event = db.session.query(TrailEvent).filter_by(action=Action.DECIDE.value).one()
    assert event.details == {"as_told": True}


@pytest.mark.parametrize(("more", "said"), [
    ({"decided": ""}, "Write what was decided"),
    ({"decided_reasons": ""}, "Write the reasons for the decision"),
    ({"decided_on__year": "2999"}, "must be today or earlier"),
    ({"decided_on__day": "", "decided_on__month": "", "decided_on__year": ""}, "Enter the date on which it was"),
])
def test_a_decision_wants_reasons_and_a_date_that_has_come(
        browse: Any, people: World, more: dict[str, str], said: str) -> None:
    decision = a_decision(people)
    assert said in browse("mo").post(f"{home(decision)}/decide", **DECIDED | more, status=422).text
    assert again(decision).state == "open"


@pytest.mark.parametrize("values", [
    {}, {"decided": "a", "decided_reasons": "b"}, {"decided": "a", "decided_reasons": "b", "decided_on": "2999-01-01"}])
def test_a_service_wants_them_too(people: World, values: dict[str, str]) -> None:
    with pytest.raises(Incomplete):
        services.decide(a_decision(people), values, by=people.mo)


def test_once_decided_views_are_closed_but_the_decision_can_be_made_again(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam, mo = browse("sam"), browse("mo")
    mo.post(f"{home(decision)}/decide", **DECIDED, status=303)
    for page in ("/views/add", "/agreement", "/change", "/meanwhile", "/not-applicable/capacity"):
        sam.get(home(decision) + page, status=409)
    mo.post(f"{home(decision)}/decide", **DECIDED | {"decided": "They go on Sunday"}, status=303)
    assert "They go on Sunday" in sam.get(home(decision))


def test_an_unknown_step_cannot_be_skipped_and_a_skipped_one_wants_a_reason(people: World) -> None:
    decision = a_decision(people)
    with pytest.raises(NotFound):
        services.skip_step(decision, "views", "no need", by=people.sam)
    with pytest.raises(Incomplete):
        services.skip_step(decision, "capacity", " ", by=people.sam)


def test_a_decision_that_is_made_does_not_skip_steps(people: World) -> None:
    decision = a_decision(people)
    services.decide(decision, {"decided": "a", "decided_reasons": "b", "decided_on": "2026-11-01"}, by=people.mo)
    with pytest.raises(NotNow):
        services.skip_step(decision, "capacity", "no reason to doubt it", by=people.sam)


def test_the_trail_holds_no_words_about_the_person(browse: Any, people: World) -> None:
    a_view(people, a_decision(people))
    told = " ".join(str(event.details) for event in db.session.query(TrailEvent))
    for words in ("Whitby", "Ana", "lost", "sea"):
        assert words not in told
    assert trail.verify().whole
