"""Records that go deeper: suggested where there is cause, there to be chosen, never owed; and read beside others."""

from typing import Any

import pytest

from riskpanel import db
from riskpanel.assessments import services
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.people import services as people_services
from tests.answering import a_record, fill, started
from tests.stories import World, a_decision

COMES_AND_GOES = "The capacity record says that the ability to decide comes and goes."
PRESSED = "A record says that somebody may be pressing them."


def home(decision: Decision) -> str:
    return f"/decisions/{decision.id}"


def assessed(people: World, decision: Decision, **answers: Any) -> Any:
    """A capacity record in progress that gives these answers."""
    record = services.start(decision.id, "capacity", by=people.sam)
    services.save_answers(record, {"assessment_done": "full", **answers}, by=people.sam)
    db.commit()
    return record


def test_nothing_beside_the_road_is_owed_at_first_and_each_may_be_chosen(browse: Any, people: World) -> None:
    page = browse("sam").get(home(a_decision(people)))
    assert "Also, where there is cause" not in page
    assert "Look more closely at something else" in page
    for title in ("Ability that comes and goes", "What is said and what is done", "Pressure from others",
                  "Facts about liberty", "At 16 and 17"):
        assert title in page


@pytest.mark.parametrize(("answers", "because", "title"), [
    ({"fluctuates": "yes"}, COMES_AND_GOES, "Ability that comes and goes"),
    ({"fluctuates": "not-sure"}, "is not sure whether the ability to decide comes and goes", "Ability that comes"),
    ({"say_do_gap": "yes"}, "what they say and what they do differ", "What is said and what is done"),
    ({"doubt_kind": ["say-do"]}, "The doubt about capacity comes from", "What is said and what is done"),
    ({"influence": "suspected"}, PRESSED, "Pressure from others"),
])
def test_an_answer_suggests_a_record_and_says_why(
        browse: Any, people: World, answers: dict[str, Any], because: str, title: str) -> None:
    decision = a_decision(people)
    assessed(people, decision, **answers)
    page = browse("sam").get(home(decision))
    also = page.split("Also, where there is cause")[1].split("Look more closely")[0]
    assert because in also
    assert title in also
    assert "Suggested" in also


def test_an_answer_that_gives_no_cause_suggests_nothing(browse: Any, people: World) -> None:
    decision = a_decision(people)
    assessed(people, decision, fluctuates="no", say_do_gap="no", influence="none", doubt_kind=["say-do"])
    assert "Also, where there is cause" not in browse("sam").get(home(decision))


@pytest.mark.parametrize(("born", "suggested"), [("2009-06-01", True), ("2001-06-01", False)])
def test_an_age_suggests_the_record_for_the_young(
        browse: Any, people: World, born: str, suggested: bool) -> None:
    people_services.change_person(people.person, {"born_on": born}, by=people.sam)
    db.commit()
    assert ("They are 16 or 17" in browse("sam").get(home(a_decision(people)))) is suggested


def test_a_suggestion_is_set_aside_with_a_reason_and_taken_up_again(browse: Any, people: World) -> None:
    decision = a_decision(people)
    assessed(people, decision, fluctuates="yes")
    page = f"{home(decision)}/not-applicable/fluctuation"
    sam = browse("sam")
    assert page in sam.get(home(decision))
    sam.post(page, reason="One bad week with a cold, long over", status=303)
    assert "Because: One bad week with a cold, long over" in sam.get(home(decision))
    sam.post(f"{home(decision)}/applies/fluctuation", at=page, status=303)
    assert COMES_AND_GOES in sam.get(home(decision))


def test_a_record_that_was_begun_says_so_and_keeps_its_cause(browse: Any, people: World) -> None:
    decision = a_decision(people)
    assessed(people, decision, influence="seen")
    sam = browse("sam")
    url = started(sam, decision.id, "influence")
    page = sam.get(home(decision)).split("Also, where there is cause")[1]
    assert "In progress" in page
    assert PRESSED in page
    assert url in page


def test_a_reader_who_may_not_write_is_offered_nothing_to_begin(browse: Any, people: World) -> None:
    decision = a_decision(people, colleague=str(people.dee.id))
    assert "Look more closely at something else" not in browse("dee").get(home(decision))


