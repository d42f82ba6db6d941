"""Writing reviews: setting a date, settling what was feared and hoped for, completing. The only writers of reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.advice.services import follows_advice
from riskpanel.assessments import queries as records
from riskpanel.assessments import services as assessments
from riskpanel.assessments.facts import answers_of
from riskpanel.assessments.models import Assessment, Feared
from riskpanel.clock import now, today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotFound, NotNow
from riskpanel.panel.models import Advice
from riskpanel.panel.quorum import panel_type
from riskpanel.reviews import queries
from riskpanel.reviews.beside import Beside, beside
from riskpanel.reviews.models import OUTCOMES, Review, Settlement
from riskpanel.reviews.queries import Thing
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User
from riskpanel.workflow import DECISION, REVIEW

QUESTIONNAIRE = "review"
NEEDS_WORDS = "something-else"
SAY_WHAT = "Write what happened instead."
ALREADY_SET = "A review of this decision is set already. Change its date instead of setting another."


# ---- Setting a date

def plan(decision: Decision, values: Mapping[str, Any], *, by: User) -> Review:
    """Set a review of a decision, which `by` will hold.

    Raises Incomplete without a date to come, NotNow when one is set already.
    """
    require(by, Action.PLAN_REVIEW, decision)
    DECISION.after(Action.PLAN_REVIEW, decision.state)
    records.hold(decision)
    if queries.planned(decision):
        raise NotNow(ALREADY_SET, kept="What you typed is below, so that you can copy it.")
    return _plan(decision, _due(values), values.get("triggers") or "", owner_id=by.id, by=by)


def _plan(decision: Decision, due_on: date, triggers: str, *, owner_id: Any, by: User) -> Review:
    review = Review(person_id=decision.person_id, decision=decision, decision_id=decision.id, due_on=due_on,
                    triggers=triggers, owner_id=owner_id)
    db.session.add(review)
    db.session.flush()
    trail.record(Action.PLAN_REVIEW, review, by=by, due_on=due_on)
    return review


@follows_advice
def after_advice(advice: Advice, by: User) -> None:
    """When a panel advises, the review is set: on the date advised, or after the panel's own interval.

    The referrer holds it. One that is set already is kept, and brought forward where the panel asks for it sooner.
    What would stop a trial brings it forward too. A case that was not for this panel gets none.
    """
    if advice.outcome == "not-for-this-panel":
        return
    weeks = timedelta(weeks=panel_type(advice.item.meeting).review_weeks)
    due, referral = advice.review_on or today() + weeks, advice.item.referral
    records.hold(referral.decision)
    there = queries.planned(referral.decision)
    if there is None:
        _plan(referral.decision, due, advice.stop_rule, owner_id=referral.referred_by_id, by=by)
    elif due < there.due_on:
        there.due_on = due
        trail.record(Action.PLAN_REVIEW, there, by=by, due_on=due)


def change(review: Review, values: Mapping[str, Any], *, by: User) -> None:
    """Change when a review is due, or what would bring it forward. Raises Incomplete without a date to come."""
    require(by, Action.PLAN_REVIEW, review)
    REVIEW.after(Action.PLAN_REVIEW, review.state)
    db.write(review, {"due_on": _due(values), "triggers": values.get("triggers")})
    trail.record(Action.PLAN_REVIEW, review, by=by, due_on=review.due_on)


def _due(values: Mapping[str, Any]) -> date:
    given = values.get("due_on")
    if not given:
        raise Incomplete("Enter the date on which to look again.")
    due = given if isinstance(given, date) else date.fromisoformat(given)
    if due < today():
        raise Incomplete("The date on which to look again is in the past.")
    return due


def suggested(decision: Decision) -> tuple[date, str, str]:
    """A date to look again, where it comes from in words, and what would bring it forward: from what is known."""
    written = queries.written_about_review(decision)
    triggers = written.get("review_triggers", "")
    dates = (
        (queries.date_advised(decision), "The panel advised this date."),
        (_read(written.get("review_on", "")), "This date stands in the record that was concluded."),
    )
    weeks = int(rules().policy["review_weeks"].value)
    by_policy = today() + timedelta(weeks=weeks), f"{weeks} weeks from today: a local figure, no law sets it."
    day, said = next(((day, said) for day, said in dates if day and day >= today()), by_policy)
    return day, said, triggers


def _read(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# ---- Holding it

def start_record(review: Review, *, by: User) -> Assessment:
    """Start the review's own questions, or take up those already begun for this decision."""
    require(by, Action.SETTLE_FEARED, review)
    REVIEW.after(Action.SETTLE_FEARED, review.state)
    if review.assessment is None:
        review.assessment = assessments.start(review.decision_id, QUESTIONNAIRE, by=by)
        review.assessment_id = review.assessment.id
        trail.record(Action.SETTLE_FEARED, review, by=by, record=review.assessment_id)
    return review.assessment


