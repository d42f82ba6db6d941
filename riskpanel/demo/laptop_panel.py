"""The laptop at the panel and after it, to the review. See `laptop` for where the story comes from."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

from riskpanel import db
from riskpanel.advice import services as advice
from riskpanel.challenges import services as challenges
from riskpanel.challenges.models import Challenge
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.demo import laptop_risk
from riskpanel.demo.telling import World, conclude
from riskpanel.minutes import services as minutes
from riskpanel.panel import services as panel
from riskpanel.panel.models import Advice, AgendaItem, Meeting
from riskpanel.referrals import services as referrals
from riskpanel.reviews import services as reviews
from riskpanel.reviews.beside import beside
from riskpanel.reviews.queries import reviews_of

REFERRAL = {
    "question": "Should the council release £420 so that Ger can buy a laptop and keep it in his own flat?",
    "not_asked": "To judge whether Ger can make this decision, or to find the money: it is his.",
    "consent": "yes",
    "taking_part": "bring",
    "taking_part_needs": "To go first, with Mal beside him, one question at a time, and a bus timetable on the table.",
    "interim_plan": "The library on Thursdays with Mal, and Eleri's calls in the quiet room. Nothing is locked away.",
    "next_contact_by": "Nadia Kowalczyk",
}

INVITED = (
    {"name": "Ger", "part": "person", "how": "bring"},
    {"name": "Mal Hughes", "part": "family", "how": "come"},
    {"name": "Eleri Pugh", "part": "family", "how": "film"},
    {"name": "Ffion Marsh", "part": "advocate", "how": "come"},
    {"name": "Nadia Kowalczyk", "part": "referrer", "how": "come"},
    {"name": "Stuart Pell", "part": "guest", "how": "come"},
    {"name": "Karen Oduya", "part": "guest", "how": "come"},
)

INTEREST = "My brother works for the company that supports Ger. I take no part in this case."

MINUTES = {
    "spoke": "Ger, with Mal, and he was first: the shelf, the dog in Patagonia, and that he does not throw things he "
             "likes. He left after the second coffee, and came back to hear the advice.",
    "said": "Eleri's film (two minutes): she has never seen where he lives.\n\n"
            "The referrer: all three breakages fell in one month, after a move at night. None since.\n\n"
            "The community nurse: he carried the pieces out himself and has not forgotten it. He would wait a year. "
            "The manager of Weaver's Court: an office laptop would be a fair halfway. Ger: “Halfway is Blackpool.”",
    "options": "The laptop in his flat; the laptop in the office; the library.",
    "leans": "Agreed by all: that the dates are right, and that it is his money. Not agreed: what a bad evening would "
             "look like now. The occupational therapist had declared an interest and was not in the room.",
}

ADVICE: dict[str, Any] = {
    "outcome": "with-conditions",
    "says": "Let Ger buy the silver laptop and keep it in his flat. Put up the shelf first.",
    "reasons": "What he hopes for is close to certain and matters more to him than almost anything. What is feared has "
               "a date and a cause that have both passed. The plan adds people and a shelf, and takes nothing away.",
    "weighed": "In his flat: his sister, his privacy, a chance of a breakage. In the office: no chance of his being "
               "private, and arguments where two of three breakages began. The library: closed when Eleri wakes.",
    "would_change": "Something thrown since he has had his own flat, or money sent to a stranger.",
}
CONDITION = {"what": "The shelf is up, at the height of Ger's shoulder, before the laptop comes home",
             "owner_name": "Mal Hughes, with Ger"}
DISSENT = ("I would have had it kept in the office for the first month. Somebody was cut, and the staff who will be on "
           "at night have not been asked what they would do. I hope that I am wrong.")
REPLY = {
    "answer": "accept",
    "decision": "The £420 is released today. Ger chooses the laptop, with Mal, and keeps it in his flat.",
    "reasons": "I asked for a year because of what one month had been. The panel set the dates beside the fears, and I "
               "cannot find an answer to that. I have told the night staff what to do and that they may ring me.",
}
AGREED = "Everybody goes along with it. Stuart Pell would still have waited, and will come to see it working."
SETTLED = {
    "outcome": "changed",
    "what_changed": "The money was released and the laptop bought. The manager of Weaver's Court asked for the dates "
                    "of every incident to be put on one page in future.",
    "what_changed_said_by": "Ger: “Silver.”",
    "how_long": "For good. The money is looked at again when the plan is reviewed.",
    "themes": ["decision-not-specific", "not-settled-lower"],
    "learned": "The dates of what had happened were in four places. Put side by side, they settled most of it.",
}

HAPPENED = {
    laptop_risk.BREAKS: ("did-not", "Nothing thrown. On one bad Friday he put it on the shelf and went to the bench."),
    laptop_risk.TRICKED: ("did-not", "One message asked for money. He shut the lid and fetched Karen. “Rotten one.”"),
    laptop_risk.STAYS_IN: ("something-else", "He goes out more: he finds routes on the laptop and then takes them."),
    laptop_risk.FACE: ("happened", "Twelve calls. He has seen the kitchen, and the dog has licked the screen on her "
                                   "side."),
    laptop_risk.OWN: ("happened", "Still silver. He showed Stuart the button and let him press it."),
}


def story(world: World, decision: Decision, challenge: Challenge) -> Iterator[datetime]:
    yield from _to_the_panel(world, decision, challenge)
    given = yield from _at_the_panel(world)
    yield from _reply(world, decision, challenge, given)
    yield from _actions(world, given)
    yield from _look_back(world, decision)


def _to_the_panel(world: World, decision: Decision, challenge: Challenge) -> Iterator[datetime]:
    when, nadia, colm = world.when, world.who["nadia"], world.who["colm"]
    yield when.at(8, 3, "11:10")
    referral = referrals.start(decision, world.teams["panel"], challenge=challenge, by=nadia)
    referrals.change(referral, REFERRAL | {"next_contact_on": when.day(7, 5)}, by=nadia)
    yield when.at(8, 2, "09:15")
    referrals.submit(referral, by=nadia, overseen_by="Philippa Nash, principal social worker")
    yield when.at(8, 1, "10:40")
    referrals.accept(referral, "Thank you: complete, and his words come first.", by=colm)
    yield when.at(8, clock_says="10:50")
    item = panel.list_referral(world.meetings["heard"], referral, 45, by=colm)
    db.session.flush()
    for one in INVITED:
        panel.invite(item, one, by=colm)


def _at_the_panel(world: World) -> Generator[datetime, None, Advice]:
    when, who, meeting = world.when, world.who, world.meetings["heard"]
    yield when.at(7, 1, "12:00")
    item = meeting.items[0]
    panel.declare_interest(item, True, INTEREST, by=who["joseph"])
    for one in ("ruth", "beatriz", "ivor", "leanne"):
        panel.declare_interest(item, False, by=who[one])
    yield when.at(7, clock_says="10:02")
    _everybody_came(meeting, world)
    panel.open_meeting(meeting, by=who["ruth"])
    yield when.at(7, clock_says="10:48")
    minutes.take(item, MINUTES, by=who["colm"])
    given = _advise(world, item)
    yield when.at(7, clock_says="11:05")
    advice.dissent(given, DISSENT, by=who["beatriz"])
    panel.close_meeting(meeting, by=who["ruth"])
    yield when.at(6, 4, "09:20")
    minutes.send(item, by=who["colm"])
    for one in ("ivor", "beatriz", "leanne"):
        minutes.say(item, True, "", by=who[one])
    yield when.at(6, 4, "13:30")
    minutes.sign(item, item.minuted.turn, by=who["ruth"])
    return given


def _everybody_came(meeting: Meeting, world: World) -> None:
    panel.record_attendance(meeting, {one.id: "yes" for one in meeting.attendances}, by=world.who["colm"])


def _advise(world: World, item: AgendaItem) -> Advice:
    """The chair's advice, with its condition, its actions and the day it is looked at again."""
    when, who = world.when, world.who
    actions = (
        {"what": "Release £420 from Ger's savings", "owner_id": who["grace"].id, "agency": "Elmshire Council",
         "due_on": when.day(6, 1)},
        {"what": "Show the night staff the agreed word", "owner_name": "Karen Oduya", "agency": "Weaver's Court",
         "due_on": when.day(5, 4)},
    )
    return advice.give_advice(item, ADVICE | {"review_on": when.day(0, 3)}, [CONDITION | {"due_on": when.day(6)}],
                              actions,
                              by=who["ruth"])


