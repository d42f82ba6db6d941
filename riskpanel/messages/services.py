"""Writing messages and noting how their sending went: the only writers of the outbox."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import sqlalchemy as sa

from riskpanel import access, db, trail
from riskpanel.actions import Action
from riskpanel.errors import NotNow
from riskpanel.messages.models import Message
from riskpanel.messages.wording import KINDS, SENT_BY, SIGN_IN
from riskpanel.web.filters import date_words

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
LEASE = timedelta(minutes=10)
LONGEST_WHY = 300
ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")


class Reader(Protocol):
    """A colleague who can be written to."""

    id: uuid.UUID
    email: str
    active: bool


class Sender(Protocol):
    """Whoever acted: their job is told, their name is not."""

    id: uuid.UUID
    job: str


@dataclass(frozen=True)
class Letterhead:
    """What every message says of where it comes from."""

    authority: str = "The council"
    address: str = "http://127.0.0.1:5000"


_head: list[Letterhead] = [Letterhead()]


def use(head: Letterhead) -> None:
    """Make this the letterhead of the process."""
    _head[:] = [head]


def link_to(path: str) -> str:
    """A page's address as it is written in a message: never taken from what a browser says of itself."""
    return f"{_head[0].address}{path}"


def host() -> str:
    """The service's own name, which makes the marks in a calendar ours."""
    return urlsplit(link_to("/")).hostname or "riskpanel"


def tell(reader: Reader | None, kind: str, subject: Any, *, by: Sender | None = None, due_on: date | None = None,
         path: str = "") -> Message | None:
    """Put a message to a colleague in the outbox: what happened, who did it, what is wanted, by when, where to sign in.

    `subject` is the challenge or referral; only its reference is told. `path` is the page that it is about, where that
    is not My work. Nobody is told of what they did themselves, and a closed account is told nothing.
    """
    if reader is None or not reader.active or (by is not None and by.id == reader.id):
        return None
    ending = SIGN_IN + path.replace("{", "{{").replace("}", "}}")
    return _put(kind, subject.reference, reader.email, reader.id, by=by, due_on=due_on, ending=ending)


def tell_each(readers: Iterable[Reader], kind: str, subject: Any, *, by: Sender | None = None,
              due_on: date | None = None) -> None:
    """The same message to several colleagues."""
    for reader in readers:
        tell(reader, kind, subject, by=by, due_on=due_on)


def write_outside(address: str, kind: str, reference: str, enclosed: str, *, due_on: date | None = None) -> Message:
    """Put a message to somebody without an account in the outbox; what is enclosed is for them alone."""
    message = _put(kind, reference, address, None, due_on=due_on)
    message.enclosed = enclosed
    return message


def _put(kind: str, about: str, address: str, user_id: uuid.UUID | None, *, by: Sender | None = None,
         due_on: date | None = None, ending: str = "") -> Message:
    words, head = KINDS[kind], _head[0]
    told = {"about": about, "who": (by.job if by else "") or "A colleague", "authority": head.authority,
            "address": head.address}
    due = f"By {date_words(due_on)}." if due_on else ""
    parts = (words.happened, " ".join(part for part in (words.wanted, due) if part), ending, SENT_BY)
    message = Message(to_user_id=user_id, address=address, kind=kind, about=about,
                      subject=words.subject.format(**told),
                      words="\n\n".join(part.format(**told) for part in parts if part))
    db.session.add(message)
    return message


# ---- Sending

def claim() -> Message | None:
    """Take one message that is due, so that nobody else sends it meanwhile. None when nothing is due.

    The claim must be committed before the message is sent. It ends by itself, for whoever is killed in the middle.
    """
    now = db.now()
    free = sa.or_(Message.claimed_until.is_(None), Message.claimed_until <= now)
    due = (sa.select(Message.id).where(Message.state == "waiting", Message.next_try_at <= now, free)
           .order_by(Message.next_try_at, Message.id).limit(1).with_for_update(skip_locked=True))
    taken = (sa.update(Message).where(Message.id == due.scalar_subquery(), free)
             .values(claimed_until=now + LEASE, tries=Message.tries + 1).returning(Message.id)
             .execution_options(synchronize_session=False))
    found = db.session.scalar(taken)
    return db.session.get(Message, found, populate_existing=True) if found else None


def note_sent(message: Message) -> None:
    """It has been sent; what was enclosed is let go of."""
    message.state, message.sent_at, message.why = "sent", db.now(), ""
    message.claimed_until, message.enclosed = None, ""


def note_failure(message: Message, why: str, *, for_good: bool) -> None:
    """It could not be sent: it is tried again later, or given up with a reason, at once or after the last wait."""
    message.claimed_until = None
    message.why = ADDRESS.sub("(address)", why)[:LONGEST_WHY]
    if for_good or message.tries > len(WAITS):
        message.state, message.enclosed = "failed", ""
    else:
        message.next_try_at = db.now() + WAITS[message.tries - 1]


def send_again(message: Message, *, by: access.User) -> None:
    """Put a message that was given up back in the outbox. Raises NotNow for any other, and for a link or a code."""
    access.require(by, Action.SEND_AGAIN, message)
    if message.state != "failed":
        raise NotNow("Only a message that was given up can be sent again.", kept="Nothing has been changed.")
    if message.to_user_id is None:
        raise NotNow("A link or a code is not kept once its message was given up. Whoever made it makes a new one.")
    message.state, message.tries, message.next_try_at = "waiting", 0, db.now()
    trail.record(Action.SEND_AGAIN, message, by=by, kind=message.kind)
