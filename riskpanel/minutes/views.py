"""Pages of minutes: the minute-taker's, what everybody reads, and the steps from a draft to a locked text."""

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.files import WORD
from riskpanel.documents.pdf import pdf
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.minutes import forms, pages, queries, services
from riskpanel.minutes.headings import headings_of
from riskpanel.panel.models import AgendaItem
from riskpanel.panel.papers import banner
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.uploads import download
from riskpanel.workflow import MEETING, MINUTES

bp = Blueprint("minutes", __name__)
WRITTEN_AS = {"pdf": (pdf, "application/pdf"), "docx": (word, WORD)}


def _item(item_id: uuid.UUID, action: Action) -> AgendaItem:
    """The case, for a step that this user may take where the minutes stand."""
    found = queries.item_to_change(item_id, user())
    require(user(), action, found)
    MINUTES.after(action, found.minuted.state)
    return found


def _to_minutes(item: AgendaItem, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".minutes", item_id=item.id), 303)


def _form(item: AgendaItem, form: Any, title: str, template: str = "minutes/step.html", **more: Any
          ) -> ResponseReturnValue:
    return show(template, form, title=title, item=item, caption=item.referral.reference,
                about=banner(item.referral.person), back=url_for(".minutes", item_id=item.id), **more)


# ---- Writing them

@bp.route("/items/<uuid:item_id>/record", methods=["GET", "POST"])
@lets(Action.TAKE_MINUTES)
def write(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id, Action.TAKE_MINUTES)
    MEETING.after(Action.TAKE_MINUTES, item.meeting.state)
    form = forms.minutes_form(item)
    if form.validate_on_submit():
        expect_unchanged(item.minuted, form)
        services.take(item, values(form), by=user())
        return _to_minutes(item, "The minutes are saved.")
    trail.look(Action.TAKE_MINUTES, item, by=user())
    place = url_for(".write", item_id=item_id)
    return _form(item, form, "Write the minutes", "minutes/write.html", rows=_rows(item), submit_text="Save",
                 apart=pages.told_apart(item), others=pages.typing_words(queries.typing(place, user())))


def _rows(item: AgendaItem) -> list[dict[str, Any]]:
    return [{"key": label, "value": words} for label, words in pages.told_rows(item)]


@bp.get("/items/<uuid:item_id>/record/others")
@lets(Action.TAKE_MINUTES)
def others(item_id: uuid.UUID) -> ResponseReturnValue:
    """Who else is typing, for the part of the page that keeps itself up to date."""
    item = queries.item(item_id, user())
    require(user(), Action.TAKE_MINUTES, item)
    typing = pages.typing_words(queries.typing(url_for(".write", item_id=item_id), user()))
    return render_template("minutes/_others.html", others=typing)


# ---- Reading them

@bp.get("/items/<uuid:item_id>/minutes")
@lets(Action.SEE_MINUTES)
def minutes(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    require(user(), Action.SEE_MINUTES, item)
    trail.look(Action.SEE_MINUTES, item, by=user())
    shown = item.minuted.corrections if pages.reads_apart(item, user()) else [
        one for one in item.minuted.corrections if one.heading != "apart"]
    earlier = pages.earlier(item) if pages.reads_apart(item, user()) else []
    return show("minutes/minutes.html", title="Minutes", item=item, rows=_rows(item), stands=pages.stands(item),
                sections=pages.sections(item, user()), apart=pages.told_apart(item), corrections=shown,
                titles={key: one.title for key, one in headings_of(item).items()}, earlier=earlier,
                offers=pages.offers(item, user()), summary=pages.SUMMARY, about=banner(item.referral.person),
                reference=item.referral.reference, back=url_for("panel.meeting", meeting_id=item.meeting_id))


@bp.get("/items/<uuid:item_id>/minutes.<ending>")
@lets(Action.SEE_MINUTES)
def copy(item_id: uuid.UUID, ending: str) -> Response:
    item = queries.item(item_id, user())
    require(user(), Action.SEE_MINUTES, item)
    return _file([item], f"minutes-{item.referral.reference}", ending)


@bp.get("/meetings/<uuid:meeting_id>/minutes.<ending>")
@lets(Action.SEE_MINUTES)
def of_meeting(meeting_id: uuid.UUID, ending: str) -> Response:
    items = queries.of_meeting(meeting_id, user())
    return _file(items, f"minutes-{queries.meeting_of(items).reference}", ending)


def _file(items: list[AgendaItem], name: str, ending: str) -> Response:
    if ending not in WRITTEN_AS:
        raise NotFound()
    for item in items:
        trail.look(Action.SEE_MINUTES, item, by=user())
    write_as, media = WRITTEN_AS[ending]
    authority = current_app.extensions["riskpanel"].authority
    return download(write_as(pages.document(queries.meeting_of(items), items, user(), authority)), f"{name}.{ending}",
                    media)


# ---- From a draft to a locked text

@bp.post("/items/<uuid:item_id>/minutes/send")
@lets(Action.SEND_MINUTES)
def send(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id, Action.SEND_MINUTES)
    services.send(item, by=user())
    return _to_minutes(item, "The members who were there are asked to read the minutes.")


@bp.route("/items/<uuid:item_id>/minutes/say", methods=["GET", "POST"])
@lets(Action.READ_MINUTES)
def say(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id, Action.READ_MINUTES)
    form = forms.ReadingForm()
    if form.validate_on_submit():
        services.say(item, form.agreed.data == "yes", form.correct.data or "", by=user())
        return _to_minutes(item, "Thank you. The minute-taker and the chair see what you said.")
    return _form(item, form, "Are the minutes right?", sections=pages.sections(item, user()), submit_text="Send")


@bp.route("/items/<uuid:item_id>/minutes/sign", methods=["GET", "POST"])
@lets(Action.SIGN_MINUTES)
def sign(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id, Action.SIGN_MINUTES)
    form = forms.SignForm(version=item.minuted.turn)
    if form.validate_on_submit():
        services.sign(item, int(form.version.data or 0), by=user())
        return _to_minutes(item, "The minutes are signed and locked. A correction can be added beside them.")
    return _form(item, form, "Sign the minutes", sections=pages.sections(item, user()), stands=pages.stands(item),
                 submit_text="Sign and lock the minutes")


@bp.route("/items/<uuid:item_id>/minutes/correct", methods=["GET", "POST"])
@lets(Action.CORRECT_MINUTES)
def correct(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id, Action.CORRECT_MINUTES)
    form = forms.correction_form(item)
    if form.validate_on_submit():
        given = values(form)
        services.correct(item, given["heading"], given["now_reads"], given["because"], by=user())
        return _to_minutes(item, "The correction stands beside the minutes.")
    return _form(item, form, "Correct the minutes", submit_text="Add the correction")
