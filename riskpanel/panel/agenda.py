"""What the agenda says: each case in its order and time, who is asked, and what would go wrong if it were today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.panel.forms import HOW, part_words
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.quorum import kept, listed, number, quorum
from riskpanel.web.filters import date_words, time_words
from riskpanel.workflow import MEETING

STATES = {"listed": "To be heard", "heard": "Heard", "deferred": "Deferred", "withdrawn": "Withdrawn"}
BREAK_AFTER = 120
VOICES = ("person", "advocate", "family", "referrer", "decision-maker", "guest")
SPEAKS = {"person", "family", "advocate"}


@dataclass(frozen=True)
class AgendaLine:
    """One case as the agenda shows it; for those who may not see its papers, its reference alone."""

    item: AgendaItem
    known: bool
    time: str
    title: str
    rows: tuple[dict[str, object], ...]
    links: tuple[dict[str, str], ...]
    moves: tuple[dict[str, object], ...]
    invited: tuple[Attendance, ...] = ()

    @property
    def state(self) -> str:
        return STATES[self.item.standing]


def knows(user: access.User, item: AgendaItem) -> bool:
    """May this user know whose case it is: one who sits, or who runs the panel, and has no interest in it."""
    runs = access.may(user, Action.LIST_REFERRAL, item.referral) and user.id not in item.interested_ids
    return runs or access.reads_papers(user, item)


def agenda(meeting: Meeting, user: access.User) -> list[AgendaLine]:
    """Every case in order, with the time at which it is expected."""
    expected, lines = meeting.starts_at, []
    for item in sorted(meeting.items, key=lambda one: one.position):
        on = item.standing in ("listed", "heard")
        lines.append(_line(item, user, time_words(expected) if on else ""))
        expected += timedelta(minutes=item.minutes if on else 0)
    return lines


def _line(item: AgendaItem, user: access.User, at: str) -> AgendaLine:
    known = knows(user, item)
    reference = item.referral.reference
    if not known:
        said = "You have declared an interest in this case" if user.id in item.interested_ids else "You do not sit"
        rows: tuple[dict[str, object], ...] = ({"key": "Papers", "value": f"Closed to you. {said}."},)
        return AgendaLine(item, False, at, reference, rows, (), ())
    title = f"{item.referral.person.known_as}, {reference}"
    asked = tuple(voices(item)) if access.may(user, Action.INVITE, item) else ()
    return AgendaLine(item, True, at, title, tuple(_rows(item)), tuple(_links(item, user)), tuple(_moves(item, user)),
                      asked)


def _rows(item: AgendaItem) -> Iterator[dict[str, object]]:
    """What there is to say of a case, blanks left out."""
    referral = item.referral
    invited = voices(item)
    rows: tuple[tuple[str, object], ...] = (
        ("The question", referral.question),
        ("Who decides", referral.decision.who_decides),
        ("Urgent", "Yes: the referrer asks for it to be heard soon" if referral.urgent else ""),
        ("Set aside", number(item.minutes, "minute") if item.standing == "listed" else ""),
        ("Voices asked", [voice_words(one) for one in invited] or "Nobody has been invited to this case yet"),
        ("Needs", needs(item)),
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
        ("Chair this case", "sitting.case", live and seen and access.may(user, Action.START_CASE, item)),
        ("Write the record", "panel.record", MEETING.allows(Action.TAKE_MINUTES, state)
         and access.may(user, Action.TAKE_MINUTES, item)),
        ("Read the record", "panel.minutes", seen and state != "planned"),
        ("Invite somebody", "panel.invite", live and access.may(user, Action.INVITE, item)),
        ("Set the time", "panel.length", live and runs),
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


# ---- What would go wrong if it were today

def what_would_go_wrong(meeting: Meeting, user: access.User) -> list[str]:
    """Everything that would go wrong if this meeting were held today, as sentences; those about cases by reference."""
    live = [one for one in meeting.items if one.standing == "listed"]
    known = [one for one in live if knows(user, one)]
    return [*_wrong_with_meeting(meeting, live),
            *(f"{one.referral.reference}: {said}" for one in known for said in _wrong_with_case(one))]


def _wrong_with_meeting(meeting: Meeting, live: list[AgendaItem]) -> Iterator[str]:
    found = quorum(meeting, forecast=True)
    total = sum(one.minutes for one in live)
    if not live:
        yield "There is no case on the agenda."
    if not found.met:
        yield found.said
    if total > BREAK_AFTER:
        yield f"The cases need {number(total, 'minute')} in all. Plan a break."


def _wrong_with_case(item: AgendaItem) -> Iterator[str]:
    """One case: quorum, the chair's and minute-taker's interests, declarations, the person's voice, and gaps."""
    meeting, referral = item.meeting, item.referral
    name = referral.person.known_as
    case = quorum(meeting, item, forecast=True)
    if quorum(meeting, forecast=True).met and not case.met:
        yield case.said
    yield from _wrong_with_chair(item)
    silent = undeclared(item)
    if silent:
        yield f"{listed(silent)} {'has' if len(silent) == 1 else 'have'} yet to say whether they have an interest."
    if not any(one.part in SPEAKS for one in voices(item)):
        yield f"Neither {name} nor anybody who speaks for {name} has been invited."
    if not any(one.part == "decision-maker" for one in voices(item)):
        yield f"The decision-maker has not been invited: {referral.decision.who_decides or 'nobody is named'}."
    if referral.gaps:
        yield f"It came with {number(len(referral.gaps), 'gap')}, listed in its papers."


def _wrong_with_chair(item: AgendaItem) -> Iterator[str]:
    """Somebody who cannot do their part for this case."""
    meeting, referral = item.meeting, item.referral
    if not access.may(item.led_by, Action.GIVE_ADVICE, item):
        why = _conflict(item.led_by_id, item)
        yield f"{item.led_by.name} cannot chair this case: {why}. Name another chair for it, or defer it."
    if meeting.minute_taker_id in item.interested_ids:
        yield f"{meeting.minute_taker.name} has an interest in it, and cannot take its minutes."
    if referral.state != "listed":
        yield "The referral is no longer on an agenda."


def _conflict(user_id: object, item: AgendaItem) -> str:
    decision = item.referral.decision
    reasons: Iterable[tuple[bool, str]] = (
        (user_id == decision.decision_maker_id, "they are the decision-maker"),
        (user_id == item.referral.referred_by_id, "they referred it"),
        (user_id == item.assessor_id, "they made the assessment"),
        (user_id in item.interested_ids, "they have an interest in it"),
    )
    return next((said for holds, said in reasons if holds), "they do not have the role of chair")


def when_words(meeting: Meeting) -> str:
    return f"{date_words(meeting.starts_at)} at {time_words(meeting.starts_at)}"
