"""Meetings are planned by the panel's people, and seen by those who sit or are of the panel."""

import pytest

from riskpanel import db
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.panel import services
from riskpanel.panel.models import Meeting
from riskpanel.users.models import Team
from tests.panel.cases import a_case_under_way, a_listed_case, a_meeting, a_waiting_referral, came, declare, stored
from tests.referrals.cases import Statements, later
from tests.stories import World


def plan_fields(people: World, **more: object) -> dict[str, object]:
    day = later(14)
    return {"on__day": day["day"], "on__month": day["month"], "on__year": day["year"], "starts": "10:30",
            "place": "Room 2", "chair_id": str(people.ada.id), "minute_taker_id": str(people.kit.id),
            "member_ids": [str(people.joe.id), str(people.lea.id)]} | more


def test_a_coordinator_plans_a_meeting_and_sees_it_under_coming(browse, people: World) -> None:
    kit = browse("kit")
    address = f"/meetings/plan/{people.teams['panel'].id}"
    made = kit.post(address, **plan_fields(people), status=303)
    page = kit.get(made.location)
    assert "10:30am" in page
    assert "There is a quorum. 3 members can count: Ada Finch, Joe Tan and Lea Stone." in page.replace("&#39;", "'")
    assert made.location.rpartition("/")[2] in kit.get("/meetings")


@pytest.mark.parametrize(("typed", "shown"),
                         [("2pm", "2:00pm"), ("14.15", "2:15pm"), ("9", "9:00am"), ("12am", "12:00am")])
def test_a_time_is_read_as_people_write_it(browse, people: World, typed: str, shown: str) -> None:
    kit = browse("kit")
    made = kit.post(f"/meetings/plan/{people.teams['panel'].id}", **plan_fields(people, starts=typed), status=303)
    assert shown in kit.get(made.location)


@pytest.mark.parametrize("typed", ["25:00", "13pm", "soon", "10:75", "-1", "١٠:٣٠"])
def test_a_time_that_is_none_is_asked_for_again(browse, people: World, typed: str) -> None:
    kit = browse("kit")
    refused = kit.post(f"/meetings/plan/{people.teams['panel'].id}", **plan_fields(people, starts=typed), status=422)
    assert "Enter a time, like 10:30 or 2pm" in refused.text


def test_the_minute_taker_is_not_the_chair(browse, people: World) -> None:
    both = people.kit
    plan = services.Plan(a_meeting(people).starts_at, "Room 2", both, both, [])
    assert "The minute-taker is not the chair: choose somebody else." in services.unfit(plan)
    with pytest.raises(Incomplete):
        services.plan_meeting(db.session.get_one(Team, people.teams["panel"].id), plan, by=people.kit)


def test_a_date_that_has_passed_is_refused(browse, people: World) -> None:
    kit = browse("kit")
    past = kit.post(f"/meetings/plan/{people.teams['panel'].id}", **plan_fields(people, on__year="2020"), status=422)
    assert "The date of the meeting has passed" in past.text


def test_nobody_plans_a_meeting_of_another_panel(people: World) -> None:
    north = db.session.get_one(Team, people.teams["north"].id)
    plan = services.Plan(a_meeting(people).starts_at, "Room 2", people.ada, people.kit, [])
    with pytest.raises(Refused, match="another panel"):
        services.plan_meeting(north, plan, by=people.kit)


def test_those_who_neither_sit_nor_are_of_the_panel_do_not_see_a_meeting(browse, people: World) -> None:
    meeting = a_meeting(people)
    pru = browse("pru")
    assert meeting.reference not in pru.get("/meetings")
    pru.get(f"/meetings/{meeting.id}", status=404)
    browse("sam").get("/meetings", status=403)


def test_a_colleague_from_elsewhere_who_sits_sees_it(browse, people: World) -> None:
    meeting = a_meeting(people, members=("joe", "lea", "pru"))
    assert meeting.reference in browse("pru").get(f"/meetings/{meeting.id}")


def test_two_coordinators_changing_the_plan_see_both_versions(browse, people: World) -> None:
    meeting = a_meeting(people)
    address = f"/meetings/{meeting.id}/change"
    kit, ada = browse("kit"), browse("ada")
    opened = kit.form(address)
    ada.post(address, **plan_fields(people, place="The library"), status=303)
    refused = kit.post(address, **plan_fields(people, place="The annexe", _version=opened["_version"]))
    assert refused.status_code == 409
    assert "The library" in refused.text
    assert "The annexe" in refused.text


