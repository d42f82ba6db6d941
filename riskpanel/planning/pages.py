"""What the pages of planning say: the dates a panel's pattern proposes, and the agenda as it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from riskpanel.access import User
from riskpanel.clock import today
from riskpanel.documents.blocks import Card, Document, Marks
from riskpanel.panel.agenda import Row, agenda, knows, voice_words, voices
from riskpanel.panel.forms import part_words
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.timetable import in_order
from riskpanel.planning import queries
from riskpanel.planning.forms import TimesForm, version_of
from riskpanel.rulebook.current import rules
from riskpanel.terms.words import sits
from riskpanel.users.models import Team
from riskpanel.web.editing import conflict
from riskpanel.web.filters import date_words

PROPOSED = 6
NO_NEEDS = ["No needs for taking part are recorded. Ask, and say here what is arranged."]


@dataclass(frozen=True)
class Dates:
    """A panel, when it sits in words, the next days on which it does and has no meeting yet, and how it would sit."""

    team: Team
    sits: str
    days: tuple[tuple[date, str], ...]
    as_before: str


def proposed(user: User) -> list[Dates]:
    """The next dates of each of this user's panels."""
    own = queries.own_panels(user)
    taken = queries.days_taken([team.id for team in own])
    return [Dates(team, sits(rules().panels[team.panel or ""]),
                  tuple((day, date_words(day)) for day in next_days(team, taken[team.id])), _as_before(team))
            for team in own]


def next_days(team: Team, taken: set[date]) -> Iterator[date]:
    """The panel's next days after today, bank holidays and days already planned left out."""
    terms = rules().panels[team.panel or ""].sits
    free = (day for day in terms.dates(today(), rules().bank_holidays) if day not in taken)
    return islice(free, PROPOSED)


def _as_before(team: Team) -> str:
    last = queries.latest(team)
    if last is None:
        return ""
    members = [one.called for one in last.sitting if one.part == "member"]
    return (f"As at the latest meeting: {last.chair.name} in the chair, {last.minute_taker.name} taking minutes, with "
            f"{', '.join(members) or 'no other members'}, at {last.place.rstrip('.')}.")


def day(typed: str) -> date:
    """A day as the page carries it. Raises ValueError for anything else."""
    return date.fromisoformat(typed)


# ---- The agenda being built

def why_apart(item: AgendaItem) -> list[str]:
    """What to know before a part of a case is kept apart."""
    name = item.referral.person.known_as
    return [f"Keep this as short as possible. It is heard first, before {name} joins, and minuted apart.",
            f"{name} is always told that there was such a part."]


def expect_times(form: TimesForm, items: Sequence[AgendaItem]) -> None:
    """Raise Conflict, showing both, when somebody has set times since the form was shown."""
    if form.version_seen != version_of(items):
        for name, fields in form.rows:
            for field in fields:
                field.label.text = f"{name}: {field.label.text}"
        pairs = [(field, field.default, field.data) for field in form.shown if field.default != field.data]
        conflict(form, version_of(items), pairs, "")


# ---- Cards for the table

# Anybody holds one up at any time. Each says in words what its colour only repeats.
TO_HOLD_UP = (
    Card("Stop", "I need a break, or I do not want to go on with this.", "#d4351c"),
    Card("Slower, please", "I need more time, or easier words.", "#ffdd00"),
    Card("Carry on", "I am all right.", "#00703c"),
    Card("What does that mean?"),
)


def cards(meeting: Meeting, user: User, authority: str) -> Document:
    """Cards to hold up, and a name card for everybody who sits or is asked to a case that this user knows of."""
    names = [Card(one.called, _there_as(one)) for one in meeting.sitting]
    asked = [Card(one.called, _there_as(one)) for item in in_order(meeting) if item.standing == "listed"
             and knows(user, item) for one in voices(item) if one.how != "not"]
    return Document("Cards for the table", (*TO_HOLD_UP, *dict.fromkeys((*names, *asked))),
                    Marks(authority, meeting.reference, handling="For the meeting"), plain=True)


def _there_as(one: Attendance) -> str:
    """What they are there as: of a colleague, their job too."""
    return f"{part_words(one)}: {one.user.job}" if one.user else part_words(one)


# ---- The agenda, as it is printed


@dataclass(frozen=True)
class Printed:
    """One row of the printed agenda: when, what, and who is there for it."""

    time: str
    what: str
    lines: tuple[str, ...] = ()


def printed(meeting: Meeting, user: User) -> list[Printed]:
    """The whole day, row by row; of a case that is closed to this user, its reference alone."""
    return [_printed(row) for row in agenda(meeting, user) if not row.free]


def _printed(row: Row) -> Printed:
    line = row.line
    if line is None:
        return Printed(row.time, row.said)
    title = f"{row.number}. {line.title}"
    return Printed(row.time or line.state, title, tuple(_lines(line))) if line.known else Printed(row.time, title)


def _lines(line: Any) -> Iterator[str]:
    item = line.item
    yield item.referral.question
    yield f"Decides: {item.referral.decision.who_decides or 'nobody is named yet'}."
    if item.private_minutes:
        name = item.referral.person.known_as
        yield f"The first {item.private_minutes} minutes are heard without {name}, and minuted apart."
    yield from (f"{voice_words(one)}." for one in voices(item))
    if item.arranged:
        yield f"Arranged: {item.arranged}"
