"""Checks what a condition may name from where it stands, and that each comparison suits its question."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook import grammar as g
from riskpanel.rulebook.facts import CATALOGUES, RECORD_DATES
from riskpanel.rulebook.figures import PASSED, measures_time
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.problems import did_you_mean, no_such

WORDS = frozenset({"text", "long-text", "person", "document"})
ONE_CHOICE = frozenset({"yes-no", "yes-no-unsure", "one-of", "scale", "person"})
SUITS: Mapping[type[g.Leaf], frozenset[str]] = {
    g.Is: ONE_CHOICE | {"number"},
    g.IsNot: ONE_CHOICE | {"number"},
    g.In: ONE_CHOICE | {"number"},
    g.Includes: frozenset({"several-of"}),
    g.AtLeast: frozenset({"number", "scale"}),
    g.AtMost: frozenset({"number", "scale"}),
    g.Before: frozenset({"date"}),
    g.After: frozenset({"date"}),
    g.OlderThan: frozenset({"date"}),
    g.Mentions: WORDS,
}
CHOSEN = frozenset({"yes-no", "yes-no-unsure", "one-of", "several-of", "scale"})
OWN_ONLY = "A “when” may read only its own record, person and decision."
REMEDIES: Mapping[str, str] = {
    "several-of": "Use includes.",
    "date": "Use before, after or older_than.",
    "group": "Use some, every, none or count.",
    "text": "Use mentions, same_as, answered or unanswered.",
    "long-text": "Use mentions, same_as, answered or unanswered.",
    "document": "Use mentions, same_as, answered or unanswered.",
}


@dataclass(frozen=True)
class Shelf:
    """All that was read: the rules, the file of each check, and the names of what could not be read."""

    book: d.Rulebook
    files: Mapping[str, str] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def names(self) -> set[str]:
        """The ids of the questionnaires."""
        return {id for id, _ in self.book.questionnaires}

    def versions(self, id: str) -> list[d.Questionnaire]:
        """Every version of a questionnaire, oldest first."""
        return [CATALOGUES[id]] if id in CATALOGUES else self._versions.get(id, [])

    @cached_property
    def _versions(self) -> Mapping[str, list[d.Questionnaire]]:
        found: dict[str, list[d.Questionnaire]] = {}
        for each in sorted(self.book.questionnaires.values(), key=lambda each: each.version):
            found.setdefault(each.id, []).append(each)
        return found

    def own(self, subject: str) -> Mapping[str, tuple[d.Question, ...]]:
        """What a check on this questionnaire may name by itself: today's questions, as every version asks."""
        if subject not in self._own:
            versions = [] if subject in CATALOGUES else self.versions(subject)
            current = versions[-1].by_id if versions else {}
            self._own[subject] = {id: tuple(each.by_id[id] for each in versions if id in each.by_id) for id in current}
        return self._own[subject]

    @cached_property
    def _own(self) -> dict[str, dict[str, tuple[d.Question, ...]]]:
        return {}

    def named(self, id: str) -> Mapping[str, d.Question]:
        """Today's questions of a questionnaire by their whole names."""
        if id not in self._named:
            self._named[id] = {f"{id}.{one}": question for one, question in self.versions(id)[-1].by_id.items()}
        return self._named[id]

    @cached_property
    def _named(self) -> dict[str, dict[str, d.Question]]:
        return {}


