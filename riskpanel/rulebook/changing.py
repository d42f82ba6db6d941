"""Says which answers, if they were different, would change what a check says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.conditions import weigh
from riskpanel.rulebook.naming import AsAsked
from riskpanel.rulebook.reading import Scope
from riskpanel.rulebook.truth import Truth
from riskpanel.rulebook.wording import sentence

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
    """Not all of these: one is otherwise. To withdraw an answer is left out where there is another way."""
    parts = tuple(opposite(part) for part in condition.of)
    sensible = tuple(part for part in parts if not _only_takes_back(part)) or parts
    return sensible[0] if len(sensible) == 1 else _made(g.AnyOf, of=sensible)


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
    ways = _ways(opposite(condition) if fires else condition, scope)
    return tuple(dict.fromkeys(_said(way, names) for way in ways))


def _said(way: Any, names: AsAsked) -> str:
    said = sentence(way, names)
    return said[1:-1] if isinstance(way, g.All) else said
