"""What the pages of a sitting say: the part that keeps itself up to date, the cases, the case in hand, the views."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.access import User
from riskpanel.actions import Action
from riskpanel.panel.agenda import STATES, interests_told, knows
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.pages import quorum_told
from riskpanel.panel.quorum import kept, listed, number, quorum
from riskpanel.panel.timetable import Timed, by_item, in_order
from riskpanel.sitting.coming import present, words_for
from riskpanel.sitting.models import Hearing, LateAdvice, PrivateView
from riskpanel.sitting.whether import standing_words, ways_on
from riskpanel.users.models import User as Account
from riskpanel.web.filters import datetime_words, time_words
from riskpanel.workflow import MEETING

Hearings = Mapping[uuid.UUID, Hearing]
PROMPTS = (
    ("Whose words are these?", "Have we heard the person, or only about the person?"),
    ("Is there a freer option?", "What would have to be true for the least restrictive option to work?"),
    ("Is there enough protection?", "If the worst that is feared happened, what here would have helped?"),
    ("What does the law ask?", "Which duty is in play, and has the record met it?"),
    ("Whose rights are in play?", "Home, family, private life, freedom: what here supports them, and is each limit "
                                  "lawful, needed and no more than needed?"),
    ("What is the evidence?", "What is known first-hand, what was reported, what is a guess?"),
    ("What might be misleading us?", "The last bad case, the first impression, fear of blame, who spoke longest."),
)
QUORUM = "Quorum"
WHY_DEPUTY = ("Where the chair has an interest in a case, referred it or decides it, another chair takes that case. "
              "The trail keeps who named whom.")
WHY_HAND_OVER = ("Where the chair is called away, another chair takes the meeting from here. The chair until now stays "
                 "a member, and the trail keeps who handed over to whom.")
HEARD_ONLY = (
    "There is no quorum for this case, so the panel cannot advise on it now. It can listen: what is said goes into the "
    "record, with who was here.",
    "Nothing is decided by it. When the talk ends, defer the case: it keeps its place in the queue.",
)


@dataclass(frozen=True)
class Part:
    """One part of the page that keeps itself up to date; `polite`: a change in it is read out."""

    name: str
    title: str
    said: Sequence[str]
    polite: bool = False
    links: Sequence[Mapping[str, str]] = ()


# ---- What keeps itself up to date

def live_parts(meeting: Meeting, item: AgendaItem | None, hearing: Hearing | None, filed: set[uuid.UUID],
               user: User) -> list[Part]:
    """Who is here, the quorum, interests and views, for the case in hand or (without one) for the meeting."""
    return [
        _quorum_of_case(item, user) if item and meeting.state != "closed" else Part("quorum", QUORUM,
                                                                                   quorum_told(meeting), polite=True),
        Part("present", words_for(meeting).short_title, present(meeting, item)),
        Part("interests", "Interests", interests_told(item) if item else ()),
        Part("views", "Private views", views_told(item, hearing, filed) if item else ()),
    ]


def _quorum_of_case(item: AgendaItem, user: User) -> Part:
    """The quorum for this case; where it is lost, what can be done, with the way there for whoever chairs."""
    found = quorum(item.meeting, item, forecast=item.meeting.state == "planned")
    lost = item.meeting.state == "open" and item.standing == "listed" and not found.met
    said = [*standing_words(item), *found.told, *(["What can be done:", *ways_on(item)] if lost else [])]
    offers = (("Hear it without advising", "sitting.hear_only"), ("Defer it", "panel.defer"))
    links = [{"text": text, "href": url_for(endpoint, item_id=item.id)} for text, endpoint in offers
             if lost and access.may(user, Action.HEAR_ONLY, item)]
    return Part("quorum", QUORUM, said, polite=True, links=links)


def views_told(item: AgendaItem, hearing: Hearing | None, filed: set[uuid.UUID]) -> list[str]:
    """Who has filed a view and who has not; never what is in it."""
    if hearing and hearing.views_opened_at:
        return [f"Opened together at {time_words(hearing.views_opened_at)}."]
    weighing = members_weighing(item)
    done = [one.called for one in weighing if one.user_id in filed]
    still = [one.called for one in weighing if one.user_id not in filed]
    told = (("Filed, and closed until they are opened together", done), ("Not filed", still))
    return [f"{words}: {listed(names)}." for words, names in told if names]


def members_weighing(item: AgendaItem) -> list[Attendance]:
    """Those who sit and weigh this case, whoever chairs it last, so that their view does not lead."""
    those = [one for one in item.meeting.sitting if one.user and access.weighs(one.user, item)]
    return sorted(those, key=lambda one: one.user_id == item.led_by_id)


def as_id(text: str) -> uuid.UUID | None:
    """The id in what was sent; None when it is not one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


