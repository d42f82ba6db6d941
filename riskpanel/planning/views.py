"""Pages for planning a sitting: the next dates, an agenda's times, a part kept apart, arrangements, the agenda."""

import uuid

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.pdf import pdf
from riskpanel.errors import NotFound
from riskpanel.panel import queries as panel
from riskpanel.panel.agenda import knows, needs, when_words
from riskpanel.panel.models import AgendaItem
from riskpanel.panel.papers import banner
from riskpanel.panel.quorum import number, panel_type
from riskpanel.panel.timetable import in_order
from riskpanel.planning import forms, pages, services
from riskpanel.users.queries import panel_team
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show
from riskpanel.web.forms import Form
from riskpanel.web.uploads import download

bp = Blueprint("planning", __name__)


def _to_meeting(meeting_id: uuid.UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("panel.meeting", meeting_id=meeting_id), 303)


# ---- The next sittings

@bp.get("/meetings/dates")
@lets(Action.PLAN_MEETING)
def dates() -> ResponseReturnValue:
    return show("planning/dates.html", title="The next sittings", panels=pages.proposed(user()),
                back=url_for("panel.meetings"))


@bp.post("/meetings/dates/<uuid:team_id>")
@lets(Action.PLAN_MEETING)
def plan_as_before(team_id: uuid.UUID) -> ResponseReturnValue:
    on = request.form.get("on", type=pages.day)
    if on is None:
        raise NotFound()
    made = services.plan_as_before(panel_team(team_id), on, by=user())
    return _to_meeting(made.id, "The meeting is planned as the latest one was. Next, put cases on its agenda.")


# ---- The agenda

@bp.route("/meetings/<uuid:meeting_id>/times", methods=["GET", "POST"])
@lets(Action.LIST_REFERRAL)
def times(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.PLAN_MEETING, found)
    items = [one for one in in_order(found) if one.standing == "listed" and knows(user(), one)]
    form = forms.times_form(items)
    if form.validate_on_submit():
        pages.expect_times(form, items)
        services.set_times(found, form.slots, by=user())
        return _to_meeting(meeting_id, "The times are set.")
    return show("planning/times.html", form, title="Order, times and breaks", caption=found.reference, meeting=found,
                rows=form.rows, back=url_for("panel.meeting", meeting_id=meeting_id))


@bp.post("/meetings/<uuid:meeting_id>/invite-those-concerned")
@lets(Action.INVITE)
def invite_those_concerned(meeting_id: uuid.UUID) -> ResponseReturnValue:
    asked = services.invite_those_concerned(panel.meeting(meeting_id, user()), by=user())
    return _to_meeting(meeting_id, f"{number(asked, 'invitation')} made. Look at how each will take part." if asked else
                       "Everybody whom the cases concern had been asked already.")


@bp.get("/meetings/<uuid:meeting_id>/agenda")
@lets(Action.SEE_MEETING)
def agenda(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEE_MEETING, found)
    trail.look(Action.SEE_MEETING, found, by=user())
    return show("planning/agenda.html", title=f"Agenda: {panel_type(found).title}, {when_words(found)}", meeting=found,
                rows=pages.printed(found, user()), reference=found.reference,
                back=url_for("panel.meeting", meeting_id=meeting_id))


@bp.get("/meetings/<uuid:meeting_id>/cards.pdf")
@lets(Action.SEE_MEETING)
def cards(meeting_id: uuid.UUID) -> Response:
    """For the table: cards that anybody holds up, and a name card for everybody."""
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEE_MEETING, found)
    trail.look(Action.SEE_MEETING, found, by=user())
    made = pages.cards(found, user(), current_app.extensions["riskpanel"].authority)
    return download(pdf(made), f"cards-{found.reference}.pdf", "application/pdf")


# ---- One case

def _case(item_id: uuid.UUID, action: Action) -> AgendaItem:
    item = panel.item(item_id, user())
    require(user(), action, item)
    return item


def _case_page(item: AgendaItem, form: Form, title: str, intro: list[str]) -> ResponseReturnValue:
    person = item.referral.person
    return show("_form_page.html", form, title=title, caption=f"{person.known_as}, {item.referral.reference}",
                intro=intro, about=banner(person), item=item, submit_text="Save",
                back=url_for("panel.meeting", meeting_id=item.meeting_id))


@bp.route("/items/<uuid:item_id>/apart", methods=["GET", "POST"])
@lets(Action.KEEP_APART)
def apart(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _case(item_id, Action.KEEP_APART)
    form = forms.ApartForm(obj=item)
    form.item = item
    if form.validate_on_submit():
        expect_unchanged(item, form)
        services.keep_apart(item, form.private_minutes.data, form.private_why.data or "", form.private_told.data or "",
                            by=user())
        return _to_meeting(item.meeting_id, "Saved.")
    return _case_page(item, form, "A part kept apart", pages.why_apart(item))


@bp.route("/items/<uuid:item_id>/arrangements", methods=["GET", "POST"])
@lets(Action.INVITE)
def arrangements(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _case(item_id, Action.INVITE)
    form = forms.ArrangedForm(obj=item)
    if form.validate_on_submit():
        expect_unchanged(item, form)
        services.arrange(item, form.arranged.data or "", by=user())
        return _to_meeting(item.meeting_id, "Saved.")
    return _case_page(item, form, "Arrangements for taking part", needs(item) or pages.NO_NEEDS)
