"""Rosa's records as they would have been made in March 2026, some leaning on the law that has changed since."""

from collections.abc import Mapping
from typing import Any

from riskpanel import clock, db
from riskpanel.assessments import services
from riskpanel.assessments.models import Assessment
from riskpanel.decisions.models import Decision
from tests.answering import a_record, answer_all
from tests.keeping.conftest import MARCH
from tests.stories import World, a_decision

CHESHIRE_WEST = "cheshire-west-2014-uksc-19"


def in_march(people: World, answers: Mapping[str, Any] | None = None, *, questionnaire: str = "review",
             decision: Decision | None = None, by: Any = None) -> Assessment:
    """A record concluded in March: a review, whose reasons cite the old test unless told otherwise."""
    with clock.at(MARCH):
        about = decision or a_decision(people)
        told = {"restrictions_needed": "On the acid test she is still deprived."} if answers is None else answers
        return a_record(about, questionnaire, told, by=by or people.sam)


def a_draft(people: World, answers: Mapping[str, Any] | None = None) -> Assessment:
    """A record begun in March and never concluded."""
    with clock.at(MARCH):
        record = services.start(a_decision(people).id, "review", by=people.sam)
        answer_all(record, answers or {"restrictions_needed": "On the acid test she is deprived."}, by=people.sam)
        db.commit()
    return record
