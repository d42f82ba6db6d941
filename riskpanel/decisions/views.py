"""Pages about a decision in question."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.decisions import forms, queries, services, voices
from riskpanel.decisions.models import Decision, View
from riskpanel.decisions.pages import DecisionPage
from riskpanel.errors import NotFound
from riskpanel.people.pages import about
from riskpanel.people.queries import person as person_seen
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.web.sections import sections
from riskpanel.workflow import DECISION

bp = Blueprint("decisions", __name__)


@bp.route("/people/<uuid:person_id>/decisions/start", methods=["GET", "POST"])
@lets(Action.START_DECISION)
def start(person_id: uuid.UUID) -> ResponseReturnValue:
    person = person_seen(person_id, user())
    form = forms.decision_form()
    if form.validate_on_submit():
        made = services.start_decision(person, values(form), by=user())
        return _done("The decision has been started. Next, frame it.", _home(made))
    return show("decisions/edit.html", form, title="Start a decision", about=about(person), caption=person.known_as,
                submit_text="Start this decision", back=url_for("people.person", person_id=person.id))


@bp.get("/decisions/<uuid:decision_id>")
@lets(Action.SEE_DECISION)
def decision(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(decision_id)
    return show("decisions/decision.html", page=DecisionPage(found, user()), decision=found, about=about(found.person),
                reference=found.reference, law_as_at=rules().law_as_at, sections=sections("decision", found, user()),
                title=found.sentence, back=url_for("people.person", person_id=found.person_id))


def _seen(decision_id: uuid.UUID) -> Decision:
    """The decision; the trail notes that its page was opened."""
    return _looked_at(queries.decision(decision_id, user()))


def _looked_at(found: Decision) -> Decision:
    if request.method == "GET":
        trail.look(Action.SEE_DECISION, found, by=user())
    return found


def _open_for(action: Action, decision_id: uuid.UUID) -> Decision:
    """The decision, when this user may do this to it now: said before anything is typed, not after."""
    return _opened(action, _seen(decision_id))


def _opened(action: Action, found: Decision) -> Decision:
    require(user(), action, found)
    DECISION.after(action, found.state)
    return found


def _home(decision: Decision) -> str:
    return url_for(".decision", decision_id=decision.id)


def _voices(decision: Decision) -> str:
    return url_for(".views", decision_id=decision.id)


def _done(said: str, address: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(address, 303)


def _page(decision: Decision, form: Form, title: str, *, back: str = "", template: str = "_form_page.html",
          **more: Any) -> ResponseReturnValue:
    """A form about a decision: the sentence stands over it, and the person's banner with it."""
    return show(template, form, title=title, caption=decision.sentence, about=about(decision.person),
                reference=decision.reference, law_as_at=rules().law_as_at, back=back or _home(decision), **more)


