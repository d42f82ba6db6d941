"""Does a sentence name one decision, or only a subject? It is asked about; it never holds anything up."""

import re

FEWEST_WORDS = 4
SUBJECTS = frozenset({
    "about", "activities", "affairs", "all", "and", "around", "best", "capacity", "care", "choices", "daily", "day",
    "decision", "decisions", "for", "general", "health", "her", "his", "in", "interests", "issues", "keeping", "life",
    "living", "making", "matters", "medical", "money", "needs", "of", "on", "overall", "own", "personal", "property",
    "risk", "risks", "safe", "safety", "staying", "support", "the", "their", "to", "treatment", "welfare", "wellbeing",
    "whether", "with",
})


def sounds_general(sentence: str) -> bool:
    """Is this a heading, such as "capacity" or "care and support needs", where one choice is wanted?"""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sentence.casefold())
    return len(words) < FEWEST_WORDS or all(word in SUBJECTS for word in words)
