"""Pages of constructive challenge: from the first question, about danger, to what changed."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import building, forms, letter, pages, queries, services
from riskpanel.challenges.models import FIRST_TALK, Challenge
from riskpanel.clock import today
from riskpanel.decisions import queries as decisions
from riskpanel.people.pages import about
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.web.sections import sections
from riskpanel.workflow import CHALLENGE as LIFE
from riskpanel.workflow import DECISION

bp = Blueprint("challenges", __name__)
LATER = {"text": "Save and come back later", "name": "later"}


@bp.route("/decisions/<uuid:decision_id>/challenges/start", methods=["GET", "POST"])
@lets(Action.START_CHALLENGE)
def start(decision_id: uuid.UUID) -> ResponseReturnValue:
    decision = decisions.decision(decision_id, user())
    require(user(), Action.START_CHALLENGE, decision)
    DECISION.after(Action.START_CHALLENGE, decision.state)
    form = forms.SafetyForm()
    if form.validate_on_submit():
        challenge = services.start_challenge(decision, values(form), by=user())
        return redirect(building.address(challenge, building.ORDER[0]), 303)
    back = url_for("decisions.decision", decision_id=decision_id)
    return show("challenges/start.html", form, title="Is anyone in danger now?", about=about(decision.person),
                back=back, decision=decision, submit_text="Continue")


def _found(challenge_id: uuid.UUID, action: Action) -> Challenge:
    """The challenge, once it is clear that the user may do this to it now."""
    return _allowed(queries.challenge(challenge_id, user()), action)


def _allowed(found: Challenge, action: Action) -> Challenge:
    require(user(), action, found)
    LIFE.after(action, found.state)
    return found


def _shown(template: str, challenge: Challenge, form: Form | None = None, **more: Any) -> ResponseReturnValue:
    """A page about one challenge; that it was looked at goes to the trail."""
    trail.look(Action.SEE_CHALLENGE, challenge, by=user())
    return show(template, form, challenge=challenge, about=about(challenge.person), reference=challenge.reference,
                law_as_at=rules().law_as_at, **more)


@bp.route("/challenges/<uuid:challenge_id>/write/<page>", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def write(challenge_id: uuid.UUID, page: str) -> ResponseReturnValue:
    asked = building.page_of(page)
    found = _found(challenge_id, Action.CHANGE_CHALLENGE)
    form = asked.form(obj=found) if asked.form else Form()
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change_challenge(found, values(form), by=user())
        return _after(found, page)
    return _shown("challenges/write.html", found, form, title=asked.title, intro=asked.intro, second_button=LATER,
                  caption=building.caption(page), back=building.back_address(found, page))


def _after(challenge: Challenge, page: str) -> ResponseReturnValue:
    """Saved: on to the next page, or back to the draft as a whole."""
    if "later" not in request.form:
        return redirect(building.next_address(challenge, page), 303)
    flash("Saved. It is on My work until you send it.", "success")
    return redirect(building.address(challenge, "check"), 303)


@bp.get("/challenges/<uuid:challenge_id>/evidence")
@lets(Action.CHANGE_CHALLENGE)
def evidence(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.CHANGE_CHALLENGE)
    return _shown("challenges/evidence.html", found, title="Evidence", caption=building.caption("evidence"),
                  lines=letter.evidence_line, back=building.back_address(found, "evidence"),
                  onward=building.next_address(found, "evidence"))


@bp.route("/challenges/<uuid:challenge_id>/evidence/add", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def add_evidence(challenge_id: uuid.UUID) -> ResponseReturnValue:
    return _add_evidence(challenge_id, forms.EvidenceForm(), "Add evidence")


@bp.route("/challenges/<uuid:challenge_id>/evidence/ask", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def ask_evidence(challenge_id: uuid.UUID) -> ResponseReturnValue:
    return _add_evidence(challenge_id, forms.RequestForm(), "Ask to be shown their evidence", asked_of_them=True)


def _add_evidence(challenge_id: uuid.UUID, form: Form, title: str, asked_of_them: bool = False) -> ResponseReturnValue:
    found = _found(challenge_id, Action.CHANGE_CHALLENGE)
    if form.validate_on_submit():
        services.add_evidence(found, values(form), by=user(), asked_of_them=asked_of_them)
        return redirect(url_for(".evidence", challenge_id=challenge_id), 303)
    back = url_for(".evidence", challenge_id=challenge_id)
    return _shown("challenges/write.html", found, form, title=title, back=back)


@bp.route("/challenges/evidence/<uuid:evidence_id>", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def change_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    found = _allowed(one.challenge, Action.CHANGE_CHALLENGE)
    form = forms.RequestForm(obj=one) if one.asked_of_them else forms.EvidenceForm(obj=one)
    back = url_for(".evidence", challenge_id=found.id)
    if form.validate_on_submit():
        expect_unchanged(one, form)
        services.change_evidence(one, values(form), by=user())
        return redirect(back, 303)
    return _shown("challenges/write.html", found, form, title="Change evidence", back=back)


@bp.post("/challenges/evidence/<uuid:evidence_id>/remove")
@lets(Action.CHANGE_CHALLENGE)
def remove_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    services.remove_evidence(one, by=user())
    flash("Removed from the challenge.", "success")
    return redirect(url_for(".evidence", challenge_id=one.challenge_id), 303)


def _letter(challenge: Challenge) -> letter.Letter:
    return letter.letter_of(challenge, services.due_on(challenge, FIRST_TALK), today())


@bp.get("/challenges/<uuid:challenge_id>/check")
@lets(Action.CHANGE_CHALLENGE)
def check(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.CHANGE_CHALLENGE)
    gaps = [{"text": gap.text, "href": building.address(found, gap.page)} for gap in services.gaps(found)]
    tone = [{"text": one.asks, "href": building.address(found, one.page)} for one in letter.tone_of(found)]
    return _shown("challenges/check.html", found, title="Read it as they will", letter=_letter(found), gaps=gaps,
                  tone=tone, change=lambda page: building.address(found, page),
                  back=building.address(found, building.ORDER[-1]))


@bp.post("/challenges/<uuid:challenge_id>/send")
@lets(Action.SEND_CHALLENGE)
def send(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    services.send_challenge(found, by=user())
    flash(f"Sent. {found.owed_by} owes an answer by {pages.due(found.answer_due_on)}.", "success")
    return redirect(pages.address(found), 303)


@bp.get("/challenges/<uuid:challenge_id>/letter")
@lets(Action.SEE_CHALLENGE)
def read_letter(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    return _shown("challenges/letter.html", found, title="Letter of challenge", letter=_letter(found),
                  back=pages.address(found))


@bp.get("/challenges/<uuid:challenge_id>")
@lets(Action.SEE_CHALLENGE)
def challenge(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    return _shown("challenges/challenge.html", found, title=f"Challenge about: {pages.short(found.decision.sentence)}",
                  page=pages.page(found, user()), sections=sections("challenge", found, user()),
                  back=url_for("decisions.decision", decision_id=found.decision_id))


@bp.route("/challenges/<uuid:challenge_id>/answer", methods=["GET", "POST"])
@lets(Action.ANSWER_CHALLENGE)
def answer(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.ANSWER_CHALLENGE)
    return _answer(found, forms.AnswerForm(), services.answer_challenge, "Answer this challenge")


@bp.route("/challenges/<uuid:challenge_id>/record-answer", methods=["GET", "POST"])
@lets(Action.RECORD_ANSWER)
def record_answer(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.RECORD_ANSWER)
    form = forms.OutsideAnswerForm(data={"given_by_name": found.owed_by, "given_on": today()})
    return _answer(found, form, services.record_answer, "Record the answer")


def _answer(challenge: Challenge, form: Form, service: Any, title: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        service(challenge, values(form), by=user())
        flash("The answer is on the record.", "success")
        return redirect(pages.address(challenge), 303)
    return _shown("challenges/answer.html", challenge, form, title=title, letter=_letter(challenge),
                  submit_text="Give this answer", page=pages.page(challenge, user()), back=pages.address(challenge))


@bp.route("/challenges/<uuid:challenge_id>/more", methods=["GET", "POST"])
@lets(Action.GIVE_MORE)
def more(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _found(challenge_id, Action.GIVE_MORE), forms.MoreForm()
    if form.validate_on_submit():
        services.give_more(found, str(form.more.data), by=user())
        return _done(found, f"Given. {found.owed_by} owes an answer by {pages.due(found.answer_due_on)}.")
    return _act(found, form, "Give the information asked for", "Give it and ask again")


@bp.route("/challenges/<uuid:challenge_id>/escalate", methods=["GET", "POST"])
@lets(Action.ESCALATE_CHALLENGE)
def escalate(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.ESCALATE_CHALLENGE)
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
    found = _found(challenge_id, Action.SETTLE_CHALLENGE)
    form = forms.SettleForm(data={"settled_on": today()})
    if form.validate_on_submit():
        services.settle_challenge(found, values(form), by=user())
        return _done(found, "Settled. Tell the person, in the way they prefer.")
    return _act(found, form, "Settle this challenge", "Settle it")


@bp.route("/challenges/<uuid:challenge_id>/withdraw", methods=["GET", "POST"])
@lets(Action.WITHDRAW_CHALLENGE)
def withdraw(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _found(challenge_id, Action.WITHDRAW_CHALLENGE), forms.WithdrawForm()
    if form.validate_on_submit():
        services.withdraw_challenge(found, str(form.withdrawn_because.data), by=user())
        return _done(found, "Withdrawn. What was written is kept.")
    return _act(found, form, "Withdraw this challenge", "Withdraw it")


@bp.route("/challenges/evidence/<uuid:evidence_id>/shown", methods=["GET", "POST"])
@lets(Action.SHOW_EVIDENCE)
def shown(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    found = _allowed(one.challenge, Action.SHOW_EVIDENCE)
    form = forms.ShownForm(obj=one)
    if form.validate_on_submit():
        expect_unchanged(one, form)
        services.show_evidence(one, values(form), by=user())
        return _done(found, "Recorded.")
    return _act(found, form, "Record what was shown", "Save", intro=(f"Asked for: {one.claim}",))


def _done(challenge: Challenge, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(pages.address(challenge), 303)


def _act(challenge: Challenge, form: Form, title: str, submit_text: str,
         intro: tuple[str, ...] = ()) -> ResponseReturnValue:
    """The page of one thing done to a challenge."""
    return _shown("_form_page.html", challenge, form, title=title, caption=challenge.reference, submit_text=submit_text,
                  intro=(pages.where_it_stands(challenge), *intro), back=pages.address(challenge))
