"""Reading the register: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from riskpanel import access, db
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to, who_speaks
from riskpanel.restrictions.models import BEARS_ON, Look, Restriction
from riskpanel.users.models import User

# Where a concluded record names restrictions: (questionnaire, group)
NAMED_IN = (("positive-risk", "restrictions"), ("best-interests", "options"))
CHOSEN_IN = ("best-interests", "chosen_option")


def restriction(restriction_id: uuid.UUID, user: access.User) -> Restriction:
    """A restriction with its person, decision, owner and each look. Raises NotFound also when not theirs to see."""
    person = contains_eager(Restriction.person)
    wanted = (sa.select(Restriction).join(Restriction.person)
              .where(Restriction.id == restriction_id, visible_to(user))
              .options(person.joinedload(Person.involvements), who_speaks(person),
                       joinedload(Restriction.decision),
                       joinedload(Restriction.owner).lazyload(User.memberships),
                       selectinload(Restriction.looks).joinedload(Look.by).lazyload(User.memberships)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def register(person: Person, user: access.User) -> Sequence[Restriction]:
    """Every restriction on this person's life, those in force first, the earliest step-down date first."""
    wanted = _listed(user).where(Restriction.person_id == person.id).options(selectinload(Restriction.looks))
    return db.session.scalars(wanted).all()


def bearing_on(decision: Decision) -> Sequence[Restriction]:
    """Every restriction of a decision, and those in force that belong to none in particular: read once, with looks."""
    if "bearing_restrictions" in sa.inspect(decision).unloaded:
        here = sa.and_(Restriction.person_id == Decision.person_id, BEARS_ON)
        wanted = (sa.select(Restriction).join(Decision, here).where(Decision.id == decision.id)
                  .options(joinedload(Restriction.looks)).order_by(*_order()))
        set_committed_value(decision, "bearing_restrictions", list(db.session.scalars(wanted).unique()))
    found: Sequence[Restriction] = decision.bearing_restrictions  # type: ignore[attr-defined]
    return found


def to_step_down(user: access.User) -> Sequence[Restriction]:
    """The restrictions in force that this user is to look at again, those without a date last."""
    wanted = _listed(user).where(Restriction.owner_id == user.id, Restriction.state == "in-force")
    return db.session.scalars(wanted).all()


def _listed(user: access.User) -> sa.Select[Restriction]:
    return (sa.select(Restriction).join(Restriction.person).where(visible_to(user))
            .options(contains_eager(Restriction.person)).order_by(*_order()))


def _order() -> tuple[sa.ColumnElement[bool], ...]:
    undated = Restriction.step_down_on.is_(None)
    return Restriction.state != "in-force", undated, Restriction.step_down_on, Restriction.added_at  # type: ignore[return-value]


def named_in_records(person: Person, user: access.User) -> Sequence[Answer]:
    """The entries that may name a restriction in the newest concluded record of each kind, for each decision."""
    newer = aliased(Assessment)
    replaced = sa.exists().where(newer.decision_id == Assessment.decision_id, newer.state == "concluded",
                                 newer.questionnaire == Assessment.questionnaire,
                                 newer.concluded_at > Assessment.concluded_at)
    places = [sa.and_(Assessment.questionnaire == questionnaire, Answer.question == question)
              for questionnaire, question in (*NAMED_IN, CHOSEN_IN)]
    wanted = (sa.select(Answer).join(Answer.assessment).join(Assessment.decision).join(Decision.person)
              .where(Decision.person_id == person.id, visible_to(user), Assessment.state == "concluded", ~replaced,
                     sa.or_(*places), ~Answer.removed)
              .options(contains_eager(Answer.assessment).contains_eager(Assessment.decision))
              .order_by(Assessment.concluded_at, Answer.position))
    return db.session.scalars(wanted).all()
