"""Working days in England, against the bank holidays in the rules and any dates at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskpanel import clock
from riskpanel.calendar import add_working_days, due_words, is_working_day, working_days_before, working_days_between
from riskpanel.config import shipped
from riskpanel.rulebook import load

HOLIDAYS = load(shipped("rules")).bank_holidays
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
NUMBERS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("start", "days", "falls_on"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday, so Monday
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day is a Saturday: Monday stands in for it
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # Christmas and Boxing Day at a weekend: two days stand in
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2027, 12, 31), 1, date(2028, 1, 4)),  # New Year's Day is a Saturday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Good Friday and Easter Monday
        (date(2027, 3, 25), 1, date(2027, 3, 30)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap day is a day like others
        (date(2028, 2, 29), 1, date(2028, 3, 1)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
        (date(2026, 5, 1), 1, date(2026, 5, 5)),  # early May
    ],
)
def test_a_working_day_is_counted_past_weekends_and_bank_holidays(start: date, days: int, falls_on: date) -> None:
    assert add_working_days(start, days, HOLIDAYS) == falls_on


def test_no_days_after_a_date_is_that_date() -> None:
    assert add_working_days(date(2026, 12, 25), 0, HOLIDAYS) == date(2026, 12, 25)


@pytest.mark.parametrize("year", range(2024, 2029))
def test_the_rules_give_england_its_eight_bank_holidays_every_year(year: int) -> None:
    assert len({day for day in HOLIDAYS if day.year == year}) == 8


@given(DAYS, NUMBERS.filter(bool))
def test_what_is_due_is_due_on_a_working_day(start: date, days: int) -> None:
    due = add_working_days(start, days, HOLIDAYS)
    assert is_working_day(due, HOLIDAYS)
    assert due > start


@given(DAYS, NUMBERS)
def test_counting_forward_and_counting_back_agree(start: date, days: int) -> None:
    due = add_working_days(start, days, HOLIDAYS)
    assert working_days_between(start, due, HOLIDAYS) == days
    assert working_days_between(due, start, HOLIDAYS) == -days


@given(DAYS, DAYS, DAYS)
def test_two_spells_of_working_days_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    parts = working_days_between(first, middle, HOLIDAYS) + working_days_between(middle, last, HOLIDAYS)
    assert parts == working_days_between(first, last, HOLIDAYS)


@given(DAYS, NUMBERS, NUMBERS)
def test_more_days_never_fall_due_sooner(start: date, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert add_working_days(start, fewer, HOLIDAYS) <= add_working_days(start, more, HOLIDAYS)


@given(DAYS, st.integers(min_value=-40, max_value=40))
def test_when_something_is_due_is_said_in_words_that_agree_with_the_dates(today: date, away: int) -> None:
    said = due_words(today + timedelta(days=away), today, HOLIDAYS)
    late, soon = "overdue" in said, said.startswith("due")
    assert late is (away < 0)
    assert soon is (away >= 0)
    assert "1 working days" not in said.replace("11 working days", "").replace("21 working days", "")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 20), "due today"),
        (date(2026, 11, 23), "due in 1 working day"),
        (date(2026, 11, 25), "due in 3 working days"),
        (date(2026, 11, 19), "1 working day overdue"),
        (date(2026, 11, 16), "4 working days overdue"),
    ],
)
def test_working_days_left_are_said_as_people_say_them(due: date, said: str) -> None:
    assert due_words(due, date(2026, 11, 20), HOLIDAYS) == said


def test_today_is_the_date_in_england_and_not_in_greenwich() -> None:
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)
    with clock.at(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 1)


def test_the_clock_refuses_an_instant_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 7, 1, 12)):
        pass


@given(DAYS, DAYS)
def test_working_days_between_two_dates_are_those_counted_one_by_one(one: date, other: date) -> None:
    start, end = sorted((one, other))
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert working_days_between(start, end, HOLIDAYS) == sum(is_working_day(day, HOLIDAYS) for day in days)


@given(DAYS, NUMBERS)
def test_the_last_date_with_so_many_working_days_after_it(end: date, days: int) -> None:
    last = working_days_before(end, days, HOLIDAYS)
    assert working_days_between(last, end, HOLIDAYS) == days
    assert working_days_between(last + timedelta(days=1), end, HOLIDAYS) == max(days - 1, 0) or last == end
