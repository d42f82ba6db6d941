"""What waits and what is owed: the lines of the queue in words, and the referrals' part of My work."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from riskpanel.access import PANEL, User
from riskpanel.calendar import add_working_days, due_words, working_days_between
from riskpanel.clock import ENGLAND, today
from riskpanel.people.pages import advocate_words
from riskpanel.people.queries import advocates_of
from riskpanel.referrals import gathering, queries, routing
from riskpanel.referrals.models import Referral
from riskpanel.referrals.pages import kind_words, state_now, steps_open
from riskpanel.referrals.readiness import count_words
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Owed, tells_what_is_owed
from riskpanel.workflow import REFERRAL

TRIAGE = ("accept", "list", "ask", "hold", "resume", "redirect", "withdraw")


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
        urgent="Urgent" if row.urgent else "Usual", waiting=waiting_words(row), state=REFERRAL.states[state_now(row)],
        position=position.about(row.person.known_as), missing=missing_words(row.gaps),
        interim="Plan for now: yes" if row.interim_plan else "Plan for now: none",
        contact=contact_words(row.next_contact_on), advocates=advocates,
        steps=[(name, step.text) for name, step in steps_open(row, user, TRIAGE)] if runs else [],
        go=url_for("referrals.next_step", referral_id=row.id))


def waiting_words(row: Any) -> str:
    """How long it has waited since it was first sent, in words before the number."""
    since = row.submitted_at.astimezone(ENGLAND).date() if row.submitted_at else today()
    days = max(working_days_between(since, today(), rules().bank_holidays), 0)
    return f"{_band(days)}: {days} working day{'' if days == 1 else 's'}" if days else "Came today"


def _band(days: int) -> str:
    """The band of policy.toml that a wait falls in."""
    policy = rules().policy
    bands = ((policy["queue_late_days"].value, "Waiting too long"), (policy["queue_soon_days"].value, "Waiting long"))
    return next((words for least, words in bands if days >= int(least)), "Waiting")


def missing_words(gaps: Sequence[str]) -> str:
    """What was marked as missing, counted in words."""
    return f"{count_words(len(gaps), 'gap')} marked" if gaps else "Nothing marked as missing"


def contact_words(on: date | None) -> str:
    """When the person next hears from somebody, and whether that day has gone by."""
    if on is None:
        return "No date"
    return f"{date_words(on)}, overdue" if on < today() else date_words(on)


# ---- My work

@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """What referrals ask of this user. One statement."""
    for row in queries.owed(user):
        mine, runs = row.referred_by_id == user.id, bool(user.roles & PANEL) and row.team_id in user.team_ids
        asked = [*(ASKED_OF_REFERRER if mine else ()), *(ASKED_OF_PANEL if runs else ())]
        yield from (thing for ask in asked if (thing := ask(row)))


def _owed(row: Referral, text: str, *, href: str = "", due: date | None = None, waiting_for: str = "") -> Owed:
    person = row.person.listed_as
    address = href or url_for("referrals.referral", referral_id=row.id)
    return Owed(person, text, address, "Open", due_on=due, waiting_for=waiting_for)


def _finish(row: Referral) -> Owed | None:
    check = url_for("referrals.check", referral_id=row.id)
    texts = {"draft": f"Finish and send referral {row.reference}",
             "asked": f"Add what {row.team.name} asked for to referral {row.reference}"}
    return _owed(row, texts[row.state], href=check) if row.state in texts else None


def _keep_in_touch(row: Referral) -> Owed | None:
    if row.state == "draft" or row.next_contact_on is None:
        return None
    href = url_for("referrals.contact", referral_id=row.id)
    return _owed(row, f"Be in touch with {row.person.known_as} while referral {row.reference} waits", href=href,
                 due=row.next_contact_on)


def _await(row: Referral) -> Owed | None:
    waits = row.state in ("submitted", "waiting", "held", "listed")
    return _owed(row, f"Referral {row.reference}: {row.question}", waiting_for=row.team.name) if waits else None


def _look_at(row: Referral) -> Owed | None:
    if row.state != "submitted":
        return None
    urgent = "an urgent" if row.urgent else "a new"
    return _owed(row, f"Look at {urgent} referral, {row.reference}", due=hear_by(row) if row.urgent else None)


def _back_from_hold(row: Referral) -> Owed | None:
    if row.state != "held":
        return None
    return _owed(row, f"Referral {row.reference} comes back from hold", due=row.held_until)


ASKED_OF_REFERRER: tuple[Callable[[Referral], Owed | None], ...] = (_finish, _keep_in_touch, _await)
ASKED_OF_PANEL: tuple[Callable[[Referral], Owed | None], ...] = (_look_at, _back_from_hold)
HEARD_WITHIN: Mapping[bool, str] = {True: "ladder_panel_days_urgent", False: "ladder_panel_days"}


def hear_by(row: Any) -> date:
    """The day by which a panel aims to hear a referral: local figures, urgent and usual."""
    days = int(rules().policy[HEARD_WITHIN[row.urgent]].value)
    return add_working_days(row.submitted_at.astimezone(ENGLAND).date(), days, rules().bank_holidays)


def heard_by_words(row: Any) -> str:
    """When the panel aims to hear it, in words."""
    return due_words(hear_by(row), today(), rules().bank_holidays) if row.submitted_at else ""


