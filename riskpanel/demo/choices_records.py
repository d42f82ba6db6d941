"""From containing risk to making choices: Kofi's framing and positive-risk assessment. See `choices` for the source."""

from typing import Any

from riskpanel.demo.when import ahead

SHUT = "His door shut when he says so, and nobody looking in"
LOOKS = "Somebody looks in every quarter of an hour, as now"
HEAD = "He hits his head and nobody sees"
ALL_NIGHT = "He plays clips all night"
ALONE = "Time that is his own"


FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "other_decisions": "Where he will live is settled with his parents. What happens at night is not part of this.",
    "why_now": "Kofi is eighteen in a few months. What is written into the adult plan now is what new staff will do.",
    "can_wait": "yes",
    "waiting_would_allow": "Time to try it at the children's home first. He would bear the quarter-hour looks "
                           "meanwhile.",
    "offered": "Headphones, offered by the home in summer. He put them on the window sill, facing out.",
    "really_available": "A room with a solid door. Staff who know his sounds. His father, who has always listened.",
    "reason_to_doubt": "not-sure",
    "doubt_kind": ["told"],
    "doubt_reason": "He says few words and has not been asked about this in a way that suits him. The home says he "
                    "“could not understand the risk”. I do not know yet.",
    "danger_now": "no",
    "danger_what": "Nobody is in danger. He has not hurt himself since Easter.",
    "safeguarding": "none",
    "safeguarding_detail": "None raised. I asked his social worker in children's services and the home.",
    "influence": "none",
    "influence_detail": "His parents differ and neither presses him.",
    "who_else": "His grandmother, who has him on Sundays with the door shut and had never been asked how.",
    "advocate_needed": "yes",
    "appropriate_person": "yes",
    "rights_touched": ["private", "liberty", "home"],
    "rights_supported": "At seventeen most people shut a door without a form. We are working out how he can.",
}

