"""The laptop, all the way: a wish thought unwise, a challenge, the panel, and what came of it.

Seed: the Named Social Worker final evaluation (000), the reflective log about Ms G and “defending unwise
decisions”: professionals refuse a laptop because of past damage and an old concern; the worker argues for it;
it is bought, and nothing is broken. The person, the reasons, the people and every word here are made up; only
that turn of events is kept, with the panel put in between.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from riskpanel import db
from riskpanel.challenges import answering
from riskpanel.challenges import services as challenges
from riskpanel.challenges.models import Challenge
from riskpanel.decisions.models import Decision
from riskpanel.demo import laptop_panel, laptop_records, laptop_risk
from riskpanel.demo.telling import World, ask_for_advocate, begin, conclude, hear, meet

ABOUT = {
    "name": "Geraint Llewellyn-Pugh",
    "preferred_name": "Ger",
    "pronouns": "he",
    "address": "Flat 4, Weaver's Court, Elmshire",
    "about_me": "I know every bus in Elmshire and I know when it's late before you do. I speak Welsh to Eleri and "
                "English to everybody else. I like jokes where somebody gets it wrong. I don't like being moved. If "
                "I'm tidying, ask me if I want the bench.",
    "good_day": "Two coffees, the top deck of the 47, chips, somebody laughing at my jokes.",
    "contact_how": "A text the day before, then knock twice",
    "contact_how_not": "Never before ten, and never with the cleaner",
    "communication_needs": "One thing at a time, with a pause. He jokes when he is nervous: ask again.",
    "communication_support": "Cards to sort, and a bus to talk on.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Eleri Pugh", "kind": "family", "relation": "my sister, in Patagonia", "contact": "Sundays after one",
     "part": "They grew up in one room. She is the only person he speaks Welsh with."},
    {"name": "Mal Hughes", "kind": "friend", "relation": "my mate from the bus club",
     "part": "Tuesdays at the club and chips afterwards. Mended computers for thirty years."},
    {"name": "Karen Oduya", "kind": "paid", "relation": "the boss at Weaver's Court",
     "part": "Manages his support. Came after the bad year, and knows it from paper."},
    {"name": "Stuart Pell", "kind": "professional", "relation": "the nurse with the bike",
     "part": "Community mental health nurse for six years. Was there for the broken tablets."},
)

ASKED = {"kind": "care-act", "duty": "must", "asked_of": "Elmshire Voices, 01632 960 210",
         "because": "Meetings about him have been hard for him to take part in, and his sister and his friend each "
                    "have a view of their own."}
ADVOCATE = {"name": "Ffion Marsh", "contact": "Elmshire Voices, 01632 960 210"}

DECISION = {
    "sentence": "Whether to release £420 of Ger's savings, which the council looks after for him, so that he can buy a "
                "laptop and keep it in his flat",
    "kind": "equipment",
    "person_says": "A laptop. Silver. Mine. In my room with the door shut so I can talk to Eleri and nobody says "
                   "what's that you're saying.",
    "if_nothing": "He goes on with the office phone and the shared tablet, and asks again at every review.",
    "interim_plan": "The library on Thursdays with Mal, and Eleri's call moved to the quiet room. No restriction.",
}

VIEWS = (
    {"voice": "person", "name": "Ger", "stance": "disagrees", "wants": "“The silver one.”",
     "hopes": "“Her kitchen. Her dog. Buses from Germany.”", "worries": "“That you'll say we'll see.”",
     "reasons": "“It's my money and I don't throw things I like.”"},
    {"voice": "family", "name": "Eleri Pugh", "stance": "disagrees", "wants": "That he has it.",
     "hopes": "To see where he lives, for the first time.", "worries": "That he is being kept a boy.",
     "reasons": "“He saved up for a radio when he was nine and still has the box.”"},
    {"voice": "friend", "name": "Mal Hughes", "stance": "disagrees", "wants": "To help him set it up.",
     "hopes": "German timetables.", "worries": "None that he would lose sleep over.",
     "reasons": "Three Thursdays at the library."},
    {"voice": "provider", "name": "Karen Oduya", "stance": "partly",
     "wants": "A laptop kept in the office and signed out.",
     "hopes": "That he is pleased and nothing is thrown.", "worries": "Staff hurt, and going back to the bad year.",
     "reasons": "She has read the notes and was not there."},
    {"voice": "professional", "name": "Stuart Pell", "stance": "agrees", "wants": "To leave it for a year.",
     "hopes": "That he stays well.", "worries": "Strangers, money, and another move if it goes wrong.",
     "reasons": "He carried the pieces of the second tablet out himself."},
    {"voice": "advocate", "name": "Ffion Marsh", "stance": "disagrees", "wants": "That his reasons are written first.",
     "hopes": "That he spends his own money.", "worries": "That one bad month is called a history.",
     "reasons": "She has read the same notes and counted the dates."},
)
NOT_AGREED = ("Ger, his sister, his friend and his advocate want the laptop in his flat. His support provider would "
              "keep it in the office. The community nurse would wait a year, and the first answer has been no.")

CHALLENGE: dict[str, Any] = {
    "raised_for": "myself",
    "where_written": "Minutes of the multidisciplinary meeting, item 3",
    "statement": "A laptop is not appropriate for G at present in view of past damage to property and the previous "
                 "concern.",
    "direction": "too-restrictive",
    "their_reasoning": "Two tablets and a radio were broken in a month, a worker was cut clearing one up, and a "
                       "stranger once asked him for money. The team has worked hard for fourteen quiet months and does "
                       "not want to risk them.",
    "facts": "All three breakages were in the month of an unannounced move. There has been none in fourteen months. He "
             "sent the stranger nothing and told staff.",
    "interpretation": "I read that month as what happens when he is moved at night, not as what happens when he owns "
                      "something.",
    "values": "I give more weight to his sister's face than to our quiet.",
    "law": "He has been supported to make this decision and the capacity record concludes that he can. A choice others "
           "think unwise is not by itself a reason to refuse it.",
    "danger_now": "no",
    "person_knows": "yes",
    "person_says": "Tell them silver.",
    "person_protected": "The argument stays between us. He hears what was said from me, on the bus, in a sentence.",
    "ask": "Release the £420 and look at it together after six weeks.",
    "alternative": "Six weeks with a shelf, Mal on Thursdays and an agreed word, before anybody says never.",
    "meanwhile": "The library on Thursdays. Nothing is locked away.",
    "would_change_my_mind": "Something broken since he has had his own flat, or money sent.",
}

EVIDENCE = (
    {"claim": "All three breakages fell within one month of being moved at night",
     "source": "Incident notes of his last placement, read in full", "basis": "document"},
    {"claim": "At the library he closed a message that asked for money, and fetched Mal", "source": "I was there",
     "basis": "first-hand"},
)
SHOW_US = {"claim": "Anything broken or thrown since he moved to Weaver's Court", "source": ""}

FIRST_ANSWER = {
    "answer": "not-agreed",
    "reasons": "I was persuaded about the dates and not about the money. I sat with the worker who was cut, and I am "
               "not ready to ask that team to go through it again on a hope. I would like him to have a year first.",
    "evidence_given": "There is nothing since he moved. I looked, and you are right about that.",
}
SECOND_ANSWER = {
    "answer": "partly",
    "reasons": "The evidence is stronger than the minutes. I would release the money for a laptop kept in the office. "
               "I know that Ger does not want that, and I cannot settle it between you.",
}


def story(world: World) -> Iterator[datetime]:
    when, nadia, grace = world.when, world.who["nadia"], world.who["grace"]
    yield when.at(13)
    person = meet(ABOUT | {"born_on": when.born(44)}, AROUND, by=nadia)
    ask_for_advocate(person, ASKED, ADVOCATE, by=nadia)
    yield when.at(11, 3, "09:40")
    decision = begin(person, DECISION | {"needed_by": when.iso(5)}, decider=grace, by=nadia)
    yield when.at(11, 3, "11:20")
    conclude(decision, "framing", when.dated(laptop_records.FRAMING), by=nadia)
    yield when.at(10, 4, "16:05")
    conclude(decision, "support", when.dated(laptop_records.SUPPORT), by=nadia)
    yield when.at(10, 1, "16:30")
    conclude(decision, "capacity", when.dated(laptop_records.CAPACITY), by=nadia)
    yield when.at(9, 5, "10:15")
    conclude(decision, "positive-risk", when.dated(laptop_risk.POSITIVE_RISK), by=nadia)
    yield when.at(9, 4, "14:10")
    hear(decision, VIEWS, NOT_AGREED, by=nadia)
    yield when.at(9, 3, "09:30")
    challenge = _challenge(world, decision)
    yield when.at(9, 1, "16:45")
    answering.answer_challenge(challenge, FIRST_ANSWER, by=grace)
    yield when.at(9, clock_says="09:50")
    _further(world, challenge)
    yield when.at(8, 4, "15:20")
    answering.answer_challenge(challenge, SECOND_ANSWER, by=world.who["paul"])
    yield from laptop_panel.story(world, decision, challenge)


def _challenge(world: World, decision: Decision) -> Challenge:
    """Nadia challenges the “no” of the meeting: first with Grace, whose decision it is."""
    when, nadia = world.when, world.who["nadia"]
    values = CHALLENGE | {"decided_on": when.iso(12), "ask_by": when.iso(8)}
    challenge = challenges.start_challenge(decision, values, by=nadia)
    db.session.flush()
    for one in EVIDENCE:
        challenges.add_evidence(challenge, one | {"dated_on": when.iso(10)}, by=nadia)
    challenges.add_evidence(challenge, SHOW_US, by=nadia, asked_of_them=True)
    challenges.send_challenge(challenge, by=nadia)
    return challenge


def _further(world: World, challenge: Challenge) -> None:
    """A manager who did not make the decision looks next."""
    challenges.escalate_challenge(
        challenge, {"stage": "managers", "owed_by": str(world.who["paul"].id), "owed_by_name": "",
                    "because": "We agree about the facts and not about what follows from them."}, by=world.who["nadia"])
