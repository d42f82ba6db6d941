"""Names on a screen that others can see: as they are, as initials, or as "the person". Nothing else changes."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import escape

from riskpanel.panel.agenda import SPEAKS, voices
from riskpanel.panel.models import AgendaItem

AS_THEY_ARE = "names"
SHOWN: Mapping[str, str] = {AS_THEY_ARE: "Names", "initials": "Initials", "the-person": "“The person”"}
THE_PERSON = "the person"
CLOSE = ("family", "friend", "advocate", "other")
MARKUP = re.compile(r"(<script\b.*?</script>|<[^>]*>)", re.DOTALL)
BEFORE_A_SENTENCE = ".!?:“"
TWICE = re.compile(r"([Tt]he person)(</strong>)?, the person\b")


def instead_of_names(items: Iterable[AgendaItem], shown: str, close: Iterable[str]) -> dict[str, str]:
    """What stands on the screen for each name of the people whose cases these are, and of those close to them.

    `close`: names of people close to them, beside those invited to the cases.
    """
    instead: dict[str, str] = {}
    if shown == AS_THEY_ARE or shown not in SHOWN:
        return instead
    for name in close:
        _put(instead, name, initials(name))
    for item in items:
        for name in _invited(item):
            _put(instead, name, initials(name))
        person = item.referral.person
        words = THE_PERSON if shown == "the-person" else initials(person.name)
        for name in (person.name, person.known_as):
            _put(instead, name, words, over=True)
    return instead


def _invited(item: AgendaItem) -> set[str]:
    """Those close to the person who are invited to the case."""
    return {one.called for one in voices(item) if one.part in SPEAKS and not one.user_id}


def close_to(item: AgendaItem) -> set[str]:
    """Those whose view is in the papers as somebody close to the person, and their attorneys and deputies."""
    holders = {one.holder for one in item.referral.person.authorities if one.holder}
    return holders | {view.name for view in item.referral.decision.views if view.voice in CLOSE}


def _put(instead: dict[str, str], name: str, words: str, *, over: bool = False) -> None:
    """The whole name and each word of it that could tell who this is."""
    for part in (name, *(one for one in name.split() if len(one) > 1)):
        if part and (over or part not in instead):
            instead[part] = words


def initials(name: str) -> str:
    """Rosa Delgado: R. D."""
    return " ".join(f"{one[0].upper()}." for one in name.split() if one[0].isalpha())


def on_screen(page: str, instead: Mapping[str, str]) -> str:
    """A page's words with names replaced; its addresses and markup are left alone."""
    if not instead:
        return page
    known = {str(escape(name)): str(escape(words)) for name, words in instead.items()}
    any_name = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")(?!\w)")
    parts = MARKUP.split(page)
    parts[::2] = [any_name.sub(lambda found: _in_place(known[found[0]], found), words) for words in parts[::2]]
    return TWICE.sub(r"\1\2", "".join(parts))


def _in_place(words: str, found: re.Match[str]) -> str:
    """A capital where a sentence begins."""
    before = found.string[:found.start()].rstrip()
    begins = not before or before[-1] in BEFORE_A_SENTENCE
    return words[0].upper() + words[1:] if begins else words
