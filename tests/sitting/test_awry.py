"""Meetings that go awry: each has one defined answer, and loses nothing."""

import pytest

from riskpanel import db, trail
from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.advice import services as advice
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.panel.quorum import kept, quorum
from riskpanel.referrals import services as referrals
from riskpanel.sitting import queries, services
from riskpanel.sitting.whether import ways_on, why_no_advice
from riskpanel.trail.models import TrailEvent
from tests.panel.cases import SAYS, a_case_under_way, an_advice, declare, stored
from tests.stories import World


def seat_of(item: AgendaItem, world: World, name: str) -> Attendance:
    return next(one for one in item.meeting.attendances if one.user_id == world.users[name].id)


def a_chair(world: World, name: str) -> None:
    """Give a colleague the role of chair as well."""
    world.users[name].role_names = [*world.users[name].role_names, "chair"]
    trail.record(Action.CHANGE_USER, world.users[name], by=world.adi)
    db.commit()


def trail_of(action: Action) -> list[TrailEvent]:
    return list(db.session.query(TrailEvent).filter_by(action=action.value).order_by(TrailEvent.seq))


# ---- No quorum

def test_a_meeting_that_loses_its_quorum_half_way_says_what_can_be_done_and_frozen_words_say_so(people: World) -> None:
    item = a_case_under_way(people)
    assert why_no_advice(item) == ""
    services.note_movement(seat_of(item, people, "lea"), "left", by=people.kit)
    db.commit()
    with pytest.raises(Incomplete, match="no quorum"):
        advice.give_advice(item, SAYS, by=people.ada)
    assert "Lea Stone left at" in ways_on(item)[0]
    assert [words.partition(" ")[0].strip(".,") for words in ways_on(item)] == ["Wait", "Defer", "Hear"]
    services.hear_only(item, by=people.ada)
    services.note_movement(seat_of(item, people, "lea"), "arrived", by=people.kit)
    db.commit()
    an_advice(people, item)
    frozen = kept(stored(item).meeting, str(item.id))
    assert ["no quorum" in one[0] for one in frozen] == [True, False]


def test_a_case_is_heard_without_advising_only_where_there_is_no_quorum(people: World) -> None:
    item = a_case_under_way(people)
    with pytest.raises(NotNow, match="There is a quorum"):
        services.hear_only(item, by=people.ada)


def test_comings_and_goings_are_kept_with_their_times_and_a_second_press_changes_nothing(people: World) -> None:
    item = a_case_under_way(people)
    seat = seat_of(item, people, "joe")
    for what in ("arrived", "left", "left", "arrived"):
        services.note_movement(seat, what, by=people.kit)
        db.commit()
    assert [one.what for one in queries.movements(item.meeting)] == ["left", "arrived"]
    assert people.joe.id in stored(item).meeting.present_ids
    services.note_movement(seat_of(item, people, "bea"), "absent", by=people.kit)
    with pytest.raises(NotNow, match="not been noted as here"):
        services.note_movement(seat_of(item, people, "bea"), "left", by=people.kit)


def test_whoever_has_left_was_there_and_may_still_dissent_from_what_was_advised_before(people: World) -> None:
    given = an_advice(people)
    services.note_movement(seat_of(given.item, people, "bea"), "left", by=people.kit)
    db.commit()
    assert may(people.bea, Action.DISSENT, given.item)
    assert not any("Bea Holt" in said for said in quorum(given.item.meeting).told)


# ---- A conflicted chair

def test_another_chair_takes_the_case_of_a_conflicted_chair_and_the_trail_says_so(people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "lea")
    declare(people, item, "ada", interest="I know the family")
    assert not may(people.ada, Action.GIVE_ADVICE, item)
    services.name_deputy(item, people.lea, by=people.ada)
    db.commit()
    assert [(one.actor_id, one.details["deputy"]) for one in trail_of(Action.NAME_DEPUTY)] == [
        (people.ada.id, str(people.lea.id))]
    services.start(item, by=people.lea)
    given = advice.give_advice(item, SAYS, by=people.lea)
    db.commit()
    assert given.given_by_id == people.lea.id
    with pytest.raises(Refused):
        advice.write_read_back(given, "Mine", by=people.ada)
    panel.close_meeting(item.meeting, by=people.ada)


