"""What would go wrong if a meeting were held today, in sentences: people, time, seats, interests and arrangements."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.panel import queries
from riskpanel.panel.agenda import SPEAKS, knows, needs, undeclared, voices
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.quorum import expected, listed, number, panel_type, quorum, titled
from riskpanel.panel.timetable import ends_at, free_slots, in_order, stretches
from riskpanel.web.filters import time_words

LONGEST_STRETCH = timedelta(minutes=120)


@dataclass(frozen=True)
class Foreseen:
    """What would go wrong, in sentences: with the meeting, or with the case that `about` names."""

    about: str
    said: tuple[str, ...]


def what_would_go_wrong(meeting: Meeting, user: access.User) -> list[Foreseen]:
    """Everything that would go wrong if this meeting were held today: of the meeting first, then case by case."""
    live = [one for one in in_order(meeting) if one.standing == "listed"]
    known, played = [one for one in live if knows(user, one)], queries.parts_played(meeting)
    found = [Foreseen("", (*_wrong_with_meeting(meeting, live), *_silent(known)))]
    found += [Foreseen(f"{one.referral.person.known_as}, {one.referral.reference}",
                       (*_wrong_with_case(one), *_played_a_part(one, played))) for one in known]
    return [one for one in found if one.said]


def _silent(items: list[AgendaItem]) -> Iterator[str]:
    """Who has yet to say whether they have an interest, those silent about the same cases together."""
    about: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in dict.fromkeys(name for item in items for name in undeclared(item)):
        about[tuple(one.referral.reference for one in items if name in undeclared(one))].append(name)
    for references, names in about.items():
        which = "any of the cases" if 1 < len(items) == len(references) else listed(references)
        have = "has" if len(names) == 1 else "have"
        yield f"{listed(names)} {have} yet to say whether they have an interest in {which}."


def _wrong_with_meeting(meeting: Meeting, live: list[AgendaItem]) -> Iterator[str]:
    found = quorum(meeting, forecast=True)
    if not live:
        yield "There is no case on the agenda."
    if not found.met:
        yield found.said
    yield from _wrong_with_time(meeting)
    yield from _empty_seats(meeting)
    for name, reference in queries.sitting_elsewhere(meeting, ends_at(meeting)):
        yield f"{name} also sits on {reference}, which starts while this meeting lasts."


def _wrong_with_time(meeting: Meeting) -> Iterator[str]:
    """Too long without a break, or more cases than the panel's day holds."""
    for since, until in stretches(meeting):
        if until - since > LONGEST_STRETCH:
            yield f"There is no break from {time_words(since)} to {time_words(until)}. Plan one."
    over = -free_slots(meeting)
    if over > 0:
        yield f"There {'is' if over == 1 else 'are'} {number(over, 'case')} more than the panel’s day has slots for."


def _empty_seats(meeting: Meeting) -> Iterator[str]:
    """Whom the panel's terms want by their specialism, where the accounts of all who sit say what theirs is."""
    sitting = [one.user for one in meeting.sitting if one.user and expected(one)]
    here = {one.specialism for one in sitting}
    for seat in panel_type(meeting).members:
        if seat.specialism and seat.specialism not in here:
            yield f"Nobody who sits is of the specialism its terms want: {titled(seat.specialism)}."


def _wrong_with_case(item: AgendaItem) -> Iterator[str]:
    """One case: quorum, the chair's and minute-taker's interests, the person's voice and part in it, and gaps."""
    meeting, referral = item.meeting, item.referral
    name = referral.person.known_as
    case = quorum(meeting, item, forecast=True)
    if quorum(meeting, forecast=True).met and not case.met:
        yield case.said
    yield from _wrong_with_chair(item)
    if not any(one.part in SPEAKS for one in voices(item)):
        yield f"Neither {name} nor anybody who speaks for {name} has been invited."
    if not any(one.part == "decision-maker" for one in voices(item)):
        yield f"The decision-maker has not been invited: {referral.decision.who_decides or 'nobody is named'}."
    yield from _wrong_with_taking_part(item)
    if referral.gaps:
        yield f"It came with {number(len(referral.gaps), 'gap')}, listed in its papers."


def _wrong_with_taking_part(item: AgendaItem) -> Iterator[str]:
    """Access needs, interpreters, and not knowing how somebody who is asked will take part."""
    person, invited = item.referral.person, voices(item)
    if needs(item) and not item.arranged:
        yield f"What {person.known_as} needs in order to take part has not been arranged."
    if person.interpreter and not any(one.part == "interpreter" for one in invited):
        yield f"{person.known_as} needs an interpreter, and none has been invited: {person.interpreter}."
    unknown = [one.called for one in invited if not one.how]
    if unknown:
        yield f"It is not known how {listed(unknown)} will take part."


def _played_a_part(item: AgendaItem, played: set[tuple[uuid.UUID, uuid.UUID, str]]) -> Iterator[str]:
    """A colleague who raised or answered the challenge, and has not yet said whether that is an interest."""
    for one in item.meeting.sitting:
        for part in ("raised", "answered"):
            if (item.referral_id, one.user_id, part) in played and one.user_id not in item.declared_ids:
                yield f"{one.called} {part} the challenge behind it. Ask whether that is an interest."


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
