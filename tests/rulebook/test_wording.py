"""Answers and conditions read as plain English."""

from datetime import date
from typing import Any

import pytest

from riskpanel.rulebook import Rulebook, in_words, name_of, sentence

SAID: list[tuple[str, Any, str]] = [
    ("short", None, "Not answered"),
    ("short", "", "Not answered"),
    ("several", [], "Not answered"),
    ("short", "A garden", "A garden"),
    ("plain", "yes", "Yes"),
    ("doubtful", "not-sure", "I am not sure"),
    ("one", "tea", "Tea"),
    ("one", "gone-since", "gone-since"),
    ("several", ["red", "not-sure"], "Red, I am not sure"),
    ("often", "sometimes", "Now and then"),
    ("from", "2026-11-20", "20 November 2026"),
    ("from", date(2026, 1, 2), "2 January 2026"),
    ("from", "rubbish", "rubbish"),
    ("weeks", 0, "0 weeks"),
    ("who", "joan", "joan"),
]


@pytest.mark.parametrize(("question", "value", "expected"), SAID)
def test_an_answer_in_words(tiny: Rulebook, question: str, value: Any, expected: str) -> None:
    assert in_words(tiny.questionnaire("types").find(question), value) == expected


def test_choices_the_application_supplies_are_named(tiny: Rulebook) -> None:
    types = tiny.questionnaire("types")
    assert in_words(types.find("who"), "p-1", {"p-1": "Joan, her sister"}) == "Joan, her sister"
    assert in_words(types.find("kinds"), ["tea"], {"tea": "What to drink"}) == "What to drink"


def test_an_entry_is_called_by_the_answer_that_names_it(tiny: Rulebook) -> None:
    groups = tiny.questionnaire("groups")
    assert name_of(groups.find("harms"), {"what": "A fall"}, 1) == "A fall"
    assert name_of(groups.find("harms"), {}, 2) == "Harm 2"
    assert name_of(groups.find("visits"), {"on": "2026-11-20"}, 1) == "20 November 2026"


def test_a_condition_reads_as_a_sentence(tiny: Rulebook) -> None:
    assert sentence(tiny.checks["refusing-has-a-price"].when) == (
        "(there is at least one entry in “harms” and “harm of refusing” is not answered)"
    )
    assert sentence(tiny.checks["stale-visit"].when) == (
        "in at least one of “visits”, “on” is older than the local figure “stale days”"
    )
    assert sentence(tiny.checks["nobody-named"].when).endswith("a record “groups” has been concluded)")
