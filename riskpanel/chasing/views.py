"""Pages of an agreed action: done with proof, chased, opened again, and the files that show it."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import may, require
from riskpanel.actions import Action
from riskpanel.chasing import forms, pages, queries, services
from riskpanel.panel.models import AgreedAction
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.uploads import download, takes_files

bp = Blueprint("chasing", __name__)


def _to_action(action: AgreedAction, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".action", action_id=action.id), 303)


@bp.route("/actions/<uuid:action_id>", methods=["GET", "POST"])
@lets(Action.FINISH_ACTION)
@takes_files
def action(action_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.action(action_id, user())
    form = forms.FinishForm()
    if form.validate_on_submit():
        services.finish(found, form.done_on.data, form.proof.data or "", form.file.data, by=user())
        return _to_action(found, "The action is finished.")
    return show("chasing/action.html", form, title="An agreed action", caption=found.person.known_as,
                rows=pages.rows(found, queries.proofs_of(found)), log=pages.log(queries.log_of(found)),
                offers=pages.offers(found, user()), submit_text="It is done",
                is_theirs=not found.done_on and may(user(), Action.FINISH_ACTION, found))


def _form(found: AgreedAction, form: Any, title: str, submit_text: str) -> ResponseReturnValue:
    return show("_form_page.html", form, title=title, caption=found.what, submit_text=submit_text,
                back=url_for(".action", action_id=found.id))


@bp.route("/actions/<uuid:action_id>/chase", methods=["GET", "POST"])
@lets(Action.CHASE_ACTION)
def note(action_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.action(action_id, user())
    require(user(), Action.CHASE_ACTION, found)
    form = forms.NoteForm()
    if form.validate_on_submit():
        services.note(found, form.words.data, by=user())
        return _to_action(found, "Noted.")
    return _form(found, form, "Note that it was chased", "Save")


@bp.route("/actions/<uuid:action_id>/reopen", methods=["GET", "POST"])
@lets(Action.REOPEN_ACTION)
def reopen(action_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.action(action_id, user())
    require(user(), Action.REOPEN_ACTION, found)
    form = forms.ReopenForm()
    if form.validate_on_submit():
        services.reopen(found, form.reason.data, by=user())
        return _to_action(found, "The action is open again. Its owner has been told.")
    return _form(found, form, "Open this action again", "Open it again")


@bp.get("/proofs/<uuid:proof_id>")
@lets(Action.OPEN_PROOF)
def proof(proof_id: uuid.UUID) -> Response:
    found = queries.proof(proof_id, user())
    trail.look(Action.OPEN_PROOF, found, by=user())
    return download(found.content, found.name, found.media)
