"""Pages of the queue: sifted and kept so, a page at a time; saved views; and looking up a case that is not in it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.actions import Action
from riskpanel.queue import forms, pages, queries, services
from riskpanel.queue.queries import Sift
from riskpanel.referrals.pages import STEPS, stands
from riskpanel.users.models import Team
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.pages import pages_of

bp = Blueprint("queue", __name__)
KEPT = "queue"
SIFTS = ("state", "panel", "urgent", "wait", "contact", "sort")
MOST_PAGES = 400


@bp.get("/queue")
@lets(Action.SEE_QUEUE)
def queue() -> ResponseReturnValue:
    panels = queries.panels_of(user())
    sift = _sift(_kept_choices(), panels)
    found = queries.page(sift, user(), panels, pages.bands_today())
    trail.look(Action.SEE_QUEUE, None, by=user())
    return show("queue/queue.html", title="Queue", lines=pages.lines(found.rows, user()), saved=_saved(sift),
                shown=pages.shown_words(sift, found.count), choices=_choices(sift, panels),
                pages=pages_of(found.count, queries.PAGE, sift.page, more=found.more and sift.page < MOST_PAGES))


def _kept_choices() -> Mapping[str, str]:
    """What the queue was last asked to show by this colleague, unless it is asked anew."""
    asked = {name: request.args[name][:60] for name in SIFTS if name in request.args}
    if asked and asked != session.get(KEPT):
        session[KEPT] = asked
    kept: dict[str, str] = asked or session.get(KEPT, {})
    return kept


def _sift(asked: Mapping[str, str], panels: Sequence[Team]) -> Sift:
    """A choice that is not one of those offered is as if it had not been made."""
    offered: Mapping[str, Any] = {"state": queries.STATES, "sort": queries.SORTS, "wait": queries.WAITS,
                                  "contact": queries.CONTACTS, "panel": {str(team.id) for team in panels}}
    chosen = {name: asked[name] for name, known in offered.items() if asked.get(name) in known}
    page = min(max(request.args.get("page", 1, int), 1), MOST_PAGES)
    return Sift(**chosen, urgent=asked.get("urgent") == "yes", page=page)


def _choices(sift: Sift, panels: Sequence[Team]) -> dict[str, Any]:
    """The filters, each option with whether it is chosen."""
    words: Mapping[str, Mapping[str, str]] = {
        "state": {key: told for key, (told, _states) in queries.STATES.items()},
        "panel": {"": "Every panel"} | {str(team.id): team.name for team in panels},
        "wait": queries.WAITS,
        "contact": {key: told for key, (told, _condition) in queries.CONTACTS.items()},
        "sort": {key: order.name for key, order in queries.SORTS.items()},
    }
    offered = {name: [{"value": key, "text": text, "chosen": key == getattr(sift, name)}
                      for key, text in options.items()] for name, options in words.items()}
    return offered | {"urgent": sift.urgent, "several_panels": len(panels) > 1}


# ---- Saved views

def _address(choices: Mapping[str, str]) -> str:
    """The queue as chosen; what is not chosen is as it always is."""
    return f"{url_for('.queue')}?{urlencode({'state': 'here', **choices})}"


def _saved(sift: Sift) -> list[dict[str, Any]]:
    """This colleague's views, the one shown now marked."""
    return [{"name": view.name, "here": view.choices == sift.choices,
             "href": _address(view.choices),
             "remove": url_for(".remove_view", view_id=view.id)} for view in queries.saved_views(user())]


@bp.route("/queue/views/new", methods=["GET", "POST"])
@lets(Action.SAVE_VIEW)
def save_view() -> ResponseReturnValue:
    sift = _sift(_kept_choices(), queries.panels_of(user()))
    form = forms.ViewForm()
    if form.validate_on_submit():
        services.save_view(form.name.data or "", sift.choices, by=user())
        flash("The view is saved.", "success")
        return redirect(url_for(".queue"), 303)
    return show("_form_page.html", form, title="Save this view of the queue", submit_text="Save this view",
                intro=[pages.sift_words(sift)], back=url_for(".queue"))


@bp.post("/queue/views/<uuid:view_id>/remove")
@lets(Action.SAVE_VIEW)
def remove_view(view_id: uuid.UUID) -> ResponseReturnValue:
    services.remove_view(queries.saved_view(view_id, user()), by=user())
    flash("The view is removed. The queue is as it was.", "success")
    return redirect(url_for(".queue"), 303)


# ---- Not here?

@bp.get("/queue/look-up")
@lets(Action.SEE_QUEUE)
def look_up() -> ResponseReturnValue:
    words = request.args.get("words", "")[:200].replace("\x00", "")
    rows, without = queries.look_up(words, user())
    trail.look(Action.SEE_QUEUE, None, by=user())
    found = [{"name": row.person.known_as, "reference": row.reference,
              "href": url_for("referrals.referral", referral_id=row.id), "stands": stands(row), "why": row.why_here}
             for row in rows]
    return show("queue/look_up.html", title="Look up a case", words=words, found=found, without=without,
                back=url_for(".queue"))


@bp.get("/referrals/<uuid:referral_id>/next")
@lets(Action.SEE_QUEUE)
def next_step(referral_id: uuid.UUID) -> ResponseReturnValue:
    """From a line of the queue to the page of the step chosen; returning a held one is a button on its own page."""
    step = STEPS.get(request.args.get("step", ""))
    if step is None or step.action is Action.RESUME_REFERRAL:
        return redirect(url_for("referrals.referral", referral_id=referral_id), 303)
    return redirect(step.address(referral_id), 303)
