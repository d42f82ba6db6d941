"""What the pages of a record say: addresses, task list, groups, answers to check, options side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from markupsafe import Markup

from riskpanel.assessments import freezing
from riskpanel.assessments.carried import Offer
from riskpanel.assessments.library import offers_points
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.assessments.testing import Gap, Tested
from riskpanel.assessments.walk import Walk
from riskpanel.people.pages import about
from riskpanel.rulebook import Page, Question, name_of
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, datetime_words

STATES = {"not-started": "Not started", "in-progress": "In progress", "ready": "Done"}
SUMMARY_LINES = 3

# The rows of the page where options are compared: the question of an option, and what its row is called.
COMPARED = {
    "benefits": "Good that could come of it",
    "burdens": "Harm that could come of it, or what would be lost",
    "foreseeable": "What is likely to happen",
    "limits_on": "Limits on liberty, privacy, family life or home",
    "restrictions": "How it would limit them",
    "reversible": "Can it be undone?",
    "available": "Is it really available?",
    "funded": "Is it funded?",
    "supported_by": "Who supports it",
    "worked_plan": "What it would take",
    "why_rejected": "If not the way forward, why not",
}
NOTHING_MORE = "nothing-more"


# ---- Addresses

def overview_url(assessment: Assessment) -> str:
    return url_for("assessments.overview", assessment_id=assessment.id)


def check_url(assessment: Assessment) -> str:
    return url_for("assessments.check", assessment_id=assessment.id)


def page_url(assessment: Assessment, page: str, **more: Any) -> str:
    return url_for("assessments.question", assessment_id=assessment.id, page_id=page, **more)


def question_url(walk: Walk, question: str, **more: Any) -> str:
    """Where a question is answered, at its own place on its page; the list of answers when it is not asked."""
    page = walk.page_asking(question)
    if page is None:
        return check_url(walk.assessment)
    anchor = "" if page.group else question
    return page_url(walk.assessment, page.id, _anchor=anchor or None, **more)


def back_url(walk: Walk, page_id: str, to_check: bool) -> str:
    """Where Back leads from a page: the one before on the path, or the list it was opened from."""
    if to_check:
        return check_url(walk.assessment)
    before = walk.before(page_id)
    return page_url(walk.assessment, before.id) if before else overview_url(walk.assessment)


def next_url(walk: Walk, page_id: str, to_check: bool, then: str) -> str:
    """Where saving leads: on along the path, or back to where the page was opened from."""
    if then == "back":
        return overview_url(walk.assessment)
    after = walk.after(page_id)
    return page_url(walk.assessment, after.id) if after and not to_check else check_url(walk.assessment)


def around(walk: Walk, **more: Any) -> dict[str, Any]:
    """What every page of a record is given."""
    assessment = walk.assessment
    return {"assessment": assessment, "caption": walk.questionnaire.title, "about": about(assessment.person),
            "reference": assessment.reference, "law_as_at": rules().law_as_at, "decision": assessment.decision} | more


# ---- The record as a list of tasks

def tasks(walk: Walk, may_answer: bool) -> list[dict[str, Any]]:
    """Each section with where it stands, leading to where to carry on in it."""
    return [{"text": section.title, "status": STATES[state], "plain": state == "ready", "hint": section.gist or "",
             "href": page_url(walk.assessment, walk.first_of(section.id).id) if may_answer else ""}
            for section, state in walk.progress.sections]


def carry_on(walk: Walk) -> str:
    """The first page without an answer, or the answers to check when there is none."""
    page = next((page for page in walk.pages if not walk.is_answered(page)), None)
    return page_url(walk.assessment, page.id) if page else check_url(walk.assessment)


# ---- A group

@dataclass(frozen=True)
class Line:
    """One entry of a group, as it is listed."""

    name: str
    said: list[str]
    href: str
    remove: str
    put_back: str


@dataclass(frozen=True)
class Group:
    """A group's page: its entries, those removed, what can be added, and the reason there may be none."""

    question: Question
    lines: list[Line]
    removed: list[Line]
    add: str
    bring: str
    offer: Offer | None
    points: str

    @property
    def title(self) -> str:
        return f"{self.question.plural} ({len(self.lines)} added)" if self.lines else self.question.title

    @property
    def add_text(self) -> str:
        return "Add another" if self.lines else f"Add {self.question.adds}"


