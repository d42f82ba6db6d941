"""My work, gathered from every feature."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.calendar import due_words
from riskpanel.clock import today
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.sections import Owed, owed

bp = Blueprint("work", __name__)


@bp.get("/")
@lets(Action.SEE_OWN_WORK)
def my_work() -> ResponseReturnValue:
    return show("work/my_work.html", groups=grouped(owed(user()), today()))


def grouped(things: Iterable[Owed], day: date) -> list[tuple[str, list[tuple[Owed, str]]]]:
    """What is owed, in the order it presses; groups with nothing in them are left out."""
    ordered = sorted(things, key=lambda one: one.due_on or date.max)
    groups: dict[str, list[tuple[Owed, str]]] = {name: [] for name in NAMES}
    for one in ordered:
        groups[group_of(one, day)].append((one, due(one, day)))
    return [(name, lines) for name, lines in groups.items() if lines]


NAMES = ("Overdue", "Due today and tomorrow", "Due this week", "Later", "With no date", "Waiting for others")


def group_of(one: Owed, day: date) -> str:
    """The heading a thing stands under on a given day."""
    if one.waiting_for:
        return "Waiting for others"
    if one.due_on is None:
        return "With no date"
    bounds = ((day - timedelta(days=1), "Overdue"), (day + timedelta(days=1), "Due today and tomorrow"),
              (day + timedelta(days=7), "Due this week"))
    return next((name for bound, name in bounds if one.due_on <= bound), "Later")


def due(one: Owed, day: date) -> str:
    return due_words(one.due_on, day, rules().bank_holidays) if one.due_on else ""