@pytest.mark.parametrize(("name", "why"), [("joe", "does not have the role of chair"), ("kit", "takes the minutes"),
                                           ("lea", "has an interest in this case")])
def test_whoever_cannot_chair_a_case_is_not_named_for_it(people: World, name: str, why: str) -> None:
    item = a_case_under_way(people)
    if name != "joe":
        a_chair(people, name)
    if name == "lea":
        declare(people, item, "lea", interest="I supervise the worker")
    with pytest.raises(Incomplete, match=why):
        services.name_deputy(item, people.users[name], by=people.kit)


def test_a_chair_called_in_for_one_case_is_given_a_seat_and_hands_back(people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "pru")
    services.name_deputy(item, people.pru, by=people.kit)
    db.commit()
    assert people.pru.id in stored(item).meeting.sitting_ids
    services.name_deputy(item, None, by=people.kit)
    assert item.led_by_id == people.ada.id


def test_a_chair_called_away_hands_the_meeting_over_and_the_new_chair_closes_it(browse, people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "lea")
    for name in ("joe", "kit"):
        with pytest.raises(Incomplete, match="does not have the role of chair"):
            services.hand_over(item.meeting, people.users[name], by=people.kit)
    kit, address = browse("kit"), f"/sittings/{item.meeting_id}"
    assert "Hand the chair over" in kit.get(address)
    kit.post(f"{address}/chair", chair=str(people.lea.id), status=303)
    meeting = stored(item).meeting
    assert {one.called: one.part for one in meeting.sitting if one.part != "member"} == {
        "Lea Stone": "chair", "Kit Lowe": "minute-taker"}
    assert [one.details["before"] for one in trail_of(Action.HAND_OVER)] == [str(people.ada.id)]
    lea, ada = browse("lea"), browse("ada")
    ada.get(f"/items/{item.id}/chair", status=403)
    lea.post(f"/items/{item.id}/defer", reason="Ada was called away", status=303)
    lea.post(f"/meetings/{item.meeting_id}/close", at=address, status=303)
    assert stored(item).meeting.state == "closed"


# ---- Withdrawn, removed, reopened

def test_a_case_withdrawn_by_its_referrer_mid_meeting_is_heard_no_further(people: World) -> None:
    item = a_case_under_way(people)
    services.start(item, by=people.ada)
    services.file_view(item, {"leans": "Towards the train"}, by=people.joe)
    referrals.withdraw(item.referral, "They have agreed", by=people.sam)
    db.commit()
    for step in (lambda: services.open_views(item, by=people.ada), lambda: services.start(item, by=people.ada),
                 lambda: advice.give_advice(item, SAYS, by=people.ada),
                 lambda: services.file_view(item, {"leans": "More"}, by=people.bea)):
        with pytest.raises(NotNow, match="withdrawn"):
            step()
    assert [one.leans for one in queries.own_views(item, people.joe)] == ["Towards the train"]
    assert list(queries.opened_views(item, people.joe)) == []
    panel.close_meeting(item.meeting, by=people.ada)


def test_papers_close_to_a_member_who_is_taken_off_and_what_they_filed_is_kept(people: World) -> None:
    item = a_case_under_way(people)
    services.file_view(item, {"leans": "Towards the train"}, by=people.joe)
    services.stand_down(seat_of(item, people, "joe"), "Called away", by=people.ada)
    services.open_views(item, by=people.ada)
    db.commit()
    assert not may(people.joe, Action.SEE_PACK, stored(item))
    assert not may(people.joe, Action.DISSENT, stored(item))
    assert not quorum(stored(item).meeting, item).counted.count("Joe Tan")
    assert [one.user.name for one in queries.opened_views(stored(item), people.bea)] == ["Joe Tan"]
    assert queries.movements(item.meeting)[-1].reason == "Called away"
    for name in ("ada", "kit"):
        with pytest.raises(NotNow, match="stay"):
            services.stand_down(seat_of(item, people, name), "No", by=people.ada)


