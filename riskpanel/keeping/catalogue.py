"""The rules as those who keep them read them: every check by its subject, what it rests on, and one check in full."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from riskpanel.rulebook import Check, Figure, Rulebook, Source
from riskpanel.rulebook.aloud import Clause, Told, read_aloud, title_of, told
from riskpanel.rulebook.changes import changes_of
from riskpanel.rulebook.coverage import Coverage
from riskpanel.rulebook.findings import SEVERITIES
from riskpanel.web.filters import SEVERITIES as SAID
from riskpanel.web.filters import date_words

WHAT_IT_DOES = {
    "stop": "A record cannot be concluded while this stands, unless somebody goes past it because care cannot wait.",
    "warn": "The record can be concluded; whoever writes it is asked to think again.",
    "advise": "A prompt that may make the record stronger.",
}
EVERY = ""


@dataclass(frozen=True)
class Sift:
    """What of the rules is asked for: a subject, a severity, and words that must all be there."""

    subject: str = EVERY
    severity: str = EVERY
    words: str = ""

    def keeps(self, check: Check, book: Rulebook) -> bool:
        chosen = self.subject in (EVERY, check.subject) and self.severity in (EVERY, check.severity)
        return chosen and all(word in _text(check, book) for word in self.words.casefold().split())


def _text(check: Check, book: Rulebook) -> str:
    """Everything a reader may look for a check by."""
    titles = (book.sources[id].title for id in check.sources if id in book.sources)
    return " ".join((check.id, check.say, check.settle, *check.stands_for, *titles)).casefold()


@dataclass(frozen=True)
class SourceLine:
    """A source as the lists tell it: where it stands, in words."""

    source: Source
    standing: str


@dataclass(frozen=True)
class Card:
    """A check in the list, and in full on its own page."""

    check: Check
    severity: str
    applies_to: str
    in_force: str
    sources: tuple[SourceLine, ...]
    figures: tuple[str, ...]
    firing: int
    silent: int
    href: str

    @property
    def also(self) -> str:
        """The other points of the law research that it covers."""
        return ", ".join(id for id in self.check.stands_for if id != self.check.id)


def subjects(book: Rulebook) -> dict[str, str]:
    """Each subject's title by the name of its file, in the order of the titles."""
    names = sorted({check.subject for check in book.checks.values()})
    return {name: name.replace("-", " ").capitalize() for name in names}


def sifted(book: Rulebook, sift: Sift) -> list[Check]:
    """The checks asked for: by subject, and in it stops first."""
    kept = (check for check in book.checks.values() if sift.keeps(check, book))
    return sorted(kept, key=lambda check: (check.subject, SEVERITIES.index(check.severity)))


def by_subject(book: Rulebook, checks: Iterable[Check], day: date) -> list[tuple[str, list[Card]]]:
    """Checks in the order they come, under the titles of their subjects."""
    titles, groups = subjects(book), dict[str, list[Card]]()
    for check in checks:
        groups.setdefault(titles[check.subject], []).append(card(check, book, day))
    return list(groups.items())


def card(check: Check, book: Rulebook, day: date) -> Card:
    """What the list says of a check."""
    firing = sum(example.fires for example in check.examples)
    return Card(
        check, SAID[check.severity][0], ", ".join(title_of(name, book) for name in check.applies_to), _in_force(check),
        tuple(SourceLine(book.sources[id], standing(book.sources[id], book, day)) for id in check.sources),
        tuple(figure(book.policy[key]) for key in check.local_figure), firing, len(check.examples) - firing,
        url_for("keeping.check", check_id=check.id))


def _in_force(check: Check) -> str:
    ends = (("from", check.in_force_from), ("until", check.in_force_until))
    return " ".join(f"{word} {date_words(day)}" for word, day in ends if day)


def standing(source: Source, book: Rulebook, day: date) -> str:
    """Where a source stands on a day: since when, what has changed, whether it is confirmed, when it was last read."""
    return " ".join(_standing(source, book, day))


def _standing(source: Source, book: Rulebook, day: date) -> Iterator[str]:
    if source.in_force_from:
        yield f"In force from {date_words(source.in_force_from)}."
    for change in changes_of(source, book, day):
        yield f"Changed on {date_words(change.on)}: {change.what}"
    yield "Confirmed," if source.confirmed else "Not confirmed: check before relying on it;"
    yield f"last looked at {date_words(source.last_verified)}."


def figure(one: Figure) -> str:
    """A local figure in words."""
    return ": ".join((one.title, f"{one.value} {one.unit or ''}".rstrip())) + "."


# ---- One check


@dataclass(frozen=True)
class Whole:
    """A check in full: when it fires, and the examples that hold it to that."""

    card: Card
    what_it_does: str
    when: Clause
    firing: tuple[Told, ...]
    silent: tuple[Told, ...]
    file: str


def whole(check: Check, book: Rulebook, day: date) -> Whole:
    """Everything there is to say of a check."""
    examples = [told(check, example, book) for example in check.examples]
    return Whole(card(check, book, day), WHAT_IT_DOES[check.severity], read_aloud(check, book),
                 tuple(one for one in examples if one.fires), tuple(one for one in examples if not one.fires),
                 f"checks/{check.subject}.toml")


def uncovered(found: Coverage, book: Rulebook) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What records do not reach: a heading, what it means, and each check or source with where it leads."""
    def checks(ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(book.checks[id].say, url_for("keeping.check", check_id=id)) for id in ids]

    return [
        ("Checks no record exercises", "No record answers what they read.", checks(found.never)),
        ("Checks that never fire", "Some answer settles each, and none makes it fire.", checks(found.silent)),
        ("Sources nothing uses", "No check, question or kind of decision names them.",
         [(book.sources[id].title, "") for id in found.unused_sources]),
    ]


def options(words: dict[str, str], chosen: str, every: str) -> list[dict[str, Any]]:
    """The choices of a filter, the one chosen marked, "every" first."""
    return [{"value": key, "text": text, "chosen": key == chosen} for key, text in ({EVERY: every} | words).items()]
