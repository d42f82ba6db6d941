"""What a panel weighs and what it does not: what our own questions ask about money to be spent stays out of its papers.

Care and Support Statutory Guidance warns against panels that exist for money; whether to pay is a decision of its own.
What somebody wrote in their own words is theirs, and stays as they wrote it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from riskpanel.rulebook import Question, Rulebook
from riskpanel.rulebook.current import rules

MONEY = re.compile(r"\b(?:costs?|costed|costly|budgets?|pric(?:e|es|ed)|fund(?:s|ed|ing)?|afford\w*)\b", re.IGNORECASE)
# Where the word means what somebody would bear
METAPHORS = re.compile(r"\b(?:would it cost|costs? them)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.?!])\s+")
NOT_WEIGHED = "A reason that is not for a panel to weigh"


@dataclass(frozen=True)
class OfMoney:
    """Our own words about money in the questionnaires: questions that ask of it; choices, by the question's words."""

    questions: frozenset[str]
    choices: Mapping[str, frozenset[str]]


def of_money(words: str) -> bool:
    """Do these words of ours speak of money to be spent?"""
    return bool(MONEY.search(METAPHORS.sub("", words)))


def weighed_sentences(words: str) -> str:
    """The sentences of ours that a panel weighs."""
    return " ".join(one for one in SENTENCE.split(words) if not of_money(one))


def weighed_rows(rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(question, answer) of each question that does not ask about money.

    A choice of ours that speaks of money is told as one that a panel does not weigh. The question may stand behind the
    name of an entry, in somebody's own words.
    """
    known = known_words(rules().fingerprint)
    for label, answer in rows:
        question = next((words for words in known.choices if is_question(label, words)), None)
        if not any(is_question(label, words) for words in known.questions):
            yield label, _weighed(answer, known.choices[question]) if question else answer


def weighed(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """A record as frozen, with what a panel weighs of its sections, and each section that still says something."""
    sections = [{**section, "answers": list(_weighed_answers(section["answers"]))}
                for section in frozen.get("sections", [])]
    return {**frozen, "sections": [section for section in sections if section["answers"]]}


def _weighed_answers(answers: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in answers:
        entries = [{**entry, "answers": [list(row) for row in weighed_rows(entry["answers"])]}
                   for entry in one["entries"]]
        for _question, answer in weighed_rows([(one["question"], one["answer"])]):
            yield {**one, "answer": answer, "entries": entries}


def is_question(label: str, words: str) -> bool:
    return label == words or label.endswith(f": {words}")


def _weighed(answer: str, left_out: frozenset[str]) -> str:
    return ", ".join(dict.fromkeys(NOT_WEIGHED if one in left_out else one for one in answer.split(", ")))


def weighed_findings(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The findings that do not speak of money themselves."""
    return [one for one in findings if not of_money(one["check"]["say"])]


@cache
def known_words(_fingerprint: str) -> OfMoney:
    """Our words about money in the rules in force, which their fingerprint names."""
    asked = [(words, one) for one in _questions(rules()) for words in {one.title, one.words}]
    choices: dict[str, frozenset[str]] = {}
    for words, one in asked:
        if some := frozenset(filter(of_money, one.options.values())):
            choices[words] = choices.get(words, frozenset()) | some
    return OfMoney(frozenset(words for words, _one in asked if of_money(words)), choices)


def _questions(book: Rulebook) -> Iterator[Question]:
    for questionnaire in book.questionnaires.values():
        for question in questionnaire.every():
            yield from (question, *question.asks)
