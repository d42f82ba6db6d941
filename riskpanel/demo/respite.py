"""The respite: nights away that were meant to help, before and after the law changed.

Seed: the Named Social Worker final evaluation (000), C in Halton: nights away that were meant to help made
skin, sleep and distress worse, and support at home turned out better for everybody. Aaliyah, who communicates
without speech, and her family are made up. The first record is of March 2026, on the test of that time for a
deprivation of liberty; the last is a best-interests decision, concluded.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.clock import ENGLAND
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.demo import respite_in_march, respite_records
from riskpanel.demo.telling import World, ask_for_advocate, begin, conclude, meet

IN_MARCH = datetime(2026, 3, 16, 11, 30, tzinfo=ENGLAND)

ABOUT = {
    "name": "Aaliyah Hussain-Bright",
    "preferred_name": "Aaliyah",
    "pronouns": "she",
    "born_on": "2007-01-20",
    "address": "4 Chapel Rise, Elmshire",
    "about_me": "Aaliyah talks with her eyes, her hands and her laugh. Her mug is home. If she looks at your ear-rings "
                "she has had enough of you for now. She loves her father's cough drops tin, the sound of it. She knows "
                "you from your shoes. (Written by her sister, tried out on Aaliyah, who laughed in the right places.)",
    "good_day": "The mug, a bath, her grandmother's hand, everybody in one room.",
    "contact_how": "Safiya, by message; then come to the back door",
    "contact_how_not": "Not within two days of a seizure",
    "communication_needs": "Communicates without speech: eye-gaze board, objects, reach and laughter. Count to ten "
                           "after a question.",
    "communication_support": "Her eye-gaze board, her objects, and Grace Bello, her speech and language therapist.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Imran Hussain", "kind": "family", "relation": "her dad",
     "part": "Has not slept a whole night in nine years."},
    {"name": "Safiya Hussain-Bright", "kind": "family", "relation": "her sister",
     "part": "Eighteen, funny, home at weekends."},
    {"name": "Maureen Bright", "kind": "family", "relation": "her nan", "part": "Her hand."},
    {"name": "Dee", "kind": "friend", "relation": "Safiya's friend",
     "part": "Has done two weekends and wants to do more."},
    {"name": "Grace Bello", "kind": "professional", "relation": "her speech and language therapist",
     "part": "Nine years."},
    {"name": "Saltings House", "kind": "paid", "relation": "the towel", "part": "Short stays, by the quay."},
)

ASKED = {"kind": "care-act", "duty": "must", "asked_of": "Elmshire Voices",
         "because": "Where she spends her nights: she takes part with pictures and time, and her family differ."}
ADVOCATE = {"name": "Marcus Webb"}

FIRST = {
    "sentence": "Whether Aaliyah spends her weekends at Saltings House from this spring",
    "kind": "care",
    "person_says": "The pillow, held. The towel, not.",
    "if_nothing": "Her father goes on without sleep.",
    "interim_plan": "Her nan on Saturdays.",
}
FIRST_DECIDED = {
    "decided": "Weekends at Saltings House, for six months.",
    "decided_reasons": "Her father cannot go on without sleep. Nobody could be found for nights at home. To be looked "
                       "at in September.",
}

NOW = {
    "sentence": "Whether Aaliyah goes on spending weekends at Saltings House, or has support at home in place of them",
    "kind": "care",
    "person_says": "Mug, reached for, laughing. Towel, to the wall. Twelve of twelve.",
    "if_nothing": "She goes every weekend, as now.",
    "interim_plan": "This weekend and next at home, with Dee.",
}
NOW_DECIDED = {
    "decided": respite_records.HOME,
    "decided_reasons": "She has said what she wants in every way she has. What the nights were for, they made worse. "
                       "Her father rests more with help at home, and she is freer.",
}
VIEW = {"voice": "person", "name": "Aaliyah", "stance": "disagrees", "wants": "The mug.",
        "hopes": "Safiya's laugh when she said “my room?”", "worries": "The towel.",
        "reasons": "Shown with objects, twelve times of twelve, with her therapist."}


def story(world: World) -> Iterator[datetime]:
    when, yusuf, grace = world.when, world.who["yusuf"], world.who["grace"]
    yield IN_MARCH
    person = meet(ABOUT, AROUND, by=yusuf)
    ask_for_advocate(person, ASKED, ADVOCATE, by=yusuf)
    first = begin(person, FIRST | {"needed_by": IN_MARCH.date().replace(day=27)}, decider=grace, by=yusuf)
    conclude(first, "positive-risk", respite_in_march.POSITIVE_RISK, by=yusuf)
    yield IN_MARCH.replace(day=18)
    decisions.decide(first, FIRST_DECIDED | {"decided_on": "2026-03-18"}, by=grace)
    yield when.at(6, 1, "10:10")
    decision = begin(person, NOW | {"needed_by": when.day(1, 3)}, decider=grace, by=yusuf)
    yield from _and_now(world, decision)


def _and_now(world: World, decision: Decision) -> Iterator[datetime]:
    when, yusuf, grace = world.when, world.who["yusuf"], world.who["grace"]
    yield when.at(5, 3, "14:25")
    conclude(decision, "liberty", when.dated(respite_records.LIBERTY), by=yusuf)
    yield when.at(4, 3, "15:00")
    conclude(decision, "support", when.dated(respite_records.SUPPORT), by=yusuf)
    yield when.at(3, 2, "16:20")
    conclude(decision, "capacity", when.dated(respite_records.CAPACITY), by=yusuf)
    decisions.record_view(decision, VIEW, by=yusuf)
    yield when.at(2, 1, "17:00")
    conclude(decision, "best-interests", when.dated(respite_records.BEST_INTERESTS), by=yusuf)
    decisions.record_agreement(decision, "agreed", "Everybody round the table, Aaliyah first.", by=yusuf)
    yield when.at(2, clock_says="09:10")
    decisions.decide(decision, NOW_DECIDED | {"decided_on": when.iso(2)}, by=grace)
