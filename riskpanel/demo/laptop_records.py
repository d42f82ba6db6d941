"""The laptop: what Ger's guided records say. See `laptop` for where the story comes from."""

from typing import Any

from riskpanel.demo.when import ago, ahead

FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "other_decisions": "Who Ger talks to online is a different question. If it ever arises it will have a record of "
                       "its own. This one is about buying and keeping a laptop.",
    "why_now": "Ger has asked at every review since last year. The sale at the shop on Bridge Street ends next month, "
               "and he says he is tired of hearing “we'll see”.",
    "can_wait": "yes",
    "waiting_would_allow": "Waiting would let us finish the talks with his support team. It would cost him another "
                           "year of ringing his sister from the office phone with the door open.",
    "offered": "A shared tablet in the lounge, offered last year by his support provider. He said: “That's not mine. "
               "Everyone licks it.”",
    "really_available": "Ger has savings of £1,900 that the council looks after for him. His friend Mal will help him "
                        "set the laptop up. The library runs a beginners' hour on Thursdays.",
    "reason_to_doubt": "yes",
    "doubt_kind": ["told", "events"],
    "doubt_reason": "The community mental health nurse said at the last meeting that Ger nodded when told about people "
                    "online who ask for money, and then asked her for her bank card. I was not there. When I asked Ger "
                    "he said it was a joke.",
    "danger_now": "no",
    "danger_what": "Nobody is in danger. Ger is well and settled in his flat.",
    "safeguarding": "none",
    "safeguarding_detail": "There was a concern three years ago: somebody in a chat room asked him to send money. He "
                           "sent none. It was looked into and closed. Nothing has been raised since.",
    "influence": "none",
    "influence_detail": "I have talked with him alone three times. He brings the laptop up himself.",
    "who_else": "His sister Eleri, who lives abroad and had never been asked. I have written to her.",
    "advocate_needed": "yes",
    "appropriate_person": "paid",
    "rights_touched": ["family", "private", "money"],
    "rights_supported": "It is his money, his room and his sister. We are helping him to spend, to shut his door and "
                        "to see her face.",
}

SUPPORT: dict[str, Any] = {
    "told_purpose": "yes",
    "told_purpose_how": "I told him on a walk to the bus station that we would be talking about the laptop, that his "
                        "team is worried, and that I would be asking how he decides. He said: “Ask away. I've got "
                        "answers.”",
    "best_time": "After ten, when he has had two coffees. Never on the day the cleaner comes.",
    "best_place": "The top deck of the 47, or the bench at the bus station.",
    "trusted": ["Mal Hughes", "Ffion Marsh"],
    "relevant_info": [
        {"point": "It costs about £420 and that is money you could not then spend on the Blackpool trip",
         "kind": "fact", "central": "central", "told": "yes",
         "explained_how": "Counted out in play money beside a picture of the trams.",
         "said": "“I've been to Blackpool. I've never had a laptop.”"},
        {"point": "If you throw it, it will break, and there will be no new one for a long time",
         "kind": "consequence", "central": "central", "told": "yes",
         "explained_how": "We looked at the broken tablet, which he had kept in a drawer.",
         "said": "“That was when they moved me in the night. I don't throw things I like.”"},
        {"point": "Some people online pretend to be friends so that you will send money",
         "kind": "consequence", "central": "central", "told": "yes",
         "explained_how": "A short film made by a self-advocacy group, watched twice, then a game with cards.",
         "said": "He sorted ten messages into real and rotten and got nine right. “Rotten ones say darling.”"},
        {"point": "If nothing is decided, you go on using the office phone and the shared tablet",
         "kind": "no-decision", "central": "central", "told": "yes",
         "explained_how": "In words, at the bus station.", "said": "“Then I'm the same as last year.”"},
    ],
    "both_sides": "yes",
    "experienced": "Three Thursdays at the library, an hour each, on one of their laptops.",
    "comm_needs_met": "yes",
    "comm_support_used": "One thing at a time, with a pause after each. Cards to sort.",
    "interpreter": "not-needed",
    "independent_help": "Ffion Marsh, his advocate, came to two of the four talks.",
    "steps_tried": [
        {"what": "Trying a laptop at the library", "kind": "experience", "helped": "yes", "by": "Mal Hughes",
         "adapted": "The first time was too noisy. Mal asked for the corner desk.",
         "result": "He found the timetable for the 47 on his own the second time.", "date": ago(10, 6)},
        {"what": "Watching and sorting messages", "kind": "pictures", "helped": "yes", "by": "Nadia Kowalczyk",
         "adapted": "Paper cards, because the film went too fast.",
         "result": "Nine of ten right, and he explained the tenth.", "date": ago(10, 4)},
    ],
    "steps_not_tried": "Meeting somebody who was tricked online and got through it.",
    "steps_not_tried_reason": "The group that could help meets next month.",
    "still_to_try": "Ffion will ask the group for a visitor.",
    "outcome": "decided",
    "outcome_words": "“I want the silver one. I'll keep it on the shelf when I'm cross.”",
}

