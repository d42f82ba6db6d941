"""The respite: what Aaliyah's capacity and best-interests records say. See `respite` for where the story comes from."""

from typing import Any

from riskpanel.demo.when import ago, ahead

HOME = "No more nights at Saltings House; two people she loves to be with, at home"
FEWER = "Saltings House one weekend in two, with changes"
AS_NOW = "Saltings House every weekend, as now"


CAPACITY: dict[str, Any] = {
    "assessment_done": "full",
    "assessor": "Yusuf Rahman",
    "assessed_on": ago(3, 2),
    "doubt_reason": "Shown the two places in photographs and objects on the first visit, she reached for home and "
                    "then, the same way, for both together. I could not tell choosing from liking.",
    "doubt_kind": ["seen"],
    "plan_before": "no",
    "sessions": [
        {"date": ago(4, 1), "place": "Her kitchen, mid-morning", "present": ["Yusuf Rahman", "Imran Hussain"],
         "seen_alone": "no", "state": ["good"],
         "help_used": "Objects: her own mug for home, the Saltings towel. Her eye-gaze board. Her speech therapist's "
                      "pauses: count to ten.",
         "asked": "I showed each object and its photograph, and what happens there, one at a time.",
         "said": "Mug: laughed, and looked at her father. Towel: turned her head to the wall, every time, six of six."},
        {"date": ago(3, 2), "place": "Her kitchen and then the car",
         "present": ["Yusuf Rahman", "Grace Bello"],
         "seen_alone": "yes", "state": ["usual"],
         "help_used": "The same, with her therapist, and a film of a Saturday at each place.",
         "asked": "What would happen after a while at home, if Imran were tired? What would happen if we did nothing?",
         "said": "She watched home to the end and pushed the screen away at Saltings. At “later” and “tired” she "
                 "looked at the therapist's ear-rings."},
    ],
    "relevant_info": [
        {"point": "At home you have Safiya and Dee, and your own bed", "kind": "fact", "central": "central",
         "told": "yes", "understood": "yes", "said": "Laughed, looked at the mug, and reached."},
        {"point": "At Saltings there are other people and nights away", "kind": "fact", "central": "central",
         "told": "yes", "understood": "yes", "said": "Turned to the wall, every time."},
        {"point": "Dad gets tired, and if he is too tired he may not manage", "kind": "consequence",
         "central": "central", "told": "yes", "understood": "no",
         "said": "No response that we could tell from chance, on two days, four ways."},
        {"point": "If nothing is decided you go on going every weekend", "kind": "no-decision",
         "central": "central",
         "told": "yes", "understood": "partly", "said": "Turned to the wall at the towel. We cannot say she saw it as "
                                                        "later."},
    ],
    "explained": [
        {"option": HOME, "available": "yes", "told": "yes", "good_told": "yes", "hard_told": "yes",
         "foreseeable": "Her own bed; her father sometimes tired; two helpers she knows.",
         "response": "Laughed and reached."},
        {"option": AS_NOW, "available": "yes", "told": "yes", "good_told": "yes", "hard_told": "yes",
         "foreseeable": "Weekends away, her father rested, sore skin by Sunday night.",
         "response": "Turned to the wall."},
    ],
    "told_if_nothing": "yes",
    "riskier_supported": "With photographs of Safiya and Dee in her kitchen at night.",
    "understand": "unable",
    "understand_evidence": "Asked with objects, films and her board what would come of her father being tired, she "
                           "gave no answer we could tell from chance, on two days, four ways.",
    "understand_missing": "That a choice now has a later, and that her father's strength is part of it.",
    "understand_points": "central",
    "understand_against": "She understood each place very well, and told us so twelve times out of twelve.",
    "retain": "able",
    "retain_length": "still",
    "retain_evidence": "The towel was known at once a week later.",
    "weigh": "unable",
    "weigh_reason": ["could-not-use"],
    "weigh_evidence": "Asked to set home beside a tired father, with both in front of her, she reached for home as "
                      "though the other card were not there.",
    "weigh_missing": "She could not use the fact that home rests on her father's strength; it matters because that is "
                     "what brought the nights away about.",
    "weigh_own_reasons": "She has reasons, and they are strong: her bed, her father, her sister. They show what she "
                         "wants. They do not take the other side in.",
    "communicate": "able",
    "communicate_means": ["eye-pointing", "pictures", "known-person", "therapist"],
    "communicate_evidence": "By eyes, reach and laughter, the same way each time.",
    "impairment": "A severe learning disability, with epilepsy.",
    "impairment_source": "Her paediatric and adult neurology letters; her therapist has known her nine years.",
    "impairment_fits": "yes",
    "link_text": "Her learning disability is why she does not link a thing now with a thing later. It is seen the same "
                 "way with medicines and with her birthday, where nobody is pressing her.",
    "other_causes": ["illness", "explanation", "inexperience", "fear"],
    "other_causes_why_not": "Her skin was clear and she had slept. It was put four ways by someone she trusts. She has "
                            "chosen between things all her life; it is the later that is missing.",
    "fluctuates": "no",
    "decision_span": "one-off",
    "decision_span_why": "It is made once and looked at again; her daily choices are hers.",
    "say_do_gap": "no",
    "say_do_how_known": "What she shows and what she does are the same.",
    "influence": "none",
    "influence_detail": "Her therapist saw her without her father and had the same answers.",
    "seen_alone": "yes",
    "unwise": "no",
    "agreement_changes_view": "no",
    "linked_conclusions": "fit",
    "linked_conclusions_why": "What she eats, wears and does in a day she decides herself; each of those is here and "
                              "now.",
    "other_views": [{"who": "Grace Bello", "view": "unable",
                     "based_on": "The second visit and nine years before it.",
                     "differs": "no"}],
    "conclusion": "lacks",
    "reasons": "She understands each place and tells us plainly what she wants. With every help we could find she "
               "could not understand or use what follows later from her father's tiredness, and her learning "
               "disability is why.",
    "rests_on": ["process"],
    "certainty": "more-likely",
    "may_regain": "no",
    "regain_when": "Not for this decision, as far as we can see",
    "regain_plan": "Her therapist goes on with “now and later” using tea and biscuits.",
    "told_person": "yes",
    "told_how": "With the mug and the towel, at her table, and to her father and sister in words.",
    "told_reaction": "She held the mug.",
    "told_challenge": "yes",
    "review_on": ahead(60),
    "review_triggers": "New ways of showing “later”, or new helpers.",
}

