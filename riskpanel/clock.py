"""What time it is: UTC instants, and the date in England. Demonstration stories and tests may set the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """This instant, in UTC and aware."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in England."""
    return now().astimezone(ENGLAND).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within this block, it is `instant`. Raises ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError("Give the clock an instant with a time zone.")
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
