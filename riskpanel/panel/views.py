"""Pages about meetings, and about a case on the way to advice."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.assessments.freezing import thawed
from riskpanel.decisions.voices import around
from riskpanel.errors import NotFound
from riskpanel.panel import agenda as agendas
from riskpanel.panel import forecast as forecasts
from riskpanel.panel import forms, pages, papers, queries, services
from riskpanel.panel.merits import weighed
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.quorum import panel_type, type_of
from riskpanel.referrals.models import Referral
from riskpanel.referrals.sent import file_of
from riskpanel.terms.words import wanted
from riskpanel.users import queries as users
from riskpanel.web.access import lets, user
from riskpanel.web.editing import conflict, expect_unchanged, show, values
from riskpanel.web.fields import value_of
from riskpanel.web.filters import date_words
from riskpanel.web.forms import Form
from riskpanel.workflow import MEETING

bp = Blueprint("panel", __name__)


def _to_meeting(meeting_id: uuid.UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".meeting", meeting_id=meeting_id), 303)


def _to_agenda(item: AgendaItem, said: str) -> ResponseReturnValue:
    """Back to the sitting while it is under way, to the meeting's plan before."""
    if item.meeting.state != "open":
        return _to_meeting(item.meeting_id, said)
    flash(said, "success")
    return redirect(url_for("sitting.sitting", meeting_id=item.meeting_id), 303)


def _case_page(item: AgendaItem, form: Form, title: str, **more: Any) -> ResponseReturnValue:
    """A form about one case, under the banner of the person."""
    person = item.referral.person
    return show("_form_page.html", form, title=title, caption=f"{person.known_as}, {item.referral.reference}",
                about=papers.banner(person), back=url_for(".meeting", meeting_id=item.meeting_id), item=item, **more)


# ---- Meetings

@bp.get("/meetings")
@lets(Action.SEE_MEETING)
def meetings() -> ResponseReturnValue:
    coming, past = queries.meetings(user())
    return show("panel/meetings.html", coming=coming, past=past, states=MEETING.states)


@bp.get("/meetings/plan")
@lets(Action.PLAN_MEETING)
def plan_where() -> ResponseReturnValue:
    own = [team for team in users.panels() if team.id in user().team_ids]
    if len(own) == 1:
        return redirect(url_for(".plan", team_id=own[0].id), 303)
    return show("panel/which_panel.html", title="Plan a meeting", panels=own, back=url_for(".meetings"))


@bp.route("/meetings/plan/<uuid:team_id>", methods=["GET", "POST"])
@lets(Action.PLAN_MEETING)
def plan(team_id: uuid.UUID) -> ResponseReturnValue:
    team = users.panel_team(team_id)
    form = forms.plan_form(users.members_of(team_id))
    if form.validate_on_submit():
        made = services.plan_meeting(team, form.plan, by=user())
        return _to_meeting(made.id, "The meeting is planned. Next, put cases on its agenda.")
    return show("_form_page.html", form, title="Plan a meeting", caption=team.name, submit_text="Plan this meeting",
                intro=wanted(type_of(team)), meeting=team, back=url_for(".meetings"))


@bp.route("/meetings/<uuid:meeting_id>/change", methods=["GET", "POST"])
@lets(Action.PLAN_MEETING)
def change(meeting_id: uuid.UUID) -> ResponseReturnValue:
    meeting = queries.meeting(meeting_id, user())
    form = forms.plan_form(users.members_of(meeting.team_id), meeting)
    if form.validate_on_submit():
        _expect_plan(form, meeting)
        services.change_plan(meeting, form.plan, by=user())
        return _to_meeting(meeting_id, "Saved.")
    return show("_form_page.html", form, title="Change this meeting", caption=meeting.reference, submit_text="Save",
                intro=wanted(panel_type(meeting)), meeting=meeting, back=url_for(".meeting", meeting_id=meeting_id))


def _expect_plan(form: forms.PlanForm, meeting: Meeting) -> None:
    if form.version_seen not in (0, meeting.version):
        stands = forms.planned(meeting) | {"on": forms.planned(meeting)["on"].isoformat()}
        pairs = [(field, stands[field.short_name], value_of(field)) for field in form.shown]
        conflict(form, meeting.version, [one for one in pairs if (one[1] or None) != (one[2] or None)], "")


@bp.get("/meetings/<uuid:meeting_id>")
@lets(Action.SEE_MEETING)
def meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.meeting(meeting_id, user())
    require(user(), Action.SEE_MEETING, found)
    trail.look(Action.SEE_MEETING, found, by=user())
    forecast = found.state == "planned"
    return show("panel/meeting.html", meeting=found, kind=panel_type(found), state=MEETING.states[found.state],
                when=agendas.when_words(found), deadlines=pages.deadlines(found) if forecast else [],
                lines=agendas.agenda(found, user()), is_planned=forecast,
                is_open=found.state == "open", is_live=found.state != "closed", part_words=forms.part_words,
                quorum=pages.quorum_told(found),
                wrong=forecasts.what_would_go_wrong(found, user()) if forecast else [], reference=found.reference,
                to_declare=pages.to_declare(found, user()), back=url_for(".meetings"))


