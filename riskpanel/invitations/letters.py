"""The letter that invites somebody to one case, in plain words: standard and easy read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from riskpanel.documents.blocks import Beside, Block, Document, Heading, Lines, Listing, Marks, Paragraph
from riskpanel.invitations.words import (
    ANYTHING_ELSE,
    APART,
    BREAKS,
    EASY_APART,
    EASY_FOR_FAMILY,
    EASY_PURPOSE,
    FOR_FAMILY,
    MANNERS,
    PURPOSE,
    Says,
)
from riskpanel.panel.agenda import needs, voices
from riskpanel.panel.forms import HOW, PARTS, SEATS
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.timetable import by_item
from riskpanel.web.filters import date_words, in_london, time_words

POINTS = {True: 16.0, False: 12.0}
AT_ONE_PICTURE = 4  # lines that stand beside one picture


@dataclass(frozen=True)
class Part:
    """A part of a letter: its heading, its sentences, and whether they are a list."""

    heading: str
    sentences: tuple[str, ...]
    listed: bool = False


def letter_of(invitation: Attendance, item: AgendaItem, easy: bool) -> list[Part]:
    """The letter, part by part; parts with nothing to say are left out."""
    made = _easy(invitation, item) if easy else _standard(invitation, item)
    return [part for part in made if part.sentences]


def joins_at(item: AgendaItem) -> datetime:
    """When those asked to a case join, as expected: after what is before it, and any part kept apart."""
    expected = by_item(item.meeting).get(item.id)
    return expected.joins_at if expected else item.meeting.starts_at


def _standard(invitation: Attendance, item: AgendaItem) -> Iterator[Part]:
    name, meeting, says = item.referral.person.known_as, item.meeting, MANNERS[item.meeting.in_writing].standard
    yield Part("", (f"Dear {invitation.called},",
                    f"We would like to talk with you about a decision in {_whose(invitation, item)}. This letter says "
                    "what it is about, who takes part, and how you can."))
    yield Part("What it is about", (item.referral.question or item.referral.decision.sentence, PURPOSE,
                                    f"The decision is for {item.referral.decision.who_decides}. The panel gives "
                                    "advice. It does not make the decision."))
    yield Part("When and where", _filled(says.when, invitation, item))
    yield Part(says.who, tuple(_who(invitation, item)), listed=True)
    yield Part("Your part", _filled(_own_part(invitation, says), invitation, item))
    yield Part("What will happen", _filled(says.happens, invitation, item), listed=True)
    yield Part("How you can take part", ("You choose. You can:",))
    yield Part("", says.ways, listed=True)
    yield Part("", tuple(_told(invitation)))
    yield Part("Breaks, and what helps", tuple(_helps(invitation, item, APART)))
    yield Part("What you may see, and what you can ask for", tuple(_for_family(invitation, name, FOR_FAMILY)),
               listed=True)
    yield Part("Who to ask", (_ask(meeting),))


def _easy(invitation: Attendance, item: AgendaItem) -> Iterator[Part]:
    name, meeting, says = item.referral.person.known_as, item.meeting, MANNERS[item.meeting.in_writing].easy
    yield Part("", (f"Hello {invitation.called}.", "This letter is about a panel.", "We would like to hear from you."))
    yield Part("What is it about?", (f"It is about a choice in {_whose(invitation, item)}.",
                                     item.referral.question or item.referral.decision.sentence))
    yield Part("What is a panel?", EASY_PURPOSE)
    yield Part("Who decides?", ("This person decides:", item.referral.decision.who_decides,
                                "The panel does not decide."))
    yield Part("When is it?", _filled(says.when, invitation, item))
    yield Part("Where is it?", _filled(says.where, invitation, item))
    yield Part(says.who, tuple(_who(invitation, item)))
    yield Part("What do you do?", _filled(_own_part(invitation, says), invitation, item))
    yield Part("What will happen?", _filled(says.happens, invitation, item))
    yield Part("You choose", says.ways)
    yield Part("What helps", tuple(_helps(invitation, item, *EASY_APART)))
    yield Part("What can you see?", tuple(_for_family(invitation, name, EASY_FOR_FAMILY)))
    yield Part("Do you have a question?", ("You can ask:", _ask(meeting)))


def _own_part(invitation: Attendance, says: Says) -> Sequence[str]:
    return says.person if invitation.part == "person" else says.parts[invitation.part]


def _filled(told: Sequence[str], invitation: Attendance, item: AgendaItem) -> tuple[str, ...]:
    """The sentences, with who and when in them."""
    name, at = item.referral.person.known_as, joins_at(item)
    words = {"name": name, "first": "You go first" if invitation.part == "person" else f"{name} goes first",
             "day": f"{in_london(at):%A} {date_words(at)}", "time": time_words(at), "minutes": item.minutes,
             "place": item.meeting.place}
    return tuple(one.format_map(words) for one in told)


def _whose(invitation: Attendance, item: AgendaItem) -> str:
    return "your life" if invitation.part == "person" else f"{item.referral.person.known_as}’s life"


def _who(invitation: Attendance, item: AgendaItem) -> Iterator[str]:
    """Everybody who will be there for this case, and what they are there for."""
    for one in item.meeting.sitting:
        if one.user and one.came != "no" and one.user_id not in item.interested_ids:
            yield f"{one.called}, {SEATS.get(one.part, '').lower()}: {one.user.job}"
    for one in voices(item):
        if one is not invitation and one.how != "not":
            yield f"{one.called}: {PARTS[one.part][0].lower()}{PARTS[one.part][1:].partition(':')[0]}"


def _told(invitation: Attendance) -> Iterator[str]:
    """What they have told us already about how they take part."""
    if invitation.how:
        yield f"So far we have noted: {HOW[invitation.how].lower()}. You can change your mind."


def _helps(invitation: Attendance, item: AgendaItem, *apart: str) -> Iterator[str]:
    """Breaks; and, in the person's own letter, what they need as recorded and what has been arranged."""
    yield BREAKS
    if item.private_minutes and invitation.part != "decision-maker":
        yield from (one.format(minutes=item.private_minutes) for one in apart)
    if invitation.part == "person":
        yield from needs(item)
        if item.arranged:
            yield item.arranged
    yield ANYTHING_ELSE


