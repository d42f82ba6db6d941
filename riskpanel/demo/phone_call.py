"""The phone call: how somebody wants to be contacted is part of the record.

Seed: the Named Social Worker final evaluation (000), TB in Halton, who asked that his worker ring his family
and not him. Keziah, her postcards, her aunt and her bank are made up. How to be in touch stands on every page
about her; her capacity record was left in the middle of a visit, and the capacity clinic has been asked about
it.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.demo import phone_call_records as records
from riskpanel.demo.telling import World, begin, conclude, meet, refer, write

ABOUT = {
    "name": "Keziah Blackmore",
    "preferred_name": "Kez",
    "pronouns": "she",
    "address": "The end house, Quarry Lane, Elmshire",
    "about_me": "I like birds that don't go anywhere. I make lists. If a phone rings I have to start the day again. "
                "Rory is my uncle and he knows. Post me a card with a bird and I will answer it, always, the same day.",
    "good_day": "A card through the door, the back step, nobody ringing.",
    "contact_how": "A postcard with a bird, a week before. If it cannot wait, tell Rory and he will walk up the lane",
    "contact_how_not": "Never telephone her, and never telephone the house when she is in it",
    "communication_needs": "Writing. Side by side, not face to face. One question, then wait.",
    "communication_support": "Postcards, and both telephones unplugged.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Rory Blackmore", "kind": "family", "relation": "my uncle",
     "part": "Reads her letters to her if she asks.",
     "contact": "At the forge, by day"},
    {"name": "Tess Blackmore", "kind": "family", "relation": "my aunt",
     "part": "Her post and her benefit come here for now."},
    {"name": "The quiet hour", "kind": "community", "relation": "the bank when it's shut",
     "part": "The branch opens early for her."},
)

DECISION = {
    "sentence": "Whether Kez has her benefit paid into a bank account of her own, or goes on with one in her mother's "
                "name",
    "kind": "money",
    "person_says": "I want mine with a bird on. I don't want it to ring.",
    "if_nothing": "The bank stops the payments next month and her money is held until it is sorted out.",
    "interim_plan": "Tess draws the money on Fridays and Kez keeps the receipts.",
}

CLINIC = {
    "question": "When Kez says she would cut up a lost card, has she failed to weigh the risk, or disagreed with me "
                "about it?",
    "not_asked": "To finish the assessment for me, or to say what she should choose.",
    "consent": "yes",
    "taking_part": "words",
    "taking_part_needs": "She sends a postcard. It is to be read out as it is written.",
    "interim_plan": DECISION["interim_plan"],
    "next_contact_by": "Tom Adeyemi, by postcard",
}
POSTCARD = {
    "name": "Kez",
    "words": "DEAR PANEL. I would cut it up so nobody else can have it. Then I would get a new one. That is a "
             "plan. From Kez",
    "helped_by": "Nobody. Tess lent her the stamp.",
}
WHY_NOW = "The record is half written and I would sooner ask before concluding than after. Nobody disagrees yet but me."


def story(world: World) -> Iterator[datetime]:
    when, tom = world.when, world.who["tom"]
    yield when.at(3, 3, "09:35")
    person = meet(ABOUT | {"born_on": when.born(22)}, AROUND, by=tom)
    decision = begin(person, DECISION | {"needed_by": when.coming(18)}, decider=world.who["grace"], by=tom)
    yield when.at(3, 1, "14:15")
    conclude(decision, "framing", when.dated(records.FRAMING), by=tom)
    yield when.at(1, 2, "16:00")
    conclude(decision, "support", when.dated(records.SUPPORT), by=tom)
    yield when.at(days=1, clock_says="11:45")
    write(decision, "capacity", when.dated(records.CAPACITY_SO_FAR), by=tom)
    yield when.at(days=1, clock_says="12:20")
    write(decision, "executive", when.dated(records.SAID_AND_DONE), by=tom)
    yield when.at(days=1, clock_says="16:20")
    values = CLINIC | {"next_contact_on": when.coming(5)}
    refer(decision, world.teams["clinic"], values, by=tom, reason=WHY_NOW, sent=POSTCARD)
