"""A calendar file (RFC 5545) for one appointment: what in general words, where and when, and nothing about anybody."""

from dataclasses import dataclass
from datetime import UTC, datetime
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


def calendar_file(one: Appointment) -> bytes:
    """The appointment as an .ics file; its times are told in English clock time."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//riskpanel//riskpanel//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        *CLOCKS.split("\n"),
        "BEGIN:VEVENT", f"UID:{escaped(one.uid)}", f"SEQUENCE:{one.version}",
        f"DTSTAMP:{one.made_at.astimezone(UTC):{STAMP}}Z", f"DTSTART;TZID={ZONE}:{_local(one.starts_at)}",
        f"DTEND;TZID={ZONE}:{_local(one.ends_at)}", f"SUMMARY:{escaped(one.title)}", f"LOCATION:{escaped(one.place)}",
        f"DESCRIPTION:{escaped(one.says)}", "CLASS:PRIVATE", "STATUS:CONFIRMED",
        "END:VEVENT", "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


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