# ---- The cases of a sitting

def in_hand(items: Sequence[AgendaItem], hearings: Hearings) -> AgendaItem | None:
    """The case being heard, among these; None when none is."""
    return next((one for one in items if one.id in hearings and hearings[one.id].is_now), None)


def offered(able: Mapping[str, Account]) -> dict[str, str]:
    """Colleagues to choose from, by id, in words."""
    return {id: f"{one.name}, {one.job}" for id, one in able.items()}


def stands(meeting: Meeting, user: User) -> list[dict[str, Any]]:
    """What whoever chairs can do with the meeting itself."""
    offers = (
        (Action.OPEN_MEETING, {"text": "Open the meeting", "action": url_for("panel.open_meeting",
                                                                            meeting_id=meeting.id), "main": True}),
        (Action.CLOSE_MEETING, {"text": "Close the meeting", "action": url_for("panel.close_meeting",
                                                                              meeting_id=meeting.id)}),
        (Action.HAND_OVER, {"text": "Hand the chair over", "href": url_for("sitting.hand_over",
                                                                          meeting_id=meeting.id)}),
        (Action.REOPEN_MEETING, {"text": "Open this meeting again", "href": url_for("sitting.reopen",
                                                                                   meeting_id=meeting.id)}),
    )
    return [way for action, way in offers
            if MEETING.allows(action, meeting.state) and access.may(user, action, meeting)]


@dataclass(frozen=True)
class CaseLine:
    """One case on the sitting's page: its reference, the question for those who may know it, and what they can do."""

    title: str
    state: str
    question: str
    led_by: str
    links: tuple[dict[str, str], ...]


def case_lines(meeting: Meeting, hearings: Hearings, user: User) -> list[CaseLine]:
    """Every case in order, with the time at which it is expected."""
    clock = by_item(meeting)
    return [_case_line(place, one, clock.get(one.id), hearings.get(one.id), user)
            for place, one in enumerate(in_order(meeting), start=1)]


def _case_line(place: int, item: AgendaItem, timed: Timed | None, hearing: Hearing | None, user: User) -> CaseLine:
    known = knows(user, item)
    at = f"{time_words(timed.at)}: " if timed else ""
    person = f"{item.referral.person.known_as}, " if known else ""
    deputy = f"Chaired by {item.deputy.name}." if item.deputy else ""
    return CaseLine(f"{place}. {at}{person}{item.referral.reference}", case_state(item, hearing),
                    item.referral.question if known else _closed_words(item, user), deputy,
                    tuple(_links(item, hearing, user)))


def _closed_words(item: AgendaItem, user: User) -> str:
    return "You have an interest in this case." if user.id in item.interested_ids else ""


def case_state(item: AgendaItem, hearing: Hearing | None) -> str:
    """Where a case stands: to be heard, being heard since a time, heard."""
    if item.standing == "listed" and hearing and hearing.is_now:
        return f"Being heard, since {time_words(hearing.started_at)}"
    return STATES[item.standing]


