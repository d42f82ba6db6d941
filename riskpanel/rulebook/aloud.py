"""Reads a check aloud: its condition as clauses in plain English, with the words that people see, and its examples."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.facts import CATALOGUES, DECISION
from riskpanel.rulebook.functions import described
from riskpanel.rulebook.reaching import Reach, Shelf, groups_of, inside
from riskpanel.rulebook.wording import COMPARISONS, day_in_words, in_words, name_of


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition: what it says, and the parts that it joins."""

    text: str
    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An example in words: whether the check is to fire, and each thing that is answered in it."""

    fires: bool
    lines: tuple[tuple[str, str], ...]


def title_of(name: str, book: d.Rulebook) -> str:
    """What a record, or the person or the decision, is called."""
    if name in CATALOGUES:
        return CATALOGUES[name].title
    return book.questionnaire(name).title if any(id == name for id, _ in book.questionnaires) else name


def _own(check: d.Check, book: d.Rulebook) -> Reach:
    subject = check.applies_to[0]
    own = {} if subject in CATALOGUES else book.questionnaire(subject).by_id
    return Reach(Shelf(book), {id: (question,) for id, question in own.items()}, subject=subject)


# ---- Conditions


def _label(reference: str, reach: Reach) -> str:
    question = reach.find(reference)[-1]
    name, dot, _ = reference.lstrip("^").partition(".")
    elsewhere = f" in “{title_of(name, reach.shelf.book)}”" if dot else ""
    return f"“{question.words}”{elsewhere}"


def _kinds(question: d.Question, book: d.Rulebook) -> dict[str, str]:
    kinds = book.decision_kinds if question.options_from == "decision-kinds" else {}
    return {id: kind.title for id, kind in kinds.items()}


def _option(value: Any, question: d.Question, book: d.Rulebook) -> str:
    return f"“{in_words(question, value, _kinds(question, book))}”"


def _choice(leaf: Any, question: d.Question, reach: Reach) -> str:
    several = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    return ", ".join(_option(value, question, reach.shelf.book) for value in several)


def _day(leaf: Any, question: d.Question, reach: Reach) -> str:
    if isinstance(leaf.value, date):
        return day_in_words(leaf.value)
    return "today" if leaf.value == "as_at" else _label(leaf.value, reach)


def _figure(leaf: Any, question: d.Question, reach: Reach) -> str:
    figure = reach.shelf.book.policy[leaf.figure]
    return f"“{figure.title}”, now {figure.value} {figure.unit or ''}".rstrip()


VALUES: Mapping[type[g.Leaf], Callable[[Any, d.Question, Reach], str]] = {
    **dict.fromkeys((g.Is, g.IsNot, g.In, g.Includes, g.AtLeast, g.AtMost), _choice),
    **dict.fromkeys((g.Answered, g.Unanswered), lambda leaf, question, reach: ""),
    g.Before: _day,
    g.After: _day,
    g.OlderThan: _figure,
    g.Mentions: lambda leaf, question, reach: " or ".join(f"“{phrase}”" for phrase in leaf.value),
    g.SameAs: lambda leaf, question, reach: _label(leaf.value, reach),
}


def _leaf(leaf: Any, reach: Reach) -> Clause:
    value = VALUES[type(leaf)](leaf, reach.find(leaf.answer)[-1], reach)
    return Clause(COMPARISONS[type(leaf)][0].format(answer=_label(leaf.answer, reach), value=value))


def _bounds(condition: g.Count) -> str:
    limits = {"at least": condition.at_least, "at most": condition.at_most}
    return " and ".join(f"{words} {limit}" for words, limit in limits.items() if limit is not None)


# How each form reads over a group: without an inner condition, and with one.
OVER: Mapping[type[g.OverGroup], tuple[str, str]] = {
    g.Some: ("There is at least one entry in {group}", "Of at least one entry in {group} this is so:"),
    g.Every: ("", "Of every entry in {group} this is so:"),
    g.NoEntry: ("There is no entry in {group}", "Of no entry in {group} this is so:"),
    g.Count: ("There are {bounds} entries in {group}", "Of {bounds} entries in {group} this is so:"),
}


def _over_group(condition: Any, reach: Reach) -> Clause:
    bare, with_where = OVER[type(condition)]
    group = groups_of(condition, reach)[-1]
    name, dot, _ = condition.group.lstrip("^").partition(".")
    called = f"“{group.words}”" + (f" in “{title_of(name, reach.shelf.book)}”" if dot else "")
    bounds = _bounds(condition) if isinstance(condition, g.Count) else ""
    if condition.where is None:
        return Clause(bare.format(group=called, bounds=bounds))
    return Clause(with_where.format(group=called, bounds=bounds), (clause(condition.where, inside(group, reach)),))


def _joined(words: str) -> Callable[[Any, Reach], Clause]:
    def join(condition: Any, reach: Reach) -> Clause:
        parts = tuple(clause(part, reach) for part in condition.of)
        return parts[0] if len(parts) == 1 else Clause(words, parts)

    return join


def _state(words: str) -> Callable[[Any, Reach], Clause]:
    return lambda condition, reach: Clause(f"A record “{title_of(condition.questionnaire, reach.shelf.book)}” {words}")


SAID: Mapping[type[g.Model], Callable[[Any, Reach], Clause]] = {
    **dict.fromkeys(g.TESTS.values(), _leaf),
    **dict.fromkeys(OVER, _over_group),
    g.All: _joined("All of these are so:"),
    g.AnyOf: _joined("At least one of these is so:"),
    g.Not: lambda condition, reach: Clause("This is not so:", (clause(condition.of, reach),)),
    g.Started: _state("has been started"),
    g.Concluded: _state("has been concluded"),
    g.Named: lambda condition, reach: Clause(described()[condition.function].rstrip(".")),
}


def clause(condition: Any, reach: Reach) -> Clause:
    """A condition as a clause that a practice lead can read, where it stands."""
    return SAID[type(condition)](condition, reach)


def read_aloud(check: d.Check, book: d.Rulebook) -> Clause:
    """When a check fires, in the words that people see on their pages."""
    return clause(check.when, _own(check, book))


def _flat(part: Clause) -> str:
    inner = "; ".join(_flat(one) for one in part.parts)
    return f"{part.text} ({inner})" if inner else part.text


def in_a_sentence(check: d.Check, book: d.Rulebook) -> str:
    """The same on one line, for lists."""
    return _flat(read_aloud(check, book))


# ---- Examples


def told(check: d.Check, example: d.Example, book: d.Rulebook) -> Told:
    """An example as a reader would tell it; one that answers nothing says so."""
    subject = check.applies_to[0]
    lines = [("Judged on", day_in_words(example.as_at))] if example.as_at else []
    lines += _answers(subject, example.answers, book)
    for name in CATALOGUES:
        lines += _answers(name, getattr(example, name), book, prefix=f"{CATALOGUES[name].title}: ")
    for name, given in example.other.items():
        state = " (not yet concluded)" if name in example.unfinished else ""
        for answers in given if isinstance(given, list | tuple) else (given,):
            found = _answers(name, answers, book, prefix=f"{title_of(name, book)}{state}: ")
            lines += found or [(f"{title_of(name, book)}{state}", "Nothing answered")]
    return Told(example.fires, tuple(lines) or (("The record", "Nothing answered"),))


def _answers(name: str, answers: Mapping[str, Any], book: d.Rulebook, prefix: str = "") -> list[tuple[str, str]]:
    questionnaire = CATALOGUES.get(name) or (book.questionnaire(name) if name != DECISION.id else DECISION)
    found = ((questionnaire.by_id[id], value) for id, value in answers.items() if id in questionnaire.by_id)
    return [(prefix + question.words, said) for question, value in found for said in _said(question, value, book)]


def _said(question: d.Question, value: Any, book: d.Rulebook) -> Iterator[str]:
    if question.type != "group":
        yield in_words(question, value, _kinds(question, book))
        return
    entries = value if isinstance(value, list | tuple) else (value,)
    for number, entry in enumerate(entries, start=1):
        rest = (f"{ask.words}: {in_words(ask, entry[ask.id], _kinds(ask, book))}"
                for ask in question.asks if ask.id in entry and not ask.names_entry)
        yield "; ".join([name_of(question, entry, number), *rest])
    if not entries:
        yield "None"
