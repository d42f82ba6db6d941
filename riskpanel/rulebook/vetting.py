"""Checks what one rules file says about another: every name, option, figure and example."""

from collections.abc import Iterator, Mapping
from typing import Any

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook.asking import Walk, repeated
from riskpanel.rulebook.changes import overruled_on
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.footing import Footing, footing
from riskpanel.rulebook.panel_terms import problems_of
from riskpanel.rulebook.problems import did_you_mean, no_such
from riskpanel.rulebook.reaching import Reach, Shelf, problems_in, unknown_sources
from riskpanel.rulebook.reading import meaning

# ---- What a check reads


def _own(check: d.Check, subject: str, shelf: Shelf) -> Reach:
    """The questions of its subject today, each as every version asks it."""
    return Reach(shelf, shelf.own(subject), subject=subject, may_mention=check.severity != "stop")


def _stops_on_words(check: d.Check, reach: Reach) -> Iterator[str]:
    if check.severity == "stop" and footing(check.when, reach) is Footing.WORDS:
        yield "would stop on written words alone. Add an answer that somebody chose, or make it a warning."


def _applies(check: d.Check, shelf: Shelf) -> Iterator[str]:
    for subject in check.applies_to:
        if subject == "decision" or (subject not in CATALOGUES and shelf.versions(subject)):
            reach = _own(check, subject, shelf)
            problems = list(problems_in(check.when, reach))
            yield from problems or _stops_on_words(check, reach)
        elif subject not in shelf.broken:
            yield "applies to " + no_such("questionnaire", subject, {*shelf.names(), "decision"})


def _figures(check: d.Check, shelf: Shelf) -> Iterator[str]:
    for key in check.local_figure:
        if key not in shelf.book.policy and not shelf.broken & {key, "policy"}:
            yield "names " + no_such("local figure", key, shelf.book.policy)


# ---- What its examples answer

WANTED: Mapping[str, str] = {"date": " Give a day, such as 2026-06-01.", "number": " Give a whole number.",
                             "several-of": " Give a list."}


def _several(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, list | tuple) else (given,)


def _given(check: d.Check, example: d.Example) -> Iterator[tuple[str, Any]]:
    """Each set of answers of an example, with the questionnaire they answer."""
    yield "person", example.person
    yield "decision", example.decision
    for name, several in example.other.items():
        yield from ((name, answers) for answers in _several(several))
    if check.applies_to[0] != "decision":
        yield check.applies_to[0], example.answers


def _examples(check: d.Check, shelf: Shelf) -> Iterator[str]:
    kinds = {example.fires for example in check.examples}
    if True not in kinds:
        yield "has no example that fires. Add one with fires = true."
    if False not in kinds:
        yield "has no example that does not fire. Add one with fires = false."
    for number, example in enumerate(check.examples, start=1):
        if example.answers and check.applies_to[0] == "decision":
            yield f"example {number} has answers, but a decision has none. Put them under decision or other."
        for unfinished in sorted(set(example.unfinished) - example.other.keys()):
            yield f"example {number} leaves unfinished " + no_such("record", unfinished, example.other)
        for name, answers in _given(check, example):
            yield from (f"example {number} {problem}" for problem in _answers(name, answers, shelf))


def _answers(name: str, answers: Any, shelf: Shelf) -> Iterator[str]:
    versions = shelf.versions(name)
    if not versions:
        if name not in shelf.broken:
            yield "answers " + no_such("questionnaire", name, shelf.names())
    elif not isinstance(answers, Mapping):
        yield f"gives “{name}” the answers “{answers}”. Write them as a table of question and answer."
    else:
        questions = shelf.named(name)
        for id, value in answers.items():
            yield from _answer(f"{name}.{id}", value, questions, shelf)


def _answer(name: str, value: Any, questions: Mapping[str, d.Question], shelf: Shelf) -> Iterator[str]:
    question = questions.get(name)
    if question is None:
        yield "answers " + no_such("question", name, questions)
    elif question.type == "group":
        asks = {f"{name}.{id}": ask for id, ask in question.ask.items()}
        for entry in _several(value):
            for id, answer in entry.items() if isinstance(entry, Mapping) else [("", entry)]:
                yield from _answer(f"{name}.{id}", answer, asks, shelf)
    elif value not in ("", []) and not _possible(question, value, shelf):
        hint = did_you_mean(str(value), question.options) or WANTED.get(question.type, "")
        yield f"gives “{name}” the answer “{value}”, which it cannot have.{hint}"


