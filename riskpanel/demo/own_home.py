"""His own home: a man by a railway stays where he is, on a bad night and after it.

Seed: the Named Social Worker final evaluation (000), LF in Halton: an admission to hospital is averted by a
plan near family, a railway station and open ground. Here he is an older man with dementia and two attorneys
who must act together and do not agree; on the night it went wrong an urgent override kept him at home, and
the case is on the agenda of the coming sitting. All details made up.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from riskpanel import clock
from riskpanel.assessments import services as assessments
from riskpanel.authority import services as authority
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.demo import own_home_records as records
from riskpanel.demo.telling import World, begin, conclude, hear, meet, refer, write
from riskpanel.demo.when import When
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem
from riskpanel.people.models import Person
from riskpanel.referrals import services as referrals
from riskpanel.sitting import services as sitting
from riskpanel.users.models import User

ABOUT = {
    "name": "Thiruvenkadam Balasubramaniam-Featherstonehaugh",
    "preferred_name": "Thiru",
    "pronouns": "he",
    "address": "Flat 2, Station Buildings, Elmshire",
    "about_me": "I live by the trains. The 6.42 is first. I was a signalman's clerk and I have the cap. My sister "
                "brings rice on Friday. Ade says good morning, I say good morning, and then it is morning. Do not hold "
                "my arm.",
    "good_day": "The 6.42, porridge, the bench, Ade's jokes, rice, the last train, sleep.",
    "contact_how": "On the platform bench, between ten and four",
    "contact_how_not": "Not after dark, and not by letter: he keeps them and they worry him",
    "communication_needs": "Few words and photographs. Clear from ten until four. Tamil comes back when he is tired.",
    "communication_support": "A wallet of photographs, made with his sister.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Darshini Featherstone", "kind": "family", "relation": "my sister",
     "part": "Two streets away. Rice on Fridays.",
     "contact": "At any hour"},
    {"name": "Graham Featherstone", "kind": "family", "relation": "Darshini's husband",
     "part": "Pays the bills with her. Frightened since that night.", "contact": "Evenings"},
    {"name": "Ade", "kind": "community", "relation": "my friend with the stick",
     "part": "Works the barrier. Sees him twenty times a day."},
    {"name": "Karim, night worker", "kind": "paid", "relation": "Karim", "part": "Four nights in seven for six years."},
    {"name": "Dr Anstey", "kind": "professional", "relation": "the doctor from that night",
     "part": "On call for the memory service."},
)

AUTHORITIES = (
    {"kind": "attorney-welfare", "holder": "Darshini Featherstone", "state": "seen", "registered": "yes",
     "acting": "jointly", "scope": "Health and welfare, where he cannot decide for himself. They must act together. "
                                   "Written wish: “keep me by the trains as long as you can”."},
    {"kind": "attorney-welfare", "holder": "Graham Featherstone", "state": "seen", "registered": "yes",
     "acting": "jointly", "scope": "The same document as Darshini's. They must act together."},
)
SEEN = {"state": "seen", "seen_by": "Bronwen Hale, social worker: the registered document, at Darshini's",
        "conditions": "They must act together. They are asked to keep him by the trains as long as they can."}

DECISION = {
    "sentence": "Whether Thiru goes on living in his flat by the station, with a team that knows him, or goes into "
                "hospital to be assessed",
    "kind": "residence",
    "person_says": "Home. Six forty-two. Home.",
    "if_nothing": "The ward keeps a bed for a week at a time, and the landlord has begun to ask.",
    "interim_plan": "Karim or one of three others after dark, every night. He goes where he likes by day.",
}

FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "kinds_in_it": ["residence"],
    "other_decisions": "Evening walks are his to settle from day to day. Tests for his memory are another decision.",
    "why_now": "He was found past the sign at the end of the platform at nine at night, and a ward bed was offered.",
    "can_wait": "no",
    "offered": "The ward, by Dr Anstey on the night. He said “No thank you.”",
    "really_available": "His sister two streets away, the barrier staff, four workers who know him, and the ward.",
    "reason_to_doubt": "yes",
    "doubt_kind": ["events", "diagnosis"],
    "doubt_reason": "He could not say why he had gone past the sign. His memory for that day is poor.",
    "danger_now": "not-sure",
    "danger_what": "He could be hurt beside the line after dark.",
    "interim_plan": "Somebody he knows goes out with him after dark. Agreed with Thiru by day, and with Darshini.",
    "interim_least": "It stops him from nothing: it is company.",
    "safeguarding": "none",
    "safeguarding_signs": ["needs"],
    "safeguarding_detail": "Talked through with the duty line on the night.",
    "influence": "suspected",
    "influence_detail": "His brother-in-law says he will be put away. I have seen Thiru alone.",
    "who_else": "Ade at the barrier, whom nobody had asked.",
    "advocate_needed": "no",
    "appropriate_person": "yes",
    "rights_touched": ["home", "family", "liberty"],
    "rights_supported": "He keeps his home and his mornings while we find out.",
}

VIEWS = (
    {"voice": "person", "name": "Thiru", "stance": "agrees", "wants": "“Here. Trains. Karim, not Sunday lady.”",
     "hopes": "“To see the steam one.”", "worries": "“Locked. Far.”", "reasons": "“My kettle is there.”"},
    {"voice": "advocate", "name": "Darshini Featherstone", "stance": "agrees", "wants": "That he stays, with Karim.",
     "hopes": "Rice on Fridays for a good while yet.", "worries": "The green door, which he forgets.",
     "reasons": "He wrote down what he wanted when he could, and he says the same now."},
    {"voice": "advocate", "name": "Graham Featherstone", "stance": "disagrees", "wants": "The ward, for now.",
     "hopes": "To sleep without the telephone beside him.", "worries": "“I'm the one they will ring.”",
     "reasons": "He signed to look after him, and this is what he thinks that means."},
    {"voice": "professional", "name": "Dr Anstey", "stance": "disagrees", "wants": "An admission for a month.",
     "hopes": "A clear diagnosis.", "worries": "The line.", "reasons": "Ten minutes on the night, in the dark."},
    {"voice": "other", "name": "Ade", "stance": "agrees", "wants": "Good morning at twenty to seven.",
     "hopes": "That somebody shows him the glove trick.", "worries": "The stranger on Sundays.",
     "reasons": "Eleven years at the same barrier."},
)
NOT_AGREED = ("Thiru, his sister and Ade want him to stay. Graham and Dr Anstey want an admission. His two attorneys "
              "must act together and do not agree; as the capacity record stands the decision is Thiru's own, and "
              "Graham does not accept that.")

REFERRAL = {
    "question": "Does this plan support Thiru well enough for him to go on living by the line?",
    "not_asked": "To choose between his attorneys, or to find whether he can decide.",
    "consent": "yes",
    "taking_part": "words",
    "taking_part_needs": "Between ten and four. He sends photographs, and Ade's voice on Darshini's telephone.",
    "interim_plan": "Somebody he knows after dark, every night.",
    "next_contact_by": "Bronwen Hale",
}
SENT = {
    "name": "Thiru",
    "words": "Five photographs, in the order in which he laid them out: the kettle, the barrier, Ade waving, his bed, "
             "his own front door. He moved the bed and put it back twice.",
    "asks": "Who says good morning to Ade if I am not there?",
    "film_at": "Ade’s voice, forty seconds, on Darshini’s telephone. She plays it.",
    "helped_by": "Darshini printed them. Nobody chose for him.",
}

INVITED = (("Thiru", "person", "words"), ("Darshini Featherstone", "family", "come"),
           ("Graham Featherstone", "family", "come"), ("Bronwen Hale", "referrer", "come"))
# What two members have written alone, before the sitting: closed until the chair opens them together
PRIVATE_VIEWS = {
    "beatriz": {
        "leans": "That he stays, with somebody he knows after dark.",
        "why": "The one bad night was in the dark with a stranger. In eleven years of mornings there is nothing.",
        "asks": "Karim: what happens on the evenings you are not there?"},
    "ivor": {
        "leans": "I do not know yet.",
        "why": "The plan rests on two people. If either is ill there is no plan.",
        "asks": "Thiru, with the photographs: where would you want to sleep if Karim could not come?"},
}


def story(world: World) -> Iterator[datetime]:
    when, bronwen = world.when, world.who["bronwen"]
    yield when.at(5, 4, "21:50")
    person = meet(ABOUT | {"born_on": when.born(68)}, AROUND, _authorities(when), by=bronwen)
    decision = begin(person, DECISION | {"needed_by": when.coming(6)}, decider=world.who["paul"], by=bronwen)
    yield when.at(5, 4, "22:25")
    tonight = write(decision, "positive-risk", when.dated(records.THE_BAD_NIGHT), by=bronwen)
    assessments.override(
        tonight, why="It is ten at night, the bed is held until midnight, and he cannot be asked about capacity in the "
                     "dark.",
        least_restrictive="One person walks with him after dark, for three nights. Nothing is locked and nobody holds "
                          "him.",
        by=bronwen)
    assessments.conclude(tonight, by=bronwen)
    yield when.at(5, 1, "11:30")
    conclude(decision, "framing", FRAMING | {"interim_until": when.coming_iso(5)}, by=bronwen)
    yield when.at(4, 2, "15:40")
    conclude(decision, "capacity", when.dated(records.CAPACITY), by=bronwen)
    yield when.at(3, 4, "12:15")
    _look_at_the_document(person, decision, by=bronwen)
    yield when.at(3, 1, "16:05")
    conclude(decision, "fluctuation", when.dated(records.FLUCTUATION), by=bronwen)
    yield when.at(2, 4, "10:20")
    conclude(decision, "positive-risk", when.dated(records.POSITIVE_RISK), by=bronwen)
    decisions.skip_step(decision, "support", "What was done to help him decide is written in the capacity record, "
                                             "visit by visit.",
                        by=bronwen)
    yield when.at(2, 3, "16:10")
    hear(decision, VIEWS, NOT_AGREED, by=bronwen)
    yield when.at(2, 2, "09:30")
    referral = refer(decision, world.teams["panel"], REFERRAL | {"next_contact_on": when.coming(2)}, sent=SENT,
                     by=bronwen, overseen_by="Philippa Nash, principal social worker")
    yield when.at(2, 1, "10:15")
    referrals.accept(referral, "Complete. Thank you for the photographs.", by=world.who["colm"])
    yield when.at(1, 1, "09:20")
    item = panel.list_referral(world.meetings["coming"], referral, by=world.who["colm"])
    for name, part, how in INVITED:
        panel.invite(item, {"name": name, "part": part, "how": how}, by=world.who["colm"])
    yield when.at(0, 2, "16:30")
    _members_write_alone(item, world)


def _members_write_alone(item: AgendaItem, world: World) -> None:
    panel.declare_interest(item, False, by=world.who["ruth"])
    for name, words in PRIVATE_VIEWS.items():
        panel.declare_interest(item, False, by=world.who[name])
        sitting.file_view(item, words, by=world.who[name])


def _look_at_the_document(person: Person, decision: Decision, *, by: User) -> None:
    """Both attorneys stand in one document and must act together; Graham has asked for the bed on his own."""
    for one in person.authorities:
        authority.note(one, SEEN | {"seen_on": clock.today()}, by=by)
        authority.say_covers(one, decision, "yes", by=by)
        if one.holder.startswith("Graham"):
            authority.note(one, {"acting": "jointly", "acts": "alone", "search_asked_on": clock.today()}, by=by)


def _authorities(when: When) -> list[dict[str, Any]]:
    return [one | {"on": when.day(weeks=160)} for one in AUTHORITIES]