def test_a_deputy_who_is_taken_off_leaves_the_case_to_the_chair(people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "lea")
    services.name_deputy(item, people.lea, by=people.ada)
    services.stand_down(seat_of(item, people, "lea"), "Called away", by=people.ada)
    assert stored(item).led_by_id == people.ada.id


def test_a_closed_meeting_is_reopened_by_its_chair_and_what_was_frozen_stays(people: World) -> None:
    given = an_advice(people)
    meeting = given.item.meeting
    with pytest.raises(NotNow):
        services.reopen(meeting, "Early", by=people.ada)
    panel.close_meeting(meeting, by=people.ada)
    db.commit()
    closed = meeting.closed_at
    with pytest.raises(Refused):
        services.reopen(meeting, "Not mine", by=people.kit)
    services.reopen(meeting, "Bea came back with the date", by=people.ada)
    services.note_movement(seat_of(given.item, people, "joe"), "left", by=people.kit)
    panel.close_meeting(meeting, by=people.ada)
    db.commit()
    first, second = kept(stored(given.item).meeting, "closed")
    assert "Joe Tan" in first[0]
    assert "Joe Tan" not in second[0]
    assert [(one.closed_before_at, one.reason) for one in queries.reopenings(meeting)] == [
        (closed, "Bea came back with the date")]
    queries.reopenings(meeting)[0].reason = "Another"
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.rollback()


# ---- The pages on which it is done

def test_a_conflicted_chair_names_another_on_a_page_and_only_the_other_chairs(browse, people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "lea")
    declare(people, item, "ada", interest="I know the family")
    ada, lea = browse("ada"), browse("lea")
    ada.get(f"/items/{item.id}/chair", status=403)
    page = ada.get(f"/items/{item.id}/deputy")
    assert "Lea Stone, Mental Capacity Act lead" in page
    assert "Rosa" not in page
    assert "Choose who chairs this case" in ada.post(f"/items/{item.id}/deputy", status=422).text
    ada.post(f"/items/{item.id}/deputy", chair=str(people.lea.id), status=303)
    assert "Chaired by Lea Stone." in ada.get(f"/sittings/{item.meeting_id}")
    assert f"Chair {item.referral.reference} at the meeting of" in lea.get("/")
    assert f"Chair {item.referral.reference}" not in ada.get("/")
    assert "Order of voices" in lea.get(f"/items/{item.id}/chair")
    lea.get(f"/items/{item.id}/advise")


def test_words_of_a_chair_who_pressed_after_another_had_advised_are_kept_and_shown(browse, people: World) -> None:
    item = a_case_under_way(people)
    a_chair(people, "lea")
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    opened = ada.form(address)
    case = stored(item)
    services.name_deputy(case, seat_of(case, people, "lea").user, by=people.kit)
    db.commit()
    refused = ada.send(address, **opened, outcome="mediation", reasons="Because of the sea", status=403)
    assert "Because of the sea" in refused.text
    case = stored(item)
    given = advice.give_advice(case, SAYS, by=case.led_by)
    db.commit()
    sent = ada.send(address, **opened, outcome="mediation", reasons="Because of the sea", status=303)
    page = browse("joe").get(sent.location)
    assert "Because of the sea" in page
    assert "they are no part of it" in page
    assert stored(item).advice.reasons == given.reasons


def test_advice_typed_while_the_case_was_being_withdrawn_comes_back_with_the_reason_it_cannot_be_given(
        browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    opened = ada.form(address)
    case = stored(item)
    referrals.withdraw(case.referral, "They have agreed", by=case.referral.referred_by)
    db.commit()
    answer = ada.send(address, **opened, outcome="mediation", reasons="Because of the sea")
    assert answer.status_code in (409, 422)
    assert "Because of the sea" in answer.text
    assert stored(item).advice is None
    assert "This case has been withdrawn" in ada.get(address)
