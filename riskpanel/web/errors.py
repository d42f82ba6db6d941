"""Errors become pages here, once: what happened, what was kept, the next step. Refusals go to the trail."""

import uuid
from typing import Any

import sqlalchemy.exc
from flask import Flask, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.errors import Conflict, NotFound, NotNow, Refused, RiskPanelError
from riskpanel.web import kept, uploads

SENTENCES = {
    400: ("There is a problem with what was sent", "The page could not be understood."),
    403: ("You cannot do this", "This is not something your account can do."),
    404: ("Page not found", "This page does not exist, or it is not one you can see."),
    405: ("Page not found", "This page cannot be used in that way."),
    413: ("That was too much to send", "What was sent is larger than this page can take: 400,000 characters in all."),
    429: ("Too many tries", "Wait a few minutes and try again."),
}
NEXT = {
    403: ({"text": "If you think you should be able to, ask your manager, or the colleague who leads on this record"},),
    409: ({"text": "Go back and load the page again to see where it stands now"},),
    422: ({"text": "Go back in your browser and put right what is named above"},),
}
FAULT = ("Sorry, there is a problem with the service", "Something went wrong here that is not your fault.")


OWN_PAGES: dict[str, str] = {}


def own_page(path: str, template: str) -> None:
    """Whatever goes wrong under this path is told on a page of its own, which leads nowhere else."""
    OWN_PAGES[path] = template


def _own_template() -> str:
    return next((template for path, template in OWN_PAGES.items() if request.path.startswith(path)), "")


def _page(status: int, title: str, said: str, keep: str = "", **more: Any) -> ResponseReturnValue:
    template = f"errors/{status}.html" if status in (400, 403, 404, 409, 413, 422, 429, 500) else "errors/400.html"
    template = _own_template() or template
    home = {"text": "Go to my work", "href": url_for("work.my_work")}
    steps = [*(more.pop("next_steps", None) or []), *NEXT.get(status, ()), home]
    more.setdefault("typed", _typed())
    return render_template(template, title=title, said=said, kept=keep, next_steps=steps, **more), status


def _typed() -> list[tuple[str, str]]:
    """Long words just typed, so that an error page can show them for copying: nothing is lost."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [(name, value) for name, value in fields if value.strip() and name not in kept.NOT_KEPT and name[0] != "_"]


def our_error(error: RiskPanelError) -> ResponseReturnValue:
    """A sentence meant for the user, as a page with its own status."""
    db.rollback()
    if isinstance(error, Refused) or (isinstance(error, NotFound) and current_user.is_authenticated):
        _record_refusal(error)
    more: dict[str, Any] = {"next_steps": error.next_steps, "gaps": getattr(error, "gaps", [])}
    if isinstance(error, Conflict):
        more |= {"conflict": error, "form": g.get("form"), "keep_href": request.path}
    return _page(error.status, error.title, error.said, error.kept, **more)


def _record_refusal(error: RiskPanelError | None) -> None:
    """A refusal, or a try to see what is not theirs, is written to the trail in a transaction of its own."""
    db.begin(writing=True)
    by = current_user._get_current_object() if current_user.is_authenticated else None
    asked = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, uuid.UUID)}
    trail.record(Action.REFUSE, getattr(error, "subject", None), by=by, asked=getattr(error, "action", ""),
                 endpoint=request.endpoint or "", **asked)
    db.commit()


def http_error(error: HTTPException) -> ResponseReturnValue:
    db.rollback()
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code in (403, 404) and current_user.is_authenticated:
        _record_refusal(None)
    title, said = SENTENCES.get(error.code, SENTENCES[400])
    return _page(error.code, title, uploads.TOO_LARGE if error.code == 413 and uploads.expects_file() else said)


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The form's mark is missing or too old: nothing was changed, and what was typed can be sent again."""
    if not current_user.is_authenticated and request.endpoint != "users.sign_in":
        return kept.ask_to_sign_in()
    return _page(400, "This form is too old to be sent",
                 "Nothing has been changed. Go back, reload the page and send it again.",
                 "What you typed is below, so that you can copy it.")


def stale_row(_error: Exception) -> ResponseReturnValue:
    """Somebody saved the same thing between our reading and our writing."""
    _read_user_afresh()
    return our_error(NotNow("Somebody else changed this at the same moment. Look at it again before you change it.",
                            kept="What you typed is below, so that you can copy it."))


def _read_user_afresh() -> None:
    """After a failed write what had been read is void, and the error page says who is signed in."""
    db.rollback()
    g.pop("_login_user", None)


def fault(error: Exception) -> ResponseReturnValue:
    _read_user_afresh()
    current_app.logger.error("fault at %s", request.endpoint, exc_info=error)
    if current_app.testing or current_app.debug:
        raise error
    return _page(500, *FAULT, "What you typed is below, so that you can copy it.")


def install(app: Flask) -> None:
    app.register_error_handler(RiskPanelError, our_error)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(StaleDataError, stale_row)
    app.register_error_handler(sqlalchemy.exc.IntegrityError, stale_row)
    app.register_error_handler(Exception, fault)
