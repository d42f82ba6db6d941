"""The lines of the queue, in words: how long each has waited, what is missing, what holds meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from riskpanel.access import PANEL, User
from riskpanel.calendar import working_days_before, working_days_between
from riskpanel.clock import ENGLAND, today
from riskpanel.people.pages import advocate_words
from riskpanel.people.queries import advocates_of
from riskpanel.queue.queries import CONTACTS, MOST_COUNTED, SORTS, STATES, WAITS, Bands, Sift
from riskpanel.referrals import gathering, routing
from riskpanel.referrals.models import Referral
from riskpanel.referrals.pages import kind_words, state_now, steps_open
from riskpanel.referrals.readiness import count_words
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.workflow import REFERRAL

TRIAGE = ("accept", "list", "ask", "hold", "resume", "move", "redirect", "withdraw")


@dataclass(frozen=True)
class QueueLine:
    """One referral in the queue, in words."""

    name: str
    reference: str
    restricted: bool
    href: str
    question: str
    kind: str
    urgent: str
    waiting: str
    moved: str
    state: str
    position: str
    missing: str
    interim: str
    contact: str
    advocates: Sequence[str]
    steps: Sequence[tuple[str, str]]
    go: str


def lines(rows: Iterable[Referral], user: User) -> list[QueueLine]:
    """The queue's lines; one statement reads the capacity records of all of them."""
    rows = list(rows)
    records = gathering.records({row.decision_id for row in rows}) if rows else {}
    advocates = advocates_of(row.person_id for row in rows) if rows else {}
    return [_line(row, routing.position(records.get(row.decision_id, {})),
                  [advocate_words(one) for one in advocates.get(row.person_id, ())], user) for row in rows]


def _line(row: Referral, position: routing.Position, advocates: Sequence[str], user: User) -> QueueLine:
    runs = bool(user.roles & PANEL) and row.team_id in user.team_ids
    return QueueLine(
        name=row.person.known_as, reference=row.reference, restricted=row.person.restricted,
        href=url_for("referrals.referral", referral_id=row.id), question=row.question, kind=kind_words(row.decision),
        urgent="Urgent" if row.urgent else "Usual", waiting=waiting_words(row), moved=row.placed_because,
        state=_state(row),
        position=position.about(row.person.known_as), missing=missing_words(row.gaps),
        interim="Plan for now: yes" if row.interim_plan else "Plan for now: none",
        contact=contact_words(row.next_contact_on), advocates=advocates,
        steps=[(name, step.text) for name, step in steps_open(row, user, TRIAGE)] if runs else [],
        go=url_for("queue.next_step", referral_id=row.id))


def _state(row: Referral) -> str:
    """Where it stands; one that comes back from its referrer says so."""
    answered = row.state == "submitted" and bool(row.why_here)
    return "What was asked for has come" if answered else REFERRAL.states[state_now(row)]


def waiting_words(row: Any) -> str:
    """How long it has waited since it was first sent, in words before the number."""
    since = row.submitted_at.astimezone(ENGLAND).date() if row.submitted_at else today()
    days = max(working_days_between(since, today(), rules().bank_holidays), 0)
    return f"{_band(days)}: {days} working day{'' if days == 1 else 's'}" if days else "Came today"


def _band(days: int) -> str:
    """The band of policy.toml that a wait falls in."""
    bands = ((queue_days("late"), "Waiting too long"), (queue_days("soon"), "Waiting long"))
    return next((words for least, words in bands if days >= least), "Waiting")


def queue_days(band: str) -> int:
    """From how many working days a wait is in the "soon" or the "late" band of policy.toml."""
    return int(rules().policy[f"queue_{band}_days"].value)


def bands_today() -> Bands:
    """Since which days a referral waits long, and too long."""
    soon, late = (working_days_before(today(), queue_days(band), rules().bank_holidays) for band in ("soon", "late"))
    return Bands(soon, late)


def missing_words(gaps: Sequence[str]) -> str:
    """What was marked as missing, counted in words."""
    return f"{count_words(len(gaps), 'gap')} marked" if gaps else "Nothing marked as missing"


def contact_words(on: date | None) -> str:
    """When the person next hears from somebody, and whether that day has gone by."""
    if on is None:
        return "No date"
    return f"{date_words(on)}, overdue" if on < today() else date_words(on)


# ---- What is shown

def sift_words(sift: Sift) -> str:
    """What the queue is asked to show, in words."""
    chosen = ((sift.urgent, "urgent only"), (sift.wait, f"wait: {WAITS[sift.wait].lower()}"),
              (sift.contact, f"next contact: {CONTACTS[sift.contact][0].lower()}"), (sift.panel, "one panel"))
    told = [STATES[sift.state][0], *(words for holds, words in chosen if holds)]
    return f"{', '.join(told)}. {SORTS[sift.sort].name}."


def shown_words(sift: Sift, count: int) -> str:
    """What is shown and how many there are, counted as far as it helps."""
    many = f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count}"
    return f"{sift_words(sift)} {many.capitalize()} in all."
