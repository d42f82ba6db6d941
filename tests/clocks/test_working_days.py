"""Pausing and starting again never loses or gains a working day: over any dates, and the awkward ones by name."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskpanel import clock
from riskpanel.calendar import add_working_days, is_working_day, moved, working_days_between
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.pausing import due_if_started
from riskpanel.config import shipped
from riskpanel.rulebook import load
from riskpanel.rulebook.current import use

BOOK = load(Path(shipped("rules")))
HOLIDAYS = BOOK.bank_holidays
AWKWARD = (date(2026, 12, 21), date(2027, 12, 23), date(2026, 3, 30), date(2027, 3, 22), date(2028, 2, 25),
           date(2028, 2, 29), date(2026, 3, 28), date(2026, 10, 24), date(2027, 3, 27), date(2027, 10, 30))
ANY_DAY = st.dates(date(2025, 1, 1), date(2028, 6, 30))
NEAR_AWKWARD = st.builds(lambda day, off: day + timedelta(days=off), st.sampled_from(AWKWARD), st.integers(-6, 8))
DAYS = st.one_of(ANY_DAY, NEAR_AWKWARD)
DUE_DAYS = DAYS.map(lambda day: add_working_days(day, 1, HOLIDAYS))
SPELLS = st.lists(st.integers(0, 12), max_size=12)


def left(day: date, due: date) -> int:
    return working_days_between(day, due, HOLIDAYS)


@pytest.fixture(autouse=True)
def in_use() -> None:
    use(BOOK)


@given(DUE_DAYS, DAYS, st.integers(0, 60))
def test_as_many_working_days_are_left_as_when_it_was_paused(due: date, paused_on: date, pause: int) -> None:
    """Also when the answer was overdue, and when it was paused or started on a day nobody works."""
    resumed_on = paused_on + timedelta(days=pause)
    assert left(resumed_on, moved(due, paused_on, resumed_on, HOLIDAYS)) == left(paused_on, due)


@given(DUE_DAYS, DAYS, SPELLS)
def test_any_number_of_pauses_costs_exactly_the_working_days_the_clock_ran(due: date, start: date, spells: list[int]
                                                                          ) -> None:
    """The clock runs and stands still in turn: what is left at the end is what was, less what it ran."""
    day, now_due, ran = start, due, 0
    for number, days in enumerate(spells):
        then = day + timedelta(days=days)
        if number % 2:
            now_due = moved(now_due, day, then, HOLIDAYS)
        else:
            ran += working_days_between(day, then, HOLIDAYS)
        day = then
    assert left(day, now_due) == left(start, due) - ran


@given(DUE_DAYS, DAYS)
def test_starting_again_on_the_same_day_changes_nothing(due: date, day: date) -> None:
    assert moved(due, day, day, HOLIDAYS) == due


@given(DUE_DAYS, DAYS, st.integers(0, 60))
def test_a_moved_date_is_a_working_day_and_never_sooner(due: date, paused_on: date, pause: int) -> None:
    later = moved(due, paused_on, paused_on + timedelta(days=pause), HOLIDAYS)
    assert later >= due
    assert is_working_day(later, HOLIDAYS)


@given(DUE_DAYS, DAYS, st.integers(0, 30), st.integers(0, 30))
def test_one_long_pause_is_two_short_ones(due: date, paused_on: date, first: int, second: int) -> None:
    middle = paused_on + timedelta(days=first)
    end = middle + timedelta(days=second)
    in_two = moved(moved(due, paused_on, middle, HOLIDAYS), middle, end, HOLIDAYS)
    assert in_two == moved(due, paused_on, end, HOLIDAYS)


@pytest.mark.parametrize(
    ("due", "paused_on", "resumed_on", "becomes"),
    [
        (date(2026, 12, 24), date(2026, 12, 23), date(2026, 12, 29), date(2026, 12, 30)),  # over Christmas 2026
        (date(2026, 12, 31), date(2026, 12, 24), date(2027, 1, 4), date(2027, 1, 7)),  # and New Year's Day
        (date(2026, 4, 2), date(2026, 4, 1), date(2026, 4, 7), date(2026, 4, 8)),  # over Easter
        (date(2028, 2, 29), date(2028, 2, 28), date(2028, 3, 1), date(2028, 3, 2)),  # the leap day counts
        (date(2026, 11, 25), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 25)),  # a weekend costs nothing
        (date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 19)),  # overdue stays as overdue
    ],
)
def test_over_the_awkward_days_of_the_year(due: date, paused_on: date, resumed_on: date, becomes: date) -> None:
    assert moved(due, paused_on, resumed_on, HOLIDAYS) == becomes


AROUND_CHANGES = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from((date(2026, 3, 27), date(2026, 10, 23), date(2027, 3, 26), date(2027, 10, 29))),
    st.integers(0, 5 * 24 * 60))


@given(AROUND_CHANGES, st.integers(0, 4 * 24 * 60))
def test_the_clocks_going_forward_or_back_moves_no_date(paused_at: datetime, minutes: int) -> None:
    """Days are counted by the calendar on an English wall: an hour more or less is no day more or less."""
    with clock.at(paused_at):
        paused_on = clock.today()
        due = add_working_days(paused_on, 3, HOLIDAYS)
        stands = Challenge(answer_due_on=due, clock_paused_on=paused_on, clock_again_on=due)
    with clock.at(paused_at + timedelta(minutes=minutes)):
        moved_to = due_if_started(stands, clock.today())
        assert moved_to is not None
        assert left(clock.today(), moved_to) == 3
