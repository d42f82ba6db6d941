"""What records show of the rules: which checks some record exercises, and which sources anything uses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskpanel.rulebook.definitions import Rulebook
from riskpanel.rulebook.findings import subjects, tried_on
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.truth import Outcome, Truth


@dataclass(frozen=True, slots=True)
class Coverage:
    """What these records reach: checks never exercised, checks exercised that never fire, sources nothing names."""

    checks: int
    records: int
    fired: frozenset[str]
    never: tuple[str, ...]
    silent: tuple[str, ...]
    unused_sources: tuple[str, ...]

    @property
    def said(self) -> str:
        """The whole in a sentence."""
        return (f"{self.checks} checks on {self.records} decisions and their records: {len(self.fired)} fire "
                f"somewhere, {len(self.silent)} are settled by an answer and stay silent.")


def _reached(outcome: Outcome) -> bool:
    """Whether it came to true or false because of something that was answered."""
    return outcome.truth is not Truth.CANNOT_TELL and any(seen.value is not None for seen in outcome.seen)


def _exercised(book: Rulebook, bundles: Iterable[Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """The checks that fire somewhere, and those that some answer settled, one way or the other."""
    fired: set[str] = set()
    reached: set[str] = set()
    for given in bundles:
        read = Bundle(book, given)
        for record in subjects(read):
            tried = list(tried_on(record, read, book))
            fired.update(one.id for one, outcome in tried if outcome.truth is Truth.TRUE)
            reached.update(one.id for one, outcome in tried if _reached(outcome))
    return fired, fired | reached


def exercised_by(book: Rulebook, cases: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Each check that some of these cases exercise, with the names of those cases, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, given in cases.items():
        _, reached = _exercised(book, [given])
        found.update({id: (*found.get(id, ()), name) for id in reached})
    return found


def _named(book: Rulebook) -> Iterator[str | None]:
    for check in book.checks.values():
        yield from check.sources
    for kind in book.decision_kinds.values():
        yield from (point.source for point in kind.relevant_information)
    for source in book.sources.values():
        yield from (source.overruled_by, source.affected_by, *(change.by for change in source.changes))
    for questionnaire in book.questionnaires.values():
        for question in questionnaire.every():
            yield from (id for each in (question, *question.asks) for id in each.sources)


def covered(book: Rulebook, bundles: Iterable[Mapping[str, Any]]) -> Coverage:
    """Try every check on these records and say what was never reached."""
    told = list(bundles)
    fired, reached = _exercised(book, told)
    return Coverage(len(book.checks), len(told), frozenset(fired), tuple(sorted(book.checks.keys() - reached)),
                    tuple(sorted(reached - fired)), tuple(sorted(book.sources.keys() - set(_named(book)))))