CAPACITY: dict[str, Any] = {
    "assessment_done": "full",
    "assessor": "Nadia Kowalczyk",
    "assessed_on": ago(10, 1),
    "doubt_reason": "The community nurse said that he nodded when told about people online who ask for money, and then "
                    "asked for her bank card. She took this as not having followed.",
    "doubt_kind": ["told", "events"],
    "plan_before": "no",
    "sessions": [
        {"date": ago(10, 4), "place": "Top deck of the 47, mid-morning", "present": ["Nadia Kowalczyk"],
         "seen_alone": "yes", "state": ["good"], "help_used": "A bus, a window, one question a stop.",
         "asked": "What is a laptop for? What could go wrong? What would you do then?",
         "said": "“For Eleri's face. It could break. Somebody could be rotten. I'd shut the lid and get Karen.”"},
        {"date": ago(10, 1), "place": "His flat, after ten", "present": ["Nadia Kowalczyk", "Ffion Marsh"],
         "seen_alone": "no", "state": ["usual"], "help_used": "The cards, and the play money.",
         "asked": "The same questions in another order, and about the bank card.",
         "said": "“That was a joke. She said never ask for a card, so I asked for a card.” He laughed a long time."},
    ],
    "relevant_info": [
        {"point": "What it costs, and what else that money could buy", "kind": "fact", "central": "central",
         "told": "yes", "understood": "yes", "said": "“Blackpool, or this.”"},
        {"point": "It will break if it is thrown, and it would be long before another", "kind": "consequence",
         "central": "central", "told": "yes", "understood": "yes",
         "said": "“Shelf. Then it can't fly.”"},
        {"point": "Some people online pretend to be friends to get money", "kind": "consequence",
         "central": "central", "told": "yes", "understood": "yes", "said": "“Rotten ones say darling.”"},
        {"point": "If nothing is decided he goes on with the office phone", "kind": "no-decision",
         "central": "central", "told": "yes", "understood": "yes", "said": "“Same as last year.”"},
    ],
    "explained": [
        {"option": "Buy a laptop and keep it in his flat", "available": "yes", "told": "yes", "good_told": "yes",
         "hard_told": "yes", "foreseeable": "He will use it most evenings. It may get knocked. He may meet somebody "
                                            "unkind online.", "response": "“Yes. That one.”"},
        {"option": "Go on with the shared tablet and the library", "available": "yes", "told": "yes",
         "good_told": "yes", "hard_told": "yes",
         "foreseeable": "No money spent, somebody always nearby, no privacy for his calls.",
         "response": "“It's sticky.”"},
    ],
    "told_if_nothing": "yes",
    "riskier_supported": "With Mal setting it up, a shelf at shoulder height, and Karen to fetch when somebody asks "
                         "for money.",
    "understand": "able",
    "understand_evidence": "Asked what could go wrong, he named breaking it, rotten messages and forgetting the bus, "
                           "and said what he would do about each.",
    "understand_missing": "Nothing that matters for this.",
    "understand_points": "none",
    "understand_against": "He does not know what a virus is. I do not think anyone needs to, to buy a laptop.",
    "retain": "able",
    "retain_length": "still",
    "retain_evidence": "Three days later he told me the price and the rule about “darling” before I asked.",
    "weigh": "able",
    "weigh_reason": ["used"],
    "weigh_evidence": "He set Blackpool against seeing his sister, thought for two stops, and said: “I can wave at the "
                      "trams on it.” He worked out the shelf himself.",
    "weigh_own_reasons": "His sister, his privacy and having something that is his. They would stand without anything "
                         "I said. The nurse's worry points the other way; he explains it as a joke, and the timing "
                         "fits.",
    "communicate": "able",
    "communicate_means": ["speech"],
    "communicate_evidence": "In words, plainly, four times.",
    "fluctuates": "no",
    "decision_span": "one-off",
    "decision_span_why": "He buys it once, on a good morning.",
    "say_do_gap": "no",
    "say_do_how_known": "At the library he did what he said he would: when a message said click, he called Mal.",
    "influence": "none",
    "seen_alone": "yes",
    "unwise": "yes",
    "unwise_pattern": ["none"],
    "unwise_explained": "He agrees he has broken things, and says what was happening each time.",
    "agreement_changes_view": "no",
    "other_views": [
        {"who": "Stuart Pell", "view": "unsure", "based_on": "One talk in a corridor about cards and money.",
         "differs": "yes",
         "answered": "It was one remark, Ger explains it, and at the library he did the right thing."},
    ],
    "conclusion": "has",
    "reasons": "With time and one question at a stop he understood the cost, the breaking and the rotten messages, "
               "kept them for days, and weighed them against seeing his sister. His reasons are his own.",
    "rests_on": ["process"],
    "certainty": "clear",
    "told_person": "yes",
    "told_how": "I told him the same day at his kitchen table.",
    "told_reaction": "“Told you.”",
    "told_challenge": "yes",
    "review_on": ahead(60),
    "review_triggers": "A change in his health, or a new and different purchase.",
}
