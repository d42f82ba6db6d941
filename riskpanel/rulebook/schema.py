"""The JSON Schema of a case bundle, made from the questionnaires: every question in its words, every option."""

from collections.abc import Callable, Mapping
from typing import Any

from riskpanel.rulebook.bundles import choices
from riskpanel.rulebook.definitions import Question, Questionnaire, Rulebook
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.wording import Names, sentence

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

DATE: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
FACTS_SAID = {
    "person": "What is known about the person. Leave out what is not known.",
    "decision": "The decision that every record in the bundle is about. Leave out what is not known.",
}
VOICES = "A name: the person, or someone around them."
AS_AT = "The day the case is judged on: the checks and the sources in force that day are used."
STARTED = "The day it was begun. Of several records of one kind, others are held against the latest."
COMPLETED = "The day it was completed. Leave it out if it is complete; give null if it is still being written."


class References(Names):
    """Answers by the names they have in a bundle."""

    def answer(self, reference: str) -> str:
        return f"“{reference}”"


def _anyone(question: Question) -> str | None:
    """Whom or what an answer may name, where there are no fixed options."""
    if question.options_from in (None, "decision-kinds"):
        return None
    return VOICES if question.options_from == "voices" else f"The name of an entry of “{question.options_from}”."


def _description(question: Question, place: str) -> str:
    """The hint, why it is asked, and when: all that a person sees with the question."""
    asked = question.when and f"Asked only when {sentence(question.when, References())}; otherwise it is not read"
    parts = (question.hint, question.why, asked, _anyone(question), place)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def _chosen(question: Question, book: Rulebook) -> Schema:
    known = choices(question, book)
    if known is None:
        return {"type": "string"}
    return {"type": "string", "oneOf": [{"const": key, "title": words} for key, words in known.items()]}


def _number(question: Question, book: Rulebook) -> Schema:
    bounds = {"minimum": question.min, "maximum": question.max}
    return {"type": "integer"} | {key: bound for key, bound in bounds.items() if bound is not None}


def _entries(group: Question, book: Rulebook) -> Schema:
    asks = {ask.id: _question(ask, book) for ask in group.asks}
    entry = {"type": "object", "title": group.each, "properties": asks, "additionalProperties": False}
    return {"type": "array", "items": entry}


SHAPES: Mapping[str, Callable[[Question, Rulebook], Schema]] = {
    "date": lambda question, book: dict(DATE),
    "number": _number,
    "one-of": _chosen,
    "scale": _chosen,
    "yes-no": _chosen,
    "yes-no-unsure": _chosen,
    "several-of": lambda question, book: {"type": "array", "items": _chosen(question, book), "uniqueItems": True},
    "group": _entries,
}


def _question(question: Question, book: Rulebook, place: str = "") -> Schema:
    shape = SHAPES[question.type](question, book) if question.type in SHAPES else {"type": "string"}
    said = _description(question, place)
    return {"title": question.title, **({"description": said} if said else {}), **shape}


def _asked(question: Question, place: str, book: Rulebook) -> Schema:
    """A question by its id, with the reason that may stand where a group has no entries."""
    reason = question.none_because
    why_none = {reason.id: _question(reason, book, place)} if question.or_reason else {}
    return {question.id: _question(question, book, place)} | why_none


def _answers(questionnaire: Questionnaire, book: Rulebook) -> Schema:
    """Every question of a questionnaire; none must be answered."""
    asked: dict[str, Schema] = {}
    for section in questionnaire.sections:
        place = f"Section: {section.title}" if section.title != questionnaire.title else ""
        for question in section.questions:
            asked |= _asked(question, place, book)
    return {"type": "object", "title": questionnaire.title, "description": questionnaire.gist,
            "properties": asked, "additionalProperties": False}


def _record(questionnaire: Questionnaire, newest: bool) -> Schema:
    version = {"const": questionnaire.version, "title": "Version of the questionnaire"}
    return {
        "type": "object",
        "title": questionnaire.title,
        "description": questionnaire.gist,
        "properties": {
            "questionnaire": {"const": questionnaire.id},
            "version": version,
            "answers": {"$ref": f"#/$defs/{questionnaire.id}.{questionnaire.version}"},
            "started_on": DATE | {"title": "Started on", "description": STARTED},
            "completed_on": {"title": "Completed on", "description": COMPLETED, "anyOf": [DATE, {"type": "null"}]},
        },
        "required": ["questionnaire", "answers"] + ([] if newest else ["version"]),
        "additionalProperties": False,
    }


def schema(book: Rulebook) -> Schema:
    """The whole schema, draft 2020-12: what fits it is read without complaint."""
    versions = [each for _, each in sorted(book.questionnaires.items())]
    newest = {each.id: each.version for each in versions}
    facts = {name: _answers(each, book) | {"description": FACTS_SAID[name]} for name, each in CATALOGUES.items()}
    return {
        "$schema": DRAFT,
        "title": "Case bundle",
        "description": "One case for the checks: the day, the person, the decision and the records about it. "
                       "Leave out every question that has not been answered.",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "as_at": DATE | {"title": "As at", "description": AS_AT},
            **{name: {"$ref": f"#/$defs/{name}"} for name in CATALOGUES},
            "records": {"type": "array", "title": "Records",
                        "items": {"oneOf": [_record(each, newest[each.id] == each.version) for each in versions]}},
        },
        "required": ["as_at", "records"],
        "additionalProperties": False,
        "$defs": facts | {f"{each.id}.{each.version}": _answers(each, book) for each in versions},
    }
