"""Pages that pause the clock of a challenge and start it again."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.challenges import pausing, queries
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.pages import due, where_it_stands
from riskpanel.clocks import pages
from riskpanel.clocks.forms import PauseForm
from riskpanel.people.pages import about
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.filters import date_words
from riskpanel.web.forms import Form

bp = Blueprint("clocks", __name__)
PAUSING = ("While the clock is paused nobody is reminded and nothing goes further by itself. The working days that are "
           "left now are kept.", "A pause never holds up safeguarding, a complaint, legal advice or the court.")


def _found(challenge_id: uuid.UUID, action: Action) -> Challenge:
    """The challenge, once it is clear that the user may do this to its clock now."""
    found = queries.challenge(challenge_id, user())
    pausing.expect(action, found, by=user())
    return found


@bp.route("/challenges/<uuid:challenge_id>/clock/pause", methods=["GET", "POST"])
@lets(Action.PAUSE_CLOCK)
def pause(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _found(challenge_id, Action.PAUSE_CLOCK), PauseForm()
    if form.validate_on_submit():
        pausing.pause(found, str(form.because.data), form.again_on.data, by=user())
        return _done(found, f"Paused. The clock starts again by itself on {date_words(found.clock_again_on)}.")
    return _act(found, form, "Pause the clock", "Pause the clock", (where_it_stands(found), *PAUSING))


@bp.route("/challenges/<uuid:challenge_id>/clock/resume", methods=["GET", "POST"])
@lets(Action.RESUME_CLOCK)
def resume(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _found(challenge_id, Action.RESUME_CLOCK), Form()
    if form.validate_on_submit():
        pausing.resume(found, by=user())
        return _done(found, f"The clock runs again. {found.owed_by} owes an answer by {due(found.answer_due_on)}.")
    return _act(found, form, "Start the clock again", "Start it again", pages.before_resuming(found))


def _done(challenge: Challenge, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(_address(challenge), 303)


def _address(challenge: Challenge) -> str:
    return url_for("challenges.challenge", challenge_id=challenge.id)


def _act(challenge: Challenge, form: Form, title: str, submit_text: str, intro: Any) -> ResponseReturnValue:
    """The page of one thing done to a clock."""
    return show("_form_page.html", form, title=title, caption=challenge.reference, submit_text=submit_text,
                intro=intro, about=about(challenge.person), back=_address(challenge))
