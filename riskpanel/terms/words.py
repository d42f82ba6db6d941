"""What a kind of panel is, in words, and what no panel does: the same sentences wherever a panel is met. Pure."""

from collections.abc import Mapping, Sequence

from riskpanel.rulebook import PanelType
from riskpanel.rulebook.panel_types import Sits

HEARS: Mapping[str, str] = {
    "has": "the record concludes that the person can decide",
    "presumed": "capacity is presumed",
    "lacks": "the record concludes that the person lacks capacity for the decision",
    "disputed": "capacity is disputed",
    "not-assessed": "capacity is doubted and not yet settled by an assessment",
}
# Fixed: a council may add to these in `also_can` and `also_cannot`, and take nothing away.
CAN = (
    "It can test the reasoning, and ask what has not been asked.",
    "It can widen the options, and share what its members know.",
    "It can put its weight behind a risk worth taking.",
    "It can set out the support a plan depends on, and name actions, each with an owner.",
    "It can ask for legal advice, and notice what others could learn from.",
)
CANNOT = (
    "It does not take the decision. The decision stays with the named decision-maker.",
    "It does not find that somebody can or cannot make a decision. That takes an assessment by somebody who has seen "
    "them.",
    "It does not authorise a deprivation of liberty, or settle whether there is one.",
    "It does not undo or change assessed needs or eligibility, and it does not advise on cost alone.",
    "It does not stand in for safeguarding, a complaint, or a court, or hold any of them up.",
    "It does not hold the case: each agency keeps its own part.",
)
ADVISES = "This panel advises. The decision stays with the named decision-maker."
DELEGATED = ("The council has delegated something to this panel: {what}. Even so it does not find whether somebody has "
             "capacity, authorise a deprivation of liberty or undo assessed need, and the decision about the person’s "
             "life stays with the named decision-maker.")
PATTERNS = {
    "weekly": "Every {weekday} at {starts}",
    "fortnightly": "Every other {weekday} at {starts}",
    "monthly": "On the {week} {weekday} of the month at {starts}",
    "convened": "Convened for each case, on a day that suits the person",
}
WEEKS = ("", "first", "second", "third", "fourth")


def hears(kind: PanelType) -> str:
    """For whom a panel sits, by where the capacity record stands."""
    if set(HEARS) <= set(kind.for_capacity):
        return "Hears cases wherever the capacity record stands."
    return f"Hears cases where {either([HEARS[one] for one in kind.for_capacity])}."


def either(words: Sequence[str]) -> str:
    """A, B or C."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def power(kind: PanelType) -> str:
    """The power a panel has, and what even a delegated power never is. It stands on every page of the panel."""
    return DELEGATED.format(what="; ".join(kind.delegated)) if kind.delegated else ADVISES


def can(kind: PanelType) -> tuple[str, ...]:
    return (*CAN, *kind.also_can)


def cannot(kind: PanelType) -> tuple[str, ...]:
    return (*CANNOT, *kind.also_cannot)


def turned_away(kind: PanelType, route: str, disputed: bool) -> list[tuple[str, str]]:
    """Why a case is not this panel's, each with where it goes instead; nothing when it is."""
    doors = (
        (route, route not in kind.for_capacity, f"Its terms do not cover cases where {HEARS[route]}."),
        ("disputes", disputed and not kind.hears_disputes, "It does not settle disagreements."),
    )
    where: dict[str, str] = {str(door): words for door, words in kind.instead.items()}
    return [(why, where.get(door, "It may send the case elsewhere.")) for door, away, why in doors if away]


def wanted(kind: PanelType) -> list[str]:
    """Whom a panel's terms want on it, as the words above a page that plans who sits."""
    seats = [seat.who[:1].lower() + seat.who[1:] for seat in kind.members if seat.who]
    return [f"Its terms want: {'; '.join(seats)}."] if seats else []


def sits(kind: PanelType) -> str:
    """When a panel sits, in words."""
    terms: Sits = kind.sits
    starts = terms.starts.strftime("%-I:%M%p").lower() if terms.starts else ""
    weekday = (terms.weekday or "").capitalize()
    return PATTERNS[terms.pattern].format(weekday=weekday, starts=starts, week=WEEKS[terms.week or 0])
