"""Whatever the condition and the answers, the engine says what a plain reading of the condition says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskpanel.rulebook import load
from riskpanel.rulebook.definitions import Question
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Record
from tests.rulebook.test_any_answers import answers_to
from tests.rulebook.test_conditions import weighed

BOOK = load(Path(__file__).parent / "tiny")
TODAY = date(2026, 11, 20)
NOTHING = (None, "not-sure", ("not-sure",))
Condition = dict[str, Any]

# ---- A plain reading: True, False, or None where it cannot be told


@dataclass
class Place:
    """A record, and the entry of a group of it that a condition stands in."""

    bundle: Bundle
    record: Record
    entry: Mapping[str, Any] = field(default_factory=dict)
    asks: Mapping[str, Question] = field(default_factory=dict)

    def find(self, reference: str) -> tuple[Any, Question]:
        if reference in self.asks:
            return self.entry.get(reference), self.asks[reference]
        where, _, id = reference.lstrip("^").rpartition(".")
        record = self.bundle.record(where) if where else self.record
        assert record
        return record.answers.get(id), record.questionnaire.by_id[id]


def _far(value: Any, question: Question) -> int:
    return list(question.options).index(value) if question.type == "scale" else int(value)


def _several(value: Any) -> list[Any]:
    return [each.lower() for each in (value if isinstance(value, tuple) else (value,))]


COMPARED: Mapping[str, Callable[[Any, Any, Question], bool]] = {
    "is": lambda value, right, question: value == right,
    "is_not": lambda value, right, question: value != right,
    "in": lambda value, right, question: value in right,
    "at_least": lambda value, right, question: _far(value, question) >= _far(right, question),
    "at_most": lambda value, right, question: _far(value, question) <= _far(right, question),
    "before": lambda value, right, question: value < right,
    "after": lambda value, right, question: value > right,
    "older_than": lambda value, right, question: (TODAY - value).days > BOOK.policy[right.split(":")[1]].value,
    "mentions": lambda value, right, question: any(f" {each} " in f" {value.lower()} " for each in right),
    "same_as": lambda value, right, question: any(each in _several(right) for each in _several(value)),
}


def _compared(condition: Condition, place: Place) -> bool | None:
    value, question = place.find(condition["answer"])
    [test] = condition.keys() - {"answer"}
    right = condition[test]
    if test in ("answered", "unanswered"):
        return (value is None) is (test == "unanswered")
    if test == "same_as" or (test in ("before", "after") and right in ("until", "from")):
        right = place.find(right)[0]
    unsure_is_an_answer = value is not None and (right == "not-sure" or (test == "in" and "not-sure" in right))
    if right is None or (value in NOTHING and not unsure_is_an_answer):
        return None
    if test == "includes":
        return True if right in value else None if "not-sure" in value else False
    return COMPARED[test](value, TODAY if right == "as_at" else right, question)


def _over(condition: Condition, place: Place) -> bool | None:
    [form] = condition.keys() & {"some", "every", "none", "count"}
    value, question = place.find(condition[form])
    found = [meant(condition["where"], Place(place.bundle, place.record, entry, question.ask))
             if "where" in condition else True for entry in value or ()]
    if form == "count":
        low, high = found.count(True), found.count(True) + found.count(None)
        kept = {condition.get("at_least", 0) <= number <= condition.get("at_most", 99)
                for number in range(low, high + 1)}
        return kept.pop() if len(kept) == 1 else None
    return {"some": _any(found), "every": _all(found), "none": _not(_any(found))}[form]


def _any(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _not(found: bool | None) -> bool | None:
    return None if found is None else not found


def meant(condition: Condition, place: Place) -> bool | None:
    if "answer" in condition:
        return _compared(condition, place)
    if "all" in condition:
        return _all([meant(each, place) for each in condition["all"]])
    if "any" in condition:
        return _any([meant(each, place) for each in condition["any"]])
    return _not(meant(condition["not"], place)) if "not" in condition else _over(condition, place)


# ---- Any condition on the tiny questionnaires

TESTS: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "one": {"is": st.sampled_from(["tea", "not-sure"]), "is_not": st.sampled_from(["coffee", "not-sure"]),
            "in": st.sampled_from([["tea"], ["coffee", "not-sure"]])},
    "several": {"includes": st.sampled_from(["red", "blue", "not-sure"])},
    "often": {test: st.sampled_from(["rarely", "sometimes", "daily"]) for test in ("at_least", "at_most", "is")},
    "weeks": {test: st.integers(0, 120) for test in ("at_least", "at_most", "is")},
    "from": {"older_than": st.just("policy:stale_days"),
             **dict.fromkeys(("before", "after"), st.sampled_from(["as_at", "until", TODAY, date(2000, 1, 1)]))},
    "until": {"before": st.sampled_from(["as_at", "from"])},
    "long": {"mentions": st.just(["a fall", "tea"])},
    "short": {"same_as": st.sampled_from(["who", "long"])},
    "person.age": {"at_least": st.integers(0, 120)},
}
HARM: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "what": {"same_as": st.sampled_from(["where", "^where", "how_often"])},
    "likely": {"is": st.sampled_from(["often", "not-sure"]), "at_least": st.sampled_from(["rarely", "often"])},
    "how_often": {"mentions": st.just(["refused"])},
    "where": {},
}


def comparisons(tests: Mapping[str, Mapping[str, st.SearchStrategy[Any]]]) -> st.SearchStrategy[Condition]:
    presence = {"answered": st.just(True), "unanswered": st.just(True)}
    return st.one_of(*(st.fixed_dictionaries({"answer": st.just(name), test: right})
                       for name, known in tests.items() for test, right in {**known, **presence}.items()))


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(*(st.fixed_dictionaries({form: given})
                       for form, given in (("all", several), ("any", several), ("not", parts))))


def any_condition(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(parts, joined, max_leaves=6)


of_an_entry = any_condition(comparisons(HARM))
over_a_group = st.one_of(
    st.fixed_dictionaries({"some": st.just("harms")}, optional={"where": of_an_entry}),
    st.fixed_dictionaries({"none": st.just("harms")}, optional={"where": of_an_entry}),
    st.fixed_dictionaries({"every": st.just("harms"), "where": of_an_entry}),
    st.fixed_dictionaries({"count": st.just("harms"), "at_least": st.integers(1, 3)}, optional={"where": of_an_entry}),
    st.fixed_dictionaries({"count": st.just("harms"), "at_most": st.integers(0, 2)}, optional={"where": of_an_entry}),
)
of_types = any_condition(comparisons(TESTS))
of_groups = any_condition(over_a_group | comparisons({"where": {}}))
people = st.fixed_dictionaries({}, optional={"age": st.integers(0, 120)})
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _place(of: str, answers: dict[str, Any], person: dict[str, Any]) -> Place:
    bundle = Bundle(BOOK, {"as_at": TODAY, "person": person, "records": [{"questionnaire": of, "answers": answers}]})
    record = bundle.record(of)
    assert record
    return Place(bundle, record)


SAID = {"true": True, "false": False, "cannot tell": None}


@slowly
@given(of_types, answers_to(BOOK.questionnaire("types")), people)
def test_a_condition_on_answers(condition: Condition, answers: dict[str, Any], person: dict[str, Any]) -> None:
    outcome = weighed(BOOK, "types", answers, condition, person=person)
    assert SAID[outcome.truth.value] is meant(condition, _place("types", answers, person))


@slowly
@given(of_groups, answers_to(BOOK.questionnaire("groups")))
def test_a_condition_on_groups(condition: Condition, answers: dict[str, Any]) -> None:
    outcome = weighed(BOOK, "groups", answers, condition)
    assert SAID[outcome.truth.value] is meant(condition, _place("groups", answers, {}))


@slowly
@given(of_types, answers_to(BOOK.questionnaire("types")))
def test_what_an_outcome_rests_on_is_all_it_needs(condition: Condition, answers: dict[str, Any]) -> None:
    outcome = weighed(BOOK, "types", answers, condition)
    rests_on = {seen.question.id for seen in outcome.seen}
    alone = {id: answer for id, answer in answers.items() if id in rests_on}
    if outcome.truth.value != "cannot tell":
        assert outcome.open == ()
        assert weighed(BOOK, "types", alone, condition).truth is outcome.truth


@slowly
@given(of_types, answers_to(BOOK.questionnaire("types")))
def test_what_cannot_be_told_waits_for_something_unsettled(condition: Condition, answers: dict[str, Any]) -> None:
    outcome = weighed(BOOK, "types", answers, condition)
    assert all(seen.value in NOTHING for seen in outcome.open)
    if outcome.truth.value == "cannot tell":
        partly = [seen for seen in outcome.seen
                  if seen.question.id == "several" and "not-sure" in (seen.value or ())]
        assert outcome.open or partly
