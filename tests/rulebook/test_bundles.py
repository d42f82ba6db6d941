"""A case bundle is read strictly, answered in full, and described by a schema made from the questionnaires."""

import json
from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import Rulebook, load
from riskpanel.rulebook.bundles import BadBundle, answer, bundle_of, read_bundle
from riskpanel.rulebook.schema import schema

BOOK = load(Path(__file__).parents[2] / "rules")
DAY = "2026-11-20"


def told(*records: Any, **more: Any) -> str:
    return json.dumps({"as_at": DAY, "records": list(records), **more})


def of(questionnaire: str, **answers: Any) -> dict[str, Any]:
    return {"questionnaire": questionnaire, "answers": answers}


BAD: list[tuple[str, str, str]] = [
    ("not JSON", '{"as_at": ', "not valid JSON: line 1"),
    ("empty", "", "not valid JSON"),
    ("a list", "[]", "The bundle must be an object of names and values, not []."),
    ("nothing", "null", "The bundle must be an object"),
    ("no day", '{"records": []}', "The bundle has no “as_at”: give the day the case is judged on."),
    ("no records", '{"as_at": "2026-11-20"}', "The bundle has no “records”: give the list of records"),
    ("a word for a day", '{"as_at": "today", "records": []}',
     '“as_at” must be a date such as "2026-11-20", not "today".'),
    ("no such day", '{"as_at": "2026-02-30", "records": []}', "“as_at” must be a date"),
    ("a short day", '{"as_at": "20261120", "records": []}', "“as_at” must be a date"),
    ("unknown part", told(persons={}),
     "The bundle has “persons”, which is not a part of a bundle; did you mean “person”?"),
    ("one record", '{"as_at": "2026-11-20", "records": {}}', "“records” must be a list, not {}."),
    ("said twice", '{"as_at": "2026-11-20", "as_at": "2026-11-21", "records": []}', "The bundle says “as_at” twice"),
    ("not a number", '{"as_at": "2026-11-20", "records": [], "person": {"age": NaN}}', "The bundle holds NaN"),
    ("too deep", "[" * 100_000, "nested too deep"),
    ("a word for a record", told("capacity"), 'Record 1 must be an object of names and values, not "capacity".'),
    ("no questionnaire", told({"answers": {}}), "Record 1 does not say which questionnaire it answers; there are best"),
    ("unknown questionnaire", told(of("capaciti")),
     'Record 1 answers the questionnaire "capaciti", which does not exist; did you mean “capacity”?'),
    ("a list for a questionnaire", told({"questionnaire": [], "answers": {}}), "Record 1 answers the questionnaire []"),
    ("unknown version", told({**of("capacity"), "version": 9}), "Record 1 answers version 9 of “capacity”"),
    ("true for a version", told({**of("capacity"), "version": True}), "Record 1 answers version true of “capacity”"),
    ("unknown part of a record", told({**of("capacity"), "answer": {}}), "did you mean “answers”?"),
    ("no answers", told(of("capacity"), {"questionnaire": "review"}), "Record 2, “review”, has no answers"),
    ("answers in a list", told({"questionnaire": "review", "answers": []}),
     "Record 1, “review”, answers must be an object"),
    ("wrong start", told({**of("capacity"), "started_on": "May"}), "Record 1, “capacity”, “started_on” must be a date"),
    ("unknown question", told(of("capacity", understnad="able")),
     "Record 1, “capacity”, has “understnad”, which is not asked there; did you mean “understand”?"),
    ("unknown option", told(of("capacity", understand="abel")),
     'Record 1, “capacity”, “understand” is "abel", which is not one of its options; did you mean “able”?'),
    ("a number for an option", told(of("capacity", understand=1)), "“understand” must be text, not 1."),
    ("true for yes", told(of("capacity", seen_alone=True)), "“seen_alone” must be text, not true."),
    ("one for several", told(of("capacity", doubt_kind="seen")), '“doubt_kind” must be a list, not "seen".'),
    ("unknown among several", told(of("capacity", doubt_kind=["seen", "sean"])), "did you mean “seen”?"),
    ("a list for text", told(of("capacity", reasons=["one"])), '“reasons” must be text, not ["one"].'),
    ("a long list for text", told(of("capacity", reasons=["x" * 99])), "..."),
    ("one entry for a group", told(of("capacity", sessions={})), "“sessions” must be a list of entries, not {}."),
    ("text for an entry", told(of("capacity", sessions=["Monday"])), "“sessions”, entry 1 must be an object"),
    ("wrong day of an entry", told(of("capacity", sessions=[{}, {"date": "Monday"}])),
     "Record 1, “capacity”, “sessions”, entry 2, “date” must be a date"),
    ("unknown in an entry", told(of("capacity", sessions=[{"day": DAY}])),
     "entry 1, has “day”, which is not asked there"),
    ("text for an age", told(person={"age": "70"}), '“person”, “age” must be a whole number, not "70".'),
    ("half an age", told(person={"age": 70.5}), "“person”, “age” must be a whole number, not 70.5."),
    ("unknown kind", told(decision={"kind": "residense"}), "“decision”, “kind” is \"residense\""),
    ("a list for a person", told(person=[]), "“person” must be an object"),
    ("nothing for a person", told(person=None), "“person” must be an object of names and values, not null."),
    ("before birth", told(person={"age": -1}), "“person”, “age” is -1; the least it may be is 0."),
    ("older than anyone", told(person={"age": 10**30}), "the most it may be is 130."),
    ("longer than a life", told(decision={"stay_weeks": 5_201}), "“stay_weeks” is 5201; the most it may be is 5200."),
    ("a number past counting", '{"as_at": "2026-11-20", "records": [], "person": {"age": ' + "9" * 5_000 + "}}",
     "a number too long"),
    ("a fraction past counting", '{"as_at": "2026-11-20", "records": [], "person": {"age": 1e400}}', "not Infinity."),
    ("minus infinity", '{"as_at": "2026-11-20", "records": [], "person": {"age": -Infinity}}', "holds -Infinity"),
    ("eighty in another way", '{"as_at": "2026-11-20", "records": [], "person": {"age": 8e1}}', "not 80.0."),
    ("two bundles", told() * 2, "Extra data"),
    ("a remark", '{"as_at": "2026-11-20", /* today */ "records": []}', "not valid JSON: line 1"),
    ("a comma too many", '{"as_at": "2026-11-20", "records": [],}', "not valid JSON"),
    ("single quotes", "{'as_at': '2026-11-20'}", "not valid JSON: line 1, column 2"),
    ("only spaces", "  \n ", "not valid JSON: line 2"),
    ("a tab in a text", '{"as_at": "2026-11-20", "records": [{"questionnaire": "a\tb"}]}', "Invalid control character"),
    ("a moment for a day", '{"as_at": "2026-11-20T09:00:00Z", "records": []}', "“as_at” must be a date"),
    ("a week for a day", '{"as_at": "2026-W47-5", "records": []}', "“as_at” must be a date"),
    ("year nought", '{"as_at": "0000-01-01", "records": []}', "“as_at” must be a date"),
    ("digits of another script", '{"as_at": "٢٠٢٦-١١-٢٠", "records": []}', "“as_at” must be a date"),
    ("nothing for a day", '{"as_at": null, "records": []}', "not null."),
    ("nothing for the records", '{"as_at": "2026-11-20", "records": null}', "“records” must be a list, not null."),
    ("nothing for a record", told(None), "Record 1 must be an object of names and values, not null."),
    ("nothing for the answers", told({"questionnaire": "review", "answers": None}), "answers must be an object"),
    ("nothing for an entry", told(of("capacity", sessions=[None])), "entry 1 must be an object"),
    ("nothing among several", told(of("capacity", doubt_kind=[None])), "“doubt_kind” must be text, not null."),
    ("nothing for a questionnaire", told({"questionnaire": None, "answers": {}}), "does not say which questionnaire"),
    ("no letters in a questionnaire", told(of("")), 'Record 1 answers the questionnaire "", which does not exist'),
    ("a capital", told(of("Capacity")), "did you mean “capacity”?"),
    ("a line break in a questionnaire", told(of("cap\nacity")), '"cap\\nacity"'),
    ("a line break in a name", told(of("capacity", **{"a\nb": 1})), "has “a\\nb”, which is not asked there"),
    ("half a character in a name", told(of("capacity", **{"a\ud800": 1})), "has “a\\ud800”"),
    ("half a character in a text", told(of("capacity", reasons="a\ud800")), "“reasons” holds half of a character"),
    ("a name without end", told(of("capacity", **{"a" * 9_000: 1})), "aaa...”"),
    ("a line break said twice", '{"a\\nb": 1, "a\\nb": 2}', "The bundle says “a\\nb” twice"),
    ("answered twice", '{"as_at": "2026-11-20", "records": [{"questionnaire": "capacity", "answers": '
     '{"reasons": "a", "reasons": "b"}}]}', "The bundle says “reasons” twice"),
    ("text for a version", told({**of("capacity"), "version": "1"}), 'answers version "1" of “capacity”'),
    ("a fraction for a version", told({**of("capacity"), "version": 1.0}), "answers version 1.0 of “capacity”"),
    ("no for a completion", told({**of("capacity"), "completed_on": False}), "“completed_on” must be a date"),
    ("lists in lists for text", told(of("capacity", reasons=[[[[["a"]]]]])), "“reasons” must be text"),
    ("a number for a schema", '{"$schema": 5, "as_at": "2026-11-20", "records": []}', "“$schema” must be text, not 5."),
    ("a fact that is asked elsewhere", told(person={"wishes": "Home"}), "“person”, has “wishes”"),
]


