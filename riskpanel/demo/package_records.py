"""Increasing the package as control: Rahela Khatun's positive-risk assessment. See `package` for the source."""

from typing import Any

from riskpanel.demo.when import ago, ahead

HERS = "Two short visits, rails, a pendant, and her mornings to herself"
MORE = "Four visits a day by two carers, and somebody sitting up at night"
FALL = "She falls while she is alone"
BURN = "She burns herself at the stove"
COOK = "She cooks, and feeds whoever comes"
PRAY = "She prays before dawn on her own"


POSITIVE_RISK: dict[str, Any] = {
    "choice_in_their_words": "“I raised six in this kitchen. Let me have my mornings. I will fall in my own house, and "
                             "you will come, and I will give you tea.” (Said in Sylheti, through Mrs Begum.)",
    "how_they_told_us": "At her stove, through an independent interpreter",
    "why_it_matters": "She prays before it is light, cooks for whoever comes to the door, and has never in her life "
                      "been washed by a stranger.",
    "hoped_for": "“My rice, my prayers, my radio. And Nabil on Saturdays.”",
    "good_day": "Prayer, tea, something in the pot by nine, the radio, a neighbour's child, sleep.",
    "capacity_position": "presumed",
    "capacity_support": "In Sylheti, in the morning, with one person speaking at a time.",
    "influence": "seen",
    "influence_detail": "Her eldest son answers for her. I saw her alone with the interpreter, and what she said was "
                        "longer and plainer.",
    "options": [
        {"name": HERS, "kind": "choice", "available": "yes",
         "benefits": "Her mornings, her cooking, her modesty, and help when she wants it.",
         "burdens": "She is alone from midnight to ten.",
         "foreseeable": "She falls now and then and is found within the hour.", "limits_on": ["none"],
         "reversible": "easily", "supported_by": ["Rahela", "Shirin Khatun", "Nabil Khatun"],
         "worked_plan": "Rails on both sides, a pendant that speaks Sylheti, one carer she has met, a low shelf."},
        {"name": MORE, "kind": "refuse", "available": "yes", "benefits": "Somebody is there at most hours.",
         "burdens": "Eight strangers a day in her house, and no prayer alone.",
         "foreseeable": "She stops cooking, sits more, and grows weaker on her feet.",
         "limits_on": ["privacy", "family", "home"],
         "restrictions": "Watched at night and moved only with two people.",
         "reversible": "with-effort", "supported_by": ["Anwar Khatun", "Ward sister Doyle"],
         "worked_plan": "Fifty-six carer visits a week.",
         "why_rejected": "It answers our fear of a fall and takes away what she lives for."},
        {"name": "Leave things as they are", "kind": "nothing-more", "available": "yes",
         "benefits": "Nobody new in the house.",
         "burdens": "No rail, no pendant, and an hour on the ground.",
         "foreseeable": "Another fall and a long wait.", "limits_on": ["none"], "reversible": "easily",
         "supported_by": ["Jamal Khatun"], "worked_plan": "Nothing.", "why_rejected": "She wants the rails."},
    ],
    "strengths": [
        {"what": "She knows every hand-hold in her house", "kind": "skill",
         "how_it_helps": "She crosses the kitchen without letting go of something.",
         "known_from": "Watched on three mornings"},
        {"what": "The street", "kind": "place", "how_it_helps": "Somebody knocks most hours of the day.",
         "known_from": "Eleven callers in one morning"},
    ],
    "benefits": [
        {"what": COOK, "to_whom": ["person", "family", "others"], "likelihood": "certain", "matters": "everything",
         "based_on": "There was a pan on at every visit, and I was given some."},
        {"what": PRAY, "to_whom": ["person"], "likelihood": "certain", "matters": "everything",
         "based_on": "She has done so for sixty years."},
    ],
    "harms": [
        {"what": FALL, "to_whom": ["person"], "feared_by": ["Anwar Khatun", "Ward sister Doyle"],
         "likelihood": "expected",
         "seriousness": "lasting", "how_soon": "months", "how_long": "weeks", "reversible": "with-effort",
         "basis": ["happened"], "evidence": "Twice in a year: once on the step, once by the bed. Both times in the "
                                            "dark.",
         "early_signs": "Going barefoot, or furniture moved.",
         "person_says": "“Then I get up. And if I cannot, I press.”"},
        {"what": BURN, "to_whom": ["person"], "feared_by": ["Anwar Khatun"], "likelihood": "surprising",
         "seriousness": "hurt", "how_soon": "months", "how_long": "days", "reversible": "with-effort",
         "basis": ["assumed"],
         "evidence": "Never in sixty years of cooking, so far as anyone can say.",
         "early_signs": "A tea towel singed.",
         "person_says": "She laughed, and showed me her hands."},
    ],
    "harm_of_refusing": "Her prayers, her pot and her door. She says she would “sit down and not get up”.",
    "safe_option_dangers": "Sitting all day weakens her legs. Strangers who move her as they were taught in a ward may "
                           "be how the next fall happens.",
    "history": [
        {"what": "A fall on the back step, an hour on the ground", "when": "Eight months ago",
         "source": "Ambulance record",
         "what_was_different": "No rail and no light."},
        {"what": "A slide from the bed, unhurt", "when": "Two months ago", "source": "Her grandson Nabil",
         "what_was_different": "A new, higher mattress from the hospital."},
    ],
    "assumed": "That more people in the house means fewer falls. Nobody could show me that it does. We do not know how "
               "she will manage stairs in a year.",
    "chosen_option": HERS,
    "weighing": "A fall is likely whichever way; what differs is how long she lies and what her days are for. Her own "
                "plan shortens the wait and leaves her days alone.",
    "rights_supported": "Her home, her faith, her privacy, and her family coming when they choose.",
    "safeguards": [
        {"what": "Rails and a light on both steps", "for_which": [FALL], "who": "Occupational therapist",
         "by_when": ahead(12), "least_restrictive": "frees", "person_wants": "yes"},
        {"what": "A pendant answered in Sylheti", "for_which": [FALL], "who": "Nabil Khatun",
         "by_when": ahead(5), "least_restrictive": "frees", "person_wants": "yes"},
    ],
    "early_warning": "No pan on. Barefoot. The radio off.",
    "what_to_do": "Knock, call in her own language, then ring Shirin.",
    "out_of_hours": "Pendant centre; Shirin next door but one; emergency duty team.",
    "trial": "planned",
    "trial_detail": "Three weeks with rails and pendant, then count falls and waits.",
    "stop_rule": "She may say. Two falls in a week and we sit down with her the next day.",
    "agreement_shown": "said",
    "agreement_detail": "“Yes. This one. Tell Anwar his mother said.”",
    "shared_with": ["Shirin Khatun", "Nabil Khatun"],
    "sharing_basis": "Anwar may have the plan and not what she said about him.",
    "review_on": ahead(30),
    "review_triggers": "A fall with a wait of more than half an hour.",
    "working_signs": "Something in the pot.",
}

