"""One record on its path: its pages in order, where each question is asked, what comes before and after."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from riskpanel.assessments.facts import answers_of, bundle
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.errors import NotFound, NotNow
from riskpanel.rulebook import NO_ENTRIES, Page, Progress, Question, Questionnaire, asked_of, path, progress
from riskpanel.rulebook.current import rules

GONE = ("This record was made with a version of its questions that is no longer among the rules. Ask whoever keeps the "
        "rules to put it back.")


@dataclass(frozen=True)
class Walk:
    """A record and the questionnaire it was made with, read together once."""

    assessment: Assessment
    questionnaire: Questionnaire
    facts: dict[str, Any]

    @cached_property
    def answers(self) -> dict[str, Any]:
        return answers_of(self.assessment)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages asked, given the answers so far."""
        return path(self.questionnaire, self.answers, self.facts)

    @cached_property
    def progress(self) -> Progress:
        return progress(self.questionnaire, self.answers, self.facts)

    @cached_property
    def leads(self) -> dict[str, str]:
        """Every question's page, by the question that leads it when all are asked."""
        leads: dict[str, str] = {}
        for question in self.questionnaire.every():
            leads[question.id] = leads.get(question.with_ or "", question.id)
        return leads

    def page_asking(self, question: str) -> Page | None:
        """The page on the path that asks a question; None when it is off the path."""
        wanted = question.removesuffix(NO_ENTRIES)
        return next((page for page in self.pages if any(one.id == wanted for one in page.questions)), None)

    def off_path(self, question: str) -> tuple[Question, ...]:
        """The questions that share this one's page when all are asked. Raises NotFound for an unknown one."""
        if question not in self.leads:
            raise NotFound()
        return tuple(one for one in self.questionnaire.every() if self.leads[one.id] == self.leads[question])

    def after(self, page_id: str) -> Page | None:
        """The page to go to next, also from a page that is no longer asked."""
        order = list(self.leads)
        place = order.index(page_id)
        return next((page for page in self.pages if order.index(page.id) > place), None)

    def before(self, page_id: str) -> Page | None:
        order = list(self.leads)
        place = order.index(page_id)
        return next((page for page in reversed(self.pages) if order.index(page.id) < place), None)

    def first_of(self, section_id: str) -> Page:
        """Where to carry on in a section: its first page without an answer, or its first."""
        own = [page for page in self.pages if page.section.id == section_id]
        return next((page for page in own if not self.is_answered(page)), own[0])

    def is_answered(self, page: Page) -> bool:
        given = (self.answers.get(one.id) or self.answers.get(one.id + NO_ENTRIES) for one in page.questions)
        return any(value not in (None, "", []) for value in given)

    def row(self, question: str) -> Answer | None:
        """The stored answer to a question that is not a group."""
        return next((one for one in self.assessment.answers if (one.question, one.entry) == (question, "")), None)

    def entries(self, group: str, removed: bool = False) -> list[Answer]:
        """The entries of a group in their order: those that stand, or those that were removed."""
        own = (one for one in self.assessment.answers if one.question == group and one.entry)
        return sorted((one for one in own if one.removed is removed), key=lambda one: one.position)

    def asks(self, group: str, value: dict[str, Any]) -> tuple[Question, ...]:
        """The questions one entry is asked, given what it says so far."""
        return asked_of(self.questionnaire, group, value, self.answers, self.facts)

    def version_of(self, questions: tuple[Question, ...]) -> int:
        """A number that grows whenever any of these answers is saved."""
        wanted = {one.id for one in questions}
        return 1 + sum(row.version for row in self.assessment.answers if row.question in wanted and not row.entry)


def walk(assessment: Assessment) -> Walk:
    """Read a record together with the version of the questionnaire it was made with.

    Raises NotNow where that version is no longer among the rules: what was concluded can still be read.
    """
    questionnaire = rules().questionnaires.get((assessment.questionnaire, assessment.questionnaire_version))
    if questionnaire is None:
        raise NotNow(GONE, kept="Every answer given is kept.")
    return Walk(assessment, questionnaire, bundle(assessment.decision))
