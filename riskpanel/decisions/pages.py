"""What the pages about a decision say. Later features register their steps and tests through this module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.calendar import due_words
from riskpanel.clock import today
from riskpanel.decisions import queries
from riskpanel.decisions.models import SKIPPABLE, STEPS, Decision
from riskpanel.decisions.sentences import sounds_general
from riskpanel.decisions.steps import (
    BY_CHOICE,
    DONE,
    IN_PROGRESS,
    NOT_APPLICABLE,
    NOT_STARTED,
    SUGGESTED,
    Step,
    adds_steps,
    findings,
    steps,
    tests_the_record,
)
from riskpanel.decisions.voices import agreement_words
from riskpanel.people.models import Person
from riskpanel.rulebook import DecisionKind, Source
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed
from riskpanel.workflow import DECISION

__all__ = ["BY_CHOICE", "DONE", "IN_PROGRESS", "NOT_APPLICABLE", "NOT_STARTED", "SKIPPABLE", "STEPS", "SUGGESTED",
           "DecisionPage", "Step", "adds_steps", "findings", "steps", "tests_the_record"]

STILL_TO_DO = (NOT_STARTED, IN_PROGRESS)
NOT_FOR_ANOTHER = {"voting": "mca-2005-s29"}  # and for every other such kind:
FAMILY_LIFE = "mca-2005-s27"
AS_TOLD = "They are not a colleague here: the decision is recorded as told."


@dataclass(frozen=True)
class DecisionPage:
    """One decision, as its page shows it to one user."""

    decision: Decision
    user: Any

    @property
    def is_open(self) -> bool:
        return self.decision.state == "open"

    @property
    def is_decided(self) -> bool:
        return self.decision.decided_on is not None

    @property
    def state(self) -> str:
        return DECISION.states[self.decision.state]

    def allows(self, action: Action) -> bool:
        """May this user do this to the decision where it stands now?"""
        return DECISION.allows(action, self.decision.state) and may(self.user, action, self.decision)

    @property
    def may_change(self) -> bool:
        return self.allows(Action.CHANGE_DECISION)

    @property
    def may_decide(self) -> bool:
        return self.allows(Action.DECIDE)

    @property
    def kind(self) -> DecisionKind | None:
        return rules().decision_kinds.get(self.decision.kind)

    @property
    def not_for_another(self) -> Source | None:
        """Where it says that nobody makes this kind of decision for another adult; None for other kinds."""
        named = NOT_FOR_ANOTHER.get(self.decision.kind, FAMILY_LIFE)
        return rules().sources[named] if self.kind and self.kind.excluded else None

    @property
    def sounds_general(self) -> bool:
        return self.is_open and sounds_general(self.decision.sentence)

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Who decides and how to reach them, by when, and what happens if nothing is decided."""
        row = self.decision
        told = [AS_TOLD] if row.made_elsewhere else []
        rows: list[dict[str, Any]] = [
            {"key": "Who decides", "value": [row.who_decides, *row.how_to_reach, *told]},
            {"key": "Needed by", "value": needed_words(row)},
            {"key": "If nothing is decided", "value": row.if_nothing or "Not written yet"},
            {"key": "Kind of decision", "value": self.kind.title if self.kind else row.kind},
        ]
        change = {"text": "Change", "href": url_for("decisions.change", decision_id=row.id)}
        return [fact | {"actions": [change] if self.may_change else []} for fact in rows]

    @cached_property
    def steps(self) -> list[Step]:
        return steps(self.decision, self.user)

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """The steps of the road."""
        return [_task(step) for step in self.steps if not step.also]

    @property
    def also(self) -> list[dict[str, Any]]:
        """The steps beside the road that were begun, are suggested, or were set aside with a reason."""
        return [_task(step) for step in self.steps if step.also and step.status != BY_CHOICE]

    @property
    def choices(self) -> list[Step]:
        """The steps beside the road that nothing suggests and that this user may begin all the same."""
        return [step for step in self.steps if step.also and step.status == BY_CHOICE and step.href]

    @property
    def skippable(self) -> list[Step]:
        """The steps this user may mark as not applicable."""
        return [step for step in self.steps if step.may_be_skipped and self.allows(Action.SKIP_STEP)]

    @cached_property
    def findings(self) -> tuple[list[Any], str]:
        return findings(self.decision, self.user)


def _task(step: Step) -> dict[str, Any]:
    return {"text": step.title, "href": step.href, "hint": step.hint, "status": step.status,
            "plain": step.status not in STILL_TO_DO}


def needed_words(decision: Decision, day: date | None = None) -> str:
    """The date a decision is needed by, and while it is open how far off that is in working days."""
    if decision.needed_by is None:
        return "No date given"
    if decision.state != "open":
        return date_words(decision.needed_by)
    due = due_words(decision.needed_by, day or today(), rules().bank_holidays)
    return f"{date_words(decision.needed_by)}, {due}"


@adds_steps
def own_steps(decision: Decision, user: Any) -> Iterable[Step]:
    """Views and agreement, and the decision itself."""
    return [_views_step(decision), _decide_step(decision, user)]


def _views_step(decision: Decision) -> Step:
    position, title = STEPS["views"]
    settled = decision.agreement != "not-yet"
    begun = IN_PROGRESS if settled or decision.views else NOT_STARTED
    status = DONE if decision.agreement == "agreed" else begun
    missing = "" if decision.persons_view else f"{decision.person.known_as}’s own view is not recorded yet."
    said = f"{agreement_words(decision)}." if settled else ""
    href = url_for("decisions.views", decision_id=decision.id)
    return Step(position, title, href, status, " ".join(filter(None, (said, missing))), "views")


def _decide_step(decision: Decision, user: Any) -> Step:
    position, title = STEPS["decide"]
    if decision.decided_on:
        return Step(position, title, "#decided", DONE, f"Decided on {date_words(decision.decided_on)}.", "decide")
    theirs = may(user, Action.DECIDE, decision)
    href = url_for("decisions.decide", decision_id=decision.id) if theirs else "#until-decided"
    status = IN_PROGRESS if decision.interim_plan else NOT_STARTED
    return Step(position, title, href, status, f"The decision is for {decision.who_decides}.", "decide")


@adds_to("person")
def decisions_of(person: Person, user: Any) -> Iterable[Section]:
    """The decisions in question about a person, and where one is started."""
    lines = tuple(_line(one) for one in queries.decisions_of(person, user))
    start = Line("Start a decision", url_for("decisions.start", person_id=person.id))
    actions = (start,) if may(user, Action.START_DECISION, person) else ()
    return [Section("Decisions in question", lines, actions, "No decision has been started.")]


def _line(decision: Decision) -> Line:
    due = f" Needed by {needed_words(decision)}." if decision.needed_by and decision.state == "open" else ""
    where = url_for("decisions.decision", decision_id=decision.id)
    return Line(decision.sentence, where, DECISION.states[decision.state], f"Decides: {decision.who_decides}.{due}")


@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """The decisions this user is to make, and those they started that wait for somebody else."""
    return [_owed(one, user) for one in queries.waiting_on_or_for(user)]


def _owed(decision: Decision, user: Any) -> Owed:
    mine = decision.decision_maker_id == user.id
    about = decision.person.listed_as
    page = url_for("decisions.decision", decision_id=decision.id)
    text = f"Decide: {decision.sentence}" if mine else decision.sentence
    return Owed(about, text, page, "Open the decision", decision.needed_by, "" if mine else decision.decider)
