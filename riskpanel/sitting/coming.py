"""Who is here, and when they came and left; at a panel in writing, who has answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.access import User
from riskpanel.actions import Action
from riskpanel.panel.agenda import voices
from riskpanel.panel.forms import part_words
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.quorum import listed
from riskpanel.sitting.models import Movement
from riskpanel.web.filters import time_words
from riskpanel.workflow import MEETING

Buttons = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """How coming and going is told. `plain`: where no time was noted, by what is known of somebody; `following`: what
    can be noted next, by where they stand."""

    title: str
    short_title: str
    nobody: str
    moved: Mapping[str, str]
    plain: Mapping[str, str]
    following: Mapping[str, Buttons]


IN_A_ROOM = Words(
    "Who is here", "Present", "Nobody has been noted as here yet.",
    {"arrived": "came at", "left": "left at", "absent": "noted as absent at", "stood-down": "left the panel at"},
    {"yes": "here", "no": "did not come", "": "not noted yet"},
    {"here": (("left", "Left"),), "gone": (("arrived", "Came back"),), "no": (("arrived", "Came"),),
     "": (("arrived", "Came"), ("absent", "Did not come"))})
IN_WRITING = Words(
    "Who has answered", "Answered", "Nobody has answered yet.",
    {"arrived": "answered at", "left": "left at", "absent": "noted as not answering at",
     "stood-down": "left the panel at"},
    {"yes": "answered", "no": "did not answer", "": "no answer yet"},
    {"here": (), "gone": (), "no": (("arrived", "Answered after all"),),
     "": (("arrived", "Answered"), ("absent", "Did not answer"))})


def words_for(meeting: Meeting) -> Words:
    """How coming and going is told at this meeting."""
    return IN_WRITING if meeting.in_writing else IN_A_ROOM


def present(meeting: Meeting, item: AgendaItem | None) -> list[str]:
    """Those in the room, and those who were and have left; in writing, those who have answered."""
    those = those_at(meeting, item)
    here = [one.called for one in those if one.is_here]
    gone = [f"{one.called} left at {time_words(one.left_at)}." for one in those if one.left_at]
    return [f"{listed(here)}." if here else words_for(meeting).nobody, *gone]


def those_at(meeting: Meeting, item: AgendaItem | None) -> list[Attendance]:
    """Those who sit, and those asked to the case in hand."""
    return [*meeting.sitting, *(voices(item) if item else ())]


@dataclass(frozen=True)
class Place:
    """Somebody at the meeting: who, what they are there as, when they came and left, and what can be noted."""

    seat: Attendance
    part: str
    times: str
    buttons: tuple[dict[str, Any], ...]
    stand_down: str


def places(meeting: Meeting, item: AgendaItem | None, moves: Sequence[Movement], user: User) -> list[Place]:
    """Everybody whose coming and going can be noted here."""
    words, can_note = words_for(meeting), notes(meeting, user)
    removes = MEETING.allows(Action.STAND_DOWN, meeting.state) and access.may(user, Action.STAND_DOWN, meeting)
    return [Place(one, part_words(one), _times(one, moves, words),
                  tuple(_buttons(one, item, words)) if can_note else (), _way_out(one) if removes else "")
            for one in those_at(meeting, item)]


def unnoted(meeting: Meeting, item: AgendaItem | None, user: User) -> bool:
    """Is there anybody of whom this user can still note whether they came? In writing, whoever files a view came."""
    unsaid = any(not one.came for one in those_at(meeting, item))
    return unsaid and not meeting.in_writing and notes(meeting, user)


def notes(meeting: Meeting, user: User) -> bool:
    """May this user note comings and goings now?"""
    return MEETING.allows(Action.RECORD_ATTENDANCE, meeting.state) and access.may(
        user, Action.RECORD_ATTENDANCE, meeting)


def _way_out(one: Attendance) -> str:
    return url_for("sitting.stand_down", seat_id=one.id) if one.part == "member" else ""


def _times(one: Attendance, moves: Sequence[Movement], words: Words) -> str:
    """Joe Tan: came at 10:02am, left at 10:40am. What was noted without a time is said without one."""
    told = [f"{words.moved[move.what]} {time_words(move.at)}" for move in moves if move.attendance_id == one.id]
    gone = f"left at {time_words(one.left_at)}" if one.left_at else ""
    return ", ".join(told) or gone or words.plain[one.came]


def _buttons(one: Attendance, item: AgendaItem | None, words: Words) -> Iterator[dict[str, Any]]:
    stands = "here" if one.is_here else "gone" if one.left_at else one.came
    carried = {"item": item.id.hex} if item else {}
    for what, text in words.following[stands]:
        yield {"text": text, "action": url_for("sitting.move", seat_id=one.id), "carried": {"what": what, **carried}}


def those_gone(meeting: Meeting, moves: Sequence[Movement]) -> list[str]:
    """Members who were taken off the meeting: when, and why."""
    return [f"{one.attendance.called} left the panel at {time_words(one.at)}: {one.reason}"
            for one in moves if one.what == "stood-down"]
