"""Gathers what the decision, its views, its concluded records and its challenge say, for routing and readiness."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from riskpanel import db
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.challenges.models import Challenge, Evidence
from riskpanel.clock import ENGLAND, today
from riskpanel.decisions.models import Decision
from riskpanel.referrals import routing
from riskpanel.referrals.models import Referral
from riskpanel.referrals.queries import UNSETTLED
from riskpanel.referrals.readiness import Case
from riskpanel.rulebook.current import rules
from riskpanel.terms.words import turned_away

THEIR_VOICE = "person"
OF_THE_REFERRAL = ("question", "tried", "not_settled", "disagreement", "not_asked", "consent", "taking_part",
                   "taking_part_needs", "interim_plan", "next_contact_by")


def records(decision_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, routing.Records]:
    """The latest concluded records of each decision, with the few answers that routing and readiness read."""
    read = sa.and_(Answer.assessment_id == Assessment.id, Answer.question.in_(routing.READ_ANSWERS),
                   sa.not_(Answer.removed))
    wanted = (sa.select(Assessment.decision_id, Assessment.questionnaire, Assessment.id, Assessment.concluded_at,
                        Answer.question, Answer.entry, Answer.value)
              .outerjoin(Answer, read).where(Assessment.decision_id.in_(decision_ids), Assessment.state == "concluded")
              .order_by(Assessment.concluded_at, Assessment.id))
    return _latest(db.session.execute(wanted).all())


def records_of(decision: Decision) -> routing.Records:
    """The latest concluded records of one decision."""
    return records([decision.id]).get(decision.id, {})


def _latest(rows: Iterable[Any]) -> dict[uuid.UUID, routing.Records]:
    """Fold rows, oldest first, into the latest record of each questionnaire."""
    found: dict[uuid.UUID, dict[str, routing.Record]] = defaultdict(dict)
    answers: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        told = answers[row.id]
        if row.entry:
            told.setdefault(row.question, []).append(row.value)
        elif row.question:
            told[row.question] = row.value
        found[row.decision_id][row.questionnaire] = routing.Record(row.concluded_at.astimezone(ENGLAND).date(), told)
    return dict(found)


def case(referral: Referral) -> tuple[Case, routing.Position]:
    """What the referral and the records behind it say, for readiness; and the capacity position recorded."""
    concluded = records_of(referral.decision)
    own: dict[str, Any] = {name: getattr(referral, name) or "" for name in OF_THE_REFERRAL}
    own |= {"next_contact_on": referral.next_contact_on, "urgent": referral.urgent}
    position = routing.position(concluded)
    told = Case(name=referral.person.known_as, **own, **_of_the_decision(referral.decision), **_of_challenges(referral),
                **_of_records(concluded), **_of_the_person(referral), wrong_door=wrong_door(referral, position))
    return told, position


def wrong_door(referral: Referral, position: routing.Position) -> str:
    """Why this panel's terms turn the case away, and where it goes instead; empty when they do not."""
    kind = rules().panels.get(referral.team.panel or "")
    disputed = referral.challenge_id is not None or referral.decision.agreement == "not-agreed"
    away = turned_away(kind, position.route, disputed) if kind else []
    return " ".join(f"{why} {instead}" for why, instead in away)


def _of_the_person(referral: Referral) -> dict[str, Any]:
    """Whose document nobody has seen, whether an advocate is still awaited, and whether the person sent anything."""
    person = referral.person
    unseen = [one.holder or one.scope for one in person.authorities if one.in_force and one.state == "not-seen"]
    waits = any(one.waits and one.decision_id in (None, referral.decision_id) for one in person.advocates)
    sent = any(one.part == "person" for one in referral.sent)
    return {"unseen_authority": ", ".join(unseen), "advocate_waits": waits, "persons_sent": sent}


def _of_the_decision(decision: Decision) -> dict[str, Any]:
    theirs = [view for view in decision.views if view.voice == THEIR_VOICE]
    return {
        "agreement": decision.agreement, "needed_by": decision.needed_by, "if_nothing": decision.if_nothing,
        "person_says": their_words(decision), "person_stance": theirs[-1].stance if theirs else "",
        "other_voices": len(decision.views) - len(theirs), "not_applicable": frozenset(decision.not_applicable),
    }


def their_words(decision: Decision) -> str:
    """What the person says about this decision: as recorded with it, or else with their view."""
    wants = [view.wants for view in decision.views if view.voice == THEIR_VOICE and view.wants]
    return decision.person_says or "\n".join(wants)


def _of_challenges(referral: Referral) -> dict[str, Any]:
    """One statement: is there a challenge to settle, and does the one that was referred name evidence?"""
    unsettled = sa.exists().where(Challenge.decision_id == referral.decision_id, Challenge.state.in_(UNSETTLED))
    evidence = sa.exists().where(Evidence.challenge_id == referral.challenge_id, Evidence.removed_at.is_(None))
    challenge_open, has_evidence = db.session.execute(sa.select(unsettled, evidence)).one()
    return {"challenge_open": challenge_open, "has_evidence": has_evidence,
            "from_challenge": referral.challenge_id is not None}


def _of_records(concluded: routing.Records) -> dict[str, Any]:
    capacity = concluded.get("capacity")
    answers = capacity.answers if capacity else {}
    framing = concluded.get("framing")
    oldest = today() - timedelta(days=int(rules().policy["stale_assessment_days"].value))
    return {
        "concluded": {name: record.concluded_on for name, record in concluded.items()},
        "safeguarding": str((framing.answers.get("safeguarding") if framing else "") or ""),
        "doubted": routing.doubted(concluded), "lacks": answers.get("conclusion") == "lacks",
        "capacity_too_old": capacity is not None and _assessed_on(capacity) < oldest,
    }


def _assessed_on(capacity: routing.Record) -> date:
    given = capacity.answers.get("assessed_on")
    return date.fromisoformat(given) if given else capacity.concluded_on


def position_of(decision: Decision) -> routing.Position:
    """The capacity position that the decision's concluded records state."""
    return routing.position(records_of(decision))
