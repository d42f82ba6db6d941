"""Records beside each other: what another one says next to a question, and a record beside the earlier of its kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments import freezing, queries
from riskpanel.assessments.models import Assessment
from riskpanel.assessments.walk import Walk, walk
from riskpanel.rulebook import Page
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words

# (questionnaire, question) -> the record that is read with it, and which of its answers.
SHOWN_BESIDE: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("fluctuation", "span"): ("capacity", ("fluctuates", "decision_span", "judged_on")),
    ("fluctuation", "since_earlier"): ("capacity", ("assessed_on", "sessions", "conclusion", "reasons",
                                                    "fluctuation_pattern", "fluctuation_plan")),
    ("executive", "leads_to"): ("capacity", ("say_do_gap", "say_do_how_known", "conclusion", "reasons")),
    ("influence", "cause"): ("capacity", ("influence", "influence_detail", "impairment", "link_text", "influence_link",
                                          "conclusion")),
    ("liberty", "objection"): ("positive-risk", ("objection", "liberty_stance_for", "liberty_stance_against")),
    ("young-person", "limited"): ("liberty", ("restrictions", "supervision", "normality")),
}


@dataclass(frozen=True)
class Beside:
    """What a record says: its title, when it was completed, and the answers asked for, in words."""

    title: str
    rows: list[dict[str, Any]]


def beside(walk: Walk, page: Page) -> Beside | None:
    """What is shown beside a page; None where nothing is, or where that record does not say any of it yet."""
    name, wanted = SHOWN_BESIDE.get((walk.questionnaire.id, page.id), ("", ()))
    record = queries.latest(queries.records_of(walk.assessment.decision), name)
    if record is None or (record.questionnaire, record.questionnaire_version) not in rules().questionnaires:
        return None
    told = {each["id"]: each for each in _told(record)}
    rows = [{"key": told[id]["label"], "value": _lines(told[id])} for id in wanted if id in told and _says(told[id])]
    return Beside(f"{_title(record)}, {_when(record)}", rows) if rows else None


def _told(record: Assessment) -> Iterator[dict[str, Any]]:
    """Every question asked and its answer: the frozen words of a concluded record, else as things stand."""
    sections = record.frozen["sections"] if record.frozen else freezing.sections(walk(record))
    return (answer for section in sections for answer in section["answers"])


def _title(record: Assessment) -> str:
    return str(record.frozen["title"]) if record.frozen else walk(record).questionnaire.title


def _when(record: Assessment) -> str:
    if record.concluded_at is None:
        return "not completed yet"
    return f"completed on {date_words(record.concluded_at)}"


def _says(told: Mapping[str, Any]) -> bool:
    return bool(told["entries"]) or told["answer"] not in ("", UNANSWERED)


UNANSWERED = "Not answered"


def _lines(told: Mapping[str, Any]) -> list[str]:
    """An answer as lines: for a group, a line for each entry with what it says."""
    entries = [": ".join((entry["name"], "; ".join(words for _label, words in entry["answers"]
                                                   if words != entry["name"]))) for entry in told["entries"]]
    return entries or ([told["answer"]] if _says(told) else [])


# ---- A record beside the earlier one of its kind

@dataclass(frozen=True)
class Compared:
    """A record and the one before it: the columns, what differs between them, and what stands in both."""

    columns: tuple[str, str]
    differs: list[dict[str, Any]]
    same: list[dict[str, Any]]


def earlier(assessment: Assessment) -> Assessment | None:
    """The newest concluded record of the same kind about the same decision that was begun before this one."""
    own = [one for one in queries.records_of(assessment.decision) if one.questionnaire == assessment.questionnaire
           and one.state == "concluded" and one.started_at < assessment.started_at]
    return own[-1] if own else None


def compared(assessment: Assessment) -> Compared | None:
    """This record beside the earlier one, in the words of each; None where there is no earlier one."""
    before = earlier(assessment)
    if before is None:
        return None
    then, now = ({each["id"]: each for each in _told(one)} for one in (before, assessment))
    rows = [_row(then.get(id), now.get(id)) for id in dict.fromkeys((*now, *then))]
    said = [row for row in rows if any(row["cells"])]
    return Compared((_column(before), _column(assessment)), [row for row in said if not _agree(row)],
                    [{"key": row["label"], "value": row["cells"][0]} for row in said if _agree(row)])


def _row(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> dict[str, Any]:
    asked = now or then or {}
    return {"label": asked["label"], "cells": [_cell(then), _cell(now)]}


def _cell(told: Mapping[str, Any] | None) -> str:
    return "\n".join(_lines(told)) if told else ""


def _agree(row: Mapping[str, Iterable[str]]) -> bool:
    then, now = row["cells"]
    return then == now


def _column(record: Assessment) -> str:
    if record.concluded_at is None:
        return f"Begun on {date_words(record.started_at)}"
    return f"Completed on {date_words(record.concluded_at)}"


__all__ = ["Beside", "Compared", "beside", "compared", "earlier"]
