"""Pages of the panel's steps with a referral: accept, ask, hold, return, redirect, withdraw, keep in touch."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.referrals import forms, gathering, pages, queries, services
from riskpanel.referrals.blueprint import bp, columns, form_page
from riskpanel.referrals.models import Referral
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged
from riskpanel.web.forms import Form
from riskpanel.workflow import REFERRAL


@dataclass(frozen=True)
class StepPage:
    """A step on a page of its own: its form, what it does, what is said when it is done; `fits` tells what is wrong."""

    action: Action
    form: type[Form]
    take: Callable[[Referral, Form], None]
    title: str
    done: str
    button: str
    fits: Callable[[Referral, Form], bool] = lambda _found, _form: True
    given: Callable[[Referral], dict[str, str]] = lambda _found: {}


def _hold(found: Referral, form: Any) -> None:
    services.hold(found, form.held_until.data, form.reason.data, by=user())


def _redirect(found: Referral, form: Any) -> None:
    where = forms.DOORS[form.where.data]
    services.redirect(found, f"{where}. {form.reason.data}", by=user())


def _why_elsewhere(found: Referral) -> dict[str, str]:
    """What the panel's own terms say of a case that is not theirs, to start from."""
    return {"reason": gathering.wrong_door(found, gathering.position_of(found.decision))}


def _move(found: Referral, form: Any) -> None:
    services.move(found, form.where.data, form.reason.data, by=user(), before=_before(form))


def _before(form: Any) -> Referral | None:
    return queries.waiting_as(form.before.data or "", user())


def _may_stand_there(found: Referral, form: Any) -> bool:
    wrong = services.wrong_place(found, form.where.data, _before(form))
    form.before.errors = [*form.before.errors, *([wrong] if wrong else [])]
    return not wrong


def _plain(service: Callable[..., None]) -> Callable[[Referral, Any], None]:
    return lambda found, form: service(found, form.reason.data or "", by=user())


ACCEPT = StepPage(Action.ACCEPT_REFERRAL, forms.AcceptForm, _plain(services.accept), "Accept into the queue",
                  "The referral is in the queue.", "Accept")
ASK = StepPage(Action.ASK_REFERRER, forms.AskForm, _plain(services.ask), "Ask the referrer for more",
               "The referrer has been asked. It is on their list of work.", "Ask")
HOLD = StepPage(Action.HOLD_REFERRAL, forms.HoldForm, _hold, "Hold until a date",
                "The referral is on hold and comes back by itself.", "Hold")
REDIRECT = StepPage(Action.REDIRECT_REFERRAL, forms.RedirectForm, _redirect, "Redirect: the wrong door",
                    "The referral has been redirected.", "Redirect", given=_why_elsewhere)
WITHDRAW = StepPage(Action.WITHDRAW_REFERRAL, forms.WithdrawForm, _plain(services.withdraw), "Withdraw this referral",
                    "The referral has been withdrawn. It is kept, with the reason.", "Withdraw")

MOVE = StepPage(Action.MOVE_REFERRAL, forms.MoveForm, _move, "Move in the queue",
                "The referral has moved. The reason stands beside it.", "Move", _may_stand_there)


@bp.route("/referrals/<uuid:referral_id>/accept", methods=["GET", "POST"])
@lets(Action.ACCEPT_REFERRAL)
def accept(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, ACCEPT)


@bp.route("/referrals/<uuid:referral_id>/ask", methods=["GET", "POST"])
@lets(Action.ASK_REFERRER)
def ask(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, ASK)


@bp.route("/referrals/<uuid:referral_id>/hold", methods=["GET", "POST"])
@lets(Action.HOLD_REFERRAL)
def hold(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, HOLD)


@bp.route("/referrals/<uuid:referral_id>/redirect", methods=["GET", "POST"])
@lets(Action.REDIRECT_REFERRAL)
def redirect_elsewhere(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, REDIRECT)


@bp.route("/referrals/<uuid:referral_id>/move", methods=["GET", "POST"])
@lets(Action.MOVE_REFERRAL)
def move(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, MOVE)


@bp.route("/referrals/<uuid:referral_id>/withdraw", methods=["GET", "POST"])
@lets(Action.WITHDRAW_REFERRAL)
def withdraw(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _step(referral_id, WITHDRAW)


def _step(referral_id: uuid.UUID, step: StepPage) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    access.require(user(), step.action, found)
    REFERRAL.after(step.action, pages.state_now(found))
    form = step.form(version=found.version, **step.given(found))
    if form.validate_on_submit() and step.fits(found, form):
        expect_unchanged(found, form)
        step.take(found, form)
        flash(step.done, "success")
        return redirect(_onwards(found), 303)
    return form_page(found, form, step.title, intro=(found.question,), submit_text=step.button)


def _onwards(found: Referral) -> str:
    """Back to the queue for whoever runs it; to the referral for everybody else."""
    runs = access.may(user(), Action.ACCEPT_REFERRAL, found)
    return url_for("queue.queue") if runs else url_for(".referral", referral_id=found.id)


@bp.post("/referrals/<uuid:referral_id>/resume")
@lets(Action.RESUME_REFERRAL)
def resume(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    services.resume(found, by=user())
    flash("The referral is back in the queue.", "success")
    return redirect(_onwards(found), 303)


@bp.route("/referrals/<uuid:referral_id>/contact", methods=["GET", "POST"])
@lets(Action.KEEP_IN_TOUCH)
def contact(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    access.require(user(), Action.KEEP_IN_TOUCH, found)
    REFERRAL.after(Action.KEEP_IN_TOUCH, found.state)
    form = forms.ContactForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.record_contact(found, columns(form), by=user())
        flash("Saved.", "success")
        return redirect(url_for(".referral", referral_id=found.id), 303)
    return form_page(found, form, "The plan for now and next contact", submit_text="Save")
