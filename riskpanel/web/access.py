"""Permission at the door: every route declares an action, and one that declares nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.web import kept

BY_NAME = {action.value: action for action in Action}
View = TypeVar("View", bound=Callable[..., Any])


def lets(action: Action) -> Callable[[View], View]:
    """Declare what a view lets people do; the door checks the role, the service checks the thing itself."""

    def mark(view: View) -> View:
        view.lets = action  # type: ignore[attr-defined]
        return view

    return mark


def action_of(endpoint: str) -> Action | None:
    """The action a route declares; static files are public."""
    if endpoint == "static":
        return Action.OPEN_DOOR
    return getattr(current_app.view_functions[endpoint], "lets", None)


def user() -> Any:
    """Whoever is signed in. Only for views that the door has let through."""
    return cast(Any, current_user)._get_current_object()


def check_door() -> ResponseReturnValue | None:
    """Refuse what declares nothing, send strangers to sign in (keeping what they typed), refuse other roles."""
    if request.endpoint is None:
        return None
    action = action_of(request.endpoint)
    if action is None:
        abort(403)
    if action in access.PUBLIC:
        return None
    if not current_user.is_authenticated:
        return kept.ask_to_sign_in() if request.method == "POST" else redirect(kept.sign_in_url())
    access.require(user(), action)
    return None


def install(app: Flask) -> None:
    app.before_request(check_door)
    app.jinja_env.globals["may"] = may


def may(action: str, subject: Any = None) -> bool:
    """For templates: may whoever is signed in do this? `action` is the noun and verb, such as "person:change"."""
    return access.may(user(), BY_NAME[action], subject)
