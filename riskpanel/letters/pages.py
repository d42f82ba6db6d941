"""What pages say of letters: each as a line and as a document, and the sheet read back on the day."""

from collections.abc import Iterator
from typing import Any

from flask import url_for

from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.documents.blocks import Block, Document, Heading, Lines, Marks, Paragraph
from riskpanel.letters import queries
from riskpanel.letters.models import TO, OutcomeLetter, Parts
from riskpanel.letters.services import HOW
from riskpanel.letters.wording import DANGER, ROUTES
from riskpanel.panel.agenda import knows
from riskpanel.panel.models import Advice, Meeting
from riskpanel.referrals.models import Referral
from riskpanel.web.filters import date_words, datetime_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import LETTER

STANDARD_POINTS, EASY_POINTS = 11.0, 16.0
TITLES = {"advised": "What the panel advised", "decided": "What was decided"}


def line(letter: OutcomeLetter) -> dict[str, str]:
    """One letter as a list shows it: to whom, about what, where it stands."""
    return {"to": f"{letter.to_name}, {TO[letter.to_kind].lower()}", "about": TITLES[letter.about],
            "state": state(letter), "href": url_for("letters.letter", letter_id=letter.id)}


def state(letter: OutcomeLetter) -> str:
    """Where a letter stands, in words."""
    said = {
        "sent": f"Sent {date_words(letter.sent_on)}: {HOW.get(letter.sent_how, '').lower()}",
        "checked": f"{LETTER.states['checked']} ({datetime_words(letter.checked_at)})" if letter.checked_at else "",
        "not-sent": f"Not sent: {letter.why_not}",
    }
    return said.get(letter.state) or LETTER.states[letter.state]


def offers(letter: OutcomeLetter, user: User, stale: bool) -> list[dict[str, Any]]:
    """What this user can do with a letter now."""
    each = (
        ("Check this letter" if letter.state == "to-check" else "Check it again", ".check", Action.CHECK_LETTER,
         letter.state == "to-check" or stale),
        ("Say how it was sent", ".sent", Action.SEND_LETTER, not stale),
        ("Do not send it", ".keep_back", Action.KEEP_LETTER_BACK, False),
    )
    return [{"text": text, "href": url_for(f"letters{endpoint}", letter_id=letter.id), "main": main}
            for text, endpoint, action, main in each
            if LETTER.allows(action, letter.state) and may(user, action, letter.item)
            and not (endpoint == ".keep_back" and letter.is_to_person)]


def document(letter: OutcomeLetter, parts: Parts, easy: bool, authority: str) -> Document:
    """A letter as it prints: its reader's name and address above, its reference and reader on every page."""
    address = tuple(one for one in (letter.to_name, *letter.address.splitlines()) if one)
    return written(TITLES[letter.about], parts, easy,
                   Marks(authority, letter.item.referral.reference, letter.to_name), (Lines(address),))


def written(title: str, parts: Parts, easy: bool, marks: Marks, before: tuple[Block, ...] = ()) -> Document:
    """Parts as a document; easy read is larger."""
    blocks: list[Block] = []
    for heading, sentences in parts:
        blocks += [Heading(heading)] if heading else []
        blocks += [Paragraph(one) for one in sentences]
    return Document(title, tuple(blocks), marks, before, EASY_POINTS if easy else STANDARD_POINTS)


def sheet(advice: Advice, authority: str) -> Document:
    """The sheet that goes home with the person on the day: what was read back, who decides, and how to disagree."""
    referral, meeting = advice.item.referral, advice.item.meeting
    taker = meeting.minute_taker
    parts = [
        ("", [one for one in advice.read_back.split("\n\n") if one.strip()]),
        ("Who decides", [f"{referral.decision.who_decides}. The panel does not decide."]),
        ("If you do not agree", ["You can say so now, or later. You can ask somebody to help you. A letter will say "
                                 f"all {len(ROUTES)} things that you can do.", DANGER]),
        ("Who to ask", [f"{taker.name}: {' or '.join(way for way in (taker.phone, taker.email) if way)}"]),
    ]
    title = f"What the panel said on {date_words(meeting.starts_at)}"
    return written(title, parts, True, Marks(authority, referral.reference, referral.person.known_as))


@adds_to("afterwards")
def left_of_letters(meeting: Meeting, user: User) -> Iterator[Section]:
    """The letters still to be checked or sent."""
    known = {one.advice.id: one.referral for one in meeting.items if one.advice and knows(user, one)}
    left = [one for one in queries.waiting_of(meeting.id) if one.advice_id in known]
    yield Section("Letters to check and send", tuple(_left(one, known[one.advice_id]) for one in left),
                  empty="Every letter has been checked and sent.")


def _left(letter: OutcomeLetter, referral: Referral) -> Line:
    told = line(letter)
    return Line(f"{referral.reference}: {told['to']}", told["href"], told["state"], told["about"])
