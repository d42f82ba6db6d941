"""What the pages about a decision say. Later features register their steps and tests through this module."""

from riskpanel.decisions.steps import (
    DONE,
    IN_PROGRESS,
    NOT_APPLICABLE,
    NOT_STARTED,
    SKIPPABLE,
    STEPS,
    Step,
    adds_steps,
    findings,
    steps,
    tests_the_record,
)

__all__ = ["DONE", "IN_PROGRESS", "NOT_APPLICABLE", "NOT_STARTED", "SKIPPABLE", "STEPS", "Step", "adds_steps", "findings",
           "steps", "tests_the_record"]
