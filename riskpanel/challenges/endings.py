"""What a settled challenge leaves: for how long what changed stands, where it was settled, and what it can teach."""

from collections.abc import Mapping
from typing import Any

from riskpanel.challenges.models import Challenge, Ending
from riskpanel.errors import Incomplete
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User

LEFT = ("how_long", "themes", "learned")


def leave(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> None:
    """Write down what is left at the stage that settled it. Raises Incomplete for a theme that is not one of ours."""
    themes = list(values.get("themes") or [])
    if set(themes) - set(rules().themes):
        raise Incomplete("Choose themes from the list.")
    challenge.ending = Ending(challenge_id=challenge.id, stage=challenge.stage, themes=themes, written_by_id=by.id,
                              how_long=values.get("how_long") or "", learned=values.get("learned") or "")
