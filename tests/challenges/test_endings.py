"""How a settled challenge ends: what changed, in whose words, for how long, at which stage, and what it teaches."""

from typing import Any

import pytest

from riskpanel import db
from riskpanel.challenges import services
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.errors import Incomplete
from riskpanel.rulebook.current import rules
from tests.stories import World, a_challenge, a_decision, an_answer

ENDED = {"outcome": "changed", "what_changed": "She goes with Tom.", "what_changed_said_by": "Rosa"}


def test_an_ending_tells_for_how_long_at_which_stage_and_what_could_be_learned_in_words(
        browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    an_answer(people, challenge, "agreed")
    home = f"/challenges/{challenge.id}"
    day = {f"settled_on__{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}
    browse("sam").post(f"{home}/settle", status=303, **ENDED, **day, how_long="Until the summer",
                       themes="not-settled-lower", learned="A visit together would have done it.")
    page = browse("mo").get(home)
    for words in ("Until the summer", "Settled at the stage", "Talk to the decision-maker",
                  rules().themes["not-settled-lower"].title, "A visit together would have done it."):
        assert words in page
    assert "not-settled-lower" not in page


def test_nothing_need_be_learned(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    services.settle_challenge(db.session.get_one(Challenge, challenge.id), ENDED, by=people.sam)
    db.commit()
    assert "What could be learned" not in browse("sam").get(f"/challenges/{challenge.id}")


def test_a_theme_that_nobody_wrote_down_is_refused(people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    with pytest.raises(Incomplete, match="themes from the list"):
        services.settle_challenge(challenge, {**ENDED, "themes": ["their-fault"]}, by=people.sam)
