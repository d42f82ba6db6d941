"""His own home: what Thiru's guided records say, the first of them on a bad night. See `own_home` for the source."""

from typing import Any

from riskpanel.demo.when import ago, ahead

FLAT = "Stay in the flat by the station, with a team that knows him"
WARD = "An admission for assessment"
LINE = "He is hurt beside the railway line"
LOST = "He loses the way home in the dark"
TRAINS = "He watches the trains with people who nod to him"
DARSHINI = "His sister's family can walk round with supper"
KEY_SAFE = "For three nights somebody sits up in the flat and goes out with him after dark"


# Written at ten at night: not everything could be asked, and the record says so.
THE_BAD_NIGHT: dict[str, Any] = {
    "choice_in_their_words": "“Home. Six forty-two. Home.” (The 6.42 is the first train.)",
    "how_they_told_us": "On the platform tonight, to Bronwen and a police officer",
    "why_it_matters": "He has lived above the station for eleven years. The trains are how he tells the time.",
    "capacity_position": "not-yet",
    "influence": "none",
    "options": [
        {"name": FLAT, "kind": "different", "available": "yes",
         "benefits": "His bed, his sister near, the first train in the morning.",
         "burdens": "Somebody he does not know sits in the kitchen all night.",
         "foreseeable": "He sleeps, and goes down to the platform early.", "limits_on": ["privacy", "liberty"],
         "restrictions": "For three nights somebody goes out with him after dark.", "reversible": "easily",
         "worked_plan": "A night worker from the agency tonight, his own team after the weekend."},
        {"name": WARD, "kind": "refuse", "available": "yes", "benefits": "He would be nowhere near the line.",
         "burdens": "Forty miles away, a locked door, strangers. Last time he stopped eating.",
         "foreseeable": "A stay of weeks and the flat lost.", "limits_on": ["liberty", "family", "home"],
         "reversible": "no", "worked_plan": "A bed is being held until midnight.",
         "why_rejected": "It would take everything that steadies him because of one night."},
    ],
    "strengths": [{"what": "He knows every train by its sound", "kind": "skill",
                   "how_it_helps": "He steps back before anyone else hears one.",
                   "known_from": "The station staff"}],
    "benefits": [{"what": TRAINS, "to_whom": ["person"], "likelihood": "certain", "matters": "everything",
                  "based_on": "Eleven years of it."}],
    "harms": [{"what": LINE, "to_whom": ["person", "public"], "feared_by": ["PC Lyle"], "likelihood": "might",
               "seriousness": "life-changing", "how_soon": "any-time", "how_long": "for-good", "reversible": "no",
               "basis": ["happened"], "evidence": "Found at the end of the platform at nine tonight, past the sign. He "
                                                  "was picking up a glove. He was not on the track.",
               "early_signs": "Going out without his cap.",
               "person_says": "“Glove.”"}],
    "harm_of_refusing": "The flat, the trains, and his sister's supper, all at once.",
    "safe_option_dangers": "On the ward two years ago he lost nine kilograms in a month.",
    "history": [{"what": "No earlier night like this in eleven years", "when": "Until today",
                 "source": "His sister and the station staff",
                 "what_was_different": "His usual night worker is ill."}],
    "assumed": "We do not know why he went down tonight.",
    "chosen_option": FLAT,
    "weighing": "The harm feared would be the worst there is, and somebody beside him answers it. The ward would "
                "surely do harm and answers nothing else.",
    "rights_supported": "His home and his family, with somebody beside him in place of a locked door.",
    "safeguards": [{"what": KEY_SAFE, "for_which": [LINE], "who": "Karim, night worker",
                    "least_restrictive": "least", "person_wants": "not-sure"}],
    "restrictions": [
        {"what": "After dark he goes out only with somebody, for three nights", "kind": ["movement", "watching"],
         "harm_prevented": "Being hurt beside the line at night.", "to_whom": ["person"],
         "why_proportionate": "It could end his life, it lasts three nights, and by day nothing changes.",
         "less_restrictive_tried": "Asking him to wait for the 6.42 was tried at half past nine and he went back down.",
         "applies_to": "person", "step_down_on": ago(5, 1), "reduced_by": "His own night worker is back.",
         "agreed": "not-sure", "resisted": "no", "counted_as_restraint": "no"},
    ],
    "more_than_minor": "no",
    "objection": "none",
    "early_warning": "Out without his cap, or standing past the sign.",
    "what_to_do": "Walk with him. Say the time of the next train. Do not hold his arm.",
    "out_of_hours": "Emergency duty team; his sister at any hour.",
    "trial": "not-possible",
    "trial_detail": "It is needed tonight.",
    "stop_rule": "His sister or the duty manager may end it. It ends by itself after three nights.",
    "agreement_shown": "other-way",
    "agreement_detail": "Asked with a hand towards the stairs, he went up, took off his cap and put the kettle on.",
    "review_on": ago(5, 1),
    "review_triggers": "He tries to go out alone, or will not have the worker in.",
    "working_signs": "He sleeps.",
}

