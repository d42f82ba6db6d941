"""Where the capacity record stands, in words, and which panels hear such a case. It routes and explains only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from riskpanel.rulebook import PanelType
from riskpanel.terms.words import hears, turned_away

READ_ANSWERS = ("conclusion", "assessed_on", "other_views", "reason_to_doubt", "safeguarding")


@dataclass(frozen=True)
class Record:
    """A concluded record, as far as routing and readiness read it."""

    concluded_on: date
    answers: Mapping[str, Any] = field(default_factory=dict)


Records = Mapping[str, Record]


@dataclass(frozen=True)
class Position:
    """What is recorded about capacity for this decision: said, by which route a panel takes it, and what that means."""

    key: str
    route: str
    said: str
    means: str
    on: date | None = None

    def about(self, name: str) -> str:
        """The sentence with the person's name in it."""
        return self.said.format(name=name)

    def for_a_panel(self, name: str) -> str:
        """What this position means for a panel, with the person's name in it."""
        return self.means.format(name=name)


THEIR_CHOICE = ("While capacity is presumed the choice is {name}’s to make. A panel can advise on support and on "
                "living with the risk. It cannot take the choice away.")
NOT_BY_TALKING = ("A panel cannot settle capacity by talking about it. Think first about an assessment by somebody who "
                  "meets {name}, or a question to a capacity clinic.")
POSITIONS: Mapping[str, tuple[str, str, str]] = {
    "has": ("has", "The practitioner concludes that {name} can make this decision",
            "On that conclusion the choice is {name}’s to make. A panel can advise on support and on living with the "
            "risk. It cannot take the choice away."),
    "lacks": ("lacks", "The practitioner concludes that {name} lacks capacity for this decision at this time",
              "A panel advises the decision-maker on best interests: the best-interests record goes with the case."),
    "unresolved": ("not-assessed", "An assessment was made and no conclusion has been reached", NOT_BY_TALKING),
    "not_assessed": ("presumed", "No assessment was made, and capacity is presumed", THEIR_CHOICE),
    "disputed": ("disputed", "The practitioner’s conclusion is recorded, and another professional sees it differently",
                 "A panel can test the reasons for both views. It cannot choose between them as a court can."),
    "doubted": ("not-assessed", "A reason to doubt is recorded, and no assessment has been concluded", NOT_BY_TALKING),
    "presumed": ("presumed", "No assessment has been concluded, and capacity is presumed", THEIR_CHOICE),
}


def position(records: Records) -> Position:
    """The capacity position that the latest concluded records state."""
    capacity = records.get("capacity")
    key = _concluded(capacity) if capacity else _presumed(records.get("framing"))
    route, said, means = POSITIONS[key]
    return Position(key, route, said, means, capacity.concluded_on if capacity else None)


def _concluded(capacity: Record) -> str:
    conclusion = str(capacity.answers.get("conclusion", ""))
    views = capacity.answers.get("other_views", [])
    differs = any(view.get("differs") == "yes" for view in views if isinstance(view, dict))
    known = conclusion if conclusion in POSITIONS else "unresolved"
    return "disputed" if differs and known in ("has", "lacks") else known


def _presumed(framing: Record | None) -> str:
    return "doubted" if framing and framing.answers.get("reason_to_doubt") == "yes" else "presumed"


def doubted(records: Records) -> bool:
    """Once the decision is framed, an assessment is looked for unless the framing says there is no reason to doubt."""
    framing = records.get("framing")
    return framing is not None and framing.answers.get("reason_to_doubt") != "no"


@dataclass(frozen=True)
class Route:
    """One panel to choose: what it is for, whom it hears, and how this case fits, in sentences."""

    team_id: str
    title: str
    purpose: str
    hears: str
    fits: bool
    cautions: tuple[str, ...]


def routes(panels: Iterable[tuple[str, str, PanelType]], where: Position, disputed: bool) -> list[Route]:
    """The panels, those whose terms fit this case first. `panels`: team id, team name and type of each."""
    found = [_route(team_id, name, kind, where, disputed) for team_id, name, kind in panels]
    return sorted(found, key=lambda route: not route.fits)


def _route(team_id: str, name: str, kind: PanelType, where: Position, disputed: bool) -> Route:
    cautions = tuple(f"{why} {instead}" for why, instead in turned_away(kind, where.route, disputed))
    return Route(team_id, name, kind.purpose, hears(kind), not cautions, cautions)