PRESSURE: dict[str, Any] = {
    "wants": "“My mornings, and the rail, and the button. Anwar is a good boy and he is frightened. I am not going to "
             "be minded because he is frightened.” (Through Mrs Begum, nobody else in the house.)",
    "alone": [
        {"date": ago(4, 3), "where": "Her kitchen, with Mrs Begum to interpret; Shirin took the telephone next door",
         "said": "“When he is here I say yes, yes. Then he goes, and I put the pan on.”",
         "said_with_others": "“Whatever Anwar thinks.”", "differs": "yes"},
        {"date": ago(3, 4), "where": "Her back step, the same interpreter",
         "said": "She went through both plans on her fingers, and shut her hand on the big one.",
         "said_with_others": "Nothing: he answered.", "differs": "yes"},
    ],
    "signs": [
        {"what": "He answered eleven of twelve questions put to her", "date": ago(4, 5), "by_whom": "Anwar Khatun",
         "seen_by": "Bronwen Hale", "first_hand": "first-hand", "effect": "She looked at the pot, and once at me."},
        {"what": "“If you fall again I shall stop coming”", "date": ago(5), "by_whom": "Anwar Khatun",
         "seen_by": "Shirin Khatun", "first_hand": "reported",
         "effect": "She cried, and then told Shirin not to repeat it."},
        {"what": "He wept when told that she had been asked alone, and thanked us", "date": ago(3, 3),
         "by_whom": "Anwar Khatun", "seen_by": "Bronwen Hale", "first_hand": "first-hand",
         "effect": "She patted his sleeve and said no again, to his face."},
    ],
    "control": ["answers", "visits"],
    "control_how": "Anwar answers for her and had told the ward that all calls go through him. She did not ask for "
                   "that. He does not hold her money or her key: Shirin has a key, at her mother's asking.",
    "safeguarding": "none",
    "safety_plan": "Talked through with the safeguarding lead: a frightened son, not a dangerous one. What she says "
                   "alone is kept from his copy of the plan, as she asked, and calls now come to Shirin.",
    "free_choice": "Mrs Begum at every visit, ten minutes with nobody else there, and somebody for Anwar to be "
                   "frightened with: a carer's assessment has been offered to him.",
    "cause": "nothing",
    "cause_why": "Alone she weighs both plans and says no to his. With him there she says yes and does the other. She "
                 "chooses; it costs her something.",
    "routes": ["support", "advocate"],
    "route_who": "Bronwen Hale",
    "review_on": ahead(20),
    "rights": "She keeps her son and her say. Nothing is done about him behind her back, and nothing about her behind "
              "his that she has not asked for.",
}
