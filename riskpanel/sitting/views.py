"""Pages of a sitting: its own page and the part of it that keeps up to date, the chair's page, private views."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import may, require
from riskpanel.actions import Action
from riskpanel.errors import NotFound
from riskpanel.panel import queries as panel
from riskpanel.panel.agenda import knows, when_words
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.pages import invited_to, is_to_declare, to_declare
from riskpanel.panel.papers import banner, papers
from riskpanel.panel.quorum import kept, panel_type
from riskpanel.sitting import coming, forms, names, pages, queries, services
from riskpanel.sitting.voices import not_heard, order_of_voices
from riskpanel.users import queries as users
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.workflow import MEETING

bp = Blueprint("sitting", __name__)
SCREEN_NAMES = "screen_names"


def _to(item: AgendaItem, said: str = "") -> ResponseReturnValue:
    """Back to the page of the case for whoever chairs it, to the sitting for everybody else."""
    if said:
        flash(said, "success")
    return redirect(_place(item), 303)


def _place(item: AgendaItem) -> str:
    if may(user(), Action.START_CASE, item):
        return url_for(".case", item_id=item.id)
    return url_for(".sitting", meeting_id=item.meeting_id)


def _shown() -> str:
    """How names stand on this colleague's own screen."""
    return str(session.get(SCREEN_NAMES, names.AS_THEY_ARE))


def _on_screen(items: list[AgendaItem], template: str, *, back: str = "", **context: Any) -> str:
    """A page that others may see on a wall: names stand as whoever is signed in chose."""
    page = render_template(template, shown=_shown(), ways_shown=names.SHOWN, back={"text": "Back", "href": back},
                           **context)
    close = names.close_to(context["item"]) if "item" in context else _close(items)
    return names.on_screen(page, names.instead_of_names(items, _shown(), close))


def _close(items: list[AgendaItem]) -> set[str]:
    """Names to hide beside those of the people whose cases these are; not asked for where names are shown."""
    return set() if _shown() == names.AS_THEY_ARE else queries.names_close_to(items, names.CLOSE)


# ---- The sitting, for everybody who sits

@bp.get("/sittings/<uuid:meeting_id>")
@lets(Action.SEE_MEETING)
def sitting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEE_MEETING, found)
    trail.look(Action.SEE_MEETING, found, by=user())
    hearings = queries.hearings(found)
    known = [one for one in found.items if knows(user(), one)]
    now = pages.in_hand(known, hearings)
    return _on_screen(known, "sitting/sitting.html", meeting=found, kind=panel_type(found), when=when_words(found),
                      state=MEETING.states[found.state], is_live=found.state != "closed",
                      welcome_open=found.state != "closed" and now is None, **_who_is_here(found, now),
                      parts=_parts(found, now, hearings), lines=pages.case_lines(found, hearings, user()),
                      to_declare=to_declare(found, user()),
                      stands=pages.stands(found, user()), frozen=pages.frozen_told(found),
                      reopened=queries.reopenings(found) if kept(found, "closed") else (), reference=found.reference,
                      back=url_for("panel.meeting", meeting_id=meeting_id))


def _who_is_here(meeting: Meeting, item: AgendaItem | None) -> dict[str, Any]:
    """Who is here, with their times; of whom nothing has been noted yet; and who was taken off, and why."""
    moves = queries.movements(meeting)
    return {"places": coming.places(meeting, item, moves, user()), "unnoted": coming.unnoted(meeting, item, user()),
            "gone": coming.those_gone(meeting, moves), "here_title": coming.words_for(meeting).title}


def _parts(meeting: Meeting, item: AgendaItem | None, hearings: pages.Hearings) -> list[pages.Part]:
    filed = queries.who_filed(item) if item else set()
    return pages.live_parts(meeting, item, hearings.get(item.id) if item else None, filed, user())


@bp.get("/sittings/<uuid:meeting_id>/live")
@lets(Action.SEE_MEETING)
def live(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """The part that keeps itself up to date, alone: of one case where `item` names it, else of the case in hand."""
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEE_MEETING, found)
    hearings = queries.hearings(found)
    known = [one for one in found.items if knows(user(), one)]
    asked = next((one for one in known if one.id.hex == request.args.get("item")), None)
    parts = _parts(found, asked or pages.in_hand(known, hearings), hearings)
    page = render_template("sitting/_live.html", parts=parts, lines=pages.case_lines(found, hearings, user()))
    return names.on_screen(page, names.instead_of_names(known, _shown(), _close(known)))


@bp.post("/sittings/<uuid:meeting_id>/names")
@lets(Action.SEE_MEETING)
def show_names(meeting_id: uuid.UUID) -> ResponseReturnValue:
    chosen = request.form.get("shown", "")
    session[SCREEN_NAMES] = chosen if chosen in names.SHOWN else names.AS_THEY_ARE
    item_id = pages.as_id(request.form.get("item", ""))
    place = url_for(".case", item_id=item_id) if item_id else url_for(".sitting", meeting_id=meeting_id)
    return redirect(place, 303)


