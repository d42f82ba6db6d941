"""The ladder: its order, and when each stage owes an answer."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskpanel.challenges import ladder
from riskpanel.config import shipped
from riskpanel.rulebook import LadderStage, RulebookError, load
from riskpanel.rulebook.current import use

BOOK = load(Path(shipped("rules")))
STAGES = tuple(BOOK.ladder.values())
FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def pace(urgent: bool = False) -> ladder.Pace:
    return ladder.Pace(lambda figure: int(BOOK.policy[figure].value), BOOK.bank_holidays, urgent)


@pytest.fixture(autouse=True)
def in_use() -> None:
    use(BOOK)


def test_a_stage_that_counts_by_a_figure_nobody_gave_is_refused_with_what_may_have_been_meant(tmp_path: Path) -> None:
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    file = tmp_path / "rules" / "ladder.toml"
    file.write_text(file.read_text().replace('"ladder_talk_days"', '"ladder_talks_days"'))
    with pytest.raises(RulebookError) as refused:
        load(tmp_path / "rules")
    assert "“talk” counts by “ladder_talks_days”" in str(refused.value)
    assert "ladder_talk_days" in str(refused.value)


@pytest.mark.parametrize(("stage", "due"), [("talk", date(2026, 11, 25)), ("managers", date(2026, 11, 27)),
                                            ("practice-lead", date(2026, 12, 4)), ("panel", date(2026, 12, 11))])
def test_a_stage_reached_on_the_first_day_has_its_whole_time(stage: str, due: date) -> None:
    assert pace().due_on(ladder.stage(stage), sent_on=FRIDAY, today=FRIDAY) == due


@given(sent=DAYS, later=st.integers(0, 90), stage=st.sampled_from(STAGES), urgent=st.booleans())
def test_no_answer_is_due_on_the_day_it_is_asked_for_or_before(sent: date, later: int, stage: LadderStage,
                                                               urgent: bool) -> None:
    today = sent + timedelta(days=later)
    assert pace(urgent).due_on(stage, sent_on=sent, today=today) > today


@given(sent=DAYS, stage=st.sampled_from(STAGES))
def test_urgent_is_never_later_than_ordinary(sent: date, stage: LadderStage) -> None:
    assert pace(True).due_on(stage, sent_on=sent, today=sent) <= pace().due_on(stage, sent_on=sent, today=sent)


def test_the_stages_between_are_the_ones_skipped() -> None:
    assert [one.id for one in ladder.skipped("talk", "panel")] == ["managers", "practice-lead"]
    assert ladder.skipped("talk", "managers") == ()


def test_stages_told_together_do_not_pass_each_other_over() -> None:
    assert [one.id for one in ladder.skipped("practice-lead", "court")] == ["panel"]


def test_from_the_top_any_of_those_told_together_is_open_and_the_panel_takes_a_referral() -> None:
    assert [one.id for one in ladder.open_from("court")] == ["director", "legal", "mediation"]
    assert "panel" not in {one.id for one in ladder.open_from("talk")}
