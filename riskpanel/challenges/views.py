"""Pages of a challenge that was made: the list, the challenge, its answers, and what changed."""

import uuid
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.challenges import answering, attachments, forms, letters, pages, queries, services, writing
from riskpanel.challenges.answer_form import asking
from riskpanel.challenges.blueprint import allowed, bp, document, found_for, letter_now
from riskpanel.challenges.blueprint import shown as page_shown
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, values
from riskpanel.web.forms import Form
from riskpanel.web.sections import sections

__all__ = ["attachments", "bp", "letters", "writing"]


@bp.get("/challenges/<uuid:challenge_id>")
@lets(Action.SEE_CHALLENGE)
def challenge(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    title = f"Challenge about: {pages.short(found.decision.sentence)}"
    return page_shown("challenges/challenge.html", found, title=title, page=pages.page(found, user()),
                      sections=sections("challenge", found, user()),
                      back=url_for("decisions.decision", decision_id=found.decision_id))


@bp.route("/challenges/<uuid:challenge_id>/answer", methods=["GET", "POST"])
@lets(Action.ANSWER_CHALLENGE)
def answer(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.ANSWER_CHALLENGE)
    return _answer(found, asking(forms.AnswerForm, found)(), answering.answer_challenge, "Answer this challenge")


@bp.route("/challenges/<uuid:challenge_id>/record-answer", methods=["GET", "POST"])
@lets(Action.RECORD_ANSWER)
def record_answer(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.RECORD_ANSWER)
    form = asking(forms.OutsideAnswerForm, found)(data={"given_by_name": found.owed_by, "given_on": today()})
    return _answer(found, form.of(found), answering.record_answer, "Record the answer")


def _answer(challenge: Challenge, form: Any, service: Any, title: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        service(challenge, form.answered, by=user())
        flash("The answer is on the record.", "success")
        return redirect(pages.address(challenge), 303)
    return page_shown("challenges/answer.html", challenge, form, title=title, submit_text="Give this answer",
                      told=document(challenge, letter_now(challenge)).told(), page=pages.page(challenge, user()),
                      back=pages.address(challenge))


@bp.route("/challenges/<uuid:challenge_id>/more", methods=["GET", "POST"])
@lets(Action.GIVE_MORE)
def more(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = found_for(challenge_id, Action.GIVE_MORE), forms.MoreForm()
    if form.validate_on_submit():
        services.give_more(found, str(form.more.data), by=user())
        return _done(found, f"Given. {found.owed_by} owes an answer by {pages.due(found.answer_due_on)}.")
    return _act(found, form, "Give the information asked for", "Give it and ask again")


@bp.route("/challenges/<uuid:challenge_id>/escalate", methods=["GET", "POST"])
@lets(Action.ESCALATE_CHALLENGE)
def escalate(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.ESCALATE_CHALLENGE)
    form = forms.EscalateForm(data={"urgent": found.urgent}).for_challenge(found)
    if form.validate_on_submit():
        services.escalate_challenge(found, values(form), by=user())
        return _done(found, f"{found.owed_by} owes an answer by {pages.due(found.answer_due_on)}.")
    return _act(found, form, "Take it further", "Take it further", intro=ESCALATING)


ESCALATING = (
    "The next answer is owed by somebody who did not make the decision. The letter and every answer go with it.",
    "A panel is asked by a referral, from the page of the challenge. Danger and the law may mean starting high up.",
)


@bp.route("/challenges/<uuid:challenge_id>/settle", methods=["GET", "POST"])
@lets(Action.SETTLE_CHALLENGE)
def settle(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.SETTLE_CHALLENGE)
    form = forms.SettleForm(data={"settled_on": today()})
    if form.validate_on_submit():
        services.settle_challenge(found, values(form), by=user())
        return _done(found, "Settled. Tell the person, in the way they prefer.")
    return _act(found, form, "Settle this challenge", "Settle it")


@bp.route("/challenges/<uuid:challenge_id>/withdraw", methods=["GET", "POST"])
@lets(Action.WITHDRAW_CHALLENGE)
def withdraw(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = found_for(challenge_id, Action.WITHDRAW_CHALLENGE), forms.WithdrawForm()
    if form.validate_on_submit():
        services.withdraw_challenge(found, str(form.withdrawn_because.data), by=user())
        return _done(found, "Withdrawn. What was written is kept.")
    return _act(found, form, "Withdraw this challenge", "Withdraw it")


@bp.route("/challenges/evidence/<uuid:evidence_id>/shown", methods=["GET", "POST"])
@lets(Action.SHOW_EVIDENCE)
def shown(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    found = allowed(one.challenge, Action.SHOW_EVIDENCE)
    form = forms.ShownForm(obj=one)
    if form.validate_on_submit():
        expect_unchanged(one, form)
        services.show_evidence(one, values(form), by=user())
        flash("Recorded. A file can be attached to it here.", "success")
        return redirect(url_for(".attach", evidence_id=one.id), 303)
    return _act(found, form, "Record what was shown", "Save", intro=(f"Asked for: {one.claim}",))


def _done(challenge: Challenge, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(pages.address(challenge), 303)


def _act(challenge: Challenge, form: Form, title: str, submit_text: str,
         intro: tuple[str, ...] = ()) -> ResponseReturnValue:
    """The page of one thing done to a challenge."""
    return page_shown("_form_page.html", challenge, form, title=title, caption=challenge.reference,
                      submit_text=submit_text, intro=(pages.where_it_stands(challenge), *intro),
                      back=pages.address(challenge))