BEST_INTERESTS: dict[str, Any] = {
    "decider_right": "yes",
    "decider_why": "It is about the support the council arranges, and the team manager answers for that.",
    "chair": "Grace Lindqvist",
    "authority_checked": ["attorney", "deputy", "advance-decision", "court-order"],
    "authority_followed": "none-found",
    "authority_detail": "She has never been able to make a lasting power of attorney. The Public Guardian's register "
                        "shows no deputy. Her father thought that he was one, and knows now that he is not.",
    "authority_limits": ["none"],
    "advance_decision_covers": "none",
    "can_wait": "no",
    "may_regain": "no",
    "wait_or_teach": "Her therapist goes on with “later”. The next weekend is in five days and cannot wait.",
    "participation": "throughout",
    "participation_how": "The meeting was held round her kitchen table so that she could leave it, which she did "
                         "twice, and came back. Her board was on the table. Her advocate sat beside her.",
    "wishes_present": "The mug, twelve of twelve. The towel to the wall, twelve of twelve. Laughter when Safiya said "
                      "“my room?”",
    "wishes_past": "At school she took her coat off the Saltings peg and put it in the bin. Her teacher kept a note.",
    "written_statement": "none",
    "beliefs": "She is of a family where nobody sleeps away from home when they are ill. Friday prayers in the front "
               "room, and her grandmother's hand.",
    "other_factors": "She would think about her father. When he coughs she stops eating until he has stopped.",
    "would_have_decided": "Home, with people round him as well as her. Her sister and therapist each said so.",
    "wishes_weight": "full",
    "consulted": [
        {"who": "Imran Hussain", "relation": "carer", "question_asked": "both", "on": ago(2, 3),
         "said": "“I asked for the nights because I was drowning. I don't want the nights. I want the help.”"},
        {"who": "Safiya Hussain-Bright", "relation": "interest", "question_asked": "person-would-want",
         "on": ago(2, 3),
         "said": "“She'd have us all in one bed.”"},
        {"who": "Maureen Bright", "relation": "interest", "question_asked": "both", "on": ago(2, 3),
         "said": "She fears for Imran's heart, and says Aaliyah would too."},
        {"who": "Grace Bello", "relation": "professional", "question_asked": "person-would-want",
         "on": ago(2, 2),
         "said": "Her answers have been the same for as long as she has known the place."},
        {"who": "Marcus Webb", "relation": "advocate", "question_asked": "person-would-want", "on": ago(2, 2),
         "said": "He watched her twice at Saltings and once at home. “It is not close.”"},
    ],
    "not_consulted": [{"who": "Her school friend Poppy", "reason_kind": "other",
                       "reason": "She is fifteen and her mother asked us not to. Her teacher told us what they do "
                                 "together."}],
    "serious_kind": ["none"],
    "someone_to_consult": "yes",
    "imca": "not-required",
    "imca_report_response": "Her Care Act advocate's notes were read out. Every point was taken, save one about paying "
                            "Safiya, which is another decision.",
    "options": [
        {"name": HOME, "available": "yes", "funded": "yes",
         "benefits": "Her bed, her sister's laugh, skin that heals, sleep for everybody in the house.",
         "burdens": "Imran is never wholly off duty. Two helpers must be found and kept.",
         "foreseeable": "Better skin and sleep within weeks; a bad patch when a helper leaves.",
         "restrictions": "None that she does not have now.",
         "worked_plan": "A direct payment for Safiya's friend Dee and one more; waking help two nights in seven."},
        {"name": FEWER, "available": "yes", "funded": "yes", "benefits": "Imran has four clear nights a month.",
         "burdens": "The towel, every other Friday.", "foreseeable": "Sore skin, and shouting from the Thursday.",
         "restrictions": "A locked outer door and somebody at arm's length.",
         "worked_plan": "Her own bedding, Dee for the first hour, a room away from the laundry.",
         "rejected_because": ["wishes", "outweighed"], "why_rejected": "She has told us twelve times."},
        {"name": AS_NOW, "available": "yes", "funded": "yes", "benefits": "Eight clear nights a month for Imran.",
         "burdens": "Everything it was meant to ease has grown worse.", "foreseeable": "More of the same.",
         "restrictions": "A locked outer door and somebody at arm's length.", "worked_plan": "As now.",
         "rejected_because": ["wishes", "restrictive"], "why_rejected": "It harms her, and does not rest him."},
    ],
    "wider_welfare": ["physical", "emotional", "family", "identity", "happiness", "home", "control"],
    "assumptions": "That shouting is part of her disability. The diary shows it on Thursdays and Sundays and hardly "
                   "otherwise.",
    "least_restrictive": "yes",
    "least_restrictive_why": "It is also the freest: no locked door and nobody at arm's length.",
    "home_change": "no",
    "contact_limited": "no",
    "restraint": "no",
    "sedation": "no",
    "covert_meds": "no",
    "more_than_minor": "no",
    "trial_considered": "yes",
    "trial_detail": "Two weekends at home with Dee have been tried. Her skin was clear on both Mondays.",
    "chosen_option": HOME,
    "bi_reason": "She has said what she wants in every way she has. The nights away made worse each of the things they "
                 "were for. With help at home her father can rest as well, which she would want, and no freedom is "
                 "lost.",
    "reasons_rest_on": ["wishes", "welfare"],
    "decided_by": "decision-maker",
    "follows_wishes": "yes",
    "contrary_views": "Maureen fears for Imran. The answer is the two waking nights and a carer's assessment, and that "
                      "we look again in six weeks.",
    "dispute_next": ["nobody"],
    "code_departure": "no",
    "told": [
        {"who": "Aaliyah", "is_the_person": "yes",
         "how": "The towel went into the dustbin, by her own hand, with Yusuf",
         "on": ago(2, 1), "told_challenge": "yes", "said": "She laughed for a long time."},
        {"who": "Imran Hussain", "is_the_person": "no", "how": "In words, and by letter", "on": ago(2, 1),
         "told_challenge": "yes", "said": "“I can breathe.”"},
    ],
    "review_on": ahead(20),
    "review_triggers": "Imran unwell, a helper leaving, sore skin, a week of broken nights.",
    "carried_out_by": "Yusuf by the end of this month; Grace Lindqvist checks at the review.",
}

