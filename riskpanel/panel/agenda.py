"""What the agenda says: each case in its order and time, the breaks between them, and who is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.panel.forms import HOW, part_words
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.quorum import kept, listed, number, quorum
from riskpanel.panel.timetable import Timed, by_item, ends_at, free_slots, in_order
from riskpanel.web.filters import date_words, time_words
from riskpanel.workflow import MEETING

STATES = {"listed": "To be heard", "heard": "Heard", "deferred": "Deferred", "withdrawn": "Withdrawn"}
VOICES = ("person", "advocate", "family", "referrer", "decision-maker", "guest")
SPEAKS = {"person", "family", "advocate"}
FOLDED = {"Voices asked", "Needs", "Arranged", "Quorum", "Interests"}


@dataclass(frozen=True)
class AgendaLine:
    """One case as the agenda shows it; for those who may not see its papers, its reference alone.

    `rows` are what an agenda says at a glance; `folded` is one press away, and open on paper.
    """

    item: AgendaItem
    known: bool
    time: str
    title: str
    rows: tuple[dict[str, object], ...]
    links: tuple[dict[str, str], ...]
    moves: tuple[dict[str, object], ...]
    invited: tuple[Attendance, ...] = ()
    folded: tuple[dict[str, object], ...] = ()

    @property
    def state(self) -> str:
        return STATES[self.item.standing]


def knows(user: access.User, item: AgendaItem) -> bool:
    """May this user know whose case it is: one who sits, or who runs the panel, and has no interest in it."""
    runs = access.may(user, Action.LIST_REFERRAL, item.referral) and user.id not in item.interested_ids
    return runs or access.reads_papers(user, item)


@dataclass(frozen=True)
class Row:
    """One row of the timetable: its time, and a case with its number, or what else happens then."""

    time: str
    said: str = ""
    line: AgendaLine | None = None
    number: int = 0
    free: bool = False


def agenda(meeting: Meeting, user: access.User) -> list[Row]:
    """The day with its clock: every case in order, the breaks, the slots still free, and when it is expected to end."""
    clock, rows = by_item(meeting), []
    for number_of_case, item in enumerate(in_order(meeting), start=1):
        at = clock.get(item.id)
        line = _line(item, user, at)
        rows.append(Row(line.time, line=line, number=number_of_case))
        rows += [Row(time_words(at.until), f"Break, {number(at.pause, 'minute')}")] if at and at.pause else []
    return rows + (_after(meeting) if clock else [])


def _after(meeting: Meeting) -> list[Row]:
    """What follows the last case."""
    end, free = time_words(ends_at(meeting)), free_slots(meeting)
    room = Row(end, f"Room for {number(free, 'more case')}", free=True)
    return [*([room] if free > 0 and meeting.state == "planned" else []), Row(end, "End, as expected")]


def _line(item: AgendaItem, user: access.User, timed: Timed | None) -> AgendaLine:
    reference, at = item.referral.reference, time_words(timed.at) if timed else ""
    if not knows(user, item):
        said = "You have declared an interest in this case" if user.id in item.interested_ids else "You do not sit"
        rows: tuple[dict[str, object], ...] = ({"key": "Papers", "value": f"Closed to you. {said}."},)
        return AgendaLine(item, False, at, reference, rows, (), ())
    title = f"{item.referral.person.known_as}, {reference}"
    asked = tuple(voices(item)) if access.may(user, Action.INVITE, item) else ()
    rows = tuple(_rows(item, timed))
    return AgendaLine(item, True, at, title, tuple(one for one in rows if one["key"] not in FOLDED),
                      tuple(_links(item, user)), tuple(_moves(item, user)), asked,
                      tuple(one for one in rows if one["key"] in FOLDED))


def _rows(item: AgendaItem, timed: Timed | None) -> Iterator[dict[str, object]]:
    """What there is to say of a case, blanks left out."""
    referral = item.referral
    invited = voices(item)
    rows: tuple[tuple[str, object], ...] = (
        ("The question", referral.question),
        ("Who decides", referral.decision.who_decides),
        ("Urgent", "Yes: the referrer asks for it to be heard soon" if referral.urgent else ""),
        ("Set aside", number(item.minutes, "minute") if item.standing == "listed" else ""),
        ("Voices asked", [voice_words(one) for one in invited] or "Nobody has been invited to this case yet"),
        ("A part kept apart", kept_apart(timed) if timed else []),
        ("Needs", needs(item)),
        ("Arranged", item.arranged or ""),
        ("Quorum", (frozen_quorum(item) or quorum(item.meeting, item, forecast=_is_forecast(item)).told)),
        ("Interests", interests_told(item)),
        ("Reason", item.reason),
    )
    return ({"key": key, "value": value} for key, value in rows if value)


def _is_forecast(item: AgendaItem) -> bool:
    return item.meeting.state == "planned"


def frozen_quorum(item: AgendaItem) -> list[str]:
    """The quorum's sentences as last kept, when advice was given or the case heard without it; none before."""
    return next(reversed(kept(item.meeting, str(item.id))), [])


