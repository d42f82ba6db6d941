"""The path follows from the answers, and so does how far a record has come."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import Questionnaire, Rulebook, asked_of, load, path, progress
from riskpanel.rulebook.path import Bundle, read_record


def ids(book: Rulebook, questionnaire: str, answers: dict[str, Any], **bundle: Any) -> list[str]:
    return [page.id for page in path(book.questionnaire(questionnaire), answers, bundle)]


def states(book: Rulebook, questionnaire: str, answers: dict[str, Any]) -> dict[str, str]:
    sections = progress(book.questionnaire(questionnaire), answers).sections
    return {section.id: state for section, state in sections}


def test_a_question_is_asked_only_when_what_came_before_says_so(tiny: Rulebook) -> None:
    assert ids(tiny, "when", {}) == ["dog"]
    assert ids(tiny, "when", {"dog": "yes"}) == ["dog", "name"]
    assert ids(tiny, "when", {"dog": "yes", "name": "Rex", "bites": "yes"}) == ["dog", "name", "bites", "muzzle"]


def test_one_changed_answer_takes_everything_after_it_off_the_path(tiny: Rulebook) -> None:
    assert ids(tiny, "when", {"dog": "no", "name": "Rex", "bites": "yes", "muzzle": "yes"}) == ["dog"]


def test_a_fact_about_the_person_may_add_a_question(tiny: Rulebook) -> None:
    assert ids(tiny, "when", {}, person={"age": 80}) == ["dog", "large_print"]
    assert ids(tiny, "when", {}, person={"age": 79}) == ["dog"]


def test_questions_share_a_page_with_the_one_that_leads_it(tiny: Rulebook) -> None:
    pages = path(tiny.questionnaire("pages"), {"alone": "yes"})
    assert [[question.id for question in page.questions] for page in pages] == [
        ["alone"],
        ["lead", "second", "third"],
    ]
    assert pages[1].id == "lead"
    assert pages[1].section.id == "only"


def test_a_page_whose_lead_is_not_asked_is_named_by_its_first_question(tiny: Rulebook) -> None:
    assert ids(tiny, "pages", {"alone": "no"}) == ["alone", "second"]


def test_a_group_has_a_page_of_its_own(tiny: Rulebook) -> None:
    pages = {page.id: page for page in path(tiny.questionnaire("groups"), {})}
    assert pages["harms"].group
    assert not pages["where"].group


def test_an_entry_is_asked_what_its_own_answers_and_the_records_call_for(tiny: Rulebook) -> None:
    groups = tiny.questionnaire("groups")

    def asks(entry: dict[str, Any], **answers: Any) -> list[str]:
        return [ask.id for ask in asked_of(groups, "harms", entry, answers)]

    assert asks({}) == ["what", "likely"]
    assert asks({"likely": "often"}) == ["what", "likely", "how_often"]
    assert asks({"likely": "rarely"}, where="Home") == ["what", "likely", "place"]


def test_progress_knows_what_is_missing(tiny: Rulebook) -> None:
    questionnaire = tiny.questionnaire("when")
    nothing = progress(questionnaire, {})
    assert (nothing.state, nothing.answered) == ("not-started", 0)
    assert [question.id for question in nothing.missing] == ["dog"]
    begun = progress(questionnaire, {"dog": "yes"})
    assert (begun.state, [question.id for question in begun.missing]) == ("in-progress", ["name"])
    assert progress(questionnaire, {"dog": "yes", "name": "Rex"}).state == "ready"
    assert progress(questionnaire, {"dog": "no", "name": "Rex"}).answered == 1


def test_each_section_has_its_own_state_and_one_with_nothing_to_ask_is_left_out(tiny: Rulebook) -> None:
    assert states(tiny, "when", {"dog": "no"}) == {"start": "ready"}
    assert states(tiny, "when", {"dog": "yes"}) == {"start": "ready", "dog-section": "not-started"}


def test_a_group_is_missing_until_it_has_its_entries_or_a_reason(tiny: Rulebook) -> None:
    questionnaire = tiny.questionnaire("groups")
    assert [each.id for each in progress(questionnaire, {}).missing] == ["harms"]
    assert progress(questionnaire, {"harms": [{"what": "A fall"}]}).missing == ()
    reason = progress(questionnaire, {"harms__none_because": "Nobody fears anything"})
    assert (reason.missing, reason.answered) == ((), 1)


def test_an_entry_that_lacks_a_required_answer_is_missing(tiny: Rulebook) -> None:
    answers = {"harms": [{"what": "A fall"}, {"likely": "often"}]}
    assert [each.id for each in progress(tiny.questionnaire("groups"), answers).missing] == ["harms"]


def test_a_reason_counts_only_where_there_may_be_one_and_there_is_too_little(tiny: Rulebook) -> None:
    questionnaire = tiny.questionnaire("groups")
    assert progress(questionnaire, {"visits__none_because": "No time"}).answered == 0
    record = read_record(questionnaire, {"harms": [{"what": "A fall"}], "harms__none_because": "None"}, Bundle(None))
    assert "harms__none_because" not in record.answers
    record = read_record(questionnaire, {"harms": [], "harms__none_because": "None"}, Bundle(None))
    assert record.answers["harms__none_because"] == "None"


def test_a_required_date_is_settled_by_a_date() -> None:
    capacity = load(Path(__file__).parents[2] / "rules").questionnaire("capacity")
    missing = [each.id for each in progress(capacity, {"assessed_on": "2026-11-20"}).missing]
    assert "assessed_on" not in missing
    assert "conclusion" in missing


def test_a_bundle_knows_its_questionnaires(tiny: Rulebook) -> None:
    assert Bundle(tiny).questionnaire("person").id == "person"
    assert Bundle(tiny).questionnaire("types").id == "types"
    with pytest.raises(LookupError, match="no rules at hand"):
        Bundle(None).questionnaire("types")


def test_a_bundle_names_what_may_be_chosen(tiny: Rulebook) -> None:
    types = tiny.questionnaire("types")
    bundle = Bundle(tiny, {"voices": {"p-1": "Joan, her sister"}})
    assert bundle.choices(types.find("who")) == {"p-1": "Joan, her sister"}
    assert bundle.choices(types.find("kinds")) == {id: kind.title for id, kind in tiny.decision_kinds.items()}
    assert bundle.choices(types.find("one")) == {}
    assert Bundle(None, {"decision-kinds": {"tea": "Tea"}}).choices(types.find("kinds")) == {"tea": "Tea"}


def test_what_an_entry_is_not_asked_is_not_read(tiny: Rulebook) -> None:
    entries = [{"what": "A fall", "likely": likely, "how_often": "Weekly"} for likely in ("often", "rarely")]
    record = read_record(tiny.questionnaire("groups"), {"harms": entries}, Bundle(None))
    assert ["how_often" in entry for entry in record.answers["harms"]] == [True, False]


def test_a_bundle_without_a_day_is_judged_on_the_day_the_rules_speak_from(tiny: Rulebook) -> None:
    assert Bundle(tiny).as_at == tiny.law_as_at
    assert Bundle(None).as_at is None


def test_a_record_keeps_its_version_and_one_without_a_date_is_the_oldest(tiny: Rulebook) -> None:
    dated = {"questionnaire": "versions", "version": 1, "answers": {}, "started_on": "2026-02-01"}
    undated = {"questionnaire": "versions", "answers": {}}
    bundle = Bundle(tiny, {"records": [dated, undated]})
    assert [record.questionnaire.version for record in bundle.records("versions")] == [2, 1]
    latest = bundle.record("versions")
    assert latest
    assert latest.started_on == date(2026, 2, 1)


def small(**group: Any) -> Questionnaire:
    """One group, made for one test."""
    what = {"id": "what", "type": "text", "title": "What?", "names_entry": True}
    why = {"id": "why", "type": "text", "title": "Why?", "required": True, "when": {"answer": "what", "answered": True}}
    things = {"id": "things", "type": "group", "title": "All", "each": "One", "plural": "Some",
              "adds": "a thing"}
    sections = [{"id": "all", "title": "All", "question": [{**things, "asks": [what, why], **group}]}]
    named = {"id": "small", "version": 1, "title": "Small", "gist": "Small.", "owner": "Tests"}
    return Questionnaire.model_validate({**named, "effective_from": date(2026, 1, 1), "section": sections})


def test_an_entry_lacks_only_what_it_is_asked() -> None:
    assert [each.id for each in progress(small(), {"things": [{"what": "A"}]}).missing] == ["things"]
    assert progress(small(), {"things": [{"what": "A", "why": "B"}]}).missing == ()
    assert progress(small(), {"things": [{"why": "B"}]}).missing == ()
    assert progress(small(), {"things": [{}]}).missing == ()


def test_a_reason_may_stand_for_no_entry_even_where_none_is_expected() -> None:
    tried = ((0, 0, True), (0, 1, False), (1, 0, True), (1, 1, False), (2, 1, True), (2, 2, False))
    for at_least, entries, stands in tried:
        given = {"things": [{"what": "A", "why": "B"}] * entries, "things__none_because": "None was found"}
        record = read_record(small(or_reason=True, at_least=at_least), given, Bundle(None))
        assert ("things__none_because" in record.answers) is stands, (at_least, entries)
