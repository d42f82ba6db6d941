"""“It felt like hospital within a home”: somebody’s own words change what is looked for.

Seed: the Named Social Worker learning report (001), the Hertfordshire journal in which somebody looking for a
place to live wrote down what each one was like, so that the list of what to look for changed and the search
slowed down. The journal quoted here is made up, as are Rowan and both places. One question waits in the
queue; a second, which a hospital decides, is listed.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.decisions import services as decisions
from riskpanel.demo import like_home_records as records
from riskpanel.demo.telling import World, begin, conclude, hear, meet, refer
from riskpanel.panel import services as panel
from riskpanel.people.models import Person
from riskpanel.referrals import services as referrals

ABOUT = {
    "name": "Rowan Castellane",
    "preferred_name": "Rowan",
    "pronouns": "they",
    "address": "Willow ward, Fernhill Hospital",
    "about_me": "I write it down. Read it before you ask. I draw gasworks because they go up and down by themselves. I "
                "am not shy: I am full. I do not want to be somewhere with a desk.",
    "good_day": "Rain, no bells, drawing the gasworks, soup.",
    "contact_how": "Write the question the day before and leave it on the chair",
    "contact_how_not": "No surprise visits, and never three people at once",
    "communication_needs": "Questions in writing a day ahead. No more than two people. No bells.",
    "communication_support": "The journal, and a chair by the window.",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Bernadette Castellane", "kind": "family", "relation": "my aunt with the cat",
     "part": "Comes on Wednesdays and sits without talking, which is the point."},
    {"name": "Gasworks Drawing Group", "kind": "community", "relation": "the drawing people",
     "part": "By post, so far."},
    {"name": "Dr Halloran", "kind": "professional", "relation": "the doctor",
     "part": "Responsible for care on Willow ward."},
)

DECISION = {
    "sentence": "Whether to take the room at Larch Lodge next month, or to go on looking for somewhere small and quiet "
                "for Rowan",
    "kind": "residence",
    "person_says": "Not Larch. Find me a door that is a front door.",
    "if_nothing": "The room at Larch Lodge is offered to somebody else, and the ward raises the delay each week.",
    "interim_plan": "Two afternoons out each week with the ward's occupational therapist, and Wednesdays with "
                    "Bernadette.",
}

VIEWS = (
    {"voice": "person", "name": "Rowan", "stance": "disagrees",
     "wants": "“One cat. One chair by one window. People who knock.”",
     "hopes": "“To smell soup and not the trolley.”", "worries": "“That you will stop looking because I am choosy.”",
     "reasons": "“I stayed a night and it was hospital with curtains.”"},
    {"voice": "family", "name": "Bernadette Castellane", "stance": "disagrees",
     "wants": "Somewhere with a garden wall.",
     "hopes": "To bring the cat.", "worries": "Another eleven days and back.",
     "reasons": "She drove them home the last time."},
    {"voice": "professional", "name": "Dr Halloran", "stance": "agrees", "wants": "Larch Lodge, while there is a room.",
     "hopes": "That Rowan leaves hospital soon.", "worries": "That the ward becomes home.",
     "reasons": "Two years is too long, and that is true."},
)
NOT_AGREED = ("Rowan and Bernadette want to go on looking. The ward and commissioning want the room at Larch Lodge "
              "taken now.")

REFERRAL = {
    "question": "Is a longer search, by Rowan's own list, a risk worth supporting when there is a room free now?",
    "not_asked": "To compare what the places cost.",
    "consent": "yes",
    "taking_part": "words",
    "taking_part_needs": "Four pages of the journal, chosen by Rowan, read aloud by Bernadette. Nobody is to ask about "
                         "handwriting.",
    "interim_plan": DECISION["interim_plan"],
    "next_contact_by": "Bronwen Hale",
}
WITH_GAPS = ("Framing and support are written in the ward's records and I have asked for copies. The room at Larch "
             "Lodge will not be held long enough to write them twice.")

LEAVE = {
    "sentence": "Whether Rowan goes out from the ward alone on weekday afternoons until there is a home to go to",
    "kind": "everyday-activity",
    "decision_maker_name": "Dr Halloran",
    "decision_maker_role": "Consultant, Willow ward, Fernhill Hospital",
    "decision_maker_contact": "Ward office, 01632 960 340",
    "person_says": "To the gasworks and back. It is eleven minutes. I timed it with Bernadette.",
    "if_nothing": "Afternoons out only when the occupational therapist is in.",
    "interim_plan": "Two afternoons a week, together.",
}
LEAVE_REFERRAL = REFERRAL | {
    "question": "What would help the ward to say yes to eleven minutes each way?",
    "tried": "Asked at three ward rounds. The answer has been “when things are settled”.",
    "not_asked": "To decide leave, which is the hospital's decision.",
}
LEAVE_GAPS = ("It is a small question that will be too late if it waits for every record. The panel's advice goes to "
              "Dr Halloran.")


def story(world: World) -> Iterator[datetime]:
    when, bronwen, colm = world.when, world.who["bronwen"], world.who["colm"]
    yield when.at(6, 2, "13:00")
    person = meet(ABOUT | {"born_on": when.born(38)}, AROUND, by=bronwen)
    decision = begin(person, DECISION | {"needed_by": when.coming(24)}, decider=world.who["meera"], by=bronwen)
    yield when.at(4, 3, "16:20")
    conclude(decision, "positive-risk", when.dated(records.POSITIVE_RISK), by=bronwen)
    hear(decision, VIEWS, NOT_AGREED, by=bronwen)
    yield when.at(3, 2, "12:05")
    values = REFERRAL | {"next_contact_on": when.coming(3)}
    referral = refer(decision, world.teams["panel"], values, by=bronwen, reason=WITH_GAPS,
                     overseen_by="Paul Strickland, team manager")
    yield when.at(3, 1, "11:15")
    referrals.accept(referral, "It waits for the ward's copies, and keeps its place.", by=colm)
    yield from _leave(world, person)


def _leave(world: World, person: Person) -> Iterator[datetime]:
    """The smaller question, which the hospital decides."""
    when, bronwen, colm = world.when, world.who["bronwen"], world.who["colm"]
    yield when.at(2, 1, "13:30")
    decision = begin(person, LEAVE | {"needed_by": when.coming(10)}, by=bronwen)
    decisions.record_view(decision, {"voice": "person", "name": "Rowan", "stance": "agrees",
                                     "wants": LEAVE["person_says"],
                                     "reasons": "“I come back. I always came back.”"}, by=bronwen)
    decisions.record_agreement(decision, "not-agreed", "Rowan and the occupational therapist say yes. The ward says "
                                                       "not yet.",
                               by=bronwen)
    yield when.at(1, 4, "09:45")
    values = LEAVE_REFERRAL | {"next_contact_on": when.coming(3)}
    referral = refer(decision, world.teams["panel"], values, by=bronwen, reason=LEAVE_GAPS)
    yield when.at(1, 3, "10:05")
    referrals.accept(referral, "Short, and to the point.", by=colm)
    yield when.at(1, 1, "09:40")
    panel.list_referral(world.meetings["coming"], referral, 20, by=colm)