def _possible(question: d.Question, value: Any, shelf: Shelf) -> bool:
    means = meaning(question, value)
    if means is None or len(_several(means)) != len(_several(value)):
        return False
    kinds = shelf.book.decision_kinds
    return question.options_from != "decision-kinds" or set(_several(means)) <= kinds.keys() | shelf.broken


# ---- Everything


def _in_order(one: d.Check | d.Source) -> Iterator[str]:
    if one.in_force_from and one.in_force_until and one.in_force_until < one.in_force_from:
        yield "has an in_force_until before its in_force_from. Put the two days right."


def _check(check: d.Check, shelf: Shelf) -> Iterator[str]:
    yield from unknown_sources(check.sources, shelf)
    yield from _in_order(check)
    yield from _figures(check, shelf)
    yield from _applies(check, shelf)
    yield from _examples(check, shelf)


def _track(track: d.Track, shelf: Shelf) -> Iterator[str]:
    if track.id not in shelf.names() | shelf.broken:
        yield "names " + no_such("questionnaire", track.id, shelf.names())
    for suggestion in track.suggested:
        yield from problems_in(suggestion.when, Reach(shelf, {}, subject="decision"))


def _source(source: d.Source, shelf: Shelf) -> Iterator[str]:
    named = (source.overruled_by, source.affected_by, *(change.by for change in source.changes))
    yield from unknown_sources(named, shelf)
    yield from _in_order(source)
    if source.overruled_by == source.id:
        yield "is overruled by itself. Name the source that overruled it."
    if source.overruled_by in shelf.book.sources and not source.changes and overruled_on(source, shelf.book) is None:
        yield "is overruled, and nothing says since when. Give it in_force_until."
    for day in repeated(str(change.on) for change in source.changes):
        yield f"has two changes on {day}. Tell them as one."


def _data(shelf: Shelf) -> Iterator[str]:
    for track in shelf.book.tracks.values():
        yield from (f"tracks.toml: “{track.id}” {problem}" for problem in _track(track, shelf))
    for source in shelf.book.sources.values():
        for problem in _source(source, shelf):
            yield f"sources.toml: “{source.id}” {problem}"
    for kind in shelf.book.decision_kinds.values():
        for problem in unknown_sources([each.source for each in kind.relevant_information], shelf):
            yield f"decision-kinds.toml: “{kind.id}” {problem}"
    for ground in shelf.book.grounds.values():
        for problem in unknown_sources(ground.sources, shelf):
            yield f"grounds.toml: “{ground.id}” {problem}"


def _panels(shelf: Shelf) -> Iterator[str]:
    for panel in shelf.book.panels.values():
        yield from (f"panels/{panel.id}.toml: “{panel.id}” {problem}" for problem in problems_of(panel, shelf))


def _guidance(shelf: Shelf) -> Iterator[str]:
    """References that lead nowhere, and pages that stand in no group of the index, or in two."""
    pages, groups = shelf.book.guidance, shelf.book.guidance_groups
    known = shelf.book.sources.keys() | pages.keys()
    for page in pages.values():
        for id in page.refers_to:
            if id not in known | shelf.broken:
                yield f"guidance/{page.id}.md: refers to " + no_such("source or page", id, known)
    listed = [id for group in groups for id in group.pages]
    for id in listed:
        if id not in pages:
            yield "guidance/index.toml: lists " + no_such("page", id, pages)
    for id in pages if groups else ():
        if listed.count(id) != 1:
            times = "in no group" if id not in listed else "more than once"
            yield f"guidance/index.toml: the page “{id}” is listed {times}. List it once."


def vet(shelf: Shelf) -> list[str]:
    """Every problem between the files, each naming its file, its entry and the remedy."""
    problems: list[str] = []
    for (id, version), questionnaire in shelf.book.questionnaires.items():
        file = f"questionnaires/{id}.{version}.toml"
        problems += [f"{file}: {each}" for each in Walk(questionnaire, shelf).problems()]
    for check in shelf.book.checks.values():
        problems += [f"{shelf.files[check.id]}: “{check.id}” {each}" for each in _check(check, shelf)]
    return problems + list(_data(shelf)) + list(_panels(shelf)) + list(_guidance(shelf))
