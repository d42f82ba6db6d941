"""Answering a challenge: by whoever owes it, by a colleague who writes it down, or from outside by a link.

An answer also says of each thing that was asked for: it is shown, refused, does not exist, or comes by a date.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import pausing
from riskpanel.challenges.models import Challenge, Evidence, Response
from riskpanel.challenges.rulings import NOT_THEIR_OWN, may_not_rule
from riskpanel.clock import ENGLAND, today
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell
from riskpanel.users.models import User
from riskpanel.web.filters import date_words
from riskpanel.workflow import CHALLENGE as LIFE


def answer_challenge(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Response:
    """Answer a challenge whose answer one owes. Raises Incomplete without reasons."""
    require(by, Action.ANSWER_CHALLENGE, challenge)
    following = LIFE.after(Action.ANSWER_CHALLENGE, challenge.state)
    response = _respond(challenge, values, by=by)
    response.given_by_id = by.id
    challenge.state = following
    trail.record(Action.ANSWER_CHALLENGE, challenge, by=by, answer=response.answer, stage=challenge.stage)
    tell(challenge.raised_by, "challenge-answered", challenge, by=by)
    return response


def record_answer(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Response:
    """Write down an answer that came from outside, as it was given. Raises Incomplete without reasons or a name."""
    require(by, Action.RECORD_ANSWER, challenge)
    following = LIFE.after(Action.RECORD_ANSWER, challenge.state)
    response = _respond_from_outside(challenge, values, by=by)
    if values.get("given_on"):
        response.given_at = datetime.combine(date.fromisoformat(values["given_on"]), time(12), ENGLAND).astimezone(UTC)
    challenge.state = following
    trail.record(Action.RECORD_ANSWER, challenge, by=by, answer=response.answer, stage=challenge.stage)
    tell(challenge.raised_by, "challenge-answered-outside", challenge, by=by)
    return response


def answer_from_outside(challenge: Challenge, values: Mapping[str, Any]) -> Response:
    """The answer of somebody without an account, in the name they give, by a link that was made for them.

    Raises NotNow when the challenge does not wait for it, Incomplete without reasons, a name, or the right person.
    """
    following = LIFE.after(Action.ANSWER_BY_LINK, challenge.state)
    if challenge.answer_owed_by_id is not None:
        raise NotNow("A colleague here owes this answer now.", kept="Nothing has been changed.")
    response = _respond_from_outside(challenge, values, by=None)
    challenge.state = following
    trail.record(Action.ANSWER_BY_LINK, challenge, by=None, answer=response.answer, stage=challenge.stage)
    tell(challenge.raised_by, "challenge-answered-outside", challenge)
    return response


def _respond_from_outside(challenge: Challenge, values: Mapping[str, Any], *, by: User | None) -> Response:
    name = values.get("given_by_name") or ""
    if not name:
        raise Incomplete("Say who gave the answer.")
    if may_not_rule(challenge, name):
        raise Incomplete(NOT_THEIR_OWN)
    response = _respond(challenge, values, by=by)
    response.given_by_name = name
    return response


def _respond(challenge: Challenge, values: Mapping[str, Any], *, by: User | None) -> Response:
    if not (values.get("answer") and values.get("reasons")):
        raise Incomplete("An answer always has reasons.", kept="Nothing has been changed.")
    pausing.end(challenge)
    given = [values.get("evidence_given") or "", *answer_requests(challenge, values.get("requests") or {})]
    response = Response(challenge_id=challenge.id, stage=challenge.stage, answer=values["answer"],
                        reasons=values["reasons"], evidence_given="\n".join(one for one in given if one),
                        speak_to=values.get("speak_to") or "", recorded_by_id=by.id if by else None)
    challenge.responses.append(response)
    return response


# ---- What was asked for


COMING = "coming"
# What can be said of a request, and how that reads in the answer: {what} is what they write.
SAID: Mapping[str, tuple[str, str]] = {
    "shown": ("It can be seen", "shown. {what}"),
    "declined": ("It will not be shown", "not shown. {what}"),
    "nothing": ("It does not exist", "it does not exist. {what}"),
    COMING: ("It is coming", "coming by {by}. {what}"),
}


def still_asked(challenge: Challenge) -> list[Evidence]:
    """What was asked for and has been neither shown nor refused."""
    return [one for one in challenge.requests if not one.how_shown and not one.shown]


def answer_requests(challenge: Challenge, given: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Write down what was said of each request, by its id, and give the lines that the answer then has of it.

    A request that comes by a date stays owed, by that date; one that nothing was said of stays owed as it was.
    """
    for one in still_asked(challenge):
        said = given.get(str(one.id)) or {}
        if said.get("how") in SAID:
            yield _answer(one, said)


def _answer(one: Evidence, said: Mapping[str, Any]) -> str:
    words, by = said.get("words") or "", said.get("coming_on")
    if said["how"] == COMING:
        one.due_on = date.fromisoformat(by) if by else one.due_on
    else:
        one.how_shown, one.shown_on = said["how"], today()
        one.shown = words or SAID[said["how"]][0]
    told = SAID[said["how"]][1].format(what=words, by=date_words(one.due_on)).strip()
    return f"{one.claim}: {told}"
