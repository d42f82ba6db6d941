"""What would change a finding: followed, each way named really ends it, in words people meet on their pages."""

from collections import Counter
from pathlib import Path

import pytest

from riskpanel.rulebook import Rulebook, evaluate, load
from riskpanel.rulebook.changing import CONCLUDED, THEIRS_TO_SAY, opposite
from riskpanel.rulebook.conditions import weigh
from riskpanel.rulebook.findings import examples
from riskpanel.rulebook.truth import Truth

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """The rules of the house."""
    return load(RULES)


def test_every_finding_of_every_example_says_what_would_change_it(book: Rulebook) -> None:
    counted: Counter[str] = Counter()
    for check, _, bundle in examples(book):
        for each in evaluate(book, bundle, check.applies_to[0]):
            counted[each.state] += 1
            assert each.changes, each.check.id
            for said in each.changes:
                assert not any(mark in said for mark in ("_", "policy:")), (each.check.id, said)
    assert counted["fires"] > 100
    assert counted["cannot-tell"] > 100


def test_the_opposite_of_a_condition_never_holds_with_it(book: Rulebook) -> None:
    for check, _, bundle in examples(book):
        for each in evaluate(book, bundle, check.applies_to[0]):
            plain = weigh(each.check.when, each.scope).truth
            turned = weigh(opposite(each.check.when), each.scope).truth
            assert not (plain is Truth.TRUE and turned is Truth.TRUE), each.check.id


def changes(book: Rulebook, id: str) -> tuple[str, ...]:
    """What would change the first example of a check that fires."""
    check, bundle = next((check, bundle) for check, example, bundle in examples(book)
                         if check.id == id and example.fires)
    found = evaluate(book, bundle, check.applies_to[0])
    return next(each.changes for each in found if each.check.id == id)


def test_nobody_is_told_to_conclude_otherwise(book: Rulebook) -> None:
    questions = [book.questionnaire(name).by_id.get(id) for name in ("capacity", "positive-risk") for id in CONCLUDED]
    names = {f"“{question.words}” is " for question in questions if question}
    nudges = {f"{name}{word}" for name in names for word in ("“", "not “", "one of", "not one of")}
    said = {check.id: each.changes for check, _, bundle in examples(book)
            for each in evaluate(book, bundle, check.applies_to[0]) if each.state == "fires"}
    assert len(names) == len(CONCLUDED)
    for id, ways in said.items():
        assert not [way for way in ways if any(way.startswith(nudge) for nudge in nudges)], id


def test_what_else_would_settle_it_is_named_in_place_of_a_conclusion(book: Rulebook) -> None:
    impairment = next(each for each in changes(book, "not-mca-cause") if "mpairment" in each)
    assert impairment.endswith("is answered")
    assert "“Understand” is answered" in changes(book, "limb-before-impairment")


@pytest.mark.parametrize("id", ["one-limb-enough", "limb-conflict"])
def test_where_only_the_conclusion_is_in_question_it_stays_with_the_practitioner(book: Rulebook, id: str) -> None:
    assert changes(book, id) == (THEIRS_TO_SAY,)


def test_a_record_that_is_missing_is_still_named_before_what_it_concludes(book: Rulebook) -> None:
    assert changes(book, "bi-without-incapacity")[0].startswith("a record “Capacity assessment” has been concluded")
