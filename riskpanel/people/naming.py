"""Words by which somebody could be known in a text that is meant to name nobody, and the text without them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from riskpanel.keyring import normalised
from riskpanel.people.models import Person

REFERENCE = re.compile(r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.IGNORECASE)
TEN_DIGITS = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NOBODY = {"a", "an", "the", "and", "of", "for", "to", "in", "at", "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof"}
THEY, CLOSE, LEFT_OUT = "the person", "somebody they know", "(left out)"


@dataclass(frozen=True)
class Known:
    """What must not stand in a text: words of names, told apart as the person's and others', and dates of birth."""

    theirs: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()


def known_of(person: Person | None, others: Iterable[str] = ()) -> Known:
    """The names of the person, of those around them and of those with authority, and how a date of birth is written."""
    if person is None:
        return Known(others=_words(others))
    around = [one.name for one in person.connections] + [one.holder for one in person.authorities]
    return Known(_words((person.name, person.preferred_name)), _words((*around, *others)), _dates(person.born_on))


def _words(names: Iterable[str]) -> frozenset[str]:
    """The words of names that begin as a name does; “the” of “the hen club” names nobody."""
    found = (word for name in names for word in WORD.findall(name) if word[0].isupper())
    return frozenset(normalised(word) for word in found) - NOBODY - {""}


def _dates(born_on: str) -> tuple[str, ...]:
    if not born_on:
        return ()
    day = date.fromisoformat(born_on)
    return (born_on, f"{day.day} {day:%B %Y}", f"{day.day} {day:%b %Y}", f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day.year}")


def found_in(text: str, known: Known) -> list[str]:
    """What somebody could be known by, as it stands in the text, each once and in order."""
    names = [word for word in WORD.findall(text) if _bare(word) in known.theirs | known.others]
    dates = [each for each in known.dates if each.casefold() in text.casefold()]
    return list(dict.fromkeys([*names, *REFERENCE.findall(text), *TEN_DIGITS.findall(text), *dates]))


def _bare(word: str) -> str:
    """A word as names are compared: without the 's of what is theirs."""
    return normalised(re.sub(r"['’]s?$", "", word))


def without(text: str, known: Known) -> str:
    """The text with everybody's names put as who they are, and references, numbers and dates of birth left out."""
    def instead(match: re.Match[str]) -> str:
        word, bare = match.group(), _bare(match.group())
        who = THEY if bare in known.theirs else CLOSE if bare in known.others else ""
        return f"{who}’s" if who and re.search(r"['’]s$", word) else who or word

    for pattern in (REFERENCE, TEN_DIGITS, *(re.compile(re.escape(each), re.IGNORECASE) for each in known.dates)):
        text = pattern.sub(LEFT_OUT, text)
    named = WORD.sub(instead, text)
    return re.sub(rf"\b({THEY}|{CLOSE})(?: \1)+", r"\1", named)