CAPACITY: dict[str, Any] = {
    "assessment_done": "full",
    "assessor": "Bronwen Hale",
    "assessed_on": ago(4, 2),
    "doubt_reason": "He could not tell the police officer why he was past the sign, and his memory for that day is "
                    "poor. Dementia was diagnosed a year ago.",
    "doubt_kind": ["events", "diagnosis"],
    "plan_before": "yes",
    "plan_before_what": "A ward bed was offered on the night. I did not mention it to him or rest anything on it.",
    "sessions": [
        {"date": ago(4, 5), "place": "The platform bench, eleven in the morning", "present": ["Bronwen Hale"],
         "seen_alone": "yes", "state": ["good"], "help_used": "Photographs of the flat and the ward, and time.",
         "asked": "Where will you live? What is good about each? What could go wrong here?",
         "said": "“Here. Trains. Don't go past the sign. I went past the sign.”"},
        {"date": ago(4, 2), "place": "His kitchen, after lunch",
         "present": ["Bronwen Hale", "Darshini Featherstone"],
         "seen_alone": "yes", "state": ["usual"], "help_used": "The same photographs, turned over one at a time.",
         "asked": "The same, and what he would do if he dropped something again.",
         "said": "“Tell Ade at the barrier. Ade has a stick.”"},
    ],
    "relevant_info": [
        {"point": "What the flat is and what the ward is", "kind": "fact", "central": "central", "told": "yes",
         "understood": "yes", "said": "He put the ward's picture face down. “Locked. Far.”"},
        {"point": "Near the line you could be killed", "kind": "consequence", "central": "central", "told": "yes",
         "understood": "yes", "said": "“Dead. So I stay back. Ade has a stick.”"},
        {"point": "On the ward you could be helped with your memory and would see less of Darshini",
         "kind": "consequence",
         "central": "central", "told": "yes", "understood": "partly",
         "said": "“Darshini comes with rice. Not there.”"},
        {"point": "If nothing is decided the flat may be let to somebody else", "kind": "no-decision",
         "central": "central", "told": "yes", "understood": "yes", "said": "“My kettle is there.”"},
    ],
    "explained": [
        {"option": FLAT, "available": "yes", "told": "yes", "good_told": "yes", "hard_told": "yes",
         "foreseeable": "His own days, a team he knows, and a line outside the window.", "response": "“Yes.”"},
        {"option": WARD, "available": "yes", "told": "yes", "good_told": "yes", "hard_told": "yes",
         "foreseeable": "Weeks away, tests, a locked door, and perhaps no flat at the end.",
         "response": "“No thank you.”"},
    ],
    "told_if_nothing": "yes",
    "riskier_supported": "With photographs of the people who would be with him and of Ade at the barrier.",
    "understand": "able",
    "understand_evidence": "Asked what could go wrong at the flat he said he could be killed, and where the sign is.",
    "understand_points": "side",
    "understand_missing": "He does not follow what the memory tests are for.",
    "retain": "able",
    "retain_length": "long-enough",
    "retain_evidence": "He forgot my name between visits and remembered the sign, the stick and the locked door.",
    "weigh": "able",
    "weigh_reason": ["used"],
    "weigh_evidence": "He set the danger against the trains and found his own answer: to ask Ade, who has a stick.",
    "weigh_own_reasons": "Trains, rice, his kettle. His attorneys fear for him and want the ward for now; they point "
                         "to that night. He brought the night up himself.",
    "communicate": "able",
    "communicate_means": ["speech", "pictures"],
    "communicate_evidence": "Few words, the photographs, and both visits alike.",
    "fluctuates": "yes",
    "decision_span": "one-off",
    "decision_span_why": "Where he lives is settled once; each evening's walk is another matter.",
    "fluctuation_pattern": "Clear from ten until four. After dark on a bad day he can be lost.",
    "fluctuation_plan": "Ask him by day. For the evenings he has said what he wants: somebody he knows, and no hand on "
                        "his arm.",
    "judged_on": "range",
    "say_do_gap": "no",
    "say_do_how_known": "He said he would ask at the barrier, and last Thursday he did.",
    "influence": "none",
    "seen_alone": "yes",
    "unwise": "yes",
    "unwise_pattern": ["serious-harm"],
    "unwise_explained": "He agrees that it is dangerous and says what he does about it.",
    "agreement_changes_view": "no",
    "other_views": [{"who": "Dr Anstey", "view": "unable", "based_on": "Ten minutes on the night, at the station.",
                     "differs": "yes", "answered": "I saw him twice, by day, with pictures; he was tired and it was "
                                                   "dark."}],
    "conclusion": "has",
    "reasons": "By day, with pictures, he understands what each place is and what could kill him, keeps what matters "
               "and weighs it with reasons of his own.",
    "rests_on": ["process"],
    "certainty": "more-likely",
    "told_person": "yes",
    "told_how": "On the bench, with the photograph of his flat.",
    "told_reaction": "He patted it and put it in his cap.",
    "told_challenge": "yes",
    "review_on": ahead(30),
    "review_triggers": "Another night past the sign, or two bad days together.",
}

