"""Every route declares what it lets people do, and lets in exactly those to whom it is granted."""

import uuid
from functools import partial
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from riskpanel import access, db
from riskpanel.access import GRANTS, PUBLIC, Role
from riskpanel.actions import Action
from riskpanel.users import services as users
from tests.client import PASSWORD, Client
from tests.stories import World

MADE_UP = {"UUIDConverter": lambda: uuid.uuid4(), "IntegerConverter": lambda: 1, "UnicodeConverter": lambda: "nothing",
           "PathConverter": lambda: "nothing"}
SENT = ("GET", "POST")


def routes(app: Flask) -> list[Rule]:
    """Every route but the static files."""
    return sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=lambda rule: rule.rule)


def declared(app: Flask, rule: Rule) -> Action | None:
    return getattr(app.view_functions[rule.endpoint], "lets", None)


def address(app: Flask, rule: Rule) -> str:
    """The route's address, with made-up subjects where it has any."""
    given = {name: MADE_UP[type(kind).__name__]() for name, kind in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **given)


@pytest.fixture
def signed_in(app: Flask, people: World) -> "partial[Client]":
    """`signed_in(role)` is a browser signed in as a colleague who plays that role and no other."""

    def make(role: Role) -> Client:
        email = f"only-{role}@elmshire.example"
        db.begin(writing=True)
        users.add_user(email=email, name=f"Only {role}", job="One role", phone="", password=PASSWORD, roles={role},
                       teams=[people.teams["north"], people.teams["panel"]], by=people.adi)
        db.commit()
        return Client(app, email)

    return partial(make)


def test_every_route_declares_an_action(app: Flask) -> None:
    assert [rule.rule for rule in routes(app) if not isinstance(declared(app, rule), Action)] == []


def test_only_signing_in_and_public_pages_are_open_to_strangers(app: Flask) -> None:
    public = {rule.endpoint for rule in routes(app) if declared(app, rule) in PUBLIC}
    assert "users.sign_in" in public
    assert all(rule.methods is not None for rule in routes(app))


def test_no_route_is_declared_for_nobody(app: Flask) -> None:
    asked = {declared(app, rule) for rule in routes(app)} - PUBLIC
    assert asked <= set(GRANTS)


def test_a_stranger_is_sent_to_sign_in_wherever_they_go(app: Flask) -> None:
    stranger = app.test_client()
    for rule in routes(app):
        if declared(app, rule) in PUBLIC or "GET" not in (rule.methods or ()):
            continue
        answer = stranger.get(address(app, rule))
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), rule.rule


def sendable(app: Flask, method: str) -> list[Rule]:
    """The routes that take this method, but for those that would end the session the test is using."""
    return [rule for rule in routes(app) if method in (rule.methods or ()) and declared(app, rule) not in PUBLIC
            and not (method == "POST" and declared(app, rule) == Action.SIGN_OUT)]


def answer_to(client: Client, method: str, url: str, mark: str) -> Any:
    return client.http.open(url, method=method, data={"csrf_token": mark} if method == "POST" else None)


@pytest.mark.parametrize("method", SENT)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_in_exactly_where_it_is_granted(app: Flask, signed_in: Any, role: Role, method: str) -> None:
    client = signed_in(role)
    mark = client.form("/sign-out")["csrf_token"]
    wrong = {}
    for rule in sendable(app, method):
        action = declared(app, rule)
        answer = answer_to(client, method, address(app, rule), mark)
        refused = answer.status_code == 403
        if refused is (role in GRANTS[action]) or answer.status_code >= 500 or answer.status_code == 401:
            wrong[f"{method} {rule.rule}"] = (action, answer.status)
    assert wrong == {}


@pytest.mark.parametrize("role", list(Role))
def test_the_navigation_offers_only_pages_that_open(app: Flask, signed_in: Any, role: Role) -> None:
    client = signed_in(role)
    page = client.get("/")
    places = [rule for rule in routes(app) if not rule.arguments and "GET" in (rule.methods or ())]
    offered = [rule for rule in places if f'href="{rule.rule}"' in page]
    assert offered
    for rule in offered:
        assert client.http.get(rule.rule).status_code == 200, rule.rule


def test_what_is_not_declared_is_refused(people: World, own_app: Flask) -> None:
    own_app.add_url_rule("/undeclared", "undeclared", lambda: "open to all")
    assert Client(own_app, people.email("pru")).http.get("/undeclared").status_code == 403
    assert own_app.test_client().get("/undeclared").status_code == 403


def test_the_role_table_is_what_the_door_asks(people: World) -> None:
    assert access.may(people.sam, Action.FIND_PEOPLE)
    assert not access.may(people.adi, Action.FIND_PEOPLE)
