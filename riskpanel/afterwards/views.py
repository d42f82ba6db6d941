"""The page of what is left to do after a meeting."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.calendar_file import MEDIA, Day, calendar_file
from riskpanel.messages.services import host
from riskpanel.panel.agenda import when_words
from riskpanel.panel.models import Meeting
from riskpanel.panel.queries import meeting as meeting_of
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.sections import dates, sections
from riskpanel.web.uploads import download

bp = Blueprint("afterwards", __name__)


@bp.get("/meetings/<uuid:meeting_id>/afterwards")
@lets(Action.SEE_AFTERWARDS)
def afterwards(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = _found(meeting_id)
    told = sections("afterwards", found, user())
    return show("afterwards/afterwards.html", title="Afterwards", when=when_words(found), meeting=found,
                left=[one for one in told if one.lines], done=[one for one in told if not one.lines],
                advised=any(one.advice for one in found.items),
                reference=found.reference, back=url_for("panel.meeting", meeting_id=meeting_id))


@bp.get("/meetings/<uuid:meeting_id>/dates.ics")
@lets(Action.SEE_AFTERWARDS)
def days(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Every day that follows from the meeting, for a calendar: by reference, with nobody named."""
    found = _found(meeting_id)
    made = [Day(f"{one.uid}@{host()}", one.version, f"{one.title}: {one.reference}",
                "The list of what is left after the meeting says more. Sign in to read it.", one.on, db.now())
            for one in dates("afterwards", found, user())]
    if not made:
        flash("No day is left to put in a calendar.", "message")
        return redirect(url_for(".afterwards", meeting_id=meeting_id), 303)
    return download(calendar_file(*made), f"after-{found.reference}.ics", MEDIA)


def _found(meeting_id: uuid.UUID) -> Meeting:
    found = meeting_of(meeting_id, user())
    require(user(), Action.SEE_AFTERWARDS, found)
    trail.look(Action.SEE_AFTERWARDS, found, by=user())
    return found
