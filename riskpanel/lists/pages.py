"""What a line of a list says: what is owed, by whom, by when; and why a challenge is not in the list that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riskpanel.challenges import ladder
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.pages import address, due, due_or_paused, short
from riskpanel.challenges.words import DIRECTIONS, OUTCOMES
from riskpanel.lists.queries import Wanted
from riskpanel.web.filters import date_words
from riskpanel.workflow import CHALLENGE as LIFE


@dataclass(frozen=True)
class Line:
    """One challenge in a list. `owed` says what is awaited, `by` from whom, `due` by when; each may be empty."""

    text: str
    href: str
    reference: str
    person: str
    direction: str
    stands: str
    owed: str
    by: str
    due: str


def line(challenge: Challenge) -> Line:
    owed, by, when = awaited(challenge)
    urgent = "Urgent. " if challenge.urgent and challenge.state in ("sent", "answered", "referred") else ""
    return Line(short(challenge.statement or challenge.decision.sentence), address(challenge), challenge.reference,
                challenge.person.listed_as, DIRECTIONS.get(challenge.direction, "Not said yet"),
                f"{urgent}{LIFE.states[challenge.state]}: {ladder.stage(challenge.stage).title}", owed, by, when)


def awaited(challenge: Challenge) -> tuple[str, str, str]:
    """What is owed now, by whom, and by when, in words."""
    raised_by = challenge.raised_by.name
    said = {
        "draft": ("Finish and send it", raised_by, ""),
        "sent": ("An answer", challenge.owed_by, due_or_paused(challenge)),
        "answered": ("Settle it, or take it further", raised_by, ""),
        "referred": ("The panel’s advice", challenge.owed_by, due(challenge.answer_due_on)),
        "settled": (f"Nothing: {OUTCOMES.get(challenge.outcome, 'settled').lower()}", "",
                    f"Settled on {date_words(challenge.settled_on)}" if challenge.settled_on else ""),
        "withdrawn": ("Nothing: it was withdrawn", "", ""),
    }
    return said[challenge.state]


def why_not_here(challenge: Challenge, wanted: Wanted, day: date) -> str:
    """The reasons, in a sentence, that a challenge the user may see is not in the list they look at."""
    reasons = [*_by_list(challenge, wanted, day), *_by_filters(challenge, wanted)]
    return f"{challenge.reference} is not in this list: {' and '.join(reasons) or 'it is on another page of it'}."


def _by_list(challenge: Challenge, wanted: Wanted, day: date) -> Iterator[str]:
    if challenge.state not in wanted.listing.states:
        yield f"it is {LIFE.states[challenge.state].lower()}"
    elif wanted.which in KEEPS:
        yield _kept_for(challenge, wanted).format(raised=challenge.raised_by.name, owed=challenge.owed_by,
                                         due=date_words(challenge.answer_due_on))


def _kept_for(challenge: Challenge, wanted: Wanted) -> str:
    return KEEPS["paused" if challenge.clock_paused_on and wanted.which == "overdue" else wanted.which]


KEEPS = {
    "paused": "its clock is paused",
    "mine": "{raised} raised it",
    "owed": "{owed} owes the answer",
    "team": "none of your teams knows the person",
    "overdue": "its answer is due on {due}",
}


def _by_filters(challenge: Challenge, wanted: Wanted) -> Iterator[str]:
    told = (
        (wanted.direction, challenge.direction, DIRECTIONS.get(challenge.direction, "its direction is not said yet")),
        (wanted.stage, challenge.stage, f"it is at “{ladder.stage(challenge.stage).title}”"),
        (wanted.outcome, challenge.outcome, OUTCOMES.get(challenge.outcome, "it has no outcome yet")),
    )
    yield from (words[0].lower() + words[1:] for asked, has, words in told if asked and asked != has)
    if wanted.urgent and not challenge.urgent:
        yield "it is not urgent"
    if wanted.ground:
        yield "it may not rest on the ground you chose"
