"""Whatever is stored, nothing crashes; and what is taken back leaves no trace."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskpanel.rulebook import Question, Questionnaire, evaluate, load, path, progress

BOOK = load(Path(__file__).parent / "tiny")
NAMES = sorted({id for id, _ in BOOK.questionnaires})

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
rubbish = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def fitting(question: Question) -> st.SearchStrategy[Any]:
    """Answers such as the question hopes for."""
    if question.type == "group":
        entry = st.fixed_dictionaries({}, optional={ask.id: answer(ask) for ask in question.asks})
        return st.lists(entry, max_size=3)
    if question.type == "date":
        return st.dates().map(str)
    if question.type == "number":
        return st.integers(0, 120)
    keys = st.sampled_from(sorted(question.options) or ["A fall", "refused", "tea"])
    return st.lists(keys, max_size=3, unique=True) if question.type == "several-of" else keys


def answer(question: Question) -> st.SearchStrategy[Any]:
    return st.one_of(fitting(question), fitting(question), rubbish)


def answers_to(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Any]]:
    known = {id: answer(question) for id, question in questionnaire.by_id.items()}
    return st.fixed_dictionaries({}, optional={**known, "no_such_question": rubbish})


records = st.sampled_from(NAMES).flatmap(
    lambda name: st.fixed_dictionaries(
        {"questionnaire": st.just(name), "answers": answers_to(BOOK.questionnaire(name))},
        optional={"started_on": st.none() | st.dates(), "completed_on": st.none() | st.dates()},
    )
)
bundles = st.fixed_dictionaries(
    {"as_at": st.dates(), "records": st.lists(records, max_size=4)},
    optional={
        "person": st.dictionaries(st.sampled_from(["age", "about_me", "advocate"]), rubbish),
        "decision": st.dictionaries(st.sampled_from(["kind", "decision_maker", "needed_by"]), rubbish),
    },
)
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(bundles)
def test_no_answers_whatever_stop_the_rules_from_speaking(bundle: dict[str, Any]) -> None:
    for name in [*NAMES, "decision"]:
        for finding in evaluate(BOOK, bundle, name):
            assert finding.because or finding.open
            assert all(isinstance(each.said, str) for each in (*finding.because, *finding.open))


@slowly
@given(st.data())
def test_no_answers_whatever_stop_the_path(data: st.DataObject) -> None:
    questionnaire = BOOK.questionnaire(data.draw(st.sampled_from(NAMES)))
    answers = data.draw(answers_to(questionnaire))
    shown = [question.id for page in path(questionnaire, answers) for question in page.questions]
    order = [question.id for question in questionnaire.every()]
    assert shown == [id for id in order if id in shown]
    far = progress(questionnaire, answers)
    assert far.answered <= len(shown)
    assert {question.id for question in far.missing} <= set(shown)


@slowly
@given(st.data())
def test_an_answer_taken_back_restores_what_was_found_before(data: st.DataObject) -> None:
    questionnaire = BOOK.questionnaire("groups")
    before = data.draw(answers_to(questionnaire))
    unanswered = sorted(questionnaire.by_id.keys() - before.keys())
    if not unanswered:
        return
    id = data.draw(st.sampled_from(unanswered))
    after = {**before, id: data.draw(answer(questionnaire.by_id[id]))}
    found = [_found(answers) for answers in (before, after, {k: v for k, v in after.items() if k != id})]
    assert found[0] == found[2] == _found({**before, id: None})


def _found(answers: dict[str, Any]) -> Any:
    record = {"questionnaire": "groups", "answers": answers}
    return evaluate(BOOK, {"as_at": BOOK.law_as_at, "records": [record]}, "groups")


@slowly
@given(st.data())
def test_an_answer_off_the_path_changes_nothing(data: st.DataObject) -> None:
    questionnaire = BOOK.questionnaire("when")
    answers = data.draw(answers_to(questionnaire))
    shown = {question.id for page in path(questionnaire, answers) for question in page.questions}
    on_path = {id: value for id, value in answers.items() if id in shown}
    assert path(questionnaire, on_path) == path(questionnaire, answers)
    assert progress(questionnaire, on_path) == progress(questionnaire, answers)
