"""Writing records: starting, answering, going past a stop, concluding. The only writers of records and answers."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.assessments import freezing, queries, relying
from riskpanel.assessments.models import Answer, Assessment, Feared, HopedFor, Override
from riskpanel.assessments.testing import Tested, tested
from riskpanel.assessments.walk import Walk, walk
from riskpanel.clock import now
from riskpanel.decisions import queries as decisions
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotFound, NotNow
from riskpanel.references import new_reference
from riskpanel.rulebook import Question, Questionnaire
from riskpanel.rulebook.current import law_as_at, rules
from riskpanel.users.models import User
from riskpanel.workflow import ASSESSMENT, DECISION

# What a concluded record hands on to reviews: (questionnaire, group) and what its entries become.
HANDED_ON: Mapping[tuple[str, str], type[Feared | HopedFor]] = {
    ("positive-risk", "harms"): Feared,
    ("positive-risk", "benefits"): HopedFor,
}


# ---- Starting

def start(decision_id: uuid.UUID, questionnaire_id: str, *, by: User) -> Assessment:
    """Start a record about a decision, or take up the one still open. Raises NotFound for an unknown questionnaire."""
    decision = decisions.decision(decision_id, by)
    require(by, Action.START_ASSESSMENT, decision)
    DECISION.after(Action.START_ASSESSMENT, decision.state)
    questionnaire = published(questionnaire_id)
    queries.hold(decision)
    return queries.open_draft(decision, questionnaire_id) or _begin(decision, questionnaire, by)


def published(questionnaire_id: str) -> Questionnaire:
    """The version of a questionnaire that new records are made with. Raises NotFound."""
    try:
        return rules().questionnaire(questionnaire_id)
    except LookupError:
        raise NotFound() from None


def _begin(decision: Decision, questionnaire: Questionnaire, by: User) -> Assessment:
    book = rules()
    assessment = Assessment(
        reference=new_reference("A"), decision=decision, decision_id=decision.id, questionnaire=questionnaire.id,
        questionnaire_version=questionnaire.version, rulebook=book.fingerprint, law_as_at=law_as_at(),
        started_by_id=by.id, answers=[])
    db.session.add(assessment)
    db.session.flush()
    trail.record(Action.START_ASSESSMENT, assessment, by=by, questionnaire=questionnaire.id,
                 version=questionnaire.version)
    return assessment


# ---- Answering

def save_answers(assessment: Assessment, values: Mapping[str, Any], *, by: User) -> None:
    """Save answers by question; a blank takes one back; what it said before is kept. The same again changes nothing.

    Raises NotFound for a question the record does not ask, NotNow once the record is concluded.
    """
    asked = _may_answer(assessment, by).questionnaire.by_id
    if any(id not in asked or asked[id].type == "group" for id in values):
        raise NotFound()
    changed = [id for id, value in values.items() if _put(assessment, id, value, by)]
    if changed:
        trail.record(Action.ANSWER, assessment, by=by, questions=", ".join(changed))


def _may_answer(assessment: Assessment, by: User) -> Walk:
    require(by, Action.ANSWER, assessment)
    ASSESSMENT.after(Action.ANSWER, assessment.state)
    return walk(assessment)


def _put(assessment: Assessment, question: str, value: Any, by: User) -> bool:
    """Save one answer; says whether anything changed."""
    row = next((one for one in assessment.answers if (one.question, one.entry) == (question, "")), None)
    if row is None and value in (None, "", []):
        return False
    if row is None:
        row = Answer(assessment_id=assessment.id, question=question, value=value, answered_by_id=by.id)
        assessment.answers.append(row)
        return True
    return _rewrite(row, value, by)


def _rewrite(row: Answer, value: Any, by: User) -> bool:
    if row.value == value:
        return False
    row.value, row.answered_by_id, row.answered_at = value, by.id, now()
    return True


def save_entry(assessment: Assessment, group: str, values: Mapping[str, Any], *, by: User,
               entry: Answer | None = None) -> Answer:
    """Add an entry to a group, or change one. Raises Incomplete when it says nothing, NotFound for no such group."""
    asked = _group(_may_answer(assessment, by), group)
    given = {id: value for id, value in values.items() if value not in (None, "", [])}
    if not given:
        raise Incomplete(f"Write something about {asked.adds}, or go back without saving.")
    if entry is None:
        entry = _new_entry(assessment, group, given, by)
    elif not _change_entry(assessment, asked, entry, given | _not_asked(values, entry), by):
        return entry
    trail.record(Action.ANSWER, assessment, by=by, questions=group, entry=entry.entry)
    return entry


def _group(walk: Walk, group: str) -> Question:
    question = walk.questionnaire.by_id.get(group)
    if question is None or question.type != "group":
        raise NotFound()
    return question


def _not_asked(values: Mapping[str, Any], entry: Answer) -> dict[str, Any]:
    """What an entry says where it was not asked this time: kept as it was."""
    return {id: value for id, value in entry.value.items() if id not in values}


def _new_entry(assessment: Assessment, group: str, given: dict[str, Any], by: User) -> Answer:
    place = 1 + max((one.position for one in assessment.answers if one.question == group), default=0)
    entry = Answer(assessment_id=assessment.id, question=group, entry=secrets.token_hex(8), position=place, value=given,
                   answered_by_id=by.id)
    assessment.answers.append(entry)
    return entry


def _change_entry(assessment: Assessment, group: Question, entry: Answer, given: dict[str, Any], by: User) -> bool:
    if entry.removed:
        raise NotNow(f"{group.each} was removed while you were writing. Put it back first, then change it.",
                     kept="What you typed is below, so that you can copy it.")
    naming = str(group.entry_name)
    names = entry.value.get(naming), given.get(naming)
    if not _rewrite(entry, given, by):
        return False
    if all(names) and names[0] != names[1]:
        _follow_name(assessment, group, names[0], names[1], by)
    return True


def _follow_name(assessment: Assessment, group: Question, old: Any, new: Any, by: User) -> None:
    """Answers that chose an entry by its name go on choosing it under its new one."""
    for question in walk(assessment).questionnaire.every():
        choosing = [ask.id for ask in question.asks if ask.options_from == group.id]
        for row in assessment.answers:
            if row.question != question.id:
                continue
            if question.options_from == group.id:
                _rewrite(row, _renamed(row.value, old, new), by)
            elif choosing and row.entry:
                renamed = {id: _renamed(row.value[id], old, new) for id in choosing if id in row.value}
                _rewrite(row, row.value | renamed, by)


def _renamed(value: Any, old: Any, new: Any) -> Any:
    if isinstance(value, list):
        return [new if one == old else one for one in value]
    return new if value == old else value


def add_entries(assessment: Assessment, group: str, entries: list[dict[str, Any]], *, by: User) -> None:
    """Add several entries at once, brought over from where they were written first."""
    _group(_may_answer(assessment, by), group)
    for values in entries:
        _new_entry(assessment, group, values, by)
    trail.record(Action.ANSWER, assessment, by=by, questions=group, brought_over=len(entries))


def remove_entry(entry: Answer, *, by: User, removed: bool = True) -> None:
    """Take an entry out of its group, or put it back (`removed=False`); its words are kept. Again changes nothing."""
    _may_answer(entry.assessment, by)
    if entry.removed is removed:
        return
    entry.removed, entry.answered_by_id, entry.answered_at = removed, by.id, now()
    trail.record(Action.ANSWER, entry.assessment, by=by, questions=entry.question, entry=entry.entry, removed=removed)


# ---- Going past a stop, and concluding

def override(assessment: Assessment, *, why: str, least_restrictive: str, by: User) -> Override:
    """Go past the stops that stand because care cannot wait; looked at again within the hours the policy sets.

    Raises Incomplete without reasons, NotNow when no stop stands.
    """
    require(by, Action.OVERRIDE, assessment)
    ASSESSMENT.after(Action.OVERRIDE, assessment.state)
    if not (why.strip() and least_restrictive.strip()):
        raise Incomplete("Say why it cannot wait, and why this is the least restrictive thing that will do.")
    stops = [stop.check.id for stop in tested(walk(assessment)).open_stops]
    if not stops:
        raise NotNow("There is no stop in this record to go past.", kept="Nothing has been changed.")
    recheck = now() + timedelta(hours=int(rules().policy["override_recheck_hours"].value))
    made = Override(assessment=assessment, assessment_id=assessment.id, why=why.strip(), made_by_id=by.id,
                    least_restrictive=least_restrictive.strip(), stops=stops, recheck_at=recheck)
    db.session.add(made)
    db.session.flush()
    trail.record(Action.OVERRIDE, assessment, by=by, override=made.id, stops=", ".join(stops))
    return made


def conclude(assessment: Assessment, *, by: User) -> None:
    """Conclude a record and freeze its words. Raises Incomplete, naming each gap, while anything holds it up."""
    require(by, Action.CONCLUDE, assessment)
    state = ASSESSMENT.after(Action.CONCLUDE, assessment.state)
    now_tested = tested(walk(assessment))
    gaps = [gap.text for gap in now_tested.gaps]
    if gaps:
        raise Incomplete("This record cannot be concluded yet.", gaps, kept="Everything answered so far is saved.")
    _freeze(now_tested, by)
    db.session.add_all(relying.note(now_tested))
    assessment.state = state
    _hand_on(now_tested.walk)
    trail.record(Action.CONCLUDE, assessment, by=by, questionnaire=assessment.questionnaire,
                 findings=len(now_tested.findings), overridden=", ".join(sorted(now_tested.passed)))


def _freeze(tested: Tested, by: User) -> None:
    assessment, book = tested.walk.assessment, rules()
    assessment.frozen = freezing.frozen(tested, by)
    assessment.concluded_by, assessment.concluded_by_id, assessment.concluded_at = by, by.id, now()
    assessment.rulebook, assessment.law_as_at = book.fingerprint, law_as_at()


def _hand_on(walk: Walk) -> None:
    """The harms feared and benefits hoped for, as written, are there to be settled at review."""
    assessment = walk.assessment
    for (questionnaire, group), kind in HANDED_ON.items():
        if questionnaire != assessment.questionnaire:
            continue
        asked = walk.questionnaire.find(group)
        for told in freezing.answer(walk, asked)["entries"]:
            db.session.add(kind(decision_id=assessment.decision_id, assessment_id=assessment.id, what=told["name"],
                                told=told["answers"]))