POSITIVE_RISK: dict[str, Any] = {
    "choice_in_their_words": "“I live here. I want the trains, and rice on Friday, and Karim not Sunday lady.”",
    "how_they_told_us": "At the kitchen window over three mornings",
    "why_it_matters": "The station is his work, his clock and his neighbours. The ward was his worst month.",
    "hoped_for": "“To see the steam one.”",
    "good_day": "The 6.42, porridge, the bench, Ade's jokes, rice, the last train, sleep.",
    "capacity_position": "assessed-has",
    "capacity_support": "Between ten and four, with photographs.",
    "influence": "suspected",
    "influence_detail": "His brother-in-law tells him he will be “put away properly”. I have seen Thiru alone twice "
                        "and his answer does not change.",
    "options": [
        {"name": FLAT, "kind": "choice", "available": "yes", "benefits": "His life, and the people who know it.",
         "burdens": "A railway line under the window.", "foreseeable": "Good months, and some bad nights.",
         "limits_on": ["none"], "reversible": "easily", "supported_by": ["Darshini Featherstone", "Ade"],
         "worked_plan": "Four workers and no more, an evening walk together, and the barrier staff told what he wants "
                        "told."},
        {"name": WARD, "kind": "refuse", "available": "yes", "benefits": "Tests done in one place.",
         "burdens": "Forty miles, a locked door, no trains, no rice.",
         "foreseeable": "Weeks, and the tenancy at risk.",
         "limits_on": ["liberty", "family", "home"], "reversible": "no",
         "supported_by": ["Graham Featherstone", "Dr Anstey"],
         "worked_plan": "A bed, and the landlord's patience.",
         "why_rejected": "He can decide this, and he has said no."},
    ],
    "strengths": [
        {"what": "Ade and the barrier staff", "kind": "people",
         "how_it_helps": "They see him twenty times a day and like him.", "known_from": "An hour at the barrier"},
        {"what": "He steps back at the sound of a train", "kind": "skill",
         "how_it_helps": "He knows the line's dangers better than we do.",
         "known_from": "Watched with him over three mornings"},
    ],
    "benefits": [
        {"what": TRAINS, "to_whom": ["person"], "likelihood": "certain", "matters": "everything",
         "based_on": "Eleven years."},
        {"what": DARSHINI, "to_whom": ["person", "family"], "likelihood": "certain", "matters": "greatly",
         "based_on": "She lives two streets away and has come every Friday since their mother died."},
    ],
    "harms": [
        {"what": LINE, "to_whom": ["person", "public"], "feared_by": ["Graham Featherstone", "Dr Anstey"],
         "likelihood": "surprising", "seriousness": "life-changing", "how_soon": "any-time", "how_long": "for-good",
         "reversible": "no", "basis": ["happened"], "evidence": "Once in eleven years, without his usual worker.",
         "early_signs": "No cap.", "person_says": "“I went past the sign. Not again. Ade has a stick.”"},
        {"what": LOST, "to_whom": ["person"], "feared_by": ["Darshini Featherstone"], "likelihood": "might",
         "seriousness": "hurt", "how_soon": "weeks", "how_long": "hours", "reversible": "easily",
         "basis": ["seen-signs"],
         "evidence": "Twice lately he asked Ade which door was his.", "early_signs": "Trying the wrong door.",
         "person_says": "“Green door. I forget green.”"},
    ],
    "harm_of_refusing": "His home, his clock, Friday rice and the only people who have known him well. Last time he "
                        "lost nine kilograms in a month.",
    "safe_option_dangers": "Not eating, falls on a strange floor, and a tenancy that will not wait.",
    "history": [{"what": "Found past the sign at nine in the evening", "when": "Five weeks ago",
                 "source": "The police note and the station's own log",
                 "what_was_different": "A stranger was on shift and he had dropped a glove."}],
    "assumed": "That one night tells us about the nights to come. We do not know how quickly his memory will change.",
    "chosen_option": FLAT,
    "weighing": "What he would keep is everything he has. What is feared would end his life, is unlikely, and is "
                "answered by people beside him after dark, which he wants.",
    "rights_supported": "His home, his family and his own decision about both.",
    "safeguards": [
        {"what": "A green reflector on his own door", "for_which": [LOST], "who": "Darshini Featherstone",
         "by_when": ago(2, 1), "least_restrictive": "frees", "person_wants": "yes"},
        {"what": "An evening walk with a worker he knows", "for_which": [LINE, LOST], "who": "Karim, night worker",
         "by_when": ago(3, 1), "least_restrictive": "frees", "person_wants": "yes"},
    ],
    "early_warning": "No cap, the wrong door, asking for his mother.",
    "what_to_do": "Walk with him and say the next train.",
    "out_of_hours": "Karim, then Darshini, then the emergency duty team.",
    "trial": "planned",
    "trial_detail": "It has been running for three weeks and he has slept every night.",
    "stop_rule": "Thiru may say stop. Two nights past the sign and we meet the next day.",
    "agreement_shown": "said",
    "agreement_detail": "“Yes. Karim.”",
    "shared_with": ["Darshini Featherstone"],
    "sharing_basis": "He wants Ade to know about the glove and nobody else at the station.",
    "review_on": ahead(20),
    "review_triggers": "A night past the sign, or weight lost.",
    "working_signs": "He sleeps, he eats, he tells the time.",
}

