"""What holds of the real rules, whatever is answered: drawn from the questionnaires and from the schema itself."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskpanel.rulebook import NO_ENTRIES, Question, Questionnaire, load
from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.bundles import answer, bundle_of, choices, read_bundle
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.findings import evaluate_all
from riskpanel.rulebook.schema import schema
from tests.rulebook.test_any_answers import rubbish

BOOK = load(Path(__file__).parents[2] / "rules")
SCHEMA = schema(BOOK)
NAMES = sorted({id for id, _ in BOOK.questionnaires})
WRITTEN = ("text", "long-text", "document", "person", "one-of")
WORDS = ["A fall", "Joan", "She lacks insight", "acid test", "for her own safety", "a fall ", "Home", "x" * 70]
Bundle = dict[str, Any]

slowly = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


# ---- Drawing answers: from the questionnaires


def value_of(question: Question) -> st.SearchStrategy[Any]:
    if question.type == "group":
        return st.lists(answers_to(dict(question.ask)), max_size=3)
    if question.type == "date":
        return st.dates().map(str)
    if question.type == "number":
        return st.integers(0, 100)
    keys = choices(question, BOOK)
    one = st.sampled_from(sorted(keys)) if keys else st.sampled_from(WORDS)
    return st.lists(one, max_size=4, unique=True) if question.type == "several-of" else one


def answers_to(questions: dict[str, Question]) -> st.SearchStrategy[Bundle]:
    """A few of the questions, or most of them."""
    asked = {id: value_of(question) for id, question in questions.items()}
    few = st.lists(st.sampled_from(sorted(asked)), unique=True)
    many = st.lists(st.sampled_from(sorted(asked)), unique=True, min_size=len(asked) // 2)
    return st.one_of(few, many).flatmap(lambda ids: st.fixed_dictionaries({id: asked[id] for id in ids}))


def record(questionnaire: Questionnaire) -> st.SearchStrategy[Bundle]:
    return st.fixed_dictionaries(
        {"questionnaire": st.just(questionnaire.id), "answers": answers_to(dict(questionnaire.by_id))},
        optional={"started_on": st.dates().map(str), "completed_on": st.none() | st.dates().map(str)},
    )


records = st.sampled_from(NAMES).flatmap(lambda name: record(BOOK.questionnaire(name)))
bundles = st.fixed_dictionaries(
    {
        "as_at": st.just("2026-11-20") | st.dates(date(2006, 1, 1), date(2030, 1, 1)).map(str),
        "person": answers_to(dict(CATALOGUES["person"].by_id)),
        "decision": answers_to(dict(CATALOGUES["decision"].by_id)),
        "records": st.lists(records, min_size=1, max_size=4),
    }
)


# ---- Drawing bundles: from the schema alone, as a stranger would


def _object(part: Bundle) -> st.SearchStrategy[Any]:
    drawn = {key: fits(each) for key, each in part["properties"].items()}
    must = set(part.get("required", ()))
    optional = {key: each for key, each in drawn.items() if key not in must}
    few = st.lists(st.sampled_from(sorted(optional)), unique=True, max_size=6) if optional else st.just([])
    return few.flatmap(lambda keys: st.fixed_dictionaries({key: drawn[key] for key in must | set(keys)}))


def fits(part: Bundle) -> st.SearchStrategy[Any]:
    """Whatever fits this part of the schema."""
    if "$ref" in part:
        return st.deferred(lambda: fits(SCHEMA["$defs"][part["$ref"].removeprefix("#/$defs/")]))
    if "const" in part:
        return st.just(part["const"])
    for key in ("oneOf", "anyOf"):
        if key in part:
            return st.one_of(*(fits(each) for each in part[key]))
    if part.get("format") == "date":
        return st.dates().map(str)
    return {
        "object": lambda: _object(part),
        "array": lambda: st.lists(fits(part["items"]), max_size=3, unique_by=json.dumps),
        "string": lambda: st.text(max_size=20),
        "integer": lambda: st.integers(part.get("minimum", 0), part.get("maximum", 150)),
        "null": st.none,
    }[part["type"]]()


# ---- What each check reads, and what puts that question on the path


def _names(condition: Any) -> Iterator[str]:
    """Every answer a condition names; inside a group, those of its entries."""
    if isinstance(condition, g.Leaf):
        yield condition.answer
        if isinstance(condition, g.SameAs | g.Before | g.After) and isinstance(condition.value, str):
            yield condition.value
    elif isinstance(condition, g.OverGroup):
        yield condition.group
        yield from _names(condition.where) if condition.where else ()
    elif isinstance(condition, g.All | g.AnyOf):
        for each in condition.of:
            yield from _names(each)
    elif isinstance(condition, g.Not):
        yield from _names(condition.of)


def _groups_or_questions(name: str, home: str) -> set[tuple[str, str]]:
    """The questions a name may mean where it stands: of the record itself, of a group, or of another record."""
    name = name.lstrip("^")
    questionnaire, _, id = name.rpartition(".")
    where = questionnaire or home
    asked = CATALOGUES[where] if where in CATALOGUES else BOOK.questionnaire(where)
    return {(where, question.id) for question in asked.every()
            if id.removesuffix(NO_ENTRIES) == question.id or id in question.ask}


def _functions(condition: Any) -> bool:
    return '"function":' in condition.model_dump_json(by_alias=True)


@cache
def read_by(check_id: str, home: str) -> frozenset[tuple[str, str]]:
    """The questions a check reads, with those that decide whether they are asked at all."""
    found: set[tuple[str, str]] = set()
    waiting = {each for name in _names(BOOK.checks[check_id].when) for each in _groups_or_questions(name, home)}
    while waiting:
        where, id = waiting.pop()
        found.add((where, id))
        if where in CATALOGUES:
            continue
        question = BOOK.questionnaire(where).find(id)
        for each in (question, *question.asks):
            if each.when is not None:
                waiting |= {one for name in _names(each.when) for one in _groups_or_questions(name, where)} - found
    return frozenset(found)


def fired(bundle: Bundle) -> dict[str, Any]:
    findings = answer(BOOK, bundle_of(bundle, BOOK))["findings"]
    return {each["check"]: each for each in findings if each["state"] == "fires"}


def without(bundle: Bundle, number: int, id: str) -> Bundle:
    records = [dict(each) for each in bundle["records"]]
    answers = {key: value for key, value in records[number]["answers"].items() if key != id}
    records[number] = {**records[number], "answers": answers}
    return {**bundle, "records": records}


# ---- The properties


@slowly
@given(bundles)
def test_no_answers_whatever_stop_the_command_from_answering(bundle: Bundle) -> None:
    read = read_bundle(json.dumps(bundle), BOOK)
    assert json.loads(json.dumps(answer(BOOK, read)))["rulebook"]["fingerprint"] == BOOK.fingerprint


@slowly
@given(fits(SCHEMA))
def test_whatever_fits_the_schema_is_read_without_complaint(bundle: Bundle) -> None:
    assert answer(BOOK, read_bundle(json.dumps(bundle), BOOK))["rulebook"]["as_at"] == bundle["as_at"]


@slowly
@given(bundles)
def test_every_finding_names_an_answer_or_its_absence(bundle: Bundle) -> None:
    for each in answer(BOOK, bundle_of(bundle, BOOK))["findings"]:
        assert each["because"], each["check"]
        assert all(read["label"] and read["said"] for read in each["because"]), each["check"]


def answered(bundle: Bundle, number: int, id: str, value: Any) -> Bundle:
    records = [dict(each) for each in bundle["records"]]
    records[number] = {**records[number], "answers": {**records[number]["answers"], id: value}}
    return {**bundle, "records": records}


@slowly
@given(st.data())
def test_answering_a_question_never_makes_an_unrelated_check_fire(data: st.DataObject) -> None:
    bundle = data.draw(bundles)
    number = data.draw(st.integers(0, len(bundle["records"]) - 1))
    home = bundle["records"][number]["questionnaire"]
    questionnaire = BOOK.questionnaire(home)
    for id in data.draw(st.lists(st.sampled_from(sorted(questionnaire.by_id)), min_size=8, max_size=12, unique=True)):
        before = fired(without(bundle, number, id))
        after = fired(answered(bundle, number, id, data.draw(value_of(questionnaire.find(id)))))
        asked = (home, id.removesuffix(NO_ENTRIES))
        for check in (BOOK.checks[each] for each in after.keys() - before.keys()):
            reads = {each for subject in check.applies_to for each in read_by(check.id, subject)}
            assert asked in reads or _functions(check.when), (check.id, asked)


@slowly
@given(st.data())
def test_learning_a_fact_never_makes_an_unrelated_check_fire(data: st.DataObject) -> None:
    bundle = data.draw(bundles)
    name = data.draw(st.sampled_from(sorted(CATALOGUES)))
    facts = CATALOGUES[name].by_id
    for id in data.draw(st.lists(st.sampled_from(sorted(facts)), min_size=4, max_size=8, unique=True)):
        unknown = {key: value for key, value in bundle[name].items() if key != id}
        before = fired({**bundle, name: unknown})
        after = fired({**bundle, name: {**unknown, id: data.draw(value_of(facts[id]))}})
        for check in (BOOK.checks[each] for each in after.keys() - before.keys()):
            reads = {each for subject in check.applies_to for each in read_by(check.id, subject)}
            assert (name, id) in reads or _functions(check.when), (check.id, name, id)


@slowly
@given(bundles)
def test_another_day_changes_only_what_the_law_and_the_calendar_change(bundle: Bundle) -> None:
    day = date.fromisoformat(bundle["as_at"])
    for check in fired(bundle):
        assert BOOK.checks[check].in_force(day), check


@slowly
@given(st.data())
def test_withdrawing_an_answer_restores_what_was_found_before(data: st.DataObject) -> None:
    bundle = data.draw(bundles)
    number = data.draw(st.integers(0, len(bundle["records"]) - 1))
    questionnaire = BOOK.questionnaire(bundle["records"][number]["questionnaire"])
    id = data.draw(st.sampled_from(sorted(questionnaire.by_id)))
    before = without(bundle, number, id)
    found = answer(BOOK, bundle_of(before, BOOK))
    after = answered(before, number, id, data.draw(value_of(questionnaire.find(id))))
    answer(BOOK, bundle_of(after, BOOK))
    assert answer(BOOK, bundle_of(without(after, number, id), BOOK)) == found
    assert answer(BOOK, bundle_of(answered(after, number, id, None), BOOK)) == found


def _reworded(questions: dict[str, Question], answers: Bundle) -> Bundle:
    """The same answers in other words: what was the same stays the same, and what was chosen is untouched."""
    return {id: _other_words(questions[id], value) for id, value in answers.items()}


def _other_words(question: Question, value: Any) -> Any:
    if question.type == "group":
        return [_reworded(dict(question.ask), entry) for entry in value]
    if choices(question, BOOK):
        return value
    if isinstance(value, list):
        return [f"other {each.strip().casefold()}" for each in value]
    return f"other {value.strip().casefold()}" if question.type in WRITTEN else value


@slowly
@given(bundles)
def test_a_stop_is_never_reached_from_the_words_of_a_free_text(bundle: Bundle) -> None:
    facts = {name: _reworded(dict(CATALOGUES[name].by_id), bundle[name]) for name in CATALOGUES}
    records = [{**each, "answers": _reworded(dict(BOOK.questionnaire(each["questionnaire"]).by_id), each["answers"])}
               for each in bundle["records"]]
    other_words = {**bundle, **facts, "records": records}
    stops = [{id for id, each in fired(one).items() if each["severity"] == "stop"} for one in (bundle, other_words)]
    assert stops[0] == stops[1]


def _only_words(questions: dict[str, Question], answers: Bundle) -> Bundle:
    """What somebody wrote, and nothing that was chosen, counted or dated."""
    kept: Bundle = {}
    for id, value in answers.items():
        question = questions[id]
        if question.type == "group":
            kept[id] = [_only_words(dict(question.ask), entry) for entry in value]
        elif question.type in WRITTEN and choices(question, BOOK) is None:
            kept[id] = value
    return kept


ABSENT = ("Not answered", "None", "No")


@slowly
@given(bundles)
def test_where_there_are_only_words_a_stop_rests_on_what_is_missing(bundle: Bundle) -> None:
    facts = {name: _only_words(dict(CATALOGUES[name].by_id), bundle[name]) for name in CATALOGUES}
    records = [{**each, "answers": _only_words(dict(BOOK.questionnaire(each["questionnaire"]).by_id), each["answers"])}
               for each in bundle["records"]]
    for id, each in fired({**bundle, **facts, "records": records}).items():
        if each["severity"] == "stop":
            assert any(read["said"] in ABSENT or _is_a_group(read) for read in each["because"]), (id, each["because"])


def _is_a_group(read: Bundle) -> bool:
    """That there are entries at all was somebody's choice; what is missing from them is told by the check."""
    where = CATALOGUES.get(read["questionnaire"]) or BOOK.questionnaire(read["questionnaire"])
    return read["question"] in where.by_id and where.find(read["question"]).type == "group"


@slowly
@given(st.data())
def test_rubbish_in_place_of_answers_stops_nothing(data: st.DataObject) -> None:
    """What is stored may be anything: the rules read what they can, and say of the rest that it is not answered."""
    name = data.draw(st.sampled_from(NAMES))
    asked = st.sampled_from(sorted(BOOK.questionnaire(name).by_id))
    answers = data.draw(st.dictionaries(asked, rubbish, max_size=12))
    facts = {each: data.draw(st.dictionaries(st.sampled_from(sorted(CATALOGUES[each].by_id)), rubbish, max_size=6))
             for each in CATALOGUES}
    for finding in evaluate_all(BOOK, {**facts, "records": [{"questionnaire": name, "answers": answers}]}):
        assert finding.because or finding.open
