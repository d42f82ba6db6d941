"""A panel's pattern proposes its next sittings, and one press plans one as the latest was."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from riskpanel import clock, db
from riskpanel.clock import ENGLAND
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.planning import pages, services
from riskpanel.users import services as users
from riskpanel.users.models import Team, User
from tests.panel.cases import a_meeting
from tests.referrals.cases import panel_of
from tests.stories import World

NOVEMBER = datetime(2026, 11, 26, 9, tzinfo=ENGLAND)
DECEMBER_8 = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.at(NOVEMBER):
        yield


def days(world: World) -> list[date]:
    return [day for day, _words in pages.proposed(world.kit)[0].days]


def test_six_dates_are_proposed_without_those_that_are_taken(people: World) -> None:
    assert days(people) == [date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5), date(2027, 1, 19),
                            date(2027, 2, 2), date(2027, 2, 16)]
    a_meeting(people)
    services.plan_as_before(panel_of(people), DECEMBER_8, by=people.kit)
    assert days(people)[:2] == [date(2026, 12, 22), date(2027, 1, 5)]
    assert len(days(people)) == 6


def test_one_press_plans_a_date_with_the_people_and_the_place_of_the_latest_meeting(browse, people: World) -> None:
    before = a_meeting(people)
    kit = browse("kit")
    shown = kit.get("/meetings/dates")
    assert "Ada Finch in the chair, Kit Lowe taking minutes" in shown
    address = f"/meetings/dates/{people.teams['panel'].id}"
    made = kit.post(address, at="/meetings/dates", on="2026-12-08", status=303)
    page = kit.get(made.location)
    assert "8 December 2026 at 10:00am" in page
    assert before.place in page
    for name in ("Ada Finch", "Kit Lowe", "Joe Tan", "Bea Holt", "Lea Stone"):
        assert name in page


def test_two_who_press_for_the_same_date_plan_one_meeting(people: World) -> None:
    a_meeting(people)
    services.plan_as_before(panel_of(people), DECEMBER_8, by=people.kit)
    with pytest.raises(NotNow, match="on that day already"):
        services.plan_as_before(panel_of(people), DECEMBER_8, by=people.ada)


def test_a_panel_that_has_not_met_is_planned_by_hand_first(browse, people: World) -> None:
    assert "It has not met yet" in browse("kit").get("/meetings/dates")
    with pytest.raises(NotNow, match="has not met yet"):
        services.plan_as_before(panel_of(people), DECEMBER_8, by=people.kit)


def test_whoever_has_left_the_panel_is_not_planned_again(people: World) -> None:
    a_meeting(people)
    _leaves(people, "joe")
    made = services.plan_as_before(panel_of(people), DECEMBER_8, by=people.kit)
    assert {one.called for one in made.sitting} == {"Ada Finch", "Kit Lowe", "Bea Holt", "Lea Stone"}
    db.commit()
    _leaves(people, "ada")
    with pytest.raises(Incomplete, match="Ada Finch is no longer of this panel"):
        services.plan_as_before(panel_of(people), date(2026, 12, 22), by=people.kit)


def _leaves(people: World, name: str) -> None:
    user = db.session.get_one(User, people.users[name].id)
    users.change_user(user, name=user.name, job=user.job, phone=user.phone, roles=user.roles, teams=(), active=True,
                      by=people.adi)
    db.commit()


@pytest.mark.parametrize(("typed", "status"), [
    ("", 404), ("soon", 404), ("9999-99-99", 404), ("9999-12-31", 409), ("2020-01-07", 409), ("2026-12-09", 409),
    ("2026-12-15", 409), ("2027-12-21", 409)])
def test_a_date_that_nobody_offered_is_not_planned(browse, people: World, typed: str, status: int) -> None:
    a_meeting(people)
    browse("kit").post(f"/meetings/dates/{people.teams['panel'].id}", at="/meetings/dates", on=typed, status=status)


def test_nobody_plans_a_sitting_of_another_panel(people: World) -> None:
    north = db.session.get_one(Team, people.teams["north"].id)
    with pytest.raises(Refused):
        services.plan_as_before(north, DECEMBER_8, by=people.kit)


def test_a_panel_convened_for_each_case_proposes_no_dates(browse, people: World) -> None:
    made = users.add_team("Own choice panel", panel="own-choice", by=people.adi)
    kit = db.session.get_one(User, people.kit.id)
    users.change_user(kit, name=kit.name, job=kit.job, phone="", roles=kit.roles, teams=[made, panel_of(people)],
                      active=True, by=people.adi)
    db.commit()
    shown = browse("kit").get("/meetings/dates")
    assert "Convened for each case" in shown
    assert f"/meetings/plan/{made.id}" in shown


def test_whom_the_terms_want_is_said_where_a_meeting_is_planned(browse, people: World) -> None:
    kit = browse("kit")
    for address in (f"/meetings/plan/{people.teams['panel'].id}", f"/meetings/{a_meeting(people).id}/change"):
        assert "Its terms want: an independent chair" in kit.get(address)
