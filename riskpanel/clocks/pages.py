"""What the page of a challenge says of its clock: the working days, the pauses and why, what was told."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.calendar import due_words, working_days_between
from riskpanel.challenges.models import Challenge, Pause
from riskpanel.challenges.pausing import due_if_started
from riskpanel.clock import today
from riskpanel.clocks import queries
from riskpanel.clocks.models import FURTHER, OVERDUE, SOON, Notice
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import CHALLENGE as LIFE

NOTICES: Mapping[str, str] = {SOON: "Reminded: an answer was due soon", OVERDUE: "Reminded: the answer was overdue",
                              FURTHER: "No answer came in time"}


@adds_to("challenge")
def the_clock(challenge: Challenge, user: Any) -> Iterable[Section]:
    """Where the clock of a challenge stands; nothing before it is sent."""
    if challenge.sent_at is None:
        return
    told = [_notice(one) for one in queries.notices_of(challenge)] if challenge.state == "sent" else []
    pauses = [_pause(one) for one in reversed(challenge.pauses)]
    yield Section("The clock", (*_now(challenge), *pauses, *told), tuple(_doing(challenge, user)),
                  "The clock does not run: no answer is awaited.")


def _now(challenge: Challenge) -> Iterable[Line]:
    if challenge.clock_paused_on:
        return [Line(f"{days_left(challenge)} when the clock starts again", "", "Paused", paused_words(challenge))]
    if challenge.state == "sent":
        words = due_words(challenge.answer_due_on or today(), today(), rules().bank_holidays)
        return [Line(f"An answer is {words}", "", "Running", f"Due {date_words(challenge.answer_due_on)}")]
    return []


def days_left(challenge: Challenge) -> str:
    """The working days that were left when the clock was paused, in words."""
    due_on, paused_on = challenge.answer_due_on, challenge.clock_paused_on
    left = working_days_between(paused_on, due_on, rules().bank_holidays) if due_on and paused_on else 0
    plural = "" if abs(left) == 1 else "s"
    return f"{-left} working day{plural} overdue" if left < 0 else f"{left} working day{plural} left"


def paused_words(challenge: Challenge) -> str:
    """Since when the clock stands still, and when it starts again by itself."""
    return (f"Paused since {date_words(challenge.clock_paused_on)}. It starts again by itself on "
            f"{date_words(challenge.clock_again_on)}.")


def _pause(one: Pause) -> Line:
    days = f"Paused from {date_words(one.from_on)} to {date_words(one.until_on)}"
    return Line(days if one.until_on else "Why it is paused", "", "", f"{one.paused_by.name}: {one.because}")


def _notice(one: Notice) -> Line:
    return Line(NOTICES[one.kind], "", "", f"On {date_words(one.given_on)}")


def _doing(challenge: Challenge, user: Any) -> Iterable[Line]:
    action, text, endpoint = ((Action.RESUME_CLOCK, "Start the clock again", "resume") if challenge.clock_paused_on
                              else (Action.PAUSE_CLOCK, "Pause the clock, with a reason", "pause"))
    if LIFE.allows(action, challenge.state) and access.may(user, action, challenge):
        yield Line(text, url_for(f"clocks.{endpoint}", challenge_id=challenge.id))


def before_resuming(challenge: Challenge) -> tuple[str, ...]:
    """What starting the clock again today means."""
    return (paused_words(challenge), f"{days_left(challenge)}. If the clock starts again today, the answer is due on "
            f"{date_words(due_if_started(challenge, today()))}.")
