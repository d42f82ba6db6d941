"""What pages say about the support around a challenge, and the reflective note as a document that names nobody."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.documents.blocks import Block, Document, Facts, Heading, Marks, Paragraph
from riskpanel.people.naming import Known, found_in, known_of, without
from riskpanel.support import queries
from riskpanel.support.models import PEER, SUPERVISION, SUPPORT, TALK, Discussion, Reflection
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import CHALLENGE as LIFE

LATEST = 3
ASKED = (("did", "What I did"), ("learned", "What I learned"), ("differently", "What I would do differently"))
TITLES = {TALK: "Talk with {whom}", PEER: "Thought over with {whom}", SUPERVISION: "Supervision with {whom}"}


def entry(one: Discussion) -> dict[str, str]:
    """One discussion on a timeline."""
    agreed = f"Agreed: {one.agreed}" if one.agreed else "Nothing was agreed."
    seen = " Seen by the two of you only." if one.kind == SUPERVISION else ""
    return {"title": titled(one), "when": date_words(one.happened_on), "by": f"written by {one.written_by.name}.{seen}",
            "text": f"{one.said}\n{agreed}"}


def titled(one: Discussion) -> str:
    return TITLES[one.kind].format(whom=one.supervisor.name if one.supervisor else one.with_whom)


def support_of(challenge: Challenge) -> list[dict[str, str]]:
    """Who supports whoever raised the challenge, for a summary list."""
    return [{"key": SUPPORT[one.kind], "value": f"{one.name}\n{one.helps}".strip()}
            for one in queries.supporters(challenge)]


def can(challenge: Challenge, user: Any, action: Action) -> bool:
    return LIFE.allows(action, challenge.state) and access.may(user, action, challenge)


DOING = (
    (Action.DISCUSS_CHALLENGE, "Add a talk or a note", "add"),
    (Action.NAME_SUPPORT, "Say who supports you", "name"),
    (Action.REFLECT, "Write what you learned, for yourself", "reflect"),
)


def doing(challenge: Challenge, user: Any) -> list[tuple[str, str]]:
    """What this user can add to the support around this challenge: words and address."""
    return [(words, address(challenge, endpoint)) for action, words, endpoint in DOING if can(challenge, user, action)]


def address(challenge: Challenge, endpoint: str = "discussion") -> str:
    return url_for(f"support.{endpoint}", challenge_id=challenge.id)


@adds_to("challenge")
def on_challenge(challenge: Challenge, user: Any) -> Iterable[Section]:
    """The latest talks, and the way to all of them and to support."""
    found = queries.discussions(challenge, user)
    lines = tuple(Line(titled(one), address(challenge), due=date_words(one.happened_on)) for one in found[:LATEST])
    every = Line(f"Discussion and support: {_counted(found)}", address(challenge))
    more = tuple(Line(words, href) for words, href in doing(challenge, user))
    yield Section("Discussion and support", lines, (every, *more), "No talk has been written down yet.")


def _counted(found: Sequence[Discussion]) -> str:
    return f"all {len(found)} entries" if found else "who supports you"


# ---- The reflective note

def known(challenge: Challenge) -> Known:
    """Everybody's names that a reflective note leaves out."""
    decision = challenge.decision
    others = (decision.decider, challenge.raised_by.name, challenge.raised_for_name, challenge.owed_by)
    return known_of(challenge.person, others)


def names_in(note: Reflection | None) -> list[str]:
    """Names and numbers that stand in a note as it was typed."""
    if note is None:
        return []
    return found_in("\n".join(getattr(note, name) for name, _ in ASKED), known(note.challenge))


def document(note: Reflection, authority: str) -> Document:
    """The note as it is exported for professional registration: nobody's name but its author's."""
    hidden = known(note.challenge)
    blocks: list[Block] = [Facts((("Written by", note.written_by.name), ("Role", note.written_by.job),
                                  ("Written on", date_words(note.written_at))))]
    for name, title in ASKED:
        told = without(getattr(note, name), hidden)
        blocks += [Heading(title), Paragraph(told or "Nothing written.")]
    return Document("Reflective note on a constructive challenge", tuple(blocks),
                    Marks(authority, "", handling="Written for professional registration. It names nobody."))

