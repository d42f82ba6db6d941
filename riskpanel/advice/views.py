"""Pages about advice: giving it, reading it, disagreeing with it, replying to it, and doing what was agreed."""

import uuid

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import may, require
from riskpanel.actions import Action
from riskpanel.advice import forms, pages, queries, services
from riskpanel.documents.blocks import Document
from riskpanel.letters.pages import sheet
from riskpanel.letters.queries import reply_to
from riskpanel.letters.wording import outcome_letter
from riskpanel.panel.advised import rows
from riskpanel.panel.models import Advice, AgendaItem
from riskpanel.panel.outcomes import the_panel_advises
from riskpanel.panel.papers import banner
from riskpanel.panel.queries import item as listed_item
from riskpanel.panel.queries import item_to_change
from riskpanel.sitting.services import keep_late_advice
from riskpanel.sitting.whether import why_no_advice
from riskpanel.users.queries import colleagues
from riskpanel.web.access import lets, user
from riskpanel.web.copies import copy_of
from riskpanel.web.editing import expect_unchanged, plain_words, show, values
from riskpanel.web.fields import value_of
from riskpanel.workflow import MEETING, REFERRAL

bp = Blueprint("advice", __name__)


def _advice(advice_id: uuid.UUID) -> Advice:
    found = queries.advice(advice_id, user())
    require(user(), Action.SEE_ADVICE, found.item)
    return found


def _to_advice(advice: Advice, said: str, endpoint: str = ".advice") -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(endpoint, advice_id=advice.id), 303)


# ---- Giving advice

@bp.route("/items/<uuid:item_id>/advise", methods=["GET", "POST"])
@lets(Action.GIVE_ADVICE)
def advise(item_id: uuid.UUID) -> ResponseReturnValue:
    item = (item_to_change if request.method == "POST" else listed_item)(item_id, user())
    form = forms.advice_form({str(one.id): f"{one.name}, {one.job}" for one in colleagues()}, item, request.form)
    if item.advice:
        return _given_already(item.advice, form)
    require(user(), Action.GIVE_ADVICE, item)
    if not forms.wants_more(request.form) and form.validate_on_submit():
        why_not = why_no_advice(item)
        if not why_not:
            made = services.give_advice(item, _own(form), *map(form.given, ROWS_GIVEN), by=user())
            return _to_advice(made, "The advice is given. Check what is read back before anybody leaves.", ".read_back")
        form.form_errors.append(why_not)
    return _advise_page(item, form)


ROWS_GIVEN = ("condition", "action", "position")


def _own(form: forms.AdviceForm) -> dict[str, object]:
    return {name: field.data for name, field in form.own.items()}


def _advise_page(item: AgendaItem, form: forms.AdviceForm) -> ResponseReturnValue:
    return show("advice/advise.html", form, title="The panel’s advice", item=item, why_not=why_no_advice(item),
                row_words=pages.ROW_WORDS, about=banner(item.referral.person),
                back=url_for("sitting.case", item_id=item.id))


def _given_already(advice: Advice, form: forms.AdviceForm) -> ResponseReturnValue:
    """A second press leads to the advice; other words than those given are kept beside it, and not lost."""
    address = url_for(".advice", advice_id=advice.id)
    if request.method == "GET" or (form.reasons.data, form.says.data or "") == (advice.reasons, advice.says):
        return redirect(address, 303)
    typed = [(field.label.text, plain_words(field, value_of(field))) for field in form.shown]
    keep_late_advice(advice.item, [pair for pair in typed if pair[1]], by=user())
    flash("Advice had been given already. What you wrote is kept here, and is no part of it.", "message")
    return redirect(url_for("sitting.late_advice", item_id=advice.item_id), 303)


