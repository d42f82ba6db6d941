"""How long a local figure allows: a number of days, of hours or of working days, counted in whole days."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from riskpanel.calendar import working_days_between

HOURS_IN_A_DAY = 24
DAYS_IN_A_WEEK = 7

Passed = Callable[[date, date, Collection[date]], int]


def _days(start: date, end: date, holidays: Collection[date]) -> int:
    return (end - start).days


def _hours(start: date, end: date, holidays: Collection[date]) -> int:
    return _days(start, end, holidays) * HOURS_IN_A_DAY


def _working_days(start: date, end: date, holidays: Collection[date]) -> int:
    return working_days_between(start, end, holidays)


PASSED: Mapping[str, Passed] = {"days": _days, "hours": _hours, "working days": _working_days}


def is_past(start: date, as_at: date, value: int, unit: str, holidays: Collection[date] = ()) -> bool:
    """Whether more than this much time has passed by the day `as_at`; years are not counted out day by day."""
    whole = (as_at - start).days
    if whole <= 0 or whole > DAYS_IN_A_WEEK * (value + len(holidays) + 1):
        return whole > 0
    return PASSED[unit](start, as_at, holidays) > value


def measures_time(unit: Any) -> bool:
    """Whether a figure in this unit can be compared with how long ago something was."""
    return unit in PASSED