@pytest.mark.parametrize(("text", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_bundle_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(BadBundle) as caught:
        read_bundle(text, BOOK)
    sentence = caught.value.said
    assert said in sentence
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))


def found(book: Rulebook, text: str) -> dict[str, Any]:
    return {each["check"]: each for each in answer(book, read_bundle(text, book))["findings"]}


def test_an_answer_names_the_rules_it_was_made_with() -> None:
    assert answer(BOOK, read_bundle(told(), BOOK))["rulebook"] == {
        "fingerprint": BOOK.fingerprint, "law_as_at": str(BOOK.law_as_at), "as_at": DAY}


def test_a_finding_says_why_what_would_settle_it_and_by_what_law() -> None:
    finding = found(BOOK, told(of("capacity", conclusion="lacks", understand="able", retain="able", weigh="able",
                                  communicate="able")))["one-limb-enough"]
    assert (finding["severity"], finding["state"]) == ("stop", "fires")
    assert {"questionnaire": "capacity", "question": "weigh", "label": "Use or weigh",
            "said": "Yes, they could"} in finding["because"]
    assert "mca-2005-s3-1" in [source["id"] for source in finding["sources"]]
    assert finding["stands_for"] == ["one-limb-enough"]
    assert list(finding) == ["check", "severity", "state", "because", "message", "settle", "sources", "stands_for"]
    assert finding["message"] == BOOK.checks["one-limb-enough"].say
    assert finding["settle"] == BOOK.checks["one-limb-enough"].settle


