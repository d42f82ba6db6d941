"""Recording events and checking that the chain of them is whole."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from riskpanel import db
from riskpanel.actions import Action
from riskpanel.trail import witness
from riskpanel.trail.models import TrailEvent, TrailHead

ORIGIN = "0" * 64
PENDING = "trail_pending"


class Actor(Protocol):
    """Whoever acts: anything with an id."""

    id: uuid.UUID


def record(action: Action, subject: Any = None, *, by: Actor | None, **details: Any) -> None:
    """Note that `by` did `action` to `subject`, in the same transaction as the change itself.

    `details` may hold ids, states and counts only: never words about a person.
    """
    db.session.info.setdefault(PENDING, []).append(_event(action, subject, by, details))
    db.session.info["recorded"] = True


def look(action: Action, subject: Any, *, by: Actor) -> None:
    """Note that `by` looked at a record. Written when the page has been made."""
    db.session.info.setdefault(PENDING, []).append(_event(action, subject, by, {}))


def pending() -> bool:
    """Is there anything to be written to the trail at the next commit?"""
    return bool(db.session.info.get(PENDING))


def take_pending() -> list[TrailEvent]:
    """Remove and return what waits to be written."""
    taken: list[TrailEvent] = db.session.info.pop(PENDING, [])
    return taken


def give_pending(events: list[TrailEvent]) -> None:
    """Put events back to wait for the next commit."""
    db.session.info.setdefault(PENDING, []).extend(events)


def _event(action: Action, subject: Any, by: Actor | None, details: dict[str, Any]) -> TrailEvent:
    return TrailEvent(
        at=db.now(),
        actor_id=by.id if by else None,
        action=action.value,
        subject_type=type(subject).__name__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        person_id=_person_of(subject),
        details={key: _plain(value) for key, value in details.items()},
    )


def _person_of(subject: Any) -> uuid.UUID | None:
    if type(subject).__name__ == "Person":
        return uuid.UUID(str(subject.id))
    return getattr(subject, "person_id", None)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | None) else str(value)


def _append(work: Session) -> None:
    """Write the waiting events at the end of the chain; the head row is locked meanwhile."""
    events: list[TrailEvent] = work.info.pop(PENDING, [])
    if not events:
        return
    newest = sa.select(TrailHead).with_for_update().execution_options(populate_existing=True)
    head = work.scalars(newest).one_or_none()
    if head is None:
        head = TrailHead(seq=0, mac=ORIGIN)
        work.add(head)
    for event in events:
        event.seq = head.seq + 1
        event.mac = _mac(event, head.mac)
        head.seq, head.mac = event.seq, _end(event)
        work.add(event)
    work.flush()


def _mac(event: Any, before: str) -> str:
    told = [event.seq, event.at.isoformat(timespec="microseconds"), _text(event.actor_id), event.action,
            event.subject_type, _text(event.subject_id), _text(event.person_id), event.details, before]
    return _keyed(json.dumps(told, sort_keys=True, ensure_ascii=False))


def _end(event: Any) -> str:
    """What the head holds after this event. It stands nowhere else, so that a cut-off chain cannot be given an end."""
    return _keyed(f"end {event.seq} {event.mac}")


def _keyed(text: str) -> str:
    return hmac.new(db.keyring().trail_key, text.encode(), hashlib.sha256).hexdigest()


def _text(value: uuid.UUID | None) -> str:
    return str(value) if value else ""


@dataclass(frozen=True)
class Verification:
    """What checking the chain found: how many events, where it breaks (None: nowhere), and what its end is.

    `once_had` is the length of a trail that was noted elsewhere and is no longer there (None: nothing is missing).
    """

    events: int
    broken_at: int | None
    head_matches: bool
    end: str = ORIGIN
    once_had: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None and self.head_matches and self.once_had is None

    @property
    def said(self) -> str:
        if self.broken_at is not None:
            return f"The trail is broken at event {self.broken_at} of {self.events}."
        if self.once_had is not None:
            return f"The trail has been cut off: it holds {self.events} events, and once held {self.once_had}."
        if not self.head_matches:
            return f"The trail's {self.events} events agree with each other, but its end has been cut off or added to."
        return f"The trail is whole: {self.events} events, each bound to the one before."


def verify(remembered: Mapping[int, str] = MappingProxyType({})) -> Verification:
    """Check every link of the chain, from the first event to the head, and against ends noted elsewhere."""
    before, count, broken = ORIGIN, 0, None
    for count, event in enumerate(_all_events(), start=1):
        if event.seq != count or event.mac != _mac(event, before):
            broken = broken or count
        before = _end(event)
        if remembered.get(count, before) != before:
            broken = broken or count
    head = db.session.scalars(sa.select(TrailHead)).one_or_none()
    matches = (head.seq, head.mac) == (count, before) if head else count == 0
    longest = max(remembered, default=0)
    return Verification(count, broken, matches, before, longest if longest > count else None)


def check(home: Path, *, by: Actor | None) -> Verification:
    """Check the whole trail, also against the ends noted in `home`; note its end there, and record the check."""
    found = verify(witness.remembered(home))
    if found.whole:
        witness.remember(home, found.events, found.end)
    record(Action.VERIFY_TRAIL, by=by, whole=found.whole, events=found.events, broken_at=found.broken_at)
    return found


def _all_events() -> Iterator[Any]:
    """Every event's columns, in order: plain rows, as there may be very many."""
    yield from db.session.execute(sa.select(*sa.inspect(TrailEvent).columns).order_by(TrailEvent.seq)
                                  .execution_options(yield_per=1000))


db.on_commit(_append)
