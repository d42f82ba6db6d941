"""Pages of reviews."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.decisions import queries as decisions
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people.pages import about
from riskpanel.reviews import forms, queries, services
from riskpanel.reviews.beside import HOPED_FOR, Beside, beside
from riskpanel.reviews.models import Review
from riskpanel.reviews.pages import ReviewPage, due_said, review_url
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.filters import date_words
from riskpanel.web.forms import Form
from riskpanel.workflow import DECISION, REVIEW

bp = Blueprint("reviews", __name__)


def _decision_url(decision_id: uuid.UUID) -> str:
    return url_for("decisions.decision", decision_id=decision_id)


def _around(subject: Review | Decision, **more: Any) -> dict[str, Any]:
    """What every page about a review is given."""
    decision = subject.decision if isinstance(subject, Review) else subject
    return {"about": about(decision.person), "reference": decision.reference, "law_as_at": rules().law_as_at,
            "caption": decision.sentence, "decision": decision} | more


# ---- Setting one

@bp.route("/decisions/<uuid:decision_id>/reviews/set", methods=["GET", "POST"])
@lets(Action.PLAN_REVIEW)
def plan(decision_id: uuid.UUID) -> ResponseReturnValue:
    decision = decisions.decision(decision_id, user())
    require(user(), Action.PLAN_REVIEW, decision)
    DECISION.after(Action.PLAN_REVIEW, decision.state)
    already = queries.planned(decision)
    if already and request.method == "GET":
        return redirect(url_for(".change", review_id=already.id), 303)
    day, said, triggers = services.suggested(decision)
    form = forms.ReviewForm(data={"due_on": day, "triggers": triggers})
    if form.validate_on_submit():
        made = services.plan(decision, values(form), by=user())
        return _done(f"The review is set for {date_words(made.due_on)}.", _decision_url(decision_id))
    return show("_form_page.html", form, title="Set a review", intro=[f"{said} Change it if another suits."],
                back=_decision_url(decision_id), submit_text="Set this review", **_around(decision))


@bp.route("/reviews/<uuid:review_id>/change", methods=["GET", "POST"])
@lets(Action.PLAN_REVIEW)
def change(review_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.review(review_id, user())
    REVIEW.after(Action.PLAN_REVIEW, found.state)
    form = forms.ReviewForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change(found, values(form), by=user())
        return _done("Saved.", review_url(found))
    return show("_form_page.html", form, title="Change the review", back=review_url(found),
                intro=[f"It is set for {due_said(found)}. {found.owner.name} holds it."], **_around(found))


def _done(said: str, address: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(address, 303)


# ---- Holding it

@bp.get("/reviews/<uuid:review_id>")
@lets(Action.SEE_REVIEW)
def review(review_id: uuid.UUID) -> ResponseReturnValue:
    return _show(_seen(review_id), Form())


def _seen(review_id: uuid.UUID) -> Review:
    """The review, the look at it noted."""
    found = queries.review(review_id, user())
    trail.look(Action.SEE_REVIEW, found, by=user())
    return found


def _show(found: Review, form: Form) -> ResponseReturnValue:
    page = ReviewPage(found, user())
    return show("reviews/review.html", form, page=page, review=found, errors=page.left if form.errors else [],
                title=page.title, back=_decision_url(found.decision_id), **_around(found))


@bp.get("/reviews/<uuid:review_id>/feared-and-happened")
@lets(Action.SEE_REVIEW)
def one_page(review_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(review_id)
    return show("reviews/one_page.html", page=ReviewPage(found, user()), review=found,
                title="What was feared and hoped for, and what happened", back=review_url(found), **_around(found))


@bp.post("/reviews/<uuid:review_id>/questions")
@lets(Action.SETTLE_FEARED)
def questions(review_id: uuid.UUID) -> ResponseReturnValue:
    """Start the review's own questions, the person's words first."""
    found = queries.review(review_id, user())
    record = services.start_record(found, by=user())
    return redirect(url_for("assessments.question", assessment_id=record.id, page_id="person_says"), 303)


@bp.route("/reviews/<uuid:review_id>/<kind>/<uuid:thing_id>", methods=["GET", "POST"])
@lets(Action.SETTLE_FEARED)
def settle(review_id: uuid.UUID, kind: str, thing_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.review(review_id, user())
    REVIEW.after(Action.SETTLE_FEARED, found.state)
    row = _row(found, kind, thing_id)
    form = forms.SettleForm(obj=row.settlement, data=None if row.settlement else {"version": 0})
    if form.validate_on_submit():
        if row.settlement:
            expect_unchanged(row.settlement, form)
        services.settle(found, row, form.outcome.data, form.note.data or "", by=user())
        return _done("Saved.", review_url(found))
    return show("reviews/settle.html", form, row=row, back=review_url(found), title=_asked(row), **_around(found))


def _row(found: Review, kind: str, thing_id: uuid.UUID) -> Beside:
    """What this address speaks of, while this review is the one to settle it. Raises NotFound."""
    rows = (row for row in beside(found) if (row.kind, row.thing.id) == (kind, thing_id))
    row = next(rows, None)
    if row is None or row.is_from_before:
        raise NotFound()
    return row


def _asked(row: Beside) -> str:
    return f"Hoped for: {row.what}" if row.kind == HOPED_FOR else f"Feared: {row.what}"


@bp.post("/reviews/<uuid:review_id>/complete")
@lets(Action.HOLD_REVIEW)
def complete(review_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.review(review_id, user())
    form = Form()
    if REVIEW.allows(Action.HOLD_REVIEW, found.state) and ReviewPage(found, user()).left:
        form.form_errors.append("This review cannot be completed yet")
        return _show(found, form)
    following = services.hold(found, by=user())
    said = f" The next is set for {date_words(following.due_on)}." if following else ""
    return _done(f"The review is complete.{said}", review_url(found))
