"""Reading the support around a challenge that the user may see; notes of supervision and reflections only one's own."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from riskpanel import access, db
from riskpanel.challenges.models import Challenge
from riskpanel.support.models import SUPERVISION, TALK, Discussion, Reflection, Supporter
from riskpanel.users.models import User


def discussions(challenge: Challenge, user: access.User) -> Sequence[Discussion]:
    """What was discussed about a challenge this user may see, newest first."""
    theirs = sa.or_(Discussion.kind != SUPERVISION, Discussion.written_by_id == user.id,
                    Discussion.supervisor_id == user.id)
    wanted = (sa.select(Discussion).where(Discussion.challenge_id == challenge.id, theirs)
              .options(joinedload(Discussion.written_by).lazyload(User.memberships),
                       joinedload(Discussion.supervisor).lazyload(User.memberships))
              .order_by(Discussion.happened_on.desc(), Discussion.written_at.desc()))
    return db.session.scalars(wanted).all()


def talks(challenge_id: uuid.UUID) -> Sequence[Discussion]:
    """The talks about a challenge, oldest first: what a referral tells of what was tried. No notes among them."""
    wanted = sa.select(Discussion).where(Discussion.challenge_id == challenge_id, Discussion.kind == TALK)
    return db.session.scalars(wanted.order_by(Discussion.happened_on, Discussion.written_at)).all()


def supporters(challenge: Challenge) -> Sequence[Supporter]:
    """Who supports whoever raised a challenge."""
    wanted = sa.select(Supporter).where(Supporter.challenge_id == challenge.id).order_by(Supporter.named_at)
    return db.session.scalars(wanted).all()


def reflection(challenge: Challenge, user: access.User) -> Reflection | None:
    """The user's own note on a challenge; nobody else's is ever read."""
    wanted = (sa.select(Reflection).where(Reflection.challenge_id == challenge.id, Reflection.written_by_id == user.id)
              .options(joinedload(Reflection.written_by).lazyload(User.memberships)))
    return db.session.scalars(wanted).one_or_none()
