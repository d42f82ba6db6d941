"""The edges that mutants of the conditions found untried: counting, not being sure, and knowing less than usual."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from riskpanel.rulebook import Rulebook
from riskpanel.rulebook.conditions import weigh, worked_out
from riskpanel.rulebook.grammar import Condition
from riskpanel.rulebook.path import Bundle, read_record
from riskpanel.rulebook.reading import Scope
from riskpanel.rulebook.truth import Outcome, Truth
from tests.rulebook.test_conditions import HARMS, NO, OFTEN, OPEN, YES, weighed

CONDITIONS: TypeAdapter[Any] = TypeAdapter(Condition)


def without_rules(book: Rulebook, condition: dict[str, Any], answers: dict[str, Any], **given: Any) -> Outcome:
    """As a page is worked out: the questionnaire is at hand, the rules and perhaps the day are not."""
    around = Bundle(None, given)
    record = read_record(book.questionnaire("types"), answers, around)
    return weigh(CONDITIONS.validate_python(condition), Scope(around, record))


def labels(seen: Any) -> list[str]:
    return [each.label for each in seen]


def test_not_being_sure_is_a_reason_where_the_condition_asks_for_it(tiny: Rulebook) -> None:
    outcome = weighed(tiny, "types", {"one": "not-sure"}, {"answer": "one", "is": "not-sure"})
    assert (labels(outcome.seen), outcome.open) == (["Drink"], ())


UNDECIDED = {"what": "Cold"}
COUNTS: list[tuple[dict[str, int], list[Any], str]] = [
    ({"at_most": 1}, [HARMS[0], UNDECIDED], OPEN),
    ({"at_most": 2}, [HARMS[0], UNDECIDED], YES),
    ({"at_most": 0}, [HARMS[0], UNDECIDED], NO),
    ({"at_least": 1}, [HARMS[0], UNDECIDED], YES),
    ({"at_least": 1, "at_most": 1}, [HARMS[0], UNDECIDED], OPEN),
    ({"at_least": 2, "at_most": 2}, [HARMS[0], HARMS[0]], YES),
    ({"at_most": 1}, [], YES),
]


@pytest.mark.parametrize(("bounds", "harms", "expected"), COUNTS)
def test_a_count_is_certain_only_when_what_is_open_cannot_change_it(
    tiny: Rulebook, bounds: dict[str, int], harms: list[Any], expected: str
) -> None:
    condition = {"count": "harms", "where": OFTEN, **bounds}
    assert weighed(tiny, "groups", {"harms": harms}, condition).truth.value == expected


def test_an_open_count_names_the_entries_it_waits_for(tiny: Rulebook) -> None:
    condition = {"count": "harms", "where": OFTEN, "at_least": 2}
    outcome = weighed(tiny, "groups", {"harms": [HARMS[0], UNDECIDED]}, condition)
    assert (labels(outcome.seen), labels(outcome.open)) == (["Harms"], ["Cold: How likely?"])
    settled = weighed(tiny, "groups", {"harms": [HARMS[0], HARMS[0], UNDECIDED]}, condition)
    assert (settled.truth.value, labels(settled.seen), settled.open) == (YES, ["Harms"], ())


def test_a_named_function_is_asked(tiny: Rulebook) -> None:
    answers = {"visits": [{"on": "2026-11-01"}, {"on": "2026-11-01"}]}
    function = {"function": "group_dates_all_on_one_day"}
    assert weighed(tiny, "groups", answers, function).truth.value == YES
    assert weighed(tiny, "groups", {}, function).truth.value == NO
    assert weighed(tiny, "groups", answers, {"some": "visits", "where": function}).truth.value == YES


def test_a_named_function_looks_beyond_the_record(tiny: Rulebook) -> None:
    function = {"function": "several_decisions_in_one"}
    outcome = weighed(tiny, "types", {"kinds": ["travel"]}, function, decision={"kind": "tea"})
    assert outcome.truth.value == YES


def test_nothing_is_too_old_where_the_local_figures_are_not_at_hand(tiny: Rulebook) -> None:
    older = {"answer": "from", "older_than": "policy:stale_days"}
    outcome = without_rules(tiny, older, {"from": "2001-01-01"}, as_at=date(2026, 11, 20))
    assert (outcome.truth.value, labels(outcome.seen)) == (NO, ["From when?"])
    assert labels(without_rules(tiny, older, {}).open) == ["From when?"]


def test_nothing_is_before_a_day_that_is_not_known(tiny: Rulebook) -> None:
    before = {"answer": "from", "before": "as_at"}
    assert without_rules(tiny, before, {"from": "2001-01-01"}).truth.value == OPEN
    assert without_rules(tiny, before, {"from": "2001-01-01"}, as_at=date(2026, 11, 20)).truth.value == YES


def test_a_record_that_was_begun_says_so_in_words(tiny: Rulebook) -> None:
    seen = weighed(tiny, "types", {}, {"started": "types"}).seen[0]
    assert (seen.label, seen.value, seen.page) == ("Types: started", "yes", "")
    seen = weighed(tiny, "types", {}, {"concluded": "types"}).seen[0]
    assert (seen.label, seen.value) == ("Types: completed", "no")


def test_a_comparison_of_two_waits_only_for_the_one_that_is_open(tiny: Rulebook) -> None:
    outcome = weighed(tiny, "types", {"from": "2026-01-02"}, {"answer": "from", "after": "until"})
    assert (labels(outcome.seen), labels(outcome.open)) == (["From when?"], ["Until when?"])


BOTH = ["From when?", "Until when?"]
RESTS_ON: list[tuple[dict[str, Any], dict[str, Any], str, list[str]]] = [
    ({"answer": "from", "after": "until"}, {"from": "2026-01-02", "until": "2026-01-01"}, YES, BOTH),
    ({"answer": "from", "after": "until"}, {"from": "2026-01-01", "until": "2026-01-01"}, NO, BOTH),
    ({"answer": "from", "same_as": "until"}, {"from": "2026-01-01", "until": "2026-01-01"}, YES, BOTH),
    ({"answer": "from", "before": "as_at"}, {"from": "2026-01-01"}, YES, ["From when?"]),
    ({"answer": "from", "older_than": "policy:stale_days"}, {"from": "2026-01-01"}, YES, ["From when?"]),
]


def test_an_outcome_rests_on_what_was_compared(tiny: Rulebook) -> None:
    for condition, answers, truth, rests_on in RESTS_ON:
        outcome = weighed(tiny, "types", answers, condition)
        assert (outcome.truth.value, labels(outcome.seen), outcome.open) == (truth, rests_on, ()), condition


NOBODY: list[tuple[dict[str, Any], str]] = [
    ({"some": "harms"}, NO),
    ({"some": "harms", "where": OFTEN}, NO),
    ({"every": "harms", "where": OFTEN}, YES),
    ({"none": "harms"}, YES),
    ({"none": "harms", "where": OFTEN}, YES),
    ({"not": {"none": "harms"}}, NO),
]


def test_where_there_is_no_entry_it_rests_on_there_being_none(tiny: Rulebook) -> None:
    for condition, truth in NOBODY:
        outcome = weighed(tiny, "groups", {}, condition)
        assert (outcome.truth.value, labels(outcome.seen), outcome.open) == (truth, ["Harms"], ()), condition


def test_the_opposite_waits_for_the_same_answers(tiny: Rulebook) -> None:
    both = {"all": [{"answer": "plain", "is": "yes"}, {"answer": "one", "is": "tea"}]}
    outcome = weighed(tiny, "types", {"plain": "yes"}, {"not": both})
    assert (labels(outcome.seen), labels(outcome.open)) == (["Yes or no?"], ["Drink"])


def test_a_count_rests_also_on_what_is_known_of_the_entries_it_waits_for(tiny: Rulebook) -> None:
    where = {"all": [{"answer": "what", "answered": True}, OFTEN]}
    outcome = weighed(tiny, "groups", {"harms": [UNDECIDED]}, {"count": "harms", "at_least": 1, "where": where})
    assert (labels(outcome.seen), labels(outcome.open)) == (["Harms", "Cold: What might happen?"],
                                                            ["Cold: How likely?"])


def test_a_count_waits_for_every_entry_that_is_open(tiny: Rulebook) -> None:
    harms = [UNDECIDED, {"what": "Heat"}]
    outcome = weighed(tiny, "groups", {"harms": harms}, {"count": "harms", "at_least": 1, "where": OFTEN})
    assert (labels(outcome.seen), labels(outcome.open)) == (["Harms"], ["Cold: How likely?", "Heat: How likely?"])


def test_a_working_day_is_not_a_bank_holiday(tiny: Rulebook) -> None:
    older = {"answer": "from", "older_than": "policy:answer_days"}
    answers = {"from": "2026-12-18"}
    assert weighed(tiny, "types", answers, older, as_at=date(2027, 1, 6)).truth.value == YES
    assert weighed(tiny, "types", answers, older, as_at=date(2027, 1, 5)).truth.value == NO


def test_only_a_record_of_that_questionnaire_makes_it_concluded(tiny: Rulebook) -> None:
    others = [{"questionnaire": "when", "answers": {}, "completed_on": "2026-02-02"}]
    assert weighed(tiny, "types", {}, {"concluded": "groups"}, others=others).truth.value == NO
    assert weighed(tiny, "types", {}, {"concluded": "when"}, others=others).truth.value == YES


def test_a_condition_is_worked_out_once() -> None:
    condition = CONDITIONS.validate_python({"not": {"some": "harms"}})
    assert worked_out(condition) is worked_out(condition)


def test_a_truth_of_python_is_a_truth() -> None:
    assert (Truth.of(True), Truth.of(False)) == (Truth.TRUE, Truth.FALSE)
    assert Outcome(Truth.TRUE) == Outcome(Truth.TRUE, (), ())
