"""The ladder: its order, and when each stage owes an answer."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskpanel.challenges import ladder
from riskpanel.config import shipped
from riskpanel.rulebook import load

BOOK = load(Path(shipped("rules")))
FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def pace(urgent: bool = False) -> ladder.Pace:
    return ladder.Pace(lambda figure: int(BOOK.policy[figure].value), BOOK.bank_holidays, urgent)


def test_every_stage_has_its_figures_in_the_policy() -> None:
    for stage in ladder.STAGES:
        assert {stage.policy, f"{stage.policy}_urgent"} <= set(BOOK.policy)


@pytest.mark.parametrize(("stage", "due"), [("talk", date(2026, 11, 25)), ("managers", date(2026, 11, 27)),
                                            ("practice-lead", date(2026, 12, 4)), ("panel", date(2026, 12, 11))])
def test_a_stage_reached_on_the_first_day_has_its_whole_time(stage: str, due: date) -> None:
    assert pace().due_on(ladder.stage(stage), sent_on=FRIDAY, today=FRIDAY) == due


@given(sent=DAYS, later=st.integers(0, 90), stage=st.sampled_from(ladder.STAGES), urgent=st.booleans())
def test_no_answer_is_due_on_the_day_it_is_asked_for_or_before(sent: date, later: int, stage: ladder.Stage,
                                                               urgent: bool) -> None:
    today = sent + timedelta(days=later)
    assert pace(urgent).due_on(stage, sent_on=sent, today=today) > today


@given(sent=DAYS, stage=st.sampled_from(ladder.STAGES))
def test_urgent_is_never_later_than_ordinary(sent: date, stage: ladder.Stage) -> None:
    assert pace(True).due_on(stage, sent_on=sent, today=sent) <= pace().due_on(stage, sent_on=sent, today=sent)


def test_the_stages_between_are_the_ones_skipped() -> None:
    assert [one.id for one in ladder.skipped("talk", "panel")] == ["managers", "practice-lead"]
    assert ladder.skipped("talk", "managers") == ()
