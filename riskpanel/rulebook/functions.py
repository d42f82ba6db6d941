"""The named functions: the few things a check needs to know that conditions in data cannot say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from riskpanel.rulebook.reading import Record, Scope, Seen, Surroundings
from riskpanel.rulebook.sentences import is_only_a_heading
from riskpanel.rulebook.truth import Outcome, Truth

LONG_ENOUGH_TO_COMPARE = 60
MUCH_THE_SAME = 0.8

Says = Callable[[Surroundings, Record], Outcome]


@dataclass(frozen=True, slots=True)
class Function:
    """A function a check may name, the sentence that says when it is true, and whether it judges written words."""

    name: str
    meaning: str
    says: Says
    of_words: bool = False


FUNCTIONS: dict[str, Function] = {}


def named(meaning: str, *, of_words: bool = False) -> Callable[[Says], Says]:
    """Register a function under its own name, with when it is true; `of_words` when it judges what was written."""

    def register(says: Says) -> Says:
        name = getattr(says, "__name__", "")
        FUNCTIONS[name] = Function(name, meaning, says, of_words)
        return says

    return register


def described() -> Mapping[str, str]:
    """Each named function and when it is true, to be shown beside the checks."""
    return {function.name: function.meaning for function in FUNCTIONS.values()}


def _chosen_kinds(around: Surroundings) -> list[Seen]:
    """What was answered wherever a record asks, in so many words, which kinds of decision it covers."""
    return [
        Seen(question, record.answers.get(question.id), record.questionnaire, question.id)
        for record in around.records()
        for question in record.shown
        if question.type in ("one-of", "several-of") and question.options_from == "decision-kinds"
    ]


@named("The kinds of decision chosen for the decision and in its records come to two or more.")
def several_decisions_in_one(around: Surroundings, record: Record) -> Outcome:
    """Counts kinds that somebody chose; it never guesses from what was written."""
    read = [Scope(around, record).look("decision.kind"), *_chosen_kinds(around)]
    settled = tuple(seen for seen in read if seen.settled)
    kinds: set[Any] = set()
    for seen in settled:
        kinds.update(seen.value if isinstance(seen.value, tuple) else (seen.value,))
    if len(kinds) > 1:
        return Outcome(Truth.TRUE, settled)
    open = tuple(seen for seen in read if not seen.settled)
    return Outcome(Truth.CANNOT_TELL if open else Truth.FALSE, settled, open)


def _dated_groups(record: Record) -> list[tuple[Seen, list[Any]]]:
    """Each group of the record that asks for a date, with the dates its entries give."""
    found = []
    for group in record.shown:
        dated = next((ask.id for ask in group.asks if ask.type == "date"), None)
        if dated:
            entries = record.answers.get(group.id) or ()
            dates = [entry.get(dated) for entry in entries]
            found.append((Seen(group, entries or None, record.questionnaire, group.id), dates))
    return found


@named("A group of the record has two or more dated entries, and all carry the same date.")
def group_dates_all_on_one_day(around: Surroundings, record: Record) -> Outcome:
    """For example several visits to see a pattern over time, all made on one day."""
    several = [(seen, dates) for seen, dates in _dated_groups(record) if len(dates) > 1]
    same = tuple(seen for seen, dates in several if None not in dates and len(set(dates)) == 1)
    if same:
        return Outcome(Truth.TRUE, same)
    open = tuple(seen for seen, dates in several if None in dates and len(set(dates) - {None}) < 2)
    return Outcome(Truth.CANNOT_TELL if open else Truth.FALSE, tuple(seen for seen, _ in several), open)


def _long_texts(record: Record) -> dict[str, Seen]:
    """The record's longer written answers, by their words alone."""
    written = {}
    for question in record.shown:
        value = record.answers.get(question.id)
        if question.type == "long-text" and value and len(value) >= LONG_ENOUGH_TO_COMPARE:
            words = " ".join(value.casefold().split())
            written[words] = Seen(question, value, record.questionnaire, question.id)
    return written


def _much_the_same(one: str, other: str) -> bool:
    """Whether most of the words stand in the same order; the cheap bounds are looked at first."""
    alike = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return one == other or all(ratio() >= MUCH_THE_SAME
                               for ratio in (alike.real_quick_ratio, alike.quick_ratio, alike.ratio))


@named("A longer written answer is, in most of its words, that of another record of the same kind.", of_words=True)
def text_repeated_from_another_record(around: Surroundings, record: Record) -> Outcome:
    """Compares whole answers only, so a shared phrase is never enough."""
    own = _long_texts(record)
    elsewhere = {words for other in around.records(record.questionnaire.id) if other is not record
                 for words in _long_texts(other)}
    repeated = tuple(seen for words, seen in own.items()
                     if words in elsewhere or any(_much_the_same(words, other) for other in elsewhere))
    return Outcome(Truth.of(bool(repeated)), repeated or tuple(own.values()))


@named("Every word of the decision’s sentence names a subject, such as care or capacity.", of_words=True)
def sentence_is_only_a_heading(around: Surroundings, record: Record) -> Outcome:
    """A sentence that names a place, a person or an offer is never only a heading."""
    seen = Scope(around, record).look("decision.sentence")
    return Outcome(Truth.of(bool(seen.value) and is_only_a_heading(seen.value)), (seen,))
