"""The laptop: Ger's positive-risk assessment, and the review that sets it beside what happened."""

from typing import Any

from riskpanel.demo.when import ago, ahead

BREAKS = "He throws the laptop when he is upset and it breaks"
TRICKED = "Somebody online tricks him into sending money"
STAYS_IN = "He stops going out and stays in with the laptop"
FACE = "He sees his sister's face whenever they both like"
OWN = "He has something that is his, behind his own door"
BUY = "Buy the laptop and keep it in his flat"


POSITIVE_RISK: dict[str, Any] = {
    "choice_in_their_words": "“A laptop. Silver. Mine. In my room with the door shut so I can talk to Eleri in Welsh "
                             "and nobody says what's that you're saying.”",
    "how_they_told_us": "On the 47, and again at his kitchen table",
    "why_it_matters": "His sister moved to Patagonia nine years ago. They speak on Sundays from the office phone, in "
                      "front of the rota. Everything else in his flat was chosen by somebody else.",
    "hoped_for": "“To see her kitchen. And her dog. And buses from Germany.”",
    "good_day": "Two coffees, the top deck, chips, somebody laughing at his jokes.",
    "capacity_position": "assessed-has",
    "capacity_support": "After ten in the morning, on the move, one question at a time.",
    "influence": "none",
    "options": [
        {"name": BUY, "kind": "choice", "available": "yes",
         "benefits": "His sister, his language, his privacy, his timetables.",
         "burdens": "£420 of his savings. Worry for the staff who remember the broken tablets.",
         "foreseeable": "He uses it most evenings and goes out in the day as he does now.",
         "limits_on": ["none"], "reversible": "with-effort", "supported_by": ["Eleri Pugh", "Mal Hughes"],
         "worked_plan": "A shelf, a first month with Mal on Thursdays, and an agreed word for when he wants help."},
        {"name": "The library and the shared tablet", "kind": "nothing-more", "available": "yes",
         "benefits": "Nothing spent, nothing broken, somebody at hand.",
         "burdens": "No privacy. The library shuts at five, which is one in the afternoon for Eleri.",
         "foreseeable": "He goes on asking, and goes on hearing “we'll see”.", "limits_on": ["privacy", "family"],
         "reversible": "easily", "supported_by": ["Stuart Pell"],
         "why_rejected": "It answers our worry and none of his reasons."},
        {"name": "A laptop kept in the staff office and signed out", "kind": "different", "available": "yes",
         "benefits": "It would be put away at bad moments.", "burdens": "He would have to ask for his own thing.",
         "foreseeable": "Arguments at the office door, which is where two of the three breakages began.",
         "limits_on": ["privacy"], "restrictions": "Use only when a member of staff unlocks the office.",
         "reversible": "easily", "supported_by": ["Karen Oduya"],
         "why_rejected": "It makes the thing that upset him before into the rule."},
    ],
    "strengths": [
        {"what": "He knows when he is getting cross", "kind": "skill",
         "how_it_helps": "He puts things on high shelves before it boils over.",
         "known_from": "His own shelf, seen twice"},
        {"what": "Mal, his friend from the bus club", "kind": "people",
         "how_it_helps": "Mal mended computers for thirty years and is patient.",
         "known_from": "Three library visits"},
        {"what": "The bus station bench", "kind": "place",
         "how_it_helps": "Where he goes to cool down, alone and safely.",
         "known_from": "Daily notes for a year"},
    ],
    "benefits": [
        {"what": FACE, "to_whom": ["person", "family"], "likelihood": "certain", "matters": "everything",
         "based_on": "Eleri has a computer and says she will ring every Sunday and most Wednesdays."},
        {"what": OWN, "to_whom": ["person"], "likelihood": "expected", "matters": "greatly",
         "based_on": "He used the word “mine” eleven times in one bus ride."},
    ],
    "harms": [
        {"what": BREAKS, "to_whom": ["person", "staff"], "feared_by": ["Stuart Pell", "Karen Oduya"],
         "likelihood": "might", "seriousness": "hurt", "how_soon": "weeks", "how_long": "weeks",
         "reversible": "with-effort",
         "basis": ["happened"],
         "evidence": "Two tablets and a radio, all in his last placement, all within a month of being moved at night. "
                     "Nothing broken in the fourteen months since. I have read the incident notes.",
         "early_signs": "He stops joking and starts tidying.", "person_says": "“I don't throw things I like.”"},
        {"what": TRICKED, "to_whom": ["person"], "feared_by": ["Stuart Pell"], "likelihood": "might",
         "seriousness": "hurt", "how_soon": "months", "how_long": "weeks", "reversible": "with-effort",
         "basis": ["told", "others-like"],
         "evidence": "One concern three years ago: he was asked for money, sent none and told staff. His card has a "
                     "£30 limit. Nine of ten messages sorted rightly.",
         "early_signs": "A new friend he will not name.", "person_says": "“Rotten ones say darling.”"},
        {"what": STAYS_IN, "to_whom": ["person"], "feared_by": ["Karen Oduya"], "likelihood": "surprising",
         "seriousness": "nuisance", "how_soon": "weeks", "how_long": "weeks", "reversible": "easily",
         "basis": ["assumed"],
         "evidence": "Nobody could say where this worry came from. He has not missed the bus club in a year.",
         "early_signs": "He misses the bus club.", "person_says": "“There's no top deck in a laptop.”"},
    ],
    "harm_of_refusing": "Another year of his sister's voice in a corridor. He would learn again that what he wants is "
                        "the thing that does not happen, which is what the worst of his admissions were about.",
    "safe_option_dangers": "Two of the three breakages began at an office door where he was asking for something of "
                           "his.",
    "history": [
        {"what": "Two tablets and a radio broken", "when": "About a year and a half ago, within one month",
         "source": "Incident notes of his last placement, read in full",
         "what_was_different": "He had been moved at night without being told. Nobody has moved him since."},
        {"what": "A stranger asked him for money online", "when": "Three years ago",
         "source": "The safeguarding record, closed with no further action",
         "what_was_different": "He had been given a phone and shown nothing. He told staff himself."},
    ],
    "assumed": "That what he did in a month of being moved about is what he would do at home. We do not know how he "
               "will take it when the internet is down.",
    "chosen_option": BUY,
    "weighing": "What is hoped for is nearly certain and matters to him more than almost anything. What is feared is "
                "possible, mostly mendable, and has not happened since he had a home of his own.",
    "rights_supported": "His private and family life, his language, and his own money spent as he chooses.",
    "safeguards": [
        {"what": "A shelf at shoulder height, fixed by Mal and Ger together", "for_which": [BREAKS],
         "who": "Mal Hughes",
         "by_when": ago(6, 1), "least_restrictive": "frees", "person_wants": "yes"},
        {"what": "Thursdays with Mal for the first month", "for_which": [TRICKED], "who": "Mal Hughes",
         "by_when": ago(6), "least_restrictive": "frees", "person_wants": "yes"},
        {"what": "Staff practise one answer for when he says “rotten one”", "for_which": [TRICKED],
         "who": "Karen Oduya",
         "by_when": ago(6), "least_restrictive": "frees", "person_wants": "yes"},
    ],
    "early_warning": "Tidying, no jokes, a friend with no name, a missed Tuesday at the bus club.",
    "what_to_do": "Offer the bench. Do not take the laptop. Ger asks that nobody says “calm down”.",
    "out_of_hours": "Karen or the senior on shift; the emergency duty team at night.",
    "trial": "planned",
    "trial_detail": "Six weeks, then we look together. It stays his whatever we find.",
    "stop_rule": "Ger may say stop. If he sends money to a stranger we meet within two days and look at that, not at "
                 "the laptop.",
    "agreement_shown": "said",
    "agreement_detail": "“Yes. Write it. Write silver.”",
    "shared_with": ["Eleri Pugh", "Karen Oduya", "Stuart Pell"],
    "sharing_basis": "He wants Eleri to have all of it. The bench is not to be written in the shift notes.",
    "review_on": ago(0, 4),
    "review_triggers": "Money sent, something broken, or two missed Tuesdays.",
    "working_signs": "Sundays with Eleri, jokes, the 47.",
}