@bp.route("/decisions/<uuid:decision_id>/change", methods=["GET", "POST"])
@lets(Action.CHANGE_DECISION)
def change(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.CHANGE_DECISION, decision_id)
    form = forms.decision_form(found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change_decision(found, values(form), by=user())
        return _done("Saved.", _home(found))
    return _page(found, form, "Change the decision in question", template="decisions/edit.html")


@bp.route("/decisions/<uuid:decision_id>/meanwhile", methods=["GET", "POST"])
@lets(Action.CHANGE_DECISION)
def meanwhile(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.CHANGE_DECISION, decision_id)
    form = forms.MeanwhileForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change_decision(found, values(form), by=user())
        return _done("Saved.", _home(found))
    return _page(found, form, "Until it is decided")


@bp.route("/decisions/<uuid:decision_id>/not-applicable/<step>", methods=["GET", "POST"])
@lets(Action.SKIP_STEP)
def not_applicable(decision_id: uuid.UUID, step: str) -> ResponseReturnValue:
    found = _open_for(Action.SKIP_STEP, decision_id)
    title = services.skippable().get(step)
    if title is None:
        raise NotFound()
    form = forms.NotApplicableForm(obj=found, data={"reason": found.not_applicable.get(step)})
    if form.validate_on_submit():
        services.skip_step(found, step, form.reason.data, by=user())
        return _done(f"“{title}” is marked as not applicable.", _home(found))
    undo = url_for(".applies", decision_id=found.id, step=step) if step in found.not_applicable else ""
    return _page(found, form, f"Not applicable: {title.lower()}", template="decisions/not_applicable.html",
                 undo=undo)


@bp.post("/decisions/<uuid:decision_id>/applies/<step>")
@lets(Action.SKIP_STEP)
def applies(decision_id: uuid.UUID, step: str) -> ResponseReturnValue:
    found = _seen(decision_id)
    services.unskip_step(found, step, by=user())
    return _done("The step applies again.", _home(found))


@bp.get("/decisions/<uuid:decision_id>/views")
@lets(Action.SEE_DECISION)
def views(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(decision_id)
    return show("decisions/views.html", decision=found, about=about(found.person), cards=voices.cards(found),
                may_record=DecisionPage(found, user()).allows(Action.RECORD_VIEW), back=_home(found),
                differences=voices.differences(found), agreement=voices.agreement_words(found),
                comes_next=voices.comes_next(found), reference=found.reference, law_as_at=rules().law_as_at)


@bp.route("/decisions/<uuid:decision_id>/views/person", methods=["GET", "POST"])
@lets(Action.RECORD_VIEW)
def add_persons_view(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.RECORD_VIEW, decision_id)
    if found.persons_view and request.method == "GET":
        return redirect(url_for(".change_view", view_id=found.persons_view.id), 303)
    return _add_view(found, forms.PersonViewForm(), {"voice": "person", "name": found.person.known_as})


@bp.route("/decisions/<uuid:decision_id>/views/add", methods=["GET", "POST"])
@lets(Action.RECORD_VIEW)
def add_view(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.RECORD_VIEW, decision_id)
    return _add_view(found, forms.view_form(voices.around(found.person)), {})


def _add_view(found: Decision, form: Form, known: dict[str, str]) -> ResponseReturnValue:
    if form.validate_on_submit():
        services.record_view(found, values(form) | known, by=user())
        return _done("The view has been recorded.", _voices(found))
    title = f"What {known['name']} says" if known else "Record a view"
    return _page(found, form, title, back=_voices(found), submit_text="Save this view")


@bp.route("/views/<uuid:view_id>", methods=["GET", "POST"])
@lets(Action.RECORD_VIEW)
def change_view(view_id: uuid.UUID) -> ResponseReturnValue:
    view = queries.view(view_id, user())
    found = _opened(Action.RECORD_VIEW, _looked_at(view.decision))
    form = _form_for(view)
    if form.validate_on_submit():
        expect_unchanged(view, form)
        services.change_view(view, values(form), by=user())
        return _done("Saved.", _voices(found))
    return _page(found, form, f"What {view.name} says", back=_voices(found), submit_text="Save this view")


def _form_for(view: View) -> Form:
    if view.voice == "person":
        return forms.PersonViewForm(obj=view)
    return forms.view_form(voices.around(view.person), view)


@bp.route("/decisions/<uuid:decision_id>/agreement", methods=["GET", "POST"])
@lets(Action.RECORD_AGREEMENT)
def agreement(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.RECORD_AGREEMENT, decision_id)
    form = forms.AgreementForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.record_agreement(found, form.agreement.data, form.agreement_reasons.data or "", by=user())
        return _done("Saved. What comes next is at the end of this page.", _voices(found))
    return _page(found, form, "Is there agreement?", back=_voices(found), intro=voices.differences(found))


@bp.route("/decisions/<uuid:decision_id>/decide", methods=["GET", "POST"])
@lets(Action.DECIDE)
def decide(decision_id: uuid.UUID) -> ResponseReturnValue:
    found = _open_for(Action.DECIDE, decision_id)
    form = forms.DecideForm(obj=found, data={"decided_on": today()})
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.decide(found, values(form), by=user())
        return _done("The decision has been recorded.", _home(found))
    told = [f"{found.who_decides} makes this decision. Write it as it was told, and in the reasons by whom and when."]
    title = "Record the decision as told" if found.made_elsewhere else "Record the decision"
    return _page(found, form, title, intro=told if found.made_elsewhere else [], submit_text="Record this decision")
