"""The library of relevant information: read in the guidance, offered in a record, and never imposed."""

import uuid
from typing import Any

import pytest

from riskpanel import db
from riskpanel.assessments.models import Assessment
from riskpanel.rulebook.current import rules
from tests.answering import started
from tests.stories import World, a_decision

EXCLUDED = ("marriage", "voting", "family-status", "sexual-relations")
PLACES = "What the places on offer are, and what each is like"


@pytest.fixture
def points(browse: Any, people: World) -> str:
    """The address of the points offered in a capacity record about where to live, that Sam has started."""
    return f"{started(browse('sam'), a_decision(people, kind='residence').id, 'capacity')}/relevant_info/points"


def entries(points: str) -> list[dict[str, Any]]:
    db.session.expire_all()
    record = db.session.get(Assessment, uuid.UUID(points.split("/")[2]))
    assert record
    return [row.value for row in record.answers if row.question == "relevant_info"]


def test_every_point_says_where_it_comes_from(people: World) -> None:
    for kind in rules().decision_kinds.values():
        assert all(one.source for one in kind.relevant_information), kind.id
        assert kind.sentence_hint, kind.id


def test_a_kind_without_a_confirmed_list_says_so(people: World) -> None:
    for id in ("hoarding", "tenancy", "alcohol-or-food", "confinement", "money"):
        assert "confirmed" in str(rules().decision_kinds[id].note), id


def test_a_kind_nobody_decides_for_another_is_marked(people: World) -> None:
    assert {id for id, kind in rules().decision_kinds.items() if kind.excluded} == set(EXCLUDED)


def test_the_guidance_lists_every_kind_and_marks_each_point(browse: Any, people: World) -> None:
    sam = browse("sam")
    assert "/guidance/relevant-information" in sam.get("/guidance")
    listed = sam.get("/guidance/relevant-information")
    assert all(f"/relevant-information/{id}" in listed for id in rules().decision_kinds)
    told = sam.get("/guidance/relevant-information/residence")
    assert PLACES in told
    assert "The point is confirmed." in told
    assert "The point is not confirmed" in told
    assert "no tick list" in told
    assert "There is no list here" in sam.get("/guidance/relevant-information/voting")
    sam.get("/guidance/relevant-information/horoscope", status=404)


def test_no_point_is_chosen_beforehand(browse: Any, points: str) -> None:
    shown = browse("sam").get(points)
    assert PLACES in shown
    assert "no tick list" in shown
    assert " checked" not in shown


def test_chosen_points_become_entries_to_edit_and_are_not_offered_twice(browse: Any, points: str) -> None:
    sam = browse("sam")
    last = str(len(rules().decision_kinds["residence"].relevant_information) - 1)
    sam.post(points, chosen=["0", last], status=303)
    assert [(one["point"], one.get("kind")) for one in entries(points)] == [
        (PLACES, None), ("What is likely to follow if nothing is decided", "no-decision")]
    assert PLACES not in sam.get(points)
    assert PLACES in sam.get(points.removesuffix("/points"))


def test_choosing_none_or_what_is_not_there_adds_nothing(browse: Any, points: str) -> None:
    sam = browse("sam")
    sam.post(points, status=422)
    sam.post(points, chosen=["999"], status=422)
    assert entries(points) == []


def test_points_of_another_kind_may_be_looked_at_and_an_unknown_kind_is_the_decisions_own(
        browse: Any, points: str) -> None:
    sam = browse("sam")
    assert "Which parts of life they need support with" in sam.get(f"{points}?kind=care")
    assert PLACES in sam.get(f"{points}?kind=horoscope")


def test_points_are_offered_only_where_a_record_asks_what_they_need_to_know(browse: Any, points: str) -> None:
    sam = browse("sam")
    assert points in sam.get(points.removesuffix("/points"))
    sam.get(points.replace("relevant_info", "sessions"), status=404)


def test_somebody_who_may_not_see_the_record_is_not_offered_points(browse: Any, points: str) -> None:
    browse("ines").get(points, status=404)