def group(walk: Walk, page: Page, offers: dict[str, Offer]) -> Group:
    question = page.questions[0]
    place: dict[str, Any] = {"assessment_id": walk.assessment.id, "page_id": question.id}
    return Group(question, _lines(walk, question), _lines(walk, question, removed=True),
                 url_for("assessments.add_entry", **place), url_for("assessments.bring", **place),
                 offers.get(question.id), url_for("assessments.points", **place) if offers_points(question.id) else "")


def _lines(walk: Walk, question: Question, removed: bool = False) -> list[Line]:
    rows = walk.entries(question.id, removed)
    return [_line(walk, question, row, number) for number, row in enumerate(rows, start=1)]


def _line(walk: Walk, question: Question, row: Answer, number: int) -> Line:
    place: dict[str, Any] = {"assessment_id": walk.assessment.id, "page_id": question.id, "entry_id": row.entry}
    name = name_of(question, row.value, number)
    told = [labelled(label, words) for label, words in freezing.entry(walk, question, row.value) if words != name]
    return Line(name, told[:SUMMARY_LINES], url_for("assessments.entry", **place),
                url_for("assessments.remove", **place), url_for("assessments.put_back", **place))


def labelled(label: str, words: str) -> str:
    """An answer after its label; a label that asks needs no colon."""
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


def wants_reason(walk: Walk, question: Question) -> bool:
    """May a written reason stand where this group has too few entries?"""
    return question.or_reason and len(walk.entries(question.id)) < max(question.at_least, 1)


# ---- What the rules say

def told(findings: Iterable[Any]) -> dict[str, list[Any]]:
    """What the checks say, and apart from it what they cannot tell before more is answered."""
    found = list(findings)
    return {"findings": [one for one in found if one.state == "fires"],
            "cannot_tell": [one for one in found if one.state != "fires"]}


# ---- Checking the answers

def checked(walk: Walk, may_answer: bool) -> list[dict[str, Any]]:
    """Every section with its questions and answers, each with its way to be changed."""
    return [section | {"rows": [row for told in section["answers"] for row in _rows(walk, told, may_answer)]}
            for section in freezing.sections(walk)]


def _rows(walk: Walk, told: dict[str, Any], may_answer: bool) -> list[dict[str, Any]]:
    href = question_url(walk, told["id"], **{"from": "check"})
    change = [{"text": "Change", "href": href, "hidden": told["label"]}] if may_answer else []
    said = [told["answer"]] if told["answer"] else []
    said += [_entry_said(one) for one in told["entries"]]
    return [{"key": told["question"], "value": said[0] if len(said) == 1 else said, "actions": change}]


def _entry_said(entry: dict[str, Any]) -> Markup:
    """An entry, its name first and bold, then a line for each answer."""
    return Markup("\n").join([Markup("<strong>{}</strong>").format(entry["name"]), *_said_of(entry)])


def _said_of(entry: dict[str, Any]) -> list[str]:
    """What an entry says beside its name."""
    return [labelled(label, words) for label, words in entry["answers"] if words != entry["name"]]


def problems(walk: Walk, gaps: Iterable[Gap]) -> list[dict[str, str]]:
    """What holds the conclusion up, each leading to where it is settled."""
    return [{"text": gap.text, "href": _settled_at(walk, gap)} for gap in gaps]


