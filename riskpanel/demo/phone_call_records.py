"""The phone call: Keziah's records, the last of them left in the middle of a visit. See `phone_call` for the source."""

from typing import Any

from riskpanel.demo.when import ago

FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "other_decisions": "None. What she spends it on is hers from week to week.",
    "why_now": "The bank wrote to say that the account in her mother's name can no longer take her benefit.",
    "can_wait": "yes",
    "waiting_would_allow": "The bank gives until next month. Waiting lets her meet the woman at the branch first.",
    "offered": "A card of her own, offered by her aunt last summer. She cut it up, and has asked for another.",
    "really_available": "A basic account at the branch on the corner; an account her aunt can see into and not touch; "
                        "going on as now for a month.",
    "reason_to_doubt": "yes",
    "doubt_kind": ["seen"],
    "doubt_reason": "On my first visit she agreed with each way in turn, within a minute, while the telephone rang in "
                    "the next room.",
    "danger_now": "no",
    "danger_what": "Nobody is. Her money is safe and her aunt shows us the statements.",
    "safeguarding": "none",
    "safeguarding_detail": "Her mother's use of the account was looked at last year and no concern was found.",
    "influence": "none",
    "influence_detail": "I have seen her alone and with her aunt; she says the same when nothing is ringing.",
    "who_else": "Her uncle Rory, whom she trusts with letters.",
    "advocate_needed": "no",
    "appropriate_person": "yes",
    "rights_touched": ["money", "private"],
    "rights_supported": "We write before we come, never ring, and she opens the door when she is ready.",
}

SUPPORT: dict[str, Any] = {
    "told_purpose": "yes",
    "told_purpose_how": "On a postcard, a week before. She wrote back: “Ten. No phone. Bring the bank leaflet.”",
    "best_time": "Mornings, when her uncle is in. Not within a day of a telephone call to her.",
    "best_place": "The back step, with the door shut behind us.",
    "trusted": ["Rory Blackmore"],
    "relevant_info": [
        {"point": "Whose name is on an account says who can spend from it", "kind": "fact", "central": "central",
         "told": "yes", "explained_how": "Two envelopes, two names.", "said": "“Hers. Not mine. Mine.”"},
        {"point": "With your own card you could lose it or be asked for it", "kind": "consequence",
         "central": "central",
         "told": "yes", "explained_how": "We talked about the one she cut up.",
         "said": "“I cut it so nobody could ask.”"},
        {"point": "If nothing is decided by next month your money is held up", "kind": "no-decision",
         "central": "central", "told": "partly", "explained_how": "A calendar.",
         "said": "She turned the page back."},
    ],
    "both_sides": "yes",
    "experienced": "An hour at the branch on the corner with nobody else in the queue.",
    "comm_needs_met": "yes",
    "comm_support_used": "Postcards, both telephones unplugged, and sitting side by side.",
    "interpreter": "not-needed",
    "independent_help": "The young carers' group sent her a postcard about banks.",
    "steps_tried": [
        {"what": "Writing in place of ringing", "kind": "communication", "helped": "yes", "by": "Tom Adeyemi",
         "adapted": "She asked for postcards with birds.", "result": "She has answered every one.",
         "date": ago(2, 3)},
        {"what": "The quiet hour at the branch", "kind": "place", "helped": "some", "by": "Rory Blackmore",
         "adapted": "Before opening time.", "result": "She sat in the chair and read every leaflet.",
         "date": ago(1, 4)},
    ],
    "outcome": "doubt-remains",
    "outcome_words": "“I want mine with a bird on. I don't want it to ring.”",
}

# As far as Tom had come when he had to leave: some of it he will have to look at again.
CAPACITY_SO_FAR: dict[str, Any] = {
    "assessment_done": "full",
    "assessor": "Tom Adeyemi",
    "assessed_on": ago(0, 1),
    "doubt_reason": "On my first visit she agreed with each way in turn, within a minute.",
    "doubt_kind": ["seen", "unwise"],
    "plan_before": "no",
    "sessions": [
        {"date": ago(0, 1), "place": "The back step, ten in the morning", "present": ["Tom Adeyemi"],
         "seen_alone": "yes",
         "state": ["usual"], "help_used": "Two envelopes, the calendar, both telephones unplugged.",
         "asked": "Whose is this money? What would you do if somebody asked for the card?",
         "said": "“Mine. Cut it.” She asked whether the bird card costs more, and I did not know."},
    ],
    "relevant_info": [
        {"point": "Whose name is on an account says who can spend from it", "kind": "fact", "central": "central",
         "told": "yes", "understood": "yes", "said": "She moved the money into her own envelope."},
        {"point": "If nothing is decided by next month the money is held up", "kind": "no-decision",
         "central": "central", "told": "partly", "understood": "not-sure", "said": "She turned the calendar back."},
    ],
    "understand": "able",
    "understand_evidence": "She explained both envelopes to me and then to the cat.",
    "retain": "able",
    "retain_length": "long-enough",
    "weigh": "unable",
    "weigh_reason": ["disagreed", "less-weight"],
    "weigh_evidence": "I said a card might be lost. She said then she would cut it. We did not get further: it was "
                      "time for her bus.",
    "communicate": "able",
    "communicate_means": ["speech", "writing"],
    "communicate_evidence": "In words and on a postcard.",
    "say_do_gap": "not-sure",
    "say_do_how_known": "She said last summer that she would keep her card and then cut it up. I have not looked "
                        "further.",
    "influence": "none",
    "seen_alone": "yes",
}

# Opened because “not sure” was the honest answer about talk and action; far enough along to show what it turns up.
SAID_AND_DONE: dict[str, Any] = {
    "person_says": "“I do what I say. I say it on a card so I can look.” (Postcard, a wren.)",
    "observations": [
        {"said_before": "That she would keep the new bank card in the tin", "happened": "Cut the card up",
         "date": ago(16), "when_where": "Her aunt's kitchen, the day a stranger rang about the card",
         "seen_by": "Tess Blackmore", "first_hand": "yes", "put_to_them": "yes",
         "answer": "“I cut it so nobody could ask.”"},
        {"said_before": "That she would keep every receipt",
         "happened": "Kept thirty-one receipts in a row, in date order",
         "date": ago(1, 3), "when_where": "The tin, on the back step", "seen_by": "Tom Adeyemi", "first_hand": "yes",
         "put_to_them": "yes", "answer": "“I said.”"},
    ],
    "gap": "once",
    "about_this": "Whether she can keep a card safe is part of it. So is what she does when somebody asks for it, and "
                  "cutting it up is an answer to that.",
    "help_tried": [
        {"what": "Both telephones unplugged while she decides", "helped": "yes", "date": ago(1, 3),
         "result": "She stayed with the question for twenty minutes."},
    ],
    "at_the_moment": "uses",
    "at_the_moment_how": "At the moment a stranger asked, she did what the bank's leaflet says: nobody could use the "
                         "card.",
    "other_reasons": ["choice", "pressure"],
    "other_reasons_found": "She chose, quickly, to make the card useless. The caller was a stranger and has not rung "
                           "since.",
    "leads_to": "help",
}
