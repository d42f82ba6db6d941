"""What has become of the sources since: which have changed, when, and what in a record leans on each of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskpanel.rulebook.conditions import mentions
from riskpanel.rulebook.definitions import Change, Question, Rulebook, Source
from riskpanel.rulebook.wording import day_in_words

LOOK = "Read what the record rests on it, and write whether its reasons still stand without it."


@dataclass(frozen=True, slots=True)
class LawChange:
    """One change of one source: from `on`; `by` is what changed it; `recorded_on` is when keepers of the rules knew."""

    source: Source
    on: date
    what: str
    ask: str
    by: Source | None
    recorded_on: date

    @property
    def key(self) -> tuple[str, date]:
        """What tells changes apart."""
        return self.source.id, self.on


def overruled_on(source: Source, book: Rulebook) -> date | None:
    """The day a source was overruled: its own last day, or the first of what overruled it."""
    by = book.sources.get(source.overruled_by or "")
    return source.in_force_until or (by.in_force_from if by else None)


def _ended(source: Source, book: Rulebook) -> Iterator[Change]:
    """The end of a source as a change."""
    on = overruled_on(source, book) if source.overruled_by else source.in_force_until
    if on:
        by = book.sources.get(source.overruled_by or "")
        what = f"Overruled by {by.title}." if by else f"No longer in force from {day_in_words(on)}."
        yield Change(on=on, what=what, ask=LOOK, by=source.overruled_by)


def _affected(source: Source, book: Rulebook) -> Iterator[Change]:
    """What a later source did to one that otherwise stands."""
    by = book.sources.get(source.affected_by or "")
    if by and by.in_force_from:
        yield Change(on=by.in_force_from, what=f"To be read with {by.title} since then.", ask=LOOK, by=by.id)


def _of(source: Source, book: Rulebook) -> Iterator[LawChange]:
    """Every change of a source; one told in words of its own stands for what follows from the other fields that day."""
    told = {change.on: change for change in (*_affected(source, book), *_ended(source, book), *source.changes)}
    for change in told.values():
        by = book.sources.get(change.by or "")
        recorded_on = max(change.recorded_on or change.on, change.on)
        yield LawChange(source, change.on, change.what, change.ask, by, recorded_on)


def changes_of(source: Source, book: Rulebook, day: date) -> Iterator[LawChange]:
    """Every change of one source that has come by that day."""
    return (change for change in _of(source, book) if change.on <= day)


def law_changes(book: Rulebook, day: date) -> tuple[LawChange, ...]:
    """Every change of a source that has come by that day, the newest first."""
    found = (change for source in book.sources.values() for change in changes_of(source, book, day))
    return tuple(sorted(found, key=lambda change: (-change.on.toordinal(), change.source.title)))


# ---- What a record leans on


def _words(value: Any) -> Iterator[str]:
    """Every text in an answer, in the entries of a group too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _words(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


def cited_in(values: Iterable[Any], book: Rulebook) -> set[str]:
    """The sources that these answers' words are known to lean on: `cited_as` says by which words."""
    texts = [text for value in values for text in _words(value)]
    citable = [source for source in book.sources.values() if source.cited_as]
    return {source.id for source in citable if any(mentions(text, source.cited_as) for text in texts)}


def behind(question: Question, value: Any) -> set[str]:
    """The sources behind a question that was answered, and in a group behind what its entries answer."""
    entries = value if isinstance(value, list) else [value]
    answered = {id for entry in entries if isinstance(entry, Mapping) for id, given in entry.items() if given}
    within = {id for ask in question.asks if ask.id in answered for id in ask.sources}
    return {*question.sources, *within}


def law_on(ids: Iterable[str], day: date, book: Rulebook) -> set[str]:
    """Those of the sources that were law, or guidance, that day."""
    found = (book.sources[id] for id in ids if id in book.sources)
    return {each.id for each in found if (each.in_force_from or date.min) <= day}
