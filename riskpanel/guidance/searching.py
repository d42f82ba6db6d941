"""A search of the guidance and its sources by words, whatever their endings."""

import re
from dataclasses import dataclass

from riskpanel.guidance.pages import page_url, source_url
from riskpanel.rulebook import REFERENCE, Guidance
from riskpanel.rulebook.current import rules

SNIPPET = 160
WORD = re.compile(r"\w+")
# Two words that begin alike are taken for one where each goes on with one of these, as in restrict and restrictions.
BEGINNING = 5
ENDINGS = frozenset({"", "s", "e", "es", "ed", "er", "ers", "y", "ies", "ity", "ities", "ing", "ion", "ions", "ation",
                     "ations", "ive", "ment", "ments", "al", "als", "ly", "able", "ate", "ates", "acy", "ant", "ance"})


@dataclass(frozen=True)
class Found:
    """A page or source that holds every word looked for, and a piece of it."""

    title: str
    href: str
    piece: str


def search(words: str) -> list[Found]:
    """The pages, then the sources, that hold all of the words, whatever their endings; those in whose title they stand
    first."""
    wanted = words.casefold().split()
    pages = [(page.title, _read(page), page_url(page.id)) for page in rules().guidance.values()]
    sources = [(one.title, one.gist, source_url(one.id)) for one in rules().sources.values()]
    return _matching(pages, wanted) + _matching(sources, wanted) if wanted else []


def result(found: list[Found], words: str) -> str:
    """What a search came to, in words."""
    if not found:
        return f"Nothing holds all of “{words}”: try fewer or other words"
    return f"{len(found)} {'page holds' if len(found) == 1 else 'pages hold'} “{words}”"


def _matching(candidates: list[tuple[str, str, str]], wanted: list[str]) -> list[Found]:
    found = [one for one in candidates if _holds(f"{one[0]} {one[1]}", wanted)]
    found.sort(key=lambda one: not _holds(one[0], wanted))
    return [Found(title, href, _piece(text, wanted)) for title, text, href in found]


def _holds(text: str, wanted: list[str]) -> bool:
    return all(_place(text.casefold(), word) >= 0 for word in wanted)


def _place(text: str, wanted: str) -> int:
    """Where a word that was looked for stands in a text, itself or with another ending; -1 where it does not."""
    found = text.find(wanted)
    if found >= 0 or len(wanted) < BEGINNING or wanted[:BEGINNING] not in text:
        return found
    return next((word.start() for word in WORD.finditer(text) if akin(wanted, word[0])), -1)


def akin(one: str, other: str) -> bool:
    """Whether two words begin alike for long enough, and only their endings differ."""
    shortest = min(len(one), len(other))
    return any(one[:at] == other[:at] and one[at:] in ENDINGS and other[at:] in ENDINGS
               for at in range(BEGINNING, shortest + 1))


def _read(page: Guidance) -> str:
    """A page's words without its marks."""
    bare = REFERENCE.sub("", page.text)
    return " ".join(re.sub(r"[#*|]|^- |\(\)|-{3,}", " ", bare, flags=re.MULTILINE).split())


def _piece(text: str, wanted: list[str]) -> str:
    """The words around the first that was looked for."""
    at = next((place for word in wanted if (place := _place(text.casefold(), word)) >= 0), 0)
    start = text.rfind(" ", 0, max(at - SNIPPET // 3, 0)) + 1 if at > SNIPPET // 3 else 0
    end = text.find(" ", start + SNIPPET)
    return ("… " if start else "") + (f"{text[start:end]} …" if end > 0 else text[start:])
