"""What a file of `rules/panels/` may say: whom a panel hears, what power it has, when it sits and who must be there."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, time, timedelta
from typing import Literal

from pydantic import Field

from riskpanel.calendar import is_working_day
from riskpanel.rulebook.grammar import Model, Name, Text

Capacity = Literal["has", "presumed", "lacks", "disputed", "not-assessed"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
FORTNIGHT = 14


class Sits(Model):
    """How often a panel sits, at what time, and how its day is cut into slots.

    `counted_from` is a day on which a fortnightly panel sits; `week` says which of the month a monthly one uses (1 to
    4). A break of `break_minutes` follows each run of `break_after` slots; none when that is 0.
    """

    pattern: Literal["weekly", "fortnightly", "monthly", "convened"]
    weekday: Weekday | None = None
    week: int | None = Field(default=None, ge=1, le=4)
    counted_from: date | None = None
    starts: time | None = None
    slots: int = Field(default=4, ge=1, le=12)
    minutes: int = Field(default=40, ge=5, le=180)
    break_after: int = Field(default=2, ge=0, le=12)
    break_minutes: int = Field(default=15, ge=5, le=120)

    def dates(self, after: date, holidays: Collection[date]) -> Iterator[date]:
        """The days on which it sits after this one, bank holidays left out; none for a panel convened for each case."""
        day = after
        while self.pattern != "convened" and self.weekday:
            day += timedelta(days=1)
            if self._is_its_day(day) and is_working_day(day, holidays):
                yield day

    def _is_its_day(self, day: date) -> bool:
        return day.weekday() == WEEKDAYS.index(self.weekday or "monday") and {
            "weekly": True,
            "fortnightly": (day - (self.counted_from or day)).days % FORTNIGHT == 0,
            "monthly": (day.day - 1) // 7 + 1 == self.week,
        }[self.pattern]


class Seat(Model):
    """Somebody wanted on the panel, in words; `role` and `specialism` where accounts say who fits."""

    who: Text
    role: Name | None = None
    specialism: Name | None = None


class Quorum(Model):
    """Who must be there before a panel may advise. Nobody counts on a challenge to a decision of their own.

    `same_specialism`: one who counts shares the specialism of whoever assessed or referred. `agencies`: from how many.
    """

    members: int = Field(ge=1)
    roles: tuple[Name, ...] = ()
    same_specialism: bool = False
    agencies: int = Field(default=1, ge=1)
    not_the_decider: Literal[True] = True


class PanelType(Model):
    """A kind of panel: what it hears, what it may do and what its sitting needs. Days are working days.

    `instead` says where a case goes that it does not hear: by capacity position, and under "disputes".
    """

    id: Name
    title: Text
    purpose: Text
    for_capacity: tuple[Capacity, ...] = Field(min_length=1)
    hears_disputes: bool = False
    instead: Mapping[Capacity | Literal["disputes"], Text] = Field(default_factory=dict)
    power: Literal["advice", "delegated"] = "advice"
    delegated: tuple[Text, ...] = ()
    also_can: tuple[Text, ...] = ()
    also_cannot: tuple[Text, ...] = ()
    sits: Sits
    members: tuple[Seat, ...] = ()
    quorum: Quorum
    papers_due_days: int = Field(ge=0)
    agenda_due_days: int = Field(ge=0)
    review_weeks: int = Field(ge=1)


class Listed(Model):
    """A specialism, or an agency, that an account may name."""

    id: Name
    title: Text
