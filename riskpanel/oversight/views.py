"""Pages of the trail."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from riskpanel import trail as chain
from riskpanel.actions import Action
from riskpanel.oversight import queries
from riskpanel.web.access import lets
from riskpanel.web.editing import show
from riskpanel.web.pages import pages_of

bp = Blueprint("oversight", __name__)


@bp.get("/trail")
@lets(Action.SEE_TRAIL)
def trail() -> ResponseReturnValue:
    number = min(max(request.args.get("page", 1, int), 1), 100_000)
    count = queries.count()
    pages = pages_of(count, queries.PAGE, number)
    return show("oversight/trail.html", events=queries.events(number), said=queries.SAID, count=count, pages=pages)


@bp.get("/trail/verify")
@lets(Action.SEE_TRAIL)
def verify() -> ResponseReturnValue:
    return show("oversight/verify.html", found=chain.verify())
