"""Pages of the trail."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail as chain
from riskpanel.actions import Action
from riskpanel.oversight import queries
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.filters import datetime_words
from riskpanel.web.pages import pages_of

bp = Blueprint("oversight", __name__)
UNSAID = ("asked", "endpoint")  # told in words, or the program's own name for a page


@bp.get("/trail")
@lets(Action.SEE_TRAIL)
def trail() -> ResponseReturnValue:
    number = min(max(request.args.get("page", 1, int), 1), 100_000)
    count = queries.count()
    pages = pages_of(count, queries.PAGE, number)
    return show("oversight/trail.html", events=queries.events(number), said=queries.SAID, told=in_words, count=count,
                pages=pages)


def in_words(details: Mapping[str, Any]) -> str:
    """What an event holds beside who and when: what was asked for in words, then each mark as it is kept."""
    asked = queries.SAID.get(str(details.get("asked", "")), "")
    marks = [f"{key.replace('_', ' ')}: {value}" for key, value in details.items() if value and key not in UNSAID]
    return "; ".join([*([f"Asked to: {asked[0].lower()}{asked[1:]}"] if asked else []), *marks])


@bp.get("/trail/verify")
@lets(Action.SEE_TRAIL)
def verify() -> ResponseReturnValue:
    return show("oversight/verify.html", last=as_told(queries.last_check()))


@bp.post("/trail/verify")
@lets(Action.VERIFY_TRAIL)
def check() -> ResponseReturnValue:
    chain.check(current_app.extensions["riskpanel"].home, by=user())
    return redirect(url_for(".verify"), 303)


def as_told(event: chain.TrailEvent | None) -> str:
    """What the last check found and when, in words."""
    if event is None:
        return "It has not been checked yet."
    events, broken = event.details["events"], event.details["broken_at"]
    found = f"it was whole, with {events} events" if event.details["whole"] else "it was not whole"
    where = f": it breaks at event {broken} of {events}" if broken else ""
    return f"When it was last checked, on {datetime_words(event.at)}, {found}{where}."
