"""Reading records: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from riskpanel import access, db
from riskpanel.assessments.models import Assessment, Override, ReliedOn
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to, who_speaks
from riskpanel.users.models import User

GONE_PAST = "stops_gone_past"


def assessment(assessment_id: uuid.UUID, user: access.User, *, changing: bool = False) -> Assessment:
    """A record with its answers, decision and person. Raises NotFound also when it is not theirs to see.

    `changing` holds the record until the change is saved, so that two people do not write past each other.
    """
    decision = contains_eager(Assessment.decision)
    wanted = (sa.select(Assessment).join(Assessment.decision).join(Decision.person)
              .where(Assessment.id == assessment_id, visible_to(user))
              .options(who_speaks(decision.contains_eager(Decision.person)),
                       decision.contains_eager(Decision.person).joinedload(Person.involvements),
                       decision.joinedload(Decision.decision_maker).lazyload(User.memberships),
                       undefer(Assessment.frozen)))
    if changing:
        wanted = wanted.options(selectinload(Assessment.answers)).with_for_update(of=Assessment)
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    if not changing:
        records_of(found.decision)
    return found


def records_of(decision: Decision) -> list[Assessment]:
    """Every record about a decision with its answers, oldest first: read once, in one statement."""
    if "assessments" in sa.inspect(decision).unloaded:
        wanted = (sa.select(Assessment, _gone_past().scalar_subquery()).where(Assessment.decision_id == decision.id)
                  .options(joinedload(Assessment.answers)).order_by(Assessment.started_at, Assessment.id))
        rows = db.session.execute(wanted).unique().all()
        set_committed_value(decision, "assessments", [row[0] for row in rows])
        since = min((since for _, since in rows if since), default=None)
        db.remembered(GONE_PAST)[decision.id] = since
    records: list[Assessment] = decision.assessments  # type: ignore[attr-defined]
    return records


def hold(decision: Decision) -> None:
    """Hold the decision until the change is saved, so that two people do not start the same record."""
    db.session.execute(sa.select(Decision.id).where(Decision.id == decision.id).with_for_update())


def open_draft(decision: Decision, questionnaire: str) -> Assessment | None:
    """The record of this questionnaire that is still being written, if there is one."""
    wanted = sa.select(Assessment).where(Assessment.decision_id == decision.id, Assessment.state == "draft",
                                         Assessment.questionnaire == questionnaire)
    return db.session.scalars(wanted).first()


def latest(records: Sequence[Assessment], questionnaire: str) -> Assessment | None:
    """The newest of these records made with a questionnaire."""
    return next((one for one in reversed(records) if one.questionnaire == questionnaire), None)


def overrides_of(assessment: Assessment) -> Sequence[Override]:
    """The stops gone past in this record, oldest first."""
    wanted = (sa.select(Override).where(Override.assessment_id == assessment.id).order_by(Override.made_at)
              .options(joinedload(Override.made_by).lazyload(User.memberships)))
    return db.session.scalars(wanted).all()


def _looked_at_since() -> sa.Exists:
    """Whether a fresh record of the same kind has been started since a stop was gone past."""
    fresh = aliased(Assessment)
    since = sa.exists().where(fresh.decision_id == Assessment.decision_id, fresh.started_at > Override.made_at,
                              fresh.questionnaire == Assessment.questionnaire)
    return since.correlate(Assessment, Override)


def _gone_past() -> sa.Select[datetime]:
    """When the oldest stop of a record was gone past that nobody has looked at again since."""
    waits = Override.assessment_id == Assessment.id, ~_looked_at_since()
    return sa.select(sa.func.min(Override.made_at)).where(*waits).correlate(Assessment)


def gone_past_at(decision: Decision) -> datetime | None:
    """When the oldest stop of the decision's records was gone past that nobody has looked at again since."""
    read: dict[uuid.UUID, datetime | None] = db.remembered(GONE_PAST)
    if decision.id in read:
        return read[decision.id]
    of_record = sa.select(_gone_past().scalar_subquery().label("since")).select_from(Assessment)
    each = of_record.where(Assessment.decision_id == decision.id).subquery()
    found: datetime | None = db.session.scalar(sa.select(sa.func.min(each.c.since)))
    return found


def pressing(user: access.User) -> tuple[list[Assessment], list[Override]]:
    """The records this user started and has not concluded; and the stops they went past, until a fresh record of the
    same kind has been started since."""
    draft = sa.and_(Assessment.started_by_id == user.id, Assessment.state == "draft")
    waits = sa.and_(Override.assessment_id == Assessment.id, Override.made_by_id == user.id, ~_looked_at_since())
    wanted = (sa.select(Assessment, Override, draft).join(Assessment.decision).join(Decision.person)
              .outerjoin(Override, waits).where(sa.or_(draft, Override.id.is_not(None)), visible_to(user))
              .options(contains_eager(Assessment.decision).contains_eager(Decision.person))
              .order_by(Assessment.started_at))
    rows = db.session.execute(wanted).all()
    drafts = dict.fromkeys(record for record, _override, own in rows if own)
    return list(drafts), [override for _record, override, _own in rows if override]



def concluded() -> Iterable[Assessment]:
    """Every concluded record with its answers, a few at a time: for the command that reads them all again."""
    wanted = (sa.select(Assessment).where(Assessment.state == "concluded").options(selectinload(Assessment.answers))
              .order_by(Assessment.concluded_at, Assessment.id).execution_options(yield_per=200))
    return db.session.scalars(wanted)


def noted(assessment: Assessment) -> set[tuple[str, str]]:
    """The sources a concluded record is known to rely on, and how."""
    wanted = sa.select(ReliedOn.source, ReliedOn.how).where(ReliedOn.assessment_id == assessment.id)
    return {(row.source, row.how) for row in db.session.execute(wanted)}
