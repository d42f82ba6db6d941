"""Checks one questionnaire by itself: its types, its options, its pages, and that it looks only backwards."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook.problems import did_you_mean, no_such
from riskpanel.rulebook.reaching import Reach, Shelf, problems_in, unknown_sources

OWN_OPTIONS = frozenset({"one-of", "several-of", "scale", "yes-no", "yes-no-unsure"})
GROUP_ONLY = ("asks", "each", "plural", "adds", "at_least", "or_reason")


def repeated(names: Iterable[str]) -> list[str]:
    """The names that occur more than once."""
    kept = list(names)
    return sorted({name for name in kept if kept.count(name) > 1})


def _options(question: d.Question, earlier_groups: Iterable[str]) -> Iterator[str]:
    supplied = {"voices", "decision-kinds", *earlier_groups}
    if question.options_from and question.options_from not in supplied:
        yield "takes its options from " + no_such("earlier group", question.options_from, supplied)
    own = question.options.keys() - {d.NOT_SURE}
    if question.type in d.CHOOSING and not own and not question.options_from:
        yield "has no options. Add options, or options_from."
    if own and question.type not in OWN_OPTIONS:
        yield f"has options, but its type is {question.type}. Remove them or make it one-of or several-of."
    if question.not_sure and question.type not in d.CHOOSING:
        yield f"has not_sure, which {question.type} cannot have. Remove it, or use one-of, several-of, scale."
    if question.type == "scale" and own & {"unsure", "unknown", "dont-know", "not_sure"}:
        yield "has a step of its scale that means not knowing. Remove that option and set not_sure = true."


def _bounds(question: d.Question) -> Iterator[str]:
    if question.type != "number" and (question.min, question.max, question.unit) != (None, None, None):
        yield f"has min, max or unit, which are for numbers. Its type is {question.type}: remove them."
    if question.min is not None and question.max is not None and question.min > question.max:
        yield "has a min above its max. Swap them."


def _group_shape(question: d.Question) -> Iterator[str]:
    if question.type != "group":
        set_anyway = [key for key in GROUP_ONLY if getattr(question, key)]
        if set_anyway:
            yield f"has {', '.join(set_anyway)}, which are for groups, not for {question.type}. Remove them."
        return
    missing = [key for key in ("each", "plural", "adds") if not getattr(question, key)]
    if missing:
        yield f"is a group without {', '.join(missing)}. Add them, as “Harm”, “Harms” and “a harm”."
    named = [ask.id for ask in question.asks if ask.names_entry]
    if len(named) != 1:
        yield f"has {len(named)} asks with names_entry = true. Exactly one must title the entry."
    for twice in repeated(ask.id for ask in question.asks):
        yield f"asks “{twice}” twice. Give one of them another id."


def _ask_shape(ask: d.Question) -> Iterator[str]:
    if ask.type == "group":
        yield "is a group inside a group. Ask it as a group of its own."
    if ask.with_:
        yield "has “with”, which is not for the questions of an entry: they share a page already. Remove it."
    if ask.id.endswith(d.NO_ENTRIES):
        yield f"has an id that ends in {d.NO_ENTRIES}, which is kept for reasons. Choose another."


def _alone(questions: Mapping[str, d.Question]) -> dict[str, tuple[d.Question, ...]]:
    return {id: (question,) for id, question in questions.items()}


@dataclass
class Walk:
    """Goes through one questionnaire in order, knowing only what was asked before."""

    questionnaire: d.Questionnaire
    shelf: Shelf
    page: tuple[str, ...] = ()

    def problems(self) -> Iterator[str]:
        """Every problem, with the question it belongs to."""
        for twice in repeated(question.id for question in self.questionnaire.every()):
            yield f"“{twice}” is asked twice. Give one of them another id."
        earlier: dict[str, d.Question] = {}
        for section in self.questionnaire.sections:
            self.page = ()
            for question in section.questions:
                yield from (f"“{question.id}” {problem}" for problem in self._question(question, earlier))
                earlier[question.id] = question
                if question.or_reason:
                    earlier[question.none_because.id] = question.none_because

    def _question(self, question: d.Question, earlier: dict[str, d.Question]) -> Iterator[str]:
        if question.names_entry:
            yield "has names_entry, which is for the questions of an entry. Remove it."
        yield from self._shared_page(question)
        before = {id: each for id, each in earlier.items() if not question.with_ or id not in self.page[:-1]}
        yield from self._plain(question, before)
        yield from _group_shape(question)
        within: dict[str, d.Question] = {}
        for ask in question.asks:
            yield from (f"→ “{ask.id}” {problem}" for problem in _ask_shape(ask))
            yield from (f"→ “{ask.id}” {problem}" for problem in self._plain(ask, before, within))
            within[ask.id] = ask

    def _shared_page(self, question: d.Question) -> Iterator[str]:
        if not question.with_:
            self.page = (question.id,)
            return
        if question.with_ not in self.page:
            hint = did_you_mean(question.with_, self.page)
            yield f"shares a page with “{question.with_}”, which is not on the page just before.{hint}"
        if question.type == "group" or self._is_group(question.with_):
            yield "shares a page with or as a group. A group has a page of its own: remove “with”."
        self.page = (*self.page, question.id)

    def _is_group(self, id: str) -> bool:
        return any(each.id == id and each.type == "group" for each in self.questionnaire.every())

    def _plain(
        self,
        question: d.Question,
        earlier: Mapping[str, d.Question],
        within: Mapping[str, d.Question] | None = None,
    ) -> Iterator[str]:
        groups = [id for id, each in earlier.items() if each.type == "group"]
        yield from _options(question, groups)
        yield from _bounds(question)
        yield from unknown_sources(question.sources, self.shelf)
        if question.when is None:
            return
        later = frozenset(each.id for each in self.questionnaire.every()) - earlier.keys()
        reach = Reach(self.shelf, _alone(earlier), later, asking=True)
        if within is not None:
            reach = Reach(self.shelf, _alone(within), outer=reach, asking=True, falls_back=True)
        yield from problems_in(question.when, reach)
