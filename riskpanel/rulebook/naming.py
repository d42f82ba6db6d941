"""Names answers and values as people meet them: a question by its words, a value by the words of its option."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from riskpanel.rulebook.definitions import LONGEST, Question, Questionnaire, Rulebook
from riskpanel.rulebook.facts import CATALOGUES, RECORD_DATES
from riskpanel.rulebook.functions import FUNCTIONS
from riskpanel.rulebook.wording import Names, day_in_words, in_words

FIGURE = "policy:"
FEW = 3


@dataclass(frozen=True)
class AsAsked(Names):
    """The names a reader knows: of a record's own questions, of the rules' other records, and of local figures."""

    own: Questionnaire
    book: Rulebook
    group: Question | None = None
    asks: Mapping[str, Question] = field(default_factory=dict)
    outer: "AsAsked | None" = None

    def answer(self, reference: str) -> str:
        """The words of the question, in quotation marks, with its record's title where it belongs to another."""
        words = self._question(reference).words.rstrip(":")
        elsewhere = "." in reference and self._elsewhere(reference).title
        return f"“{elsewhere}: {words}”" if elsewhere else f"“{words}”"

    def value(self, reference: str, value: Any) -> str:
        """The value in the words it was chosen by."""
        if isinstance(value, tuple):
            return self._several(reference, value)
        if isinstance(value, date):
            return day_in_words(value)
        if str(value).startswith(FIGURE):
            figure = self.book.policy[str(value).removeprefix(FIGURE)]
            return f"of {figure.value} {figure.unit or ''}".strip()
        if value == "as_at":
            return "the day it is looked at"
        return self._named(reference, value)

    def _several(self, reference: str, values: tuple[Any, ...]) -> str:
        """Each value; of words to look for in a text, the first few."""
        looked_for = self._question(reference).type in LONGEST
        said = [self.value(reference, each) for each in values[:FEW if looked_for else None]]
        return " or ".join([*said, "words like these"] if len(said) < len(values) else said)

    def _named(self, reference: str, value: Any) -> str:
        """A choice by its words; another answer by its own name; words looked for as they are."""
        question = self._question(reference)
        if question.type == "date":
            return self.answer(str(value))
        kinds = {id: kind.title for id, kind in self.book.decision_kinds.items()}
        choices = kinds if question.options_from == "decision-kinds" else {}
        return f"“{in_words(question, value, choices)}”"

    def record(self, questionnaire: str) -> str:
        """The title of its records."""
        return f"“{self.book.questionnaire(questionnaire).title}”"

    def function(self, name: str) -> str:
        """The sentence that says when it is true."""
        meaning = FUNCTIONS[name].meaning.rstrip(".")
        return meaning[:1].lower() + meaning[1:]

    def inside(self, group: str) -> "AsAsked":
        """Names inside the entries of a group of this record."""
        found = self._question(group)
        newest = self.book.questionnaire(self._elsewhere(group).id).by_id.get(found.id, found)
        return replace(self, group=found, asks={**newest.ask, **found.ask}, outer=self)

    def _question(self, reference: str) -> Question:
        """The question a reference means; the newest version may ask one that an older record does not."""
        if reference in self.asks:
            return self.asks[reference]
        if self.outer:
            return self.outer._question(reference.removeprefix("^"))
        home = self._elsewhere(reference)
        id = reference.lstrip("^").rpartition(".")[2]
        return home.by_id.get(id) or RECORD_DATES.get(id) or self.book.questionnaire(home.id).find(id)

    def _elsewhere(self, reference: str) -> Questionnaire:
        """The questionnaire a reference leads to: the record's own, where it names none."""
        name, dot, _ = reference.lstrip("^").rpartition(".")
        if not dot:
            return self.own
        return CATALOGUES.get(name) or self.book.questionnaire(name)
