"""Writing what was discussed, who supports, and what was learned: the only writers of them."""

import uuid
from collections.abc import Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.errors import Incomplete
from riskpanel.support.models import SUPERVISION, SUPPORT, Discussion, Reflection, Supporter
from riskpanel.support.queries import reflection
from riskpanel.users.models import User
from riskpanel.workflow import CHALLENGE as LIFE

KEPT = "What you typed is below, so that you can copy it."


def add_discussion(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Discussion:
    """Add a talk, or a note of peers or supervision. Raises Incomplete when it says nothing, or names no supervisor."""
    _permitted(Action.DISCUSS_CHALLENGE, challenge, by)
    supervision = values.get("kind") == SUPERVISION
    supervisor = uuid.UUID(str(values["supervisor"])) if supervision and values.get("supervisor") else None
    if not (values.get("said") and values.get("happened_on")):
        raise Incomplete("Write when it was and what was said.", kept=KEPT)
    if supervision and supervisor in (None, by.id):
        raise Incomplete("Choose your supervisor: only the two of you will see this note.", kept=KEPT)
    added = Discussion(challenge=challenge, challenge_id=challenge.id, supervisor_id=supervisor, written_by_id=by.id)
    db.write(added, {name: values.get(name) for name in ("kind", "happened_on", "with_whom", "said", "agreed")})
    db.session.add(added)
    trail.record(Action.DISCUSS_CHALLENGE, challenge, by=by, discussion=added.id, kind=added.kind)
    return added


def name_supporter(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Supporter:
    """Name somebody who supports whoever raised the challenge. Raises Incomplete without a name."""
    _permitted(Action.NAME_SUPPORT, challenge, by)
    if values.get("kind") not in SUPPORT or not values.get("name"):
        raise Incomplete("Say who supports you, and their name.", kept=KEPT)
    named = Supporter(challenge=challenge, challenge_id=challenge.id, named_by_id=by.id)
    db.write(named, {name: values.get(name) for name in ("kind", "name", "helps")})
    db.session.add(named)
    trail.record(Action.NAME_SUPPORT, challenge, by=by, supporter=named.id, kind=named.kind)
    return named


def reflect(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Reflection:
    """Write one's own note, or change it; earlier words are kept."""
    _permitted(Action.REFLECT, challenge, by)
    note = reflection(challenge, by)
    if note is None:
        note = Reflection(challenge=challenge, challenge_id=challenge.id, written_by_id=by.id, written_by=by)
        db.session.add(note)
    db.write(note, {name: values.get(name) for name in ("did", "learned", "differently")})
    trail.record(Action.REFLECT, challenge, by=by, reflection=note.id)
    return note


def _permitted(action: Action, challenge: Challenge, by: User) -> None:
    require(by, action, challenge)
    LIFE.after(action, challenge.state)