def _for_family(invitation: Attendance, name: str, told: Sequence[str]) -> Iterator[str]:
    """What family and friends are told of what they may see, and of what they can ask for themselves."""
    if invitation.part == "family":
        yield from (one.format(name=name) for one in told)


def _ask(meeting: Meeting) -> str:
    taker = meeting.minute_taker
    ways = " or ".join(way for way in (taker.phone, taker.email) if way)
    return f"{taker.name}, {taker.job}: {ways}"


# ---- As a document

def document_of(invitation: Attendance, item: AgendaItem, easy: bool, authority: str, day: date) -> Document:
    """The letter as it prints: larger, and with room for a picture beside each idea, where it is easy read."""
    reference = f"{item.referral.person.reference}, {item.referral.reference}"
    manner, shape = MANNERS[item.meeting.in_writing], _pictured if easy else _plain
    says = manner.easy if easy else manner.standard
    blocks = tuple(block for part in letter_of(invitation, item, easy) for block in shape(part))
    return Document(says.title, blocks, Marks(authority, reference, copy_for=invitation.called),
                    before=() if easy else (Lines((invitation.called, date_words(day))),), points=POINTS[easy],
                    plain=True)


def _plain(part: Part) -> Iterator[Block]:
    if part.heading:
        yield Heading(part.heading)
    if part.listed:
        yield Listing(part.sentences)
    else:
        yield from map(Paragraph, part.sentences)


def _pictured(part: Part) -> Iterator[Block]:
    """A few lines beside each picture."""
    if part.heading:
        yield Heading(part.heading)
    for start in range(0, len(part.sentences), AT_ONE_PICTURE):
        yield Beside(part.sentences[start:start + AT_ONE_PICTURE])
