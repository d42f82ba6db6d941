"""What is owed while a referral waits: the referrals' part of My work, and by when a panel aims to hear it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for

from riskpanel.access import PANEL
from riskpanel.calendar import add_working_days, due_words
from riskpanel.clock import ENGLAND, today
from riskpanel.referrals import queries
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.web.sections import Owed, tells_what_is_owed


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