def _links(item: AgendaItem, hearing: Hearing | None, user: User) -> Iterator[dict[str, str]]:
    live, seen = item.standing == "listed", access.may(user, Action.SEE_PACK, item)
    opened = bool(hearing and hearing.views_opened_at)
    names = live and MEETING.allows(Action.NAME_DEPUTY, item.meeting.state)
    offers = (
        ("Chair this case", "sitting.case", access.may(user, Action.START_CASE, item)),
        ("Papers", "panel.pack", seen),
        ("Your private view", "sitting.private_view", live and access.may(user, Action.FILE_VIEW, item)),
        ("Views side by side", "sitting.views", seen and opened),
        ("Write the minutes", "minutes.write", MEETING.allows(Action.TAKE_MINUTES, item.meeting.state)
         and access.may(user, Action.TAKE_MINUTES, item)),
        ("Name another chair", "sitting.deputy", names and access.may(user, Action.NAME_DEPUTY, item)),
    )
    for text, endpoint, offered in offers:
        if offered:
            yield {"text": text, "href": url_for(endpoint, item_id=item.id), "hidden": item.referral.reference}
    if item.advice and seen:
        yield {"text": "Advice", "href": url_for("advice.advice", advice_id=item.advice.id),
               "hidden": item.referral.reference}


# ---- The case in hand

def clock_words(item: AgendaItem, hearing: Hearing | None) -> str:
    """Started at 10:40am. 40 minutes set aside. Told, never counted down."""
    begun = f"Started at {time_words(hearing.started_at)}." if hearing and hearing.started_at else "Not begun yet."
    return f"{begun} {item.minutes} minutes set aside."


def neighbours(item: AgendaItem, agenda: Sequence[AgendaItem], user: User) -> list[dict[str, str]]:
    """The case before and the case after, among those that this user chairs."""
    led = [one for one in agenda if access.may(user, Action.START_CASE, one)]
    here = led.index(item)
    offers = [("Previous case", led[max(here - 1, 0):here]), ("Next case", led[here + 1:here + 2])]
    return [{"text": f"{words}: {one.referral.reference}", "href": url_for("sitting.case", item_id=one.id)}
            for words, those in offers for one in those]


def steps(item: AgendaItem, hearing: Hearing | None) -> list[dict[str, Any]]:
    """What whoever chairs can do with the case now, the next thing first."""
    if item.standing != "listed" or item.meeting.state != "open":
        return []
    begun = bool(hearing and hearing.is_now)
    opened = bool(hearing and hearing.views_opened_at)
    offers = (
        ("Begin this case", {"action": url_for("sitting.start", item_id=item.id)}, not begun),
        ("Open the private views together", {"action": url_for("sitting.open_views", item_id=item.id)}, not opened),
        ("Open advice", {"href": url_for("advice.advise", item_id=item.id)}, True),
        ("Defer", {"href": url_for("panel.defer", item_id=item.id)}, True),
        ("Withdraw", {"href": url_for("panel.withdraw", item_id=item.id)}, True),
    )
    main = "Open advice" if begun else "Begin this case"
    return [{"text": text, "main": text == main, **way} for text, way, offered in offers if offered]


def also(item: AgendaItem, hearing: Hearing | None, user: User, late: bool) -> list[dict[str, str]]:
    """Other pages about the case in hand."""
    offers = (
        ("Your private view", "sitting.private_view", access.may(user, Action.FILE_VIEW, item)),
        ("Views side by side", "sitting.views", bool(hearing and hearing.views_opened_at)),
        ("Papers, to print", "panel.pack", True),
        ("Name another chair for this case", "sitting.deputy", item.standing == "listed"),
        ("Words that came after the advice", "sitting.late_advice", late),
    )
    links = [{"text": text, "href": url_for(endpoint, item_id=item.id)}
             for text, endpoint, offered in offers if offered]
    advice = [item.advice] if item.advice else []
    return links + [{"text": "The panel’s advice", "href": url_for("advice.advice", advice_id=one.id)}
                    for one in advice]


