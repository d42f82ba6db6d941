"""Checks read aloud: every condition and example of the real rules, in the words that people see."""

from pathlib import Path

import pytest

from riskpanel.rulebook import Check, Rulebook, load
from riskpanel.rulebook.aloud import Clause, in_a_sentence, read_aloud, told

BOOK = load(Path(__file__).parents[2] / "rules")
CHECKS = list(BOOK.checks.values())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_can_be_read_aloud_without_the_names_of_its_data(check: Check) -> None:
    said = in_a_sentence(check, BOOK)
    assert said
    assert "_" not in said
    assert "policy:" not in said
    for example in check.examples:
        lines = told(check, example, BOOK).lines
        assert all(label and words for label, words in lines)


def test_a_condition_is_told_as_clauses_within_clauses(tiny: Rulebook) -> None:
    assert read_aloud(tiny.checks["refusing-has-a-price"], tiny) == Clause("All of these are so:", (
        Clause("There is at least one entry in “Harms”"),
        Clause("“What would be lost?” is not answered"),
    ))


def test_a_local_figure_is_told_with_what_it_is_now(tiny: Rulebook) -> None:
    said = in_a_sentence(tiny.checks["stale-visit"], tiny)
    assert "is older than the local figure “Age at which a visit is stale”, now 30 days" in said


def test_an_answer_of_another_record_says_whose_it_is() -> None:
    elsewhere = [check for check in CHECKS if " in “Capacity" in in_a_sentence(check, BOOK)]
    assert elsewhere
