"""What the pages about reviews say, and what reviews add to a decision's page and to My work."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.assessments.facts import answers_of
from riskpanel.calendar import due_words
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.decisions.pages import DONE, IN_PROGRESS, NOT_STARTED, STEPS, Step, adds_steps
from riskpanel.panel.agenda import knows
from riskpanel.panel.models import Meeting
from riskpanel.panel.quorum import listed
from riskpanel.referrals.models import Referral
from riskpanel.reviews import queries
from riskpanel.reviews.beside import FEARED, HOPED_FOR, Beside, beside
from riskpanel.reviews.models import Review
from riskpanel.reviews.services import Gap, gaps
from riskpanel.rulebook import in_words
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Dated, Line, Owed, Section, adds_to, dates_on, tells_what_is_owed
from riskpanel.workflow import DECISION, REVIEW

NOT_SAID = "Not said yet"
TITLES = {FEARED: "What was feared, and what happened", HOPED_FOR: "What was hoped for, and what happened"}
COLUMNS = {FEARED: "Feared, as it was written then", HOPED_FOR: "Hoped for, as it was written then"}
NONE_WRITTEN = {FEARED: "No harm was written down in a concluded positive-risk record.",
                HOPED_FOR: "No benefit was written down in a concluded positive-risk record."}
KEPT_FROM_BEFORE = "Said at the review on {day}"


@dataclass(frozen=True)
class Row:
    """One line of a table: what was written then, what happened, and where to say so."""

    what: str
    told: list[str]
    happened: str
    note: str
    said_before: str
    href: str

    @property
    def action(self) -> str:
        return "Change" if self.happened else "Say what happened"


@dataclass(frozen=True)
class ReviewPage:
    """One review, as its page shows it to one user."""

    review: Review
    user: Any

    @property
    def title(self) -> str:
        return f"Review held on {date_words(self.review.held_on)}" if self.review.held_on else "Review"

    @property
    def is_planned(self) -> bool:
        return self.review.state == "planned"

    @property
    def when(self) -> str:
        return "" if self.review.held_on else due_said(self.review)

    @cached_property
    def may_settle(self) -> bool:
        return self._allows(Action.SETTLE_FEARED)

    @cached_property
    def may_complete(self) -> bool:
        return self._allows(Action.HOLD_REVIEW)

    @cached_property
    def may_change(self) -> bool:
        return self._allows(Action.PLAN_REVIEW)

    def _allows(self, action: Action) -> bool:
        return REVIEW.allows(action, self.review.state) and may(self.user, action, self.review)

    @cached_property
    def rows(self) -> list[Beside]:
        return beside(self.review)

    @property
    def tables(self) -> list[dict[str, Any]]:
        """What was feared, then what was hoped for, each beside what happened."""
        return [{"title": TITLES[kind], "column": COLUMNS[kind], "none": NONE_WRITTEN[kind], "rows": self._of(kind)}
                for kind in (FEARED, HOPED_FOR)]

    def _of(self, kind: str) -> list[Row]:
        return [self._row(one) for one in self.rows if one.kind == kind]

    def _row(self, one: Beside) -> Row:
        before = one.settlement.review.held_on if one.settlement and one.is_from_before else None
        href = settle_url(one) if self.may_settle and not before else ""
        said = KEPT_FROM_BEFORE.format(day=date_words(before)) if before else ""
        return Row(one.what, one.told, one.happened, one.note, said, href)

    @cached_property
    def answers(self) -> dict[str, Any]:
        return answers_of(self.review.assessment) if self.review.assessment else {}

    @property
    def person_says(self) -> str:
        return str(self.answers.get("person_says") or "")

    def said(self, question: str) -> str:
        """An answer of the review's own questions in words; nothing when there is none yet."""
        record = self.review.assessment
        if record is None or self.answers.get(question) in (None, "", []):
            return ""
        asked = rules().questionnaire(record.questionnaire, record.questionnaire_version).find(question)
        return in_words(asked, self.answers[question])

    @property
    def person_feels(self) -> str:
        return self.said("person_feels")

    @property
    def facts(self) -> list[dict[str, Any]]:
        """What the review says of the restrictions, and of what happens now."""
        asked = (("Restrictions, compared with before", "restrictions_change"),
                 ("What has changed in them", "restrictions_what"), ("What stays as it is", "stays"),
                 ("What changes, who does it and by when", "changes"), ("Next review", "next_review_on"))
        return [{"key": key, "value": self.said(question) or NOT_SAID} for key, question in asked]

    @property
    def facts_said(self) -> list[dict[str, Any]]:
        return [fact for fact in self.facts if fact["value"] != NOT_SAID]

    @property
    def record_state(self) -> str:
        record = self.review.assessment
        return {"draft": "In progress", "concluded": "Concluded"}[record.state] if record else "Not started"

    @property
    def record_url(self) -> str:
        """Where the review's own questions are; nothing until they are started."""
        record = self.review.assessment
        return url_for("assessments.overview", assessment_id=record.id) if record else ""

    @property
    def ask_person_url(self) -> str:
        """Where the person's own words are written, while they can be."""
        record = self.review.assessment
        if record is None or record.state != "draft" or not self.may_settle:
            return ""
        return url_for("assessments.question", assessment_id=record.id, page_id="person_says")

    @cached_property
    def left(self) -> list[dict[str, str]]:
        """What is left before the review can be completed, each with where it is settled."""
        return [{"text": gap.text, "href": self._where(gap)} for gap in gaps(self.review, self.rows)]

    def _where(self, gap: Gap) -> str:
        if gap.row:
            return settle_url(gap.row)
        if gap.record:
            return self.record_url or "#questions"
        return url_for("decisions.decide", decision_id=self.review.decision_id)