def _reply(world: World, decision: Decision, challenge: Challenge, given: Advice) -> Iterator[datetime]:
    """Grace, who said no, reads the dates again; the decision is hers and she makes it."""
    when, nadia, grace = world.when, world.who["nadia"], world.who["grace"]
    yield when.at(6, 4, "14:15")
    decisions.record_agreement(decision, "agreed", AGREED, by=nadia)
    advice.reply(given, REPLY, by=grace)
    yield when.at(6, 3, "09:40")
    challenges.settle_challenge(challenge, SETTLED, by=nadia)


def _actions(world: World, given: Advice) -> Iterator[datetime]:
    when, nadia, grace = world.when, world.who["nadia"], world.who["grace"]
    yield when.at(6, 1, "11:00")
    money, word, shelf = given.actions
    advice.finish_action(money, when.day(6, 1), "Receipt in Ger's file; Ger has the other copy on his shelf.", by=grace)
    advice.finish_action(shelf, when.day(6, 2), "Mal's photograph of the shelf, with Ger's hand on it.", by=nadia)
    yield when.at(5, 2, "10:30")
    advice.finish_action(word, when.day(5, 3), "Handover sheet, read with Karen Oduya at the change of shift.",
                         by=nadia)


def _look_back(world: World, decision: Decision) -> Iterator[datetime]:
    """Each harm feared and good hoped for, as it was written then, beside what happened."""
    when, nadia = world.when, world.who["nadia"]
    yield when.at(5, 1, "09:10")
    review = next(one for one in reviews_of(decision) if one.state == "planned")
    reviews.change(review, {"due_on": when.day(0, 3), "triggers": "Money sent, something broken, two missed Tuesdays."},
                   by=nadia)
    yield when.at(0, 3, "11:20")
    reviews.start_record(review, by=nadia)
    conclude(decision, "review", when.dated(laptop_risk.REVIEW), by=nadia)
    for row in beside(review):
        outcome, note = HAPPENED[row.what]
        reviews.settle(review, row, outcome, note, by=nadia)
    reviews.hold(review, by=nadia)
