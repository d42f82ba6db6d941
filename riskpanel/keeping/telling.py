"""The sweep as data, for the command: references and colleagues' names, and nothing about anybody else."""

from datetime import date
from typing import Any

from riskpanel.assessments.facts import day_of
from riskpanel.assessments.models import Assessment
from riskpanel.calendar import due_words
from riskpanel.keeping import queries
from riskpanel.keeping.queries import Asked
from riskpanel.keeping.sweep import Touch, Touched, swept
from riskpanel.rulebook.current import rules


def swept_as_data(as_at: date, source: str | None = None) -> dict[str, Any]:
    """Every record to look at again as at a day, the soonest due first."""
    found = swept(Asked(None, as_at), source)
    records = queries.records((one.record_id for one in found), None)
    return {"as_at": str(as_at), "records": [_record(one, records[one.record_id], as_at) for one in found]}


def _record(found: Touched, record: Assessment, as_at: date) -> dict[str, Any]:
    concluded_on = day_of(record.concluded_at)
    return {
        "record": record.reference,
        "questionnaire": record.questionnaire,
        "version": record.questionnaire_version,
        "state": record.state,
        "concluded_on": str(concluded_on) if concluded_on else None,
        "law_as_at": str(record.law_as_at),
        "rulebook": record.rulebook,
        "person": record.person.reference,
        "decision": record.decision.reference,
        "owner": record.owner.name,
        "due_on": str(found.due_on),
        "due": due_words(found.due_on, as_at, rules().bank_holidays),
        "changes": [_change(touch) for touch in found.touches],
    }


def _change(touch: Touch) -> dict[str, Any]:
    change = touch.change
    return {"source": change.source.id, "title": change.source.title, "changed_on": str(change.on),
            "recorded_on": str(change.recorded_on), "what": change.what, "by": change.by.id if change.by else None,
            "relied": sorted(touch.how), "ask": change.ask}
