"""Writing what a change of law means for a record, and that a record was tried. The only writers of them."""

from collections.abc import Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.assessments import services as assessments
from riskpanel.assessments.models import Assessment
from riskpanel.errors import Incomplete, NotNow
from riskpanel.keeping import sweep
from riskpanel.keeping.models import AFRESH, STANDS, Reconsideration
from riskpanel.rulebook.path import Bundle
from riskpanel.users.models import User

SAY_WHY = "Write why what the record says still stands."


def reconsider(record: Assessment, outcome: str, because: str, *, by: User) -> Assessment | None:
    """Say what the changes of law that touch a record mean for it: it still stands, or a new record is started.

    The new record is returned. Raises Incomplete without a reason, NotNow when no change waits for this record.
    """
    require(by, Action.SETTLE_LAW_CHANGE, record)
    found = sweep.of_record(record, by)
    waiting = [touch.change for touch in found.touches if touch.waits] if found else []
    if not waiting:
        raise NotNow("This record is not on the list to look at again: it has been looked at, or replaced.",
                     kept="What you typed is below, so that you can copy it.")
    if outcome == STANDS and not because.strip():
        raise Incomplete(SAY_WHY)
    if outcome not in possible(record):
        raise Incomplete("Say whether what the record says still stands.")
    afresh = assessments.start(record.decision_id, record.questionnaire, by=by) if outcome == AFRESH else None
    for change in waiting:
        db.session.add(Reconsideration(assessment=record, assessment_id=record.id, source=change.source.id,
                                       changed_on=change.on, outcome=outcome, because=because.strip(),
                                       afresh_id=afresh.id if afresh else None, made_by_id=by.id))
    db.session.flush()
    trail.record(Action.SETTLE_LAW_CHANGE, record, by=by, outcome=outcome,
                 sources=", ".join(sorted(change.source.id for change in waiting)), **_new(afresh))
    return afresh


def possible(record: Assessment) -> tuple[str, ...]:
    """What can be said: a record still being written is answered again where it stands, not started anew."""
    return (STANDS,) if record.state == "draft" else (STANDS, AFRESH)


def _new(afresh: Assessment | None) -> Mapping[str, Any]:
    return {"new_record": afresh.id} if afresh else {}


def note_trial(bundle: Bundle, *, by: User) -> None:
    """Note that a pasted case was tried, and how many records it held: nothing of the case itself is kept."""
    require(by, Action.TRY_RULES)
    trail.record(Action.TRY_RULES, None, by=by, records=len(bundle.records()))
