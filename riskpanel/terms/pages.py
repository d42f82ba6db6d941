"""What the page of a panel's terms says, and what every page of a panel says of its power."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel.access import ROLE_NAMES, Role
from riskpanel.rulebook import PanelType
from riskpanel.rulebook.current import rules
from riskpanel.rulebook.panel_types import Quorum
from riskpanel.terms import words

PANEL_OF = ("team", "meeting", "item")  # where a subject keeps its panel's team, or what does


def kind_of(subject: Any) -> PanelType | None:
    """The kind of panel that a team, meeting, case, referral or advice belongs to; None for anything else."""
    if hasattr(subject, "panel"):
        return rules().panels.get(subject.panel or "")
    inner = (getattr(subject, name) for name in PANEL_OF if hasattr(subject, name))
    return next((found for one in inner if (found := kind_of(one))), None)


@dataclass(frozen=True)
class Power:
    """What stands on every page of a panel: its power, and where its terms are told."""

    said: str
    href: str


def power_of(*subjects: Any) -> Power | None:
    """The power of the panel whose page this is; None on other pages."""
    kind = _first_kind(subjects)
    return Power(words.power(kind), url_for("terms.terms", kind=kind.id)) if kind else None


def cannot_of(*subjects: Any) -> tuple[str, ...]:
    """What the panel whose page this is does not do; what no panel does where it cannot be told which it is."""
    kind = _first_kind(subjects)
    return words.cannot(kind) if kind else words.CANNOT


def _first_kind(subjects: Iterable[Any]) -> PanelType | None:
    return next((found for one in subjects if one and (found := kind_of(one))), None)


def rows(kind: PanelType) -> list[dict[str, Any]]:
    """The terms of a kind of panel, row by row."""
    told = (
        ("What it is for", kind.purpose),
        ("Whom it hears", words.hears(kind)),
        ("Disagreements", "It hears them." if kind.hears_disputes else "It does not settle them."),
        ("Where else to go", [f"Where {door(one)}: {where}" for one, where in kind.instead.items()]),
        ("Its power", words.power(kind)),
        ("When it sits", words.sits(kind)),
        ("How long", list(_slots(kind))),
        ("Who is wanted", [seat.who for seat in kind.members]),
        ("Quorum", list(quorum(kind.quorum))),
        ("Papers in by", f"{working_days(kind.papers_due_days)} before it sits"),
        ("Agenda out by", f"{working_days(kind.agenda_due_days)} before it sits"),
        ("Review", f"{kind.review_weeks} weeks after its advice, or sooner if something happens."),
    )
    return [{"key": key, "value": value} for key, value in told if value]


def door(one: str) -> str:
    return words.HEARS.get(one, "people disagree")


def working_days(days: int) -> str:
    return "1 working day" if days == 1 else f"{days} working days"


def _slots(kind: PanelType) -> Iterator[str]:
    terms = kind.sits
    cases = "One case, for" if terms.slots == 1 else f"Up to {terms.slots} cases, each for"
    yield f"{cases} {terms.minutes} minutes unless more or less is set aside."
    if terms.break_after and terms.slots > terms.break_after:
        yield f"A break of {terms.break_minutes} minutes after every {terms.break_after} cases."


def quorum(asks: Quorum) -> Iterator[str]:
    """The quorum rule, a sentence at a time."""
    yield f"At least {asks.members} who can count."
    for role in asks.roles:
        yield f"One of them with the role “{ROLE_NAMES[Role(role)]}”."
    if asks.same_specialism:
        yield "One of them of the same specialism as whoever assessed capacity, or referred."
    if asks.agencies > 1:
        yield f"They come from {asks.agencies} agencies or more."
    yield ("Nobody counts for a decision or an assessment they made, a case they referred, or one in which they have "
           "an interest. The minute-taker does not count.")
