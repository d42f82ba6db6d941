"""A condition is true, false or cannot tell, and remembers what it read."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from riskpanel.rulebook import Rulebook
from riskpanel.rulebook.conditions import mentions, weigh
from riskpanel.rulebook.grammar import Condition
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Scope
from riskpanel.rulebook.truth import Outcome

CONDITIONS: TypeAdapter[Any] = TypeAdapter(Condition)
YES, NO, OPEN = "true", "false", "cannot tell"
HARMS = [{"what": "A fall", "likely": "often"}, {"what": "A burn", "likely": "rarely"}]


def weighed(book: Rulebook, of: str, answers: dict[str, Any], condition: dict[str, Any], **more: Any) -> Outcome:
    records = [{"questionnaire": of, "answers": answers}, *more.pop("others", [])]
    bundle = Bundle(book, {"as_at": date(2026, 11, 20), "records": records, **more})
    record = bundle.record(of)
    assert record
    return weigh(CONDITIONS.validate_python(condition), Scope(bundle, record))


LEAVES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"answer": "one", "is": "tea"}, {"one": "tea"}, YES),
    ({"answer": "one", "is": "tea"}, {"one": "coffee"}, NO),
    ({"answer": "one", "is": "tea"}, {}, OPEN),
    ({"answer": "one", "is": "tea"}, {"one": "not-sure"}, OPEN),
    ({"answer": "one", "is": "not-sure"}, {"one": "not-sure"}, YES),
    ({"answer": "one", "is": "not-sure"}, {"one": "tea"}, NO),
    ({"answer": "one", "is": "not-sure"}, {}, OPEN),
    ({"answer": "one", "is": "tea"}, {"one": "gin"}, OPEN),
    ({"answer": "one", "is_not": "tea"}, {"one": "coffee"}, YES),
    ({"answer": "one", "is_not": "tea"}, {"one": "not-sure"}, OPEN),
    ({"answer": "one", "in": ["tea", "not-sure"]}, {"one": "not-sure"}, YES),
    ({"answer": "one", "in": ["tea", "not-sure"]}, {"one": "coffee"}, NO),
    ({"answer": "one", "in": ["tea", "coffee"]}, {"one": "not-sure"}, OPEN),
    ({"answer": "doubtful", "is": "no"}, {"doubtful": "not-sure"}, OPEN),
    ({"answer": "several", "includes": "red"}, {"several": ["red", "not-sure"]}, YES),
    ({"answer": "several", "includes": "red"}, {"several": ["green"]}, NO),
    ({"answer": "several", "includes": "red"}, {"several": ["green", "not-sure"]}, OPEN),
    ({"answer": "several", "includes": "red"}, {"several": ["not-sure"]}, OPEN),
    ({"answer": "several", "includes": "red"}, {"several": []}, OPEN),
    ({"answer": "several", "includes": "not-sure"}, {"several": ["not-sure"]}, YES),
    ({"answer": "often", "at_least": "sometimes"}, {"often": "daily"}, YES),
    ({"answer": "often", "at_least": "sometimes"}, {"often": "rarely"}, NO),
    ({"answer": "often", "at_most": "sometimes"}, {"often": "sometimes"}, YES),
    ({"answer": "often", "at_least": "sometimes"}, {"often": "not-sure"}, OPEN),
    ({"answer": "weeks", "at_least": 8}, {"weeks": 8}, YES),
    ({"answer": "weeks", "at_most": 7}, {"weeks": 8}, NO),
    ({"answer": "weeks", "at_least": 8}, {"weeks": "eight"}, OPEN),
    ({"answer": "from", "before": "as_at"}, {"from": "2026-11-19"}, YES),
    ({"answer": "from", "before": "as_at"}, {"from": "2026-11-20"}, NO),
    ({"answer": "from", "after": date(2026, 1, 1)}, {"from": "2026-01-02"}, YES),
    ({"answer": "from", "after": "until"}, {"from": "2026-01-02", "until": "2026-01-01"}, YES),
    ({"answer": "from", "after": "until"}, {"from": "2026-01-02"}, OPEN),
    ({"answer": "from", "before": "until"}, {"from": "rubbish", "until": "2026-01-01"}, OPEN),
    ({"answer": "from", "older_than": "policy:stale_days"}, {"from": "2026-10-20"}, YES),
    ({"answer": "from", "older_than": "policy:stale_days"}, {"from": "2026-10-21"}, NO),
    ({"answer": "from", "older_than": "policy:answer_days"}, {"from": "2026-11-05"}, YES),
    ({"answer": "from", "older_than": "policy:answer_days"}, {"from": "2026-11-06"}, NO),
    ({"answer": "from", "older_than": "policy:answer_days"}, {"from": "0001-01-01"}, YES),
    ({"answer": "from", "older_than": "policy:answer_days"}, {"from": "9999-12-31"}, NO),
    ({"answer": "from", "older_than": "policy:recheck_hours"}, {"from": "2026-11-16"}, YES),
    ({"answer": "from", "older_than": "policy:recheck_hours"}, {"from": "2026-11-17"}, NO),
    ({"answer": "long", "answered": True}, {"long": "Words"}, YES),
    ({"answer": "long", "answered": True}, {"long": "   "}, NO),
    ({"answer": "one", "answered": True}, {"one": "not-sure"}, YES),
    ({"answer": "long", "unanswered": True}, {}, YES),
    ({"answer": "long", "mentions": ["acid test"]}, {"long": "the Acid\n test was"}, YES),
    ({"answer": "long", "mentions": ["acid test"]}, {"long": "placid testing"}, NO),
    ({"answer": "long", "mentions": ["acid test"]}, {}, OPEN),
    ({"answer": "short", "same_as": "who"}, {"short": "Joan ", "who": "joan"}, YES),
    ({"answer": "short", "same_as": "who"}, {"short": "Joan", "who": "Ed"}, NO),
    ({"answer": "short", "same_as": "who"}, {"short": "Joan"}, OPEN),
]


@pytest.mark.parametrize(("condition", "answers", "expected"), LEAVES)
def test_a_comparison(tiny: Rulebook, condition: dict[str, Any], answers: dict[str, Any], expected: str) -> None:
    assert weighed(tiny, "types", answers, condition).truth.value == expected


T, F, U = {"plain": "yes"}, {"plain": "no"}, {}
TRUE = {"answer": "short", "unanswered": True}
FALSE = {"answer": "short", "answered": True}
UNKNOWN = {"answer": "plain", "is": "yes"}
JOINED: list[tuple[dict[str, Any], str]] = [
    ({"all": [TRUE, TRUE]}, YES),
    ({"all": [TRUE, UNKNOWN]}, OPEN),
    ({"all": [UNKNOWN, FALSE]}, NO),
    ({"any": [UNKNOWN, TRUE]}, YES),
    ({"any": [UNKNOWN, FALSE]}, OPEN),
    ({"any": [FALSE, FALSE]}, NO),
    ({"not": TRUE}, NO),
    ({"not": FALSE}, YES),
    ({"not": UNKNOWN}, OPEN),
]


@pytest.mark.parametrize(("condition", "expected"), JOINED)
def test_an_unanswered_part_decides_nothing_by_itself(tiny: Rulebook, condition: dict[str, Any], expected: str) -> None:
    assert weighed(tiny, "types", {}, condition).truth.value == expected


OFTEN = {"answer": "likely", "is": "often"}
GROUPS: list[tuple[dict[str, Any], list[Any], str]] = [
    ({"some": "harms"}, HARMS, YES),
    ({"some": "harms"}, [], NO),
    ({"some": "harms", "where": OFTEN}, HARMS, YES),
    ({"some": "harms", "where": OFTEN}, HARMS[1:], NO),
    ({"some": "harms", "where": OFTEN}, [HARMS[1], {"what": "Cold"}], OPEN),
    ({"every": "harms", "where": OFTEN}, HARMS, NO),
    ({"every": "harms", "where": OFTEN}, HARMS[:1], YES),
    ({"every": "harms", "where": OFTEN}, [HARMS[0], {"what": "Cold"}], OPEN),
    ({"none": "harms"}, [], YES),
    ({"none": "harms", "where": OFTEN}, HARMS[1:], YES),
    ({"count": "harms", "at_least": 2}, HARMS, YES),
    ({"count": "harms", "at_most": 1}, HARMS, NO),
    ({"count": "harms", "at_least": 1, "where": OFTEN}, [{"what": "Cold"}], OPEN),
    ({"count": "harms", "at_least": 2, "where": OFTEN}, [{"what": "Cold"}], NO),
    ({"some": "harms"}, ["not an entry", {}, {"what": "  "}], NO),
]


@pytest.mark.parametrize(("condition", "harms", "expected"), GROUPS)
def test_a_condition_over_a_group(tiny: Rulebook, condition: dict[str, Any], harms: list[Any], expected: str) -> None:
    assert weighed(tiny, "groups", {"harms": harms}, condition).truth.value == expected


def test_inside_an_entry_a_caret_means_one_step_out(tiny: Rulebook) -> None:
    unguarded = {
        "some": "harms",
        "where": {"none": "precautions", "where": {"answer": "against", "same_as": "^what"}},
    }
    answers: dict[str, Any] = {"harms": HARMS, "precautions": [{"step": "A rail", "against": ["A fall"]}]}
    assert weighed(tiny, "groups", answers, unguarded).truth.value == YES
    answers["precautions"].append({"step": "A guard", "against": ["A burn"]})
    assert weighed(tiny, "groups", answers, unguarded).truth.value == NO
    own = {"some": "harms", "where": {"answer": "^where", "answered": True}}
    assert weighed(tiny, "groups", answers, own).truth.value == NO
    assert weighed(tiny, "groups", {**answers, "where": "Home"}, own).truth.value == YES


def test_a_record_that_does_not_exist_cannot_be_told_about(tiny: Rulebook) -> None:
    found = {
        "is": weighed(tiny, "types", {}, {"answer": "when.dog", "is": "yes"}).truth.value,
        "answered": weighed(tiny, "types", {}, {"answer": "when.dog", "answered": True}).truth.value,
        "unanswered": weighed(tiny, "types", {}, {"answer": "when.dog", "unanswered": True}).truth.value,
        "some": weighed(tiny, "types", {}, {"some": "groups.harms"}).truth.value,
        "started": weighed(tiny, "types", {}, {"started": "when"}).truth.value,
    }
    assert found == {"is": OPEN, "answered": NO, "unanswered": YES, "some": OPEN, "started": NO}


def test_the_latest_record_of_another_questionnaire_is_read(tiny: Rulebook) -> None:
    others = [
        {"questionnaire": "when", "answers": {"dog": "yes"}, "started_on": "2026-03-01"},
        {"questionnaire": "when", "answers": {"dog": "no"}, "started_on": date(2026, 2, 1)},
    ]
    condition = {"answer": "when.dog", "is": "yes"}
    assert weighed(tiny, "types", {}, condition, others=others).truth.value == YES
    started = {"answer": "when.started_on", "after": date(2026, 2, 15)}
    assert weighed(tiny, "types", {}, started, others=others).truth.value == YES
    assert weighed(tiny, "types", {}, {"concluded": "when"}, others=others).truth.value == NO
    others[1]["completed_on"] = "2026-02-02"
    assert weighed(tiny, "types", {}, {"concluded": "when"}, others=others).truth.value == YES


def test_facts_of_the_person_and_the_decision_are_read(tiny: Rulebook) -> None:
    condition = {"all": [{"answer": "person.age", "at_least": 18}, {"answer": "decision.kind", "is": "tea"}]}
    given = {"person": {"age": 80}, "decision": {"kind": "tea"}}
    assert weighed(tiny, "types", {}, condition, **given).truth.value == YES
    assert weighed(tiny, "types", {}, condition).truth.value == OPEN


def test_an_answer_off_the_path_counts_as_unanswered(tiny: Rulebook) -> None:
    answers = {"dog": "no", "name": "Rex", "bites": "yes"}
    assert weighed(tiny, "when", answers, {"answer": "name", "unanswered": True}).truth.value == YES
    answers["dog"] = "yes"
    assert weighed(tiny, "when", answers, {"answer": "name", "unanswered": True}).truth.value == NO


def test_what_settled_it_is_remembered_and_what_did_not_is_left_out(tiny: Rulebook) -> None:
    either = {"any": [{"answer": "plain", "is": "yes"}, {"answer": "one", "is": "tea"}]}
    outcome = weighed(tiny, "types", {"plain": "yes", "one": "coffee"}, either)
    assert [seen.label for seen in outcome.seen] == ["Yes or no?"]
    both = {"all": [{"answer": "plain", "is": "yes"}, {"answer": "one", "is": "tea"}]}
    outcome = weighed(tiny, "types", {"plain": "yes"}, both)
    assert [seen.label for seen in outcome.seen] == ["Yes or no?"]
    assert [seen.label for seen in outcome.open] == ["Drink"]


@pytest.mark.parametrize(
    ("text", "found"), [("It was Refused.", True), ("unrefused", False), ("refused-again", True), ("", False)]
)
def test_words_are_found_whole_and_in_any_case(text: str, found: bool) -> None:
    assert mentions(text, ("refused",)) is found
