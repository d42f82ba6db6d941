"""Works each condition out once, as a function that says true, false or cannot tell, and which answers it read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.definitions import NOT_SURE, Question
from riskpanel.rulebook.figures import is_past
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.reading import Scope, Seen
from riskpanel.rulebook.truth import CANNOT_TELL, FALSE, TRUE, Outcome, Truth, all_of, any_of, gathered

Weighs = Callable[[Scope], Outcome]

# ---- Comparisons of an answer with a value


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
    return any(map(text.lower().__contains__, begins)) and pattern.search(text) is not None


def _as_set(value: Any) -> set[str]:
    several = value if isinstance(value, tuple) else (value,)
    return {each.strip().casefold() if isinstance(each, str) else each for each in several}


COMPARE: Mapping[type[g.Leaf], Callable[[Seen, Any], bool]] = {
    g.Is: lambda seen, right: bool(seen.value == right),
    g.IsNot: lambda seen, right: bool(seen.value != right),
    g.In: lambda seen, right: seen.value in right,
    g.Includes: lambda seen, right: right in seen.value,
    g.AtLeast: lambda seen, right: _rank(seen.question, seen.value) >= _rank(seen.question, right),
    g.AtMost: lambda seen, right: _rank(seen.question, seen.value) <= _rank(seen.question, right),
    g.Before: lambda seen, right: bool(seen.value < right),
    g.After: lambda seen, right: bool(seen.value > right),
    g.Mentions: lambda seen, right: mentions(seen.value, right),
    g.SameAs: lambda seen, right: bool(_as_set(seen.value) & _as_set(right)),
}

# ---- Leaves


def _waits(*read: Seen) -> Outcome:
    """Cannot tell: rests on what is settled of these, and waits for the rest."""
    return Outcome(CANNOT_TELL, tuple(each for each in read if each.settled),
                   tuple(each for each in read if not each.settled))


def _presence(leaf: Any) -> Weighs:
    answer, wanted = leaf.answer, isinstance(leaf, g.Answered)

    def weighs(scope: Scope) -> Outcome:
        seen = scope.look(answer)
        return Outcome(TRUE if (seen.value is not None) is wanted else FALSE, (seen,))

    return weighs


def _comparison(leaf: Any) -> Weighs:
    """With what the rule says; not being sure is an answer only where the rule asks for it."""
    answer, right, holds = leaf.answer, leaf.value, COMPARE[type(leaf)]
    may_be_unsure = right == NOT_SURE or (isinstance(leaf, g.In) and NOT_SURE in right)

    def weighs(scope: Scope) -> Outcome:
        seen = scope.look(answer)
        if seen.settled or (may_be_unsure and seen.value is not None):
            return Outcome(TRUE if holds(seen, right) else FALSE, (seen,))
        return _waits(seen)

    return weighs


def _includes(leaf: Any) -> Weighs:
    """Somebody who ticked some and is not sure of the rest may yet include it."""
    compared = _comparison(leaf)

    def weighs(scope: Scope) -> Outcome:
        outcome = compared(scope)
        undecided = outcome.truth is FALSE and NOT_SURE in outcome.seen[0].value
        return _waits(*outcome.seen) if undecided else outcome

    return weighs


def _between(leaf: Any) -> Weighs:
    """Of two answers."""
    holds = COMPARE[type(leaf)]

    def weighs(scope: Scope) -> Outcome:
        left, right = scope.look(leaf.answer), scope.look(leaf.value)
        if left.settled and right.settled:
            return Outcome(TRUE if holds(left, right.value) else FALSE, (left, right))
        return _waits(left, right)

    return weighs


def _with_today(leaf: Any) -> Weighs:
    holds = COMPARE[type(leaf)]

    def weighs(scope: Scope) -> Outcome:
        seen, today = scope.look(leaf.answer), scope.around.as_at
        if seen.settled and today is not None:
            return Outcome(TRUE if holds(seen, today) else FALSE, (seen,))
        return _waits(seen)

    return weighs


def _dates(leaf: Any) -> Weighs:
    if isinstance(leaf.value, date):
        return _comparison(leaf)
    return _with_today(leaf) if leaf.value == "as_at" else _between(leaf)


def _age(leaf: g.OlderThan) -> Weighs:
    """Against a local figure, in its unit; without the rules at hand nothing is too old."""
    answer, figure = leaf.answer, leaf.figure

    def weighs(scope: Scope) -> Outcome:
        seen, book, as_at = scope.look(answer), scope.around.book, scope.around.as_at
        if not seen.settled:
            return _waits(seen)
        if book is None or as_at is None:
            return Outcome(FALSE, (seen,))
        allowed = book.policy[figure]
        past = is_past(seen.value, as_at, int(allowed.value), str(allowed.unit), book.bank_holidays)
        return Outcome(TRUE if past else FALSE, (seen,))

    return weighs


# ---- Groups: what the condition comes to in each entry, put together


def _some(group: Seen, found: list[Outcome]) -> Outcome:
    return any_of(found) if found else Outcome(FALSE, (group,))


def _every(group: Seen, found: list[Outcome]) -> Outcome:
    return all_of(found) if found else Outcome(TRUE, (group,))


def _none(group: Seen, found: list[Outcome]) -> Outcome:
    return _some(group, found).opposite()


def _within(low: int, high: int, condition: g.Count) -> Truth:
    """Whether a number known to lie between these two keeps the bounds."""
    least, most = condition.at_least or 0, condition.at_most
    if high < least or (most is not None and low > most):
        return FALSE
    certain = low >= least and (most is None or high <= most)
    return TRUE if certain else CANNOT_TELL


def _count(condition: g.Count, group: Seen, found: list[Outcome]) -> Outcome:
    sure = sum(outcome.truth is TRUE for outcome in found)
    undecided = [outcome for outcome in found if outcome.truth is CANNOT_TELL]
    truth = _within(sure, sure + len(undecided), condition)
    if truth is not CANNOT_TELL:
        return Outcome(truth, (group,))
    waits = gathered(CANNOT_TELL, undecided)
    return Outcome(truth, (group, *waits.seen), waits.open)


def _over_group(condition: g.OverGroup, together: Callable[[Seen, list[Outcome]], Outcome]) -> Weighs:
    """Without a condition of its own, each entry counts."""
    where = worked_out(condition.where) if condition.where else None

    def weighs(scope: Scope) -> Outcome:
        group = scope.group_named(condition.group)
        if group.absent:
            return _waits(group)
        if where is None:
            return together(group, [Outcome(TRUE, (group,))] * len(group.value or ()))
        return together(group, [where(entry) for entry in scope.entries(group)])

    return weighs


# ---- The whole language


def _all(condition: g.All) -> Weighs:
    parts = [worked_out(part) for part in condition.of]
    return lambda scope: all_of(part(scope) for part in parts)


def _any(condition: g.AnyOf) -> Weighs:
    parts = [worked_out(part) for part in condition.of]
    return lambda scope: any_of([part(scope) for part in parts])


def _not(condition: g.Not) -> Weighs:
    weighs = worked_out(condition.of)
    return lambda scope: weighs(scope).opposite()


@lru_cache(maxsize=64)
def _whether(title: str, state: str) -> Question:
    return Question(id=state, type="yes-no", title=title, words=f"{title}: {state}")


def _record_is(state: str, holds: bool, name: str, scope: Scope) -> Outcome:
    questionnaire = scope.around.questionnaire(name)
    said = Seen(_whether(questionnaire.title, state), "yes" if holds else "no", questionnaire, "")
    return Outcome(TRUE if holds else FALSE, (said,))


def _started(condition: Any) -> Weighs:
    name = condition.questionnaire
    return lambda scope: _record_is("started", scope.around.record(name) is not None, name, scope)


def _concluded(condition: Any) -> Weighs:
    name = condition.questionnaire
    return lambda scope: _record_is(
        "completed", any(record.completed_on for record in scope.around.records(name)), name, scope
    )


def _named(condition: Any) -> Weighs:
    says = FUNCTIONS[condition.function].says
    return lambda scope: says(scope.around, scope.record)


WORK_OUT: Mapping[type[g.Model], Callable[[Any], Weighs]] = {
    **dict.fromkeys(COMPARE, _comparison),
    g.Answered: _presence,
    g.Unanswered: _presence,
    g.Includes: _includes,
    g.SameAs: _between,
    g.Before: _dates,
    g.After: _dates,
    g.OlderThan: _age,
    g.Some: lambda condition: _over_group(condition, _some),
    g.Every: lambda condition: _over_group(condition, _every),
    g.NoEntry: lambda condition: _over_group(condition, _none),
    g.Count: lambda condition: _over_group(condition, partial(_count, condition)),
    g.All: _all,
    g.AnyOf: _any,
    g.Not: _not,
    g.Started: _started,
    g.Concluded: _concluded,
    g.Named: _named,
}


def worked_out(condition: Any) -> Weighs:
    """The condition as a function of where it stands, kept with it as a cached property is."""
    kept: Weighs | None = vars(condition).get("weighs")
    if kept is None:
        kept = vars(condition)["weighs"] = WORK_OUT[type(condition)](condition)
    return kept


def weigh(condition: Any, scope: Scope) -> Outcome:
    """What a condition comes to where it stands; answers off the path count as unanswered."""
    return worked_out(condition)(scope)
