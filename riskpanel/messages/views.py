"""Pages of the outbox: what waits, what failed and why. No case content is shown."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.messages import queries, services
from riskpanel.messages.models import Message
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.filters import datetime_words
from riskpanel.web.pages import pages_of

bp = Blueprint("messages", __name__)
STATES: Mapping[str, str] = {"waiting": "Waiting to be sent", "failed": "Given up", "sent": "Sent"}


@bp.get("/outbox")
@lets(Action.SEE_OUTBOX)
def outbox() -> ResponseReturnValue:
    asked = request.args.get("show", "")
    state = asked if asked in STATES else "waiting"
    number = min(max(request.args.get("page", 1, int), 1), 10_000)
    found, count = queries.in_state(state, number)
    choices = [{"text": words, "href": url_for(".outbox", show=id), "current": id == state}
               for id, words in STATES.items()]
    return show("messages/outbox.html", lines=[line(one) for one in found], choices=choices, chosen=STATES[state],
                count=count, pages=pages_of(count, queries.PAGE, number))


def line(message: Message) -> dict[str, Any]:
    """One message as the outbox shows it."""
    return {"subject": message.subject, "made": datetime_words(message.made_at), "id": message.id,
            "to": message.to_user.name if message.to_user else "Somebody without an account", "how": how(message),
            "again": message.state == "failed" and message.to_user_id is not None}


def how(message: Message) -> str:
    """How the sending of it goes, in words."""
    if message.state == "sent":
        return f"Sent {datetime_words(message.sent_at)}"
    if message.state == "failed":
        return f"Given up after {message.tries} {'try' if message.tries == 1 else 'tries'}. {message.why}"
    if not message.why:
        return "Waiting to be sent"
    return f"Tried {message.tries} {'time' if message.tries == 1 else 'times'}. {message.why} " \
           f"Next try {datetime_words(message.next_try_at)}"


@bp.get("/outbox/<uuid:message_id>")
@lets(Action.SEE_OUTBOX)
def message(message_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.message(message_id)
    return show("messages/message.html", message=line(found), words=found.words, title=found.subject,
                back=url_for(".outbox", show=found.state))


@bp.post("/outbox/<uuid:message_id>/again")
@lets(Action.SEND_AGAIN)
def send_again(message_id: uuid.UUID) -> ResponseReturnValue:
    services.send_again(queries.message(message_id), by=user())
    flash("It will be sent again within a few minutes.", "success")
    return redirect(url_for(".outbox", show="waiting"), 303)