SUPPORT: dict[str, Any] = {
    "told_purpose": "yes",
    "told_purpose_how": "With the mug and the towel side by side, and her board. She looked from one to the other for "
                        "a minute and then at me.",
    "best_time": "Ten to noon, after her bath, two days clear of a seizure.",
    "best_place": "Her own kitchen, facing the window.",
    "trusted": ["Grace Bello", "Safiya Hussain-Bright"],
    "relevant_info": [
        {"point": "At home you have your own bed, Safiya and Dee", "kind": "fact", "central": "central",
         "told": "yes",
         "explained_how": "The mug, photographs, a film of a Saturday.", "said": "She laughed and reached."},
        {"point": "At Saltings there are other people and nights away", "kind": "fact", "central": "central",
         "told": "yes", "explained_how": "The towel, photographs, a film.", "said": "She turned to the wall."},
        {"point": "If nothing is decided the weekends go on", "kind": "no-decision", "central": "central",
         "told": "partly", "explained_how": "A row of towels along the table, one a week.",
         "said": "She swept them off."},
    ],
    "both_sides": "yes",
    "experienced": "She knows both. Two weekends at home with Dee were tried first.",
    "comm_needs_met": "yes",
    "comm_support_used": "Eye-gaze board, objects, and her therapist's count of ten after every question.",
    "interpreter": "not-needed",
    "independent_help": "Marcus Webb, her advocate, saw her at both places.",
    "steps_tried": [
        {"what": "Objects in place of photographs", "kind": "pictures", "helped": "yes", "by": "Grace Bello",
         "adapted": "Photographs slid about and made her laugh at the sliding.",
         "result": "The same answer every time from then on.", "date": ago(5)},
        {"what": "Her speech and language therapist at the second visit", "kind": "communication", "helped": "some",
         "by": "Grace Bello", "adapted": "Four ways of showing “later”.", "result": "Clear on now, not on later.",
         "date": ago(4, 3)},
    ],
    "steps_not_tried": "A month of practising “later” first.",
    "steps_not_tried_reason": "Another month of weekends would have come before it.",
    "still_to_try": "Her therapist goes on with tea and biscuits.",
    "outcome": "doubt-remains",
    "outcome_words": "The mug.",
}

