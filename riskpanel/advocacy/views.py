"""Pages about advocates."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.advocacy import forms, pages, services
from riskpanel.advocacy.due import WAYS, Due
from riskpanel.advocacy.pages import advocate_url
from riskpanel.decisions import queries as decisions
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people import queries
from riskpanel.people.models import Advocate, Person
from riskpanel.people.pages import about
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.workflow import ADVOCATE

bp = Blueprint("advocacy", __name__)


def _around(person: Person, **more: Any) -> dict[str, Any]:
    """What every page about an advocate is given."""
    return {"about": about(person), "reference": person.reference, "law_as_at": rules().law_as_at,
            "caption": f"Advocate for {person.known_as}"} | more


@bp.route("/people/<uuid:person_id>/advocates/ask", methods=["GET", "POST"])
@lets(Action.ASK_ADVOCATE)
def ask(person_id: uuid.UUID) -> ResponseReturnValue:
    person = queries.person(person_id, user())
    require(user(), Action.ASK_ADVOCATE, person)
    way, decision = _way(), _decision(person)
    form = forms.dated_today(forms.AskForm(data=_known(way)))
    if form.validate_on_submit():
        made = services.ask(person, values(form), decision=decision, by=user())
        flash("Recorded. The wait is now shown wherever the person’s name is.", "success")
        return redirect(advocate_url(made), 303)
    back = url_for("decisions.decision", decision_id=decision.id) if decision else url_for("people.person",
                                                                                           person_id=person_id)
    return show("advocacy/ask.html", form, title="Ask for an advocate", way=way and pages.due_words(way), back=back,
                **_around(person))


def _way() -> Due | None:
    """The way in which one may be due that the page was opened for."""
    return next((way for way in WAYS if way.id == request.args.get("due")), None)


def _known(way: Due | None) -> dict[str, str]:
    """What the record says already, to be changed freely."""
    if way is None:
        return {}
    return {"kind": way.kind, "duty": way.duty, "because": f"{way.because[0].upper()}{way.because[1:]}."}


def _decision(person: Person) -> Decision | None:
    """The decision that the page was opened from, where it was opened from one of this person's."""
    try:
        found = decisions.decision(uuid.UUID(request.args["decision"]), user())
    except (KeyError, ValueError, NotFound):
        return None
    return found if found.person_id == person.id else None


@bp.get("/advocates/<uuid:advocate_id>")
@lets(Action.SEE_PERSON)
def advocate(advocate_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(advocate_id)
    return show("advocacy/advocate.html", title=found.name or "An advocate asked for", rows=pages.rows(found),
                steps=pages.steps(found, user()), back=url_for("people.person", person_id=found.person_id),
                **_around(found.person))


def _seen(advocate_id: uuid.UUID) -> Advocate:
    found = queries.advocate(advocate_id, user())
    if request.method == "GET":
        trail.look(Action.SEE_PERSON, found.person, by=user())
    return found


@bp.route("/advocates/<uuid:advocate_id>/<step>", methods=["GET", "POST"])
@lets(Action.SEE_PERSON)
def step(advocate_id: uuid.UUID, step: str) -> ResponseReturnValue:
    if step not in forms.STEPS:
        raise NotFound()
    title, made = forms.STEPS[step]
    found = _seen(advocate_id)
    require(user(), made.action, found)
    ADVOCATE.after(made.action, found.state)
    form = forms.dated_today(made(obj=found))
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.move(found, made.action, values(form), by=user())
        flash("Saved.", "success")
        return redirect(advocate_url(found), 303)
    return show("advocacy/step.html", form, title=title, report=found.report, back=advocate_url(found),
                **_around(found.person))
