"""What records add to other pages: a decision's steps, what it still needs, and work owed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.assessments import queries
from riskpanel.assessments.facts import answers_of, bundle, day_of, tells_the_rules, written
from riskpanel.assessments.models import Assessment, Override
from riskpanel.decisions.models import Decision
from riskpanel.decisions.pages import (
    BY_CHOICE,
    DONE,
    IN_PROGRESS,
    NOT_STARTED,
    STEPS,
    SUGGESTED,
    Step,
    adds_steps,
    tests_the_record,
)
from riskpanel.rulebook import Finding, evaluate, suggested
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, datetime_words
from riskpanel.web.sections import Owed, tells_what_is_owed

RECORDS = ("framing", "support", "capacity", "positive-risk", "best-interests")
NOT_NEEDED = "Not needed"
Records = Sequence[Assessment]


# ---- The decision's task list

def _said(records: Records, questionnaire: str, question: str) -> Any:
    record = queries.latest(records, questionnaire)
    return answers_of(record).get(question) if record else None


def _doubted(records: Records) -> bool:
    return (_said(records, "framing", "reason_to_doubt") in ("yes", "not-sure")
            or _said(records, "support", "outcome") == "doubt-remains")


def _lacks(records: Records) -> bool:
    concluded = [record for record in records if record.state == "concluded"]
    return bool(_said(concluded, "capacity", "conclusion") == "lacks")


ONLY_IF: Mapping[str, tuple[Callable[[Records], bool], str]] = {
    "capacity": (_doubted, "Not needed unless there is a reason to doubt capacity"),
    "best-interests": (_lacks, "Only where capacity for this decision has been assessed as lacking"),
}
STATUS = {"draft": IN_PROGRESS, "concluded": DONE}


@adds_steps
def steps(decision: Decision, user: Any) -> Iterable[Step]:
    """One step for each record of a decision, with where its newest one stands."""
    records = queries.records_of(decision)
    may_begin = may(user, Action.START_ASSESSMENT, decision)
    return [_step(decision, records, name, may_begin) for name in RECORDS]


def _step(decision: Decision, records: Records, name: str, may_begin: bool) -> Step:
    position, title = STEPS[name]
    record = queries.latest(records, name)
    if record:
        return Step(position, title, _page(record), STATUS[record.state], _completed(record), name)
    begin = _start(decision, name) if may_begin else ""
    applies, otherwise = ONLY_IF.get(name, (lambda _records: True, ""))
    if applies(records):
        return Step(position, title, begin, NOT_STARTED, "", name)
    return Step(position, title, begin, NOT_NEEDED, otherwise, name)


def _page(record: Assessment) -> str:
    return url_for("assessments.overview", assessment_id=record.id)


def _completed(record: Assessment) -> str:
    return f"Completed on {date_words(day_of(record.concluded_at))}" if record.concluded_at else ""


def _start(decision: Decision, name: str) -> str:
    return url_for("assessments.start", decision_id=decision.id, questionnaire=name)


@tells_the_rules
def gone_past(decision: Decision) -> Mapping[str, Any]:
    """Since when does a stop that was gone past wait to be looked at again?"""
    return {"override_on": day_of(queries.gone_past_at(decision))}


# ---- Beside the road

BESIDE = 90  # where the steps beside the road begin, after those of the road


@adds_steps
def tracks(decision: Decision, user: Any) -> Iterable[Step]:
    """One step for each record that goes deeper: begun, suggested by the answers so far, or there to be chosen."""
    records = queries.records_of(decision)
    causes = suggested(rules(), written(decision, records))
    may_begin = may(user, Action.START_ASSESSMENT, decision)
    return [_track(decision, BESIDE + place, name, records, " ".join(causes.get(name, ())), may_begin)
            for place, name in enumerate(rules().tracks)]


def _track(decision: Decision, position: int, name: str, records: Records, cause: str, may_begin: bool) -> Step:
    title = rules().questionnaire(name).title
    record = queries.latest(records, name)
    if record:
        return Step(position, title, _page(record), STATUS[record.state], _completed(record) or cause, name, also=True)
    status = SUGGESTED if cause else BY_CHOICE
    return Step(position, title, _start(decision, name) if may_begin else "", status, cause, name, also=True)


@tests_the_record
def findings(decision: Decision, _user: Any) -> tuple[list[Finding], str]:
    """What the checks say of the newest of each record and of the decision; not what they cannot tell."""
    records = queries.records_of(decision)
    facts = bundle(decision, records)
    found: dict[str, Finding] = {}
    for subject in (*dict.fromkeys(record.questionnaire for record in records), "decision"):
        for one in evaluate(rules(), facts, subject):
            if one.state == "fires":
                found.setdefault(one.check.id, one)
    newest = next((record for record in reversed(records) if record.state == "draft"), None)
    return list(found.values()), url_for("assessments.check", assessment_id=newest.id) if newest else ""


# ---- My work

@tells_what_is_owed
def own_records(user: Any) -> Iterable[Owed]:
    """The records this user started and has not concluded, by when their decision is needed; and the stops they went
    past because it was urgent, to be looked at again."""
    drafts, overrides = queries.pressing(user)
    return [*map(_draft, drafts), *map(_recheck, overrides)]


def _draft(record: Assessment) -> Owed:
    made_with = rules().questionnaires.get((record.questionnaire, record.questionnaire_version))
    title = made_with.title if made_with else record.questionnaire
    return Owed(record.person.listed_as, f"Finish “{title}”: {record.decision.sentence}",
                url_for("assessments.overview", assessment_id=record.id), "Carry on", record.decision.needed_by)


def _recheck(override: Override) -> Owed:
    record = override.assessment
    again = url_for("assessments.start", decision_id=record.decision_id, questionnaire=record.questionnaire)
    unfinished = url_for("assessments.overview", assessment_id=record.id)
    by = datetime_words(override.recheck_at)
    text = f"Look again, by {by}, at the stop you went past: {record.decision.sentence}"
    return Owed(record.person.listed_as, text, again if record.state == "concluded" else unfinished, "Look again",
                day_of(override.recheck_at))