def voices(item: AgendaItem) -> list[Attendance]:
    """Those invited to this case, the person first."""
    invited = [one for one in item.meeting.attendances if one.item_id == item.id]
    return sorted(invited, key=lambda one: VOICES.index(one.part) if one.part in VOICES else len(VOICES))


def voice_words(one: Attendance) -> str:
    return f"{one.called}, {part_words(one).lower()}: {HOW.get(one.how, one.how).lower()}"


def needs(item: AgendaItem) -> list[str]:
    """What the person needs in order to take part: as asked for this, and as recorded about them."""
    person = item.referral.person
    interpreter = f"Interpreter: {person.interpreter}" if person.interpreter else ""
    said = (item.referral.taking_part_needs, person.communication_needs, interpreter)
    return list(dict.fromkeys(one for one in said if one))


def kept_apart(timed: Timed) -> list[str]:
    """What is heard first without the person and minuted apart: how long, why, and how the person is told of it."""
    item = timed.item
    if not item.private_minutes:
        return []
    name = item.referral.person.known_as
    return [f"The first {number(item.private_minutes, 'minute')}, without {name}, minuted apart. {name} joins at "
            f"{time_words(timed.joins_at)}.", f"Why: {item.private_why}", f"How {name} is told: {item.private_told}"]


def interests_told(item: AgendaItem) -> list[str]:
    """Who has declared an interest, who has none, and who has yet to say."""
    declared = [one.user.name for one in item.interests if one.declared]
    none = [one.user.name for one in item.interests if not one.declared]
    silent = undeclared(item)
    told = (("An interest", declared), ("None", none), ("Yet to say", silent))
    return [f"{words}: {listed(names)}." for words, names in told if names]


def undeclared(item: AgendaItem) -> list[str]:
    """Colleagues who sit and have yet to say whether they have an interest."""
    return [one.called for one in item.meeting.sitting if one.user_id not in item.declared_ids]


def _links(item: AgendaItem, user: access.User) -> Iterator[dict[str, str]]:
    """What this user can do with a case: the links that are legal and permitted now."""
    live, state = item.standing == "listed", item.meeting.state
    runs = access.may(user, Action.LIST_REFERRAL, item.referral)
    seen = access.reads_papers(user, item)
    offers = (
        ("Papers", "panel.pack", access.may(user, Action.SEE_PACK, item)),
        ("Your private view", "sitting.private_view", live and state != "closed"
         and access.may(user, Action.FILE_VIEW, item)),
        ("Chair this case", "sitting.case", live and seen and access.may(user, Action.START_CASE, item)),
        ("Write the minutes", "minutes.write", MEETING.allows(Action.TAKE_MINUTES, state)
         and access.may(user, Action.TAKE_MINUTES, item)),
        ("Read the minutes", "minutes.minutes", seen and state != "planned"),
        ("Invite somebody", "panel.invite", live and access.may(user, Action.INVITE, item)),
        ("Set the time", "panel.length", live and runs),
        ("Say what has been arranged", "planning.arrangements", live and access.may(user, Action.INVITE, item)),
        ("Keep a part apart", "planning.apart", live and access.may(user, Action.KEEP_APART, item)),
        ("Defer", "panel.defer", live and runs),
        ("Withdraw", "panel.withdraw", live and runs),
    )
    for text, endpoint, offered in offers:
        if offered:
            yield {"text": text, "href": url_for(endpoint, item_id=item.id), "hidden": item.referral.reference}
    if item.advice and seen:
        href = url_for("advice.advice", advice_id=item.advice.id)
        yield {"text": "Advice", "href": href, "hidden": item.referral.reference}


def _moves(item: AgendaItem, user: access.User) -> Iterator[dict[str, object]]:
    """Buttons that move a case up or down; none at the ends."""
    legal = item.standing == "listed" and MEETING.allows(Action.LIST_REFERRAL, item.meeting.state)
    if not (legal and access.may(user, Action.LIST_REFERRAL, item.referral)):
        return
    positions = [one.position for one in item.meeting.items]
    for words, way, end in (("Move up", "up", min(positions)), ("Move down", "down", max(positions))):
        if item.position != end:
            yield {"text": words, "action": url_for("panel.move", item_id=item.id), "carried": {"way": way}}


def when_words(meeting: Meeting) -> str:
    return f"{date_words(meeting.starts_at)} at {time_words(meeting.starts_at)}"
