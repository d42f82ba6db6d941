"""Pausing the clock of a challenge, with a reason, and starting it again: no working day is lost or gained."""

from datetime import date

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.calendar import moved
from riskpanel.challenges.models import Challenge, Pause
from riskpanel.clock import today
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell_each
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User
from riskpanel.workflow import CHALLENGE as LIFE

STANDS = {Action.PAUSE_CLOCK: (False, "The clock of this challenge is paused already."),
          Action.RESUME_CLOCK: (True, "The clock of this challenge is not paused.")}


def expect(action: Action, challenge: Challenge, *, by: User) -> None:
    """Raise Refused or NotNow unless `by` may pause this clock, or start it again, and it can be done now."""
    require(by, action, challenge)
    LIFE.after(action, challenge.state)
    paused, otherwise = STANDS[action]
    if paused is not (challenge.clock_paused_on is not None):
        raise NotNow(otherwise, kept="Nothing has been changed.")


def pause(challenge: Challenge, because: str, again_on: date, *, by: User) -> Pause:
    """Stop the clock from today until `again_on` at the latest. Raises Incomplete without a reason or a later day."""
    expect(Action.PAUSE_CLOCK, challenge, by=by)
    if not because:
        raise Incomplete("Say why the clock is paused.")
    if again_on <= today():
        raise Incomplete("Choose a day after today on which the clock starts again.")
    challenge.clock_paused_on, challenge.clock_again_on = today(), again_on
    made = Pause(challenge_id=challenge.id, from_on=today(), again_on=again_on, because=because, paused_by_id=by.id)
    challenge.pauses.append(made)
    trail.record(Action.PAUSE_CLOCK, challenge, by=by, again_on=again_on)
    _tell(challenge, "challenge-paused", by=by)
    return made


def resume(challenge: Challenge, *, by: User) -> None:
    """Start the clock again today, with the working days that were left when it was paused. Raises NotNow."""
    expect(Action.RESUME_CLOCK, challenge, by=by)
    start_again(challenge, today(), by=by)


def start_again(challenge: Challenge, day: date, *, by: User | None) -> None:
    """Start a paused clock on this day; by nobody when its day has come."""
    due_then = due_if_started(challenge, day)
    before, challenge.answer_due_on = challenge.answer_due_on, due_then
    end(challenge, day)
    trail.record(Action.RESUME_CLOCK, challenge, by=by, due_before=before, due_on=due_then)
    _tell(challenge, "challenge-resumed", by=by)


def due_if_started(challenge: Challenge, day: date) -> date | None:
    """When the answer will be due if the clock starts on this day."""
    if challenge.clock_paused_on is None or challenge.answer_due_on is None:
        return challenge.answer_due_on
    return moved(challenge.answer_due_on, challenge.clock_paused_on, day, rules().bank_holidays)


def end(challenge: Challenge, day: date | None = None) -> None:
    """A pause, if there is one, ends: the clock starts again, or there is an answer or a next stage to count for."""
    if challenge.clock_paused_on is None:
        return
    challenge.clock_paused_on = challenge.clock_again_on = None
    challenge.pauses[-1].until_on = day or today()


def _tell(challenge: Challenge, kind: str, *, by: User | None) -> None:
    """Whoever owes the answer and whoever raised it are told."""
    due_on = None if challenge.clock_paused_on else challenge.answer_due_on
    readers = [one for one in (challenge.answer_owed_by, challenge.raised_by) if one]
    tell_each(readers, kind, challenge, by=by, due_on=due_on)
