"""Writing minutes: taken, sent to the members who were there, said to be right, signed, corrected. The only writers."""

from collections.abc import Mapping

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell_each
from riskpanel.minutes.headings import headings_of
from riskpanel.minutes.known import known_rows
from riskpanel.panel.models import AgendaItem, Correction, Reading
from riskpanel.users.models import User
from riskpanel.workflow import MEETING, MINUTES


def take(item: AgendaItem, words: Mapping[str, str | None], *, by: User) -> None:
    """Save what stands under each heading; what stood there before is kept, with who wrote it."""
    _legal(item, Action.TAKE_MINUTES, by=by)
    MEETING.after(Action.TAKE_MINUTES, item.meeting.state)
    db.write(item.minuted, {key: words.get(key) for key in headings_of(item) if key in words})
    item.minuted.turn += 1
    item.minuted.written_by_id = by.id
    trail.record(Action.TAKE_MINUTES, item, by=by, turn=item.minuted.turn)


def _legal(item: AgendaItem, action: Action, *, by: User) -> str:
    require(by, action, item)
    return MINUTES.after(action, item.minuted.state)


def send(item: AgendaItem, *, by: User) -> None:
    """Send the minutes to the members who were there. Raises Incomplete while nothing has been written."""
    following = _legal(item, Action.SEND_MINUTES, by=by)
    if not any(getattr(item.minuted, key) for key in headings_of(item)):
        raise Incomplete("Write the minutes before you send them.")
    item.minuted.state, item.minuted.sent_at = following, db.now()
    trail.record(Action.SEND_MINUTES, item, by=by, state=following)
    tell_each(members(item), "minutes-to-read", item.referral, by=by)


def members(item: AgendaItem) -> list[User]:
    """The members who were there for this case, the chair among them: those who say whether the minutes are right."""
    there = (one for one in item.meeting.sitting if one.user and one.came == "yes" and one.part != "minute-taker")
    return [one.user for one in there if one.user and one.user_id not in item.interested_ids]


def say(item: AgendaItem, agreed: bool, correct: str, *, by: User) -> Reading:
    """Say that the minutes are right, or what should be corrected; what was said before stays.

    Raises Incomplete when they are said not to be right without saying what to correct.
    """
    _legal(item, Action.READ_MINUTES, by=by)
    if not agreed and not correct:
        raise Incomplete("Say what should be corrected.")
    reading = Reading(minutes_id=item.minuted.id, turn=item.minuted.turn, agreed=agreed,
                      correct="" if agreed else correct, by_id=by.id)
    item.minuted.readings.append(reading)
    trail.record(Action.READ_MINUTES, item, by=by, agreed=agreed, turn=reading.turn)
    return reading


def sign(item: AgendaItem, turn: int, *, by: User) -> None:
    """The chair signs the text they have read, by its turn; from then on it is locked.

    What stood beside the words is kept as it was. Raises NotNow when the text has changed since it was read.
    """
    following = _legal(item, Action.SIGN_MINUTES, by=by)
    if turn != item.minuted.turn:
        raise NotNow("The minutes have changed since you read them. Read them again, then sign.")
    minuted = item.minuted
    minuted.known = [[label, words] for label, words in known_rows(item)]
    minuted.state, minuted.signed_at, minuted.signed_by_id, minuted.signed_by = following, db.now(), by.id, by
    trail.record(Action.SIGN_MINUTES, item, by=by, state=following, turn=turn)


def correct(item: AgendaItem, heading: str, now_reads: str, because: str, *, by: User) -> Correction:
    """Put a correction beside signed minutes, with its reason; the old words stay. Raises Incomplete without both."""
    _legal(item, Action.CORRECT_MINUTES, by=by)
    if heading not in headings_of(item) or not now_reads or not because:
        raise Incomplete("Say what is corrected, how it should read, and why.")
    made = Correction(minutes_id=item.minuted.id, heading=heading, now_reads=now_reads, because=because, by_id=by.id)
    item.minuted.corrections.append(made)
    trail.record(Action.CORRECT_MINUTES, item, by=by, heading=heading)
    return made
