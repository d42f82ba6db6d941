"""The daily job of the clocks: it starts again, reminds and takes further, in batches that may be cut off anywhere.

A batch is one transaction: its notices, what they did, the trail and the messages come together or not at all. A
notice can be there once only, so a job that was killed goes on, and two at once share the work.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from riskpanel import db, trail
from riskpanel.access import Role
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.pausing import start_again
from riskpanel.challenges.services import take_further
from riskpanel.clocks import queries
from riskpanel.clocks.models import FURTHER, OVERDUE, SOON, Notice
from riskpanel.messages.services import tell
from riskpanel.users import queries as users
from riskpanel.users.models import User

AGAIN, UNPLACED = "again", "unplaced"
SAID: Mapping[str, str] = {AGAIN: "started again", SOON: "due soon", OVERDUE: "overdue", FURTHER: "taken further",
                           UNPLACED: "with nobody to be asked next"}
# The message to whoever owes the answer, and the one to whoever raised the challenge.
MESSAGES: Mapping[str, tuple[str, str]] = {
    SOON: ("challenge-due-soon", "challenge-awaited"),
    OVERDUE: ("challenge-overdue", "challenge-overdue"),
    FURTHER: ("challenge-overdue", "challenge-take-further"),
}
INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass
class Colleague:
    """A colleague as the job needs them: whom to ask and whom to tell, read once for all batches."""

    id: uuid.UUID
    email: str
    active: bool
    roles: frozenset[Role]
    team_ids: frozenset[uuid.UUID]

    @classmethod
    def of(cls, user: User) -> "Colleague":
        return cls(user.id, user.email, user.active, user.roles, user.team_ids)


@dataclass(frozen=True)
class Colleagues:
    """Everyone with an open account, by name."""

    everyone: Sequence[Colleague]

    @cached_property
    def by_id(self) -> Mapping[uuid.UUID, Colleague]:
        return {one.id: one for one in self.everyone}

    @cached_property
    def by_role(self) -> Mapping[Role, Sequence[Colleague]]:
        return {role: [one for one in self.everyone if role in one.roles] for role in Role}


def keep(day: date) -> Iterator[Counter[str]]:
    """Do what the clocks call for on this day, a batch at a time; gives what each batch did, by kind.

    Whoever goes through it commits after each: what is not committed is done by the next job.
    """
    while some := queries.to_start_again(day):
        for challenge in queries.to_move(some):
            start_again(challenge, day, by=None)
        yield Counter({AGAIN: len(some)})
    colleagues, within = Colleagues([Colleague.of(one) for one in users.colleagues()]), queries.bounds(day)
    last: uuid.UUID | None = None
    while rows := queries.untold(within, last):
        last = rows[-1].id
        yield _tell_of(rows, day, colleagues)


def said(done: Counter[str]) -> str:
    """What a day's job did, in one sentence."""
    return "Clocks of challenges: " + ", ".join(f"{done[kind]} {words}" for kind, words in SAID.items()) + "."


def _tell_of(rows: Sequence[Any], day: date, colleagues: Colleagues) -> Counter[str]:
    given = _notice(rows, day)
    fresh = [row for row in rows if row.id in given]
    moved = _take_further([row.id for row in fresh if row.kind == FURTHER], colleagues.by_role)
    for row in fresh:
        if row.id not in moved:
            _remind(row, colleagues.by_id)
    return Counter(UNPLACED if row.kind == FURTHER and row.id not in moved else row.kind for row in fresh)


def _notice(rows: Sequence[Any], day: date) -> set[uuid.UUID]:
    """Note what is told of each; says which of them nobody had told of before."""
    noted = [{"id": uuid.uuid4(), "challenge_id": row.id, "stage": row.stage, "due_on": row.due_on, "kind": row.kind,
              "given_on": day} for row in rows]
    insert = INSERT[db.session.get_bind().dialect.name](Notice.__table__)
    new = insert.on_conflict_do_nothing().returning(Notice.__table__.c.challenge_id)
    return set(db.session.scalars(new, noted))


def _take_further(ids: Sequence[uuid.UUID], colleagues: Mapping[Role, Sequence[Colleague]]) -> set[uuid.UUID]:
    """Put each to its next stage where a colleague can answer there; says which."""
    if not ids:
        return set()
    queries.hold_people_of(ids)
    found = queries.to_move(ids)
    return {one.id for one in found if take_further(one, colleagues)}


def _remind(row: Any, colleagues: Mapping[uuid.UUID, Colleague]) -> None:
    """Whoever owes the answer and whoever raised the challenge are told, and the trail says so."""
    clock = Challenge(id=row.id, reference=row.reference, person_id=row.person_id)  # as they name it; never saved
    to_owing, to_raising = MESSAGES[row.kind]
    trail.record(Action.REMIND, clock, by=None, kind=row.kind, stage=row.stage, due_on=row.due_on)
    tell(colleagues.get(row.answer_owed_by_id), to_owing, clock, due_on=row.due_on)
    tell(colleagues.get(row.raised_by_id), to_raising, clock, due_on=row.due_on if row.kind == SOON else None)