# Begun by Yusuf, for whom nothing but the locked door was reason enough: the arrangements as they stood that week.
LIBERTY: dict[str, Any] = {
    "wants": "The towel, to the wall. On the first Friday of the month she held the door frame of the car.",
    "restrictions": [
        {"what": "The outer door is locked", "kind": ["movement"],
         "how_long": "Friday evening to Sunday evening, every weekend since the spring",
         "manner": "By a keypad she cannot reach. Staff say “later, love” and turn her chair.",
         "effect": "She sits facing the wall by the laundry for the first two hours.",
         "purpose": "The quay is forty metres away. She was found on the slipway once, at nine."},
        {"what": "Somebody within arm's length, night and day", "kind": ["watching"],
         "how_long": "All of the weekend, asleep or not",
         "manner": "By whoever is on shift: eleven different people in the last four weekends.",
         "effect": "Her wrists are sore by Sunday from being moved along.",
         "purpose": "Seizures, and the door."},
    ],
    "supervision": "One worker at arm's length by day, one in her room at night. She cannot ask to leave in words; on "
                   "six of the last eight Fridays she held on to the car.",
    "normality": "Other people of nineteen go out on a Friday. Others who need her kind of help at home are listened "
                 "for, not sat beside, and nobody locks the door of the house they sleep in against them.",
    "setting": "care-home",
    "state": "arranges",
    "stance": [
        {"restriction": "The outer door is locked", "what": "Held the door frame of the car and would not let go",
         "points": "against", "date": ago(6, 2), "seen_by": "Imran Hussain"},
        {"restriction": "The outer door is locked", "what": "Slept through the second night", "points": "for",
         "date": ago(6), "seen_by": "Saltings House",
         "read_differently": "Her father: she had been given her rescue medicine that evening",
         "may_come_from": ["sedation", "illness"]},
        {"restriction": "Somebody within arm's length, night and day",
         "what": "Laughed with Jo, who hums, and looked for her when the shift changed", "points": "either",
         "date": ago(6, 1), "seen_by": "Marcus Webb", "may_come_from": ["none"],
         "read_differently": "Safiya: that was Jo, not being watched"},
    ],
    "objection": "behaviour",
    "authorisations": [
        {"kind": "standard", "from": ago(33), "to": ago(7),
         "conditions": "Her own pillow; a named worker for the first hour.",
         "conditions_kept": "yes", "representative": "Imran Hussain", "representative_helps": "no"},
    ],
    "referrals": [
        {"kind": "supervisory-body", "to_whom": "The council's deprivation of liberty safeguards team", "on": ago(5, 4),
         "answer": "A best interests assessor will look afresh, on the law since June, if the weekends go on. They "
                   "asked for this record."},
    ],
    "protects": ["advocate", "outside", "challenge", "lighter"],
    "review_on": ahead(15),
    "rights": "Two weekends at home with Dee, meanwhile, with no lock and nobody at arm's length. Family life first, "
              "and the question put to somebody who can answer it.",
}
