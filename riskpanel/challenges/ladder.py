"""The stages a challenge can go through, as data, and the date by which each owes an answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from riskpanel.calendar import add_working_days


@dataclass(frozen=True)
class Stage:
    """One rung: who answers, and the figure of policy.toml that says how soon.

    `from_start` figures count from the day the challenge was sent; the others from the day the stage is reached.
    """

    id: str
    title: str
    who: str
    policy: str
    from_start: bool = False


STAGES = (
    Stage("talk", "Talk to the decision-maker", "The decision-maker looks at it again",
          "ladder_talk_days", from_start=True),
    Stage("managers", "Managers", "A manager who did not make the decision", "ladder_managers_days", from_start=True),
    Stage("practice-lead", "Principal social worker or MCA lead", "They give a written practice view",
          "ladder_practice_lead_days", from_start=True),
    Stage("panel", "Risk enablement panel", "The panel advises; nobody has to go there first", "ladder_panel_days"),
    Stage("beyond", "Director, legal advice, mediation, complaint or court",
          "Whoever the law or the council's scheme names", "challenge_answer_days"),
)
PANEL = "panel"
IDS = tuple(stage.id for stage in STAGES)


def stage(id: str) -> Stage:
    return STAGES[IDS.index(id)]


def later_than(id: str) -> tuple[Stage, ...]:
    """The stages still above this one."""
    return STAGES[IDS.index(id) + 1:]


def skipped(before: str, reached: str) -> tuple[Stage, ...]:
    """The stages passed over when going from one straight to another."""
    return STAGES[IDS.index(before) + 1:IDS.index(reached)]


@dataclass(frozen=True)
class Pace:
    """What dates are reckoned with: local figures, bank holidays, and whether the challenge is urgent."""

    figure: Callable[[str], int]
    holidays: Collection[date]
    urgent: bool

    def days(self, stage: Stage) -> int:
        return self.figure(f"{stage.policy}_urgent" if self.urgent else stage.policy)

    def own_days(self, stage: Stage) -> int:
        """The working days that belong to this stage alone: what its figure adds to the stage before it."""
        if not stage.from_start:
            return self.days(stage)
        before = [one for one in STAGES[:IDS.index(stage.id)] if one.from_start]
        return max(self.days(stage) - (self.days(before[-1]) if before else 0), 1)

    def due_on(self, stage: Stage, *, sent_on: date, today: date) -> date:
        """When the answer is due. Nobody is asked for one in the past: a late start still gets the stage's own days."""
        own = add_working_days(today, self.own_days(stage), self.holidays)
        if not stage.from_start:
            return own
        return max(own, add_working_days(sent_on, self.days(stage), self.holidays))
