"""Concluding: what holds it up, going past a stop, the frozen copy, and what other pages are told."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from riskpanel import clock, db
from riskpanel.assessments import services
from riskpanel.assessments.facts import bundle
from riskpanel.assessments.models import Override
from riskpanel.errors import Incomplete, NotNow
from riskpanel.rulebook import load
from riskpanel.rulebook.current import rules, use
from tests.answering import a_record, answer_all
from tests.stories import World, a_decision

TO_RAISE = {"safeguarding": "to-raise"}
NOT_RAISED = "a safeguarding concern that has not been raised"


def stopped(people: World) -> Any:
    """A framing record that is answered, with a stop that fires."""
    record = answer_all(services.start(a_decision(people).id, "framing", by=people.sam), TO_RAISE, by=people.sam)
    db.commit()
    return record


def test_a_record_with_gaps_is_not_concluded_and_each_gap_leads_to_its_question(browse: Any, people: World) -> None:
    record = services.start(a_decision(people).id, "framing", by=people.sam)
    db.commit()
    url = f"/assessments/{record.id}"
    refused = browse("sam").post(f"{url}/conclude", at=f"{url}/check-answers", status=422)
    assert "Answer “Why now”" in refused.text
    assert f"{url}/why_now?from=check#why_now" in refused.text


def test_a_stop_blocks_the_conclusion_and_says_why(browse: Any, people: World) -> None:
    url = f"/assessments/{stopped(people).id}"
    refused = browse("sam").post(f"{url}/conclude", at=f"{url}/check-answers", status=422)
    assert NOT_RAISED in refused.text
    assert f"{url}/safeguarding" in refused.text


def test_the_service_names_every_gap_too(people: World) -> None:
    with pytest.raises(Incomplete) as refused:
        services.conclude(stopped(people), by=people.sam)
    assert any(NOT_RAISED in gap for gap in refused.value.gaps)


def test_going_past_a_stop_lets_the_record_be_concluded_and_is_shown_on_it(browse: Any, people: World) -> None:
    url = f"/assessments/{stopped(people).id}"
    sam = browse("sam")
    sam.post(f"{url}/go-past-a-stop", why="The landlord comes at noon", least_restrictive="One night only", status=303)
    sam.post(f"{url}/conclude", at=f"{url}/check-answers", status=303)
    page = sam.get(url)
    assert "The landlord comes at noon" in page
    assert NOT_RAISED in page
    assert "Look again" in sam.get("/")


def test_going_past_a_stop_needs_both_reasons(browse: Any, people: World) -> None:
    url = f"/assessments/{stopped(people).id}"
    refused = browse("sam").post(f"{url}/go-past-a-stop", why="The landlord comes at noon", status=422)
    assert "The landlord comes at noon" in refused.text
    assert db.session.query(Override).count() == 0


def test_a_stop_that_comes_after_going_past_another_still_holds(people: World) -> None:
    record = stopped(people)
    services.override(record, why="Urgent", least_restrictive="One night", by=people.sam)
    services.save_answers(record, {"advocate_needed": "yes", "appropriate_person": "none"}, by=people.sam)
    with pytest.raises(Incomplete) as refused:
        services.conclude(record, by=people.sam)
    assert [NOT_RAISED in gap for gap in refused.value.gaps] == [False]


def test_nothing_is_gone_past_where_nothing_stops(people: World) -> None:
    record = answer_all(services.start(a_decision(people).id, "framing", by=people.sam), by=people.sam)
    with pytest.raises(NotNow):
        services.override(record, why="Urgent", least_restrictive="One night", by=people.sam)


def test_the_override_is_looked_at_again_within_the_hours_the_policy_sets(people: World) -> None:
    made = services.override(stopped(people), why="Urgent", least_restrictive="One night", by=people.sam)
    hours = (made.recheck_at - made.made_at).total_seconds() / 3600
    assert round(hours) == rules().policy["override_recheck_hours"].value


# ---- Concluded

def test_a_concluded_record_takes_no_more_answers(browse: Any, people: World) -> None:
    record = answer_all(services.start(a_decision(people).id, "support", by=people.sam), by=people.sam)
    db.commit()
    url, sam, mo = f"/assessments/{record.id}", browse("sam"), browse("mo")
    opened = sam.form(f"{url}/best_time")
    mo.post(f"{url}/conclude", at=f"{url}/check-answers", status=303)
    refused = sam.send(f"{url}/best_time", **opened, best_time="After lunch")
    assert refused.status_code == 409
    assert "After lunch" in refused.text
    sam.get(f"{url}/best_time", status=409)


@pytest.fixture
def later_rules(tmp_path: Path) -> Iterator[Path]:
    """A copy of the rules to change; the rules in force are put back afterwards."""
    now = rules()
    copy = tmp_path / "later"
    shutil.copytree(Path(__file__).parents[2] / "rules", copy)
    yield copy
    use(now)


def test_the_frozen_copy_survives_a_later_rulebook(browse: Any, people: World, later_rules: Path) -> None:
    record = a_record(a_decision(people), "framing", by=people.sam)
    before = browse("sam").get(f"/assessments/{record.id}")
    file = later_rules / "questionnaires" / "framing.1.toml"
    file.write_text(file.read_text().replace("Why does this have to be decided now?", "What is the hurry?"))
    use(load(later_rules))
    after = browse("sam").get(f"/assessments/{record.id}")
    assert "Why does this have to be decided now?" in before
    assert "Why does this have to be decided now?" in after
    assert "What is the hurry?" not in after


def test_the_frozen_copy_needs_no_questionnaire_at_all(browse: Any, people: World) -> None:
    decision = a_decision(people)
    record = a_record(decision, "review", by=people.sam)
    now = rules()
    fewer = {key: one for key, one in now.questionnaires.items() if key[0] != "review"}
    use(now.model_copy(update={"questionnaires": fewer}))
    try:
        assert "Completed by Sam Okoro" in browse("sam").get(f"/assessments/{record.id}")
        browse("sam").get(f"/decisions/{decision.id}")
    finally:
        use(now)


# ---- What other pages are told

def test_the_decision_lists_its_records_and_where_they_stand(browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = browse("sam").get(f"/decisions/{decision.id}")
    assert "Not needed unless there is a reason to doubt capacity" in page
    assert "Only where capacity for this decision has been assessed as lacking" in page
    a_record(decision, "framing", {"reason_to_doubt": "yes"}, by=people.sam)
    assert "Not needed unless" not in browse("sam").get(f"/decisions/{decision.id}")


def test_the_decision_says_what_its_records_still_need(browse: Any, people: World) -> None:
    record = stopped(people)
    assert NOT_RAISED in browse("sam").get(f"/decisions/{record.decision_id}")


def test_a_draft_is_owed_by_whoever_started_it(browse: Any, people: World) -> None:
    stopped(people)
    assert "Finish “Frame the decision”" in browse("sam").get("/")
    assert "Finish “Frame the decision”" not in browse("mo").get("/")


def test_the_person_sees_what_limits_them_now_and_until_when(browse: Any, people: World) -> None:
    limit = {"what": "A call at six each evening", "step_down_on": "2027-01-10", "agreed": "yes",
             "less_restrictive_tried": "None did", "reduced_by": "Three calm trips", "why_proportionate": "It is short"}
    a_record(a_decision(people), "positive-risk", {"restrictions": [limit]}, by=people.sam)
    page = browse("sam").get(f"/people/{people.person.id}")
    assert "A call at six each evening" in page
    assert "10 January 2027" in page


def test_options_are_compared_side_by_side_with_the_persons_words_first(browse: Any, people: World) -> None:
    told = {"options": [{"name": "By train", "benefits": "The sea"}], "choice_in_their_words": "I want the sea"}
    record = answer_all(services.start(a_decision(people).id, "positive-risk", by=people.sam), told, by=people.sam)
    db.commit()
    page = browse("sam").get(f"/assessments/{record.id}/options-compared")
    assert page.index("I want the sea") < page.index("By train")
    assert "Doing nothing more than now" in page
    assert "Not yet considered" in page


def test_a_decision_maker_reads_the_record_and_does_not_answer_it(browse: Any, people: World) -> None:
    decision = a_decision(people, colleague=str(people.dee.id))
    record = services.start(decision.id, "framing", by=people.sam)
    db.commit()
    dee = browse("dee")
    assert "Conclude this record" not in dee.get(f"/assessments/{record.id}/check-answers")
    dee.get(f"/assessments/{record.id}/why_now", status=403)


def test_the_rules_are_told_of_a_stop_that_was_gone_past_until_a_fresh_record_is_started(people: World) -> None:
    record = stopped(people)
    services.override(record, why="The landlord comes at noon", least_restrictive="One night", by=people.sam)
    services.conclude(record, by=people.sam)
    db.commit()
    assert bundle(record.decision, [record])["decision"]["override_on"] == clock.today()
    with clock.at(clock.now() + timedelta(days=1)):
        services.start(record.decision_id, "framing", by=people.sam)
        db.commit()
    assert bundle(record.decision, [record])["decision"]["override_on"] is None
