"""What those who keep the rules add to other pages: a line on a record, and records to look at again in My work."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.clock import today
from riskpanel.keeping import pages, queries, sweep
from riskpanel.keeping.queries import Asked
from riskpanel.keeping.sweep import Touched
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Notice, Owed, Section, adds_to, tells_on, tells_what_is_owed


@tells_on("record")
def since_then(record: Assessment, user: Any) -> Iterable[Notice]:
    """What has become of the law a record relied on; its own words are left as they are."""
    found = sweep.of_record(record, user)
    if found is None:
        return []
    done = () if all(touch.waits for touch in found.touches) else queries.reconsiderations_of(record)
    may_say = found.waits and may(user, Action.SETTLE_LAW_CHANGE, record)
    look = url_for("keeping.look_again", record_id=record.id) if may_say else ""
    first, *rest = pages.since_then(found, record, done)
    return [Notice(first, look, "Look at it again"), *(Notice(text) for text in rest)]


@adds_to("record")
def try_it(record: Assessment, user: Any) -> Iterable[Section]:
    """For those who keep the rules: this record, tried on all of them."""
    if not may(user, Action.TRY_RULES, record):
        return []
    page = url_for("keeping.tried", record_id=record.id)
    return [Section("For those who keep the rules", actions=(Line("Try this record on the rules of today", page),),
                    empty="Every check tried on it, and why each fires or does not.")]


@tells_what_is_owed
def records_to_look_at_again(user: Any) -> Iterable[Owed]:
    """Concluded records of this user's that relied on law which has changed since."""
    if not may(user, Action.SETTLE_LAW_CHANGE):
        return []
    found = sweep.concluded(Asked(user, today(), only_theirs=True))
    records = queries.records((one.record_id for one in found), user)
    return [_owed(one, records[one.record_id]) for one in found if one.record_id in records]


def _owed(found: Touched, record: Assessment) -> Owed:
    changed = min(touch.change.on for touch in found.touches)
    text = (f"Look again at “{pages.title_of(record)}”: the law it relied on changed on {date_words(changed)}. "
            f"{record.decision.sentence}")
    return Owed(f"{record.person.known_as}, {record.person.reference}", text,
                url_for("keeping.look_again", record_id=record.id), "Look at it again", found.due_on)
