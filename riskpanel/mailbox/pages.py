"""What other pages show of the mailbox: questions about a decision, and what the MCA lead owes."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.challenges.pages import short
from riskpanel.decisions.models import Decision
from riskpanel.mailbox import queries
from riskpanel.mailbox.models import Question
from riskpanel.rulebook import Source
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed
from riskpanel.workflow import QUESTION as LIFE

DOING = (
    (Action.ANSWER_QUESTION, "Answer it", "answer"),
    (Action.PUBLISH_ANSWER, "Publish it in guidance", "publish"),
)


def address(question: Question, endpoint: str = "question") -> str:
    return url_for(f"mailbox.{endpoint}", question_id=question.id)


def line(question: Question) -> Line:
    asked = f"Asked by {question.asked_by.name} on {date_words(question.asked_at)}"
    return Line(short(question.asked), address(question), LIFE.states[question.state], asked)


def sources(question: Question) -> list[Source]:
    """The sources an answer rests on, in the order it names them."""
    return [rules().sources[id] for id in question.sources if id in rules().sources]


def doing(question: Question, user: Any) -> list[dict[str, Any]]:
    """The buttons this user has on this question now."""
    return [{"text": text, "href": address(question, endpoint), "main": True} for action, text, endpoint in DOING
            if can(question, user, action)]


def can(question: Question, user: Any, action: Action) -> bool:
    return LIFE.allows(action, question.state) and access.may(user, action, question)


@adds_to("decision")
def on_decision(decision: Decision, user: Any) -> Iterable[Section]:
    """What was asked of the MCA lead about a decision, and the way to ask."""
    if not access.may(user, Action.ASK_LEAD, decision):
        return
    lines = tuple(line(one) for one in queries.about(decision, user))
    ask = Line("Ask the MCA lead about this decision", url_for("mailbox.ask_about", decision_id=decision.id))
    yield Section("Questions to the MCA lead", lines, (ask,), "You have asked nothing about this decision.")


@tells_what_is_owed
def what_is_owed(user: Any) -> Iterable[Owed]:
    """Questions that wait for the MCA lead."""
    return [Owed("MCA mailbox", f"Answer {one.asked_by.name}’s question: “{short(one.asked)}”", address(one, "answer"),
                 "Answer") for one in queries.waiting(user)]
