"""Reading questions: their asker's own, all of them for the MCA lead, and what was published for everybody."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from riskpanel import access, db
from riskpanel.access import Role
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.mailbox.models import Question
from riskpanel.people.models import Person
from riskpanel.users.models import User

MOST = 100


def _of(user: access.User) -> sa.Select[Question]:
    wanted = sa.select(Question).options(joinedload(Question.asked_by).lazyload(User.memberships))
    return wanted if Role.MCA_LEAD in user.roles else wanted.where(Question.asked_by_id == user.id)


def question(question_id: uuid.UUID, user: access.User) -> Question:
    """One question with those around the person. Raises NotFound also when it is not theirs to see."""
    around = joinedload(Question.decision).joinedload(Decision.person)
    wanted = (_of(user).where(Question.id == question_id)
              .options(joinedload(Question.answered_by).lazyload(User.memberships),
                       around.selectinload(Person.connections), around.selectinload(Person.authorities),
                       around.selectinload(Person.involvements)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def questions(user: access.User) -> Sequence[Question]:
    """The newest questions this user asked, or that anybody asked the MCA lead; those without an answer first."""
    ordered = _of(user).order_by(Question.state != "asked", Question.asked_at.desc())
    return db.session.scalars(ordered.limit(MOST)).all()


def waiting(user: access.User) -> Sequence[Question]:
    """Questions that wait for the MCA lead's answer, the oldest first; none for anybody else."""
    if Role.MCA_LEAD not in user.roles:
        return []
    wanted = _of(user).where(Question.state == "asked").order_by(Question.asked_at)
    return db.session.scalars(wanted.limit(MOST)).all()


def about(decision: Decision, user: access.User) -> Sequence[Question]:
    """Questions about one decision that this user may see."""
    return db.session.scalars(_of(user).where(Question.decision_id == decision.id).order_by(Question.asked_at)).all()


def published(words: str) -> list[Question]:
    """Published answers that hold every word, the newest first. They are sealed, so they are read and then searched."""
    found = db.session.scalars(sa.select(Question).where(Question.state == "published")
                               .order_by(Question.published_at.desc()).limit(MOST * 5))
    asked = words.casefold().split()
    return [one for one in found
            if all(word in f"{one.general_question} {one.general_answer}".casefold() for word in asked)]