@dataclass(frozen=True)
class Reach:
    """What a condition may name where it stands; each name with the question as every version asks it."""

    shelf: Shelf
    own: Mapping[str, tuple[d.Question, ...]]
    later: frozenset[str] = frozenset()
    subject: str = ""
    outer: "Reach | None" = None
    asking: bool = False
    falls_back: bool = False
    may_mention: bool = True

    def find(self, reference: str) -> tuple[d.Question, ...]:
        """The questions a reference means; raises LookupError with what is wrong with it."""
        if reference.startswith("^"):
            return (self.outer or self).find(reference[1:])
        if "." in reference:
            return self._elsewhere(*reference.split(".", 1))
        if reference in self.own:
            return self.own[reference]
        if self.outer and self.falls_back:
            return self.outer.find(reference)
        raise LookupError(self._unknown(reference))

    def _unknown(self, reference: str) -> str:
        if reference in self.later:
            return f"reads “{reference}”, which is not asked on an earlier page. A “when” looks only backwards."
        if self.subject == "decision":
            return f"reads “{reference}” without saying where. Write decision.{reference}, or whose it is."
        if self.outer and reference in self.outer.own:
            return f"reads “{reference}”, which no entry is asked. Write ^{reference} for the record’s own."
        return "reads " + no_such("question", reference, self.own)

    def _elsewhere(self, name: str, id: str) -> tuple[d.Question, ...]:
        if self.asking and name not in CATALOGUES:
            raise LookupError(f"reads “{name}.{id}”. {OWN_ONLY}")
        versions = self.shelf.versions(name)
        if not versions:
            if name in self.shelf.broken:
                return ()
            raise LookupError("names " + no_such("questionnaire", name, {*self.shelf.names(), *CATALOGUES}))
        if id in versions[-1].by_id:
            return tuple(version.by_id[id] for version in versions if id in version.by_id)
        if id in RECORD_DATES and name not in CATALOGUES:
            return (RECORD_DATES[id],)
        known = [f"{name}.{key}" for key in versions[-1].by_id]
        raise LookupError("reads " + no_such("question", f"{name}.{id}", known))


def unknown_sources(ids: Iterable[str | None], shelf: Shelf) -> Iterator[str]:
    """Each source that is named but not listed; where the list itself could not be read, none."""
    known = shelf.book.sources.keys() | shelf.broken
    for id in ids:
        if id and id not in known and "sources" not in shelf.broken:
            yield "names " + no_such("source", id, shelf.book.sources)


# ---- Leaves


def _options(question: d.Question, shelf: Shelf) -> set[str] | None:
    if question.options_from == "decision-kinds":
        return set(shelf.book.decision_kinds) | shelf.broken or None
    if question.options_from or question.type not in CHOSEN:
        return None
    return set(question.options)


def _wrong_value(value: Any, question: d.Question, options: set[str] | None) -> str | None:
    number = isinstance(value, int) and not isinstance(value, bool)
    if options is not None and value not in options:
        return f"which is not one of its options.{did_you_mean(str(value), options)}"
    if question.type == "number":
        return None if number else "which is not a number. Give a whole number."
    return None if isinstance(value, str) else "which is not a word. Put it in quotation marks."


def _choices(leaf: Any, question: d.Question, reach: Reach) -> Iterator[str]:
    options = _options(question, reach.shelf)
    for value in leaf.value if isinstance(leaf, g.In) else (leaf.value,):
        wrong = _wrong_value(value, question, options)
        if wrong:
            yield f"compares “{leaf.answer}” with “{value}”, {wrong}"
    if question.type == "scale" and isinstance(leaf, g.AtLeast | g.AtMost) and leaf.value == d.NOT_SURE:
        yield f"asks how far “not-sure” is along “{leaf.answer}”. Compare with a step of the scale."


def _dates(leaf: Any, question: d.Question, reach: Reach) -> Iterator[str]:
    if isinstance(leaf.value, date) or leaf.value == "as_at":
        return
    yield from (
        f"compares “{leaf.answer}” with “{leaf.value}”, which is not a date. Name a date."
        for other in reach.find(leaf.value)
        if other.type != "date"
    )


def _figure(leaf: Any, question: d.Question, reach: Reach) -> Iterator[str]:
    policy = reach.shelf.book.policy
    figure = policy.get(leaf.figure)
    if reach.asking:
        yield f"compares “{leaf.answer}” with a local figure. A “when” may not: ask, and let a check compare."
    elif figure is None and not reach.shelf.broken & {leaf.figure, "policy"}:
        yield "names " + no_such("local figure", leaf.figure, policy)
    elif figure and not isinstance(figure.value, int):
        yield f"compares an age with “{leaf.figure}”, which is “{figure.value}” in policy.toml. Give a whole number."
    elif figure and not measures_time(figure.unit):
        units = ", ".join(PASSED)
        yield f"compares an age with “{leaf.figure}”, which does not measure time. Use a figure in {units}."


def _mentions(leaf: Any, question: d.Question, reach: Reach) -> Iterator[str]:
    if not reach.may_mention:
        yield f"looks for words in “{leaf.answer}” and would stop. A search of text may only warn or advise."


