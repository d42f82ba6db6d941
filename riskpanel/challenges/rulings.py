"""Who may not answer: whoever made the decision, raised the challenge, or has ruled on it already."""

import uuid
from collections.abc import Collection

from riskpanel.challenges.models import FIRST_TALK, Challenge
from riskpanel.keyring import normalised

NOT_THEIR_OWN = "Choose somebody who did not make this decision, and has neither raised nor answered this challenge."


def may_not_answer_next(challenge: Challenge) -> set[uuid.UUID]:
    """Who cannot be given the next stage: whoever made the decision, raised the challenge, or has answered already."""
    ruled = {response.given_by_id for response in challenge.responses}
    asked_first = {turn.owed_by_id for turn in challenge.turns if turn.stage == FIRST_TALK}
    known = {challenge.decision_maker_id, challenge.raised_by_id} | ruled | asked_first
    return {one for one in known if one}


def ruled_from_outside(challenge: Challenge, name: str) -> bool:
    """Did somebody elsewhere of this name make the decision, or answer already?"""
    first_asked = {turn.owed_by_name for turn in challenge.turns if turn.stage == FIRST_TALK}
    known = {challenge.decision.decision_maker_name, *(one.given_by_name for one in challenge.responses), *first_asked}
    return _is_one_of(name, known)


def may_not_rule(challenge: Challenge, name: str) -> bool:
    """Would an answer in this name be one's own challenge's, or past the first talk a ruling on one's own decision?"""
    barred = {challenge.raised_by.name}
    if challenge.is_past_first_talk:
        barred |= {challenge.decision.decider, *(one.who for one in challenge.turns if one.stage == FIRST_TALK),
                   *(one.who for one in challenge.responses if one.stage != challenge.stage)}
    return _is_one_of(name, barred)


def _is_one_of(name: str, known: Collection[str]) -> bool:
    """Names are compared without accents, case and punctuation; what follows a comma is a role, and may differ."""
    given = {normalised(name), normalised(name.partition(",")[0])} - {""}
    return bool(given & {normalised(one) for one in known})