def test_an_unknown_step_cannot_be_set_aside(people: World) -> None:
    assert "fluctuation" in decisions.skippable()
    assert "lunch" not in decisions.skippable()


# ---- What was written once

def test_what_stands_in_the_capacity_record_is_offered_and_not_asked_again(browse: Any, people: World) -> None:
    decision = a_decision(people)
    record = assessed(people, decision, fluctuates="yes", fluctuation_pattern="Clear until four, lost after dark",
                      fluctuation_plan="Ask her at ten")
    services.save_entry(record, "sessions", {"date": "2026-11-03", "said": "I want the sea"}, by=people.sam)
    db.commit()
    sam = browse("sam")
    url = started(sam, decision.id, "fluctuation")
    assert "Use what you wrote in “Capacity assessment” (1 to add)" in sam.get(f"{url}/observations")
    assert "Clear until four, lost after dark" in sam.get(f"{url}/pattern")
    assert "Ask her at ten" in sam.get(f"{url}/plan_good")


def test_what_the_liberty_record_says_entry_by_entry_is_offered_as_text(browse: Any, people: World) -> None:
    decision = a_decision(people)
    liberty = services.start(decision.id, "liberty", by=people.sam)
    for group, entry in (("restrictions", {"what": "Door locked", "how_long": "Nights", "kind": ["movement"]}),
                         ("restrictions", {"what": "Telephone kept"}),
                         ("stance", {"what": "Asks to go", "points": "against", "date": "2026-11-03"}),
                         ("stance", {"what": "Locks it herself", "points": "for"})):
        services.save_entry(liberty, group, entry, by=people.sam)
    risk = services.start(decision.id, "positive-risk", by=people.sam)
    services.save_entry(risk, "restrictions", {"what": "Door locked"}, by=people.sam)
    services.save_answers(risk, {"more_than_minor": "yes"}, by=people.sam)
    db.commit()
    sam = browse("sam")
    first = sam.get(f"/assessments/{risk.id}/liberty_type")
    assert "Filled in below from “Facts about liberty”" in first
    assert "Door locked: On where they can go" in first
    assert "Door locked: Nights" in first
    assert "Telephone kept:" not in first
    second = sam.get(f"/assessments/{risk.id}/liberty_purpose")
    assert "Asks to go (3 November 2026)" in second
    assert "Locks it herself" in second


def test_a_question_that_is_read_with_another_record_shows_it(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    url = started(sam, decision.id, "fluctuation")
    assert "Beside this:" not in sam.get(f"{url}/since_earlier")
    record = assessed(people, decision, reasons="By day she weighs it well")
    services.save_entry(record, "sessions", {"date": "2026-11-03", "said": "I want the sea"}, by=people.sam)
    db.commit()
    page = sam.get(f"{url}/since_earlier")
    assert "Beside this: Capacity assessment, not completed yet" in page
    assert "By day she weighs it well" in page
    assert "3 November 2026: I want the sea" in page


def test_a_second_assessment_is_read_beside_the_first(browse: Any, people: World) -> None:
    decision = a_decision(people)
    first = concluded(people, decision, reasons="She knew the trains")
    sam = browse("sam")
    assert "beside-the-earlier" not in sam.get(first)
    sam.get(f"{first}/beside-the-earlier", status=404)
    url = started(sam, decision.id, "capacity")
    assert f"{url}/beside-the-earlier" in sam.get(url)
    fill(sam, url, {"reasons": "Today she could not say which train"})
    table = sam.get(f"{url}/beside-the-earlier")
    differs, same = table.split("What is the same in both")
    assert "She knew the trains" in differs
    assert "Today she could not say which train" in differs
    assert "The practitioner concludes that they can make this decision" in same


def concluded(people: World, decision: Decision, **answers: Any) -> str:
    """The address of a capacity record that was concluded."""
    people_services.change_person(people.person, {"communication_support": "A picture board"}, by=people.sam)
    return f"/assessments/{a_record(decision, 'capacity', answers, by=people.sam).id}"


def test_nobody_reads_beside_each_other_what_they_may_not_see(browse: Any, people: World) -> None:
    decision = a_decision(people)
    concluded(people, decision)
    second = services.start(decision.id, "capacity", by=people.sam)
    db.commit()
    browse("ines").get(f"/assessments/{second.id}/beside-the-earlier", status=404)
