"""What every page is given: the service's name, navigation by role, messages, the date of the law, static files."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, get_flashed_messages, request, url_for
from flask_login import current_user

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.rulebook.current import law_as_at
from riskpanel.web import once


@dataclass(frozen=True)
class Place:
    """A link in the navigation, shown to those who may use it. `also` names the features whose pages are there too."""

    text: str
    endpoint: str
    action: Action
    also: tuple[str, ...] = ()


PLACES = (
    Place("My work", "work.my_work", Action.SEE_OWN_WORK),
    Place("People", "people.find", Action.FIND_PEOPLE),
    Place("Challenges", "lists.challenges", Action.SEE_CHALLENGE, ("challenges",)),
    Place("Queue", "queue.queue", Action.SEE_QUEUE),
    Place("Meetings", "panel.meetings", Action.SEE_MEETING),
    Place("Guidance", "guidance.index", Action.READ_GUIDANCE),
    Place("Rules", "keeping.catalogue", Action.SEE_RULES),
    Place("Trail", "oversight.trail", Action.SEE_TRAIL),
    Place("Outbox", "messages.outbox", Action.SEE_OUTBOX),
    Place("Accounts", "users.accounts", Action.MANAGE_USERS),
)


def navigation() -> list[dict[str, Any]]:
    """The links this user may follow, the present one marked."""
    if not current_user.is_authenticated:
        return []
    here = (request.endpoint or "").partition(".")[0]
    return [{"text": place.text, "href": url_for(place.endpoint), "current": _is_here(place, here)}
            for place in PLACES if access.may(current_user, place.action)
            and place.endpoint in current_app.view_functions]


def _is_here(place: Place, here: str) -> bool:
    return here in (place.endpoint.partition(".")[0], *place.also)


@cache
def _stamp(file: Path, _modified: float) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """A static file's address, with a stamp of its content so that it can be kept for long."""
    file = Path(current_app.static_folder or "") / name
    stamp = _stamp(file, file.stat().st_mtime) if file.exists() else "absent"
    return url_for("static", filename=name, v=stamp)


def _given() -> dict[str, Any]:
    config = current_app.extensions["riskpanel"]
    return {
        "service": {"name": "riskpanel", "authority": config.authority},
        "navigation": navigation(),
        "user": current_user if current_user.is_authenticated else None,
        "account": _account(),
        "messages": get_flashed_messages(with_categories=True),
        "demonstration": config.demonstration,
        "law_as_at": law_as_at(),
    }


def _account() -> list[dict[str, str]]:
    """Signing out is a form, on a page of its own, so that a link cannot do it."""
    if not current_user.is_authenticated:
        return []
    return [{"text": "Sign out", "href": url_for("users.leave")}]


@dataclass(frozen=True)
class Pages:
    """Where we are in a long list, and the addresses of the pages around."""

    previous: str | None
    next: str | None
    shown: str


def pages_of(count: int, size: int, number: int, more: bool | None = None) -> Pages:
    """Pagination for the present address; `number` counts from 1.

    `more` says whether there is a next page where `count` was only counted so far.
    """
    def address(page: int) -> str:
        return url_for(request.endpoint or "", **{**(request.view_args or {}), **request.args.to_dict(), "page": page})

    last = min(number * size, count)
    more = last < count if more is None else more
    shown = f"{(number - 1) * size + 1} to {last} of {count}" if count > size and last else ""
    return Pages(address(number - 1) if number > 1 else None, address(number + 1) if more else None, shown)


def install(app: Flask) -> None:
    app.context_processor(_given)
    helpers: dict[str, Callable[..., Any]] = {"asset": asset, "once": once.fresh}
    app.jinja_env.globals.update(helpers)