@bp.route("/advice/<uuid:advice_id>/read-back", methods=["GET", "POST"])
@lets(Action.WRITE_READ_BACK)
def read_back(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    form = forms.ReadBackForm(obj=found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.write_read_back(found, form.read_back.data, by=user())
        return _to_advice(found, "Saved. Print the sheet for them to take home.", ".read_back_sheet")
    return show("_form_page.html", form, title="What is read back", submit_text="Save", advice=found,
                caption=found.item.referral.reference, about=banner(found.item.referral.person),
                intro=[f"Read this aloud to {found.item.referral.person.known_as} before anybody leaves."],
                back=url_for(".advice", advice_id=advice_id))


@bp.get("/advice/<uuid:advice_id>/read-back-sheet")
@lets(Action.SEE_ADVICE)
def read_back_sheet(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    trail.look(Action.SEE_ADVICE, found, by=user())
    return show("advice/sheet.html", title="The sheet to take home", advice=found, told=_sheet(found).told(),
                about=banner(found.item.referral.person), reference=found.item.referral.reference,
                back=url_for(".advice", advice_id=advice_id))


def _sheet(advice: Advice) -> Document:
    return sheet(advice, current_app.extensions["riskpanel"].authority)


@bp.get("/advice/<uuid:advice_id>/read-back-sheet.<ending>")
@lets(Action.SEE_ADVICE)
def sheet_copy(advice_id: uuid.UUID, ending: str) -> Response:
    found = _advice(advice_id)
    trail.look(Action.SEE_ADVICE, found, by=user())
    return copy_of(_sheet(found), f"read-back-{found.item.referral.reference}", ending)


# ---- Reading it, and disagreeing

@bp.get("/advice/<uuid:advice_id>")
@lets(Action.SEE_ADVICE)
def advice(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    referral, reply = found.item.referral, reply_to(found)
    trail.look(Action.SEE_ADVICE, found, by=user())
    return show("advice/advice.html", title=the_panel_advises(found), advice=found, rows=rows(found),
                reply=reply, compared=pages.side_by_side(found, reply) if reply else [], referral=referral,
                differs=pages.DIFFERS[reply.answer] if reply else "", about=banner(referral.person),
                actions=[pages.action_line(one) for one in found.actions], offers=_offers(found),
                reference=referral.reference, back=_back(found))


def _back(advice: Advice) -> str:
    """To the decision for those who may see it, to the meeting for those who only sat."""
    if may(user(), Action.SEE_DECISION, advice.item.referral):
        return url_for("decisions.decision", decision_id=advice.item.referral.decision_id)
    return url_for("panel.meeting", meeting_id=advice.item.meeting_id)


def _offers(advice: Advice) -> list[dict[str, object]]:
    """What this user can do from the page of the advice."""
    item, referral = advice.item, advice.item.referral
    dissented = user().id in {one.by_id for one in advice.dissents}
    offers = (
        ("Reply to this advice", ".reply", REFERRAL.allows(Action.REPLY, referral.state)
         and may(user(), Action.REPLY, referral)),
        ("Letter about the outcome", ".letter", True),
        ("Sheet to take home", ".read_back_sheet", True),
        ("Change what is read back", ".read_back", MEETING.allows(Action.WRITE_READ_BACK, item.meeting.state)
         and may(user(), Action.WRITE_READ_BACK, item)),
        ("Record a dissent", ".dissent", not dissented and may(user(), Action.DISSENT, item)),
    )
    return [{"text": text, "href": url_for(endpoint, advice_id=advice.id), "main": endpoint == ".reply"}
            for text, endpoint, offered in offers if offered]


@bp.route("/advice/<uuid:advice_id>/dissent", methods=["GET", "POST"])
@lets(Action.DISSENT)
def dissent(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    require(user(), Action.DISSENT, found.item)
    form = forms.DissentForm()
    if form.validate_on_submit():
        services.dissent(found, form.reasons.data, by=user(), named=form.named.data == "name")
        return _to_advice(found, "Your dissent is recorded, and stands beside the advice.")
    return show("_form_page.html", form, title="Record a dissent", caption=the_panel_advises(found),
                submit_text="Record my dissent", advice=found, about=banner(found.item.referral.person),
                back=url_for(".advice", advice_id=advice_id))


# ---- The decision-maker's reply, and the letter

@bp.route("/advice/<uuid:advice_id>/reply", methods=["GET", "POST"])
@lets(Action.REPLY)
def reply(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    referral = found.item.referral
    require(user(), Action.REPLY, referral)
    outside = referral.decision.made_elsewhere
    known = {"given_by_name": referral.decision.who_decides}
    form = forms.OutsideReplyForm(data=known) if outside else forms.ReplyForm()
    if form.validate_on_submit():
        services.reply(found, values(form), by=user())
        return _to_advice(found, "The reply is recorded. The letters that tell it wait for the coordinator.")
    return show("advice/reply.html", form, title="Reply to the panel’s advice", advice=found, rows=rows(found),
                says=the_panel_advises(found), about=banner(referral.person), submit_text="Send the reply",
                outside=outside, back=url_for(".advice", advice_id=advice_id))


@bp.get("/advice/<uuid:advice_id>/letter")
@lets(Action.SEE_ADVICE)
def letter(advice_id: uuid.UUID) -> ResponseReturnValue:
    found = _advice(advice_id)
    trail.look(Action.SEE_ADVICE, found, by=user())
    easy = request.args.get("read") == "easy"
    return show("panel/letter.html", title="What the panel advised and what was decided", easy=easy,
                parts=outcome_letter(found, reply_to(found), easy),
                address=url_for(".letter", advice_id=advice_id), reference=found.item.referral.reference,
                back=url_for(".advice", advice_id=advice_id))
