"""The pages on which a challenge is written: their order, forms and words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel.challenges import forms, grounds
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.services import may_write_their_words
from riskpanel.errors import NotFound
from riskpanel.web.forms import Form

Maker = Callable[[Challenge, Any], Form]


@dataclass(frozen=True)
class BuilderPage:
    """One page of the builder, and how its form is made for a challenge and a user."""

    id: str
    title: str
    form: Maker
    intro: tuple[str, ...] = ()


def _reasoning(challenge: Challenge, user: Any) -> Form:
    return forms.ReasoningForm(obj=challenge).offering(grounds.offered(challenge, user))


def _person(challenge: Challenge, user: Any) -> Form:
    return forms.PersonForm(obj=challenge).for_somebody(may_write_their_words(challenge, user))


PAGES = (
    BuilderPage("safety", "Is anyone in danger now?", lambda challenge, user: forms.SafetyForm(obj=challenge)),
    BuilderPage("statement", "The statement you challenge", lambda challenge, user: forms.StatementForm(obj=challenge),
                ("What the decision's record says is here already. Change it if another statement is the point.",)),
    BuilderPage("reasoning", "Their reasons, then yours", _reasoning,
                ("Their reasons come first. After them, write only under the headings where you differ.",)),
    BuilderPage("person", "The person", _person,
                ("Tell them, ask them, and keep the argument away from them.",)),
    BuilderPage("ask", "What you ask for", lambda challenge, user: forms.AskForm(obj=challenge)),
)
ORDER = ("statement", "reasoning", "evidence", "person", "ask")
BY_ID = {page.id: page for page in PAGES}


def page_of(id: str) -> BuilderPage:
    """A page with a form of its own. Raises NotFound."""
    if id not in BY_ID:
        raise NotFound()
    return BY_ID[id]


def address(challenge: Challenge, place: str) -> str:
    """Where something is written: "page#field", "evidence:id", "part:key" of the letter, or the decision itself."""
    page, _, field = place.partition("#")
    kind, _, id = page.partition(":")
    at = f"#{field}" if field else ""
    if kind == "evidence" and id:
        return url_for("challenges.change_evidence", evidence_id=id) + at
    if kind == "part":
        return url_for("challenges.edit_part", challenge_id=challenge.id, key=id) + at
    if page in ("evidence", "check"):
        return url_for(f"challenges.{page}", challenge_id=challenge.id) + at
    if page not in BY_ID:
        return url_for("decisions.decision", decision_id=challenge.decision_id)
    return url_for("challenges.write", challenge_id=challenge.id, page=page) + at


def first_address(challenge: Challenge) -> str:
    """Where to go from the start: on, if the statement and the direction are there already."""
    return address(challenge, "reasoning" if challenge.statement and challenge.direction else "statement")


def next_address(challenge: Challenge, id: str) -> str:
    """The page after this one; after the last, and after safety, the check."""
    return address(challenge, dict(zip(ORDER, (*ORDER[1:], "check"), strict=True)).get(id, "check"))


def back_address(challenge: Challenge, id: str) -> str:
    """The page before this one."""
    return address(challenge, dict(zip(ORDER[1:], ORDER, strict=False)).get(id, "check"))


def caption(id: str) -> str:
    return f"Page {ORDER.index(id) + 1} of {len(ORDER)}" if id in ORDER else "Constructive challenge"
