"""The blueprint of links: pages for colleagues, and the pages behind a link, which lead nowhere else."""

from flask import Blueprint, Response

from riskpanel.web.errors import own_page

bp = Blueprint("outside", __name__)
own_page("/outside/", "outside/problem.html")


@bp.after_request
def say_nothing_of_where_it_came_from(response: Response) -> Response:
    """A link's address is told to nobody by following another link from its page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
