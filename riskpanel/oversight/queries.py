"""Reading the trail for people."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from riskpanel import db
from riskpanel.actions import Action
from riskpanel.trail import TrailEvent
from riskpanel.users.models import User

PAGE = 50
SAID = {action.value: action.said for action in Action}


def events(page: int, person_id: uuid.UUID | None = None) -> Sequence[sa.Row[TrailEvent, str]]:
    """A page of the trail, newest first, each event with the name of whoever acted."""
    wanted = sa.select(TrailEvent, User.name).outerjoin(User, User.id == TrailEvent.actor_id)
    if person_id:
        wanted = wanted.where(TrailEvent.person_id == person_id)
    return db.session.execute(wanted.order_by(TrailEvent.seq.desc()).limit(PAGE).offset(PAGE * (page - 1))).all()


def count(person_id: uuid.UUID | None = None) -> int:
    wanted = sa.select(sa.func.count()).select_from(TrailEvent)
    return db.session.scalar(wanted.where(TrailEvent.person_id == person_id) if person_id else wanted) or 0


def last_check() -> TrailEvent | None:
    """The newest event that says the trail was checked; None where it never was."""
    wanted = sa.select(TrailEvent).where(TrailEvent.action == Action.VERIFY_TRAIL.value)
    return db.session.scalars(wanted.order_by(TrailEvent.seq.desc()).limit(1)).one_or_none()
