"""Seeing things through: the daily job that reminds, what colleagues do by hand, proof, and reopening.

The job goes batch by batch: a batch is one transaction, and each reminder can be there once only, so that a job that
was killed goes on and two at once share the work.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.advice.services import finish_action, reply_due_on
from riskpanel.chasing import queries
from riskpanel.chasing.models import BY_HAND, LATE, OVERDUE, REOPENED, SOON, Chase, Proof
from riskpanel.clock import now
from riskpanel.documents.files import File
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell
from riskpanel.panel.models import Advice, AgreedAction
from riskpanel.panel.services import UNCHANGED
from riskpanel.referrals.models import Referral
from riskpanel.users import queries as users
from riskpanel.users.models import User
from riskpanel.workflow import REFERRAL

SAID: Mapping[str, str] = {SOON: "due soon", OVERDUE: "overdue", LATE: "late"}
INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
# Whom each reminder goes to: whoever does it (the referrer where they have no account), then the referrer and the
# coordinator when it is late.
TOLD: Mapping[str, tuple[str, ...]] = {
    SOON: ("owner_id",), OVERDUE: ("owner_id",), LATE: ("owner_id", "referred_by_id", "minute_taker_id"),
}


# ---- The daily job

def keep(day: date) -> Iterator[Counter[str]]:
    """Remind of what is due soon, overdue or late on this day, a batch at a time; gives what each batch told, by kind.

    Whoever goes through it commits after each: what is not committed is done by the next job.
    """
    within = queries.bounds(day)
    colleagues = {one.id: one for one in users.colleagues()}
    for untold, told_of, thing in ((queries.untold, _action, "action"), (queries.untold_replies, _reply, "reply")):
        last: uuid.UUID | None = None
        while rows := untold(within, last):
            last = rows[-1].id
            yield _remind(rows, told_of, thing, colleagues)


def said(done: Counter[str]) -> str:
    """What a day's job did, in one sentence."""
    return "Actions and replies: " + ", ".join(f"{done[kind]} {words}" for kind, words in SAID.items()) + "."


def _action(row: Any) -> tuple[Any, date, uuid.UUID | None]:
    """An action as the trail names it (never saved), when it is due, and its id in the log."""
    return AgreedAction(id=row.id, person_id=row.person_id), row.due_on, row.id


def _reply(row: Any) -> tuple[Any, date, uuid.UUID | None]:
    """The referral as the trail names it (never saved), and when its reply is due."""
    return (Referral(id=row.referral_id, person_id=row.person_id), reply_due_on(Advice(given_at=row.given_at)), None)


def _remind(rows: Sequence[Any], told_of: Callable[[Any], tuple[Any, date, uuid.UUID | None]], thing: str,
            colleagues: Mapping[uuid.UUID, User]) -> Counter[str]:
    found = {row.id: told_of(row) for row in rows}
    noted = [{"id": uuid.uuid4(), "advice_id": row.advice_id, "action_id": found[row.id][2], "kind": row.kind,
              "due_on": found[row.id][1], "chased_at": now(), "words": ""} for row in rows]
    table = Chase.__table__
    insert = INSERT[db.session.get_bind().dialect.name](table)
    new = insert.on_conflict_do_nothing().returning(table.c.advice_id, table.c.action_id)
    given = {action_id or advice_id for advice_id, action_id in db.session.execute(new, noted)}
    fresh = [row for row in rows if row.id in given]
    for row in fresh:
        subject, due_on, _ = found[row.id]
        trail.record(Action.CHASE, subject, by=None, kind=row.kind, due_on=due_on)
        for reader in {colleagues.get(getattr(row, name)) or colleagues.get(row.referred_by_id)
                       for name in TOLD[row.kind]}:
            tell(reader, f"{thing}-{row.kind}", row, due_on=due_on)
    return Counter(row.kind for row in fresh)


# ---- By hand

def note(action: AgreedAction, words: str, *, by: User) -> Chase:
    """Write down what was done to see an action through, such as a telephone call."""
    require(by, Action.CHASE_ACTION, action)
    REFERRAL.after(Action.CHASE_ACTION, action.advice.item.referral.state)
    if not words.strip():
        raise Incomplete("Say what was done, and what came of it.")
    return _log(action, BY_HAND, words, Action.CHASE_ACTION, by)


def finish(action: AgreedAction, done_on: date, proof: str, file: File | None = None, *, by: User) -> None:
    """An agreed action is done: when, and how that can be seen, in words, by a file or both."""
    if not proof.strip() and file is None:
        raise Incomplete("Say how it can be seen that this was done, or attach a file that shows it.")
    finish_action(action, done_on, proof or f"The file {file.name}" if file else proof, by=by)
    if file:
        db.session.add(Proof(action_id=action.id, action=action, name=file.name, media=file.media,
                             size=len(file.content), content=file.content, added_by_id=by.id))


def reopen(action: AgreedAction, reason: str, *, by: User) -> Chase:
    """An action that was called done and is not is open again; what was said of it, and its files, are kept."""
    require(by, Action.REOPEN_ACTION, action)
    REFERRAL.after(Action.REOPEN_ACTION, action.advice.item.referral.state)
    if action.done_on is None:
        raise NotNow("This action is open already.", kept=UNCHANGED)
    if not reason.strip():
        raise Incomplete("Say why it is opened again.")
    action.done_on, action.proof = None, ""
    tell(action.owner, "action-reopened", action.advice.item.referral, by=by, due_on=action.due_on)
    return _log(action, REOPENED, reason, Action.REOPEN_ACTION, by)


def _log(action: AgreedAction, kind: str, words: str, act: Action, by: User) -> Chase:
    made = Chase(advice_id=action.advice_id, action_id=action.id, kind=kind, due_on=action.due_on, words=words,
                 by_id=by.id)
    made.by = by
    db.session.add(made)
    trail.record(act, action, by=by)
    return made
