"""Calendar files (RFC 5545): what in general words, where and when, and nothing about anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MEDIA = "text/calendar"
LONGEST_LINE = 75  # octets, without the end of the line
ZONE = "Europe/London"
STAMP = "%Y%m%dT%H%M%S"
# How the clocks change: since 1996, on the last Sundays of March and October
CLOCKS = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE"""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Appointment:
    """Something at a place and time. `uid` stays the same when it is changed; `version` then grows, so that a calendar
    puts the newer in place of the older."""

    uid: str
    version: int
    title: str
    place: str
    says: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime


@dataclass(frozen=True)
class Day:
    """Something due on a day, at no time of it; it leaves the day free for other things."""

    uid: str
    version: int
    title: str
    says: str
    on: date
    made_at: datetime


def calendar_file(*entries: Appointment | Day) -> bytes:
    """The entries as one .ics file; times are told in English clock time."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//riskpanel//riskpanel//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        *CLOCKS.split("\n"), *(line for one in entries for line in _entry(one)), "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _entry(one: Appointment | Day) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"SEQUENCE:{one.version}"
    yield f"DTSTAMP:{one.made_at.astimezone(UTC):{STAMP}}Z"
    yield from _when(one)
    yield f"SUMMARY:{escaped(one.title)}"
    yield f"DESCRIPTION:{escaped(one.says)}"
    yield from ("CLASS:PRIVATE", "STATUS:CONFIRMED", "END:VEVENT")


def _when(one: Appointment | Day) -> Iterator[str]:
    if isinstance(one, Day):
        yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
        return
    yield f"DTSTART;TZID={ZONE}:{_local(one.starts_at)}"
    yield f"DTEND;TZID={ZONE}:{_local(one.ends_at)}"
    yield f"LOCATION:{escaped(one.place)}"


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(ZoneInfo(ZONE)):{STAMP}}"


def escaped(text: str) -> str:
    """Text as a value: what would end or divide it is marked, and what no calendar can hold is left out."""
    shown = "".join(one for one in text if one in "\n\t" or (ord(one) >= 32 and ord(one) != 127))
    return shown.encode(errors="ignore").decode().translate(ESCAPED)


def folded(line: str) -> str:
    """A long line in pieces of at most 75 octets, the later ones after a space; no character is cut in two."""
    pieces, piece, room = [], "", LONGEST_LINE
    for one in line:
        if len((piece + one).encode()) > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += one
    return "\r\n ".join([*pieces, piece])
