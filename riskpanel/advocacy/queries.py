"""Reading what bears on advocates: the records of a person's open decisions, that the user may see."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from riskpanel import access, db
from riskpanel.assessments.models import Assessment
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to

READ = ("framing", "best-interests")


def records_by_decision(person: Person, user: access.User) -> Mapping[uuid.UUID, list[Assessment]]:
    """The records that may show an advocate to be due, oldest first, of each open decision about the person."""
    wanted = (sa.select(Assessment).join(Assessment.decision).join(Decision.person)
              .where(Decision.person_id == person.id, Decision.state == "open", visible_to(user),
                     Assessment.questionnaire.in_(READ))
              .options(contains_eager(Assessment.decision), joinedload(Assessment.answers))
              .order_by(Assessment.started_at, Assessment.id))
    told: dict[uuid.UUID, list[Assessment]] = {}
    for record in db.session.scalars(wanted).unique():
        told.setdefault(record.decision_id, []).append(record)
    return told
