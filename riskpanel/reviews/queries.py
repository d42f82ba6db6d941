"""Reading reviews: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from riskpanel import access, db
from riskpanel.assessments.models import Answer, Assessment, Feared, HopedFor
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.panel.models import Advice, AgendaItem
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to, who_speaks
from riskpanel.referrals.models import Referral
from riskpanel.reviews.models import Review, Settlement
from riskpanel.users.models import User

Thing = Feared | HopedFor
Written = TypeVar("Written", Feared, HopedFor)


def review(review_id: uuid.UUID, user: access.User) -> Review:
    """A review with its person, decision, owner and record. Raises NotFound also when it is not theirs to see."""
    person = contains_eager(Review.person)
    decider = joinedload(Review.decision).joinedload(Decision.decision_maker)
    wanted = (sa.select(Review).join(Review.person).where(Review.id == review_id, visible_to(user))
              .options(person.joinedload(Person.involvements), who_speaks(person),
                       decider.options(lazyload(User.memberships)),
                       joinedload(Review.owner).options(lazyload(User.memberships)),
                       joinedload(Review.assessment).selectinload(Assessment.answers)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def reviews_of(decision: Decision) -> Sequence[Review]:
    """Every review of a decision whose page the user is on, by date: read once, in one statement."""
    if "reviews" in sa.inspect(decision).unloaded:
        wanted = (sa.select(Review).where(Review.decision_id == decision.id).order_by(Review.due_on, Review.id)
                  .options(joinedload(Review.owner).options(lazyload(User.memberships))))
        set_committed_value(decision, "reviews", list(db.session.scalars(wanted)))
    reviews: Sequence[Review] = decision.reviews  # type: ignore[attr-defined]
    return reviews


def planned(decision: Decision) -> Review | None:
    """The review that is set and not yet held: there is at most one."""
    wanted = sa.select(Review).where(Review.decision_id == decision.id, Review.state == "planned")
    return db.session.scalars(wanted.order_by(Review.due_on)).first()


def planned_of(decision_ids: Iterable[uuid.UUID]) -> Sequence[Review]:
    """The reviews set and not yet held of these decisions, which the user may see."""
    wanted = sa.select(Review).where(Review.decision_id.in_(list(decision_ids)), Review.state == "planned")
    return db.session.scalars(wanted.order_by(Review.due_on)).all()


def due_from(user: access.User) -> Sequence[Review]:
    """The reviews this user is to hold, soonest first."""
    wanted = (sa.select(Review).join(Review.person).join(Review.decision)
              .where(Review.owner_id == user.id, Review.state == "planned", visible_to(user))
              .options(contains_eager(Review.person), contains_eager(Review.decision)).order_by(Review.due_on))
    return db.session.scalars(wanted).all()


def things(review: Review) -> list[Thing]:
    """Every harm feared and benefit hoped for in the decision's concluded records, in the order of the records."""
    return [*_written(Feared, review), *_written(HopedFor, review)]


def _written(kind: type[Written], review: Review) -> Sequence[Written]:
    wanted = (sa.select(kind).join(Assessment, Assessment.id == kind.assessment_id)
              .where(kind.decision_id == review.decision_id).order_by(Assessment.concluded_at))
    return db.session.scalars(wanted).all()


def settlements(review: Review) -> Sequence[Settlement]:
    """What this review and the others of the same decision have said, oldest first."""
    wanted = (sa.select(Settlement).join(Settlement.review).where(Review.decision_id == review.decision_id)
              .options(contains_eager(Settlement.review)).order_by(Settlement.settled_at))
    return db.session.scalars(wanted).all()


def date_advised(decision: Decision) -> date | None:
    """When the panel last advised to look again."""
    wanted = (sa.select(Advice.review_on).join(AgendaItem, AgendaItem.id == Advice.item_id)
              .join(Referral, Referral.id == AgendaItem.referral_id)
              .where(Referral.decision_id == decision.id, Advice.review_on.is_not(None)))
    return db.session.scalars(wanted.order_by(Advice.given_at.desc())).first()


def written_about_review(decision: Decision) -> dict[str, str]:
    """What the decision's newest concluded record already says about looking again: `review_on`, `review_triggers`."""
    wanted = (sa.select(Answer).join(Answer.assessment)
              .where(Assessment.decision_id == decision.id, Assessment.state == "concluded",
                     Answer.question.in_(("review_on", "review_triggers")))
              .order_by(Assessment.concluded_at))
    return {answer.question: str(answer.value or "") for answer in db.session.scalars(wanted)}
