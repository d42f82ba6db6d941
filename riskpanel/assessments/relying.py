"""Which sources a record relies on, noted when it is concluded, so that a change of law finds the record again."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from riskpanel import db
from riskpanel.assessments import queries
from riskpanel.assessments.facts import answers_of, day_of
from riskpanel.assessments.models import Assessment, ReliedOn
from riskpanel.assessments.testing import Tested
from riskpanel.clock import today
from riskpanel.rulebook import Questionnaire
from riskpanel.rulebook.changes import behind, cited_in, law_on
from riskpanel.rulebook.current import rules

Pair = tuple[str, str]


def by_answers(questionnaire: Questionnaire | None, answers: Iterable[tuple[str, Any]]) -> Iterator[Pair]:
    """How answers lean on sources: each source with "question" where one behind it is answered, "words" where cited."""
    given = [(id, value) for id, value in answers if value not in (None, "", [])]
    asked = questionnaire.by_id if questionnaire else {}
    for id, value in given:
        yield from ((source, "question") for source in behind(asked[id], value)) if id in asked else ()
    yield from ((source, "words") for source in cited_in((value for _id, value in given), rules()))


def note(tested: Tested) -> list[ReliedOn]:
    """What a record that is being concluded relies on, in its findings, questions and words, of the law of that day."""
    walk = tested.walk
    asked = {question.id for page in walk.pages for question in page.questions}
    answers = ((id, value) for id, value in walk.answers.items() if id in asked)
    fired = ((source.id, "finding") for one in tested.findings if one.state == "fires" for source in one.sources)
    return _rows(walk.assessment, {*by_answers(walk.questionnaire, answers), *fired}, today())


def read_again() -> int:
    """Note what concluded records rely on by the rules as they are now, where it was not noted; says how many notes.

    For when the rules have learnt new words by which a source is cited. What was noted before stays.
    """
    added = 0
    for record in queries.concluded():
        made_with = rules().questionnaires.get((record.questionnaire, record.questionnaire_version))
        found = set(by_answers(made_with, answers_of(record).items())) - queries.noted(record)
        rows = _rows(record, found, day_of(record.concluded_at) or today())
        db.session.add_all(rows)
        added += len(rows)
    return added


def _rows(assessment: Assessment, found: set[Pair], day: date) -> list[ReliedOn]:
    """A note of each source that was law that day."""
    standing = law_on({source for source, _how in found}, day, rules())
    return [ReliedOn(assessment_id=assessment.id, source=source, how=how) for source, how in sorted(found)
            if source in standing]
