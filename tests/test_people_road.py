"""A person's record: added, told in their words, found by those who may, and never by others."""

from riskpanel import db, trail
from riskpanel.assessments.facts import about_person, speaking_for
from riskpanel.people.models import Authority, Person
from tests.stories import World


def test_a_practitioner_adds_a_person_and_their_own_words(browse, people: World) -> None:
    sam = browse("sam")
    added = sam.post("/people/add", name="Zoë Carr-Smith", preferred_name="Zo", status=303)
    told = sam.post(added.location, about_me="I love trains", status=303)
    assert "I love trains" in sam.get(told.location)


def test_a_person_is_found_by_any_whole_word_of_their_name(browse, people: World) -> None:
    assert "Rosa" in browse("sam").get("/people?words=delgado")


def test_another_team_does_not_find_or_see_the_person(browse, people: World) -> None:
    ines = browse("ines")
    assert people.person.reference not in ines.get("/people?words=delgado")
    ines.get(f"/people/{people.person.id}", status=404)


def test_a_form_sent_twice_adds_one_person(browse, people: World) -> None:
    sam = browse("sam")
    fields = {**sam.form("/people/add"), "name": "Only Once"}
    first, second = sam.send("/people/add", **fields), sam.send("/people/add", **fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert "People found: 1" in sam.get("/people?words=once")


def test_two_people_changing_the_same_words_see_both_versions(browse, people: World) -> None:
    sam, mo = browse("sam"), browse("mo")
    page = f"/people/{people.person.id}/about-me"
    opened = sam.form(page)
    mo.post(page, about_me="I keep three budgies", status=303)
    refused = sam.send(page, **opened, about_me="I keep two budgies")
    assert refused.status_code == 409
    assert "I keep three budgies" in refused.text
    assert "I keep two budgies" in refused.text


def test_the_trail_is_whole_afterwards(browse, people: World) -> None:
    browse("sam").get(f"/people/{people.person.id}")
    assert trail.verify().whole


def test_a_check_that_found_no_attorney_is_recorded_and_told_to_the_rules(browse, people: World) -> None:
    page = f"/people/{people.person.id}/authorities/add"
    browse("sam").post(page, kind="attorney-welfare", state="none", status=303)
    assert "Checked: there is none." in browse("sam").get(f"/people/{people.person.id}")
    assert about_person(db.session.get(Person, people.person.id))["attorney_welfare"] == "none"


def test_an_attorney_who_is_there_needs_a_name(browse, people: World) -> None:
    page = f"/people/{people.person.id}/authorities/add"
    refused = browse("sam").post(page, kind="attorney-welfare", state="not-seen", status=422)
    assert "Enter who it is" in refused.text


def test_an_attorney_found_later_counts_before_the_check_that_found_none() -> None:
    none, seen = (Authority(kind="attorney-welfare", state=state) for state in ("none", "seen"))
    assert speaking_for([none, seen])["attorney_welfare"] == "seen"
    assert speaking_for([seen, none])["attorney_welfare"] == "seen"
    assert speaking_for([none])["attorney_welfare"] == "none"
