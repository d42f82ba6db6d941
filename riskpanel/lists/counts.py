"""One page of counts, words before numbers, on which nobody can be found.

Under five is never told apart from none; every other number, the totals among them, is told to the nearest five. So
what is left out does not follow by taking one number from another: in a table, in two, for two spans or two readers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from riskpanel.access import SEES_EVERY_TEAM, User
from riskpanel.challenges import ladder
from riskpanel.challenges.words import DIRECTIONS, OUTCOMES
from riskpanel.lists.queries import CLOSED, MADE, Tally
from riskpanel.rulebook.current import rules

FEWEST = 5
SPANS: Mapping[str, str] = {"year": "Raised in the last 12 months", "ever": "Raised at any time"}
SHARES = ((0.9, "Nearly all"), (0.6, "Most"), (0.45, "About half"), (0.29, "About a third"), (0.22, "About a quarter"),
          (0.14, "About one in six"), (0.08, "About one in ten"), (0, "A few"))


@dataclass(frozen=True)
class Row:
    """One answer, how often it was given in words, and about how many times that is."""

    text: str
    often: str
    about: str


@dataclass(frozen=True)
class Counted:
    """One cut: of how many in words, its rows, what is under five or none, and with what care it is read."""

    title: str
    of: str
    rows: tuple[Row, ...] = ()
    few: tuple[str, ...] = ()
    caution: str = ""


def begins(span: str, day: date) -> date | None:
    """The first day of a span that ends today; None when it has no beginning."""
    return day - timedelta(days=365) if span == "year" else None


def whose(user: User) -> str:
    """Whose challenges are counted, and which are left out."""
    seen = "people of every team" if user.roles & SEES_EVERY_TEAM else "people whose records you may see"
    return f"Challenges about {seen}, by the day they were begun. Those not sent yet are left out."


def cuts(tally: Tally) -> tuple[Counted, ...]:
    """The cuts of the page, in the order in which a challenge lives."""
    grounds = {id: ground.title for id, ground in rules().grounds.items()}
    stages = {one.id: one.title for one in ladder.stages()}
    ended = {**OUTCOMES, "withdrawn": "It was withdrawn"}
    return (
        _cut("Which way they went", tally.by("direction"), DIRECTIONS, tally.all),
        _cut("What they rest on", tally.grounds, grounds, tally.all, MORE_THAN_ONE),
        _cut("Where those that go on stand", tally.by("stage", MADE), stages, tally.of(MADE)),
        _cut("Where they were settled", tally.by("stage", ("settled",)), stages, tally.of(("settled",)), SILENCE),
        _cut("How they ended", tally.endings, ended, tally.of(CLOSED), NO_TARGET),
    )


MORE_THAN_ONE = "A challenge may rest on several grounds or on none, so these do not add up."
SILENCE = "Many settled by talking can mean good talks, or that few people go further. Ask them."
NO_TARGET = "How often a decision changed is not a target, and says nothing of who was right."


def _cut(title: str, counts: Mapping[str, int], words: Mapping[str, str], total: int, caution: str = "") -> Counted:
    if total < FEWEST:
        return Counted(title, "There are fewer than five, or none: too few to be told apart.")
    rows = tuple(_row(text, counts[id], total) for id, text in words.items() if counts.get(id, 0) >= FEWEST)
    few = tuple(text for id, text in words.items() if counts.get(id, 0) < FEWEST)
    return Counted(title, f"Of about {told(total)} challenges.", rows, few, caution)


def _row(text: str, count: int, total: int) -> Row:
    return Row(text, share(rounded(count) / rounded(total)), told(count))


def share(part: float) -> str:
    """A share of all, in words."""
    return next(words for least, words in SHARES if part >= least)


def rounded(count: int) -> int:
    """To the nearest five."""
    return (count + 2) // 5 * 5


def told(count: int) -> str:
    return f"{rounded(count):,}"
