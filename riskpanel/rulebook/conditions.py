"""Evaluates a condition to true, false or cannot tell, remembering which answers it read."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.definitions import NOT_SURE, Question
from riskpanel.rulebook.figures import is_past
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.reading import Scope, Seen
from riskpanel.rulebook.truth import Outcome, Truth, all_of, any_of, gathered

# ---- Leaves


def _rank(question: Question, value: Any) -> int:
    return list(question.options).index(value) if question.type == "scale" else int(value)


@lru_cache(maxsize=512)
def _phrases(phrases: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    """How each phrase begins, to pass over most texts quickly, and the pattern that finds them whole."""
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    begins = frozenset(phrase.split()[0].lower() for phrase in phrases)
    return begins, re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def mentions(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the text holds one of these words or phrases, whole, in any case."""
    begins, pattern = _phrases(phrases)
    lowered = text.lower()
    return any(each in lowered for each in begins) and pattern.search(text) is not None


def _as_set(value: Any) -> set[str]:
    several = value if isinstance(value, tuple) else (value,)
    return {each.casefold() if isinstance(each, str) else each for each in several}


def _older(seen: Seen, figure: str, scope: Scope) -> bool:
    book, as_at = scope.around.book, scope.around.as_at
    if book is None or as_at is None:
        return False
    allowed = book.policy[figure.removeprefix("policy:")]
    return is_past(seen.value, as_at, int(allowed.value), str(allowed.unit), book.bank_holidays)


COMPARE: Mapping[type[g.Leaf], Callable[[Seen, Any, Scope], bool]] = {
    g.Is: lambda seen, right, scope: bool(seen.value == right),
    g.IsNot: lambda seen, right, scope: bool(seen.value != right),
    g.In: lambda seen, right, scope: seen.value in right,
    g.Includes: lambda seen, right, scope: right in seen.value,
    g.AtLeast: lambda seen, right, scope: _rank(seen.question, seen.value) >= _rank(seen.question, right),
    g.AtMost: lambda seen, right, scope: _rank(seen.question, seen.value) <= _rank(seen.question, right),
    g.Before: lambda seen, right, scope: bool(seen.value < right),
    g.After: lambda seen, right, scope: bool(seen.value > right),
    g.OlderThan: _older,
    g.Mentions: lambda seen, right, scope: mentions(seen.value, right),
    g.SameAs: lambda seen, right, scope: bool(_as_set(seen.value) & _as_set(right)),
}
TWO_ANSWERS: frozenset[type[g.Leaf]] = frozenset((g.SameAs, g.Before, g.After))
PRESENCE: Mapping[type[g.Leaf], bool] = {g.Answered: True, g.Unanswered: False}


def _other(leaf: Any, scope: Scope) -> Seen | None:
    """The second answer a comparison reads, where it names one."""
    if type(leaf) not in TWO_ANSWERS:
        return None
    names_one = type(leaf) is g.SameAs or (isinstance(leaf.value, str) and leaf.value != "as_at")
    return scope.look(leaf.value) if names_one else None


def _right(leaf: Any, other: Seen | None, scope: Scope) -> Any:
    if other:
        return other.value
    return scope.around.as_at if leaf.value == "as_at" else leaf.value


def _asks_if_unsure(leaf: Any) -> bool:
    wanted = leaf.value if isinstance(leaf, g.In) else (leaf.value,)
    return isinstance(leaf, g.Is | g.IsNot | g.In | g.Includes) and NOT_SURE in wanted


def _compare(leaf: Any, seen: Seen, right: Any, scope: Scope) -> Truth:
    if right is None or not (seen.settled or (_asks_if_unsure(leaf) and seen.value is not None)):
        return Truth.CANNOT_TELL
    result = COMPARE[type(leaf)](seen, right, scope)
    partly_unsure = isinstance(leaf, g.Includes) and not _asks_if_unsure(leaf) and NOT_SURE in seen.value
    return Truth.CANNOT_TELL if partly_unsure and not result else Truth.of(result)


def _leaf(leaf: Any, scope: Scope) -> Outcome:
    seen = scope.look(leaf.answer)
    if type(leaf) in PRESENCE:
        return Outcome(Truth.of((seen.value is not None) is PRESENCE[type(leaf)]), (seen,))
    other = _other(leaf, scope)
    read = (seen, other) if other else (seen,)
    unsettled = other is not None and not other.settled
    truth = Truth.CANNOT_TELL if unsettled else _compare(leaf, seen, _right(leaf, other, scope), scope)
    if truth is not Truth.CANNOT_TELL:
        return Outcome(truth, read)
    settled = tuple(each for each in read if each.settled)
    return Outcome(truth, settled, tuple(each for each in read if not each.settled))


