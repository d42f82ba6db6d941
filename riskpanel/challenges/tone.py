"""Questions about tone, as the recipient might feel it. They ask, and never stop anything being sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ToneQuestion:
    """A phrase somebody wrote, what to ask about it, and where it stands: a page of the builder and a field on it."""

    phrase: str
    asks: str
    page: str


CHARACTER = (
    "arrogant", "bully", "bullying", "careless", "dishonest", "heartless", "ignorant", "incompetent", "lazy", "liar",
    "negligent", "obstructive", "out of touch", "overprotective", "paternalistic", "reckless", "stupid", "thoughtless",
    "uncaring", "unprofessional", "you do not care", "you don't care", "you failed", "you have failed", "your attitude",
    "your failure",
)
ABSOLUTE = (
    "always", "at no point", "clearly", "completely", "entirely", "everybody", "everyone", "never", "no one", "nobody",
    "obviously", "of course", "totally", "without exception",
)
PLAINER: Mapping[str, str] = {
    "absconded": "left", "adl": "daily living, in words", "adls": "daily living, in words", "bi": "best interests",
    "bia": "best interests assessor", "challenging behaviour": "what the person does, and when",
    "chc": "NHS continuing healthcare", "cop": "Court of Protection", "dnacpr": "the decision, in words",
    "dtoc": "a wait to leave hospital", "frequent flyer": "how often, and why",
    "lacks insight": "what they said, in their words",
    "ld": "learning disability", "mdt": "the people involved, by role",
    "non-compliant": "what they did not do, and why",
    "non-engaging": "what was offered, and what they said", "placement": "home", "poc": "care and support",
    "refuses": "says no to, and why", "risk averse": "what is being avoided", "rpr": "representative",
    "s117": "section 117 aftercare", "service user": "the person's name", "toc": "transfer of care",
}


def _finder(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _about_character(phrase: str) -> str:
    return f"“{phrase}” is about somebody's character. Could it be about the decision and its reasons instead?"


def _about_absolutes(phrase: str) -> str:
    return f"“{phrase}” invites one exception to answer it. Is it so every time, and can you say how often?"


def _about_jargon(phrase: str) -> str:
    return f"Would the person reading know “{phrase}”? Perhaps: {PLAINER[phrase.lower()]}."


ASKING = ((_finder(CHARACTER), _about_character), (_finder(ABSOLUTE), _about_absolutes),
          (_finder(PLAINER), _about_jargon))


def tone_questions(written: Iterable[tuple[str, str]]) -> list[ToneQuestion]:
    """What to ask of (page, text) pairs, character first; the same phrase on the same page is asked about once."""
    texts = [(page, text.replace("’", "'")) for page, text in written]
    found = [ToneQuestion(match.group(), asks(match.group()), page)
             for finder, asks in ASKING for page, text in texts for match in finder.finditer(text)]
    return list({(one.phrase.lower(), one.page): one for one in found}.values())
