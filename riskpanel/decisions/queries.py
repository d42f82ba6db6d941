"""Reading decisions: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from riskpanel import access, db
from riskpanel.decisions.models import Decision, View
from riskpanel.errors import NotFound
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to, who_speaks
from riskpanel.users.models import User

Wanted = sa.Select[Any]


def decision(decision_id: uuid.UUID, user: access.User) -> Decision:
    """The decision with its person (who may see and who has authority), decision-maker and views, in two statements.

    Raises NotFound also when the record is not this user's to see.
    """
    return _decision(Decision.id == decision_id, user)


def _decision(which: sa.ColumnElement[bool], user: access.User) -> Decision:
    wanted = (sa.select(Decision).join(Decision.person).where(which, visible_to(user))
              .options(*_with_person(), joinedload(Decision.views)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def _with_person() -> tuple[ORMOption, ...]:
    """The person, who may see them and speak for them, and who decides: in the decision's own statement."""
    person = contains_eager(Decision.person)
    return person.joinedload(Person.involvements), who_speaks(person), _decider()


def _decider() -> ORMOption:
    return joinedload(Decision.decision_maker).options(lazyload(User.memberships))


def view(view_id: uuid.UUID, user: access.User) -> View:
    """One voice's view, with the decision as `decision` reads it. Raises NotFound also when it is not theirs to see."""
    found = _decision(Decision.id == sa.select(View.decision_id).where(View.id == view_id).scalar_subquery(), user)
    one = next(one for one in found.views if one.id == view_id)
    set_committed_value(one, "decision", found)  # held, so that it is not read again
    return one


def decisions_of(person: Person, user: access.User) -> Sequence[Decision]:
    """The decisions about a person whom this user may see, open ones first, then the newest."""
    found = _listed(user).where(Decision.person_id == person.id)
    return _all(found.order_by(Decision.state != "open", Decision.started_at.desc()))


def waiting_on_or_for(user: access.User) -> Sequence[Decision]:
    """Open decisions with a date, which this user makes or has started, soonest first."""
    dated = (Decision.state == "open", Decision.needed_by.is_not(None))
    part = sa.union(*(sa.select(Decision.id).where(whose == user.id, *dated)
                      for whose in (Decision.decision_maker_id, Decision.started_by_id)))
    return _all(_listed(user).where(Decision.id.in_(part)).order_by(Decision.needed_by))


def _all(wanted: Wanted) -> Sequence[Decision]:
    return db.session.scalars(wanted).unique().all()


def _listed(user: access.User) -> Wanted:
    return (sa.select(Decision).join(Decision.person).where(visible_to(user))
            .options(contains_eager(Decision.person), _decider()))