POSITIVE_RISK: dict[str, Any] = {
    "choice_in_their_words": "“Shop shut.” (He says this, with his palm up, and waits until you have gone. It is the "
                             "first thing he taught me.)",
    "how_they_told_us": "In words and with his hand, on four visits to the home and two to school",
    "why_it_matters": "He finds eleven seconds of a film and plays them until they are right. He cannot get there with "
                      "somebody's face at the door. Each look starts him again.",
    "hoped_for": "His father thinks: to finish.",
    "good_day": "The red jumper, toast cut in four, a train film, his father's van, shop shut.",
    "capacity_position": "not-yet",
    "capacity_support": "Objects, short films of each way, his own words back to him, mid-morning, and no new faces.",
    "influence": "none",
    "options": [
        {"name": SHUT, "kind": "choice", "available": "yes",
         "benefits": "An hour that is his, and calmer evenings.",
         "burdens": "Staff must listen and not look.",
         "foreseeable": "He comes out by himself, as he does on Sundays.",
         "limits_on": ["none"], "reversible": "easily", "supported_by": ["Kwabena Mensah", "Abena Aldridge"],
         "worked_plan": "Staff within hearing, a soft corner he chose, and a knock he knows."},
        {"name": LOOKS, "kind": "nothing-more", "available": "yes", "benefits": "Somebody would see at once.",
         "burdens": "Forty faces at his door in a day, and most of the shouting follows one.",
         "foreseeable": "The same hundred incident notes a year.", "limits_on": ["privacy"],
         "restrictions": "A look through the door four times an hour.", "reversible": "easily",
         "supported_by": ["Joanne Aldridge", "Sunnybank children's home"], "worked_plan": "As now.",
         "why_rejected": "Three of every four incidents in the notes begin with a look."},
    ],
    "strengths": [
        {"what": "He says when he wants to be alone", "kind": "skill",
         "how_it_helps": "He uses it every time, and never when something is wrong.",
         "known_from": "Thirty hours with him, and his grandmother"},
        {"what": "Sundays at his grandmother's", "kind": "managed-before",
         "how_it_helps": "Two hours with the door shut, every week for six years.",
         "known_from": "His grandmother and father"},
    ],
    "benefits": [
        {"what": ALONE, "to_whom": ["person"], "likelihood": "certain", "matters": "everything",
         "based_on": "He smiled at the shut door on Sunday. I had not seen that at the home."},
        {"what": "Fewer hurt hands, his and theirs", "to_whom": ["person", "others"], "likelihood": "expected",
         "matters": "quite", "based_on": "When the looks stopped for a week of staff illness there were two incidents, "
                                         "not nine."},
    ],
    "harms": [
        {"what": HEAD, "to_whom": ["person"], "feared_by": ["Joanne Aldridge", "Sunnybank children's home"],
         "likelihood": "might", "seriousness": "lasting", "how_soon": "any-time", "how_long": "weeks",
         "reversible": "with-effort", "basis": ["happened"],
         "evidence": "Four times last year, all in the corridor and all within a minute of being interrupted. Never "
                     "alone in his room.",
         "early_signs": "A low hum that goes up.",
         "person_says": "“Shop shut.”"},
        {"what": ALL_NIGHT, "to_whom": ["person"], "feared_by": ["Joanne Aldridge"], "likelihood": "surprising",
         "seriousness": "nuisance", "how_soon": "weeks", "how_long": "days", "reversible": "easily",
         "basis": ["assumed"],
         "evidence": "At his grandmother's he closes the lid himself when the toast comes.",
         "early_signs": "Yawning at school.",
         "person_says": "Nothing so far. I have shown him the moon card and he put it in the box."},
    ],
    "harm_of_refusing": "He would start adult life watched as he was at eleven. And the shouting, which begins with "
                        "the looks.",
    "safe_option_dangers": "The looks themselves: they are where most of the hitting starts.",
    "history": [
        {"what": "Four times he hit his head", "when": "Last year, the last at Easter",
         "source": "Incident notes, all read",
         "what_was_different": "Each followed an interruption, in the corridor."},
        {"what": "Six years of Sundays alone with the door shut, nothing broken", "when": "Weekly",
         "source": "His grandmother's kitchen calendar", "what_was_different": "Nobody looked."},
    ],
    "assumed": "That what happens when he is interrupted would happen when he is left alone. We do not know how he "
               "will be in a new building.",
    "chosen_option": SHUT,
    "weighing": "What is feared has happened only when he was disturbed. What he gains he asks for daily, in the few "
                "words he keeps for things that matter.",
    "rights_supported": "His private life, at the age when privacy begins.",
    "safeguards": [
        {"what": "Staff stay within hearing and know the hum", "for_which": [HEAD], "who": "Kwabena Mensah",
         "by_when": ahead(15), "least_restrictive": "frees", "person_wants": "not-sure"},
        {"what": "The soft corner, in the colour he chose", "for_which": [HEAD], "who": "Yusuf Rahman",
         "by_when": ahead(20), "least_restrictive": "frees", "person_wants": "yes"},
    ],
    "early_warning": "The hum going up.",
    "what_to_do": "Three knocks, wait, say “toast?”. Do not open the door on the first knock.",
    "out_of_hours": "His father at any hour; the emergency duty team.",
    "trial": "planned",
    "trial_detail": "Six afternoons at the children's home, counted beside six with looks.",
    "stop_rule": "Kofi, by coming out and staying out. Any head injury and we meet within a day.",
    "agreement_shown": "other-way",
    "agreement_detail": "Shown the two films, he took the shut door's and carried it to his room.",
    "shared_with": ["Kwabena Mensah", "Joanne Aldridge"],
    "sharing_basis": "Both parents have all of it. His words are kept as he says them.",
    "review_on": ahead(35),
    "review_triggers": "Any injury; a week without “shop shut”.",
    "working_signs": "He comes out by himself.",
}

YOUNG_PERSON: dict[str, Any] = {
    "own_words": "“Shop shut.” (Out, please, and close the door. He says it at the home, at school, and to the film.)",
    "involve": "He took Daddy's card and Nana's card off the table and left Mum's with the home's. Asked again a week "
               "later with new cards, the same two. Nobody has told his mother which card stayed.",
    "relied_on": ["parents"],
    "limited": "yes",
    "limited_route": "legal",
    "parents": [
        {"who": "Kwabena Mensah", "says": "“A man's door.” He knows the hum, and what it means when it rises.",
         "with_them": "yes"},
        {"who": "Joanne Aldridge", "says": "She agreed to the looks at Easter and would agree again. She knows what a "
                                           "bad night looks like from the floor beside him.", "with_them": "no"},
    ],
    "others": ["children", "school", "health"],
    "plans_agree": "differs",
    "others_what": "The home's plan is signed by children's services and says a look each quarter of an hour. His "
                   "education and health plan, written at school, says his door is shut on request. Yusuf has asked "
                   "both to read the other's.",
    "transition": "planned",
    "transition_who": "Yusuf Rahman",
    "at_eighteen": "The children's plan ends. His own say, with help to have it, comes first; his parents are asked, "
                   "and no longer sign. If he cannot decide this, it is a best-interests decision with a name to it. "
                   "He wants a lock he works himself.",
    "rights": "A door that shuts is private life, and most people of seventeen have one. Until we know more he has it "
              "on Sundays at his grandmother's and for an hour at school.",
    "review_on": ahead(30),
}
