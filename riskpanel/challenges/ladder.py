"""The stages a challenge can go through, as rules/ladder.toml tells them, and the date by which each owes an answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from riskpanel.calendar import add_working_days
from riskpanel.rulebook import LadderStage
from riskpanel.rulebook.current import rules

PANEL = "panel"


def stages() -> tuple[LadderStage, ...]:
    """Every stage, the first talk first."""
    return tuple(rules().ladder.values())


def stage(id: str) -> LadderStage:
    return rules().ladder[id]


def place(id: str) -> int:
    """How far up the ladder a stage is."""
    return list(rules().ladder).index(id)


def open_from(id: str) -> tuple[LadderStage, ...]:
    """The stages it can be taken to: those above this one and those told together with it. A panel takes a referral."""
    here = stage(id)
    return tuple(one for one in stages() if one.id != id and not one.by_referral
                 and (place(one.id) > place(id) or (one.together and one.together == here.together)))


def skipped(before: str, reached: str) -> tuple[LadderStage, ...]:
    """The stages passed over when going from one straight to another; those told together do not count."""
    passed = stages()[place(before) + 1:place(reached)]
    return tuple(one for one in passed if not one.together or one.together != stage(reached).together)


@dataclass(frozen=True)
class Pace:
    """What dates are reckoned with: figures in working days, bank holidays, and whether it is urgent."""

    figure: Callable[[str], int]
    holidays: Collection[date]
    urgent: bool

    def days(self, stage: LadderStage) -> int:
        return self.figure(stage.figures()[self.urgent])

    def own_days(self, stage: LadderStage) -> int:
        """The working days that belong to this stage alone: what its figure adds to the stage before it."""
        if not stage.from_start:
            return self.days(stage)
        before = [one for one in stages()[:place(stage.id)] if one.from_start]
        return max(self.days(stage) - (self.days(before[-1]) if before else 0), 1)

    def due_on(self, stage: LadderStage, *, sent_on: date, today: date) -> date:
        """When the answer is due. Nobody is asked for one in the past: a late start still gets the stage's own days."""
        own = add_working_days(today, self.own_days(stage), self.holidays)
        if not stage.from_start:
            return own
        return max(own, add_working_days(sent_on, self.days(stage), self.holidays))
