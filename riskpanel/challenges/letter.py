"""The letter: one courteous page composed from the answers, and kept as it was sent."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from riskpanel.challenges.models import Challenge, Evidence
from riskpanel.challenges.tone import ToneQuestion, tone_questions
from riskpanel.challenges.words import ANSWERS, BASES, IN_THE_LETTER
from riskpanel.web.filters import date_words


@dataclass(frozen=True)
class Part:
    """One titled part of the letter: an opening, somebody's words, its lines, and the builder page it comes from."""

    title: str
    lines: tuple[str, ...]
    page: str
    opening: str = ""
    said: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter as the recipient reads it."""

    to: str
    written: str
    subject: str
    greeting: str
    parts: tuple[Part, ...]
    answer_by: str
    sender: str
    sender_details: str

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)


def letter_of(challenge: Challenge, due_on: date, day: date) -> Letter:
    """The letter as it was sent, or as it would be today."""
    if challenge.letter:
        kept = dict(challenge.letter)
        parts = tuple(Part(**{**part, "lines": tuple(part["lines"])}) for part in kept.pop("parts"))
        return Letter(**kept, parts=parts)
    return compose(challenge, due_on, day)


def compose(challenge: Challenge, due_on: date, day: date) -> Letter:
    """The letter in words. Parts with nothing to say are left out."""
    decision, person, sender = challenge.decision, challenge.person, challenge.raised_by
    parts = [_statement(challenge), _reasoning(challenge), _differently(challenge), _evidence(challenge),
             _person(challenge), _for_whom(challenge), _ask(challenge), _mind(challenge)]
    return Letter(
        to=decision.who_decides,
        written=date_words(day),
        subject=f"{person.known_as} ({person.reference}): {decision.sentence}",
        greeting=f"Dear {decision.decider or 'colleague'}",
        parts=tuple(part for part in parts if part.opening or part.lines or part.said),
        answer_by=_answer_by(challenge, due_on),
        sender=sender.name,
        sender_details=", ".join(part for part in (sender.job, sender.phone) if part),
    )


def _told(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """A line for each (start, words) whose words are there."""
    return tuple(f"{start}{words}" for start, words in pairs if words)


def _statement(challenge: Challenge) -> Part:
    where = ", ".join(part for part in (challenge.where_written, date_words(challenge.decided_on)) if part)
    direction = IN_THE_LETTER.get(challenge.direction, "").format(name=challenge.person.known_as)
    opening = "I am writing to ask you to look again at one statement." if challenge.statement else ""
    return Part("What this is about", _told(("", direction)), "statement", opening, challenge.statement, where)


def _reasoning(challenge: Challenge) -> Part:
    fairly = "Please tell me if I have not put this fairly." if challenge.their_reasoning else ""
    return Part("Your reasons, as I understand them", _told(("", challenge.their_reasoning), ("", fairly)), "reasoning")


def _differently(challenge: Challenge) -> Part:
    return Part("What I see differently", _told(
        ("On the facts: ", challenge.facts), ("On what the facts mean: ", challenge.interpretation),
        ("On what matters: ", challenge.values), ("On the law: ", challenge.law)), "reasoning")


def _evidence(challenge: Challenge) -> Part:
    requests = [f"Please show me: {one.claim}{_from(one)}" for one in challenge.requests]
    return Part("What this rests on", (*map(evidence_line, challenge.claims), *requests), "evidence")


def evidence_line(one: Evidence) -> str:
    """A claim with its source, date and basis, in one line."""
    basis = BASES.get(one.basis, "").partition(":")[0].lower()
    details = ", ".join(part for part in (one.source, date_words(one.dated_on), basis) if part)
    return f"{one.claim} ({details})" if details else one.claim


def _from(one: Evidence) -> str:
    return f" ({one.source})" if one.source else ""


def _person(challenge: Challenge) -> Part:
    name = challenge.person.known_as
    because = f": {challenge.person_knows_because}" if challenge.person_knows_because else "."
    knows = {"yes": f"{name} knows about this challenge{because}",
             "no": f"{name} does not know about this challenge{because}",
             "not-yet": f"{name} does not know about this challenge yet{because}"}
    lines = _told(("", knows.get(challenge.person_knows, "")),
                  ("To keep the argument away from them: ", challenge.person_protected))
    return Part(f"What {name} says", lines, "person", said=challenge.person_says)


def _for_whom(challenge: Challenge) -> Part:
    name = {"person": challenge.person.known_as}.get(challenge.raised_for, challenge.raised_for_name)
    if challenge.raised_for in ("", "myself"):
        return Part("", (), "person")
    opening = f"I write on behalf of {name}." if name else ""
    return Part("Whose challenge this is", (), "person", opening, challenge.raised_for_words)


def _ask(challenge: Challenge) -> Part:
    by = f" (by {date_words(challenge.ask_by)})" if challenge.ask_by else ""
    ask = f"{challenge.ask}{by}" if challenge.ask else ""
    return Part("What I ask", _told(("", ask), ("Another way: ", challenge.alternative),
                                    ("Meanwhile: ", challenge.meanwhile)), "ask")


def _mind(challenge: Challenge) -> Part:
    return Part("What would change my mind", _told(("", challenge.would_change_my_mind)), "ask")


def _answer_by(challenge: Challenge, due_on: date) -> str:
    choices = [words.lower() for words in ANSWERS.values()]
    urgent = " This is urgent." if challenge.urgent else ""
    return (f"Please answer by {date_words(due_on)}: {', '.join(choices[:-1])} or {choices[-1]}, with your reasons."
            f"{urgent} "
            "The decision stays with you. Nothing here delays safeguarding, a complaint or the court.")


# What the sender wrote in their own voice, by builder page. Quotations and the person's words are left as they are.
OWN_WORDS = {"reasoning": ("their_reasoning", "facts", "interpretation", "values", "law"),
             "ask": ("ask", "alternative", "meanwhile", "would_change_my_mind")}


def tone_of(challenge: Challenge) -> list[ToneQuestion]:
    """Questions about tone in the sender's own words."""
    own = [(page, getattr(challenge, name)) for page, names in OWN_WORDS.items() for name in names]
    return tone_questions([*own, *_claims(challenge.evidence)])


def _claims(evidence: Iterable[Evidence]) -> list[tuple[str, str]]:
    return [("evidence", one.claim) for one in evidence if not one.removed_at]
