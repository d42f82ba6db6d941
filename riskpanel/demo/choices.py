"""From containing risk to making choices: a young man would like his door shut.

Seed: the Named Social Worker final evaluation (000), Liverpool, a young man in a children's home, with few
words, one of which sends you out of the room; and the remark that children's services contain risk where
adults may choose. Kofi, his words, his family and the home are made up. He is seventeen, and his case is on
the agenda of the coming sitting.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.demo import choices_records as records
from riskpanel.demo.telling import World, ask_for_advocate, begin, conclude, hear, meet, refer
from riskpanel.panel import services as panel
from riskpanel.referrals import services as referrals

ABOUT = {
    "name": "Kofi Mensah-Aldridge",
    "preferred_name": "Kofi",
    "pronouns": "he",
    "address": "Sunnybank children's home",
    "about_me": "Kofi has nine words and means all of them. “Shop shut” means go out and close the door. “Toast” means "
                "toast. He finds eleven seconds of a film and plays them until they are right. The red jumper. His "
                "father's van. He hums when he is happy, low; if it goes up, leave. (Written with his father and "
                "grandmother, and shown to him in films.)",
    "good_day": "The red jumper, toast cut in four, a train film, his father's van, shop shut.",
    "contact_how": "Through his father, by text, a day ahead, with a photograph of who is coming",
    "contact_how_not": "No new face without a photograph first",
    "communication_needs": "Communicates with few spoken words, with his hands, films and sounds. Ten seconds' silence "
                           "after anything.",
    "communication_support": "Short films of each choice, made with his speech and language therapist.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Kwabena Mensah", "kind": "family", "relation": "Daddy",
     "part": "The van. Has always just listened at the door."},
    {"name": "Joanne Aldridge", "kind": "family", "relation": "Mum", "part": "Saturdays. Was there at Easter."},
    {"name": "Abena Aldridge", "kind": "family", "relation": "Nana",
     "part": "Sundays, with the door shut, for six years."},
    {"name": "Sunnybank children's home", "kind": "paid", "relation": "the house",
     "part": "Two years. Looks in every quarter of an hour."},
)

ASKED = {"kind": "other", "duty": "choice", "asked_of": "Speak Up, by his school",
         "because": "He asked for somebody of his own for his move to adult services."}
ADVOCATE = {"name": "Leila Haddad"}

DECISION = {
    "sentence": "Whether Kofi's door is shut when he says so, with nobody looking in, from the day he moves to his "
                "adult placement",
    "kind": "everyday-activity",
    "person_says": "Shop shut. (His palm up, and he waits until you have gone.)",
    "if_nothing": "The adult plan copies the children's plan, and somebody looks in forty times a day.",
    "interim_plan": "The quarter-hour looks go on, from the corridor and without the handle being touched.",
}

VIEWS = (
    {"voice": "person", "name": "Kofi", "stance": "agrees", "wants": "“Shop shut.”",
     "hopes": "He carried the film of the shut door to his room.",
     "worries": "He pushed the film of the open door under the rug.",
     "reasons": "Shown, not told: two films, two mornings, the same both times."},
    {"voice": "family", "name": "Kwabena Mensah", "stance": "agrees", "wants": "“A man's door.”",
     "hopes": "That he finishes a film.", "worries": "New staff who do not know the hum.",
     "reasons": "Seventeen years of listening."},
    {"voice": "family", "name": "Joanne Aldridge", "stance": "disagrees", "wants": "Somebody to look in.",
     "hopes": "That he is never hurt again.", "worries": "Easter.", "reasons": "She held the towel."},
    {"voice": "provider", "name": "Sunnybank children's home", "stance": "disagrees",
     "wants": "The same plan to go with him.",
     "hopes": "A quiet handover.", "worries": "Being blamed.", "reasons": "They have always done so."},
)
NOT_AGREED = "Kofi, his father and his grandmother want the door shut. His mother and the home want the looks to go on."

REFERRAL = {
    "question": "How might Kofi have a shut door as an adult, and what would make it right for his mother too?",
    "not_asked": "To choose between his parents.",
    "consent": "best-interests",
    "consent_reasons": "It was shown to him in a film, and he walked away. His father and mother both agree to it.",
    "taking_part": "words",
    "taking_part_needs": "He sends two films of a minute each. Leila comes and says nothing for the first of them.",
    "interim_plan": DECISION["interim_plan"],
    "next_contact_by": "Yusuf Rahman",
}
SENT = {
    "name": "Kofi",
    "words": "Two films, shown in this order. The first: the door open, people in the doorway, Kofi under the blanket. "
             "The second: the door shut, the lamp on, Kofi humming.",
    "film_at": "On the communication tablet that Leila Haddad brings. She shows them and says nothing for the first.",
    "helped_by": "His speech and language therapist filmed on two mornings. He pressed stop himself.",
}
WITH_GAPS = ("The speech and language therapist sees him again two days before the sitting, and the support and "
             "capacity records follow that. His place is being planned now, so the panel is asked early.")


def story(world: World) -> Iterator[datetime]:
    when, yusuf, colm = world.when, world.who["yusuf"], world.who["colm"]
    yield when.at(7, 2, "10:40")
    person = meet(ABOUT | {"born_on": when.born(17, 230)}, AROUND, by=yusuf)
    ask_for_advocate(person, ASKED, ADVOCATE, by=yusuf)
    decision = begin(person, DECISION | {"needed_by": when.coming(45)}, decider=world.who["meera"], by=yusuf)
    yield when.at(5, 2, "11:25")
    conclude(decision, "framing", when.dated(records.FRAMING), by=yusuf)
    yield when.at(4, 3, "15:15")
    conclude(decision, "young-person", when.dated(records.YOUNG_PERSON), by=yusuf)
    yield when.at(3, 4, "13:50")
    conclude(decision, "positive-risk", when.dated(records.POSITIVE_RISK), by=yusuf)
    yield when.at(3, 2, "15:30")
    hear(decision, VIEWS, NOT_AGREED, by=yusuf)
    yield when.at(2, 2, "14:00")
    values = REFERRAL | {"next_contact_on": when.coming(1)}
    referral = refer(decision, world.teams["panel"], values, by=yusuf, reason=WITH_GAPS, sent=SENT,
                     overseen_by="Grace Lindqvist, team manager")
    yield when.at(2, 1, "10:30")
    referrals.accept(referral, "The films will be shown first.", by=colm)
    yield when.at(1, 1, "09:30")
    item = panel.list_referral(world.meetings["coming"], referral, 50, by=colm)
    for name, part, how in (("Kofi", "person", "film"), ("Kwabena Mensah", "family", "come"),
                            ("Joanne Aldridge", "family", "come"),
                            ("Leila Haddad", "advocate", "come")):
        panel.invite(item, {"name": name, "part": part, "how": how}, by=colm)
