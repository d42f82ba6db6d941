"""Writing letters: made at once when the panel advises or the decision-maker replies, then checked and sent."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import now, today
from riskpanel.errors import Incomplete
from riskpanel.letters import queries
from riskpanel.letters.models import ENTITLED, OutcomeLetter
from riskpanel.letters.wording import composed
from riskpanel.messages.services import tell
from riskpanel.panel.models import Advice
from riskpanel.users.models import User
from riskpanel.workflow import LETTER

ADVISED, DECIDED = "advised", "decided"
HOW: Mapping[str, str] = {
    "message": "A message that says it is here to be read",
    "post": "By post",
    "hand": "By hand",
    "aloud": "Read aloud, with a copy left",
    "secure-email": "By the council’s secure e-mail",
}


def compose(advice: Advice, *, by: User) -> list[OutcomeLetter]:
    """Make a letter about the advice to everybody who may be told: the person first. They are checked before they go.

    Whether family may be told is for whoever checks: it depends on what the person agrees to, or on authority.
    """
    made = [_new(advice, ADVISED, **one) for one in _readers(advice)]
    trail.record(Action.COMPOSE_LETTERS, advice, by=by, letters=len(made), about=ADVISED)
    return made


def _readers(advice: Advice) -> Iterator[dict[str, Any]]:
    item, referral = advice.item, advice.item.referral
    yield {"to_kind": "person", "to_name": referral.person.name, "address": referral.person.address}
    yield from ({"to_kind": one.part, "to_name": one.name, "entitled": "advocate" if one.part == "advocate" else ""}
                for one in item.meeting.attendances if one.item_id == item.id and one.part in ("advocate", "family"))
    work = {"entitled": "their-work"}
    yield {"to_kind": "referrer", "to_name": referral.referred_by.name, "to_user_id": referral.referred_by_id, **work}
    if referral.decision.decision_maker_id != referral.referred_by_id:
        yield {"to_kind": "decision-maker", "to_name": referral.decision.decider, **work,
               "to_user_id": referral.decision.decision_maker_id, "address": referral.decision.decision_maker_contact}


def _new(advice: Advice, about: str, **values: Any) -> OutcomeLetter:
    letter = OutcomeLetter(advice_id=advice.id, person_id=advice.person_id, about=about, **values)
    letter.advice = advice
    db.session.add(letter)
    return letter


def compose_decision(advice: Advice, *, by: User) -> list[OutcomeLetter]:
    """The decision-maker has replied: make letters that tell the decision, to the same readers but the decision-maker.

    A letter about the advice that has not gone yet is replaced: the new one says both.
    """
    made = []
    for old in queries.letters_of(advice):
        if old.waits:
            old.state = LETTER.after(Action.COMPOSE_LETTERS, old.state)
        if old.state != "not-sent" and old.to_kind != "decision-maker":
            kept = {name: getattr(old, name) for name in ("to_kind", "to_name", "to_user_id", "address", "entitled",
                                                          "added")}
            made.append(_new(advice, DECIDED, **kept))
    trail.record(Action.COMPOSE_LETTERS, advice, by=by, letters=len(made), about=DECIDED)
    return made


def check(letter: OutcomeLetter, values: Mapping[str, Any], *, by: User) -> None:
    """The letter is right, and may go to this reader: both versions are kept as they stand now.

    Raises Incomplete when nobody says why somebody else than the person may be told.
    """
    require(by, Action.CHECK_LETTER, letter.item)
    state = LETTER.after(Action.CHECK_LETTER, letter.state)
    entitled = values.get("entitled") or letter.entitled
    if not letter.is_to_person and entitled not in ENTITLED:
        raise Incomplete("Choose why they may be told, or say that the letter is not to be sent.")
    letter.address, letter.added, letter.entitled = values.get("address") or "", values.get("added") or "", entitled
    reply = queries.reply_to(letter.advice)
    letter.words = {"standard": composed(letter, reply, False), "easy": composed(letter, reply, True)}
    letter.state, letter.checked_by_id, letter.checked_at = state, by.id, now()
    trail.record(Action.CHECK_LETTER, letter, by=by, to=letter.to_kind, entitled=entitled, state=state)


def keep_back(letter: OutcomeLetter, why_not: str, *, by: User) -> None:
    """This reader is not told, with the reason. The person's own letter is never kept back."""
    require(by, Action.CHECK_LETTER, letter.item)
    state = LETTER.after(Action.KEEP_LETTER_BACK, letter.state)
    if letter.is_to_person:
        raise Incomplete("The person is always told. Choose the way that suits them.")
    if not why_not.strip():
        raise Incomplete("Say why they are not told.")
    letter.state, letter.why_not = state, why_not
    trail.record(Action.KEEP_LETTER_BACK, letter, by=by, to=letter.to_kind, state=state)


def send(letter: OutcomeLetter, how: str, sent_on: date, *, by: User) -> None:
    """Note that a checked letter has gone: when, and how. A colleague can be sent a message that it is here to read."""
    require(by, Action.SEND_LETTER, letter.item)
    state = LETTER.after(Action.SEND_LETTER, letter.state)
    if how not in ways(letter):
        raise Incomplete("Choose how it was sent.")
    if sent_on > today():
        raise Incomplete("The date on which it was sent must be today or earlier.")
    letter.state, letter.sent_how, letter.sent_on, letter.sent_by_id = state, how, sent_on, by.id
    trail.record(Action.SEND_LETTER, letter, by=by, to=letter.to_kind, how=how, on=sent_on, state=state)
    if how == "message":
        tell(letter.to_user, "letter-ready", letter.item.referral, by=by)


def ways(letter: OutcomeLetter) -> dict[str, str]:
    """How this letter can be sent: a message only reaches a colleague with an open account."""
    reaches = bool(letter.to_user and letter.to_user.active)
    return {key: words for key, words in HOW.items() if reaches or key != "message"}
