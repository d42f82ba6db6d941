"""Pages about an attorney, a deputy or an advance decision."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.authority import forms, pages, services
from riskpanel.decisions import queries as decisions
from riskpanel.errors import NotFound
from riskpanel.people import queries
from riskpanel.people.forms import AUTHORITIES
from riskpanel.people.models import Authority
from riskpanel.people.pages import about
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form

bp = Blueprint("authority", __name__)


def _around(found: Authority, **more: Any) -> dict[str, Any]:
    """What every page about a document is given."""
    return {"about": about(found.person), "reference": found.person.reference, "law_as_at": rules().law_as_at,
            "caption": AUTHORITIES[found.kind]} | more


def _seen(authority_id: uuid.UUID) -> Authority:
    found = queries.authority(authority_id, user())
    if request.method == "GET":
        trail.look(Action.SEE_PERSON, found.person, by=user())
    return found


@bp.get("/authorities/<uuid:authority_id>/where-it-stands")
@lets(Action.SEE_PERSON)
def authority(authority_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(authority_id)
    return show("authority/authority.html", title=found.holder or AUTHORITIES[found.kind], rows=pages.rows(found),
                unsettled=pages.unsettled(found), links=pages.links(found, user()),
                back=url_for("people.person", person_id=found.person_id), **_around(found))


@bp.route("/authorities/<uuid:authority_id>/<part>", methods=["GET", "POST"])
@lets(Action.CHECK_AUTHORITY)
def part(authority_id: uuid.UUID, part: str) -> ResponseReturnValue:
    found = _seen(authority_id)
    require(user(), Action.CHECK_AUTHORITY, found)
    if part not in forms.parts_of(found.kind):
        raise NotFound()
    title, made = forms.PARTS[part]
    form = made(obj=found, data=found.points if part == "points" else None)
    if form.validate_on_submit():
        _save(found, part, form)
        return redirect(pages.authority_url(found), 303)
    return show("_form_page.html", form, title=title, back=pages.authority_url(found), **_around(found))


def _save(found: Authority, part: str, form: Form) -> None:
    if part == "points":
        services.note(found, {"points": values(form)}, by=user())
    else:
        expect_unchanged(found, form)
        services.note(found, values(form), by=user())
    flash("Saved.", "success")


@bp.route("/authorities/<uuid:authority_id>/covers/<uuid:decision_id>", methods=["GET", "POST"])
@lets(Action.CHECK_AUTHORITY)
def covers(authority_id: uuid.UUID, decision_id: uuid.UUID) -> ResponseReturnValue:
    found, decision = _seen(authority_id), decisions.decision(decision_id, user())
    require(user(), Action.CHECK_AUTHORITY, found)
    form = forms.CoversForm(data={"covers": (found.covers or {}).get(str(decision_id))})
    back = url_for("decisions.decision", decision_id=decision_id)
    if form.validate_on_submit():
        services.say_covers(found, decision, form.covers.data, by=user())
        flash("Saved.", "success")
        return redirect(back, 303)
    return show("authority/covers.html", form, title="Does it cover this decision?", rows=pages.rows(found), back=back,
                unsettled=pages.unsettled(found), sentence=decision.sentence, href=pages.authority_url(found),
                **_around(found))
