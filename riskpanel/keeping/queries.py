"""Which records a change of law touches: every query takes the user and fetches only what they may see.

`user` is None for the command alone, which prints references and nothing about anybody.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from riskpanel import access, db
from riskpanel.access import Role
from riskpanel.assessments.models import Answer, Assessment, ReliedOn
from riskpanel.clock import ENGLAND
from riskpanel.decisions.models import Decision
from riskpanel.keeping.models import Reconsideration
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.reviews.models import Review
from riskpanel.users.models import User

Condition = sa.ColumnElement[bool]
ByDay = Mapping[date, Iterable[str]]
owner_id = sa.func.coalesce(Assessment.concluded_by_id, Assessment.started_by_id)
LATEST = 10


@dataclass(frozen=True)
class Asked:
    """Whose records are asked for: all that `user` may see, only what falls to them, or one record; as at which day."""

    user: access.User | None
    as_at: date
    only_theirs: bool = False
    record_id: uuid.UUID | None = None

    def may_be_seen(self) -> Condition:
        """Records this user may see, of those asked for."""
        conditions = [visible_to(self.user)] if self.user else []
        if self.record_id:
            conditions.append(Assessment.id == self.record_id)
        if self.only_theirs and self.user:
            conditions.append(_falls_to(self.user))
        return sa.and_(sa.true(), *conditions)


def _falls_to(user: access.User) -> Condition:
    """Records this user owns; to the MCA lead also those whose owner's account is closed."""
    closed = sa.exists().where(User.id == owner_id, sa.not_(User.active))
    leads = [closed] if Role.MCA_LEAD in user.roles else []
    return sa.or_(owner_id == user.id, *leads)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, ENGLAND)


# ---- Concluded records


def _replaced(day: date) -> Condition:
    """A newer record of its kind about the same decision was concluded on the changed law."""
    newer = aliased(Assessment)
    return sa.exists().where(newer.decision_id == Assessment.decision_id, newer.id != Assessment.id,
                             newer.questionnaire == Assessment.questionnaire, newer.state == "concluded",
                             newer.concluded_at >= _start_of(day))


def _goes_on(day: date) -> Condition:
    """Its decision has not been reviewed since, or another review is set, or restrictions were put in place by it."""
    held = sa.exists().where(Review.decision_id == Assessment.decision_id, Review.state == "held",
                             Review.held_on >= day)
    planned = sa.exists().where(Review.decision_id == Assessment.decision_id, Review.state == "planned")
    restricts = sa.exists().where(Answer.assessment_id == Assessment.id, Answer.question == "restrictions",
                                  Answer.entry != "", sa.not_(Answer.removed))
    return sa.or_(sa.not_(held), planned, restricts)


def _settled(day: date, as_at: date) -> Condition:
    return sa.exists().where(Reconsideration.assessment_id == Assessment.id, Reconsideration.source == ReliedOn.source,
                             Reconsideration.changed_on == day,
                             Reconsideration.made_at < _start_of(as_at + timedelta(days=1)))


def _touched_on(day: date, sources: Iterable[str], asked: Asked) -> sa.Select[*tuple[Any, ...]]:
    """What relied on one of these sources before that day; `waits` when it is on the list to look at again."""
    waits = sa.and_(sa.not_(_replaced(day)), _goes_on(day), sa.not_(_settled(day, asked.as_at)))
    return (sa.select(Assessment.id, owner_id.label("owner_id"), Assessment.concluded_at, ReliedOn.source, ReliedOn.how,
                      sa.literal(day, sa.Date).label("day"), waits.label("waits"))
            .select_from(ReliedOn).join(Assessment, Assessment.id == ReliedOn.assessment_id)
            .join(Assessment.decision).join(Decision.person)
            .where(ReliedOn.source.in_(list(sources)), Assessment.concluded_at < _start_of(day), asked.may_be_seen()))


def touched(changed: ByDay, asked: Asked, *, waiting: bool) -> Sequence[sa.Row[Any]]:
    """Concluded records that relied on a source before it changed, a row for each way: one statement.

    `waiting` keeps those on the list; otherwise also those that left it, with `waits` False.
    """
    if not changed:
        return ()
    found = sa.union_all(*(_touched_on(day, ids, asked) for day, ids in changed.items())).subquery()
    wanted = sa.select(found).where(found.c.waits) if waiting else sa.select(found)
    return db.session.execute(wanted).all()


# ---- Drafts


