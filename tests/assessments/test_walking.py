"""Each questionnaire, walked from its first page to its frozen record."""

from typing import Any

import pytest

from riskpanel import db, trail
from riskpanel.assessments.models import Feared, HopedFor
from riskpanel.people import services
from tests.answering import a_record, answer_all, fill, started, the_record
from tests.stories import World, a_decision

LACKS = {"understand": "unable", "conclusion": "lacks", "impairment": "A brain injury",
         "impairment_source": "Her GP's letter", "impairment_fits": "yes", "understand_points": "central",
         "link_text": "Because of the injury she could not follow the gist",
         "understand_missing": "That the stay would be for good"}


def communicates_with_support(people: World) -> None:
    services.change_person(people.person, {"communication_support": "A picture board"}, by=people.sam)
    db.commit()


@pytest.mark.parametrize("questionnaire", ["framing", "support", "capacity", "positive-risk", "review",
                                           "fluctuation", "executive", "influence", "liberty", "young-person"])
def test_a_record_is_walked_to_its_conclusion(browse: Any, people: World, questionnaire: str) -> None:
    decision = a_decision(people)
    communicates_with_support(people)
    sam = browse("sam")
    url = started(sam, decision.id, questionnaire)
    assert "Conclude this record" in sam.get(fill(sam, url))
    sam.post(f"{url}/conclude", at=f"{url}/check-answers", status=303)
    assert "Completed by Sam Okoro" in sam.get(url)
    assert trail.verify().whole


def test_best_interests_are_walked_once_capacity_was_assessed_as_lacking(browse: Any, people: World) -> None:
    decision = a_decision(people)
    communicates_with_support(people)
    a_record(decision, "support", by=people.sam)
    a_record(decision, "capacity", LACKS, by=people.sam)
    sam = browse("sam")
    url = started(sam, decision.id, "best-interests")
    fill(sam, url)
    sam.post(f"{url}/conclude", at=f"{url}/check-answers", status=303)
    assert "Law as at" in sam.get(url)


def test_a_concluded_positive_risk_record_hands_on_what_is_feared_and_hoped_for(app: Any, people: World) -> None:
    harms = [{"what": "She misses the last train", "seriousness": "slight"}, {"what": "She gets lost"}]
    told = {"harms": harms, "benefits": [{"what": "The sea"}]}
    record = a_record(a_decision(people), "positive-risk", told, by=people.sam)
    feared = db.session.query(Feared).filter(Feared.assessment_id == record.id).all()
    assert {one.what for one in feared} == {"She misses the last train", "She gets lost"}
    assert [one.what for one in db.session.query(HopedFor)] == ["The sea"]
    assert ["What might happen?", "She gets lost"] in [pair for one in feared for pair in one.told]


def test_a_record_answered_by_the_services_reads_the_same_as_one_typed_in(browse: Any, people: World) -> None:
    decision = a_decision(people)
    answered = answer_all(the_record(started(browse("sam"), decision.id, "support")), by=people.sam)
    db.commit()
    assert "What came of the support?" in browse("sam").get(f"/assessments/{answered.id}/check-answers")