def settle(review: Review, row: Beside, outcome: str, note: str, *, by: User) -> Settlement:
    """Say what happened to one harm feared or benefit hoped for.

    Raises NotFound when it was settled for good before, Incomplete when it is not said plainly.
    """
    require(by, Action.SETTLE_FEARED, review)
    REVIEW.after(Action.SETTLE_FEARED, review.state)
    if row.is_from_before:
        raise NotFound()
    if outcome not in OUTCOMES:
        raise Incomplete("Choose what happened.")
    if outcome == NEEDS_WORDS and not note.strip():
        raise Incomplete(SAY_WHAT)
    settlement = row.settlement or _begun(review, row.thing)
    settlement.outcome, settlement.note = outcome, note.strip()
    settlement.settled_by_id, settlement.settled_at = by.id, now()
    trail.record(Action.SETTLE_FEARED, settlement, by=by, outcome=outcome, thing=row.thing.id)
    return settlement


def _begun(review: Review, thing: Thing) -> Settlement:
    of = {"feared_id": thing.id} if isinstance(thing, Feared) else {"hoped_for_id": thing.id}
    settlement = Settlement(review=review, review_id=review.id, **of)
    db.session.add(settlement)
    return settlement


@dataclass(frozen=True)
class Gap:
    """One thing left before a review can be completed: the sentence, and where it is settled."""

    text: str
    row: Beside | None = None
    record: bool = False


def gaps(review: Review, rows: Sequence[Beside]) -> list[Gap]:
    """What is left before this review can be completed."""
    left = [Gap(f"Say what happened about: {row.what}", row) for row in rows if row.settlement is None]
    if review.assessment is None or review.assessment.state != "concluded":
        left.append(Gap("Answer the review’s questions and conclude them.", record=True))
    if not DECISION.allows(Action.HOLD_REVIEW, review.decision.state):
        left.append(Gap("Record the decision that is being reviewed: who decided what, and when."))
    return left


def hold(review: Review, *, by: User) -> Review | None:
    """Complete a review; the decision is then reviewed. The next review, where one follows, is planned and returned.

    Raises Incomplete, naming each gap, while anything is left.
    """
    require(by, Action.HOLD_REVIEW, review)
    state = REVIEW.after(Action.HOLD_REVIEW, review.state)
    rows = beside(review)
    left = [gap.text for gap in gaps(review, rows)]
    if left:
        raise Incomplete("This review cannot be completed yet.", left, kept="Everything said so far is saved.")
    review.decision.state = DECISION.after(Action.HOLD_REVIEW, review.decision.state)
    review.state, review.held_on = state, today()
    trail.record(Action.HOLD_REVIEW, review, by=by, settled=len(rows))
    return _plan_next(review, rows, by=by)


def _plan_next(review: Review, rows: Sequence[Beside], *, by: User) -> Review | None:
    """On the date the review gives; without one, after the policy's weeks where it was too soon to say of something."""
    given = _read(str(answers_of(review.assessment).get("next_review_on") or "")) if review.assessment else None
    waiting = any(row.said_now and not row.said_now.is_definite for row in rows)
    if given is None and waiting:
        given = today() + timedelta(weeks=int(rules().policy["review_weeks"].value))
    return _plan(review.decision, given, review.triggers, owner_id=review.owner_id, by=by) if given else None