def _same(leaf: Any, question: d.Question, reach: Reach) -> Iterator[str]:
    families = (WORDS | CHOSEN, frozenset({"date"}), frozenset({"number"}))
    family = next((each for each in families if question.type in each), frozenset())
    for other in reach.find(leaf.value):
        if other.type not in family:
            pair = f"“{leaf.answer}” ({question.type}) with “{leaf.value}” ({other.type})"
            yield f"compares {pair}. They can never be the same: compare two of a kind."


BEYOND: Mapping[type[g.Leaf], Callable[[Any, d.Question, Reach], Iterator[str]]] = {
    **dict.fromkeys((g.Is, g.IsNot, g.In, g.Includes, g.AtLeast, g.AtMost), _choices),
    g.Before: _dates,
    g.After: _dates,
    g.OlderThan: _figure,
    g.Mentions: _mentions,
    g.SameAs: _same,
}


def _wrong_type(leaf: g.Leaf, question: d.Question) -> str | None:
    suits = SUITS.get(type(leaf))
    if question.type != "group" and (suits is None or question.type in suits):
        return None
    remedy = REMEDIES.get(question.type, "Use is or in.")
    return f"uses {g.form_of(leaf)} on “{leaf.answer}”, which is {question.type}. {remedy}"


def _leaf(leaf: g.Leaf, reach: Reach) -> Iterator[str]:
    for question in reach.find(leaf.answer):
        wrong = _wrong_type(leaf, question)
        if wrong:
            yield wrong
        elif type(leaf) in BEYOND:
            yield from BEYOND[type(leaf)](leaf, question, reach)


# ---- Groups and the rest


def inside(group: d.Question, reach: Reach, versions: Iterable[d.Question] = ()) -> Reach:
    """What a condition may name in one entry of a group; what only other versions ask of it counts too."""
    own = {ask.id: (ask,) for each in (*versions, group) for ask in each.asks}
    return replace(reach, own=own, later=frozenset(), outer=reach, falls_back=False)


def groups_of(condition: g.OverGroup, reach: Reach) -> tuple[d.Question, ...]:
    """The group a condition looks over, as every version asks it; raises LookupError with what is wrong."""
    outermost = reach
    while outermost.outer and "." not in condition.group:
        outermost = outermost.outer
    return outermost.find(condition.group.lstrip("^"))


def _over_group(condition: g.OverGroup, reach: Reach) -> Iterator[str]:
    if isinstance(condition, g.Count) and condition.at_least is None and condition.at_most is None:
        yield f"counts “{condition.group}” without at_least or at_most. Add one."
    groups = groups_of(condition, reach)
    for group in groups:
        if group.type != "group":
            yield f"looks for entries in “{condition.group}”, which is not a group. Compare its answer."
        elif condition.where is not None:
            yield from problems_in(condition.where, inside(group, reach, groups))


def _joined(condition: Any, reach: Reach) -> Iterator[str]:
    for part in condition.of:
        yield from problems_in(part, reach)


def _not(condition: Any, reach: Reach) -> Iterator[str]:
    return problems_in(condition.of, reach)


def _record(condition: Any, reach: Reach) -> Iterator[str]:
    name = condition.questionnaire
    if reach.asking:
        yield f"asks whether “{name}” exists. {OWN_ONLY}"
    elif name not in reach.shelf.names() | reach.shelf.broken:
        yield "names " + no_such("questionnaire", name, reach.shelf.names())


def _named(condition: Any, reach: Reach) -> Iterator[str]:
    if reach.asking:
        yield f"uses the function “{condition.function}”. A “when” may not: ask with a condition."
    if condition.function not in FUNCTIONS:
        yield "names " + no_such("function", condition.function, FUNCTIONS)


VET: Mapping[type[g.Model], Callable[[Any, Reach], Iterator[str]]] = {
    **dict.fromkeys(g.TESTS.values(), _leaf),
    **dict.fromkeys((g.Some, g.Every, g.NoEntry, g.Count), _over_group),
    g.All: _joined,
    g.AnyOf: _joined,
    g.Not: _not,
    g.Started: _record,
    g.Concluded: _record,
    g.Named: _named,
}


def problems_in(condition: Any, reach: Reach) -> Iterator[str]:
    """What is wrong with a condition where it stands, as the ends of sentences."""
    try:
        yield from VET[type(condition)](condition, reach)
    except LookupError as error:
        yield str(error.args[0])
