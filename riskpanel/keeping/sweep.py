"""The sweep: which open and reviewable records relied on a source that has since changed, whose they are, by when."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from riskpanel.access import User
from riskpanel.assessments.models import Assessment
from riskpanel.assessments.relying import by_answers
from riskpanel.calendar import add_working_days
from riskpanel.clock import ENGLAND, today
from riskpanel.keeping import queries
from riskpanel.keeping.queries import Asked
from riskpanel.rulebook.changes import LawChange, law_changes
from riskpanel.rulebook.current import rules

FIGURE = "law_change_days"
Key = tuple[str, date]


@dataclass(frozen=True)
class Touch:
    """One change that touches a record: how the record leans on the source, and whether it waits to be looked at."""

    change: LawChange
    how: frozenset[str]
    waits: bool


@dataclass(frozen=True)
class Touched:
    """A record that one or more changes touch; `concluded_at` is None while it is being written."""

    record_id: uuid.UUID
    owner_id: uuid.UUID
    concluded_at: datetime | None
    touches: tuple[Touch, ...]

    @property
    def due_on(self) -> date:
        """When it is to be looked at again: so many working days from the first of its changes."""
        return min(due_on(touch.change) for touch in self.touches)

    @property
    def waits(self) -> bool:
        return any(touch.waits for touch in self.touches)

    @property
    def _order(self) -> tuple[date, bool, float, str]:
        """Soonest due first, then what is still being written, then the oldest."""
        at = self.concluded_at
        return self.due_on, at is not None, at.timestamp() if at else 0, str(self.record_id)


def due_on(change: LawChange) -> date:
    """The last day on which a record that this change touches is to be looked at: a local figure."""
    return add_working_days(change.recorded_on, int(rules().policy[FIGURE].value), rules().bank_holidays)


def changes(as_at: date, source: str | None = None) -> dict[Key, LawChange]:
    """The changes that have come by that day, of every source or of one."""
    return {one.key: one for one in law_changes(rules(), as_at) if source in (None, one.source.id)}


def swept(asked: Asked, source: str | None = None) -> list[Touched]:
    """The records on the list to look at again, the soonest due first."""
    came = changes(asked.as_at, source)
    return sorted([*_concluded(asked, came, waiting=True), *_drafts(asked, came)], key=lambda one: one._order)


def concluded(asked: Asked) -> list[Touched]:
    """As `swept`, of concluded records alone: one statement. A draft is on its writer's list already, and says so."""
    came = changes(asked.as_at)
    return sorted(_concluded(asked, came, waiting=True), key=lambda one: one._order)


def of_record(record: Assessment, user: User) -> Touched | None:
    """The changes that touch one record, of a concluded one also those that no longer wait; None when there are none.

    Of a record still being written, what was answered since a change does not count.
    """
    came = changes(today())
    if record.state == "draft":
        return next(_waiting([record], came, today()), None)
    return next(_concluded(Asked(user, today(), record_id=record.id), came, waiting=False), None)


# ---- Concluded records


def _concluded(asked: Asked, came: Mapping[Key, LawChange], *, waiting: bool) -> Iterator[Touched]:
    by_day: dict[date, list[str]] = defaultdict(list)
    for source, day in came:
        by_day[day].append(source)
    about: dict[uuid.UUID, tuple[uuid.UUID, datetime]] = {}
    how: dict[uuid.UUID, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    left: set[tuple[uuid.UUID, Key]] = set()
    for row in queries.touched(by_day, asked, waiting=waiting):
        about[row.id] = row.owner_id, row.concluded_at
        how[row.id][row.source, row.day].add(row.how)
        if not row.waits:
            left.add((row.id, (row.source, row.day)))
    for id, (owner_id, concluded_at) in about.items():
        yield Touched(id, owner_id, concluded_at,
                      tuple(Touch(came[key], frozenset(ways), (id, key) not in left) for key, ways in how[id].items()))


# ---- Drafts: their answers are read now, as they have not been noted yet


def _drafts(asked: Asked, came: Mapping[Key, LawChange]) -> Iterator[Touched]:
    if came:
        yield from _waiting(queries.drafts(max(day for _source, day in came), asked), came, asked.as_at)


def _waiting(records: Iterable[Assessment], came: Mapping[Key, LawChange], as_at: date) -> Iterator[Touched]:
    found = {record.id: (record, touches) for record in records if (touches := _touches(record, came))}
    settled = queries.settled_of(found, as_at) if found else set()
    for id, (record, touches) in found.items():
        left = tuple(touch for touch in touches if (id, *touch.change.key) not in settled)
        if left:
            yield Touched(id, record.owner_id, None, left)


def _touches(record: Assessment, came: Mapping[Key, LawChange]) -> tuple[Touch, ...]:
    leans = {day: _leans(record, day) for day in {day for _source, day in came}}
    found = ((change, frozenset(how for source, how in leans[change.on] if source == change.source.id))
             for change in came.values())
    return tuple(Touch(change, how, True) for change, how in found if how)


def _leans(record: Assessment, before: date) -> set[tuple[str, str]]:
    """How the answers given before a day lean on sources."""
    made_with = rules().questionnaires.get((record.questionnaire, record.questionnaire_version))
    early = [(one.question, [one.value] if one.entry else one.value) for one in record.answers
             if not one.removed and one.answered_at.astimezone(ENGLAND).date() < before]
    return set(by_answers(made_with, early))