@bp.post("/meetings/<uuid:meeting_id>/open")
@lets(Action.OPEN_MEETING)
def open_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    services.open_meeting(queries.meeting(meeting_id, user()), by=user())
    flash("The meeting is open.", "success")
    return redirect(url_for("sitting.sitting", meeting_id=meeting_id), 303)


@bp.post("/meetings/<uuid:meeting_id>/close")
@lets(Action.CLOSE_MEETING)
def close_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    services.close_meeting(queries.meeting(meeting_id, user()), by=user())
    return _to_meeting(meeting_id, "The meeting is closed. Its quorum is kept as it was.")


@bp.route("/meetings/<uuid:meeting_id>/attendance", methods=["GET", "POST"])
@lets(Action.RECORD_ATTENDANCE)
def attendance(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.meeting(meeting_id, user())
    invited = pages.invited_to(found, user())
    form = forms.attendance_form(invited)
    if form.validate_on_submit():
        _expect_attendance(form, invited)
        services.record_attendance(found, forms.attendance_given(form, invited), by=user())
        return _to_meeting(meeting_id, "Attendance is recorded.")
    return show("_form_page.html", form, title="Who came", caption=found.reference, submit_text="Save", meeting=found,
                back=url_for(".meeting", meeting_id=meeting_id))


def _expect_attendance(form: Form, invited: list[Any]) -> None:
    version = sum(one.version for one in invited)
    if form.version_seen not in (0, version):
        pairs = [(field, one.came, value_of(field)) for field, one in zip(form.shown, invited, strict=True)]
        conflict(form, version, [one for one in pairs if (one[1] or None) != (one[2] or None)], "")


# ---- The agenda

@bp.route("/meetings/<uuid:meeting_id>/list", methods=["GET", "POST"])
@lets(Action.LIST_REFERRAL)
def list_case(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.meeting(meeting_id, user())
    waiting = {str(one.id): one for one in queries.waiting(found, user())}
    form = forms.list_form({id: f"{one.person.known_as}, {one.reference}" for id, one in waiting.items()},
                           {id: _hint(one) for id, one in waiting.items()}, panel_type(found).sits.minutes)
    if waiting and form.validate_on_submit():
        for id in form.referral_id.data:
            services.list_referral(found, waiting[id], form.minutes.data, by=user())
        return _to_meeting(meeting_id, "Put on the agenda. Next, invite those whom the cases concern.")
    return show("panel/list_case.html", form, title="Put cases on the agenda", caption=found.reference,
                waiting=waiting, meeting=found, intro=pages.lateness(found), submit_text="Put on the agenda",
                back=url_for(".meeting", meeting_id=meeting_id))


def _hint(referral: Referral) -> str:
    urgent = "Urgent. " if referral.urgent else ""
    return f"{urgent}{referral.question} Sent {date_words(referral.submitted_at)}."


@bp.post("/items/<uuid:item_id>/move")
@lets(Action.LIST_REFERRAL)
def move(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    services.move(item, request.form.get("way") == "up", by=user())
    return redirect(url_for(".meeting", meeting_id=item.meeting_id), 303)


@bp.route("/items/<uuid:item_id>/length", methods=["GET", "POST"])
@lets(Action.LIST_REFERRAL)
def length(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    require(user(), Action.INVITE, item)
    form = forms.LengthForm(obj=item)
    if form.validate_on_submit():
        services.set_minutes(item, form.minutes.data, by=user())
        return _to_meeting(item.meeting_id, "Saved.")
    return _case_page(item, form, "Set the time", submit_text="Save")


@bp.route("/items/<uuid:item_id>/defer", methods=["GET", "POST"])
@lets(Action.DEFER_ITEM)
def defer(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    form = forms.DeferForm()
    if form.validate_on_submit():
        services.defer(item, form.reason.data, by=user())
        return _to_agenda(item, "The case is deferred. The referral waits again, in its old place.")
    return _case_page(item, form, "Defer this case", submit_text="Defer")


@bp.route("/items/<uuid:item_id>/withdraw", methods=["GET", "POST"])
@lets(Action.WITHDRAW_REFERRAL)
def withdraw(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    form = forms.WithdrawForm()
    if form.validate_on_submit():
        services.withdraw(item, form.reason.data, by=user())
        return _to_agenda(item, "The referral is withdrawn.")
    return _case_page(item, form, "Withdraw this referral", submit_text="Withdraw")


# ---- Who is asked, and who has an interest

@bp.route("/items/<uuid:item_id>/invite", methods=["GET", "POST"])
@lets(Action.INVITE)
def invite(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    require(user(), Action.INVITE, item)
    form = forms.invitation_form(_around(item))
    if form.validate_on_submit():
        made = services.invite(item, values(form), by=user())
        flash("Invited. The letter is below, ready to print.", "success")
        return redirect(url_for("invitations.letter", invitation_id=made.id), 303)
    return _case_page(item, form, "Invite somebody to this case", submit_text="Invite")


def _around(item: AgendaItem) -> dict[str, str]:
    """Those who may be asked: the person, those around them, who decides and who referred."""
    referral = item.referral
    known = {referral.person.known_as: f"{referral.person.known_as}, the person"} | around(referral.person)
    decider = referral.decision.decider
    decides = {decider: f"{decider}, who decides"} if decider else {}
    return known | decides | {referral.referred_by.name: f"{referral.referred_by.name}, who referred"}


@bp.route("/invitations/<uuid:invitation_id>", methods=["GET", "POST"])
@lets(Action.INVITE)
def invitation(invitation_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.invitation(invitation_id, user())
    item = queries.item(found.item_id or found.id, user())
    require(user(), Action.INVITE, item)
    form = forms.invitation_form(_around(item), found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change_invitation(found, values(form), by=user())
        return _to_meeting(found.meeting_id, "Saved.")
    return _case_page(item, form, "Change how somebody takes part", submit_text="Save")


@bp.route("/items/<uuid:item_id>/interest", methods=["GET", "POST"])
@lets(Action.DECLARE_INTEREST)
def interest(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    require(user(), Action.DECLARE_INTEREST, item.meeting)
    form = forms.InterestForm()
    if form.validate_on_submit():
        services.declare_interest(item, form.declared.data == "yes", form.what.data or "", by=user())
        return _after_declaring(item)
    own = next((one for one in item.interests if one.user_id == user().id), None)
    return show("panel/interest.html", form, title="Declare your interest", item=item, own=own, submit_text="Declare",
                known=user().id not in item.interested_ids, back=url_for(".meeting", meeting_id=item.meeting_id))


def _after_declaring(item: AgendaItem) -> ResponseReturnValue:
    """On to the next case of which they have yet to say; then back to where the meeting is."""
    left = pages.to_declare(item.meeting, user())
    if not left:
        return _to_agenda(item, "Your declaration is recorded.")
    flash(f"Your declaration for {item.referral.reference} is recorded. The next case is below.", "success")
    return redirect(url_for(".interest", item_id=left[0].id), 303)


# ---- A case: its papers and its record

def _declare_first(item: AgendaItem) -> ResponseReturnValue:
    flash("Before the papers: say whether you have an interest in this case.", "message")
    return redirect(url_for(".interest", item_id=item.id), 303)


@bp.get("/items/<uuid:item_id>/pack")
@lets(Action.SEE_PACK)
def pack(item_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.pack(item_id, user())
    require(user(), Action.SEE_PACK, item)
    if pages.is_to_declare(item, user()):
        return _declare_first(item)
    trail.look(Action.SEE_PACK, item, by=user())
    return show("panel/pack.html", item=item, papers=papers.papers(item, queries.records(item)),
                title=f"Papers: {item.referral.person.known_as}", about=papers.banner(item.referral.person),
                reference=item.referral.reference, back=url_for(".meeting", meeting_id=item.meeting_id))


@bp.get("/items/<uuid:item_id>/sent/<uuid:contribution_id>")
@lets(Action.SEE_PACK)
def sent_file(item_id: uuid.UUID, contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A file that somebody sent, for those who sit and have said that they have no interest in the case."""
    item = queries.item(item_id, user())
    require(user(), Action.SEE_PACK, item)
    one = next((one for one in item.referral.sent if one.id == contribution_id), None)
    if one is None or pages.is_to_declare(item, user()):
        raise NotFound()
    trail.look(Action.SEE_PACK, one, by=user())
    return file_of(one)


@bp.get("/items/<uuid:item_id>/pack/<uuid:record_id>")
@lets(Action.SEE_PACK)
def pack_record(item_id: uuid.UUID, record_id: uuid.UUID) -> ResponseReturnValue:
    item = queries.item(item_id, user())
    require(user(), Action.SEE_PACK, item)
    record = next((one for one in queries.records(item) if one.id == record_id), None)
    if record is None or pages.is_to_declare(item, user()):
        raise NotFound()
    trail.look(Action.SEE_PACK, record, by=user())
    return show("panel/pack_record.html", record=record, item=item, frozen=thawed(weighed(record.frozen or {})),
                reference=record.reference, about=papers.banner(item.referral.person), law_as_at=record.law_as_at,
                back=url_for(".pack", item_id=item_id))
