"""Increasing the package as control: more carers, or her mornings to herself.

Seed: the Named Social Worker final evaluation (000), the Hertfordshire evaluation pack, where partners in
health ask for bigger packages so as to be rid of risk. Rahela Khatun, her kitchen and her four relatives who
disagree are made up; she speaks through an interpreter. The referral is on hold until the rails have been
tried.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from riskpanel.decisions import services as decisions
from riskpanel.demo import package_records as records
from riskpanel.demo.telling import World, begin, conclude, hear, meet, refer
from riskpanel.referrals import services as referrals

ABOUT = {
    "name": "Rahela Khatun",
    "preferred_name": "Mrs Khatun",
    "pronouns": "she",
    "address": "17 Tanner's Row, Elmshire",
    "about_me": "I raised six in this house and buried one husband from it. I pray before it is light. There is always "
                "something in the pot. If you come you will eat. I do not like to be lifted. I like my door knocked "
                "and not rung. (Told in Sylheti.)",
    "good_day": "Prayer, tea, something in the pot by nine, the radio, a neighbour's child, sleep.",
    "contact_how": "Come in the morning with the interpreter; Shirin will say when",
    "contact_how_not": "Not through Anwar. Not by telephone: she cannot hear it",
    "communication_needs": "Sylheti. Speaks slowly, hears best on the right. Nobody in the family is to interpret.",
    "communication_support": "An independent interpreter, the same one each time.",
    "interpreter": "Sylheti: Mrs Begum, or another woman",
    "unbefriended": "no",
}

AROUND = (
    {"name": "Anwar Khatun", "kind": "family", "relation": "my eldest",
     "part": "Rings every day, visits on Sundays, wants everything done."},
    {"name": "Shirin Khatun", "kind": "family", "relation": "my daughter", "part": "Next door but one."},
    {"name": "Jamal Khatun", "kind": "family", "relation": "my second son",
     "part": "Fridays. Says let her be, altogether."},
    {"name": "Nabil Khatun", "kind": "family", "relation": "my grandson",
     "part": "Saturdays. Put the light in on the step."},
    {"name": "The Row", "kind": "neighbour", "relation": "my street", "part": "Eleven callers in one morning."},
    {"name": "Ward sister Doyle", "kind": "professional", "relation": "the sister",
     "part": "Plans discharges at Elmshire General."},
)

DECISION = {
    "sentence": "Whether Mrs Khatun has four visits a day by two carers and a night sitter, or two short visits with "
                "rails and a pendant",
    "kind": "care",
    "person_says": "Let me have my mornings. I will fall in my own house, you will come, and I will give you tea.",
    "if_nothing": "She goes on with neither rails nor pendant, as she has since the last fall.",
    "interim_plan": "Shirin last thing at night, Nabil's light on the step, and a pendant on loan.",
}

FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "kinds_in_it": ["care"],
    "other_decisions": "None. Who holds a key is settled.",
    "why_now": "The ward has written that she is not to be without two carers, and Anwar has asked the council to "
               "arrange it.",
    "can_wait": "yes",
    "waiting_would_allow": "The rails can be tried. It would cost her three weeks without a grip on the back step.",
    "offered": "The ward's plan, through Anwar. She answered him in a way that Mrs Begum would not translate.",
    "really_available": "The Row, Shirin, rails within a fortnight, a pendant answered in Sylheti, one carer she has "
                        "met.",
    "reason_to_doubt": "no",
    "doubt_kind": [],
    "doubt_reason": "The question was asked because the ward's letter says she “does not accept the risk”. She "
                    "describes it exactly.",
    "danger_now": "no",
    "danger_what": "She may fall, as she may with eight carers.",
    "safeguarding": "none",
    "safeguarding_signs": ["needs"],
    "safeguarding_detail": "None.",
    "influence": "seen",
    "influence_detail": "Anwar answers for her. She was seen alone, with the interpreter, twice.",
    "who_else": "The occupational therapist, who comes next week.",
    "advocate_needed": "no",
    "appropriate_person": "yes",
    "rights_touched": ["home", "family", "private", "belief"],
    "rights_supported": "She prays alone, cooks, and is washed by nobody she has not met.",
}

VIEWS = (
    {"voice": "person", "name": "Mrs Khatun", "stance": "disagrees",
     "wants": "“My mornings, and the rail, and the button.”",
     "hopes": "“My rice, my prayers, my radio.”",
     "worries": "“Being sat in a chair until it is time to be put to bed.”",
     "reasons": "“This house knows me.” (Through Mrs Begum.)"},
    {"voice": "family", "name": "Anwar Khatun", "stance": "agrees",
     "wants": "Two carers, four times a day, and a sitter.",
     "hopes": "Never to have that telephone call again.", "worries": "That the others will be too late.",
     "reasons": "He was the one who found her on the step."},
    {"voice": "family", "name": "Shirin Khatun", "stance": "disagrees", "wants": "Rails, the pendant and herself.",
     "hopes": "That her mother goes on cooking.", "worries": "Anwar, and the stairs.",
     "reasons": "She is there every night."},
    {"voice": "family", "name": "Jamal Khatun", "stance": "partly", "wants": "No strangers, and no rails either.",
     "hopes": "That she is left alone.", "worries": "That one visit becomes eight.",
     "reasons": "He thinks help is how it starts."},
    {"voice": "family", "name": "Nabil Khatun", "stance": "disagrees", "wants": "What his grandmother says.",
     "hopes": "Saturdays.", "worries": "The new mattress.", "reasons": "“She's told you.”"},
    {"voice": "professional", "name": "Ward sister Doyle", "stance": "agrees", "wants": "Two carers for every move.",
     "hopes": "That she is not back on the ward.", "worries": "A broken hip.", "reasons": "She has seen many."},
)
NOT_AGREED = ("Mrs Khatun, her daughter and her grandson want the smaller plan. Her eldest son and the ward want the "
              "larger. Her second son wants neither.")

REFERRAL = {
    "question": "Does a larger package make Mrs Khatun safer, or only busier?",
    "not_asked": "To settle the family, or to say what anything may cost.",
    "consent": "yes",
    "taking_part": "come",
    "taking_part_needs": "Mrs Begum to interpret, a chair with arms, a place to pray at one, and nobody speaking over "
                         "her.",
    "interim_plan": DECISION["interim_plan"],
    "next_contact_by": "Paul Strickland's team, by Bronwen Hale",
}
WHY_HELD = ("Held until the rails have been up for a fortnight, at Mrs Khatun's own asking: “Try it, then talk.” It "
            "comes back by itself.")


def story(world: World) -> Iterator[datetime]:
    when, bronwen, colm = world.when, world.who["bronwen"], world.who["colm"]
    yield when.at(5, 1, "09:50")
    person = meet(ABOUT | {"born_on": when.born(79)}, AROUND, by=bronwen)
    decision = begin(person, DECISION | {"needed_by": when.coming(30)}, decider=world.who["paul"], by=bronwen)
    yield when.at(4, 4, "10:30")
    conclude(decision, "framing", FRAMING, by=bronwen)
    decisions.skip_step(decision, "support", "There is no doubt about her capacity. An interpreter is all the support "
                                             "she has wanted.",
                        by=bronwen)
    yield when.at(3, 3, "11:10")
    conclude(decision, "influence", when.dated(records.PRESSURE), by=bronwen)
    yield when.at(3, 3, "14:20")
    conclude(decision, "positive-risk", when.dated(records.POSITIVE_RISK), by=bronwen)
    hear(decision, VIEWS, NOT_AGREED, by=bronwen)
    yield when.at(2, 4, "11:40")
    values = REFERRAL | {"next_contact_on": when.coming(4)}
    referral = refer(decision, world.teams["panel"], values, by=bronwen)
    yield when.at(2, 3, "09:30")
    referrals.accept(referral, "Complete. An interpreter is booked.", by=colm)
    yield when.at(1, 2, "15:45")
    referrals.hold(referral, when.coming(12), WHY_HELD, by=colm)