def test_what_cannot_be_told_is_not_asserted_and_names_what_it_waits_for() -> None:
    finding = found(BOOK, told(of("capacity", weigh="unable")))["weigh-means-agree"]
    assert finding["state"] == "cannot-tell"
    assert finding["message"].startswith("It cannot be told yet")
    assert ("weigh_reason", "Not answered") in [(read["question"], read["said"]) for read in finding["because"]]


def test_a_record_counts_as_completed_unless_it_says_otherwise() -> None:
    best, lacks = of("best-interests"), of("capacity", conclusion="lacks")
    assert "bi-without-incapacity" not in found(BOOK, told(lacks, best))
    assert "bi-without-incapacity" in found(BOOK, told({**lacks, "completed_on": None}, best))
    assert "bi-without-incapacity" not in found(BOOK, told({**lacks, "completed_on": "2026-11-01"}, best))
    assert "bi-without-incapacity" in found(BOOK, told(best))


def test_earlier_records_are_answered_too_and_each_check_only_once() -> None:
    retaining = of("capacity", retain="unable", retain_length="long-enough")
    earlier = {**retaining, "started_on": "2026-01-01"}
    later = {**of("capacity", retain="able"), "started_on": "2026-06-01"}
    assert found(BOOK, told(earlier, later))["retain-too-strict"]["state"] == "fires"
    findings = answer(BOOK, read_bundle(told(earlier, retaining), BOOK))["findings"]
    assert [each["check"] for each in findings].count("retain-too-strict") == 1


