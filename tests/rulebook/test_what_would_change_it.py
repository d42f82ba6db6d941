"""What would change a finding: followed, each way named really ends it, in words people meet on their pages."""

from collections import Counter
from pathlib import Path

import pytest

from riskpanel.rulebook import Rulebook, evaluate, load
from riskpanel.rulebook.changing import opposite
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
