"""The rulebook this process was started with."""

from riskpanel.rulebook.definitions import Rulebook

_in_use: list[Rulebook] = []


def use(book: Rulebook) -> None:
    """Make `book` the rulebook in force for this process."""
    _in_use[:] = [book]


def rules() -> Rulebook:
    """The rulebook in force."""
    return _in_use[0]
