"""Settling how invitations go, and sending them: the only writers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from riskpanel import access, db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.documents.blocks import Document
from riskpanel.documents.calendar_file import Appointment
from riskpanel.errors import Incomplete
from riskpanel.invitations import queries
from riskpanel.invitations.letters import document_of, joins_at
from riskpanel.invitations.models import Sending
from riskpanel.messages.services import tell
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.users.models import User
from riskpanel.workflow import MEETING

LETTERS = {"standard": (False,), "easy": (True,), "both": (True, False)}
UNTIL_KNOWN = 60  # minutes that a calendar keeps free for a meeting without cases yet
CALENDAR = {
    True: ("Panel meeting", "You sit on this panel."),
    False: ("A meeting", "Your letter says what it is about and who will be there."),
}
WAYS = {"email": "By e-mail", "post": "By post", "hand": "By hand"}


@dataclass(frozen=True)
class Outgoing:
    """One invitation and how it goes: as settled, or as it would go until somebody says otherwise."""

    invitation: Attendance
    item: AgendaItem | None
    colleague: User | None
    letter: str
    way: str
    goes_to: str
    sent: Sending | None = None

    def documents(self, authority: str) -> list[Document]:
        """Their letters as they would go today; whoever sits gets none."""
        if self.item is None:
            return []
        day = today()
        return [document_of(self.invitation, self.item, easy, authority, day) for easy in LETTERS[self.letter]]

    def words(self, authority: str) -> dict[str, Any]:
        """What they are told, apart from the day on which it is written: to see whether it has changed."""
        letters = [one.told() | {"before": []} for one in self.documents(authority)]
        told: dict[str, Any] = json.loads(json.dumps({"letters": letters, "when": _when_and_where(self)}))
        return told

    def is_current(self, authority: str) -> bool:
        """Has what they were last sent stayed true?"""
        return self.sent is not None and self.sent.sent_at is not None and self.sent.told == self.words(authority)


def _when_and_where(one: Outgoing) -> list[str]:
    meeting = one.invitation.meeting
    return [starts(one).isoformat(), meeting.place]


def starts(one: Outgoing) -> datetime:
    return joins_at(one.item) if one.item else one.invitation.meeting.starts_at


def known_colleague(invitation: Attendance) -> User | None:
    """The colleague who is invited, where it is one: whoever sits; whoever referred or decides, under their name."""
    if invitation.user or invitation.item is None:
        return invitation.user
    referral = invitation.item.referral
    known = {"referrer": referral.referred_by, "decision-maker": referral.decision.decision_maker}
    found = known.get(invitation.part)
    return found if found and found.name == invitation.called else None


def outgoing(invitation: Attendance, settled: Sending | None) -> Outgoing:
    """How an invitation goes. Unless settled: a colleague by e-mail, anybody else by hand of whoever referred."""
    item, colleague = invitation.item, known_colleague(invitation)
    if settled:
        return Outgoing(invitation, item, colleague, settled.letter, settled.way, settled.goes_to, settled)
    if colleague:
        return Outgoing(invitation, item, colleague, "standard", "email", "")
    referrer = item.referral.referred_by.name if item else ""
    return Outgoing(invitation, item, None, "both" if invitation.part == "person" else "standard", "hand", referrer)


def every(meeting: Meeting, user: User) -> list[Outgoing]:
    """The whole set of a meeting: those who sit, then case by case; without cases in which this user has an interest,
    and without those who said that they take no part."""
    settled = queries.sendings(meeting)
    live = [one for one in sorted(meeting.items, key=lambda each: each.position)
            if one.standing == "listed" and access.may(user, Action.INVITE, one)]
    asked = [one for item in live for one in meeting.attendances if one.item_id == item.id and one.how != "not"]
    return [outgoing(one, settled.get(one.id)) for one in (*meeting.sitting, *asked)]


def settle(invitation: Attendance, values: Mapping[str, Any], *, by: User) -> Sending:
    """Say how an invitation goes: `letter`, `way` and `goes_to`. Raises Incomplete where it could not arrive."""
    require(by, Action.INVITE, invitation.item)
    MEETING.after(Action.INVITE, invitation.meeting.state)
    if values["way"] == "email" and known_colleague(invitation) is None:
        raise Incomplete("Only a colleague with an account here can be invited by e-mail: a letter says whose it is.")
    if values["way"] != "email" and not values.get("goes_to"):
        raise Incomplete("Write where the letter goes, or who takes it.")
    made = queries.sending(invitation) or _new(outgoing(invitation, None))
    db.write(made, values)
    trail.record(Action.INVITE, invitation, by=by, letter=made.letter, way=made.way)
    return made


def _new(one: Outgoing) -> Sending:
    made = Sending(attendance_id=one.invitation.id, letter=one.letter, way=one.way, goes_to=one.goes_to)
    made.attendance = one.invitation
    db.session.add(made)
    return made


def send(meeting: Meeting, ones: Iterable[Outgoing], authority: str, *, by: User) -> list[Sending]:
    """Send every invitation that has not gone, or that has changed since: colleagues are told by e-mail, and the
    letters of all others are kept as they are about to be printed."""
    require(by, Action.SEND_INVITATIONS, meeting)
    MEETING.after(Action.SEND_INVITATIONS, meeting.state)
    return [_send(one, authority, by) for one in ones if not one.is_current(authority)]


def _send(one: Outgoing, authority: str, by: User) -> Sending:
    made = one.sent or _new(one)
    made.told, made.sent_at, made.sent_by_id, made.sent_by = one.words(authority), db.now(), by.id, by
    trail.record(Action.SEND_INVITATIONS, one.invitation, by=by, way=made.way, letter=made.letter)
    if one.way == "email":
        _tell(one, by)
    return made


def _tell(one: Outgoing, by: User) -> None:
    """A colleague is told of the meeting on which they sit, or of the case to which they are asked."""
    if one.item is None:
        path = f"/meetings/{one.invitation.meeting_id}"
        tell(one.colleague, "meeting-called", one.invitation.meeting, by=by, path=path)
    else:
        tell(one.colleague, "invited", one.item.referral, by=by, path=f"/invitations/{one.invitation.id}/letter")


def appointment(one: Outgoing, host: str) -> Appointment:
    """What their calendar holds: no name, and nothing of what it is about but that it is a meeting."""
    meeting = one.invitation.meeting
    title, says = CALENDAR[one.item is None]
    whole = sum(each.minutes + each.break_minutes for each in meeting.items if each.standing == "listed")
    minutes = one.item.minutes if one.item else whole or UNTIL_KNOWN
    return Appointment(
        uid=f"{one.invitation.id}@{host}", version=meeting.version + sum(each.version for each in meeting.items),
        title=title, place=meeting.place, says=f"{says} Reference {meeting.reference}.", starts_at=starts(one),
        ends_at=starts(one) + timedelta(minutes=minutes), made_at=db.now())
