"""Pages of the lists of challenges."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.challenges import ladder
from riskpanel.challenges.words import DIRECTIONS, OUTCOMES
from riskpanel.clock import today
from riskpanel.lists import counts, pages, queries
from riskpanel.lists.queries import LISTS, Wanted
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show

bp = Blueprint("lists", __name__)
LONGEST = 200
CHOICES = ("direction", "ground", "stage", "outcome")


@bp.get("/challenges")
@lets(Action.SEE_CHALLENGE)
def challenges() -> ResponseReturnValue:
    wanted, day = _wanted(), today()
    found = queries.page(wanted, user(), day)
    other = queries.elsewhere(wanted, found.challenges, user(), day) if wanted.words else []
    return show("lists/challenges.html", title="Challenges", wanted=wanted, name=wanted.listing.name,
                lines=[pages.line(one) for one in found.challenges], lists=_lists(wanted), choices=_choices(wanted),
                elsewhere=[(pages.line(one), pages.why_not_here(one, wanted, day)) for one in other],
                onward=_address(wanted, found.next) if found.next else "", first=_address(wanted),
                clear=url_for(".challenges", show=wanted.which))


@bp.get("/challenges/counts")
@lets(Action.SEE_CHALLENGE)
def counted() -> ResponseReturnValue:
    span = _typed("span") if _typed("span") in counts.SPANS else "year"
    tally = queries.tally(user(), counts.begins(span, today()))
    spans = [{"text": words, "href": url_for(".counted", span=id), "current": id == span}
             for id, words in counts.SPANS.items()]
    return show("lists/counts.html", title="Challenges, counted", back=url_for(".challenges"), spans=spans,
                cuts=counts.cuts(tally), whose=counts.whose(user()))


def _typed(name: str) -> str:
    return request.args.get(name, "")[:LONGEST].replace("\x00", "").strip()


def _wanted() -> Wanted:
    """What the address asks for; a choice that is not one of those offered is as if it had not been made."""
    offered = _offered()
    chosen = {name: _typed(name) if _typed(name) in offered[name] else "" for name in CHOICES}
    which = _typed("show") if _typed("show") in LISTS else "open"
    return Wanted(which, _typed("words"), **chosen, urgent=_typed("urgent") == "yes", after=_typed("after"))


def _offered() -> Mapping[str, Mapping[str, str]]:
    return {
        "direction": DIRECTIONS,
        "ground": {id: ground.title for id, ground in rules().grounds.items()},
        "stage": {stage.id: stage.title for stage in ladder.stages()},
        "outcome": OUTCOMES,
    }


LABELS = {"direction": "Which way", "ground": "Ground", "stage": "Stage", "outcome": "How it ended"}


def _choices(wanted: Wanted) -> list[dict[str, Any]]:
    """The filters, each option with whether it is chosen."""
    return [{"name": name, "label": LABELS[name], "options": [
        {"value": value, "text": words, "chosen": value == getattr(wanted, name)}
        for value, words in {"": "Any", **_offered()[name]}.items()]} for name in CHOICES]


def _lists(wanted: Wanted) -> list[dict[str, Any]]:
    return [{"text": one.name, "href": _address(queries.on(wanted, id)), "current": id == wanted.which}
            for id, one in LISTS.items()]


def _address(wanted: Wanted, after: str = "") -> str:
    """The address of a page of a list, with all that narrows it."""
    kept = {name: getattr(wanted, name) for name in ("words", *CHOICES) if getattr(wanted, name)}
    more: dict[str, Any] = {"urgent": "yes" if wanted.urgent else None, "after": after or None}
    return url_for(".challenges", show=wanted.which, **kept, **more)