def review_url(review: Review) -> str:
    return url_for("reviews.review", review_id=review.id)


def settle_url(row: Beside) -> str:
    return url_for("reviews.settle", review_id=row.review.id, kind=row.kind, thing_id=row.thing.id)


def due_said(review: Review) -> str:
    return f"{date_words(review.due_on)}, {due_words(review.due_on, today(), rules().bank_holidays)}"


# ---- The decision's page and My work

@adds_to("decision")
def reviews(decision: Decision, user: Any) -> Iterable[Section]:
    """The reviews of a decision, and where one is set."""
    found = queries.reviews_of(decision)
    lines = tuple(_line(one) for one in found)
    open_to_one = _may_plan(decision, user) and not _planned(decision)
    actions = (Line("Set a review", plan_url(decision)),) if open_to_one else ()
    return [Section("Reviews", lines, actions, "No review has been set.")]


def plan_url(decision: Decision) -> str:
    return url_for("reviews.plan", decision_id=decision.id)


def _may_plan(decision: Decision, user: Any) -> bool:
    return DECISION.allows(Action.PLAN_REVIEW, decision.state) and may(user, Action.PLAN_REVIEW, decision)


def _planned(decision: Decision) -> Review | None:
    return next((one for one in queries.reviews_of(decision) if one.state == "planned"), None)


def _line(review: Review) -> Line:
    held = f"Held on {date_words(review.held_on)}." if review.held_on else ""
    due = held or f"{due_said(review).rpartition(', ')[2].capitalize()}. {review.owner.name} holds it."
    return Line(f"Review set for {date_words(review.due_on)}", review_url(review), REVIEW.states[review.state], due)


@adds_steps
def steps(decision: Decision, user: Any) -> Iterable[Step]:
    """Looking back at the decision: set, then held."""
    position, title = STEPS["review"]
    found, planned = queries.reviews_of(decision), _planned(decision)
    if planned:
        return [Step(position, title, review_url(planned), IN_PROGRESS, f"Set for {due_said(planned)}.", "review")]
    if found:
        held = f"Held on {date_words(found[-1].held_on)}."
        return [Step(position, title, review_url(found[-1]), DONE, held, "review")]
    href = plan_url(decision) if _may_plan(decision, user) else ""
    return [Step(position, title, href, NOT_STARTED, "No date has been set to look at it again.", "review")]


@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """The reviews this user is to hold."""
    return [_owed(one) for one in queries.due_from(user)]


def _owed(review: Review) -> Owed:
    return Owed(review.person.listed_as, f"Review: {review.decision.sentence}", review_url(review), "Open the review",
                review.due_on)


# ---- On the page of what is left after a meeting

@adds_to("afterwards")
def left_of_reviews(meeting: Meeting, user: User) -> Iterable[Section]:
    """When each case that the panel advised on is looked at again; a case without a review is left on the list."""
    advised = _advised(meeting, user)
    planned = {one.decision_id: one for one in queries.planned_of(advised)}
    unset = tuple(Line(f"{referral.reference}: no review is set", "", "", f"{referral.referred_by.name} sets it")
                  for decision_id, referral in advised.items() if decision_id not in planned)
    told = listed([f"{advised[one.decision_id].reference} on {date_words(one.due_on)}" for one in planned.values()])
    yield Section("Reviews", unset, empty=f"Reviews are set: {told}." if told else "No review is needed.")


@dates_on("afterwards")
def days_of_reviews(meeting: Meeting, user: User) -> Iterable[Dated]:
    """When each case that the panel advised on is looked at again."""
    advised = _advised(meeting, user)
    return (Dated(str(one.id), one.version, "A review after the panel’s advice is due",
                  advised[one.decision_id].reference, one.due_on) for one in queries.planned_of(advised))


def _advised(meeting: Meeting, user: User) -> dict[uuid.UUID, Referral]:
    """The referrals that the panel advised on and that this user may know of, by their decision."""
    return {one.referral.decision_id: one.referral for one in meeting.items if one.advice and knows(user, one)}