def _settled_at(walk: Walk, gap: Gap) -> str:
    """A question of this record, the person's or the decision's page, or the findings where no one place settles it."""
    decision = walk.assessment.decision
    elsewhere = {"person": url_for("people.person", person_id=decision.person_id),
                 "decision": url_for("decisions.decision", decision_id=decision.id)}
    if gap.question:
        return question_url(walk, gap.question, **{"from": "check"})
    return elsewhere.get(gap.elsewhere, "#findings")


def gone_past(tested: Tested) -> list[str]:
    """Each override as a sentence."""
    return [_gone_past(freezing.override(one)) for one in tested.overrides]


def _gone_past(told: dict[str, Any]) -> str:
    at, recheck = (datetime_words(datetime.fromisoformat(told[instant])) for instant in ("at", "recheck_at"))
    return (f"{told['by']} went past a stop on {at} because it was urgent: {told['why']} "
            f"Why it was the least restrictive: {told['least_restrictive']} To be looked at again by {recheck}.")


# ---- The frozen record

def record(frozen: dict[str, Any]) -> Any:
    """The frozen words, as the page shows them."""
    shown = freezing.thawed(frozen)
    for one in (one for section in shown.sections for answer in section.answers for one in answer.entries):
        one.lines = [labelled(label, words) for label, words in one.answers if words != one.name]
    shown.line = (f"Completed by {shown.completed_by} on {datetime_words(datetime.fromisoformat(shown.completed_at))}. "
                  f"Law as at {date_words(shown.law_as_at)}.")
    shown.law_on = date.fromisoformat(shown.law_as_at)
    shown.past = [_gone_past(one) for one in frozen["overrides"]]
    return shown


# ---- Options side by side

def compared_now(walk: Walk) -> dict[str, Any] | None:
    """The options as columns and what is said of each as rows; None when the record has no options."""
    question = walk.questionnaire.by_id.get("options")
    if question is None or question.type != "group":
        return None
    values = [row.value for row in walk.entries(question.id)] + _doing_nothing_more(walk, question)
    names = [name_of(question, value, number) for number, value in enumerate(values, start=1)]
    rows = [{"label": label, "cells": [_cell(question.ask[id], value) for value in values]}
            for id, label in COMPARED.items() if id in question.ask]
    words = walk.answers.get("choice_in_their_words") or walk.assessment.decision.person_says
    return {"columns": names, "rows": rows, "words": words, "harm_of_refusing": walk.answers.get("harm_of_refusing"),
            "law_as_at": rules().law_as_at}


def compared_as_then(assessment: Assessment) -> dict[str, Any] | None:
    """The same of a concluded record, in its frozen words: they need nothing of the rules."""
    frozen = assessment.frozen or {}
    answers = {told["id"]: told for section in frozen["sections"] for told in section["answers"]}
    if "options" not in answers:
        return None
    entries = answers["options"]["entries"]
    labels = dict.fromkeys(label for entry in entries for label, words in entry["answers"] if words != entry["name"])
    rows = [{"label": label, "cells": [dict(entry["answers"]).get(label, "") for entry in entries]} for label in labels]
    said = {id: told["answer"] for id, told in answers.items()}
    return {"columns": [entry["name"] for entry in entries], "rows": rows,
            "words": said.get("choice_in_their_words") or frozen["person_says"],
            "harm_of_refusing": said.get("harm_of_refusing"), "law_as_at": date.fromisoformat(frozen["law_as_at"])}


def _cell(ask: Question, value: dict[str, Any]) -> str:
    given = value.get(ask.id)
    return "" if given in (None, "", []) else freezing.said(ask, given)


def _doing_nothing_more(walk: Walk, question: Question) -> list[dict[str, Any]]:
    """Doing nothing more is an option too: it stands there, not yet considered, until somebody considers it."""
    kind = question.ask.get("kind")
    if kind is None or NOTHING_MORE not in kind.options:
        return []
    known = any(row.value.get("kind") == NOTHING_MORE for row in walk.entries(question.id))
    return [] if known else [{str(question.entry_name): kind.options[NOTHING_MORE]}]
