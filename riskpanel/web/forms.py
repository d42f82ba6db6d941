"""The base of every form, and forms built from the questions of a rulebook."""

from collections.abc import Callable, Iterable, Mapping
from secrets import token_urlsafe
from typing import Any

from flask_wtf import FlaskForm

from riskpanel.rulebook import Question
from riskpanel.web.fields import FIELD_TYPES, Answer, HiddenField, Stored, value_of
from riskpanel.web.uploads import FileField

Choices = Mapping[str, Mapping[str, str]]


def fresh_token() -> str:
    """The mark by which a form that is sent twice is known."""
    return token_urlsafe(16)


class Form(FlaskForm):
    """A form that is sent once, knows which version it started from, and lists its own errors.

    Give it a row with `obj=row` and it carries the row's version unseen.
    """

    once = HiddenField(name="_once", default=fresh_token)
    version = HiddenField(name="_version")

    @property
    def version_seen(self) -> int:
        """The version that was on the screen; 0, which no saved row has, when the form carried none."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    @property
    def shown(self) -> list[Answer]:
        """The fields that people see, in order."""
        return [field for field in self if isinstance(field, Answer) and not isinstance(field, HiddenField)]

    @property
    def has_files(self) -> bool:
        """Does it take a file, so that it has to be sent in parts?"""
        return any(isinstance(field, FileField) for field in self)

    @property
    def hidden(self) -> list[HiddenField]:
        """The fields that people do not see and that have something to carry."""
        return [field for field in self if isinstance(field, HiddenField) and field.typed]

    @property
    def errors_for_summary(self) -> list[dict[str, str]]:
        """Each error as a sentence and a link to the first input that is wrong."""
        of_fields = [
            {"text": field.errors[0], "href": field.href}
            for field in self
            if isinstance(field, Answer) and field.errors
        ]
        return of_fields + [{"text": text} for text in self.form_errors]


class QuestionsForm(Form):
    """A page of a guided record. A blank never holds up saving: what is missing is asked for at the end."""

    @property
    def questions(self) -> dict[str, Answer]:
        """Each field by its question's id."""
        return {field.short_name: field for field in self.shown}

    @property
    def answers(self) -> dict[str, Stored]:
        """Each answer by its question's id, as it is stored; None for blank."""
        return {id: value_of(field) for id, field in self.questions.items()}


def questions_form(
    questions: Iterable[Question],
    stored: Mapping[str, Any] | None = None,
    choices: Choices | None = None,
    sources: Mapping[str, Any] | None = None,
) -> type[QuestionsForm]:
    """A form class for these questions, filled with what is stored.

    `choices` gives the options of each `options_from`, value to words; `sources` the rulebook's, by id.
    """
    made = {
        f"question_{question.id}": field_for(question, (stored or {}).get(question.id), choices or {}, sources or {})
        for question in questions
    }
    return type("GuidedPage", (QuestionsForm,), made)


def field_for(question: Question, stored: Stored, choices: Choices, sources: Mapping[str, Any]) -> Answer:
    """The field that asks one question, from the table of types."""
    kind = FIELD_TYPES[question.type]
    shared: dict[str, Any] = {
        "name": question.id,
        "default": stored,
        "hint": question.hint or "",
        "why": question.why or "",
        "sources": [sources[id] for id in question.sources if id in sources],
        "called": called(question),
    }
    return kind(question.title, **shared, **EXTRAS.get(question.type, nothing)(question, choices))


def called(question: Question) -> str:
    """How messages name the answer: the short label where the question has one."""
    return question.words if question.words != question.title else ""


def nothing(question: Question, choices: Choices) -> dict[str, Any]:
    return {}


def limit(question: Question, choices: Choices) -> dict[str, Any]:
    return {"limit": question.max_length or 0}


def options(question: Question, choices: Choices) -> dict[str, Any]:
    listed = choices.get(question.options_from or "", {})
    return {"options": {**listed, **question.options}, "not_sure": question.not_sure}


def bounds(question: Question, choices: Choices) -> dict[str, Any]:
    return {"least": question.min, "most": question.max, "unit": question.unit or ""}


EXTRAS: dict[str, Callable[[Question, Choices], dict[str, Any]]] = {
    "text": limit,
    "long-text": limit,
    "document": limit,
    "yes-no": options,
    "yes-no-unsure": options,
    "one-of": options,
    "several-of": options,
    "scale": options,
    "person": options,
    "number": bounds,
}
