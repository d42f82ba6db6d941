"""What the pages of invitations say: the list of what goes to whom and how, and what has gone."""

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from flask import url_for

from riskpanel.access import PANEL, User
from riskpanel.documents.blocks import Document
from riskpanel.documents.calendar_file import calendar_file
from riskpanel.documents.pdf import pdf
from riskpanel.invitations import queries
from riskpanel.invitations.services import WAYS, Outgoing, appointment
from riskpanel.panel.agenda import when_words
from riskpanel.panel.forms import part_words
from riskpanel.panel.pages import agenda_out_by
from riskpanel.panel.queries import to_send_out
from riskpanel.panel.quorum import number
from riskpanel.web.filters import datetime_words
from riskpanel.web.sections import Owed, tells_what_is_owed

LETTERS = {"standard": "Standard", "easy": "Easy read", "both": "Easy read and standard"}
HEAD = ("Who", "Case", "Letter", "How it goes", "Where it stands")


def rows(ones: Collection[Outgoing], authority: str) -> list[dict[str, Any]]:
    """One row an invitation: who, about which case, which letter, how it goes and where it stands."""
    return [{
        "name": one.invitation.called,
        "part": part_words(one.invitation),
        "case": one.item.referral.reference if one.item else "The whole meeting",
        "letter": LETTERS[one.letter] if one.item else "None: the page of the meeting",
        "way": goes(one),
        "stands": stands(one, authority),
        "links": list(links(one)),
    } for one in ones]


@tells_what_is_owed
def owed(user: User) -> Iterator[Owed]:
    """The agenda and the invitations of each meeting whose minutes this user takes, by the day they go out."""
    for one in to_send_out(user, queries.all_sent()) if user.roles & PANEL else ():
        yield Owed("", f"Send the agenda and the invitations of the meeting of {when_words(one)}",
                   url_for("invitations.check", meeting_id=one.id), "Invitations", due_on=agenda_out_by(one))


def goes(one: Outgoing) -> str:
    """By e-mail to a colleague; by post to an address; by hand of somebody."""
    if one.way == "email":
        return f"{WAYS[one.way]}, to the address of their account"
    return f"{WAYS[one.way]}: {one.goes_to}" if one.goes_to else f"{WAYS[one.way]}: say who takes it"


def stands(one: Outgoing, authority: str) -> str:
    if one.sent is None or one.sent.sent_at is None:
        return "Not sent yet"
    when = datetime_words(one.sent.sent_at)
    return f"Sent {when}" if one.is_current(authority) else f"Changed since it was sent, {when}: send it again"


def links(one: Outgoing) -> Sequence[dict[str, str]]:
    """The letter to read, and how it goes to change; whoever sits gets neither."""
    if one.item is None:
        return ()
    return ({"text": "Letter", "href": url_for("invitations.letter", invitation_id=one.invitation.id)},
            {"text": "Change how it goes", "href": url_for("invitations.how", invitation_id=one.invitation.id)})


def sent_words(sent: Collection[Any]) -> str:
    """What one press did."""
    if not sent:
        return "Everybody has their invitation, and nothing in it has changed."
    mailed = sum(one.way == "email" for one in sent)
    told = f"{number(len(sent), 'invitation')} made. {mailed} by e-mail. "
    return told + ("Now print the letters of the others." if mailed < len(sent) else "")


def bundle(ones: Collection[Outgoing], authority: str, host: str) -> bytes:
    """Every letter that goes on paper as a file of its own, with a calendar file beside it: one person, one print."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, one in enumerate(ones, start=1):
            stem = name_of(one, place)
            archive.writestr(f"{stem}.ics", calendar_file(appointment(one, host)))
            if one.way != "email":
                for easy, letter in by_kind(one, authority):
                    archive.writestr(f"{stem}{'-easy-read' if easy else ''}.pdf", pdf(letter))
    return made.getvalue()


def name_of(one: Outgoing, place: int) -> str:
    """A file's name: its place in the list, the case and the part played; no person's name."""
    case = one.item.referral.reference if one.item else one.invitation.meeting.reference
    return f"{place:02}-{case}-{one.invitation.part}"


def by_kind(one: Outgoing, authority: str) -> list[tuple[bool, Document]]:
    """Their letters, each with whether it is easy read."""
    return [(letter.title != "Invitation to a meeting of the panel", letter) for letter in one.documents(authority)]
