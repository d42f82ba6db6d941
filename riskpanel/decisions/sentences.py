"""Does a sentence name one decision, or only a subject? It is asked about; it never holds anything up."""

from riskpanel.rulebook.sentences import is_only_a_heading, words_of

FEWEST_WORDS = 4


def sounds_general(sentence: str) -> bool:
    """Is this a heading, such as "capacity" or "care and support needs", where one choice is wanted?"""
    return len(words_of(sentence)) < FEWEST_WORDS or is_only_a_heading(sentence)
