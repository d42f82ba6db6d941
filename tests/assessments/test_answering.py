"""Answering: minds changed, groups, what is carried over, two people at once, and input that means harm."""

from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.assessments import services
from riskpanel.assessments.walk import walk
from riskpanel.db import earlier_versions
from riskpanel.errors import NotFound, NotNow
from tests.answering import a_record, answer_all, started, the_record
from tests.stories import World, a_decision


@pytest.fixture
def framing(browse: Any, people: World) -> str:
    """The address of a framing record that Sam has started."""
    return started(browse("sam"), a_decision(people).id, "framing")


@pytest.fixture
def risk(browse: Any, people: World) -> str:
    """The address of a positive-risk record that Sam has started."""
    return started(browse("sam"), a_decision(people).id, "positive-risk")


def in_danger(sam: Any, framing: str) -> None:
    sam.post(f"{framing}/danger_now", danger_now="yes", status=303)
    sam.post(f"{framing}/interim_plan", interim_plan="A neighbour calls in", status=303)


def test_starting_again_takes_up_the_record_that_is_open(browse: Any, people: World) -> None:
    decision = a_decision(people)
    assert started(browse("sam"), decision.id, "framing") == started(browse("mo"), decision.id, "framing")


def test_capacity_may_be_assessed_again_once_the_record_is_concluded(people: World) -> None:
    decision = a_decision(people)
    first = a_record(decision, "support", by=people.sam)
    assert services.start(decision.id, "support", by=people.sam).id != first.id


def test_an_unknown_questionnaire_cannot_be_started(browse: Any, people: World) -> None:
    browse("sam").get(f"/decisions/{a_decision(people).id}/assessments/start/horoscope", status=404)


def test_saving_leads_to_the_next_page_of_the_path(browse: Any, framing: str) -> None:
    sam = browse("sam")
    assert sam.post(f"{framing}/danger_now", danger_now="yes").location.endswith("/interim_plan")
    assert sam.post(f"{framing}/danger_now", danger_now="no").location.endswith("/safeguarding")
    assert sam.post(f"{framing}/danger_now", danger_now="no", _then="back").location == framing
    assert sam.post(f"{framing}/danger_now?from=check", danger_now="no").location.endswith("/check-answers")


def test_an_answer_off_the_path_is_kept_and_not_counted(browse: Any, framing: str) -> None:
    sam = browse("sam")
    in_danger(sam, framing)
    sam.post(f"{framing}/danger_now", danger_now="no", status=303)
    assert "not asked in this record" in sam.get(f"{framing}/interim_plan", status=404)
    assert "A neighbour calls in" not in sam.get(f"{framing}/check-answers")
    sam.post(f"{framing}/danger_now", danger_now="yes", status=303)
    assert "A neighbour calls in" in sam.get(f"{framing}/interim_plan")


def test_what_is_typed_on_a_page_that_went_off_the_path_meanwhile_is_kept(browse: Any, framing: str) -> None:
    sam, mo = browse("sam"), browse("mo")
    in_danger(sam, framing)
    opened = sam.form(f"{framing}/interim_plan")
    mo.post(f"{framing}/danger_now", danger_now="no", status=303)
    sent = sam.send(f"{framing}/interim_plan", **opened, interim_plan="Her sister stays over")
    assert sent.location == framing
    row = walk(the_record(framing)).row("interim_plan")
    assert row is not None
    assert row.value == "Her sister stays over"


def test_a_change_of_mind_keeps_what_was_said_before(people: World) -> None:
    record = services.start(a_decision(people).id, "framing", by=people.sam)
    for words in ("The fair is on Saturday", None, "The fair moved to Sunday"):
        services.save_answers(record, {"why_now": words}, by=people.sam)
        db.session.flush()
    kept = [version.values.get("value", "") for version in earlier_versions(record.answers[0])]
    assert "The fair is on Saturday" in kept


def test_saving_the_same_again_leaves_no_event(people: World) -> None:
    record = services.start(a_decision(people).id, "framing", by=people.sam)
    db.commit()
    services.save_answers(record, {"why_now": "The fair"}, by=people.sam)
    db.commit()
    events = trail.verify().events
    services.save_answers(record, {"why_now": "The fair"}, by=people.sam)
    db.commit()
    assert trail.verify().events == events


