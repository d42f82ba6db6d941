"""Pages of the queue: sifted and kept so, a page at a time; and looking up a case that is not in it."""

import uuid
from typing import Any

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.actions import Action
from riskpanel.referrals import pages, queries, waiting
from riskpanel.referrals.blueprint import bp
from riskpanel.users.models import Team
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.pages import pages_of

KEPT = "queue"
SIFTS = ("state", "urgent", "panel", "sort")
MOST_PAGES = 10_000


@bp.get("/queue")
@lets(Action.SEE_QUEUE)
def queue() -> ResponseReturnValue:
    panels = queries.queue_panels(user())
    sift = _sift(_kept_choices(), {str(team.id) for team in panels})
    rows, count = queries.queue(sift, user())
    trail.look(Action.SEE_QUEUE, None, by=user())
    return show("referrals/queue.html", title="Queue", lines=waiting.lines(rows, user()), shown=_shown(sift, count),
                choices=_choices(sift, panels), pages=pages_of(count, queries.PAGE, sift.page))


def _kept_choices() -> dict[str, str]:
    """What the queue was last asked to show by this colleague, unless it is asked anew."""
    asked = {name: request.args[name][:60] for name in SIFTS if name in request.args}
    if asked and asked != session.get(KEPT):
        session[KEPT] = asked
    kept: dict[str, str] = asked or session.get(KEPT, {})
    return kept


def _sift(asked: dict[str, str], panels: set[str]) -> queries.Sift:
    """A choice that is not one of those offered is as if it had not been made."""
    state, sort, panel = (asked.get(name, "") for name in ("state", "sort", "panel"))
    page = min(max(request.args.get("page", 1, int), 1), MOST_PAGES)
    return queries.Sift(state if state in queries.STATES else "here", asked.get("urgent") == "yes",
                        panel if panel in panels else "", sort if sort in queries.SORTS else "pressing", page)


def _choices(sift: queries.Sift, panels: Any) -> dict[str, Any]:
    """The filters, each option with whether it is chosen."""
    offered: dict[str, Any] = {
        "state": _options({key: words for key, (words, _condition) in queries.STATES.items()}, sift.state),
        "sort": _options({key: words for key, (words, _order) in queries.SORTS.items()}, sift.sort),
        "panel": _options({"": "Every panel"} | _names(panels), sift.panel),
        "urgent": sift.urgent,
    }
    return offered | {"several_panels": len(panels) > 1}


def _names(panels: list[Team]) -> dict[str, str]:
    return {str(team.id): team.name for team in panels}


def _options(words: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    return [{"value": key, "text": text, "chosen": key == chosen} for key, text in words.items()]


def _shown(sift: queries.Sift, count: int) -> str:
    """What is shown, in words: the state, and how many."""
    urgent = ", urgent only" if sift.urgent else ""
    return f"{queries.STATES[sift.state][0]}{urgent}: {count}"


@bp.get("/queue/look-up")
@lets(Action.SEE_QUEUE)
def look_up() -> ResponseReturnValue:
    words = request.args.get("words", "")[:200].replace("\x00", "")
    rows, without = queries.look_up(words, user())
    trail.look(Action.SEE_QUEUE, None, by=user())
    found = [{"name": row.person.known_as, "reference": row.reference, "href": url_for(".referral", referral_id=row.id),
              "stands": pages.stands(row), "why": row.why_here} for row in rows]
    return show("referrals/look_up.html", title="Look up a case", words=words, found=found, without=without,
                back=url_for(".queue"))


@bp.get("/referrals/<uuid:referral_id>/next")
@lets(Action.SEE_QUEUE)
def next_step(referral_id: uuid.UUID) -> ResponseReturnValue:
    """From a line of the queue to the page of the step chosen; returning a held one is a button on its own page."""
    step = pages.STEPS.get(request.args.get("step", ""))
    if step is None or step.action is Action.RESUME_REFERRAL:
        return redirect(url_for(".referral", referral_id=referral_id), 303)
    return redirect(step.address(referral_id), 303)
