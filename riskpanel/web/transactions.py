"""Commit per request: a view that answered well is committed, and anything else leaves no trace but in the trail."""

from typing import Any

from flask import Flask, Response, g, make_response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from riskpanel import db
from riskpanel.trail import chain
from riskpanel.web import once

SAFE = ("GET", "HEAD", "OPTIONS")


class Application(Flask):
    """Flask, with the database transaction around each view; every template, once compiled, is kept."""

    jinja_options = {"cache_size": -1}

    def dispatch_request(self) -> Any:
        if request.method not in SAFE and (led_to := once.spent()):
            return redirect(led_to, 303)
        response = make_response(super().dispatch_request())
        settle(response)
        return response


def settle(response: Response) -> None:
    """Commit what a successful request changed, and write to the trail what it looked at."""
    if response.status_code >= 400:
        db.rollback()
    elif request.method in SAFE:
        _write_looks()
    else:
        once.spend(response)
        db.commit()


def _write_looks() -> None:
    """Reading took no write lock; the note of what was looked at is written in a short transaction of its own."""
    if chain.pending():
        events = chain.take_pending()
        db.begin(writing=True)
        chain.give_pending(events)
        db.commit()


def close(_error: BaseException | None = None) -> None:
    db.session.remove()


def install(app: Flask) -> None:
    app.teardown_request(close)
    app.before_request(_forget_view)


def _forget_view() -> None:
    g.pop("found", None)


__all__ = ["Application", "BaseResponse", "install", "settle"]