def test_one_change_leaves_one_event(people: World) -> None:
    record = services.start(a_decision(people).id, "framing", by=people.sam)
    db.commit()
    events = trail.verify().events
    services.save_answers(record, {"why_now": "The fair", "can_wait": "no"}, by=people.sam)
    db.commit()
    assert trail.verify().events == events + 1


# ---- Groups

def add_harm(sam: Any, risk: str, what: str) -> str:
    sam.post(f"{risk}/harms/add", what=what, status=303)
    return walk(the_record(risk)).entries("harms")[-1].entry


def test_entries_are_added_changed_removed_and_put_back(browse: Any, risk: str) -> None:
    sam = browse("sam")
    entry = add_harm(sam, risk, "She gets lost")
    add_harm(sam, risk, "She is cold")
    assert "Harms (2 added)" in sam.get(f"{risk}/harms")
    sam.post(f"{risk}/harms/{entry}", what="She gets lost at York", status=303)
    assert "She gets lost at York" in sam.get(f"{risk}/harms")
    sam.post(f"{risk}/harms/{entry}/remove", at=f"{risk}/harms", status=303)
    assert "Harms (1 added)" in sam.get(f"{risk}/harms")
    sam.post(f"{risk}/harms/{entry}/put-back", at=f"{risk}/harms", status=303)
    assert "Harms (2 added)" in sam.get(f"{risk}/harms")


def test_an_entry_that_says_nothing_is_refused_on_its_page(browse: Any, risk: str) -> None:
    refused = browse("sam").post(f"{risk}/harms/add", status=422)
    assert "Write something about a harm" in refused.text


def test_another_entry_can_be_added_at_once(browse: Any, risk: str) -> None:
    assert browse("sam").post(f"{risk}/harms/add", what="Rain", _then="another").location.endswith("/harms/add")


def test_a_reason_may_stand_where_there_is_none(browse: Any, risk: str) -> None:
    sam = browse("sam")
    fields = {**sam.form(f"{risk}/harms"), "harms__none_because": "Nobody could think of one"}
    sam.send(f"{risk}/harms", **fields, status=303)
    assert "harms" not in [question.id for question in walk(the_record(risk)).progress.missing]
    assert "Nobody could think of one" in sam.get(f"{risk}/check-answers")


def test_a_renamed_option_stays_chosen(people: World) -> None:
    record = services.start(a_decision(people).id, "positive-risk", by=people.sam)
    train = services.save_entry(record, "options", {"name": "By train"}, by=people.sam)
    services.save_answers(record, {"chosen_option": "By train"}, by=people.sam)
    services.save_entry(record, "options", {"name": "By the early train"}, by=people.sam, entry=train)
    assert walk(record).answers["chosen_option"] == "By the early train"


def test_a_removed_entry_is_not_changed_behind_anyones_back(people: World) -> None:
    record = services.start(a_decision(people).id, "positive-risk", by=people.sam)
    harm = services.save_entry(record, "harms", {"what": "Rain"}, by=people.sam)
    services.remove_entry(harm, by=people.sam)
    with pytest.raises(NotNow, match="Put it back"):
        services.save_entry(record, "harms", {"what": "Snow"}, by=people.sam, entry=harm)


# ---- Nothing is asked again

def test_what_framing_says_of_the_doubt_is_offered_to_capacity(browse: Any, people: World) -> None:
    decision = a_decision(people)
    a_record(decision, "framing", {"reason_to_doubt": "yes", "doubt_reason": "She packed for July"}, by=people.sam)
    sam = browse("sam")
    url = started(sam, decision.id, "capacity")
    page = sam.get(f"{url}/doubt_reason")
    assert "She packed for July" in page
    assert "Frame the decision" in page
    assert walk(the_record(url)).row("doubt_reason") is None


def test_the_points_explained_are_brought_over_to_capacity(browse: Any, people: World) -> None:
    decision = a_decision(people)
    points = [{"point": "The last train is at nine", "told": "yes"}]
    a_record(decision, "support", {"relevant_info": points}, by=people.sam)
    sam = browse("sam")
    url = started(sam, decision.id, "capacity")
    assert "Use what you wrote in “Support to decide” (1 to add)" in sam.get(f"{url}/relevant_info")
    sam.post(f"{url}/relevant_info/bring-over", at=f"{url}/relevant_info", status=303)
    assert "The last train is at nine" in sam.get(f"{url}/relevant_info")


