"""Each row of the law, on a good record spoiled in one way: the row answers, and the good records hold nothing up.

`tests/cases/rows/good.json` tells good records by name; `spoiled.json` says, for each row, which of them and what else.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import load
from riskpanel.rulebook.bundles import answer, bundle_of

HERE = Path(__file__).parents[1] / "cases" / "rows"
BOOK = load(Path(__file__).parents[2] / "rules")
GOOD: dict[str, Any] = json.loads((HERE / "good.json").read_text(encoding="utf-8"))
SPOILED: list[dict[str, Any]] = json.loads((HERE / "spoiled.json").read_text(encoding="utf-8"))
ROWS = 131

TOGETHER = {
    "they lack capacity, and go home": ("framing", "support", "lacks", "home"),
    "they lack capacity, and move": ("framing", "support", "lacks", "move"),
    "they lack capacity, and are limited": ("support", "lacks", "limited"),
    "they lack capacity, and are limited with authority": ("support", "lacks", "authorised"),
    "they lack capacity, and nothing is decided yet": ("lacks",),
    "they can decide": ("has",),
    "they can decide, and take a risk": ("framing", "support", "has", "risk"),
    "they can decide, and agree to a limit": ("has", "restricted"),
    "it is looked at again": ("review",),
}


def but(good: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The same with these changes; null takes an answer away."""
    return {key: value for key, value in (good | changes).items() if value is not None}


def record(entry: dict[str, Any]) -> dict[str, Any]:
    good = GOOD["records"].get(entry["as"], {"questionnaire": entry["as"], "answers": {}})
    days = {key: entry[key] for key in ("started_on",) if key in entry}
    return {"questionnaire": good["questionnaire"], "answers": but(good["answers"], entry.get("but", {})), **days}


def findings(case: dict[str, Any]) -> list[dict[str, Any]]:
    facts = {name: but(GOOD[name], case.get(name, {})) for name in ("person", "decision")}
    bundle = {"as_at": "2026-11-20", **facts, "records": [record(each) for each in case["records"]]}
    return [each for each in answer(BOOK, bundle_of(bundle, BOOK))["findings"] if each["state"] == "fires"]


def test_every_row_is_spoiled_in_at_least_one_way() -> None:
    assert len({case["row"] for case in SPOILED}) == ROWS


@pytest.mark.parametrize("case", SPOILED, ids=[f"{case['row']}-{number}" for number, case in enumerate(SPOILED)])
def test_a_row_answers_where_a_good_record_is_spoiled(case: dict[str, Any]) -> None:
    assert case["row"] in {row for each in findings(case) for row in each["stands_for"]}


@pytest.mark.parametrize("names", TOGETHER.values(), ids=TOGETHER)
def test_good_records_are_neither_stopped_nor_warned_of(names: tuple[str, ...]) -> None:
    decision = {"kind": "everyday-activity"} if "risk" in names else {}
    found = findings({"records": [{"as": name} for name in names], "decision": decision})
    assert [each["check"] for each in found if each["severity"] != "advise"] == []


def test_most_rows_answer_alone() -> None:
    """A spoiled record is not answered with half the law: nine in ten stir at most two rows besides their own."""
    listed = {case["row"] for case in SPOILED}
    others = [len({row for each in findings(case) for row in each["stands_for"]} & listed - {case["row"]})
              for case in SPOILED]
    assert sum(count <= 2 for count in others) / len(others) > 0.9
