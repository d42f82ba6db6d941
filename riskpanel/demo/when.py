"""The days the stories happen on, all counted from the day they are filled in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from riskpanel import clock
from riskpanel.calendar import ONE_DAY, add_working_days, is_working_day


@dataclass(frozen=True)
class Then:
    """A day in an answer that is written before the day it is told on is known."""

    weeks: float = 0
    days: int = 0
    working_days_ahead: int = 0


def ago(weeks: float = 0, days: int = 0) -> Then:
    return Then(weeks, days)


def ahead(working_days: int) -> Then:
    return Then(working_days_ahead=working_days)


@dataclass(frozen=True)
class When:
    """Days before and after `today`. A day that falls on a weekend or a holiday moves to the working day before."""

    today: date
    holidays: Collection[date]

    def day(self, weeks: float = 0, days: int = 0) -> date:
        """So many weeks and days ago."""
        day = self.today - timedelta(days=round(weeks * 7) + days)
        while not is_working_day(day, self.holidays):
            day -= ONE_DAY
        return day

    def iso(self, weeks: float = 0, days: int = 0) -> str:
        """So many weeks and days ago, as an answer to a question that asks for a date."""
        return self.day(weeks, days).isoformat()

    def at(self, weeks: float = 0, days: int = 0, clock_says: str = "10:00") -> datetime:
        """The instant of that day, by a clock on an English wall."""
        return datetime.combine(self.day(weeks, days), time.fromisoformat(clock_says), clock.ENGLAND)

    def coming(self, working_days: int) -> date:
        """So many working days from today."""
        return add_working_days(self.today, working_days, self.holidays)

    def coming_iso(self, working_days: int) -> str:
        return self.coming(working_days).isoformat()

    def coming_at(self, working_days: int, clock_says: str = "10:00") -> datetime:
        return datetime.combine(self.coming(working_days), time.fromisoformat(clock_says), clock.ENGLAND)

    def dated(self, answers: Any) -> Any:
        """The same answers, with every day in them as a date."""
        if isinstance(answers, Then):
            later = answers.working_days_ahead
            return self.coming_iso(later) if later else self.iso(answers.weeks, answers.days)
        if isinstance(answers, dict):
            return {name: self.dated(value) for name, value in answers.items()}
        return [self.dated(one) for one in answers] if isinstance(answers, list | tuple) else answers

    def born(self, years: int, days: int = 100) -> str:
        """A date of birth that makes somebody this many years, and some days, old today."""
        return (self.today.replace(year=self.today.year - years, day=min(self.today.day, 28))
                - timedelta(days=days)).isoformat()
