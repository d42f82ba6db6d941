"""Pages of the register of restrictions."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import may, require
from riskpanel.actions import Action
from riskpanel.decisions import queries as decisions
from riskpanel.errors import NotFound
from riskpanel.people import queries as people
from riskpanel.people.models import Person
from riskpanel.people.pages import about
from riskpanel.restrictions import forms, pages, queries, services
from riskpanel.restrictions.models import Restriction
from riskpanel.restrictions.offered import offered
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.workflow import RESTRICTION

bp = Blueprint("restrictions", __name__)
CAPTION = "Restriction on {name}’s life"


def _around(person: Person, **more: Any) -> dict[str, Any]:
    """What every page of the register is given."""
    return {"about": about(person), "reference": person.reference, "law_as_at": rules().law_as_at,
            "caption": CAPTION.format(name=person.known_as)} | more


def _seen(restriction_id: uuid.UUID) -> Restriction:
    found = queries.restriction(restriction_id, user())
    if request.method == "GET":
        trail.look(Action.SEE_RESTRICTION, found, by=user())
    return found


def _person(person_id: uuid.UUID) -> Person:
    found = people.person(person_id, user())
    trail.look(Action.SEE_RESTRICTION, found, by=user())
    return found


@bp.get("/people/<uuid:person_id>/restrictions")
@lets(Action.SEE_RESTRICTION)
def register(person_id: uuid.UUID) -> ResponseReturnValue:
    person = _person(person_id)
    rows = queries.register(person, user())
    offers = offered(person, rows, user())
    return show("restrictions/register.html", person=person, tables=pages.tables(rows), offers=offers,
                may_add=may(user(), Action.ADD_RESTRICTION, person), liberty=pages.liberty_of(rows),
                back=url_for("people.person", person_id=person_id), **_around(person))


@bp.route("/people/<uuid:person_id>/restrictions/add", methods=["GET", "POST"])
@lets(Action.ADD_RESTRICTION)
def add(person_id: uuid.UUID) -> ResponseReturnValue:
    person = people.person(person_id, user())
    decision = _decision(person)
    form = forms.part_form("limit", person, user())
    if form.validate_on_submit():
        made = services.add(person, values(form), decision=decision, by=user())
        return redirect(pages.restriction_url(made, "change", part="reasons", then="next"), 303)
    return show("_form_page.html", form, title="Add a restriction", back=url_for(".register", person_id=person_id),
                intro=["Whoever imposed it, and even if it seems small. First what is limited; then why, by whom, and "
                       "when it ends."], **_around(person))


def _decision(person: Person) -> Any:
    """The decision that the page was opened from, where it was opened from one of this person's."""
    try:
        found = decisions.decision(uuid.UUID(request.args["decision"]), user())
    except (KeyError, ValueError, NotFound):
        return None
    return found if found.person_id == person.id else None


@bp.route("/people/<uuid:person_id>/restrictions/named-in-records", methods=["GET", "POST"])
@lets(Action.ADD_RESTRICTION)
def offers(person_id: uuid.UUID) -> ResponseReturnValue:
    person = people.person(person_id, user())
    waiting = offered(person, queries.register(person, user()), user())
    form = forms.offers_form(waiting)
    if form.validate_on_submit():
        made = services.take_up(person, [one for one in waiting if one.key in form.chosen.data], by=user())
        flash(f"Added to the register: {len(made)}. Complete what is missing in each.", "success")
        return redirect(url_for(".register", person_id=person_id), 303)
    return show("restrictions/offers.html", form, offers=pages.offers_said(waiting),
                title="Restrictions named in concluded records", back=url_for(".register", person_id=person_id),
                submit_text="Add these to the register", **_around(person))


@bp.get("/restrictions/<uuid:restriction_id>")
@lets(Action.SEE_RESTRICTION)
def restriction(restriction_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(restriction_id)
    return show("restrictions/restriction.html", page=pages.RestrictionPage(found, user()), restriction=found,
                title=found.what, back=url_for(".register", person_id=found.person_id), **_around(found.person))


@bp.route("/restrictions/<uuid:restriction_id>/<part>", methods=["GET", "POST"])
@lets(Action.CHANGE_RESTRICTION)
def change(restriction_id: uuid.UUID, part: str) -> ResponseReturnValue:
    if part not in forms.PARTS:
        raise NotFound()
    found = _seen(restriction_id)
    require(user(), Action.CHANGE_RESTRICTION, found)
    RESTRICTION.after(Action.CHANGE_RESTRICTION, found.state)
    form = forms.part_form(part, found.person, user(), found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change(found, values(form), by=user())
        return redirect(_after(found, part), 303)
    return show("_form_page.html", form, title=forms.PARTS[part][0], back=pages.restriction_url(found),
                intro=[found.what], **_around(found.person))


def _after(restriction: Restriction, part: str) -> str:
    """On to the next part while the restriction is being added, else back to its page."""
    order = list(forms.PARTS)
    following = order[order.index(part) + 1:]
    if request.args.get("then") == "next" and following:
        return pages.restriction_url(restriction, "change", part=following[0], then="next")
    flash("Saved.", "success")
    return pages.restriction_url(restriction)


@bp.route("/restrictions/<uuid:restriction_id>/look-again", methods=["GET", "POST"])
@lets(Action.REVIEW_RESTRICTION)
def look(restriction_id: uuid.UUID) -> ResponseReturnValue:
    found = _seen(restriction_id)
    require(user(), Action.REVIEW_RESTRICTION, found)
    RESTRICTION.after(Action.REVIEW_RESTRICTION, found.state)
    form = forms.look_form(found)
    if form.validate_on_submit():
        expect_unchanged(found, form)
        made = services.look_again(found, values(form), by=user())
        flash(f"Recorded: {pages.last_change(made.restriction).lower()}.", "success")
        return redirect(pages.restriction_url(found), 303)
    return show("restrictions/look.html", form, page=pages.RestrictionPage(found, user()), restriction=found,
                title="Look at this restriction again", back=pages.restriction_url(found), **_around(found.person))
