"""Pages of the support around a challenge: what was discussed, who supports, and one's own reflective note."""

import uuid

from flask import Blueprint, Response, current_app, flash, redirect
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import queries as challenges
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.pages import address as challenge_address
from riskpanel.clock import today
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.people.pages import about
from riskpanel.support import forms, pages, queries, services
from riskpanel.support.models import Reflection
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.workflow import CHALLENGE as LIFE

bp = Blueprint("support", __name__)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _found(challenge_id: uuid.UUID, action: Action) -> Challenge:
    found = challenges.challenge(challenge_id, user())
    require(user(), action, found)
    if action is not Action.SEE_CHALLENGE:
        LIFE.after(action, found.state)
    return found


def _form(found: Challenge, form: Form, title: str, back: str, **more: object) -> ResponseReturnValue:
    return show("_form_page.html", form, title=title, caption=found.reference, about=about(found.person), back=back,
                **more)


@bp.get("/challenges/<uuid:challenge_id>/discussion")
@lets(Action.SEE_CHALLENGE)
def discussion(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.SEE_CHALLENGE)
    trail.look(Action.SEE_CHALLENGE, found, by=user())
    entries = [pages.entry(one) for one in queries.discussions(found, user())]
    return show("support/discussion.html", title="Discussion and support", challenge=found, about=about(found.person),
                entries=entries, supporters=pages.support_of(found), doing=pages.doing(found, user()),
                back=challenge_address(found))


@bp.route("/challenges/<uuid:challenge_id>/discussion/add", methods=["GET", "POST"])
@lets(Action.DISCUSS_CHALLENGE)
def add(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.DISCUSS_CHALLENGE)
    form = forms.DiscussionForm(data={"happened_on": today()}).for_author(user().id)
    if form.validate_on_submit():
        services.add_discussion(found, values(form), by=user())
        return _added(found, "Added. It can be added to, and is not changed.")
    return _form(found, form, "Add a talk or a note", pages.address(found))


@bp.route("/challenges/<uuid:challenge_id>/support/add", methods=["GET", "POST"])
@lets(Action.NAME_SUPPORT)
def name(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _found(challenge_id, Action.NAME_SUPPORT), forms.SupporterForm()
    if form.validate_on_submit():
        services.name_supporter(found, values(form), by=user())
        return _added(found, "Added.")
    return _form(found, form, "Say who supports you", pages.address(found))


def _added(found: Challenge, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(pages.address(found), 303)


@bp.route("/challenges/<uuid:challenge_id>/reflection", methods=["GET", "POST"])
@lets(Action.REFLECT)
def reflect(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(challenge_id, Action.REFLECT)
    note = queries.reflection(found, user())
    form = forms.ReflectionForm(obj=note)
    if form.validate_on_submit():
        if note:
            expect_unchanged(note, form)
        services.reflect(found, values(form), by=user())
        flash("Saved. Only you can see it.", "success")
        return redirect(pages.address(found, "reflect"), 303)
    return show("support/reflection.html", form, title="What I learned", about=about(found.person), note=note,
                challenge=found, names=pages.names_in(note), caption=found.reference, back=challenge_address(found))


def _note(challenge_id: uuid.UUID) -> Reflection:
    """The user's own note. Raises NotFound when they have written none."""
    note = queries.reflection(_found(challenge_id, Action.REFLECT), user())
    if note is None:
        raise NotFound()
    return note


@bp.get("/challenges/<uuid:challenge_id>/reflection/export")
@lets(Action.REFLECT)
def export(challenge_id: uuid.UUID) -> ResponseReturnValue:
    note = _note(challenge_id)
    made = pages.document(note, current_app.extensions["riskpanel"].authority)
    back = pages.address(note.challenge, "reflect")
    return show("support/export.html", title=made.title, told=made.told(), back=back)


@bp.get("/challenges/<uuid:challenge_id>/reflection/export.docx")
@lets(Action.REFLECT)
def export_word(challenge_id: uuid.UUID) -> ResponseReturnValue:
    made = word(pages.document(_note(challenge_id), current_app.extensions["riskpanel"].authority))
    return Response(made, mimetype=WORD, headers={"Content-Disposition": "attachment; filename=reflective-note.docx"})
