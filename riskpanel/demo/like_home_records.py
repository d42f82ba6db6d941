"""“It felt like hospital within a home”: Rowan's positive-risk assessment, in the words of Rowan's own journal."""

from typing import Any

from riskpanel.demo.when import ahead

LOOK = "Go on looking, slowly, for somewhere small and quiet"
LARCH = "Take the room at Larch Lodge next month"
LONGER = "The ward goes on longer than it should"
LONELY = "Rowan is lonely in a small place"
QUIET = "A room where Rowan can think"


POSITIVE_RISK: dict[str, Any] = {
    "choice_in_their_words": "“Not Larch. Larch has a desk with a lady behind it. It smells of the trolley. Find me a "
                             "door that is a front door.” (From Rowan's journal.)",
    "how_they_told_us": "Read aloud from the journal, at Rowan's asking",
    "why_it_matters": "Rowan has lived on wards for two years and three months, and has written in the journal on "
                      "every day but four. The word that comes most is “loud”.",
    "hoped_for": "“One cat. One chair by one window. People who knock.”",
    "good_day": "Rain, no bells, drawing the gasworks, soup.",
    "capacity_position": "presumed",
    "capacity_support": "The journal, a day's notice of each question, and no more than two people in the room.",
    "influence": "suspected",
    "influence_detail": "Rowan has been told more than once that people who are choosy wait longest.",
    "options": [
        {"name": LOOK, "kind": "choice", "available": "yes",
         "benefits": "A place that fits, and a move that lasts.", "burdens": "More weeks of bells.",
         "foreseeable": "Two small places come up within the season.", "limits_on": ["none"],
         "reversible": "easily",
         "supported_by": ["Rowan", "Bernadette Castellane"],
         "worked_plan": "A list in Rowan's words: front door, soup you can smell, fewer than five people."},
        {"name": LARCH, "kind": "other", "available": "yes", "benefits": "Off the ward next month.",
         "burdens": "Nineteen people, a reception desk, a medicine hatch.",
         "foreseeable": "A hard first month, and a fair chance of coming back.", "limits_on": ["privacy"],
         "reversible": "with-effort", "supported_by": ["Dr Halloran", "Meera Joshi"],
         "worked_plan": "The room is held until the end of next month.",
         "why_rejected": "Rowan stayed one night and walked back to the ward at six in the morning."},
    ],
    "strengths": [
        {"what": "The journal", "kind": "skill",
         "how_it_helps": "Rowan can say in a month what was true today.",
         "known_from": "Read with Rowan, eighty pages"},
        {"what": "Aunt Bernadette and her spare cat", "kind": "people",
         "how_it_helps": "She will visit wherever it is.",
         "known_from": "She told me, and so did the cat's photograph"},
    ],
    "benefits": [
        {"what": QUIET, "to_whom": ["person"], "likelihood": "expected", "matters": "everything",
         "based_on": "After an afternoon at a two-bedroomed house Rowan wrote: “peaceful. sat. nobody.”"},
    ],
    "harms": [
        {"what": LONGER, "to_whom": ["person"], "feared_by": ["Dr Halloran"], "likelihood": "might",
         "seriousness": "hurt",
         "how_soon": "months", "how_long": "weeks", "reversible": "with-effort", "basis": ["told", "others-like"],
         "evidence": "The ward says beds are short and moods fall after two years. Rowan's has not fallen since the "
                     "journal began.", "early_signs": "A day without writing.",
         "person_says": "“Longer is bad. Wrong is worse.”"},
        {"what": LONELY, "to_whom": ["person"], "feared_by": ["Meera Joshi"], "likelihood": "might",
         "seriousness": "hurt",
         "how_soon": "weeks", "how_long": "weeks", "reversible": "easily", "basis": ["assumed"],
         "evidence": "Nobody has asked Rowan, who says nineteen people is where lonely lives.",
         "early_signs": "Ringing the ward at night.", "person_says": "“I'll have the cat.”"},
    ],
    "harm_of_refusing": "Another building with bells, and the lesson that the journal was for nothing.",
    "safe_option_dangers": "A move that fails costs more than a wait: the last one ended in four months of not "
                           "speaking.",
    "history": [
        {"what": "One night at Larch Lodge, left at six in the morning", "when": "Two months ago",
         "source": "The journal and the night log",
         "what_was_different": "Nobody had asked what Rowan looks for in a place."},
        {"what": "A move to a shared house that ended after eleven days", "when": "Three years ago",
         "source": "Closing letter on file", "what_was_different": "Rowan saw it for the first time on the day."},
    ],
    "assumed": "That any place off the ward is better than the ward. We do not know what will come up, or when.",
    "chosen_option": LOOK,
    "weighing": "Some more weeks are a cost Rowan knows and chooses. A wrong move is the harm that has happened twice.",
    "rights_supported": "A home is more than a bed that is free: it is a private life.",
    "safeguards": [
        {"what": "See two small places, slowly, with soup", "for_which": [LONGER], "who": "Bronwen Hale",
         "by_when": ahead(25), "least_restrictive": "frees", "person_wants": "yes"},
        {"what": "An afternoon out of the ward twice a week meanwhile", "for_which": [LONGER],
         "who": "Ward occupational therapist", "by_when": ahead(3), "least_restrictive": "frees",
         "person_wants": "yes"},
    ],
    "early_warning": "A day without writing; shoes on in bed.",
    "what_to_do": "Ask to be read to. Do not mention Larch.",
    "out_of_hours": "The ward; Aunt Bernadette until ten.",
    "trial": "planned",
    "trial_detail": "Three afternoons at each place before any night.",
    "stop_rule": "Rowan may say stop. If nothing has come up in three months we look at the list together.",
    "agreement_shown": "signed",
    "agreement_detail": "Signed, dated, and decorated with a gasworks.",
    "shared_with": ["Bernadette Castellane", "Dr Halloran"],
    "sharing_basis": "The journal itself is not to be copied. What is quoted here Rowan chose.",
    "review_on": ahead(40),
    "review_triggers": "A place comes up, or a week without writing.",
    "working_signs": "“Peaceful” more often than “loud”.",
}