def drafts(before: date, asked: Asked) -> Sequence[Assessment]:
    """Records still being written in which something was answered before that day, each with its answers."""
    early = sa.exists().where(Answer.assessment_id == Assessment.id, Answer.answered_at < _start_of(before))
    wanted = (_whole().where(Assessment.state == "draft", Assessment.started_at < _start_of(before), early,
                             asked.may_be_seen()).options(joinedload(Assessment.answers)))
    return db.session.scalars(wanted).unique().all()


def settled_of(ids: Iterable[uuid.UUID], as_at: date) -> set[tuple[uuid.UUID, str, date]]:
    """Which changes have been settled for these records."""
    wanted = sa.select(Reconsideration.assessment_id, Reconsideration.source, Reconsideration.changed_on)
    rows = db.session.execute(wanted.where(Reconsideration.assessment_id.in_(list(ids)),
                                           Reconsideration.made_at < _start_of(as_at + timedelta(days=1))))
    return {(row.assessment_id, row.source, row.changed_on) for row in rows}


# ---- Records, and what was made of them


def _whole() -> sa.Select[Any]:
    """Records with the decision, the person and who may own them."""
    return (sa.select(Assessment).join(Assessment.decision).join(Decision.person)
            .options(contains_eager(Assessment.decision).contains_eager(Decision.person),
                     joinedload(Assessment.concluded_by).lazyload(User.memberships),
                     joinedload(Assessment.started_by).lazyload(User.memberships)))


def records(ids: Iterable[uuid.UUID], user: access.User | None) -> dict[uuid.UUID, Assessment]:
    """These records by id, as far as the user may see them."""
    wanted = list(ids)
    if not wanted:
        return {}
    seen = visible_to(user) if user else sa.true()
    found = db.session.scalars(_whole().where(Assessment.id.in_(wanted), seen)).unique()
    return {one.id: one for one in found}


def reconsiderations_of(assessment: Assessment) -> Sequence[Reconsideration]:
    """What was made of a record whose page the user is on, oldest first."""
    wanted = (sa.select(Reconsideration).where(Reconsideration.assessment_id == assessment.id)
              .options(joinedload(Reconsideration.made_by).lazyload(User.memberships))
              .order_by(Reconsideration.made_at))
    return db.session.scalars(wanted).all()


def looked_at(user: access.User, *, only_theirs: bool, page: int, size: int) -> tuple[Sequence[Reconsideration], int]:
    """One page of what was made of records the user may see, newest first, and how many there are."""
    asked = Asked(user, date.max, only_theirs=only_theirs)
    record = contains_eager(Reconsideration.assessment)
    wanted = (sa.select(Reconsideration).join(Reconsideration.assessment).join(Assessment.decision)
              .join(Decision.person).where(asked.may_be_seen())
              .options(record.contains_eager(Assessment.decision).contains_eager(Decision.person),
                       joinedload(Reconsideration.made_by).lazyload(User.memberships)))
    count = db.session.scalar(sa.select(sa.func.count()).select_from(
        wanted.with_only_columns(Reconsideration.id).subquery())) or 0
    ordered = wanted.order_by(Reconsideration.made_at.desc(), Reconsideration.id)
    return db.session.scalars(ordered.limit(size).offset(size * (page - 1))).unique().all(), count


# ---- Records to try the rules on


def latest(user: access.User) -> Sequence[Assessment]:
    """The newest few records this user may see."""
    wanted = _whole().where(visible_to(user)).order_by(Assessment.started_at.desc(), Assessment.id).limit(LATEST)
    return db.session.scalars(wanted).unique().all()


def by_reference(reference: str, user: access.User) -> Assessment | None:
    """The record with this reference, or the newest of the decision that has it; None where none is theirs to see."""
    either = sa.or_(Assessment.reference == reference, Decision.reference == reference)
    wanted = _whole().where(visible_to(user), either).order_by(Assessment.started_at.desc(), Assessment.id).limit(1)
    return db.session.scalars(wanted).unique().first()


def newest_decisions(user: access.User, most: int) -> Sequence[Decision]:
    """The newest decisions this user may see that have records, with all that the rules read of them."""
    some = sa.exists().where(Assessment.decision_id == Decision.id)
    wanted = (sa.select(Decision).join(Decision.person).where(visible_to(user), some)
              .options(contains_eager(Decision.person).selectinload(Person.authorities),
                       joinedload(Decision.decision_maker).lazyload(User.memberships),
                       selectinload(Decision.views),
                       selectinload(Decision.assessments).selectinload(Assessment.answers))  # type: ignore[attr-defined]
              .order_by(Decision.started_at.desc(), Decision.id).limit(most))
    return db.session.scalars(wanted).unique().all()
