"""The capacity position as recorded says which panels hear a case; it explains and never decides."""

from datetime import date
from typing import Any

import pytest

from riskpanel.referrals.gathering import position_of
from riskpanel.referrals.routing import POSITIONS, Record, position, routes
from riskpanel.rulebook.current import rules
from riskpanel.terms.words import HEARS, hears
from tests.referrals.cases import a_concluded_record, a_disputed_decision, another_panel
from tests.stories import World

DAY = date(2026, 11, 20)
DIFFERS = {"who": "Dr Lane", "differs": "yes"}


def capacity(**answers: Any) -> dict[str, Record]:
    return {"capacity": Record(DAY, answers)}


@pytest.mark.parametrize(("records", "route"), [
    ({}, "presumed"),
    ({"framing": Record(DAY, {"reason_to_doubt": "no"})}, "presumed"),
    ({"framing": Record(DAY, {"reason_to_doubt": "yes"})}, "not-assessed"),
    (capacity(conclusion="has"), "has"),
    (capacity(conclusion="lacks"), "lacks"),
    (capacity(conclusion="unresolved"), "not-assessed"),
    (capacity(conclusion="not_assessed"), "presumed"),
    (capacity(conclusion="has", other_views=[DIFFERS]), "disputed"),
    (capacity(conclusion="lacks", other_views=[DIFFERS]), "disputed"),
    (capacity(conclusion="has", other_views=[{"who": "Dr Lane", "differs": "no"}]), "has"),
    (capacity(), "not-assessed"),
])
def test_the_latest_concluded_records_give_the_route(records: dict[str, Record], route: str) -> None:
    assert position(records).route == route


def test_every_conclusion_of_the_capacity_record_has_a_position(app) -> None:
    options = rules().questionnaire("capacity").find("conclusion").options
    assert set(options) <= set(POSITIONS)
    assert {route for route, *_ in POSITIONS.values()} == set(HEARS)


def test_a_position_is_said_as_the_practitioners_conclusion() -> None:
    said = position(capacity(conclusion="lacks")).about("Rosa")
    assert said == "The practitioner concludes that Rosa lacks capacity for this decision at this time"


def test_a_panel_whose_terms_do_not_cover_the_case_is_still_offered_and_says_so(app) -> None:
    panel = rules().panels["risk-enablement"]
    narrow = panel.model_copy(update={"for_capacity": ("has",)})
    offered = routes([("1", "Narrow", narrow), ("2", "Wide", panel)], position(capacity(conclusion="lacks")), False)
    assert [route.title for route in offered] == ["Wide", "Narrow"]
    assert "Its terms do not cover cases where the record concludes" in offered[1].cautions[0]
    assert hears(narrow) == "Hears cases where the record concludes that the person can decide."


def test_a_panel_that_hears_no_disputes_says_so_when_there_is_one(app) -> None:
    clinic = rules().panels["capacity-clinic"]
    assert routes([("1", "Clinic", clinic)], position({}), True)[0].cautions
    assert not routes([("1", "Clinic", clinic)], position({}), False)[0].cautions


def test_the_start_page_says_where_the_record_stands_and_what_each_panel_is_for(browse, people: World) -> None:
    another_panel(people)
    decision = a_disputed_decision(people)
    a_concluded_record(people, decision, "capacity", conclusion="lacks")
    shown = browse("sam").get(f"/decisions/{decision.id}/refer")
    assert "The practitioner concludes that Rosa lacks capacity for this decision at this time" in shown
    assert "best-interests record goes with the case" in shown
    assert "It does not settle disagreements" in shown
    assert rules().panels["risk-enablement"].purpose in shown


def test_a_later_concluded_record_takes_the_place_of_an_earlier_one(people: World) -> None:
    decision = a_disputed_decision(people)
    a_concluded_record(people, decision, "capacity", conclusion="lacks")
    assert position_of(decision).key == "lacks"
    a_concluded_record(people, decision, "capacity", conclusion="has", entries=[DIFFERS])
    assert position_of(decision).key == "disputed"