# ---- Two people at once

def test_the_second_to_save_sees_both_versions_and_who_saved_the_other(browse: Any, framing: str) -> None:
    sam, mo = browse("sam"), browse("mo")
    sam.post(f"{framing}/why_now", why_now="The fair", status=303)
    opened = sam.form(f"{framing}/why_now")
    mo.post(f"{framing}/why_now", why_now="The fair and the ticket price", status=303)
    refused = sam.send(f"{framing}/why_now", **opened, why_now="The fair, she says")
    assert refused.status_code == 409
    for words in ("The fair and the ticket price", "The fair, she says", "Mo Bright"):
        assert words in refused.text
    assert walk(the_record(framing)).answers["why_now"] == "The fair and the ticket price"


def test_two_first_answers_to_one_question_are_both_shown(browse: Any, framing: str) -> None:
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(f"{framing}/why_now")
    mo.post(f"{framing}/why_now", why_now="The ticket", status=303)
    assert sam.send(f"{framing}/why_now", **opened, why_now="The fair").status_code == 409


def test_two_people_changing_one_entry_see_both_versions(browse: Any, risk: str) -> None:
    sam, mo = browse("sam"), browse("mo")
    entry = add_harm(sam, risk, "Rain")
    opened = sam.form(f"{risk}/harms/{entry}")
    mo.post(f"{risk}/harms/{entry}", what="Heavy rain", status=303)
    refused = sam.send(f"{risk}/harms/{entry}", **opened, what="Light rain")
    assert refused.status_code == 409
    assert "Heavy rain" in refused.text


# ---- Input that means harm, or is merely wrong

HOSTILE = ["<script>alert(1)</script>", "{{ 7 * 7 }}", "=cmd|' /C calc'!A0", "'; DROP TABLE answer; --"]
IMPOSSIBLE = [("why_now", "a\x00b"), ("why_now", "x" * 10_001), ("can_wait", "perhaps")]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_kept_as_words(browse: Any, framing: str, typed: str) -> None:
    sam = browse("sam")
    sam.post(f"{framing}/why_now", why_now=typed, status=303)
    page = sam.get(f"{framing}/check-answers")
    assert "<script>alert" not in page
    assert walk(the_record(framing)).answers["why_now"] == typed


@pytest.mark.parametrize(("field", "typed"), IMPOSSIBLE)
def test_what_cannot_be_an_answer_is_refused_on_its_page(browse: Any, framing: str, field: str, typed: str) -> None:
    browse("sam").post(f"{framing}/why_now", **{field: typed}, status=422)
    assert walk(the_record(framing)).row(field) is None


@pytest.mark.parametrize("path", ["no_such_question", "harms", "why_now/add", "why_now/abc", "check-answers/x"])
def test_an_unknown_question_is_not_found(browse: Any, framing: str, path: str) -> None:
    browse("sam").get(f"{framing}/{path}", status=404)


def test_another_teams_record_is_not_found(browse: Any, framing: str) -> None:
    ines = browse("ines")
    for path in ("", "/why_now", "/check-answers", "/go-past-a-stop"):
        ines.get(framing + path, status=404)


def test_a_second_send_has_one_effect(browse: Any, risk: str) -> None:
    sam = browse("sam")
    fields = {**sam.form(f"{risk}/harms/add"), "what": "Rain"}
    first, second = sam.send(f"{risk}/harms/add", **fields), sam.send(f"{risk}/harms/add", **fields)
    assert first.location == second.location
    assert len(walk(the_record(risk)).entries("harms")) == 1


def test_the_services_refuse_a_question_that_is_not_in_the_record(people: World) -> None:
    record = services.start(a_decision(people).id, "framing", by=people.sam)
    with pytest.raises(NotFound):
        services.save_answers(record, {"harms": "None"}, by=people.sam)
    with pytest.raises(NotFound):
        services.save_entry(record, "why_now", {"what": "x"}, by=people.sam)


def test_a_record_of_every_kind_can_be_answered_by_the_services(people: World) -> None:
    decision = a_decision(people)
    for questionnaire in ("framing", "support", "capacity", "positive-risk", "best-interests", "review"):
        record = answer_all(services.start(decision.id, questionnaire, by=people.sam), by=people.sam)
        assert walk(record).progress.missing == ()
