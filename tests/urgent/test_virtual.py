"""An urgent case heard within two working days, by a call or in writing: who may, what holds meanwhile, the record."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import clock, db
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.messages.models import Message
from riskpanel.panel.models import Meeting
from riskpanel.referrals.models import Referral
from riskpanel.trail import TrailEvent
from riskpanel.urgent import services
from tests.referrals.cases import Statements, a_referral
from tests.stories import World

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)


def fresh(made: Referral) -> Referral:
    db.session.expire_all()
    return db.session.get_one(Referral, made.id)


def the_meeting() -> Meeting:
    return db.session.scalars(sa.select(Meeting)).unique().one()


def test_one_press_plans_it_inside_two_working_days_with_the_case_on_it(browse, people: World) -> None:
    with clock.at(FRIDAY):
        made, kit = a_referral(people, urgent=True), browse("kit")
        page = kit.get(f"/referrals/{made.id}/virtual")
        for words in ("If anybody is in danger now, do not wait for a panel", "1 December 2026", people.ada.name,
                      people.joe.name, "Ana rings each evening."):
            assert words in page
        kit.post(f"/referrals/{made.id}/virtual", held_by="writing", status=303)
    meeting = the_meeting()
    assert (meeting.held_by, meeting.starts_at.date().isoformat()) == ("writing", "2026-12-01")
    assert [one.referral_id for one in meeting.items] == [made.id]
    assert meeting.chair_id == people.ada.id
    assert fresh(made).state == "listed"
    assert "files a private view by this time" in kit.get(f"/meetings/{meeting.id}")


def test_every_member_is_asked_and_the_trail_says_who_planned_it(browse, people: World) -> None:
    made = a_referral(people, urgent=True)
    browse("kit").post(f"/referrals/{made.id}/virtual", held_by="call", status=303)
    asked = set(db.session.scalars(sa.select(Message.to_user_id).where(Message.kind == "virtual-asked")))
    assert {people.ada.id, people.joe.id} <= asked
    told = db.session.scalars(sa.select(TrailEvent).where(TrailEvent.action == "meeting:virtual",
                                                          TrailEvent.subject_id == made.id)).one()
    assert told.actor_id == people.kit.id


def test_without_a_plan_for_now_one_is_written_or_the_papers_say_why_there_is_none(browse, people: World) -> None:
    made, kit = a_referral(people, urgent=True, interim_plan=""), browse("kit")
    address = f"/referrals/{made.id}/virtual"
    refused = kit.post(address, held_by="call", interim_plan="", no_plan="", status=422).text
    assert "Write the plan for now, or say why there is none" in refused
    kit.post(address, held_by="call", interim_plan="", no_plan="Nobody could reach Ana", status=303)
    assert "There is no plan for now, although the case is urgent: Nobody could reach Ana" in fresh(made).gaps


def test_a_plan_written_here_is_the_referrals_plan(browse, people: World) -> None:
    made = a_referral(people, urgent=True, interim_plan="")
    browse("kit").post(f"/referrals/{made.id}/virtual", held_by="call", interim_plan="Tom stays over", no_plan="",
                       status=303)
    assert fresh(made).interim_plan == "Tom stays over"


def test_a_case_that_is_not_urgent_waits_for_a_meeting(browse, people: World) -> None:
    made, kit = a_referral(people), browse("kit")
    assert "A virtual panel is for urgent referrals" in kit.get(f"/referrals/{made.id}/virtual")
    assert "Plan a virtual panel" not in kit.get(f"/referrals/{made.id}")
    with pytest.raises(NotNow):
        services.plan(fresh(made), "call", by=people.kit)


def test_it_is_planned_once(browse, people: World) -> None:
    made, kit = a_referral(people, urgent=True), browse("kit")
    kit.post(f"/referrals/{made.id}/virtual", held_by="call", status=303)
    with pytest.raises(NotNow, match="on an agenda"):
        services.plan(fresh(made), "call", by=people.kit)


@pytest.mark.parametrize("name", ["sam", "lea", "joe"])
def test_only_those_who_run_the_panel_plan_it(browse, people: World, name: str) -> None:
    made = a_referral(people, urgent=True)
    assert browse(name).http.get(f"/referrals/{made.id}/virtual").status_code in (403, 404)
    with pytest.raises(Refused):
        services.plan(fresh(made), "call", by=people.sam)


def test_nobody_sits_for_their_own_decision_and_a_panel_without_a_chair_says_so(people: World) -> None:
    made = a_referral(people, urgent=True)
    found = fresh(made)
    found.decision.decision_maker_id = people.ada.id
    team = services.team_for(found, people.kit)
    assert people.ada.id not in {one.id for one in team.members}
    assert team.chair is None or team.chair.id != people.ada.id
    if team.chair is None:
        with pytest.raises(Incomplete, match="Nobody of this panel with the role of chair"):
            services.plan(found, "call", by=people.kit)
    db.session.rollback()


@pytest.mark.parametrize("given", [{"held_by": ""}, {"held_by": "pigeon"},
                                   {"held_by": "call", "interim_plan": "x" * 9_000}])
def test_bad_input_is_answered_in_plain_words_and_nothing_is_planned(browse, people: World, given: Any) -> None:
    made = a_referral(people, urgent=True, interim_plan="")
    browse("kit").post(f"/referrals/{made.id}/virtual", **{"no_plan": "", **given}, status=422)
    assert db.session.scalars(sa.select(Meeting)).unique().all() == []


def test_the_page_costs_at_most_twelve_statements(browse, people: World) -> None:
    made, kit = a_referral(people, urgent=True), browse("kit")
    kit.get(f"/referrals/{made.id}/virtual")
    for page in (f"/referrals/{made.id}/virtual", f"/referrals/{made.id}"):
        with Statements() as said:
            kit.get(page)
        assert said.count <= 12, "\n".join([page, *said.said])