def told_of_case(item: AgendaItem, hearing: Hearing | None) -> list[str]:
    """What must be known at once: the case is withdrawn or settled, the meeting is not open, it is heard only."""
    planned = item.meeting.state == "planned"
    waits = bool(item.private_minutes) and item.standing == "listed"
    only = hearing.without_advice_at if hearing else None
    return [*standing_words(item),
            *(["Open the meeting before the panel hears a case."] if planned else []),
            *(_apart_words(item) if waits else ()),
            *([f"Heard without advising since {time_words(only)}: there was no quorum. At the end, defer it."]
              if only and item.standing == "listed" else [])]


def _apart_words(item: AgendaItem) -> Iterator[str]:
    """What is heard before the person joins, and that they are told of it."""
    name = item.referral.person.known_as
    yield (f"A part is kept apart first: {number(item.private_minutes, 'minute')} without {name}, minuted apart. "
           f"How {name} is told: {item.private_told}")


# ---- Views side by side

def filed_words(opened: bool) -> str:
    """What is said when a view has been filed."""
    return ("Filed, beside what was filed before the views were opened." if opened
            else "Filed. Nobody else sees it until the views are opened together.")


ASKED = {"leans": "Leans towards", "why": "Why", "asks": "Wants to ask"}


def columns(item: AgendaItem, views: Sequence[PrivateView]) -> tuple[list[str], list[dict[str, Any]]]:
    """The titles of the columns, a member each, and the rows: what was thought first, and each change of mind."""
    seated = {one.user_id for one in item.meeting.sitting}
    shown = [one for one in views if one.user_id not in item.interested_ids]
    authors = {one.user_id: one.user for one in shown} | {
        one.user.id: one.user for one in members_weighing(item) if one.user}
    ordered = sorted(authors, key=lambda id: (id == item.led_by_id, authors[id].name))
    by_turn = {(one.user_id, one.turn): one for one in shown}
    titles = [authors[id].name + ("" if id in seated else ", no longer on the panel") for id in ordered]
    last = max((one.turn for one in shown), default=0)
    return titles, [row for turn in range(1, last + 1) for row in _rows(turn, [by_turn.get((id, turn))
                                                                            for id in ordered])]


def _rows(turn: int, views: Sequence[PrivateView | None]) -> Iterator[dict[str, Any]]:
    again = "" if turn == 1 else "Later: "
    for name, label in ASKED.items():
        words = label if turn == 1 else label.lower()
        yield {"label": f"{again}{words}", "cells": [getattr(one, name) if one else "" for one in views]}
    yield {"label": f"{again}written", "cells": [_when(one) for one in views]} if turn > 1 else {
        "label": "Filed", "cells": [_when(one) for one in views]}


def _when(one: PrivateView | None) -> str:
    if one is None:
        return ""
    after = one.after_opening and one.turn == 1
    return time_words(one.at) + (", after the views were opened" if after else "")


def filed(own: Sequence[PrivateView]) -> list[dict[str, Any]]:
    """What a member has filed, each view with when."""
    return [{"title": f"Filed at {time_words(one.at)}",
             "rows": [{"key": label, "value": getattr(one, name)} for name, label in ASKED.items()]} for one in own]


def late_words(late: Sequence[LateAdvice]) -> list[dict[str, Any]]:
    """Words that came after the advice: whose, when, and each with its question."""
    return [{"by": one.by, "when": datetime_words(one.at),
             "rows": [{"key": label, "value": words} for label, words in one.words]} for one in late]


def frozen_told(meeting: Meeting) -> list[dict[str, Any]]:
    """Every freezing of the quorum when the meeting was opened and closed, in order."""
    titles = (("opened", "Quorum when it opened"), ("closed", "Quorum when it closed"))
    return [{"key": words if time == 1 else f"{words}, time {time}", "value": told}
            for when, words in titles for time, told in enumerate(kept(meeting, when), start=1)]
