"""Pages of invitations: check and send a meeting's whole set, and one letter, to read, print or keep."""

import uuid

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.documents.blocks import Document
from riskpanel.documents.calendar_file import MEDIA, calendar_file
from riskpanel.documents.files import WORD
from riskpanel.documents.pdf import pdf
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.invitations import forms, letters, pages, queries, services
from riskpanel.messages.services import host
from riskpanel.panel import queries as panel
from riskpanel.panel.models import Attendance
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.uploads import download

bp = Blueprint("invitations", __name__)
WRITTEN_AS = {"pdf": (pdf, "application/pdf"), "docx": (word, WORD)}


def authority() -> str:
    return str(current_app.extensions["riskpanel"].authority)


# ---- The whole set of a meeting

@bp.get("/meetings/<uuid:meeting_id>/invitations")
@lets(Action.SEND_INVITATIONS)
def check(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEND_INVITATIONS, found)
    trail.look(Action.SEND_INVITATIONS, found, by=user())
    ones = services.every(found, user())
    return show("invitations/check.html", title="Invitations: check and send", meeting=found, head=pages.HEAD,
                rows=pages.rows(ones, authority()), is_live=found.state != "closed",
                on_paper=any(one.way != "email" for one in ones),
                back=url_for("panel.meeting", meeting_id=meeting_id))


@bp.post("/meetings/<uuid:meeting_id>/invitations")
@lets(Action.SEND_INVITATIONS)
def send(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    sent = services.send(found, services.every(found, user()), authority(), by=user())
    flash(pages.sent_words(sent), "success")
    return redirect(url_for(".check", meeting_id=meeting_id), 303)


@bp.get("/meetings/<uuid:meeting_id>/invitations.zip")
@lets(Action.SEND_INVITATIONS)
def letters_to_print(meeting_id: uuid.UUID) -> Response:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.SEND_INVITATIONS, found)
    trail.look(Action.SEND_INVITATIONS, found, by=user())
    made = pages.bundle(services.every(found, user()), authority(), host())
    return download(made, f"invitations-{found.reference}.zip", "application/zip")


@bp.get("/meetings/<uuid:meeting_id>/calendar.ics")
@lets(Action.SEE_MEETING)
def calendar(meeting_id: uuid.UUID) -> Response:
    """For those who sit: the whole meeting, for their own calendar."""
    found = panel.meeting(meeting_id, user())
    seat = next((one for one in found.sitting if one.user_id == user().id), None)
    if seat is None:
        raise NotFound()
    return _calendar(services.outgoing(seat, None))


def _calendar(one: services.Outgoing) -> Response:
    name = f"meeting-{one.invitation.meeting.reference}.ics"
    return download(calendar_file(services.appointment(one, host())), name, MEDIA)


# ---- One invitation

def _found(invitation_id: uuid.UUID) -> Attendance:
    found = queries.invitation(invitation_id, user())
    require(user(), Action.READ_INVITATION, found)
    trail.look(Action.READ_INVITATION, found, by=user())
    return found


def _document(found: Attendance) -> Document:
    if found.item is None:
        raise NotFound()
    return letters.document_of(found, found.item, request.args.get("read") == "easy", authority(), today())


@bp.get("/invitations/<uuid:invitation_id>/letter")
@lets(Action.READ_INVITATION)
def letter(invitation_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(invitation_id)
    easy = request.args.get("read") == "easy"
    arranges = access.may(user(), Action.INVITE, found.item)
    return show("invitations/letter.html", title="Invitation to the panel", told=_document(found).told(), easy=easy,
                invitation=found, read="easy" if easy else None, other=None if easy else "easy", arranges=arranges,
                reference=found.item.referral.reference if found.item else "",
                back=url_for("panel.meeting", meeting_id=found.meeting_id) if arranges else url_for("work.my_work"))


@bp.get("/invitations/<uuid:invitation_id>/letter.<ending>")
@lets(Action.READ_INVITATION)
def letter_file(invitation_id: uuid.UUID, ending: str) -> Response:
    if ending not in WRITTEN_AS:
        raise NotFound()
    found = _found(invitation_id)
    write, media = WRITTEN_AS[ending]
    reference = found.item.referral.reference if found.item else found.meeting.reference
    return download(write(_document(found)), f"invitation-{reference}.{ending}", media)


@bp.get("/invitations/<uuid:invitation_id>/calendar.ics")
@lets(Action.READ_INVITATION)
def own_calendar(invitation_id: uuid.UUID) -> Response:
    return _calendar(services.outgoing(_found(invitation_id), None))


@bp.route("/invitations/<uuid:invitation_id>/how", methods=["GET", "POST"])
@lets(Action.INVITE)
def how(invitation_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.invitation(invitation_id, user())
    require(user(), Action.INVITE, found.item)
    settled = queries.sending(found)
    form = forms.SendingForm(obj=settled or services.outgoing(found, None))
    if form.validate_on_submit():
        if settled:
            expect_unchanged(settled, form)
        services.settle(found, {name: value for name, value in values(form).items() if name != "checked"}, by=user())
        return redirect(url_for(".check", meeting_id=found.meeting_id), 303)
    return show("_form_page.html", form, title="How does this invitation go?", caption=found.called, submit_text="Save",
                back=url_for(".check", meeting_id=found.meeting_id))
