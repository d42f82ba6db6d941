"""The page of what is left to do after a meeting."""

import uuid

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.panel.agenda import when_words
from riskpanel.panel.queries import meeting as meeting_of
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.sections import sections

bp = Blueprint("afterwards", __name__)


@bp.get("/meetings/<uuid:meeting_id>/afterwards")
@lets(Action.SEE_AFTERWARDS)
def afterwards(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = meeting_of(meeting_id, user())
    require(user(), Action.SEE_AFTERWARDS, found)
    trail.look(Action.SEE_AFTERWARDS, found, by=user())
    told = sections("afterwards", found, user())
    return show("afterwards/afterwards.html", title="Afterwards", when=when_words(found), meeting=found,
                left=[one for one in told if one.lines], done=[one for one in told if not one.lines],
                advised=any(one.advice for one in found.items),
                reference=found.reference, back=url_for("panel.meeting", meeting_id=meeting_id))
