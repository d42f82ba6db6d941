"""Whose voice comes when, who has been heard, and who has not, in words."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from riskpanel.panel.agenda import voices
from riskpanel.panel.forms import part_words
from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.web.filters import time_words

NOT_HEARD = "Not heard yet"
SENT = ("words", "film")
MISSING = {
    "person": "{name} has not been invited, and no view of theirs is in the papers.",
    "family": "No family or friend has been invited, and no view of theirs is in the papers.",
    "advocate": "No advocate, attorney or deputy has been invited or heard.",
}
ALSO = {"family": ("family", "friend")}
Times = Mapping[uuid.UUID, datetime]


@dataclass(frozen=True)
class Voice:
    """One voice in the order in which it speaks, and how it has been heard so far."""

    id: uuid.UUID
    name: str
    part: str
    said: str
    ticked: bool
    silent: bool


def order_of_voices(item: AgendaItem, heard_at: Times) -> list[Voice]:
    """Those invited, the person first and then who speaks for them, family, worker, decision-maker; then the members.

    `heard_at`: when each was heard, by the id of the invitation.
    """
    viewed = {one.name.casefold() for one in item.referral.decision.views}
    if item.referral.decision.persons_view is not None:
        viewed.add("person")
    members = [one for one in item.meeting.sitting if one.part == "member" and one.is_here
               and one.user_id not in item.interested_ids]
    sent = {one.name.casefold() for one in item.referral.sent}
    return [*(_invited(one, heard_at, _sent(one, viewed, sent)) for one in voices(item)),
            *(_voice(one, heard_at, "In the room", silent=False) for one in members)]


def _invited(one: Attendance, heard_at: Times, sent: str) -> Voice:
    """Being in the room, or in the papers, is not yet to be heard in the room."""
    here = "Here, and not heard yet" + (f". {sent}" if sent else "")
    return _voice(one, heard_at, here if one.is_here else sent or NOT_HEARD, silent=one.is_here or not sent)


def _voice(one: Attendance, heard_at: Times, otherwise: str, *, silent: bool) -> Voice:
    at = heard_at.get(one.id)
    said = f"Heard at {time_words(at)}" if at else otherwise
    return Voice(one.id, one.called, part_words(one), said, ticked=at is not None, silent=silent and at is None)


def _sent(one: Attendance, viewed: set[str], sent: set[str]) -> str:
    """How somebody is heard without speaking: their view is in the papers, or they send it; empty when they are not."""
    written = one.called.casefold() in viewed or one.part in viewed
    ways = ((one.called.casefold() in sent, "What they sent is with the papers"),
            (written, "Their view is in the papers"), (one.how in SENT, "Sends words or a film"))
    return next((words for holds, words in ways if holds), "")


def not_heard(item: AgendaItem, heard_at: Times) -> list[str]:
    """Voices that this case has not heard: those invited who are silent so far, and those nobody asked."""
    silent = [f"{one.name}, {one.part.lower()}." for one in order_of_voices(item, heard_at) if one.silent]
    return silent + list(_nobody_asked(item))


def _nobody_asked(item: AgendaItem) -> Iterator[str]:
    parts = {one.part for one in voices(item)}
    written = {view.voice for view in item.referral.decision.views}
    name = item.referral.person.known_as
    for part, words in MISSING.items():
        if part not in parts and not written & set(ALSO.get(part, (part,))):
            yield words.format(name=name)