def test_a_member_taken_off_the_plan_no_longer_sits(people: World) -> None:
    meeting = a_meeting(people)
    plan = services.Plan(meeting.starts_at, meeting.place, people.ada, people.kit, [people.joe])
    services.change_plan(meeting, plan, by=people.kit)
    db.commit()
    db.session.expire_all()
    assert people.bea.id not in db.session.get_one(Meeting, meeting.id).sitting_ids


def test_only_the_chair_opens_the_meeting(browse, people: World) -> None:
    meeting = a_meeting(people)
    address = f"/meetings/{meeting.id}"
    kit = browse("kit")
    token = kit.form(f"/meetings/plan/{people.teams['panel'].id}")["csrf_token"]
    kit.send(f"{address}/open", csrf_token=token, status=403)
    browse("ada").post(f"{address}/open", at=address, status=303)
    assert "Under way" in kit.get(address)


def test_a_meeting_does_not_close_while_a_case_is_unsettled_and_says_which(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/meetings/{item.meeting_id}"
    refused = ada.post(f"{address}/close", at=address, status=422)
    assert item.referral.reference in refused.text
    ada.post(f"/items/{item.id}/defer", reason="The family could not come", status=303)
    ada.post(f"{address}/close", at=address, status=303)
    page = ada.get(address)
    assert "Closed" in page
    assert "The family could not come" in page


def test_the_quorum_is_frozen_when_the_meeting_closes(people: World) -> None:
    item = a_case_under_way(people)
    services.defer(item, "No time", by=people.ada)
    services.close_meeting(item.meeting, by=people.ada)
    db.commit()
    kept = stored(item).meeting.quorum
    assert "There is a quorum. 4 members can count" in kept["closed"][0]
    assert set(kept) == {"opened", "closed"}
    with pytest.raises(NotNow):
        came(people, item.meeting, "ada")


def test_what_the_referrer_withdraws_leaves_the_agenda(people: World) -> None:
    from riskpanel.referrals import services as referrals
    item = a_case_under_way(people)
    referrals.withdraw(item.referral, "It has been settled at home", by=people.sam)
    assert item.standing == "withdrawn"
    services.close_meeting(item.meeting, by=people.ada)
    db.commit()
    assert (stored(item).state, stored(item).reason) == ("withdrawn", "It has been settled at home")


def test_attendance_recorded_by_two_at_once_shows_both(browse, people: World) -> None:
    meeting = a_meeting(people)
    address = f"/meetings/{meeting.id}/attendance"
    seats = {f"came_{one.id.hex}": "yes" for one in meeting.sitting}
    kit, ada = browse("kit"), browse("ada")
    opened = kit.form(address)
    ada.post(address, **seats, status=303)
    refused = kit.send(address, **opened, **dict.fromkeys(seats, "no"))
    assert refused.status_code == 409
    assert "Did not come" in refused.text


def test_pages_of_meetings_ask_little_of_the_database(browse, people: World) -> None:
    item = a_case_under_way(people)
    a_waiting_referral_about_another(people)
    ada = browse("ada")
    for address in ("/meetings", f"/meetings/{item.meeting_id}", f"/meetings/{item.meeting_id}/attendance",
                    f"/meetings/{item.meeting_id}/list", f"/items/{item.id}/invite", f"/items/{item.id}/interest", "/"):
        with Statements() as sent:
            ada.get(address)
        assert sent.count <= 12, (address, sent.said)


def a_waiting_referral_about_another(people: World) -> None:
    from tests.referrals.cases import a_disputed_decision
    a_waiting_referral(people, a_disputed_decision(people, sentence="Whether Rosa keeps her budgies at home for good"))


def test_what_would_go_wrong_today_is_told(browse, people: World) -> None:
    meeting = a_meeting(people, members=("joe",))
    page = browse("kit").get(f"/meetings/{meeting.id}")
    assert "There is no case on the agenda." in page
    assert "3 members must count, and 2 can." in page
    assert "Nobody who can count is an MCA lead." in page
    item = a_listed_case(people, a_meeting(people))
    declare(people, item, "ada", interest="Ana is my neighbour")
    told = browse("kit").get(f"/meetings/{item.meeting_id}")
    assert "Ada Finch cannot chair this case: they have an interest in it." in told
    assert "Neither Rosa nor anybody who speaks for Rosa has been invited." in told
