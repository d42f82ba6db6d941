"""The letter that invites somebody to one case, in plain words: standard and easy read."""

from collections.abc import Iterator

from riskpanel.panel.agenda import needs, when_words
from riskpanel.panel.forms import HOW, SEATS
from riskpanel.panel.models import Attendance, Meeting
from riskpanel.panel.quorum import listed

Part = tuple[str, list[str]]

WAYS = (
    "Come to the meeting.",
    "Come, and bring somebody you trust.",
    "Send somebody to speak for you.",
    "Send words, pictures, a film or a recording.",
    "Not take part. That is all right, and nobody will hold it against you.",
)
YOUR_PART = {
    "person": "You know your life best. We hear you first. You can stop, ask for a break, or ask what a word means.",
    "family": "You know {name}. Tell us what matters to {name}, what you hope for and what worries you.",
    "advocate": "You help {name} to be heard. Tell us what {name} wants and how {name} likes to be asked.",
    "referrer": "You asked for this. Tell us what has been tried, and what you would like the panel to look at.",
    "decision-maker": "The decision is yours and stays yours. Tell us how you see it. You will be asked to reply.",
    "guest": "You know something we need. Tell us about it, and leave the rest to the others.",
}
EASY_PART = {
    "person": "You go first. We want to hear what you want.",
    "family": "Tell us what matters to {name}.",
    "advocate": "Help {name} to be heard.",
    "referrer": "Tell us what you have tried.",
    "decision-maker": "You make the decision. Tell us how you see it.",
    "guest": "Tell us what you know.",
}


def invitation_letter(invitation: Attendance, easy: bool) -> list[Part]:
    """The letter, part by part: a heading and its sentences."""
    made = _easy(invitation) if easy else _standard(invitation)
    return [(heading, sentences) for heading, sentences in made if sentences]


def _standard(invitation: Attendance) -> Iterator[Part]:
    meeting, item = invitation.meeting, invitation.item
    if item is None:
        return
    name, own = item.referral.person.known_as, invitation.part == "person"
    whose = "your life" if own else f"{name}’s life"
    yield "", [f"Dear {invitation.called},",
               f"We would like to talk with you about a decision in {whose}. This letter says what it is about, "
               "who will be there, and how you can take part."]
    yield "What it is about", [item.referral.question or item.referral.decision.sentence,
                               f"The decision is for {item.referral.decision.who_decides}. The panel gives advice. "
                               "It does not make the decision."]
    yield "When and where", [f"{when_words(meeting)}.", meeting.place]
    yield "Who will be there", _who(invitation)
    yield "Your part", [YOUR_PART[invitation.part].format(name=name)]
    yield "How you can take part", ["You choose. You can:", *WAYS, *_told(invitation)]
    yield "What you need", _needs(invitation)
    yield "Who to ask", [_ask(meeting)]


def _easy(invitation: Attendance) -> Iterator[Part]:
    meeting, item = invitation.meeting, invitation.item
    if item is None:
        return
    name, own = item.referral.person.known_as, invitation.part == "person"
    yield "", [f"Hello {invitation.called}.", "This letter is about a meeting."]
    whose = "your life" if own else f"{name}’s life"
    yield "What is the meeting about?", [f"It is about a choice in {whose}.",
                                         item.referral.question or item.referral.decision.sentence]
    yield "When is it?", [f"{when_words(meeting)}."]
    yield "Where is it?", [meeting.place]
    yield "Who will be there?", _who(invitation)
    yield "What do you do?", [EASY_PART[invitation.part].format(name=name)]
    yield "You can choose", list(WAYS)
    yield "What we will do for you", _needs(invitation)
    yield "Who decides?", ["The panel does not decide. The panel says what it thinks.",
                           f"This person decides: {item.referral.decision.who_decides}."]
    yield "Do you have a question?", [_ask(meeting)]


def _who(invitation: Attendance) -> list[str]:
    """Everybody who will be there, and what they are there for."""
    sitting = [f"{one.called}, {SEATS.get(one.part, '').lower()}: {one.user.job}" for one in invitation.meeting.sitting
               if one.user and one.came != "no"]
    asked = [one.called for one in invitation.meeting.attendances
             if one.item_id == invitation.item_id and one is not invitation and one.how != "not"]
    return sitting + ([f"Also asked: {listed(asked)}."] if asked else [])


def _told(invitation: Attendance) -> list[str]:
    """What they have told us already about how they take part."""
    return [f"So far we have noted: {HOW[invitation.how].lower()}. You can change your mind."] if invitation.how else []


def _needs(invitation: Attendance) -> list[str]:
    """What the person needs is for the person's own letter."""
    item = invitation.item
    own = needs(item) if item and invitation.part == "person" else []
    return [*own, "Tell us if there is anything else that would make it easier for you."]


def _ask(meeting: Meeting) -> str:
    taker = meeting.minute_taker
    ways = " or ".join(way for way in (taker.phone, taker.email) if way)
    return f"{taker.name}, {taker.job}: {ways}"
