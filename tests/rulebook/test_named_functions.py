"""The named functions, each with what makes it true, false or open."""

from typing import Any

import pytest

from riskpanel.rulebook import Rulebook, described
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Record
from riskpanel.rulebook.truth import Outcome

LONG = "She said she would rather fall in her own garden than sit safely in a chair all day."


def said(book: Rulebook, function: str, raw: dict[str, Any], of: str) -> Outcome:
    bundle = Bundle(book, raw)
    record = bundle.record(of)
    assert isinstance(record, Record)
    return FUNCTIONS[function].says(bundle, record)


@pytest.mark.parametrize(
    ("kind", "chosen", "expected"),
    [
        ("tea", ["tea"], "false"),
        ("tea", ["tea", "travel"], "true"),
        ("tea", ["travel"], "true"),
        ("tea", [], "cannot tell"),
        (None, ["tea"], "cannot tell"),
        (None, ["tea", "travel"], "true"),
    ],
)
def test_several_decisions_in_one(tiny: Rulebook, kind: str | None, chosen: list[str], expected: str) -> None:
    raw = {"decision": {"kind": kind}, "records": [{"questionnaire": "types", "answers": {"kinds": chosen}}]}
    assert said(tiny, "several_decisions_in_one", raw, "types").truth.value == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-11-01", "2026-11-01"], "true"),
        (["2026-11-01", "2026-11-02"], "false"),
        (["2026-11-01"], "false"),
        ([], "false"),
    ],
)
def test_group_dates_all_on_one_day(tiny: Rulebook, days: list[str], expected: str) -> None:
    answers = {"visits": [{"on": day} for day in days]}
    raw = {"records": [{"questionnaire": "groups", "answers": answers}]}
    assert said(tiny, "group_dates_all_on_one_day", raw, "groups").truth.value == expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [(LONG.upper(), "true"), (LONG + " And tea.", "true"), (LONG + " " + "She has said so for years. " * 4, "false"),
     (" ".join(reversed(LONG.split())), "false"), ("Short.", "false")],
)
def test_text_repeated_from_another_record(tiny: Rulebook, earlier: str, expected: str) -> None:
    records = [
        {"questionnaire": "types", "answers": {"long": earlier}, "started_on": "2026-01-01"},
        {"questionnaire": "types", "answers": {"long": LONG}, "started_on": "2026-02-01"},
    ]
    outcome = said(tiny, "text_repeated_from_another_record", {"records": records}, "types")
    assert outcome.truth.value == expected


def test_every_function_says_when_it_is_true() -> None:
    assert all(meaning.endswith(".") for meaning in described().values())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Care and welfare", "true"), ("CAPACITY", "true"), ("Day-to-day decisions", "true"),
     ("Whether he has capacity to marry", "false"), ("Where to sleep tonight", "false"), ("", "false")],
)
def test_sentence_is_only_a_heading(tiny: Rulebook, sentence: str, expected: str) -> None:
    outcome = said(tiny, "sentence_is_only_a_heading", {"decision": {"sentence": sentence}}, "decision")
    assert outcome.truth.value == expected
