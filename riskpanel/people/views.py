"""Pages about people."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.actions import Action
from riskpanel.people import forms, queries, services
from riskpanel.people.models import Connection, Person
from riskpanel.people.pages import about
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.web.forms import Form
from riskpanel.web.pages import pages_of
from riskpanel.web.sections import sections

bp = Blueprint("people", __name__)
INFORMAL = ("family", "friend", "neighbour", "community")


@bp.get("/people")
@lets(Action.FIND_PEOPLE)
def find() -> ResponseReturnValue:
    words = request.args.get("words", "")[:200].replace("\x00", "")
    number = min(max(request.args.get("page", 1, int), 1), 10_000)
    people, count = queries.search(words, user(), number)
    pages = pages_of(count, queries.PAGE, number)
    return show("people/find.html", people=people, count=count, words=words, pages=pages)


@bp.route("/people/add", methods=["GET", "POST"])
@lets(Action.ADD_PERSON)
def add() -> ResponseReturnValue:
    form = forms.NewPersonForm()
    if form.validate_on_submit():
        given = values(form)
        person = services.add_person(given | {"restricted": bool(given["restricted"])}, by=user())
        flash("The record has been started. Next, who are they in their own words?", "success")
        return redirect(url_for(".about_me", person_id=person.id), 303)
    return show("_form_page.html", form, title="Add a person", submit_text="Add this person",
                intro=["Their name is enough to begin. Search first, in case there is a record already."])


@bp.get("/people/<uuid:person_id>")
@lets(Action.SEE_PERSON)
def person(person_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.person(person_id, user())
    trail.look(Action.SEE_PERSON, found, by=user())
    return show("people/person.html", person=found, about=about(found), around=_around(found),
                authority_words=(forms.AUTHORITIES, forms.STATES), sections=sections("person", found, user()))


def _around(person: Person) -> list[Connection]:
    """The people around the person, informal before formal."""
    return sorted(person.connections, key=lambda one: one.kind not in INFORMAL)


@bp.route("/people/<uuid:person_id>/about-me", methods=["GET", "POST"])
@lets(Action.CHANGE_PERSON)
def about_me(person_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.person(person_id, user())
    return _change(found, forms.AboutMeForm(obj=found), "About me")


@bp.route("/people/<uuid:person_id>/details", methods=["GET", "POST"])
@lets(Action.CHANGE_PERSON)
def details(person_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.person(person_id, user())
    return _change(found, forms.DetailsForm(obj=found), "Details")


def _change(person: Person, form: Form, title: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        expect_unchanged(person, form)
        services.change_person(person, values(form), by=user())
        flash("Saved.", "success")
        return redirect(url_for(".person", person_id=person.id), 303)
    return _page(person, form, title)


def _page(person: Person, form: Form, title: str) -> ResponseReturnValue:
    back = url_for(".person", person_id=person.id)
    return show("_form_page.html", form, title=title, caption=person.known_as, about=about(person), back=back)


@bp.route("/people/<uuid:person_id>/around/add", methods=["GET", "POST"])
@lets(Action.ADD_CONNECTION)
def add_connection(person_id: uuid.UUID) -> ResponseReturnValue:
    return _add(person_id, forms.ConnectionForm(), services.add_connection, "Add somebody around the person")


@bp.route("/people/<uuid:person_id>/authorities/add", methods=["GET", "POST"])
@lets(Action.ADD_AUTHORITY)
def add_authority(person_id: uuid.UUID) -> ResponseReturnValue:
    return _add(person_id, forms.AuthorityForm(), services.add_authority,
                "Add an attorney, deputy or advance decision")


def _add(person_id: uuid.UUID, form: Form, service: Any, title: str) -> ResponseReturnValue:
    found = queries.person(person_id, user())
    if form.validate_on_submit():
        service(found, values(form), by=user())
        flash("Added.", "success")
        return redirect(url_for(".person", person_id=person_id), 303)
    return _page(found, form, title)


@bp.route("/around/<uuid:connection_id>", methods=["GET", "POST"])
@lets(Action.CHANGE_CONNECTION)
def change_connection(connection_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.connection(connection_id, user())
    return _change_part(found, forms.ConnectionForm(obj=found), services.change_connection,
                        "Change somebody around the person")


@bp.route("/authorities/<uuid:authority_id>", methods=["GET", "POST"])
@lets(Action.CHANGE_AUTHORITY)
def change_authority(authority_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.authority(authority_id, user())
    return _change_part(found, forms.AuthorityForm(obj=found), services.change_authority,
                        "Change an attorney, deputy or advance decision")


def _change_part(part: Any, form: Form, service: Any, title: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        expect_unchanged(part, form)
        service(part, values(form), by=user())
        flash("Saved.", "success")
        return redirect(url_for(".person", person_id=part.person_id), 303)
    return _page(part.person, form, title)
