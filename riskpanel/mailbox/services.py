"""Writing questions, answers and what is published of them: the only writers."""

from collections.abc import Collection, Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import Role, require
from riskpanel.actions import Action
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete
from riskpanel.mailbox.models import Question
from riskpanel.messages.services import tell, tell_each
from riskpanel.people.naming import found_in, known_of
from riskpanel.references import new_reference
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.users.models import User
from riskpanel.workflow import QUESTION as LIFE

KEPT = "What you typed is below, so that you can copy it."


def ask(asked: str, *, by: User, decision: Decision | None = None) -> Question:
    """Ask the MCA lead, about a decision or in general. Raises Incomplete when nothing is asked."""
    require(by, Action.ASK_LEAD, decision)
    if not asked.strip():
        raise Incomplete("Write your question.")
    question = Question(reference=new_reference("Q"), asked=asked.strip(), asked_by_id=by.id, asked_by=by,
                        decision=decision, decision_id=decision.id if decision else None,
                        person_id=decision.person_id if decision else None)
    db.session.add(question)
    trail.record(Action.ASK_LEAD, question, by=by, decision=question.decision_id)
    tell_each(users.colleagues(Role.MCA_LEAD), "question-asked", question, by=by)
    return question


def answer(question: Question, values: Mapping[str, Any], *, by: User) -> None:
    """Answer it, with the sources it rests on; an answer can be put right later, and its earlier words are kept.

    Raises Incomplete without an answer, or with a source that is not one of ours.
    """
    following = _permitted(Action.ANSWER_QUESTION, question, by)
    sources = list(values.get("sources") or [])
    if not values.get("answer"):
        raise Incomplete("Write the answer.", kept=KEPT)
    if unknown(sources):
        raise Incomplete(f"There is no source called “{unknown(sources)[0]}”.", kept=KEPT)
    question.answer, question.sources = values["answer"], sources
    question.answered_by_id, question.answered_by, question.answered_at = by.id, by, db.now()
    question.state = following
    trail.record(Action.ANSWER_QUESTION, question, by=by, sources=len(sources))
    tell(question.asked_by, "question-answered", question, by=by)


def unknown(sources: Collection[str]) -> list[str]:
    return [one for one in sources if one not in rules().sources]


def names_in(question: Question, text: str) -> list[str]:
    """What somebody could be known by in a text about to be published."""
    decision = question.decision
    others = [question.asked_by.name, *([decision.decider] if decision else [])]
    return found_in(text, known_of(decision.person if decision else None, others))


def publish(question: Question, values: Mapping[str, Any], *, by: User) -> None:
    """Publish the question and answer as written anew. Raises Incomplete when somebody could be known by it, unless
    `read_again` says that the lead has looked and nobody can."""
    following = _permitted(Action.PUBLISH_ANSWER, question, by)
    texts = values.get("general_question") or "", values.get("general_answer") or ""
    if not all(texts):
        raise Incomplete("Write the question and the answer anew, so that nobody can be known by them.", kept=KEPT)
    named = names_in(question, "\n".join(texts))
    if named and not values.get("read_again"):
        raise Incomplete(f"Somebody could be known by this: {', '.join(named)}.", kept=KEPT)
    question.general_question, question.general_answer = texts
    question.published_at, question.state = db.now(), following
    trail.record(Action.PUBLISH_ANSWER, question, by=by, names_passed=len(named))


def take_back(question: Question, *, by: User) -> None:
    """Take a published answer out of guidance; what was written stays."""
    question.state = _permitted(Action.TAKE_ANSWER_BACK, question, by)
    trail.record(Action.TAKE_ANSWER_BACK, question, by=by)


def _permitted(action: Action, question: Question, by: User) -> str:
    require(by, action, question)
    return LIFE.after(action, question.state)
