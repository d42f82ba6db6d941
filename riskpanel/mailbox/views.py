"""Pages of the MCA mailbox: asking, answering, and the answers that everybody can read."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.decisions import queries as decisions
from riskpanel.decisions.models import Decision
from riskpanel.mailbox import forms, pages, queries, services
from riskpanel.mailbox.models import Question
from riskpanel.people.pages import about
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.web.sections import Section
from riskpanel.workflow import QUESTION as LIFE

bp = Blueprint("mailbox", __name__)
ASKING = ("Ask before it becomes an argument, or while it is one. The MCA lead answers with the sources.",
          "In danger, or where the law sets a time, do not wait for an answer.")


@bp.get("/mailbox")
@lets(Action.SEE_QUESTION)
def mailbox() -> ResponseReturnValue:
    lines = tuple(pages.line(one) for one in queries.questions(user()))
    return show("mailbox/mailbox.html", title="MCA mailbox", may_ask=access.may(user(), Action.ASK_LEAD),
                sections=[Section("Questions", lines, empty="No question has been asked yet.")])


@bp.route("/mailbox/ask", methods=["GET", "POST"])
@lets(Action.ASK_LEAD)
def ask() -> ResponseReturnValue:
    return _ask(None, url_for(".mailbox"))


@bp.route("/decisions/<uuid:decision_id>/ask", methods=["GET", "POST"])
@lets(Action.ASK_LEAD)
def ask_about(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = decisions.decision(decision_id, user())
    require(user(), Action.ASK_LEAD, found)
    return _ask(found, url_for("decisions.decision", decision_id=decision_id))


def _ask(decision: Decision | None, back: str) -> ResponseReturnValue:
    form = forms.AskForm()
    if form.validate_on_submit():
        asked = services.ask(str(form.asked.data), by=user(), decision=decision)
        flash("Asked. The answer comes here, and you are told when it does.", "success")
        return redirect(pages.address(asked), 303)
    return show("_form_page.html", form, title="Ask the MCA lead", intro=ASKING, submit_text="Ask", back=back,
                about=about(decision.person) if decision else None)


def _found(question_id: uuid.UUID, action: Action) -> Question:
    found = queries.question(question_id, user())
    require(user(), action, found)
    if action is not Action.SEE_QUESTION:
        LIFE.after(action, found.state)
    return found


@bp.get("/mailbox/<uuid:question_id>")
@lets(Action.SEE_QUESTION)
def question(question_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(question_id, Action.SEE_QUESTION)
    trail.look(Action.SEE_QUESTION, found, by=user())
    decision = found.decision if found.decision and access.sees(user(), found.decision.person) else None
    return show("mailbox/question.html", title="Question to the MCA lead", one=found, decision=decision,
                sources=pages.sources(found), doing=pages.doing(found, user()), stands=LIFE.states[found.state],
                may_take_back=pages.can(found, user(), Action.TAKE_ANSWER_BACK), back=url_for(".mailbox"))


@bp.route("/mailbox/<uuid:question_id>/answer", methods=["GET", "POST"])
@lets(Action.ANSWER_QUESTION)
def answer(question_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(question_id, Action.ANSWER_QUESTION)
    form = forms.AnswerForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.answer(found, values(form), by=user())
        return _done(found, "Answered. Could others use it? Then publish it, written anew.")
    return _form(found, form, "Answer this question", (f"Asked: {found.asked}",), "Give this answer")


@bp.route("/mailbox/<uuid:question_id>/publish", methods=["GET", "POST"])
@lets(Action.PUBLISH_ANSWER)
def publish(question_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(question_id, Action.PUBLISH_ANSWER)
    form = forms.PublishForm(obj=found).about(found)
    if form.validate_on_submit():
        services.publish(found, values(form), by=user())
        return _done(found, "Published in guidance.")
    told = (f"Asked: {found.asked}", f"Answered: {found.answer}")
    return _form(found, form, "Publish the answer in guidance", told, "Publish it")


@bp.post("/mailbox/<uuid:question_id>/take-back")
@lets(Action.TAKE_ANSWER_BACK)
def take_back(question_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.question(question_id, user())
    services.take_back(found, by=user())
    return _done(found, "Taken out of guidance. What was written is kept here.")


def _done(found: Question, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(pages.address(found), 303)


def _form(found: Question, form: Form, title: str, intro: tuple[str, ...], submit: str) -> ResponseReturnValue:
    return show("_form_page.html", form, title=title, caption=found.reference, intro=intro, submit_text=submit,
                back=pages.address(found))


@bp.get("/guidance/answers")
@lets(Action.READ_GUIDANCE)
def answers() -> ResponseReturnValue:
    words = request.args.get("words", "")[:200].replace("\x00", "").strip()
    found = [(one, pages.sources(one)) for one in queries.published(words)]
    return show("mailbox/answers.html", title="Questions answered", found=found, words=words,
                may_ask=access.may(user(), Action.ASK_LEAD), back=url_for("guidance.index"))
