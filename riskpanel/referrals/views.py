"""Pages of a referral: started, written, checked and sent; and its own page. Triage and My work join them here."""

import uuid
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.decisions.models import Decision
from riskpanel.people.pages import about
from riskpanel.referrals import forms, gathering, pages, queries, sent, services, starting, triage, waiting
from riskpanel.referrals.blueprint import bp, columns, form_page
from riskpanel.referrals.models import Referral
from riskpanel.referrals.readiness import gaps, needs_reason
from riskpanel.users.queries import panel_team
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show
from riskpanel.web.forms import Form
from riskpanel.web.sections import sections
from riskpanel.workflow import CHALLENGE, REFERRAL

__all__ = ["bp", "sent", "triage", "waiting"]


# ---- Starting

@bp.route("/decisions/<uuid:decision_id>/refer", methods=["GET", "POST"])
@lets(Action.START_REFERRAL)
def start_from_decision(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.decision(decision_id, user())
    access.require(user(), Action.START_REFERRAL, found)
    return _start(found, None, url_for("decisions.decision", decision_id=found.id))


@bp.route("/challenges/<uuid:challenge_id>/refer", methods=["GET", "POST"])
@lets(Action.START_REFERRAL)
def start_from_challenge(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    access.require(user(), Action.START_REFERRAL, found)
    CHALLENGE.after(Action.START_REFERRAL, found.state)
    return _start(found.decision, found, url_for("challenges.challenge", challenge_id=found.id))


def _start(decision: Decision, challenge: Challenge | None, back: str) -> ResponseReturnValue:
    page = starting.start_page(decision, challenge)
    form = starting.start_form(page)
    if form.validate_on_submit():
        reason = form.reason.data if isinstance(form, forms.EarlyForm) else ""
        team = panel_team(uuid.UUID(form.team_id.data))
        made = services.start(decision, team, by=user(), challenge=challenge, reason=reason)
        flash("The referral has been started. What was already written is in it.", "success")
        return redirect(url_for(".question", referral_id=made.id), 303)
    return show("referrals/start.html", form, title="Refer to a panel", page=page, decision=decision,
                submit_text="Start the referral", about=about(decision.person), back=back)


# ---- Writing

@dataclass(frozen=True)
class Writing:
    """One page of a referral being written, and the page after it."""

    form: type[Form]
    title: str
    then: str
    intro: tuple[str, ...] = ()


QUESTION = Writing(forms.QuestionForm, "The question for the panel", "person",
                   ("What was already written is here. Change it where it should say more.",))
PERSON = Writing(forms.PersonForm, "The person and the panel", "meanwhile")
MEANWHILE = Writing(forms.MeanwhileForm, "Until the panel sits", "check")


@bp.route("/referrals/<uuid:referral_id>/question", methods=["GET", "POST"])
@lets(Action.CHANGE_REFERRAL)
def question(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _write(referral_id, QUESTION)


@bp.route("/referrals/<uuid:referral_id>/person", methods=["GET", "POST"])
@lets(Action.CHANGE_REFERRAL)
def person(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _write(referral_id, PERSON)


@bp.route("/referrals/<uuid:referral_id>/meanwhile", methods=["GET", "POST"])
@lets(Action.CHANGE_REFERRAL)
def meanwhile(referral_id: uuid.UUID) -> ResponseReturnValue:
    return _write(referral_id, MEANWHILE)


def _write(referral_id: uuid.UUID, page: Writing) -> ResponseReturnValue:
    found = _being_written(referral_id)
    form = page.form(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change(found, columns(form), by=user())
        onwards = "check" if "check" in request.form else page.then
        return redirect(url_for(f".{onwards}", referral_id=found.id), 303)
    return form_page(found, form, page.title, intro=page.intro, submit_text="Save and continue",
                      second_button={"text": "Save and check", "name": "check"})


def _being_written(referral_id: uuid.UUID) -> Referral:
    found = queries.referral(referral_id, user())
    access.require(user(), Action.CHANGE_REFERRAL, found)
    REFERRAL.after(Action.CHANGE_REFERRAL, found.state)
    return found


@bp.route("/referrals/<uuid:referral_id>/panel", methods=["GET", "POST"])
@lets(Action.CHANGE_REFERRAL)
def panel(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = _being_written(referral_id)
    form = forms.PanelForm(obj=found, team_id=str(found.team_id))
    starting.offer(form, starting.start_page(found.decision, found.challenge).routes)
    if form.validate_on_submit():
        services.send_to(found, panel_team(uuid.UUID(form.team_id.data)), by=user())
        return redirect(url_for(".check", referral_id=found.id), 303)
    return form_page(found, form, "Which panel?")


# ---- Checking and sending

@bp.route("/referrals/<uuid:referral_id>/check", methods=["GET", "POST"])
@lets(Action.SUBMIT_REFERRAL)
def check(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = _being_written(referral_id)
    case, position = gathering.case(found)
    missing = gaps(case)
    form = _send_form(found, bool(missing), needs_reason(missing, found.urgent))
    if form.validate_on_submit():
        expect_unchanged(found, form)
        given = columns(form)
        services.submit(found, by=user(), reason=given.get("gaps_reason") or "", answer=given.get("answer") or "",
                        overseen_by=given["overseen_by"] or "")
        flash(f"The referral is with {found.team.name}. {found.person.known_as}’s place is kept from today.", "success")
        return redirect(url_for(".referral", referral_id=found.id), 303)
    return show("referrals/check.html", form, title="Check and send", referral=found, parts=pages.parts(missing, found),
                rows=pages.summary(found), position=position.about(found.person.known_as), ready=not missing,
                advises=pages.advises(found.decision), about=about(found.person),
                asked=found.why_here if _asked(found) else "", back=url_for(".referral", referral_id=found.id))


def _asked(found: Referral) -> bool:
    return found.state == "asked"


def _send_form(found: Referral, has_gaps: bool, wants_reason: bool) -> forms.SendForm:
    """Only the questions that this sending needs."""
    form = forms.SendForm(obj=found)
    if wants_reason:
        form.gaps_reason.required = "Say why it goes to the panel now, with these gaps"
    if not has_gaps:
        del form.gaps_reason
    if not _asked(found):
        del form.answer
    return form


# ---- The referral

@bp.get("/referrals/<uuid:referral_id>")
@lets(Action.SEE_REFERRAL)
def referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    access.require(user(), Action.SEE_REFERRAL, found)
    trail.look(Action.SEE_REFERRAL, found, by=user())
    queue = url_for("queue.queue") if access.may(user(), Action.SEE_QUEUE) else ""
    return show("referrals/referral.html", title=found.question, referral=found, page=pages.referral_page(found),
                rows=pages.summary(found), actions=pages.actions(found, user()), about=about(found.person),
                reference=found.reference, sections=sections("referral", found, user()),
                kind=pages.kind_words(found.decision),
                back=queue or url_for("decisions.decision", decision_id=found.decision_id))
