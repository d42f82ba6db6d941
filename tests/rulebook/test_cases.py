"""Worked cases, from judgments and the demonstration: what the checks must find in each, and what they must not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import load
from riskpanel.rulebook.bundles import answer, read_bundle

HERE = Path(__file__).parents[1] / "cases"
BOOK = load(Path(__file__).parents[2] / "rules")
EXPECTED: dict[str, Any] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
CASES = sorted(EXPECTED)


def found(name: str) -> list[dict[str, Any]]:
    text = (HERE / f"{name}.json").read_text(encoding="utf-8")
    return list(answer(BOOK, read_bundle(text, BOOK))["findings"])


def test_every_case_says_what_it_expects() -> None:
    assert sorted(file.stem for file in HERE.glob("*.json")) == CASES
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("severity", ["stop", "warn", "advise"])
def test_a_case_finds_all_it_should_and_nothing_else(name: str, severity: str) -> None:
    fired = [each["check"] for each in found(name) if each["severity"] == severity and each["state"] == "fires"]
    assert sorted(fired) == EXPECTED[name][severity]


@pytest.mark.parametrize("name", CASES)
def test_a_case_answers_to_its_rows_of_the_law(name: str) -> None:
    stands_for = {row for each in found(name) if each["state"] == "fires" for row in each["stands_for"]}
    assert set(EXPECTED[name].get("rows", ())) <= stands_for


@pytest.mark.parametrize("name", CASES)
def test_a_case_never_finds_what_its_facts_rule_out(name: str) -> None:
    never = EXPECTED[name]["never"]
    assert never.keys() <= BOOK.checks.keys(), "each is the id of a check"
    fired = {each["check"] for each in found(name) if each["state"] == "fires"}
    assert never.keys() & fired == set()


@pytest.mark.parametrize("name", CASES)
def test_every_finding_of_a_case_explains_itself(name: str) -> None:
    findings = found(name)
    assert len({each["check"] for each in findings}) == len(findings), "each check is answered once"
    for each in findings:
        assert each["because"], each["check"]
        assert all(read["label"] and read["said"] for read in each["because"])
        assert each["sources"], each["check"]
        assert each["message"].endswith(".")
        assert each["settle"].endswith((".", "?"))
