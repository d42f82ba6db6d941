"""The blueprint that every page of a challenge joins, and what those pages share."""

from typing import Any

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import letter as letters
from riskpanel.challenges import queries, services
from riskpanel.challenges.models import Challenge
from riskpanel.documents.blocks import Document
from riskpanel.people.pages import about
from riskpanel.rulebook.current import rules
from riskpanel.web.access import user
from riskpanel.web.editing import show
from riskpanel.web.forms import Form
from riskpanel.workflow import CHALLENGE as LIFE

bp = Blueprint("challenges", __name__)


def found_for(challenge_id: Any, action: Action) -> Challenge:
    """The challenge, once it is clear that the user may do this to it now."""
    return allowed(queries.challenge(challenge_id, user()), action)


def allowed(found: Challenge, action: Action) -> Challenge:
    require(user(), action, found)
    LIFE.after(action, found.state)
    return found


def shown(template: str, challenge: Challenge, form: Form | None = None, **more: Any) -> ResponseReturnValue:
    """A page about one challenge; that it was looked at goes to the trail."""
    trail.look(Action.SEE_CHALLENGE, challenge, by=user())
    return show(template, form, challenge=challenge, about=about(challenge.person), reference=challenge.reference,
                law_as_at=rules().law_as_at, **more)


def letter_now(challenge: Challenge) -> letters.Letter:
    return services.draft_letter(challenge)


def document(challenge: Challenge, letter: letters.Letter) -> Document:
    """The letter as it prints, under this authority's name."""
    return letters.document_of(letter, challenge, current_app.extensions["riskpanel"].authority)
