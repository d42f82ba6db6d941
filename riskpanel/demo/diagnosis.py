"""The diagnosis: what a worker sees contradicts what is written, and is listened to.

Seed: the Named Social Worker final evaluation (000), VM in Sheffield: what a worker sees contradicts a
recorded diagnosis; the challenge asks for it to be looked at again; better understanding and a better place
follow. Merryn, the ward, the hens and the words are made up. Her record is restricted, since a cousin of hers
works for the council. The challenge was answered from outside, and is settled.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel import db
from riskpanel.challenges import answering
from riskpanel.challenges import services as challenges
from riskpanel.decisions import services as decisions
from riskpanel.demo.telling import World, begin, meet
from riskpanel.people import services as people

ABOUT = {
    "name": "Merryn Tregenza",
    "preferred_name": "Merryn",
    "pronouns": "she",
    "restricted": True,
    "address": "Beech ward, Fernhill Hospital",
    "about_me": "I like hens and ghost stories, the older the better. I'm funny, ask anyone. Don't tell me what we're "
                "doing next: ask me which of two. If you say now, I can't, even if I wanted to. I want a flat with a "
                "step and six hens.",
    "good_day": "A hen, a ghost, nobody saying now.",
    "contact_how": "Leave a note with two choices on it",
    "contact_how_not": "Not at handover, and not with “we need to”",
    "communication_needs": "Offers, not orders. Two choices. Time to say no first.",
    "communication_support": "Notes with two boxes.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Jenifer Tregenza", "kind": "family", "relation": "my mum",
     "part": "Every other Saturday, with eggs. Has been ill."},
    {"name": "The hen club", "kind": "community", "relation": "the hen people", "part": "They have kept her place."},
    {"name": "Dr Ibbotson", "kind": "professional", "relation": "the consultant",
     "part": "Consultant psychiatrist, Beech ward."},
)

DECISION = {
    "sentence": "Whether Merryn's recorded diagnosis stands as it is, or is assessed again before anybody plans where "
                "she lives",
    "kind": "other",
    "decision_maker_name": "Dr Ibbotson",
    "decision_maker_role": "Consultant psychiatrist, Fernhill Hospital",
    "decision_maker_contact": "Through the ward secretary, 01632 960 355",
    "person_says": "They've got the wrong book. I'm not in that one.",
    "if_nothing": "The search goes on for places that suit the diagnosis and not Merryn.",
    "interim_plan": "No place is chosen until this is answered. Notes with two boxes on the ward.",
}
DECIDED_THEN = {
    "decided": "The diagnosis of emotionally unstable personality disorder stands.",
    "decided_reasons": "It explains the pattern of incidents over two admissions and has been confirmed by the team.",
}
DECIDED_SINCE = {
    "decided": "To be assessed for autism by the specialist team, and the earlier diagnosis set aside until then.",
    "decided_reasons": "The diary shows a pattern the earlier diagnosis does not explain. The ward will train on "
                       "offers and demands.",
}

CHALLENGE = {
    "raised_for": "myself",
    "where_written": "Discharge planning note, paragraph 2",
    "direction": "facts-wrong",
    "their_reasoning": "Two admissions, police at her door, and sudden anger after small things. The team has known "
                       "her for a year and has seen many people in whom this diagnosis was right.",
    "facts": "In my diary of nineteen visits, seventeen incidents began with “now” or “we need to”. With two choices "
             "on a note there were none. She has friendships that have lasted fifteen years.",
    "interpretation": "I think she is avoiding demands, not people.",
    "values": "She should not have to live where the wrong book sends her.",
    "law": "Diagnosis is yours. I ask only that what her next home must offer is drawn from evidence about her.",
    "danger_now": "no",
    "person_knows": "yes",
    "person_says": "Ask them about the hens. I get up at five for a hen.",
    "person_protected": "She hears of it on a note with two boxes: tell me now, tell me Saturday. She ticked Saturday.",
    "ask": "An assessment for autism by the specialist team before any place is chosen.",
    "alternative": "If that cannot be soon, a month of notes with two boxes, counted.",
    "meanwhile": "No place is chosen.",
    "would_change_my_mind": "Incidents that come when nothing has been asked of her.",
}
EVIDENCE = (
    {"claim": "Seventeen of nineteen incidents began with a demand", "source": "My visit diary", "basis": "first-hand"},
    {"claim": "She has kept the same three friends since school", "source": "Jenifer Tregenza", "basis": "reported"},
)
ANSWER = {
    "answer": "agreed",
    "given_by_name": "Dr Ibbotson, consultant psychiatrist",
    "reasons": "I asked the ward to count for a fortnight before answering, and we found what you found. I had been "
               "reading the anger and not what came before it. I have asked the specialist team to see her, and thank "
               "you for the way it was put.",
    "evidence_given": "The ward's own count: eleven of twelve.",
}
SETTLED = {
    "outcome": "changed",
    "what_changed": "She has been assessed, and is autistic. The ward has been trained in offers. The place that was "
                    "nearly chosen has been let go, and she has been to see a flat with a step, where the landlord "
                    "keeps bees and will allow hens.",
    "what_changed_said_by": "Merryn: “Six hens. I counted the step.”",
    "how_long": "Until she moves; the training stays.",
    "themes": ["assessment-absent", "support-not-tried"],
}


def story(world: World) -> Iterator[datetime]:
    when, bronwen = world.when, world.who["bronwen"]
    yield when.at(12, 1, "10:55")
    person = meet(ABOUT | {"born_on": when.born(29)}, AROUND, by=bronwen)
    people.involve(person, because="looks at practice in restricted records", user_id=world.who["philippa"].id,
                   by=bronwen)
    decision = begin(person, DECISION | {"needed_by": when.day(4)}, by=bronwen)
    decisions.decide(decision, DECIDED_THEN | {"decided_on": when.iso(12, 4)}, by=bronwen)
    yield when.at(10, 3, "11:35")
    challenge = challenges.start_challenge(decision, CHALLENGE | {"ask_by": when.iso(7)}, by=bronwen)
    db.session.flush()
    for one in EVIDENCE:
        challenges.add_evidence(challenge, one | {"dated_on": when.iso(11)}, by=bronwen)
    challenges.send_challenge(challenge, by=bronwen)
    yield when.at(8, 2, "16:15")
    answering.record_answer(challenge, ANSWER | {"given_on": when.iso(8, 3)}, by=bronwen)
    yield when.at(3, clock_says="12:25")
    decisions.decide(decision, DECIDED_SINCE | {"decided_on": when.iso(8, 3)}, by=bronwen)
    challenges.settle_challenge(challenge, SETTLED, by=bronwen)
