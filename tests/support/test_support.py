"""Support around a challenge: talks by several people, supervision between two, and a note that names nobody."""

from io import BytesIO
from typing import Any

import docx
import pytest

from riskpanel import db
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.people import services as people_services
from riskpanel.people.models import Person
from riskpanel.people.naming import Known, found_in, known_of, without
from riskpanel.referrals.carrying import carried
from riskpanel.support import queries, services
from tests.client import Client
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer

NOTE = {"did": "I asked Rosa and Ana, about C-AAAA-BBBB.", "learned": "Rosa’s card was enough.", "differently": ""}


def a_talk(world: World, challenge: Challenge, by: str = "sam", **more: Any) -> None:
    values = {"kind": "talk", "happened_on": today(), "with_whom": "Mo Bright", "supervisor": None,
              "said": "We looked at the station.", "agreed": "To go there once."}
    services.add_discussion(db.session.get_one(Challenge, challenge.id), values | more, by=world.users[by])
    db.commit()


def date_of_today(name: str) -> dict[str, str]:
    return {f"{name}__day": str(today().day), f"{name}__month": str(today().month), f"{name}__year": str(today().year)}


def test_several_people_add_what_they_talked_of(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    home = f"/challenges/{challenge.id}"
    browse("sam").post(f"{home}/discussion/add", status=303, kind="talk", with_whom="Mo Bright",
                       said="We looked at the station together.", agreed="Mo rings the station.",
                       **date_of_today("happened_on"))
    browse("mo").post(f"{home}/discussion/add", status=303, kind="peer", with_whom="Dee Marsh",
                      said="She asked what I fear most.", **date_of_today("happened_on"))
    page = browse("pru").get(f"{home}/discussion")
    for words in ("Talk with Mo Bright", "written by Sam Okoro", "Agreed: Mo rings the station.",
                  "Thought over with Dee Marsh", "written by Mo Bright", "Nothing was agreed."):
        assert words in page
    assert "Talk with Mo Bright" in browse("sam").get(home)


def test_a_note_of_supervision_is_seen_by_its_author_and_the_supervisor_only(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    secret = "I was angry and said so."
    a_talk(people, challenge, kind="supervision", said=secret, supervisor=str(people.pru.id))
    pages = {name: browse(name).get(f"/challenges/{challenge.id}/discussion") for name in ("sam", "pru", "mo", "lea")}
    assert [name for name, page in pages.items() if secret in page] == ["sam", "pru"]
    assert "Supervision with" not in browse("mo").get(f"/challenges/{challenge.id}")


def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    add = f"/challenges/{challenge.id}/discussion/add"
    page = browse("sam").post(add, status=422, kind="supervision", said="A hard week.", **date_of_today("happened_on"))
    assert "Choose your supervisor" in page.text
    assert "A hard week." in page.text
    page = browse("sam").post(add, status=422, kind="talk", said="x", happened_on__day="31", happened_on__month="2",
                              happened_on__year="2026")
    assert "Write with whom" in page.text


@pytest.mark.parametrize("values", [{"said": ""}, {"happened_on": None}, {"kind": "supervision"}])
def test_a_note_that_says_nothing_is_refused(people: World, values: dict[str, Any]) -> None:
    challenge = a_challenge(people, a_decision(people))
    with pytest.raises(Incomplete):
        a_talk(people, challenge, **values)


def test_nobody_supervises_themselves(people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    with pytest.raises(Incomplete, match="Choose your supervisor"):
        a_talk(people, challenge, kind="supervision", supervisor=str(people.sam.id))


def test_somebody_of_another_team_adds_and_reads_nothing(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    with pytest.raises(Refused):
        a_talk(people, challenge, by="ines")
    for page in ("discussion", "discussion/add", "support/add", "reflection"):
        browse("ines").get(f"/challenges/{challenge.id}/{page}", status=404)


def test_support_is_named_by_whoever_raises_it_and_not_by_whoever_answers(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    add = f"/challenges/{challenge.id}/support/add"
    browse("sam").post(add, status=303, kind="mca-lead", name="Lea Stone", helps="The letter")
    page = browse("sam").get(f"/challenges/{challenge.id}/discussion")
    assert "The MCA lead" in page
    assert "Lea Stone" in page
    browse("mo").get(add, status=403)
    browse("sam").post(add, status=422, kind="advocate")


# ---- The reflective note


def reflecting(people: World) -> Challenge:
    challenge = a_challenge(people, a_decision(people))
    an_answer(people, challenge)
    services.reflect(db.session.get_one(Challenge, challenge.id), NOTE, by=people.sam)
    db.commit()
    return challenge


def test_a_note_is_its_authors_alone(browse: Any, people: World) -> None:
    challenge = reflecting(people)
    home = f"/challenges/{challenge.id}/reflection"
    assert "card was enough" in browse("sam").get(home)
    for name in ("mo", "pru", "lea"):
        assert "card was enough" not in browse(name).get(home)
        browse(name).get(f"{home}/export", status=404)
        browse(name).get(f"{home}/export.docx", status=404)
    seen = db.session.get_one(Challenge, challenge.id)
    assert queries.reflection(seen, people.pru) is None


def exported(client: Client, home: str) -> str:
    answer = client.http.get(f"{home}/export.docx")
    assert answer.status_code == 200
    made = docx.Document(BytesIO(answer.data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_an_exported_note_names_nobody_but_its_author(browse: Any, people: World) -> None:
    person = db.session.get_one(Person, people.person.id)
    people_services.add_connection(person, {"name": "Ana Delgado", "kind": "family"}, by=people.sam)
    db.commit()
    challenge = reflecting(people)
    home = f"/challenges/{challenge.id}/reflection"
    assert "Rosa, Ana, Rosa’s, C-AAAA-BBBB" in browse("sam").get(home)
    for text in (browse("sam").get(f"{home}/export"), exported(browse("sam"), home)):
        assert "I asked the person and somebody they know, about (left out)." in text
        assert "the person’s card was enough." in text
        assert "Sam Okoro" in text
        assert not [name for name in ("Rosa", "Delgado", "Ana,", challenge.reference) if name in text]


def test_a_note_is_changed_and_not_doubled(browse: Any, people: World) -> None:
    challenge = reflecting(people)
    home = f"/challenges/{challenge.id}/reflection"
    browse("sam").post(home, status=303, did="I asked first.", learned="", differently="Ask sooner.")
    page = browse("sam").get(home)
    assert "Ask sooner." in page
    assert "I asked Rosa" not in page


def test_a_note_waits_until_there_is_an_answer(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    browse("sam").get(f"/challenges/{draft.id}/reflection", status=409)
    with pytest.raises(NotNow):
        services.reflect(db.session.get_one(Challenge, draft.id), NOTE, by=people.sam)


# ---- Names in a text


def test_names_are_found_as_whole_words_however_they_are_written(people: World) -> None:
    known = Known(frozenset({"zoe", "may"}), frozenset({"okafor"}), ("1980-03-04", "4 March 1980"))
    text = "Zoë may go. zoe's aunt OKAFOR was born on 4 march 1980; see P-7K3M-Q2ZD and 943 476 5919. Zoetrope."
    assert found_in(text, known) == ["Zoë", "may", "zoe's", "OKAFOR", "P-7K3M-Q2ZD", "943 476 5919", "4 March 1980"]
    clean = without(text, known)
    assert found_in(clean, known) == []
    assert "Zoetrope" in clean


def test_a_text_that_names_nobody_is_left_as_it_is(people: World) -> None:
    text = "Ask whether help was tried first (section 1(3)), and the reasons."
    known = known_of(db.session.get_one(Person, people.person.id), ["The hen club", "Mo Bright"])
    assert without(text, known) == text
    assert found_in("The club met the hen.", known) == []


def test_a_referral_carries_the_talks_and_never_the_notes(people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    a_talk(people, challenge)
    a_talk(people, challenge, kind="supervision", said="I was angry.", supervisor=str(people.pru.id))
    seen = db.session.get_one(Challenge, challenge.id)
    tried = carried(seen.decision, seen, {})["tried"]
    assert "We looked at the station. Agreed: To go there once." in tried
    assert "I was angry." not in tried
