"""The examples written beside each check are its tests: it fires where they say, and only there."""

from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import Check, Example, Rulebook, examples, fires, load, sentence

REAL = Path(__file__).parents[2] / "rules"
BOOK: Rulebook = load(REAL)
CASES = list(examples(BOOK))


def _name(case: tuple[Check, Example, dict[str, Any]]) -> str:
    check, example, _ = case
    number = check.examples.index(example) + 1
    return f"{check.id}-{number}-{'fires' if example.fires else 'is-silent'}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_check_does_as_its_example_says(case: tuple[Check, Example, dict[str, Any]]) -> None:
    check, example, bundle = case
    assert fires(BOOK, check, bundle) is example.fires, sentence(check.when)
