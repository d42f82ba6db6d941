"""Puts answers, dates and conditions into plain English."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.definitions import Question, Source

NOT_ANSWERED = "Not answered"


def day_in_words(day: date) -> str:
    """A date as it is said: 20 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _date(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    try:
        return day_in_words(value if isinstance(value, date) else date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _chosen(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    key = str(value)
    return choices.get(key) or question.options.get(key) or key


def _several(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    keys = value if isinstance(value, list | tuple) else [value]
    return ", ".join(_chosen(question, key, choices) for key in keys)


def _number(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    return f"{value} {question.unit}" if question.unit else str(value)


def _entries(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    entries = value if isinstance(value, list | tuple) else []
    names = [name_of(question, entry, number) for number, entry in enumerate(entries, start=1)]
    return "; ".join(names) or NOT_ANSWERED


def _text(question: Question, value: Any, choices: Mapping[str, str]) -> str:
    return str(value)


SAID_BY_TYPE: Mapping[str, Callable[[Question, Any, Mapping[str, str]], str]] = {
    "date": _date,
    "one-of": _chosen,
    "scale": _chosen,
    "yes-no": _chosen,
    "yes-no-unsure": _chosen,
    "person": _chosen,
    "several-of": _several,
    "number": _number,
    "group": _entries,
}


def name_of(group: Question, entry: Any, number: int) -> str:
    """What one entry of a group is called: the answer that names it, or its place in the list."""
    name = entry.get(group.entry_name) if isinstance(entry, Mapping) else None
    naming = group.ask.get(group.entry_name or "")
    return in_words(naming, name) if naming and name else f"{group.each or group.title} {number}"


def in_words(question: Question, value: Any, choices: Mapping[str, str] | None = None) -> str:
    """An answer as a reader would say it; `choices` names what the application supplied to choose from."""
    if value is None or value in ("", [], ()):
        return NOT_ANSWERED
    return SAID_BY_TYPE.get(question.type, _text)(question, value, choices or {})


# ---- Conditions as sentences, so that a practice lead can read a rule aloud

# Each comparison as it is said when it holds, and when it does not.
COMPARISONS: Mapping[type[g.Leaf], tuple[str, str]] = {
    g.Is: ("{answer} is {value}", "{answer} is not {value}"),
    g.IsNot: ("{answer} is not {value}", "{answer} is {value}"),
    g.In: ("{answer} is one of {value}", "{answer} is not one of {value}"),
    g.Includes: ("{answer} includes {value}", "{answer} does not include {value}"),
    g.AtLeast: ("{answer} is at least {value}", "{answer} is less than {value}"),
    g.AtMost: ("{answer} is at most {value}", "{answer} is more than {value}"),
    g.Before: ("{answer} is before {value}", "{answer} is not before {value}"),
    g.After: ("{answer} is after {value}", "{answer} is not after {value}"),
    g.OlderThan: ("{answer} is older than the local figure {value}", "{answer} is within the local figure {value}"),
    g.Answered: ("{answer} is answered", "{answer} is not answered"),
    g.Unanswered: ("{answer} is not answered", "{answer} is answered"),
    g.Mentions: ("{answer} mentions {value}", "{answer} does not mention {value}"),
    g.SameAs: ("{answer} is the same as {value}", "{answer} is not the same as {value}"),
}
ENTRIES: Mapping[type[g.OverGroup], tuple[str, str]] = {
    g.Some: ("there is at least one entry in {group}", "in at least one of {group}, {where}"),
    g.Every: ("", "in every one of {group}, {where}"),
    g.NoEntry: ("there is no entry in {group}", "in none of {group}, {where}"),
    g.Count: ("there are {bounds} in {group}", "there are {bounds} in {group} where {where}"),
}


class Names:
    """What a sentence calls an answer and a value: here, as the rules file does."""

    def answer(self, reference: str) -> str:
        """The answer a reference means."""
        return "“" + reference.lstrip("^").replace("_", " ").replace(".", ": ") + "”"

    def value(self, reference: str, value: Any) -> str:
        """A value that the answer of this reference is compared with."""
        if isinstance(value, tuple):
            return ", ".join(self.value(reference, each) for each in value)
        if isinstance(value, date):
            return day_in_words(value)
        if isinstance(value, str):
            return {"as_at": "today"}.get(value, self.answer(value.removeprefix("policy:")))
        return str(value)

    def record(self, questionnaire: str) -> str:
        """The records of a questionnaire."""
        return self.answer(questionnaire)

    def function(self, name: str) -> str:
        """When a named function is true."""
        return f"the named function {self.answer(name)} says so"

    def inside(self, group: str) -> "Names":
        """The names inside the entries of a group."""
        return self


PLAIN = Names()


def _compared(condition: Any, names: Names) -> str:
    return names.value(condition.answer, condition.value)


VALUES: Mapping[type[g.Leaf], Callable[[Any, Names], str]] = {
    g.Answered: lambda condition, names: "",
    g.Unanswered: lambda condition, names: "",
    g.SameAs: lambda condition, names: names.answer(condition.value),
}


def _leaf(condition: g.Leaf, names: Names, holds: bool = True) -> str:
    value = VALUES.get(type(condition), _compared)(condition, names)
    alone = isinstance(condition, g.In) and len(condition.value) == 1
    said = COMPARISONS[g.Is if alone else type(condition)][0 if holds else 1]
    return said.format(answer=names.answer(condition.answer), value=value)


def _bounds(condition: g.Count) -> str:
    limits = {"at least": condition.at_least, "at most": condition.at_most}
    given = {words: limit for words, limit in limits.items() if limit is not None}
    said = " and ".join(f"{words} {limit}" for words, limit in given.items())
    return said + (" entry" if list(given.values())[-1:] == [1] else " entries")


def _over_group(condition: g.OverGroup, names: Names) -> str:
    bare, with_where = ENTRIES[type(condition)]
    where = condition.where and sentence(condition.where, names.inside(condition.group))
    bounds = _bounds(condition) if isinstance(condition, g.Count) else ""
    return (with_where if where else bare).format(group=names.answer(condition.group), where=where, bounds=bounds)


def _joined(parts: tuple[Any, ...], word: str, names: Names) -> str:
    said = [sentence(part, names) for part in parts]
    return said[0] if len(said) == 1 else f"({f' {word} '.join(said)})"


def standing(source: Source, sources: Mapping[str, Source]) -> str:
    """How far a source can be leant on: confirmed or not, and what overruled it or changed how it is read."""
    said = ["confirmed" if source.confirmed else "not confirmed: check before relying on it"]
    if source.overruled_by:
        said.append(f"overruled by {sources[source.overruled_by].citation}")
    if source.affected_by:
        said.append(f"as affected by {sources[source.affected_by].citation}")
    return "; ".join(said)


def _negated(condition: g.Not, names: Names) -> str:
    if isinstance(condition.of, g.Leaf):
        return _leaf(condition.of, names, holds=False)
    said = sentence(condition.of, names)
    if isinstance(condition.of, g.Started | g.Concluded):
        return said.replace("a record", "no record", 1)
    return f"it is not so that {said}"


def _state(words: str) -> Callable[[Any, Names], str]:
    return lambda condition, names: f"a record {names.record(condition.questionnaire)} {words}"


SAID_BY_FORM: Mapping[type[g.Model], Callable[[Any, Names], str]] = {
    **dict.fromkeys(COMPARISONS, _leaf),
    **dict.fromkeys(ENTRIES, _over_group),
    g.All: lambda condition, names: _joined(condition.of, "and", names),
    g.AnyOf: lambda condition, names: _joined(condition.of, "or", names),
    g.Not: _negated,
    g.Started: _state("has been started"),
    g.Concluded: _state("has been concluded"),
    g.Named: lambda condition, names: names.function(condition.function),
}


def sentence(condition: Any, names: Names = PLAIN) -> str:
    """A condition in plain English; `names` says what to call each answer and value."""
    return SAID_BY_FORM[type(condition)](condition, names)