# ---- Groups


def _each(condition: g.OverGroup, group: Seen, scope: Scope) -> Iterator[Outcome]:
    for number, entry in enumerate(group.value or (), start=1):
        if condition.where is None:
            yield Outcome(Truth.TRUE, (group,))
        else:
            yield weigh(condition.where, scope.inside(group, entry, number))


def _some(condition: g.OverGroup, group: Seen, scope: Scope) -> Outcome:
    found = list(_each(condition, group, scope))
    return any_of(found) if found else Outcome(Truth.FALSE, (group,))


def _every(condition: g.OverGroup, group: Seen, scope: Scope) -> Outcome:
    found = list(_each(condition, group, scope))
    return all_of(found) if found else Outcome(Truth.TRUE, (group,))


def _none(condition: g.OverGroup, group: Seen, scope: Scope) -> Outcome:
    return _some(condition, group, scope).opposite()


def _within(low: int, high: int, condition: g.Count) -> Truth:
    """Whether a number known to lie between these two keeps the bounds."""
    least, most = condition.at_least or 0, condition.at_most
    if high < least or (most is not None and low > most):
        return Truth.FALSE
    certain = low >= least and (most is None or high <= most)
    return Truth.TRUE if certain else Truth.CANNOT_TELL


def _count(condition: Any, group: Seen, scope: Scope) -> Outcome:
    found = list(_each(condition, group, scope))
    sure = sum(outcome.truth is Truth.TRUE for outcome in found)
    undecided = [outcome for outcome in found if outcome.truth is Truth.CANNOT_TELL]
    truth = _within(sure, sure + len(undecided), condition)
    if truth is Truth.CANNOT_TELL:
        return gathered(truth, [Outcome(truth, (group,)), *undecided])
    return Outcome(truth, (group,))


OVER: Mapping[type[g.OverGroup], Callable[[g.OverGroup, Seen, Scope], Outcome]] = {
    g.Some: _some,
    g.Every: _every,
    g.NoEntry: _none,
    g.Count: _count,
}


def _over_group(condition: Any, scope: Scope) -> Outcome:
    group = scope.look(condition.group)
    if group.absent:
        return Outcome(Truth.CANNOT_TELL, (), (group,))
    return OVER[type(condition)](condition, group, scope)


# ---- The whole language


def _all(condition: Any, scope: Scope) -> Outcome:
    return all_of(weigh(part, scope) for part in condition.of)


def _any(condition: Any, scope: Scope) -> Outcome:
    return any_of(weigh(part, scope) for part in condition.of)


def _not(condition: Any, scope: Scope) -> Outcome:
    return weigh(condition.of, scope).opposite()


@lru_cache(maxsize=64)
def _whether(title: str, state: str) -> Question:
    words = f"{title}: {state}"
    return Question(id=state, type="yes-no", title=words, words=words)


def _record_is(state: str, holds: bool, name: str, scope: Scope) -> Outcome:
    questionnaire = scope.around.questionnaire(name)
    said = Seen(_whether(questionnaire.title, state), "yes" if holds else "no", questionnaire, "")
    return Outcome(Truth.of(holds), (said,))


def _started(condition: Any, scope: Scope) -> Outcome:
    holds = scope.around.record(condition.questionnaire) is not None
    return _record_is("started", holds, condition.questionnaire, scope)


def _concluded(condition: Any, scope: Scope) -> Outcome:
    holds = any(record.completed_on for record in scope.around.records(condition.questionnaire))
    return _record_is("completed", holds, condition.questionnaire, scope)


def _named(condition: Any, scope: Scope) -> Outcome:
    return FUNCTIONS[condition.function].says(scope.around, scope.record)


EVALUATE: Mapping[type[g.Model], Callable[[Any, Scope], Outcome]] = {
    **dict.fromkeys(g.TESTS.values(), _leaf),
    **dict.fromkeys(OVER, _over_group),
    g.All: _all,
    g.AnyOf: _any,
    g.Not: _not,
    g.Started: _started,
    g.Concluded: _concluded,
    g.Named: _named,
}


def weigh(condition: Any, scope: Scope) -> Outcome:
    """What a condition comes to where it stands; answers off the path count as unanswered."""
    return EVALUATE[type(condition)](condition, scope)