REVIEW: dict[str, Any] = {
    "person_says": "“It's still silver. I saw the dog. The dog licked the screen on her side. Stuart came to see it "
                   "and I let him press the button.”",
    "person_feels": "good",
    "took_part": ["came", "with-someone"],
    "took_part_how": "We met on the bench, then upstairs on the bus. Ffion came and he did most of the talking.",
    "contributions": [
        {"who": "Eleri Pugh", "seen": "Twelve calls. He showed me his kettle. I had never seen his home.",
         "thinks": "Leave it be.", "how": "By video, on his laptop"},
        {"who": "Karen Oduya", "seen": "Nothing thrown, by him or anybody. He has taught two neighbours the timetable.",
         "thinks": "I was wrong about the office, and I am glad.", "how": "In person"},
        {"who": "Stuart Pell", "seen": "He showed me a rotten message and deleted it.",
         "thinks": "Still keep an eye on money.", "how": "By telephone"},
    ],
    "plan_done": [
        {"what": "A shelf at shoulder height", "done": "yes", "difference": "Used once, on a bad Friday."},
        {"what": "Thursdays with Mal for the first month", "done": "yes",
         "difference": "Now it is chips and no lesson."},
        {"what": "Staff practise one answer", "done": "partly",
         "why_not": "Two new night staff had not heard of it.",
         "difference": "He used it twice and was heard."},
    ],
    "restrictions_change": "none",
    "restrictions_what": "There were none in the plan and there are none now.",
    "rights_now": "He talks to his sister in his own language with his own door shut.",
    "reports_seen": "yes",
    "surprised": "He goes out more: he finds routes on the laptop and then takes them.",
    "working_signs_seen": "All three.",
    "new_information": "One message asking for money, in the third week. He shut the lid and fetched Karen.",
    "changed": ["nothing"],
    "changed_what": "Nothing that matters here.",
    "capacity_again": "no",
    "learning": "Ask when a thing was broken before asking whether it will be. Three breakages in one month are one "
                "event.",
    "barrier_theme": ["agreement", "fear"],
    "stays": "The laptop, the shelf and the agreed word, because they work.",
    "changes": "Karen tells the night staff about the agreed word this week.",
    "next_review_on": ahead(60),
    "person_told": "yes",
    "person_told_how": "At the end, on the bus: it stays. He can ring Ffion or me if he thinks otherwise. He rang the "
                       "bell twice.",
}
