"""The words of invitations, as tables: standard and easy read, to a panel that meets and to one in writing.

A sentence may hold {name}, the person's; {first}, who goes first; {day}, {time}, {minutes} and {place}.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Says:
    """What one kind of letter says: when and where, who takes part, what each does, what happens, and the ways.

    `person` is the part of the person, `parts` those of the others, by what they are to the case.
    """

    title: str
    when: tuple[str, ...]
    where: tuple[str, ...]
    who: str
    person: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    happens: tuple[str, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Manner:
    """The letters to one manner of panel."""

    standard: Says
    easy: Says


PARTS = {
    "family": ("You know {name}. Tell us what matters to {name}, what you hope for and what worries you.",),
    "advocate": ("You help {name} to be heard. Tell us what {name} wants and how {name} likes to be asked.",),
    "referrer": ("You asked for this. Tell us what has been tried, and what you would like the panel to look at.",),
    "decision-maker": ("The decision is yours and stays yours. Tell us how you see it. You will be asked to reply.",),
    "interpreter": ("You help people to understand each other. Say everything as it is said, and stop us if we go too "
                    "fast.",),
    "guest": ("You know something we need. Tell us about it, and leave the rest to the others.",),
}
EASY_PARTS = {
    "family": ("Tell us what matters to {name}.", "Tell us what you hope for.", "Tell us what worries you."),
    "advocate": ("You help {name} to be heard.", "Tell us what {name} wants."),
    "referrer": ("You asked for the panel.", "Tell us what you have tried."),
    "decision-maker": ("You make the decision.", "Tell us how you see it."),
    "interpreter": ("You help people to understand each other.", "Ask us to stop if we go too fast."),
    "guest": ("You know something that we need.", "Tell us about it."),
}
NOT_TAKE_PART = ("Not take part. That is all right, and nobody will hold it against you. We then write to you about "
                 "what was said.")
EASY_NOT = ("You can say no.", "That is all right.", "If you say no, we will write to you afterwards.")

TOGETHER = Manner(
    Says(
        title="Invitation to a meeting of the panel",
        when=("{day}, at {time}, for about {minutes} minutes.", "{place}"),
        where=(),
        who="Who will be there",
        person=("You know your life best. We hear you first. You can stop, or ask what a word means.",),
        parts=PARTS,
        happens=(
            "Everybody says who they are, and why they are there.",
            "{first}. Then everybody else is asked, one after the other.",
            "The members ask questions. Anybody can ask for a break, or what a word means.",
            "Before you leave, somebody reads out what was said and advised. You can say if it is wrong.",
            "After it, a letter says what was advised, who decides, and what anybody can do who does not agree.",
        ),
        ways=(
            "Come to the meeting.",
            "Come, and bring somebody you trust.",
            "Send somebody to speak for you.",
            "Send words, pictures, a film or a recording.",
            NOT_TAKE_PART,
        ),
    ),
    Says(
        title="Please come to a meeting",
        when=("It is on {day}.", "It starts at {time}.", "It takes about {minutes} minutes."),
        where=("{place}",),
        who="Who will be there?",
        person=("You go first.", "We want to hear what you want.", "You can stop at any time."),
        parts=EASY_PARTS,
        happens=(
            "Everybody says hello.",
            "{first}.",
            "Then other people speak.",
            "The panel asks questions.",
            "Somebody reads out what was said.",
            "You can say if it is wrong.",
            "After the meeting we send a letter.",
        ),
        ways=(
            "You can come.",
            "You can bring somebody with you.",
            "You can send somebody to speak for you.",
            "You can send words, pictures or a film.",
            *EASY_NOT,
        ),
    ),
)
IN_WRITING = Manner(
    Says(
        title="The panel would like to hear from you",
        when=("In writing, by {day}, {time}. Nobody has to go anywhere.",),
        where=(),
        who="Who reads it",
        person=("You know your life best. What you send is read first.",),
        parts=PARTS,
        happens=(
            "Each member reads the papers, and what you send, and writes what they think.",
            "The chair reads what all of them wrote, and writes what the panel advises.",
            "Then a letter says what was advised, who decides, and what anybody can do who does not agree.",
        ),
        ways=(
            "Send words, pictures, a film or a recording.",
            "Ask somebody to write or to speak for you.",
            "Ask for a call or a meeting instead.",
            NOT_TAKE_PART,
        ),
    ),
    Says(
        title="Please tell us what you think",
        when=("We need what you send by {day}.",),
        where=("You do not have to go anywhere.",),
        who="Who reads it?",
        person=("What you send is read first.", "We want to know what you want."),
        parts=EASY_PARTS,
        happens=(
            "The people on the panel read what you send.",
            "They write down what they think.",
            "Then we send a letter.",
        ),
        ways=(
            "You can send words, pictures or a film.",
            "You can ask somebody to write for you.",
            "You can ask us to ring you.",
            *EASY_NOT,
        ),
    ),
)
MANNERS: Mapping[bool, Manner] = {False: TOGETHER, True: IN_WRITING}

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
    "Do you look after {name}?",
    "You can ask for help for yourself too.",
    "You can tell us if you think a decision is wrong.",
)
PURPOSE = "A panel is a few people who know about care, health and rights. They listen, and say what they think."
EASY_PURPOSE = ("A panel is a group of people.", "They listen to you.", "Then they say what they think.")
BREAKS = "You can ask for a break at any time."
APART = ("Before you join, the panel spends {minutes} minutes on something that belongs to somebody else. It is "
         "written down apart. You can ask what kind of thing it was.")
EASY_APART = ("Before you come in, the panel talks for {minutes} minutes.", "It is about something of somebody else’s.")
ANYTHING_ELSE = "Tell us if there is anything else that would make it easier for you."
