"""Says which answers, if they were different, would change what a check says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.conditions import weigh
from riskpanel.rulebook.naming import AsAsked
from riskpanel.rulebook.reading import Scope
from riskpanel.rulebook.truth import Truth
from riskpanel.rulebook.wording import sentence

# What a practitioner concludes about capacity and about each ability. Nobody is told to conclude otherwise: another way
# is named where there is one, and where there is none, whose question it is.
CONCLUDED = frozenset({"conclusion", "certainty", "capacity_position", "understand", "retain", "weigh", "communicate"})
THEIRS_TO_SAY = "the abilities or the conclusion were recorded otherwise, which only the practitioner can say"

# ---- The opposite of a condition, with "not" driven down to where it can be said plainly


def _made(form: type[g.Model], **parts: Any) -> Any:
    return form.model_validate(parts)


def _count(condition: Any) -> Any:
    over = {"group": condition.group, "where": condition.where}
    if condition.at_least is not None and condition.at_most is not None:
        return _made(g.Not, of=condition)
    if condition.at_least is None:
        return _made(g.Count, **over, at_least=condition.at_most + 1) if condition.at_most else _made(g.Some, **over)
    if condition.at_least > 1:
        return _made(g.Count, **over, at_most=condition.at_least - 1)
    return _made(g.NoEntry, **over)


def _not_every(condition: Any) -> Any:
    """Not all of these: one is otherwise. To withdraw an answer, or to conclude otherwise, is left out where there is
    another way."""
    parts = tuple(opposite(part) for part in condition.of)
    sensible = tuple(part for part in parts if not _only_takes_back(part)) or parts
    offered = tuple(part for part in sensible if not _concludes_otherwise(part)) or sensible
    return offered[0] if len(offered) == 1 else _made(g.AnyOf, of=offered)


def _not_any(condition: Any) -> Any:
    """Not one of these. That something is answered goes without saying where the same answer is compared."""
    parts = tuple(opposite(part) for part in condition.of)
    compared = {_answer(part) for part in parts if not _is_presence(part)}
    kept = tuple(part for part in parts if not (_is_presence(part) and _answer(part) in compared)) or parts
    return kept[0] if len(kept) == 1 else _made(g.All, of=kept)


def _bare(condition: Any) -> Any:
    return condition.of if isinstance(condition, g.Not) else condition


def _answer(condition: Any) -> str | None:
    return getattr(_bare(condition), "answer", None)


def _is_presence(condition: Any) -> bool:
    return isinstance(_bare(condition), g.Answered | g.Unanswered)


def _only_takes_back(condition: Any) -> bool:
    """Whether it asks for nothing but an answer to be withdrawn, which settles nothing."""
    return isinstance(condition, g.Unanswered)


def _concludes_otherwise(condition: Any) -> bool:
    """Whether it cannot come about without another conclusion about capacity or about an ability."""
    bare = _bare(condition)
    if isinstance(bare, g.All):
        return any(map(_concludes_otherwise, bare.of))
    if isinstance(bare, g.AnyOf):
        return all(map(_concludes_otherwise, bare.of))
    return not _is_presence(bare) and (_answer(bare) or "").rpartition(".")[2].lstrip("^") in CONCLUDED


OPPOSITES: Mapping[type[g.Model], Callable[[Any], Any]] = {
    g.All: _not_every,
    g.AnyOf: _not_any,
    g.Not: lambda condition: condition.of,
    g.Answered: lambda condition: _made(g.Unanswered, answer=condition.answer, value=True),
    g.Unanswered: lambda condition: _made(g.Answered, answer=condition.answer, value=True),
    g.Some: lambda condition: _made(g.NoEntry, group=condition.group, where=condition.where),
    g.NoEntry: lambda condition: _made(g.Some, group=condition.group, where=condition.where),
    g.Every: lambda condition: _made(g.Some, group=condition.group, where=opposite(condition.where)),
    g.Count: _count,
}


def opposite(condition: Any) -> Any:
    """A condition that holds where this one does not, as far as answers can be given rather than withdrawn."""
    turn = OPPOSITES.get(type(condition))
    return turn(condition) if turn else _made(g.Not, of=condition)


# ---- The ways in which a condition could become true


def _wanting(parts: Iterable[Any], scope: Scope) -> tuple[Any, ...]:
    """The parts that do not hold yet: those that do need no change."""
    return tuple(part for part in parts if weigh(part, scope).truth is not Truth.TRUE)


def _nearest(parts: tuple[Any, ...], scope: Scope) -> tuple[Any, ...]:
    """The parts that only wait for an answer, where there are any; else all."""
    waiting = tuple(part for part in parts if weigh(part, scope).truth is Truth.CANNOT_TELL)
    return waiting or parts


def _ways(condition: Any, scope: Scope) -> Iterator[Any]:
    if isinstance(condition, g.AnyOf):
        for part in _nearest(condition.of, scope):
            yield from _ways(part, scope)
    elif isinstance(condition, g.All):
        wanting = _wanting(condition.of, scope)
        yield from _ways(wanting[0], scope) if len(wanting) == 1 else (_made(g.All, of=wanting),)
    else:
        yield condition


def what_would_change(condition: Any, scope: Scope, fires: bool) -> tuple[str, ...]:
    """Each way, alone enough, in which other answers would end a finding that fires, or make out one that waits."""
    if scope.around.book is None:
        return ()
    names = AsAsked(scope.record.questionnaire, scope.around.book)
    if not fires:
        return tuple(dict.fromkeys(_said(way, names) for way in _ways(condition, scope)))
    return tuple(dict.fromkeys(_ended(way, names) for way in _ways(opposite(condition), scope)))


def _said(way: Any, names: AsAsked) -> str:
    said = sentence(way, names)
    return said[1:-1] if isinstance(way, g.All) else said


def _ended(way: Any, names: AsAsked) -> str:
    """A way to end a finding, without telling anybody what to conclude."""
    parts = way.of if isinstance(way, g.All) else (way,)
    others = [sentence(part, names) for part in parts if not _concludes_otherwise(part)]
    return " and ".join(others if len(others) == len(parts) else [*others, THEIRS_TO_SAY])
