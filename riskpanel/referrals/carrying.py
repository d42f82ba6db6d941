"""What a new referral carries over from the decision, its views and records and the challenge: nothing typed twice."""

from collections.abc import Iterable
from typing import Any

from riskpanel.challenges.models import Challenge, Response
from riskpanel.challenges.words import ANSWERS
from riskpanel.clock import ENGLAND
from riskpanel.decisions.forms import STANCES, VOICES
from riskpanel.decisions.models import Decision, View
from riskpanel.people.models import Person
from riskpanel.referrals.routing import Records
from riskpanel.rulebook.current import rules
from riskpanel.support.queries import talks
from riskpanel.web.filters import date_words, sentence

TRIED_ORDER = ("framing", "support", "capacity", "positive-risk", "best-interests")
SENTENCE = 500


def carried(decision: Decision, challenge: Challenge | None, records: Records) -> dict[str, Any]:
    """The first words of a referral: the question, what was tried, who disagrees, the plan, what the person needs."""
    return {
        "question": shortened(decision.sentence),
        "tried": "\n".join([*_records_made(records), *_views_taken(decision), *_challenge_made(challenge)]),
        "not_settled": not_settled(decision, challenge),
        "disagreement": "\n\n".join([*_said(decision), *_challenged(challenge)]),
        "interim_plan": (challenge.meanwhile if challenge else "") or decision.interim_plan,
        "urgent": challenge.urgent if challenge else False,
        "taking_part_needs": _needs(decision.person),
    }


def shortened(text: str) -> str:
    """The text, cut at the field's length if somebody wrote much more than one."""
    return text if len(text) <= SENTENCE else text[: SENTENCE - 1] + "…"


def _needs(person: Person) -> str:
    interpreter = f"Interpreter: {person.interpreter}" if person.interpreter else ""
    return "\n".join(part for part in (person.communication_needs, interpreter) if part)


def _records_made(records: Records) -> Iterable[str]:
    for name in TRIED_ORDER:
        if name in records:
            yield f"{rules().questionnaire(name).title}: concluded on {date_words(records[name].concluded_on)}."


def _views_taken(decision: Decision) -> Iterable[str]:
    if decision.views:
        names = ", ".join(_voice(view, decision.person) for view in decision.views)
        latest = max(view.recorded_at for view in decision.views).astimezone(ENGLAND).date()
        yield f"Views heard: {names}, the latest recorded on {date_words(latest)}."


def not_settled(decision: Decision, challenge: Challenge | None) -> str:
    """Why there is no agreement, as recorded; or else the reasons of the latest answer that did not agree."""
    answers = challenge.responses if challenge else []
    last = next((one for one in reversed(answers) if one.answer != "agreed" and one.reasons), None)
    return decision.agreement_reasons or (f"{last.who}: {last.reasons}" if last else "")


def _challenge_made(challenge: Challenge | None) -> Iterable[str]:
    if challenge is None:
        return
    yield f"Constructive challenge {challenge.reference}, raised on {date_words(challenge.raised_at)}."
    for response in challenge.responses:
        yield _answer(response)
    for talk in talks(challenge.id):
        agreed = f" Agreed: {talk.agreed}" if talk.agreed else ""
        yield f"Talk with {talk.with_whom} on {date_words(talk.happened_on)}: {talk.said}{agreed}"


def _answer(response: Response) -> str:
    on = date_words(response.given_at.astimezone(ENGLAND).date())
    answer = ANSWERS.get(response.answer, response.answer).lower()
    return f"{response.who} answered on {on}: {answer}. {response.reasons}".strip()


def _said(decision: Decision) -> Iterable[str]:
    """Each voice in a line, the person's first."""
    views = sorted(decision.views, key=lambda view: view.voice != "person")
    for view in views:
        stance = STANCES.get(view.stance, view.stance)
        told = " ".join(sentence(part) for part in (stance, view.wants, view.reasons) if part)
        yield f"{_voice(view, decision.person)}: {told}"


def _voice(view: View, person: Person) -> str:
    if view.voice == "person":
        return person.known_as
    return view.name or VOICES.get(view.voice, view.voice)


def _challenged(challenge: Challenge | None) -> Iterable[str]:
    if challenge is None:
        return
    said = (("The statement challenged", challenge.statement), ("The reasoning behind it", challenge.their_reasoning),
            ("What is asked", challenge.ask))
    yield from (f"{label}: {words}" for label, words in said if words)
