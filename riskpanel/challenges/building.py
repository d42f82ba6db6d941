"""The pages on which a challenge is written: their order, forms and words."""

from dataclasses import dataclass

from flask import url_for

from riskpanel.challenges import forms
from riskpanel.challenges.models import Challenge
from riskpanel.errors import NotFound
from riskpanel.web.forms import Form


@dataclass(frozen=True)
class BuilderPage:
    """One page of the builder; the evidence page has a list in place of a form."""

    id: str
    title: str
    form: type[Form] | None
    intro: tuple[str, ...] = ()


SAFETY = BuilderPage("safety", "Is anyone in danger now?", forms.SafetyForm)
PAGES = (
    BuilderPage("statement", "The statement you challenge", forms.StatementForm,
                ("What the decision's record says is here already. Change it if another statement is the point.",)),
    BuilderPage("reasoning", "Their reasons, then yours", forms.ReasoningForm,
                ("Their reasons come first. After them, write only under the headings where you differ.",)),
    BuilderPage("evidence", "Evidence", None),
    BuilderPage("person", "The person", forms.PersonForm,
                ("Tell them, ask them, and keep the argument away from them.",)),
    BuilderPage("ask", "What you ask for", forms.AskForm),
)
ORDER = tuple(page.id for page in PAGES)
BY_ID = {page.id: page for page in (SAFETY, *PAGES)}


def page_of(id: str) -> BuilderPage:
    """A page with a form. Raises NotFound."""
    found = BY_ID.get(id)
    if found is None or found.form is None:
        raise NotFound()
    return found


def address(challenge: Challenge, id: str) -> str:
    """Where a page of the builder is; what is not in the builder belongs to the decision itself."""
    places = {"evidence": "challenges.evidence", "check": "challenges.check"}
    if id in places:
        return url_for(places[id], challenge_id=challenge.id)
    if id not in BY_ID:
        return url_for("decisions.decision", decision_id=challenge.decision_id)
    return url_for("challenges.write", challenge_id=challenge.id, page=id)


def next_address(challenge: Challenge, id: str) -> str:
    """The page after this one; after the last, and after safety, the check."""
    return address(challenge, dict(zip(ORDER, (*ORDER[1:], "check"), strict=True)).get(id, "check"))


def back_address(challenge: Challenge, id: str) -> str:
    """The page before this one."""
    return address(challenge, dict(zip(ORDER[1:], ORDER, strict=False)).get(id, "check"))


def caption(id: str) -> str:
    return f"Page {ORDER.index(id) + 1} of {len(ORDER)}" if id in ORDER else "Constructive challenge"
