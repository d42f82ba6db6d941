"""The days on which a panel sits, counted from its terms."""

from datetime import date
from itertools import islice

from riskpanel.rulebook.panel_types import Sits

HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


def first(sits: Sits, after: date, count: int = 3) -> list[date]:
    return list(islice(sits.dates(after, HOLIDAYS), count))


def test_a_weekly_panel_sits_every_week_and_leaves_a_bank_holiday_out() -> None:
    weekly = Sits(pattern="weekly", weekday="monday")
    assert first(weekly, date(2026, 12, 14)) == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 11)]


def test_a_fortnightly_panel_keeps_its_fortnights_across_a_bank_holiday() -> None:
    fortnightly = Sits(pattern="fortnightly", weekday="friday", counted_from=date(2026, 9, 4))
    assert first(fortnightly, date(2026, 11, 26)) == [date(2026, 11, 27), date(2026, 12, 11), date(2027, 1, 8)]


def test_a_monthly_panel_sits_on_its_week_of_the_month() -> None:
    monthly = Sits(pattern="monthly", weekday="wednesday", week=2)
    assert first(monthly, date(2026, 11, 26)) == [date(2026, 12, 9), date(2027, 1, 13), date(2027, 2, 10)]


def test_a_panel_convened_for_each_case_has_no_days_of_its_own() -> None:
    assert first(Sits(pattern="convened"), date(2026, 11, 26)) == []
