"""An agenda has its clock, its breaks and its people, and says what would go wrong if it were today."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.clock import ENGLAND
from riskpanel.clock import at as clock_at
from riskpanel.documents.blocks import Card
from riskpanel.errors import Incomplete, NotNow
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.timetable import ends_at, timed
from riskpanel.people.models import Person
from riskpanel.planning import pages, services
from riskpanel.planning.services import Slot
from riskpanel.referrals import services as referrals
from riskpanel.trail import TrailEvent
from riskpanel.users import services as users
from riskpanel.users.models import Team
from tests.panel.cases import a_case_under_way, a_listed_case, a_meeting, declare
from tests.planning.cases import a_full_meeting, several_waiting
from tests.referrals.cases import FULL, Statements, a_disputed_decision, panel_of
from tests.stories import World, a_challenge, an_answer

NOVEMBER = datetime(2026, 11, 26, 9, tzinfo=ENGLAND)


def at_ten(meeting: Meeting) -> Meeting:
    """The same meeting, planned for ten in the morning."""
    ten = meeting.starts_at.astimezone(ENGLAND).replace(hour=10, minute=0, second=0, microsecond=0)
    members = [one.user for one in meeting.sitting if one.part == "member"]
    plan = panel.Plan(ten, meeting.place, meeting.chair, meeting.minute_taker, members)
    panel.change_plan(meeting, plan, by=meeting.minute_taker)
    db.commit()
    return meeting


def as_it_stands(meeting: Meeting) -> dict[str, str]:
    """The fields of the page of times, as they are before anybody changes them."""
    return {f"{name}_{one.item.id.hex}": str(value) for place, one in enumerate(timed(meeting), start=1)
            for name, value in (("place", place), ("minutes", one.item.minutes), ("pause", one.item.break_minutes))}


def clock(meeting: Meeting) -> list[str]:
    return [f"{one.at.astimezone(ENGLAND):%H:%M}" for one in timed(meeting)]


def test_several_cases_go_on_together_with_the_usual_times_and_breaks(browse, people: World) -> None:
    meeting = at_ten(a_meeting(people))
    ids = [str(one.id) for one in several_waiting(people, 5)]
    kit = browse("kit")
    kit.post(f"/meetings/{meeting.id}/list", referral_id=ids, minutes="40", status=303)
    db.session.expire_all()
    stored = db.session.get_one(Meeting, meeting.id)
    assert clock(stored) == ["10:00", "10:40", "11:35", "12:15", "13:10"]
    page = kit.get(f"/meetings/{meeting.id}")
    assert page.count("Break, 15 minutes") == 2
    assert "Room for 1 more case" in page


def test_a_case_moved_leaves_the_break_where_it_was(people: World) -> None:
    meeting = at_ten(a_full_meeting(people))
    second = timed(meeting)[1].item
    panel.move(second, up=True, by=people.kit)
    assert clock(meeting) == ["10:00", "10:40", "11:35"]
    assert timed(meeting)[0].item is second


def test_order_times_and_breaks_are_set_on_one_page(browse, people: World) -> None:
    meeting = at_ten(a_full_meeting(people))
    first, second, third = (one.item.id.hex for one in timed(meeting))
    kit, address = browse("kit"), f"/meetings/{meeting.id}/times"
    kit.post(address, **as_it_stands(meeting) | {
        f"place_{third}": "1", f"place_{first}": "2", f"place_{second}": "3", f"minutes_{third}": "20",
        f"pause_{third}": "5", f"pause_{second}": "0"}, status=303)
    db.session.expire_all()
    stored = db.session.get_one(Meeting, meeting.id)
    assert [one.item.id.hex for one in timed(stored)] == [third, first, second]
    assert clock(stored) == ["10:00", "10:25", "11:05"]


def test_two_who_set_times_at_once_see_both(browse, people: World) -> None:
    meeting = a_full_meeting(people, 2)
    first = timed(meeting)[0].item.id.hex
    kit, ada, address = browse("kit"), browse("ada"), f"/meetings/{meeting.id}/times"
    opened = kit.form(address)
    stands = as_it_stands(meeting)
    ada.post(address, **stands | {f"minutes_{first}": "55"}, status=303)
    refused = kit.send(address, **opened | stands | {f"minutes_{first}": "25"})
    assert refused.status_code == 409
    assert "55" in refused.text
    assert "25" in refused.text


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("place", "first", "The place must be a whole number"), ("place", "", "Enter a place, like 1"),
    ("minutes", "0", "The time set aside must be 5 or more"), ("pause", "-5", "The break must be 0 or more")])
def test_a_time_that_is_none_is_answered_in_words(browse, people: World, field: str, typed: str, said: str) -> None:
    meeting = a_full_meeting(people, 1)
    name = f"{field}_{timed(meeting)[0].item.id.hex}"
    refused = browse("kit").post(f"/meetings/{meeting.id}/times", **as_it_stands(meeting) | {name: typed}, status=422)
    assert said in refused.text


def test_a_case_that_is_deferred_takes_no_time(people: World) -> None:
    meeting = at_ten(a_full_meeting(people))
    panel.defer(timed(meeting)[0].item, "Rosa is away", by=people.kit)
    assert clock(meeting) == ["10:00", "10:55"]


def test_what_would_go_wrong_tells_of_time_seats_and_arrangements(browse, people: World) -> None:
    meeting = at_ten(a_full_meeting(people, 7))
    for one in timed(meeting):
        one.item.break_minutes = 0
    person = db.session.get_one(Person, people.person.id)
    person.interpreter = "Spanish"
    db.session.flush()
    panel.invite(timed(meeting)[0].item, {"name": "Rosa", "part": "person", "how": ""}, by=people.kit)
    db.session.commit()
    shown = browse("kit").get(f"/meetings/{meeting.id}")
    for said in ("There is no break from 10:00am to 2:40pm. Plan one.",
                 "There is 1 case more than the panel’s day has slots for.",
                 "Nobody who sits is of the specialism its terms want: lived experience.",
                 "What Rosa needs in order to take part has not been arranged.",
                 "Rosa needs an interpreter, and none has been invited: Spanish.",
                 "It is not known how Rosa will take part."):
        assert said in shown


def test_what_has_been_arranged_is_kept_and_said(browse, people: World) -> None:
    item = a_listed_case(people)
    kit = browse("kit")
    assert "Short sentences and time to think" in kit.get(f"/items/{item.id}/arrangements")
    kit.post(f"/items/{item.id}/arrangements", arranged="A break every half hour", status=303)
    page = kit.get(f"/meetings/{item.meeting_id}")
    assert "A break every half hour" in page
    assert "has not been arranged" not in page


def test_those_whom_cases_concern_are_invited_with_one_press_and_once(browse, people: World) -> None:
    item = a_listed_case(people)
    kit, meeting = browse("kit"), f"/meetings/{item.meeting_id}"
    kit.post(f"{meeting}/invite-those-concerned", at=meeting, status=303)
    shown = kit.get(meeting)
    for said in ("Rosa, the person: come, and bring somebody", "Sam Okoro, referrer: come",
                 "Mo Bright, decision-maker: come"):
        assert said in shown
    kit.post(f"{meeting}/invite-those-concerned", at=meeting, status=303)
    assert "Everybody whom the cases concern had been asked already" in kit.get(meeting)


def test_a_case_is_not_opened_by_inviting_to_the_others(people: World) -> None:
    meeting = a_full_meeting(people, 2)
    closed = timed(meeting)[0].item
    declare(people, closed, "kit", interest="A neighbour")
    services.invite_those_concerned(meeting, by=people.kit)
    assert {one.item_id for one in meeting.attendances if one.item_id} == {timed(meeting)[1].item.id}


# ---- A part kept apart


def test_a_part_kept_apart_is_first_and_the_person_joins_after_it(browse, people: World) -> None:
    item = a_listed_case(people)
    at_ten(item.meeting)
    kit = browse("kit")
    kit.post(f"/items/{item.id}/apart", private_minutes="10", private_why="It is about her sister's health",
             private_told="Sam tells her before she joins", status=303)
    shown = kit.get(f"/meetings/{item.meeting_id}")
    assert "The first 10 minutes, without Rosa, minuted apart. Rosa joins at 10:10am." in shown
    assert "How Rosa is told: Sam tells her before she joins" in shown
    told = db.session.scalars(sa.select(TrailEvent).where(TrailEvent.action == Action.KEEP_APART.value)).one()
    assert told.details == {"minutes": 10}
    kit.post(f"/items/{item.id}/apart", private_minutes="0", status=303)
    stored = db.session.get_one(AgendaItem, item.id, populate_existing=True)
    assert (stored.private_minutes, stored.private_why, stored.private_told) == (0, "", "")


@pytest.mark.parametrize(("typed", "said"), [
    ({"private_minutes": "10", "private_told": "By Sam"}, "Say why this part cannot be heard with the person there"),
    ({"private_minutes": "10", "private_why": "Her sister"}, "Say how the person is told that it happened"),
    ({"private_minutes": "40", "private_why": "x", "private_told": "y"}, "Leave time for Rosa"),
    ({"private_minutes": ""}, "Enter how many minutes, or 0")])
def test_nothing_is_kept_apart_without_why_and_how_the_person_is_told(browse, people: World, typed: dict[str, str],
                                                                     said: str) -> None:
    item = a_listed_case(people)
    refused = browse("kit").post(f"/items/{item.id}/apart", **typed, status=422)
    assert said in refused.text


def test_the_services_hold_the_same(people: World) -> None:
    item = a_listed_case(people)
    with pytest.raises(Incomplete, match="Say why"):
        services.keep_apart(item, 10, "", "By Sam", by=people.kit)
    services.keep_apart(item, 30, "Her sister", "By Sam", by=people.kit)
    with pytest.raises(Incomplete, match="shorter than the case"):
        services.set_times(item.meeting, {item.id: Slot(1, 30, 0)}, by=people.kit)
    closed = item.meeting
    closed.state = "closed"
    with pytest.raises(NotNow):
        services.arrange(item, "A break", by=people.kit)


def test_the_printed_agenda_has_the_day_and_closes_to_those_with_an_interest(browse, people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, "joe", interest="I know Ana")
    address = f"/meetings/{item.meeting_id}/agenda"
    shown = browse("kit").get(address)
    assert item.referral.question in shown
    assert "Decides: Mo Bright" in shown
    assert "End, as expected" in shown
    closed = browse("joe").get(address)
    assert item.referral.reference in closed
    assert item.referral.question not in closed


def test_pages_of_planning_ask_little_of_the_database(browse, people: World) -> None:
    item = a_case_under_way(people)
    a_full_meeting(people, 6)
    kit = browse("kit")
    for address in ("/meetings/dates", f"/meetings/{item.meeting_id}/times", f"/meetings/{item.meeting_id}/agenda",
                    f"/items/{item.id}/apart", f"/items/{item.id}/arrangements", f"/meetings/{item.meeting_id}"):
        with Statements() as sent:
            kit.get(address)
        assert sent.count <= 12, (address, sent.said)


def test_a_meeting_ends_when_its_last_case_does(people: World) -> None:
    meeting = at_ten(a_full_meeting(people, 2))
    timed(meeting)[1].item.break_minutes = 30
    assert ends_at(meeting) - meeting.starts_at == timedelta(minutes=80)


@pytest.mark.parametrize(("sits_on", "papers", "agenda"), [
    (date(2026, 12, 8), "1 December 2026", "3 December 2026"),
    (date(2026, 12, 14), "7 December 2026", "9 December 2026"),
    (date(2027, 1, 5), "24 December 2026", "30 December 2026")])
def test_papers_and_agenda_are_due_on_working_days_before_the_sitting(browse, people: World, sits_on: date, papers: str,
                                                                     agenda: str) -> None:
    a_meeting(people)
    with clock_at(NOVEMBER):
        plan = panel.Plan(services.starts_at(panel_of(people), sits_on), "Room 2", people.ada, people.kit, [])
        made = panel.plan_meeting(panel_of(people), plan, by=people.kit)
        db.commit()
        shown = browse("kit").get(f"/meetings/{made.id}")
    for key, said in (("Papers in by", papers), ("Agenda out by", agenda)):
        assert said in shown.partition(key)[2][:300]


def test_a_member_who_answered_the_challenge_is_asked_whether_that_is_an_interest(browse, people: World) -> None:
    challenge = a_challenge(people, a_disputed_decision(people, colleague=str(people.lea.id)))
    an_answer(people, challenge, by="lea")
    meeting = a_meeting(people)
    seen = db.session.get_one(Challenge, challenge.id)
    referral = referrals.start(seen.decision, panel_of(people), by=people.sam, challenge=seen)
    referrals.change(referral, FULL, by=people.sam)
    db.session.flush()
    referrals.submit(referral, by=people.sam, reason="It is pressing")
    referrals.accept(referral, "", by=people.kit)
    item = panel.list_referral(meeting, referral, by=people.kit)
    db.commit()
    kit, said = browse("kit"), "Lea Stone answered the challenge behind it. Ask whether that is an interest."
    assert said in kit.get(f"/meetings/{meeting.id}")
    browse("lea").post(f"/items/{item.id}/interest", declared="yes", what="I answered it", status=303)
    assert said not in kit.get(f"/meetings/{meeting.id}")


def test_somebody_who_sits_in_two_places_at_once_is_told(browse, people: World) -> None:
    meeting, other = at_ten(a_full_meeting(people, 1)), at_ten(a_meeting(people))
    shown = browse("kit").get(f"/meetings/{meeting.id}")
    assert f"Ada Finch also sits on {other.reference}, which starts while this meeting lasts." in shown
    with clock_at(NOVEMBER):
        later = services.plan_as_before(panel_of(people), date(2026, 12, 22), by=people.kit)
        db.commit()
    assert later.reference not in browse("kit").get(f"/meetings/{meeting.id}")


def test_those_silent_about_the_same_cases_are_told_together(browse, people: World) -> None:
    meeting = a_full_meeting(people, 2)
    first, second = (one.item for one in timed(meeting))
    for name in ("ada", "bea", "lea", "kit"):
        declare(people, first, name)
        declare(people, second, name)
    declare(people, first, "joe")
    shown = browse("kit").get(f"/meetings/{meeting.id}")
    assert f"Joe Tan has yet to say whether they have an interest in {second.referral.reference}." in shown


def test_a_panel_whose_terms_are_gone_from_the_rules_is_told_with_the_remedy(browse, people: World) -> None:
    meeting = a_meeting(people)
    db.session.get_one(Team, people.teams["panel"].id).panel = "long-gone"
    users.add_team("East team", by=people.adi)
    db.commit()
    shown = browse("kit").get(f"/meetings/{meeting.id}", status=409)
    assert "put panels/long-gone.toml back" in shown


def test_a_case_that_goes_on_after_the_papers_were_due_goes_on_by_exception(browse, people: World) -> None:
    meeting, said = a_meeting(people), "A case that goes on now goes on by exception"
    several_waiting(people, 1)
    address = f"/meetings/{meeting.id}/list"
    with clock_at(meeting.starts_at - timedelta(days=1)):
        assert said in browse("kit").get(address)
    with clock_at(meeting.starts_at - timedelta(days=20)):
        assert said not in browse("kit").get(address)


# ---- Cards for the table

def test_cards_to_hold_up_and_names_are_one_print_without_cases_that_are_closed(browse, people: World) -> None:
    item = a_listed_case(people)
    panel.invite(item, {"name": "Ana Delgado", "part": "family", "how": "come"}, by=people.kit)
    panel.invite(item, {"name": "Tom Reed", "part": "guest", "how": "not"}, by=people.kit)
    db.commit()
    found = pages.cards(item.meeting, people.kit, "Elmshire Council")
    words = [block.words for block in found.blocks if isinstance(block, Card)]
    assert words[:3] == ["Stop", "Slower, please", "Carry on"]
    assert "Ana Delgado" in words
    assert "Tom Reed" not in words
    assert words.count("Joe Tan") == 1
    declare(people, item, "joe", interest="She is my aunt")
    assert "Ana Delgado" not in [block.words for block in pages.cards(item.meeting, people.joe, "").blocks]
    address = f"/meetings/{item.meeting_id}/cards.pdf"
    assert browse("kit").http.get(address).data.startswith(b"%PDF")
    assert browse("sam").http.get(address).status_code == 403