@bp.post("/sittings/seats/<uuid:seat_id>")
@lets(Action.RECORD_ATTENDANCE)
def move(seat_id: uuid.UUID) -> ResponseReturnValue:
    seat = queries.seat_to_change(seat_id, user())
    what, meeting = request.form.get("what", ""), panel.meeting(seat.meeting_id, user())
    if what not in services.CAME or seat not in invited_to(meeting, user()):
        raise NotFound()
    services.note_movement(seat, what, by=user())
    item = next((one for one in meeting.items if one.id.hex == request.form.get("item")), None)
    return _to(item) if item else redirect(url_for(".sitting", meeting_id=meeting.id), 303)


@bp.post("/sittings/<uuid:meeting_id>/all-here")
@lets(Action.RECORD_ATTENDANCE)
def all_here(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Those who sit, and those asked to the case in hand, where nothing has been noted of them."""
    found = panel.meeting(meeting_id, user())
    known = [one for one in found.items if knows(user(), one)]
    now = pages.in_hand(known, queries.hearings(found))
    services.all_here(found, coming.those_at(found, now), by=user())
    return redirect(url_for(".sitting", meeting_id=meeting_id), 303)


@bp.route("/sittings/seats/<uuid:seat_id>/stand-down", methods=["GET", "POST"])
@lets(Action.STAND_DOWN)
def stand_down(seat_id: uuid.UUID) -> ResponseReturnValue:
    seat, form = queries.seat(seat_id, user()), forms.StandDownForm()
    require(user(), Action.STAND_DOWN, seat.meeting)
    if form.validate_on_submit():
        services.stand_down(seat, form.reason.data, by=user())
        flash(f"{seat.called} has left the panel. Their papers are closed, and what they filed is kept.", "success")
        return redirect(url_for(".sitting", meeting_id=seat.meeting_id), 303)
    return show("_form_page.html", form, title=f"Take {seat.called} off this meeting", caption=seat.meeting.reference,
                intro=["Their papers close at once. What they filed, and when they were here, stays in the record."],
                submit_text="Take off this meeting", back=url_for(".sitting", meeting_id=seat.meeting_id))


@bp.route("/sittings/<uuid:meeting_id>/reopen", methods=["GET", "POST"])
@lets(Action.REOPEN_MEETING)
def reopen(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found, form = panel.meeting(meeting_id, user()), forms.ReopenForm()
    require(user(), Action.REOPEN_MEETING, found)
    if form.validate_on_submit():
        services.reopen(found, form.reason.data, by=user())
        flash("The meeting is open again. What was frozen when it closed is kept.", "success")
        return redirect(url_for(".sitting", meeting_id=meeting_id), 303)
    return show("_form_page.html", form, title="Open this meeting again", caption=found.reference, meeting=found,
                intro=["What was frozen when it closed stays. It is frozen again, beside it, when you close it."],
                submit_text="Open it again", back=url_for(".sitting", meeting_id=meeting_id))


# ---- A case, for whoever chairs it

@bp.get("/items/<uuid:item_id>/chair")
@lets(Action.SEE_PACK)
def case(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.pack(item_id, user())
    require(user(), Action.SEE_PACK, item)
    require(user(), Action.START_CASE, item)
    if is_to_declare(item, user()):
        flash("Before the papers: say whether you have an interest in this case.", "message")
        return redirect(url_for("panel.interest", item_id=item.id), 303)
    trail.look(Action.SEE_PACK, item, by=user())
    return _on_screen([item], "sitting/case.html", item=item, papers=papers(item, panel.records(item)),
                      prompts=pages.PROMPTS, about=banner(item.referral.person), reference=item.referral.reference,
                      **_in_hand(item), back=url_for(".sitting", meeting_id=item.meeting_id))


def _in_hand(item: AgendaItem) -> dict[str, Any]:
    """How far the hearing of this case has come, and what can be done next."""
    hearing = queries.hearing(item)
    heard_at = hearing.heard_at if hearing else {}
    return {
        "hearing": hearing, "clock": pages.clock_words(item, hearing), "told": pages.told_of_case(item, hearing),
        "order": order_of_voices(item, heard_at), "unheard": not_heard(item, heard_at),
        "is_open": item.meeting.state == "open" and item.standing == "listed",
        "is_live": item.meeting.state != "closed",
        "parts": pages.live_parts(item.meeting, item, hearing, queries.who_filed(item), user()),
        "places": coming.places(item.meeting, item, (), user()),
        "here_title": coming.words_for(item.meeting).title,
        "steps": pages.steps(item, hearing), "also": pages.also(item, hearing, user(), bool(item.advice)),
        "around": pages.neighbours(item, queries.agenda(item.meeting), user()),
    }


@bp.post("/items/<uuid:item_id>/start")
@lets(Action.START_CASE)
def start(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.item_to_change(item_id, user())
    services.start(item, by=user())
    return _to(item)


@bp.post("/items/<uuid:item_id>/voices/<uuid:seat_id>")
@lets(Action.HEAR_VOICE)
def hear_voice(item_id: uuid.UUID, seat_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.item_to_change(item_id, user())
    seat = services.seat_at(item, seat_id)
    if seat is None:
        raise NotFound()
    services.hear_voice(item, seat, request.form.get("heard") == "yes", by=user())
    return redirect(url_for(".case", item_id=item.id, _anchor="voices"), 303)


@bp.route("/items/<uuid:item_id>/hear-only", methods=["GET", "POST"])
@lets(Action.HEAR_ONLY)
def hear_only(item_id: uuid.UUID) -> ResponseReturnValue:
    item = (panel.item_to_change if request.method == "POST" else panel.item)(item_id, user())
    require(user(), Action.HEAR_ONLY, item)
    form = Form()
    if form.validate_on_submit():
        services.hear_only(item, by=user())
        return _to(item, "The case is heard without advising. Who is here is kept. At the end, defer it.")
    return show("_form_page.html", form, title="Hear this case without advising", caption=item.referral.reference,
                intro=pages.HEARD_ONLY, about=banner(item.referral.person), submit_text="Hear it without advising",
                back=_place(item), item=item)


@bp.route("/items/<uuid:item_id>/deputy", methods=["GET", "POST"])
@lets(Action.NAME_DEPUTY)
def deputy(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.item(item_id, user())
    require(user(), Action.NAME_DEPUTY, item)
    able = {str(one.id): one for one in users.members_of(item.team_id) if not services.unfit(one, item)}
    form = forms.chair_form(pages.offered(able), str(item.led_by_id), "this case")
    if able and form.validate_on_submit():
        chosen = able[form.chair.data]
        services.name_deputy(item, None if chosen.id == item.meeting.chair_id else chosen, by=user())
        return _to(item, f"{chosen.name} chairs this case.")
    return show("sitting/deputy.html", form, title="Name who chairs one case", caption=item.referral.reference,
                item=item, why=pages.WHY_DEPUTY, able=able, submit_text="Save",
                back=url_for(".sitting", meeting_id=item.meeting_id))


@bp.route("/sittings/<uuid:meeting_id>/chair", methods=["GET", "POST"])
@lets(Action.HAND_OVER)
def hand_over(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.HAND_OVER, found)
    able = {str(one.id): one for one in users.members_of(found.team_id) if not services.unfit_for(one, found)}
    form = forms.chair_form(pages.offered(able), str(found.chair_id), "this meeting")
    if able and form.validate_on_submit():
        services.hand_over(found, able[form.chair.data], by=user())
        flash(f"{found.chair.name} chairs this meeting.", "success")
        return redirect(url_for(".sitting", meeting_id=meeting_id), 303)
    return show("sitting/deputy.html", form, title="Hand the chair over", caption=found.reference, able=able,
                meeting=found, why=pages.WHY_HAND_OVER, submit_text="Save",
                back=url_for(".sitting", meeting_id=meeting_id))


# ---- Private views

@bp.route("/items/<uuid:item_id>/view", methods=["GET", "POST"])
@lets(Action.FILE_VIEW)
def private_view(item_id: uuid.UUID) -> ResponseReturnValue:
    item = (panel.item_to_change if request.method == "POST" else panel.item)(item_id, user())
    require(user(), Action.FILE_VIEW, item)
    own, opened = queries.own_views(item, user()), queries.are_open(item)
    form = forms.ViewForm(obj=own[-1] if own and not opened else None)
    if form.validate_on_submit():
        if own and not opened:
            expect_unchanged(own[-1], form)
        services.file_view(item, values(form), by=user())
        return _to(item, pages.filed_words(opened))
    return show("sitting/private_view.html", form, title="Your private view", item=item,
                filed=pages.filed(own) if opened else [], opened=opened, about=banner(item.referral.person),
                submit_text="File this view", back=_place(item))


@bp.post("/items/<uuid:item_id>/views/open")
@lets(Action.OPEN_VIEWS)
def open_views(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.item_to_change(item_id, user())
    services.open_views(item, by=user())
    return redirect(url_for(".views", item_id=item.id), 303)


@bp.get("/items/<uuid:item_id>/views")
@lets(Action.SEE_PACK)
def views(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.pack(item_id, user())
    require(user(), Action.SEE_PACK, item)
    trail.look(Action.SEE_PACK, item, by=user())
    opened = queries.are_open(item)
    titles, rows = pages.columns(item, queries.opened_views(item, user()))
    return _on_screen([item], "sitting/views.html", title="Private views, side by side", item=item, titles=titles,
                      rows=rows, opened=opened, about=banner(item.referral.person),
                      may_file=may(user(), Action.FILE_VIEW, item), reference=item.referral.reference,
                      back=_place(item))


# ---- Words that came second

@bp.get("/items/<uuid:item_id>/late-advice")
@lets(Action.SEE_PACK)
def late_advice(item_id: uuid.UUID) -> ResponseReturnValue:
    item = panel.item(item_id, user())
    require(user(), Action.SEE_PACK, item)
    trail.look(Action.SEE_PACK, item, by=user())
    late = pages.late_words(queries.late_advice(item))
    return _on_screen([item], "sitting/late_advice.html", title="Words that came after the advice", item=item,
                      late=late, about=banner(item.referral.person), reference=item.referral.reference,
                      back=url_for(".sitting", meeting_id=item.meeting_id))
