"""The recall: a challenge to a hospital waits for its answer.

Seed: the Named Social Worker final evaluation (000), L in Hertfordshire: a consultant and team weigh recall
to hospital or doubled staffing; the worker and the provider say no; weeks later the order ends. Séamus, his
flat, the road and the people are made up. Here the challenge has been sent, with a link for the consultant, and the
hospital has not answered yet: the decision is a partner's, made outside this council. The clock is paused, and why.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel import db
from riskpanel.challenges import pausing
from riskpanel.challenges import services as challenges
from riskpanel.demo import recall_records
from riskpanel.demo.telling import World, ask_for_advocate, begin, conclude, hear, meet
from riskpanel.outside.services import make_link

ABOUT = {
    "name": "Séamus O'Dwyer",
    "preferred_name": "Séamus",
    "pronouns": "he",
    "address": "9 Harbour Steps, Elmshire",
    "about_me": "Spell it with the accent or I'll know you haven't read this. I walk at seven when there are no cars. "
                "I make soda bread and I give it away. When it's loud in me I need to go, and it isn't at you. I have "
                "kept this place four months.",
    "good_day": "The walk, the bread, Sunday and my mother.",
    "contact_how": "Knock and say your name through the door",
    "contact_how_not": "No vans outside, and no unknown numbers",
    "communication_needs": "Plain and quick. Say the hard thing first.",
    "communication_support": "The same two workers, and nobody writing while he talks.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Máire O'Dwyer", "kind": "family", "relation": "Mam, in Sligo",
     "part": "Sundays, for an hour, in two languages."},
    {"name": "Danny at number 11", "kind": "neighbour", "relation": "him next door", "part": "Gets the first loaf."},
    {"name": "Lorraine Kemp", "kind": "paid", "relation": "the manager",
     "part": "Harbour Support. There the first time he ran."},
    {"name": "Dr Vasanthakumar", "kind": "professional", "relation": "the consultant",
     "part": "Responsible clinician, Fernhill."},
)

ASKED = {"kind": "other", "duty": "may", "asked_of": "Jo Tremayne, independent mental health advocate",
         "because": "The community treatment order, and whether he is recalled under it. He wants somebody beside him "
                    "who is not from the hospital."}

DECISION = {
    "sentence": "Whether Séamus is recalled to Fernhill Hospital, or stays at home with the support he has",
    "kind": "care",
    "decision_maker_name": "Dr Vasanthakumar",
    "decision_maker_role": "Responsible clinician, Fernhill Hospital",
    "decision_maker_contact": "Ward office, 01632 960 377",
    "person_says": "I ran because it was loud. I came back. I always come back. Don't send the van.",
    "if_nothing": "It comes back at every ward round, and he listens for the van.",
    "interim_plan": "The same two workers each evening, the walk at seven, and Nadia every other day.",
}

VIEWS = (
    {"voice": "person", "name": "Séamus", "stance": "disagrees", "wants": "“My own door.”",
     "hopes": "“To make it to six months.”",
     "worries": "“The van.”", "reasons": "“In there I don't run because there's nowhere to run. That's not better.”"},
    {"voice": "provider", "name": "Lorraine Kemp", "stance": "disagrees",
     "wants": "A fortnight of double evenings, then as before.",
     "hopes": "That he gets to six months.", "worries": "The road.",
     "reasons": "All three were nights with agency staff."},
    {"voice": "family", "name": "Máire O'Dwyer", "stance": "disagrees",
     "wants": "That he is let alone and looked after.",
     "hopes": "That he comes home for a week.", "worries": "The hospital more than the road.",
     "reasons": "“He eats there with his back to the wall.”"},
    {"voice": "professional", "name": "Dr Vasanthakumar", "stance": "agrees",
     "wants": "Recall, or two to one at all hours.",
     "hopes": "A calmer month.", "worries": "Somebody killed.", "reasons": "Three times in ten days, rising."},
)
NOT_AGREED = "Séamus, his mother and Harbour Support want him at home. The ward round leans to recall or more staff."

CHALLENGE = {
    "raised_for": "myself",
    "where_written": "Note of the ward round, item 4",
    "statement": "Recall to be considered next week in view of escalating risk to self, staff and public; otherwise "
                 "2:1 at all times.",
    "direction": "too-restrictive",
    "their_reasoning": "He ran into traffic twice and a worker's wrist was hurt, three times in ten days. The first "
                       "year after discharge is when things go wrong, and you carry it if somebody is killed. Two "
                       "workers at all hours would be safer.",
    "facts": "All three were between nine and ten at night with an agency worker he had not met. There has been "
             "nothing for four days, since the rota changed back.",
    "interpretation": "I read it as three bad evenings with strangers, and not as a rising line.",
    "values": "A first home of his own weighs more with me than a calm month on a ward.",
    "law": "Recall is yours to decide under the Mental Health Act. Whichever way, I ask how it respects his private "
           "life and is no more than is needed.",
    "danger_now": "no",
    "person_knows": "yes",
    "person_says": "I came back. Write that I came back.",
    "person_protected": "He is not at the ward round for the argument. Lorraine tells him the same evening, plainly, "
                        "hard thing first.",
    "ask": "Leave recall off next week's list, keep the fortnight of double evenings, and look at the rota with us.",
    "alternative": "No agency staff after eight; two people he knows until ten; the crisis house if he asks.",
    "meanwhile": DECISION["interim_plan"],
    "would_change_my_mind": "A fourth time, with somebody he knows beside him.",
}
EVIDENCE = (
    {"claim": "All three incidents were with agency staff after nine",
     "source": "Rota and incident forms, Harbour Support",
     "basis": "document"},
    {"claim": "He came back by himself both times, within twenty minutes", "source": "Lorraine Kemp",
     "basis": "reported"},
)
SHOW_US = "What shows that risk is rising, beyond the three incident forms"
LINK = {"recipient_name": "Dr Vasanthakumar, Responsible clinician, Fernhill Hospital",
        "recipient_address": "dr.vasanthakumar@fernhill.example"}
WE_WAIT = ("The ward round is put off until the agency has sent its rota for the three nights, which Dr Vasanthakumar "
           "wants to see before he answers. Nothing is decided before it.")


def story(world: World) -> Iterator[datetime]:
    when, nadia = world.when, world.who["nadia"]
    yield when.at(16 / 7, clock_says="09:25")
    person = meet(ABOUT | {"born_on": when.born(27)}, AROUND, by=nadia)
    ask_for_advocate(person, ASKED, by=nadia)
    decision = begin(person, DECISION | {"needed_by": when.coming(4)}, by=nadia)
    yield when.at(1, 3, "10:45")
    conclude(decision, "framing", when.dated(recall_records.FRAMING), by=nadia)
    hear(decision, VIEWS, NOT_AGREED, by=nadia)
    yield when.at(days=2, clock_says="12:30")
    values = CHALLENGE | {"decided_on": when.iso(1, 4), "ask_by": when.coming_iso(3)}
    challenge = challenges.start_challenge(decision, values, by=nadia)
    db.session.flush()
    for one in EVIDENCE:
        challenges.add_evidence(challenge, one | {"dated_on": when.iso(1)}, by=nadia)
    challenges.add_evidence(challenge, {"claim": SHOW_US, "source": ""}, by=nadia, asked_of_them=True)
    challenges.send_challenge(challenge, by=nadia)
    make_link(challenge, LINK, by=nadia)
    yield when.at(days=1, clock_says="16:05")
    pausing.pause(challenge, WE_WAIT, when.coming(3), by=nadia)
