"""Drafts: what is typed in a form is kept for whoever typed it, and offered back; the record itself is not touched."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from riskpanel import db
from riskpanel.actions import Action
from riskpanel.errors import Incomplete
from riskpanel.web import kept, once
from riskpanel.web.access import lets, user
from riskpanel.web.filters import time_words
from riskpanel.web.models import Draft

bp = Blueprint("drafts", __name__)
LONGEST_PLACE = 300
USE = {"draft": "use"}


@dataclass(frozen=True)
class Offered:
    """What somebody typed on this page and did not save: when, and the two things to do about it."""

    typed_at: datetime
    fields: list[tuple[str, str]]
    use: str
    leave: str
    place: str

    @property
    def formdata(self) -> MultiDict[str, str]:
        """The draft as if it had just been sent, so that a form shows it; with the version it was typed against."""
        return MultiDict([*self.fields, (once.FIELD, once.fresh())])


@bp.post("/drafts")
@lets(Action.KEEP_DRAFT)
def keep() -> ResponseReturnValue:
    """Keep what is typed. The page's address comes as `place`, the fields as a form or as JSON {place, fields}."""
    place, fields = _sent()
    draft = _draft(place) or Draft(user_id=user().id, place=place)
    draft.fields, draft.kept_at = [list(pair) for pair in fields], db.now()
    db.session.add(draft)
    return {"kept_at": time_words(draft.kept_at)}


@bp.post("/drafts/leave")
@lets(Action.KEEP_DRAFT)
def leave() -> ResponseReturnValue:
    """Let go of a draft, and go back to its page."""
    place = checked_place(request.form.get("place", ""))
    clear(place)
    return redirect(place, 303)


def _sent() -> tuple[str, list[tuple[str, str]]]:
    """The place and the fields, without the marks that forms carry unseen (but with the version)."""
    body: Any = request.get_json(silent=True) if request.is_json else None
    if not isinstance(body, dict):
        return checked_place(request.args.get("place", "")), _worth_keeping(list(request.form.items(multi=True)))
    fields = body.get("fields")
    pairs = list(fields.items()) if isinstance(fields, dict) else fields if isinstance(fields, list) else []
    read = [(str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list | tuple) and len(pair) == 2]
    return checked_place(str(body.get("place", ""))), _worth_keeping(read)


def _worth_keeping(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in fields
            if name == "_version" or not (name.startswith("_") or name in kept.NOT_KEPT)]


def checked_place(place: str) -> str:
    """The address of a page of this site. Raises Incomplete for anything else."""
    if not kept.safe_local(place) or len(place) > LONGEST_PLACE or "\x00" in place:
        raise Incomplete("The draft does not say which page it belongs to.")
    return place


def _draft(place: str) -> Draft | None:
    return db.session.scalars(sa.select(Draft).where(Draft.user_id == user().id, Draft.place == place)).one_or_none()


def address() -> str:
    """Where the browser keeps a draft of this page; nothing where drafts are not served."""
    return url_for("drafts.keep", place=request.path) if "drafts.keep" in current_app.view_functions else ""


def draft_for(place: str = "") -> Offered | None:
    """What this user typed on the page and did not save, if anything."""
    found = _draft(place or request.path)
    if found is None or request.method == "POST" or not address():
        return None
    fields = [(name, text) for name, text in found.fields]
    return Offered(found.kept_at, fields, f"{found.place}?draft=use", url_for("drafts.leave"), found.place)


def clear(place: str = "") -> None:
    """Forget the draft of a page: it has been saved, or let go."""
    db.session.execute(sa.delete(Draft).where(Draft.user_id == user().id, Draft.place == (place or request.path)))
