"""Says what a condition rests on, so that nothing is ever stopped by the words in a free text alone."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.reaching import WORDS, Reach, groups_of, inside


class Footing(Enum):
    """What must be so for a condition to hold."""

    PRESENCE = "an answer was given, or was not"
    WORDS = "what somebody wrote in their own words"
    CHOICE = "what somebody chose, a date, a number, or the entries of a group"


def _words(names: tuple[str, ...], reach: Reach) -> bool:
    found = [question.type for name in names for question in reach.find(name)]
    return bool(found) and WORDS.issuperset(found)


def _leaf(leaf: Any, reach: Reach) -> Footing:
    names = (leaf.answer, leaf.value) if isinstance(leaf, g.SameAs) else (leaf.answer,)
    if not _words(names, reach):
        return Footing.CHOICE
    return Footing.PRESENCE if isinstance(leaf, g.Answered | g.Unanswered) else Footing.WORDS


def _over_group(condition: Any, reach: Reach) -> Footing:
    if condition.where is None:
        return Footing.CHOICE
    groups = groups_of(condition, reach)
    return _strongest([footing(condition.where, inside(group, reach, groups)) for group in groups])


def _strongest(found: list[Footing]) -> Footing:
    """All must hold: one choice is footing enough; words count for more than their mere presence."""
    return next((each for each in (Footing.CHOICE, Footing.WORDS) if each in found), Footing.PRESENCE)


def _weakest(found: list[Footing]) -> Footing:
    """One is enough: if one of them rests on words alone, so may the whole."""
    return next((each for each in (Footing.WORDS, Footing.CHOICE) if each in found), Footing.PRESENCE)


OF: Mapping[type[g.Model], Callable[[Any, Reach], Footing]] = {
    **dict.fromkeys(g.TESTS.values(), _leaf),
    **dict.fromkeys((g.Some, g.Every, g.NoEntry, g.Count), _over_group),
    g.All: lambda condition, reach: _strongest([footing(each, reach) for each in condition.of]),
    g.AnyOf: lambda condition, reach: _weakest([footing(each, reach) for each in condition.of]),
    g.Not: lambda condition, reach: footing(condition.of, reach),
    g.Started: lambda condition, reach: Footing.CHOICE,
    g.Concluded: lambda condition, reach: Footing.CHOICE,
    g.Named: lambda condition, reach: Footing.WORDS if FUNCTIONS[condition.function].of_words else Footing.CHOICE,
}


def footing(condition: Any, reach: Reach) -> Footing:
    """What a condition rests on; raises LookupError where it names what does not exist."""
    return OF[type(condition)](condition, reach)
