"""The clock of a meeting: when each case starts, when the person joins, its breaks, what is free, when it ends."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.quorum import panel_type


@dataclass(frozen=True)
class Timed:
    """A case on the agenda and when it starts; `pause` is the length in minutes of the break after it, 0 for none."""

    item: AgendaItem
    at: datetime
    pause: int

    @property
    def until(self) -> datetime:
        return self.at + timedelta(minutes=self.item.minutes)

    @property
    def joins_at(self) -> datetime:
        """When the person joins: after a part that is kept apart."""
        return self.at + timedelta(minutes=self.item.private_minutes)


def in_order(meeting: Meeting) -> list[AgendaItem]:
    return sorted(meeting.items, key=lambda one: one.position)


def timed(meeting: Meeting) -> list[Timed]:
    """Each case that is to be heard or was, one after the other, with the breaks between them."""
    on = [one for one in in_order(meeting) if one.standing in ("listed", "heard")]
    at, found = meeting.starts_at, []
    for item in on:
        one = Timed(item, at, item.break_minutes if item is not on[-1] else 0)
        found.append(one)
        at = one.until + timedelta(minutes=one.pause)
    return found


def by_item(meeting: Meeting) -> dict[uuid.UUID, Timed]:
    return {one.item.id: one for one in timed(meeting)}


def ends_at(meeting: Meeting) -> datetime:
    """When the last case is expected to end."""
    found = timed(meeting)
    return found[-1].until if found else meeting.starts_at


def free_slots(meeting: Meeting) -> int:
    """How many of the panel's slots no case has taken; negative when there are more cases than slots."""
    return panel_type(meeting).sits.slots - len(timed(meeting))


def stretches(meeting: Meeting) -> Iterator[tuple[datetime, datetime]]:
    """From when to when the panel sits without a break."""
    since = meeting.starts_at
    for one in timed(meeting):
        if one.pause:
            yield since, one.until
            since = one.until + timedelta(minutes=one.pause)
    if since < ends_at(meeting):
        yield since, ends_at(meeting)
