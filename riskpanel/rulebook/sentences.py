"""Does a sentence name one decision, or only a subject, such as "capacity" or "care and welfare"?"""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SUBJECTS = frozenset({
    "a", "ability", "about", "accommodation", "activities", "affairs", "all", "an", "and", "any", "around",
    "assessment", "best", "can", "capacity", "care", "choices", "consent", "contact", "daily", "day", "decide",
    "decision", "decisions", "finances", "for", "general", "has", "have", "he", "health", "her", "his", "in",
    "interests", "issues", "keeping", "life", "living", "make", "making", "matters", "medical", "mental", "money",
    "needs", "of", "on", "or", "overall", "own", "personal", "property", "regarding", "residence", "risk", "risks",
    "safe", "safety", "she", "staying", "support", "the", "their", "they", "to", "treatment", "welfare", "wellbeing",
    "whether", "with",
})


def words_of(sentence: str) -> list[str]:
    """Its words, without case."""
    return WORD.findall(sentence.casefold())


def is_only_a_heading(sentence: str) -> bool:
    """Every word of it names a subject, or joins subjects."""
    return all(word in SUBJECTS for word in words_of(sentence))
