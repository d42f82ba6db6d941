"""The register: a restriction is added once, whoever imposed it, seen by those who may, and looked at until it ends."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import db, trail
from riskpanel.assessments.road import findings
from riskpanel.clock import today
from riskpanel.decisions import queries as decisions
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.restrictions import queries, services
from riskpanel.restrictions.models import Look, Restriction
from riskpanel.trail.models import TrailEvent
from tests.restrictions.limits import IN_THE_PLAN, a_plan_with, a_restriction
from tests.stories import World, a_decision


def person_url(people: World) -> str:
    return f"/people/{people.person.id}"


def dated(name: str, days: int) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


# ---- Adding one

def test_a_restriction_is_added_part_by_part_and_shown_on_the_persons_page(browse, people: World) -> None:
    sam = browse("sam")
    url = sam.post(f"{person_url(people)}/restrictions/add", what="The kitchen is locked at night", kind="things",
                   status=303).location
    url = sam.post(url, less_restrictive_tried="A kettle in her room", status=303).location
    url = sam.post(url, imposed_by="The house manager", power="not-sure", status=303).location
    assert url.endswith("/end?then=next")
    home = sam.post(url, looks_again=str(people.sam.id), reduced_by="A week", status=303, **dated("step_down_on", 7))
    page = sam.get(home.location)
    assert "A kettle in her room" in page
    assert "Nobody has said under what authority it was imposed." in page
    persons = sam.get(person_url(people))
    assert "The kitchen is locked at night" in persons
    assert "To be stepped down, or looked at again, by" in persons


def test_a_restriction_that_does_not_say_what_it_limits_is_refused_with_what_was_typed(browse, people: World) -> None:
    refused = browse("sam").post(f"{person_url(people)}/restrictions/add", harm_prevented="She may fall", status=422)
    assert "Write what is limited, and how" in refused.text
    assert "She may fall" in refused.text


def test_the_service_refuses_it_too(people: World) -> None:
    with pytest.raises(Incomplete, match="Write what is limited"):
        a_restriction(people, what="  ")


def test_a_part_that_there_is_not_is_not_found(browse, people: World) -> None:
    made = a_restriction(people)
    browse("sam").get(f"/restrictions/{made.id}/lunch", status=404)


def test_a_date_that_is_no_date_and_a_start_in_the_future_are_refused(browse, people: World) -> None:
    page = f"/restrictions/{a_restriction(people).id}"
    sam = browse("sam")
    assert "Month must be" in sam.post(f"{page}/end", status=422, looks_again=str(people.sam.id),
                                       **dated("step_down_on", 7) | {"step_down_on-month": "Juneuary"}).text
    future = sam.post(f"{page}/authority", status=422, **dated("since_on", 3))
    assert "must be today or in the past" in future.text


def test_it_belongs_to_the_decision_its_page_was_opened_from(browse, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    add = f"{person_url(people)}/restrictions/add?decision={decision.id}"
    sam.post(add, what="Home by nine", status=303)
    assert "Home by nine" in sam.get(f"/decisions/{decision.id}")
    assert db.session.scalars(sa.select(Restriction.decision_id)).one() == decision.id


@pytest.mark.parametrize("wrong", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_decision_that_is_not_there_is_left_out(browse, people: World, wrong: str) -> None:
    browse("sam").post(f"{person_url(people)}/restrictions/add?decision={wrong}", what="Home by nine", status=303)
    assert db.session.scalars(sa.select(Restriction.decision_id)).one() is None


# ---- Who may

def test_another_team_sees_neither_the_register_nor_a_restriction(browse, people: World) -> None:
    made = a_restriction(people)
    ines = browse("ines")
    for url in (f"{person_url(people)}/restrictions", f"/restrictions/{made.id}", f"/restrictions/{made.id}/look-again",
                f"{person_url(people)}/restrictions/add", f"{person_url(people)}/restrictions/named-in-records"):
        ines.get(url, status=404)


def test_a_decision_maker_looks_again_and_does_not_write_the_register(people: World) -> None:
    made = a_restriction(people, a_decision(people, colleague=str(people.dee.id)))
    services.look_again(made, {"change": "removed", "because": "She crosses well"}, by=people.dee)
    with pytest.raises(Refused):
        services.add(made.person, {"what": "Something"}, by=people.dee)


def test_every_change_is_in_the_trail_without_the_words(people: World) -> None:
    made = a_restriction(people)
    services.look_again(made, {"change": "removed", "because": "She crosses well"}, by=people.sam)
    db.commit()
    told = db.session.scalars(sa.select(TrailEvent).where(TrailEvent.subject_id == made.id)).all()
    assert [one.action for one in told] == ["restriction:add", "restriction:remove"]
    assert "crosses" not in str([one.details for one in told])
    assert trail.verify().whole


# ---- Looking again

def test_reducing_it_keeps_the_earlier_words_and_the_reasons(browse, people: World) -> None:
    made = a_restriction(people)
    sam = browse("sam")
    look = f"/restrictions/{made.id}/look-again"
    sam.post(look, change="reduced", person_says="I like the walk", because="A fortnight without trouble",
             what="Someone waits at the bus stop", reduced_by="One more week", status=303, **dated("step_down_on", 10))
    page = sam.get(f"/restrictions/{made.id}")
    for words in ("Someone waits at the bus stop", "Before: Someone walks with her to the bus after dark",
                  "I like the walk", "A fortnight without trouble", "Reduced: it limits them less than before"):
        assert words in page


@pytest.mark.parametrize("change", ["reduced", "increased"])
def test_a_change_that_reads_as_before_is_asked_what_has_changed(browse, people: World, change: str) -> None:
    made = a_restriction(people)
    refused = browse("sam").post(f"/restrictions/{made.id}/look-again", change=change, because="It is time",
                                 what=made.what, status=422, **dated("step_down_on", 10))
    assert "Write how it reads now" in refused.text
    assert "It is time" in refused.text


def test_keeping_it_needs_reasons_and_a_date_to_come(browse, people: World) -> None:
    made = a_restriction(people)
    page = f"/restrictions/{made.id}/look-again"
    sam = browse("sam")
    assert "Say why it was kept" in sam.post(page, change="kept", status=422, **dated("step_down_on", 10)).text
    assert "must be today or later" in sam.post(page, change="kept", because="Still dark", status=422,
                                                **dated("step_down_on", -1)).text
    assert "Enter the date by which" in sam.post(page, change="kept", because="Still dark", status=422).text
    sam.post(page, change="kept", because="Still dark", status=303, **dated("step_down_on", 10))
    assert "Kept as it is" in sam.get(f"/restrictions/{made.id}")
    assert made.what in sam.get(f"/restrictions/{made.id}")


def test_nothing_is_chosen_beforehand_when_it_is_looked_at(browse, people: World) -> None:
    made = a_restriction(people)
    page = f"/restrictions/{made.id}/look-again"
    sam = browse("sam")
    assert "checked" not in sam.get(page)
    assert "Choose what becomes of it" in sam.post(page, because="Because", status=422).text


def test_a_removed_restriction_has_ended_and_is_looked_at_no_more(browse, people: World) -> None:
    made = a_restriction(people)
    sam = browse("sam")
    sam.post(f"/restrictions/{made.id}/look-again", change="removed", because="She crosses at the lights", status=303)
    assert made.what not in sam.get(person_url(people))
    assert made.what in sam.get(f"{person_url(people)}/restrictions")
    assert "Removed on" in sam.get(f"/restrictions/{made.id}")
    sam.get(f"/restrictions/{made.id}/look-again", status=409)
    sam.get(f"/restrictions/{made.id}/limit", status=409)
    seen = queries.restriction(made.id, people.sam)
    with pytest.raises(NotNow):
        services.look_again(seen, {"change": "kept", "because": "x"}, by=people.sam)


def test_a_correction_keeps_what_it_said_before(browse, people: World) -> None:
    made = a_restriction(people)
    sam = browse("sam")
    sam.post(f"/restrictions/{made.id}/reasons", less_restrictive_tried="A torch, and a friend", status=303)
    page = sam.get(f"/restrictions/{made.id}")
    assert "A torch, and a friend" in page
    assert "A torch and a bright coat for a month" in page


def test_two_who_change_it_at_once_see_both_versions(browse, people: World) -> None:
    made = a_restriction(people)
    page = f"/restrictions/{made.id}/end"
    sam, pru = browse("sam"), browse("pru")
    opened = sam.form(page)
    pru.post(page, looks_again=str(people.sam.id), reduced_by="Pru’s words", status=303)
    refused = sam.send(page, **opened, looks_again=str(people.sam.id), reduced_by="Sam’s words", status=409)
    assert "Pru’s words" in refused.text
    assert "Sam’s words" in refused.text


def test_a_look_is_never_changed(people: World) -> None:
    made = a_restriction(people)
    services.look_again(made, {"change": "removed", "because": "Done"}, by=people.sam)
    db.commit()
    assert not hasattr(Look, "version")
    assert db.session.scalars(sa.select(Look.before)).one() == "Someone walks with her to the bus after dark"


# ---- My work

def test_step_down_dates_come_to_my_work_overdue_first(browse, people: World) -> None:
    a_restriction(people, what="Later one")
    a_restriction(people, what="Late one", step_down_on=(today() - timedelta(days=9)).isoformat())
    a_restriction(people, what="Undated one", step_down_on=None)
    page = browse("sam").get("/")
    assert page.index("Overdue") < page.index("Late one") < page.index("Later one")
    assert "Set a date to step down: Undated one" in page
    assert "Late one" not in browse("mo").get("/")


def test_whoever_is_chosen_looks_at_it_again(browse, people: World) -> None:
    made = a_restriction(people)
    browse("sam").post(f"/restrictions/{made.id}/end", looks_again=str(people.mo.id), status=303)
    assert made.what in browse("mo").get("/")
    assert made.what not in browse("sam").get("/")


# ---- What concluded records offer

def test_a_concluded_plan_offers_its_restrictions_to_the_register_in_one_action(browse, people: World) -> None:
    decision = a_decision(people)
    a_plan_with(people, decision, {}, {"what": "Home by nine"})
    sam = browse("sam")
    assert "Add to the register what concluded records name (2 to add)" in sam.get(person_url(people))
    offers = f"{person_url(people)}/restrictions/named-in-records"
    sam.post(offers, chosen=_values(sam.get(offers)), status=303)
    made = db.session.scalars(sa.select(Restriction)).all()
    assert {one.what for one in made} == {"Home by nine", IN_THE_PLAN["what"]}
    assert all(one.decision_id == decision.id and one.harm_prevented == "Calls at three" for one in made)
    assert "2 to add" not in sam.get(person_url(people))
    assert "Every restriction that concluded records name is in the register" in sam.get(offers)


def _values(page: str) -> list[str]:
    return re.findall(r'name="chosen" type="checkbox" value="([^"]+)"', page)


def test_choosing_none_adds_none_and_says_so(browse, people: World) -> None:
    a_plan_with(people, a_decision(people), {})
    refused = browse("sam").post(f"{person_url(people)}/restrictions/named-in-records", status=422)
    assert "Choose at least one, or go back" in refused.text


def test_the_same_restriction_in_a_later_record_is_not_offered_twice(browse, people: World) -> None:
    decision = a_decision(people)
    a_plan_with(people, decision, {})
    sam = browse("sam")
    offers = f"{person_url(people)}/restrictions/named-in-records"
    sam.post(offers, chosen=_values(sam.get(offers)), status=303)
    a_plan_with(people, decision, {"why_proportionate": "Still nights only"})
    assert "to add)" not in sam.get(person_url(people))


def test_a_decision_maker_is_not_offered_to_add(browse, people: World) -> None:
    decision = a_decision(people, colleague=str(people.dee.id))
    a_plan_with(people, decision, {})
    page = browse("dee").get(f"/decisions/{decision.id}")
    assert "to add)" not in page
    assert "Add a restriction" not in page


# ---- Liberty: facts, never an answer

def test_a_limit_that_may_be_more_than_minor_leads_to_the_facts_and_to_no_answer(browse, people: World) -> None:
    made = a_restriction(people, kind=["physical"])
    page = browse("sam").get(f"/restrictions/{made.id}")
    assert "not for this page or for one practitioner to say" in page
    assert "deprived" not in page


def test_a_small_limit_does_not(browse, people: World) -> None:
    made = a_restriction(people, kind=["things"])
    assert "Liberty" not in browse("sam").get(f"/restrictions/{made.id}")


# ---- The rules are told

def fired(decision: Decision, people: World) -> set[str]:
    return {one.check.id for one in findings(decisions.decision(decision.id, people.sam), people.sam)[0]}


@pytest.mark.parametrize(("value", "check"), [
    ({"reduced_by": ""}, "register-restriction-no-end"),
    ({"step_down_on": "2026-01-05"}, "register-step-down-overdue"),
    ({"less_restrictive_tried": ""}, "register-less-restrictive"),
    ({"applies_to": "everyone"}, "register-blanket"),
    ({"counted_as_restraint": "no"}, "register-movement-not-counted"),
    ({"power": "not-sure"}, "register-without-authority"),
])
def test_the_register_is_told_to_the_rules(app: Any, people: World, value: dict[str, Any], check: str) -> None:
    decision = a_decision(people)
    a_plan_with(people, decision, {})
    made = a_restriction(people, decision)
    with app.test_request_context():
        before = fired(decision, people)
        services.change(queries.restriction(made.id, people.sam), value, by=people.sam)
        assert fired(decision, people) - before == {check}