FLUCTUATION: dict[str, Any] = {
    "observations": [
        {"date": ago(4, 5), "place": "The platform bench, eleven in the morning", "going_on": "Slept well, porridge "
                                                                                              "eaten",
         "able": "could", "said": "“Here. Trains. Don't go past the sign. I went past the sign.”",
         "seen_by": "Bronwen Hale"},
        {"date": ago(4, 2), "place": "His kitchen, after lunch", "going_on": "His sister there, nothing hurried",
         "able": "could", "said": "“Tell Ade at the barrier. Ade has a stick.”", "seen_by": "Bronwen Hale"},
        {"date": ago(4), "place": "His stairs, half past seven in the evening", "going_on": "A stranger had come on "
                                                                                            "shift",
         "able": "could-not", "said": "He asked twice whose house it was, in Tamil, and put his cap on to go to work.",
         "seen_by": "Darshini Featherstone"},
        {"date": ago(3, 5), "place": "The barrier, six in the evening", "going_on": "Karim with him, a train late",
         "able": "partly", "said": "“Late. Eleven late.” He was right. Then he could not find the green door.",
         "seen_by": "Ade"},
        {"date": ago(3, 2), "place": "His kitchen, ten at night", "going_on": "A urine infection, found the next day",
         "able": "could-not", "said": "“Mother has the key.”", "seen_by": "Karim, night worker"},
    ],
    "pattern": "pattern",
    "pattern_what": "Clear from ten until four on every day that anyone has written down. From dusk it goes, slowly "
                    "with Karim there and fast with a stranger. It is back after sleep.",
    "changes_it": "Better: daylight, porridge, Karim, Tamil in the evening, nobody holding his arm. Worse: dusk, a new "
                  "face, an infection. The surgery now tests at the first bad afternoon, and he has been treated.",
    "span": "one-off",
    "span_why": "Where he lives is settled once and can be settled by day. Each evening's walk is another matter, and "
                "is looked at by itself.",
    "can_wait": "yes",
    "judged_on": "range",
    "since_earlier": "The days are as they were. The evenings were worse for a week, with the infection, and are "
                     "better since. Nothing he says about the flat has changed.",
    "plan_good": "On the bench between ten and four, with the photographs. He has had his sister film him by day, "
                 "saying what he wants after dark: “Walk with me. No arm. Say the next train.” Karim has the film.",
    "plan_other": "Whoever is on shift plays him the film and walks with him. Nothing is locked. Nobody asks him after "
                  "dark where he wants to live, and nobody writes down what he answers if they do.",
    "rights": "His home and his mornings are his on a bad evening too. Company in place of a lock, chosen by him by "
              "day.",
    "review_on": ahead(28),
    "look_sooner": "Two bad days together, or a bad morning. Ade and Karim will see it first, and ring Bronwen.",
}
