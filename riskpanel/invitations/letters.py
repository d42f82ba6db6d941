"""The letter that invites somebody to one case, in plain words: standard and easy read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from riskpanel.documents.blocks import Beside, Block, Document, Heading, Lines, Listing, Marks, Paragraph
from riskpanel.panel.agenda import needs, voices
from riskpanel.panel.forms import HOW, PARTS, SEATS
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.timetable import by_item
from riskpanel.web.filters import date_words, in_london, time_words

POINTS = {True: 16.0, False: 12.0}
AT_ONE_PICTURE = 4  # lines that stand beside one picture

WAYS = (
    "Come to the meeting.",
    "Come, and bring somebody you trust.",
    "Send somebody to speak for you.",
    "Send words, pictures, a film or a recording.",
    "Not take part. That is all right, and nobody will hold it against you. We then write to you about what was said.",
)
EASY_WAYS = (
    "You can come.",
    "You can bring somebody with you.",
    "You can send somebody to speak for you.",
    "You can send words, pictures or a film.",
    "You can say no.",
    "That is all right.",
    "If you say no, we will write to you after the meeting.",
)
WAYS_IN_WRITING = (
    "Send words, pictures, a film or a recording.",
    "Ask somebody to write or to speak for you.",
    "Ask for a call or a meeting instead.",
    WAYS[-1],
)
EASY_WAYS_IN_WRITING = (
    "You can send words, pictures or a film.",
    "You can ask somebody to write for you.",
    "You can ask us to ring you.",
    *EASY_WAYS[4:],
)
# What happens, in order: `first` is whoever is heard first
HAPPENS = (
    "Everybody says who they are, and why they are there.",
    "{first}. Then everybody else is asked, one after the other.",
    "The members ask questions. Anybody can ask for a break, or what a word means.",
    "Before you leave, somebody reads out what was said and what the panel advises. You can say if it is wrong.",
    "After the meeting a letter says what was advised, who decides, and what anybody can do who does not agree.",
)
EASY_HAPPENS = (
    "Everybody says hello.",
    "{first}.",
    "Then other people speak.",
    "The panel asks questions.",
    "Somebody reads out what was said.",
    "You can say if it is wrong.",
    "After the meeting we send a letter.",
)
HAPPENS_IN_WRITING = (
    "Nobody has to go anywhere. Each member reads the papers, and what you send, and writes what they think.",
    "The chair reads what all of them wrote, and writes what the panel advises.",
    "Then a letter says what was advised, who decides, and what anybody can do who does not agree.",
)
EASY_HAPPENS_IN_WRITING = (
    "You do not have to go anywhere.",
    "The people on the panel read what you send.",
    "They write down what they think.",
    "Then we send a letter.",
)
YOUR_PART = {
    "person": "You know your life best. We hear you first. You can stop, or ask what a word means.",
    "family": "You know {name}. Tell us what matters to {name}, what you hope for and what worries you.",
    "advocate": "You help {name} to be heard. Tell us what {name} wants and how {name} likes to be asked.",
    "referrer": "You asked for this. Tell us what has been tried, and what you would like the panel to look at.",
    "decision-maker": "The decision is yours and stays yours. Tell us how you see it. You will be asked to reply.",
    "guest": "You know something we need. Tell us about it, and leave the rest to the others.",
}
EASY_PART = {
    "person": ("You go first.", "We want to hear what you want.", "You can stop at any time."),
    "family": ("Tell us what matters to {name}.", "Tell us what you hope for.", "Tell us what worries you."),
    "advocate": ("You help {name} to be heard.", "Tell us what {name} wants."),
    "referrer": ("You asked for the meeting.", "Tell us what you have tried."),
    "decision-maker": ("You make the decision.", "Tell us how you see it."),
    "guest": ("You know something that we need.", "Tell us about it."),
}
# To the person, where nobody meets
PERSON_IN_WRITING = "You know your life best. What you send is read first."
EASY_PERSON_IN_WRITING = ("What you send is read first.", "We want to know what you want.")
FOR_FAMILY = (
    "{name}’s record is about {name}. You see the papers only where {name} agrees, or where the law lets us show them. "
    "You can ask us why you are not shown something.",
    "What you tell us may be shown to {name}. If that worries you, tell us before you send it.",
    "If you look after {name}, you can ask us to look at what you need too. This is called a carer’s assessment.",
    "If you think that a decision is wrong, you can say so and be answered with reasons. Ask us how.",
)
EASY_FOR_FAMILY = (
    "We cannot show you everything about {name}.",
    "You can ask us why.",
    "{name} may read what you tell us.",
    "Do you look after {name}? You can ask for help for you too.",
    "You can tell us if you think a decision is wrong.",
)
PURPOSE = "A panel is a few people who know about care, health and rights. They listen, and say what they think."
EASY_PURPOSE = ("A panel is a group of people.", "They listen to you.", "Then they say what they think.")
BREAKS = "You can ask for a break at any time."
APART = ("Before you join, the panel spends {minutes} minutes on something that belongs to somebody else. It is "
         "written down apart. You can ask what kind of thing it was.")
EASY_APART = ("Before you come in, the panel talks for {minutes} minutes.", "It is about something of somebody else’s.")
ANYTHING_ELSE = "Tell us if there is anything else that would make it easier for you."


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


def _day(instant: datetime) -> str:
    return f"{in_london(instant):%A} {date_words(instant)}"


def _standard(invitation: Attendance, item: AgendaItem) -> Iterator[Part]:
    name, meeting, at = item.referral.person.known_as, item.meeting, joins_at(item)
    yield Part("", (f"Dear {invitation.called},",
                    f"We would like to talk with you about a decision in {_whose(invitation, item)}. This letter says "
                    "what it is about, who will be there, and how you can take part."))
    yield Part("What it is about", (item.referral.question or item.referral.decision.sentence, PURPOSE,
                                    f"The decision is for {item.referral.decision.who_decides}. The panel gives "
                                    "advice. It does not make the decision."))
    yield Part("When and where", (f"{_day(at)}, at {time_words(at)}, for about {item.minutes} minutes.", meeting.place)
               if not meeting.in_writing else (f"In writing, by {_day(at)}, {time_words(at)}.",))
    yield Part("Who will be there", tuple(_who(invitation, item)), listed=True)
    written = meeting.in_writing and invitation.part == "person"
    yield Part("Your part", (PERSON_IN_WRITING if written else YOUR_PART[invitation.part].format(name=name),))
    yield Part("What will happen", tuple(_happens(invitation, item, HAPPENS, HAPPENS_IN_WRITING)), listed=True)
    yield Part("How you can take part", ("You choose. You can:",))
    yield Part("", WAYS_IN_WRITING if meeting.in_writing else WAYS, listed=True)
    yield Part("", tuple(_told(invitation)))
    yield Part("Breaks, and what helps", tuple(_helps(invitation, item, APART)))
    yield Part("What you may see, and what you can ask for", tuple(_for_family(invitation, name, FOR_FAMILY)),
               listed=True)
    yield Part("Who to ask", (_ask(meeting),))


def _easy(invitation: Attendance, item: AgendaItem) -> Iterator[Part]:
    name, at, meeting = item.referral.person.known_as, joins_at(item), item.meeting
    yield Part("", (f"Hello {invitation.called}.", "This letter is about a meeting.",
                    "We would like to hear from you."))
    yield Part("What is the meeting about?", (f"It is about a choice in {_whose(invitation, item)}.",
                                              item.referral.question or item.referral.decision.sentence))
    yield Part("What is a panel?", EASY_PURPOSE)
    yield Part("Who decides?", ("This person decides:", item.referral.decision.who_decides,
                                     "The panel does not decide."))
    yield from _easy_when(item, at)
    yield Part("Who will be there?", tuple(_who(invitation, item)))
    written = meeting.in_writing and invitation.part == "person"
    part = EASY_PERSON_IN_WRITING if written else EASY_PART[invitation.part]
    yield Part("What do you do?", tuple(one.format(name=name) for one in part))
    yield Part("What will happen?", tuple(_happens(invitation, item, EASY_HAPPENS, EASY_HAPPENS_IN_WRITING)))
    yield Part("You choose", EASY_WAYS_IN_WRITING if meeting.in_writing else EASY_WAYS)
    yield Part("What helps", tuple(_helps(invitation, item, *EASY_APART)))
    yield Part("What can you see?", tuple(_for_family(invitation, name, EASY_FOR_FAMILY)))
    yield Part("Do you have a question?", ("You can ask:", _ask(meeting)))


def _easy_when(item: AgendaItem, at: datetime) -> Iterator[Part]:
    if item.meeting.in_writing:
        yield Part("When is it?", (f"We need what you send by {_day(at)}.",))
        return
    yield Part("When is it?", (f"It is on {_day(at)}.", f"It starts at {time_words(at)}.",
                               f"It takes about {item.minutes} minutes."))
    yield Part("Where is it?", (item.meeting.place,))


def _happens(invitation: Attendance, item: AgendaItem, together: Sequence[str], written: Sequence[str]
             ) -> Iterator[str]:
    """What happens at the meeting, in order, so that nothing comes as a surprise."""
    first = "You go first" if invitation.part == "person" else f"{item.referral.person.known_as} goes first"
    yield from (one.format(first=first) for one in (written if item.meeting.in_writing else together))


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
    shape = _pictured if easy else _plain
    blocks = tuple(block for part in letter_of(invitation, item, easy) for block in shape(part))
    title = "Please come to a meeting" if easy else "Invitation to a meeting of the panel"
    return Document(title, blocks, Marks(authority, reference, copy_for=invitation.called),
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
