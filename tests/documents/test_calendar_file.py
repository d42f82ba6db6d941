"""A calendar file says what, where and when, whatever is written in it, and stays within the rules of RFC 5545."""

import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from riskpanel.documents.calendar_file import Appointment, Day, calendar_file, escaped, folded

NOON = datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


def appointment(starts_at: datetime = NOON, **more: str) -> Appointment:
    given = {"title": "A meeting", "place": "Room 2", "says": "Your letter says what it is about."} | more
    return Appointment("a@council", 3, given["title"], given["place"], given["says"], starts_at,
                       starts_at + timedelta(minutes=40), NOON)


def read(data: bytes) -> dict[str, str]:
    """The properties of the appointment, unfolded and with their marks taken off, as a calendar reads them."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    event = data.decode().replace("\r\n ", "").partition("BEGIN:VEVENT\r\n")[2]
    pairs = (line.partition(":") for line in event.split("\r\n"))
    return {name: re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], value)
            for name, _colon, value in pairs}


def test_it_says_what_where_and_when_in_english_clock_time() -> None:
    summer = read(calendar_file(appointment()))
    assert summer["DTSTART;TZID=Europe/London"] == "20260701T120000"
    assert summer["DTEND;TZID=Europe/London"] == "20260701T124000"
    assert (summer["SUMMARY"], summer["LOCATION"], summer["SEQUENCE"]) == ("A meeting", "Room 2", "3")
    winter = read(calendar_file(appointment(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))))
    assert winter["DTSTART;TZID=Europe/London"] == "20261201T100000"


def test_the_clocks_that_it_names_are_told_in_it() -> None:
    text = calendar_file(appointment()).decode()
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")
    assert text.count("TZID:Europe/London\r\n") == 1


def test_a_day_has_no_time_and_leaves_the_day_free_and_several_go_in_one_file() -> None:
    days = [Day(f"{place}@council", 0, "A reply is due", "Sign in.", date(2026, 12, place), NOON) for place in (1, 2)]
    found = calendar_file(*days)
    assert (found.count(b"BEGIN:VCALENDAR"), found.count(b"BEGIN:VEVENT"), found.count(b"TRANSP:TRANSPARENT")) == (
        1, 2, 2)
    assert read(found)["DTSTART;VALUE=DATE"] == "20261202", "the last of them"


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n;,\\:\""), max_size=300)


@given(words=WORDS)
def test_whatever_is_written_comes_back_as_it_was(words: str) -> None:
    found = calendar_file(appointment(title=words, place=words, says=words))
    assert all(len(line) <= 75 for line in found.split(b"\r\n"))
    told = read(found)
    assert [told[name] for name in ("SUMMARY", "LOCATION", "DESCRIPTION")] == [words] * 3


@given(words=st.text(max_size=400))
def test_no_words_end_a_line_or_begin_another_property(words: str) -> None:
    found = calendar_file(appointment(place=f"{words}\r\nATTENDEE:mailto:x@example.org"))
    assert b"\r\nATTENDEE" not in found
    assert found.count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_long_words_are_folded_between_characters() -> None:
    line = "LOCATION:" + "é" * 100
    assert folded(line).replace("\r\n ", "") == line
    assert escaped("a;b,c\\d\ne\r\x00") == "a\\;b\\,c\\\\d\\ne"