def test_stops_come_first() -> None:
    read = read_bundle(told(of("capacity"), of("review")), BOOK)
    severities = [each["severity"] for each in answer(BOOK, read)["findings"]]
    assert severities == sorted(severities, key=["stop", "warn", "advise"].index)


RESTRICTED = of("best-interests", more_than_minor="yes", objection="words", liberty_type="It meets the acid test")


def test_the_day_decides_which_checks_and_which_sources_speak() -> None:
    now = found(BOOK, told(RESTRICTED))
    then = found(BOOK, told(RESTRICTED, as_at="2026-06-01"))
    assert "dol-acid-test-retired" in now
    assert "dol-acid-test-retired" not in then
    cited = {day: [source["id"] for source in findings["dol-refer"]["sources"]] for day, findings in
             (("now", now), ("then", then))}
    assert "agni-2026-uksc-16" in cited["now"]
    assert cited["then"] == [id for id in cited["now"] if id != "agni-2026-uksc-16"]
    assert found(BOOK, told(RESTRICTED, as_at="2005-01-01")).keys().isdisjoint({"dol-refer", "bi-without-incapacity"})


def test_a_record_that_names_no_version_answers_the_newest_however_old_the_case(tiny: Rulebook) -> None:
    record = {"questionnaire": "versions", "answers": {}}
    read = bundle_of({"as_at": "2001-01-01", "records": [record, {**record, "version": 1}]}, tiny)
    assert [each["version"] for each in read["records"]] == [2, 1]


def test_null_means_not_answered() -> None:
    nothing = of("capacity", understand=None, sessions=None, assessed_on=None)
    assert found(BOOK, told(nothing)) == found(BOOK, told(of("capacity")))


# ---- The schema


def test_the_schema_holds_every_question_in_its_words_and_every_option() -> None:
    made = schema(BOOK)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for (id, version), questionnaire in BOOK.questionnaires.items():
        asked = made["$defs"][f"{id}.{version}"]["properties"]
        assert asked.keys() == questionnaire.by_id.keys()
        for question in questionnaire.every():
            assert asked[question.id]["title"] == question.title
            asks = asked[question.id].get("items", {}).get("properties", {})
            assert {key: each["title"] for key, each in asks.items()} == {ask.id: ask.title for ask in question.asks}
            assert question.hint is None or question.hint in asked[question.id]["description"]


def test_an_option_of_the_schema_has_its_key_and_its_words() -> None:
    made = schema(BOOK)["$defs"]["capacity.1"]["properties"]
    assert {"const": "unable", "title": "No, they could not, even with help"} in made["weigh"]["oneOf"]
    insight = {"const": "lacks-insight", "title": "Someone says they lack insight"}
    assert insight in made["weigh_reason"]["items"]["oneOf"]
    assert made["assessed_on"]["format"] == "date"
    assert "“weigh” is “unable”" in made["impairment"]["description"]
    assert made["assessor"]["type"] == "string"
    reason = BOOK.questionnaire("capacity").find("sessions__none_because")
    assert made["sessions__none_because"]["title"] == reason.title


def test_the_facts_of_person_and_decision_are_in_the_schema() -> None:
    made = schema(BOOK)
    assert made["$defs"]["person"]["properties"]["age"]["type"] == "integer"
    kinds = [each["const"] for each in made["$defs"]["decision"]["properties"]["kind"]["oneOf"]]
    assert kinds == list(BOOK.decision_kinds)
    assert made["required"] == ["as_at", "records"]


def test_every_version_is_in_the_schema_and_an_old_one_must_be_named(tiny: Rulebook) -> None:
    records = schema(tiny)["properties"]["records"]["items"]["oneOf"]
    versions = [each for each in records if each["properties"]["questionnaire"]["const"] == "versions"]
    required = [each["required"] for each in versions]
    assert required == [["questionnaire", "answers", "version"], ["questionnaire", "answers"]]


def test_no_name_is_used_that_the_schema_does_not_explain() -> None:
    text = json.dumps(schema(BOOK))
    used = {part["$ref"] for part in _parts(schema(BOOK)) if "$ref" in part}
    assert all(f'"{reference.rpartition("/")[2]}"' in text for reference in used)


def _parts(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return ([value] if isinstance(value, dict) else []) + [part for each in inner for part in _parts(each)]
