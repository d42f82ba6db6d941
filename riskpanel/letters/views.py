"""Pages of letters: what each says, that it was checked, that it has gone; and the sheet read back on the day."""

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.blocks import Document
from riskpanel.letters import forms, pages, queries, services
from riskpanel.letters.models import OutcomeLetter
from riskpanel.letters.wording import composed, letter_parts
from riskpanel.panel.papers import banner
from riskpanel.web.access import lets, user
from riskpanel.web.copies import copy_of
from riskpanel.web.editing import expect_unchanged, show, values

bp = Blueprint("letters", __name__)


def _letter(letter_id: uuid.UUID, action: Action = Action.SEE_LETTER) -> OutcomeLetter:
    found = queries.letter(letter_id, user())
    require(user(), action, found if action is Action.SEE_LETTER else found.item)
    return found


def _easy() -> bool:
    return request.args.get("read") == "easy"


def _document(letter: OutcomeLetter) -> Document:
    parts = letter_parts(letter, queries.reply_to(letter.advice), _easy())
    return pages.document(letter, parts, _easy(), current_app.extensions["riskpanel"].authority)


def _to_letter(letter: OutcomeLetter, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".letter", letter_id=letter.id), 303)


@bp.get("/letters/<uuid:letter_id>")
@lets(Action.SEE_LETTER)
def letter(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _letter(letter_id)
    trail.look(Action.SEE_LETTER, found, by=user())
    stale = _is_stale(found)
    return show("letters/letter.html", title=f"Letter to {found.to_name}", letter=found, state=pages.state(found),
                told=_document(found).told(), easy=_easy(), stale=stale, offers=pages.offers(found, user(), stale),
                about=banner(found.item.referral.person), reference=found.item.referral.reference,
                back=url_for("afterwards.afterwards", meeting_id=found.item.meeting_id))


def _is_stale(letter: OutcomeLetter) -> bool:
    """Has the record changed since this letter was checked, and before it went?"""
    if letter.state != "checked":
        return False
    now = composed(letter, queries.reply_to(letter.advice), _easy())
    return [tuple(one) for one in letter_parts(letter, None, _easy())] != now


@bp.get("/letters/<uuid:letter_id>.<ending>")
@lets(Action.SEE_LETTER)
def copy(letter_id: uuid.UUID, ending: str) -> Response:
    found = _letter(letter_id)
    trail.look(Action.SEE_LETTER, found, by=user())
    return copy_of(_document(found), f"letter-{found.item.referral.reference}", ending)


@bp.route("/letters/<uuid:letter_id>/check", methods=["GET", "POST"])
@lets(Action.CHECK_LETTER)
def check(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _letter(letter_id, Action.CHECK_LETTER)
    form = forms.check_form(found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.check(found, values(form), by=user())
        return _to_letter(found, "Checked. Next, print it or send it, and say how it went.")
    return _form("letters/check.html", found, form, "Check this letter", told=_document(found).told(),
                 submit_text="It is right")


def _form(template: str, letter: OutcomeLetter, form: Any, title: str, **more: Any) -> ResponseReturnValue:
    return show(template, form, title=title, caption=f"To {letter.to_name}", about=banner(letter.item.referral.person),
                back=url_for(".letter", letter_id=letter.id), **more)


@bp.route("/letters/<uuid:letter_id>/keep-back", methods=["GET", "POST"])
@lets(Action.KEEP_LETTER_BACK)
def keep_back(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _letter(letter_id, Action.KEEP_LETTER_BACK)
    form = forms.KeepBackForm()
    if form.validate_on_submit():
        services.keep_back(found, form.why_not.data, by=user())
        return _to_letter(found, "Kept back, with your reason.")
    return _form("_form_page.html", found, form, "Do not send this letter", submit_text="Do not send it")


@bp.route("/letters/<uuid:letter_id>/sent", methods=["GET", "POST"])
@lets(Action.SEND_LETTER)
def sent(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _letter(letter_id, Action.SEND_LETTER)
    form = forms.sent_form(found)
    if form.validate_on_submit():
        services.send(found, form["how"].data, form.sent_on.data, by=user())
        return _to_letter(found, "Noted.")
    return _form("_form_page.html", found, form, "Say how it was sent", submit_text="Save")
