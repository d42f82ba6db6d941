"""Puts answers, dates and conditions into plain English."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.definitions import Question

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

COMPARISONS: Mapping[type[g.Leaf], str] = {
    g.Is: "{answer} is {value}",
    g.IsNot: "{answer} is not {value}",
    g.In: "{answer} is one of {value}",
    g.Includes: "{answer} includes {value}",
    g.AtLeast: "{answer} is at least {value}",
    g.AtMost: "{answer} is at most {value}",
    g.Before: "{answer} is before {value}",
    g.After: "{answer} is after {value}",
    g.OlderThan: "{answer} is older than the local figure {value}",
    g.Answered: "{answer} is answered",
    g.Unanswered: "{answer} is not answered",
    g.Mentions: "{answer} mentions {value}",
    g.SameAs: "{answer} is the same as {value}",
}
ENTRIES: Mapping[type[g.OverGroup], tuple[str, str]] = {
    g.Some: ("there is at least one entry in {group}", "in at least one of {group}, {where}"),
    g.Every: ("", "in every one of {group}, {where}"),
    g.NoEntry: ("there is no entry in {group}", "in none of {group}, {where}"),
    g.Count: ("there are {bounds} entries in {group}", "there are {bounds} entries in {group} where {where}"),
}
Labels = Callable[[str], str]


def _plain(reference: str) -> str:
    return "“" + reference.lstrip("^").replace("_", " ").replace(".", ": ") + "”"


def _value(value: Any, label: Labels) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(each, label) for each in value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, str):
        return {"as_at": "today"}.get(value, _plain(value.removeprefix("policy:")))
    return str(value)


def _leaf(condition: g.Leaf, label: Labels) -> str:
    value = _value(getattr(condition, "value", None), label)
    return COMPARISONS[type(condition)].format(answer=label(condition.answer), value=value)


def _over_group(condition: g.OverGroup, label: Labels) -> str:
    bare, with_where = ENTRIES[type(condition)]
    where = condition.where and sentence(condition.where, label)
    bounds = ""
    if isinstance(condition, g.Count):
        limits = {"at least": condition.at_least, "at most": condition.at_most}
        bounds = " and ".join(f"{words} {limit}" for words, limit in limits.items() if limit is not None)
    return (with_where if where else bare).format(group=label(condition.group), where=where, bounds=bounds)


def _joined(parts: tuple[Any, ...], word: str, label: Labels) -> str:
    said = [sentence(part, label) for part in parts]
    return said[0] if len(said) == 1 else f"({f' {word} '.join(said)})"


def sentence(condition: Any, label: Labels = _plain) -> str:
    """A condition in plain English; `label` says how to name a reference."""
    match condition:
        case g.Leaf():
            return _leaf(condition, label)
        case g.OverGroup():
            return _over_group(condition, label)
        case g.All():
            return _joined(condition.of, "and", label)
        case g.AnyOf():
            return _joined(condition.of, "or", label)
        case g.Not():
            return f"it is not so that {sentence(condition.of, label)}"
        case g.Started():
            return f"a record {_plain(condition.questionnaire)} has been started"
        case g.Concluded():
            return f"a record {_plain(condition.questionnaire)} has been concluded"
    return f"the named function {_plain(condition.function)} says so"
