"""The steps of a decision and what its record still needs: later features register theirs here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.decisions.models import SKIPPABLE, Decision
from riskpanel.rulebook import Finding

NOT_STARTED = "Not started"
IN_PROGRESS = "In progress"
DONE = "Done"
NOT_APPLICABLE = "Not applicable"
SUGGESTED = "Suggested"
BY_CHOICE = "By choice"


@dataclass(frozen=True)
class Step:
    """One line of the task list. `name` is its name in STEPS: given, the page shows by itself that it was skipped.

    `also` marks a step beside the road, which is never owed: begun, suggested, or there to be chosen.
    """

    position: int
    title: str
    href: str
    status: str
    hint: str = ""
    name: str = ""
    also: bool = False

    @property
    def may_be_skipped(self) -> bool:
        if self.also:
            return self.status == SUGGESTED
        return self.name in SKIPPABLE and self.status == NOT_STARTED


Found = tuple[Iterable[Finding], str]
Stepper = Callable[[Decision, Any], Iterable[Step]]
Tester = Callable[[Decision, Any], Found]
_steppers: list[Stepper] = []
_testers: list[Tester] = []


def adds_steps(stepper: Stepper) -> Stepper:
    """Register a function (decision, user) -> steps for the decision's task list."""
    if stepper not in _steppers:
        _steppers.append(stepper)
    return stepper


def tests_the_record(tester: Tester) -> Tester:
    """Register a function (decision, user) -> (findings, address of the page with all of them)."""
    if tester not in _testers:
        _testers.append(tester)
    return tester


def steps(decision: Decision, user: Any) -> list[Step]:
    """Every step of this decision, in order; a skipped one says why."""
    told = [skipped(decision, step, user) for stepper in _steppers for step in stepper(decision, user)]
    return sorted(told, key=lambda step: step.position)


def skipped(decision: Decision, step: Step, user: Any) -> Step:
    """The step as it is shown once it has been marked as not applicable; one that was begun after all, as it was."""
    reason = decision.not_applicable.get(step.name)
    if reason is None or step.status in (IN_PROGRESS, DONE):
        return step
    page = url_for("decisions.not_applicable", decision_id=decision.id, step=step.name)
    href = page if may(user, Action.SKIP_STEP, decision) else ""
    return replace(step, href=href, status=NOT_APPLICABLE, hint=f"Because: {reason}")


def findings(decision: Decision, user: Any) -> tuple[list[Finding], str]:
    """What the record still needs, by every test registered, and where all of it stands."""
    found: list[Finding] = []
    address = ""
    for tester in _testers:
        told, href = tester(decision, user)
        found += told
        address = address or href
    return found, address
