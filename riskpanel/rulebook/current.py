"""The rulebook this process was started with."""

from datetime import date

from riskpanel.clock import today
from riskpanel.rulebook.definitions import Rulebook

_in_use: list[Rulebook] = []


def use(book: Rulebook) -> None:
    """Make `book` the rulebook in force for this process."""
    _in_use[:] = [book]


def rules() -> Rulebook:
    """The rulebook in force."""
    return _in_use[0]


def law_as_at() -> date:
    """The date up to which the law was read, as far as today can know it."""
    return min(rules().law_as_at, today())
