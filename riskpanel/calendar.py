"""Working days in England: Monday to Friday, less the bank holidays given."""

from collections.abc import Collection
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date]) -> date:
    """The date that is `days` working days after `start`; the start itself does not count."""
    day = start
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, holidays)
    weeks, days = divmod((end - start).days, 7)
    left = (start + ONE_DAY * n for n in range(1, days + 1))
    off = sum(start < day <= end and day.weekday() < 5 for day in holidays)
    return weeks * 5 + sum(day.weekday() < 5 for day in left) - off


def working_days_before(end: date, days: int, holidays: Collection[date]) -> date:
    """The last date that has `days` working days after it, up to and including `end`."""
    day = end
    while days > 0:
        days -= is_working_day(day, holidays)
        day -= ONE_DAY
    return day


def moved(due: date, paused_on: date, resumed_on: date, holidays: Collection[date]) -> date:
    """When something is due after a pause: later by the working days of the pause, so that as many are left as before.

    The same holds of what was overdue already. A pause without a working day in it moves nothing.
    """
    return add_working_days(due, working_days_between(paused_on, resumed_on, holidays), holidays)


def due_words(due: date, today: date, holidays: Collection[date]) -> str:
    """When something is due, in words: "due today", "due in 3 working days", "2 working days overdue"."""
    left = working_days_between(today, due, holidays)
    if due == today or left == 0:
        return "due today" if due >= today else "overdue since the last working day"
    plural = "" if abs(left) == 1 else "s"
    return f"due in {left} working day{plural}" if left > 0 else f"{-left} working day{plural} overdue"
