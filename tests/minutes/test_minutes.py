"""Minutes: written under headings, both texts of two writers kept, said to be right, signed, locked, corrected."""

import io
import re

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.advice import services as advising
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.minutes import services
from riskpanel.panel.models import AgendaItem, Correction, Minutes, Reading
from riskpanel.planning import services as planning
from tests.client import Client
from tests.documents.reading import read
from tests.panel.cases import a_case_under_way, an_advice, stored
from tests.referrals.cases import Statements
from tests.stories import World

WORDS = {"said": "Rosa spoke first.", "options": "By train with Tom; not going."}


def written(browse, people: World) -> tuple[AgendaItem, Client]:
    item, kit = a_case_under_way(people), browse("kit")
    kit.post(f"/items/{item.id}/record", **WORDS, status=303)
    return item, kit


def with_members(browse, people: World) -> tuple[AgendaItem, Client]:
    item, kit = written(browse, people)
    kit.post(f"/items/{item.id}/minutes/send", at=f"/items/{item.id}/minutes", status=303)
    return item, kit


def signed(browse, people: World) -> tuple[AgendaItem, Client]:
    item, kit = with_members(browse, people)
    browse("ada").post(f"/items/{item.id}/minutes/sign", status=303)
    return item, kit


def minutes_of(item: AgendaItem) -> Minutes:
    db.session.expire_all()
    return db.session.scalars(sa.select(Minutes).where(Minutes.item_id == item.id)).one()


# ---- Written

def test_headings_are_ready_and_what_is_known_is_filled_in(browse, people: World) -> None:
    item = a_case_under_way(people)
    page = browse("kit").get(f"/items/{item.id}/record")
    for words in ("Who spoke for the person, and how", "What was said", "Options weighed", "Law relied on",
                  "What is agreed and what is not", "Follow-up, and how the person was told",
                  "Papers before the panel", "Quorum", "Interests", "Nobody else is typing here."):
        assert words in page
    assert "What was heard apart" not in page


def test_every_text_is_kept_with_who_wrote_it(browse, people: World) -> None:
    item, kit = written(browse, people)
    kit.post(f"/items/{item.id}/record", **{**WORDS, "said": "Rosa spoke first, then Ana."}, status=303)
    page = kit.get(f"/items/{item.id}/minutes")
    assert "Rosa spoke first, then Ana." in page
    earlier = page.partition("Earlier versions")[2]
    assert f"written by {people.kit.name}" in earlier
    assert "Rosa spoke first.</p>" in earlier


def test_two_writers_from_the_same_words_see_both_and_neither_is_lost(browse, people: World) -> None:
    item = a_case_under_way(people)
    address, one, two = f"/items/{item.id}/record", browse("kit"), browse("kit")
    opened = two.form(address)
    one.post(address, **WORDS, status=303)
    refused = two.send(address, **opened, said="Ana spoke first.", law="The duty to consult.")
    assert refused.status_code == 409
    for words in ("Rosa spoke first.", "Ana spoke first.", "The duty to consult."):
        assert words in refused.text
    assert minutes_of(item).said == "Rosa spoke first."


def test_who_else_is_typing_is_told_and_their_words_are_not(browse, people: World) -> None:
    item = a_case_under_way(people)
    address, kit = f"/items/{item.id}/record", browse("kit")
    kit.http.post("/drafts", json={"place": address, "fields": [["said", "Half a sentence"],
                                                                ["csrf_token", kit.form(address)["csrf_token"]]]},
                  headers={"X-CSRFToken": kit.form(address)["csrf_token"]})
    assert "Nobody else is typing here." in kit.http.get(f"{address}/others").text


def test_before_the_meeting_opens_nobody_writes_and_the_chair_never_does(browse, people: World) -> None:
    item = a_case_under_way(people)
    browse("ada").get(f"/items/{item.id}/record", status=403)
    with pytest.raises(Refused):
        services.take(stored(item), WORDS, by=people.ada)


def test_what_was_heard_apart_is_for_those_who_sat_and_the_person_is_told(browse, people: World) -> None:
    item = a_case_under_way(people)
    planning.keep_apart(stored(item), 5, "It is about her sister's health.", "Ana tells her so.", by=people.kit)
    db.commit()
    kit = browse("kit")
    kit.post(f"/items/{item.id}/record", **WORDS, apart="Her sister is ill.", status=303)
    kit.post(f"/items/{item.id}/minutes/send", at=f"/items/{item.id}/minutes", status=303)
    browse("ada").post(f"/items/{item.id}/minutes/sign", status=303)
    assert "Her sister is ill." in browse("joe").get(f"/items/{item.id}/minutes")
    by_record = browse("sam").get(f"/items/{item.id}/minutes")
    assert "Her sister is ill." not in by_record
    assert "A part of this case was heard without Rosa, and is minuted apart." in by_record
    assert "Her sister" not in read_word(browse("sam"), f"/items/{item.id}/minutes.docx")


def read_word(client: Client, address: str) -> str:
    from docx import Document

    made = Document(io.BytesIO(client.http.get(address).data))
    return "\n".join([one.text for one in made.paragraphs]
                     + [cell.text for table in made.tables for row in table.rows for cell in row.cells])


# ---- Sent, read, signed, locked

def test_minutes_go_to_the_members_who_say_whether_they_are_right_and_the_chair_signs(browse, people: World) -> None:
    item, kit = with_members(browse, people)
    joe, address = browse("joe"), f"/items/{item.id}/minutes"
    assert f"Read the minutes of {stored(item).referral.reference}" in joe.get("/")
    assert "Say what should be corrected" in joe.post(f"{address}/say", agreed="no", correct="", status=422).text
    joe.post(f"{address}/say", agreed="no", correct="Ana came late...", status=303)
    assert "Ana came late..." in kit.get(address)
    assert "Read the minutes" not in joe.get("/")
    kit.post(f"/items/{item.id}/record", **{**WORDS, "said": "Rosa spoke first; Ana came late."}, status=303)
    assert "The text has changed since." in kit.get(address)
    assert "Read the minutes" in joe.get("/"), "a new text is to be read again"
    joe.post(f"{address}/say", agreed="yes", correct="", status=303)
    ada = browse("ada")
    assert f"Sign the minutes of {stored(item).referral.reference}" in ada.get("/")
    ada.post(f"{address}/sign", status=303)
    assert f"Signed by {people.ada.name}" in joe.get(address)
    assert "Sign the minutes" not in ada.get("/")


def test_nothing_is_sent_while_nothing_is_written(browse, people: World) -> None:
    item = a_case_under_way(people)
    with pytest.raises(Incomplete):
        services.send(stored(item), by=people.kit)


def test_the_chair_signs_only_the_text_they_have_read(browse, people: World) -> None:
    item, kit = with_members(browse, people)
    ada, address = browse("ada"), f"/items/{item.id}/minutes/sign"
    opened = ada.form(address)
    kit.post(f"/items/{item.id}/record", **{**WORDS, "said": "Something else."}, status=303)
    refused = ada.send(address, **opened)
    assert refused.status_code == 409
    assert "The minutes have changed since you read them" in refused.text
    assert minutes_of(item).state == "with-members"


def test_signed_minutes_are_locked_whoever_asks(browse, people: World) -> None:
    item, kit = signed(browse, people)
    assert kit.http.get(f"/items/{item.id}/record").status_code == 409
    with pytest.raises(NotNow):
        services.take(stored(item), WORDS, by=people.kit)
    locked = minutes_of(item)
    locked.said = "Another story."
    with pytest.raises(NotNow, match="signed and locked"):
        db.session.flush()
    db.session.rollback()


def test_a_correction_stands_beside_the_old_words_with_its_reason(browse, people: World) -> None:
    item, kit = signed(browse, people)
    address = f"/items/{item.id}/minutes"
    missing = kit.post(f"{address}/correct", heading="said", now_reads="Rosa spoke second.", because="", status=422)
    assert "Enter why it is corrected" in missing.text
    assert "Rosa spoke second." in missing.text
    kit.post(f"{address}/correct", heading="said", now_reads="Rosa spoke second.", because="The tape", status=303)
    page = kit.get(address)
    for words in ("Rosa spoke first.", "Now reads: Rosa spoke second.", "Because: The tape."):
        assert words in page
    made = db.session.scalars(sa.select(Correction)).one()
    made.now_reads = "Never mind."
    with pytest.raises(NotNow):
        db.session.flush()
    db.session.rollback()
    browse("joe").get(f"{address}/correct", status=403)


def test_what_a_member_said_is_never_rewritten(browse, people: World) -> None:
    item, _kit = with_members(browse, people)
    services.say(stored(item), True, "", by=people.joe)
    db.commit()
    said = db.session.scalars(sa.select(Reading)).one()
    said.agreed = False
    with pytest.raises(NotNow):
        db.session.flush()
    db.session.rollback()


# ---- Who reads them, and on paper

def test_a_draft_is_for_those_who_sat_and_signed_minutes_are_of_the_record(browse, people: World) -> None:
    item, kit = with_members(browse, people)
    address = f"/items/{item.id}/minutes"
    assert browse("sam").http.get(address).status_code in (403, 404)
    browse("ada").post(f"{address}/sign", status=303)
    assert "Rosa spoke first." in browse("sam").get(address)
    assert browse("ines").http.get(address).status_code in (403, 404)
    assert kit.http.get(f"{address}.exe").status_code == 404


def test_minutes_are_taken_as_pdf_and_word_with_whose_they_are_on_each_page(browse, people: World) -> None:
    item, kit = signed(browse, people)
    person, meeting = stored(item).referral.person.reference, stored(item).meeting
    told = read(kit.http.get(f"/items/{item.id}/minutes.pdf").data)
    assert told.tagged
    for page in told.pages:
        assert person in page
        assert re.search(r"[Pp]age 1 of \d", told.pages[0])
    assert "Rosa spoke first." in read_word(kit, f"/items/{item.id}/minutes.docx")
    whole = read(kit.http.get(f"/meetings/{meeting.id}/minutes.pdf").data)
    assert meeting.reference in whole.pages[0]


def test_the_advice_its_dissent_and_what_was_agreed_stand_in_the_minutes_as_they_were_signed(browse, people: World
                                                                                          ) -> None:
    made = an_advice(people)
    item = made.item
    advising.dissent(made, "It is too soon.", by=people.joe, named=False)
    db.commit()
    kit = browse("kit")
    kit.post(f"/items/{item.id}/record", **WORDS, status=303)
    kit.post(f"/items/{item.id}/minutes/send", at=f"/items/{item.id}/minutes", status=303)
    with Statements() as said:
        page = kit.get(f"/items/{item.id}/minutes")
    assert said.count <= 20, "what signed minutes keep, a draft puts together anew"
    browse("ada").post(f"/items/{item.id}/minutes/sign", status=303)
    told = " ".join("\n".join(read(kit.http.get(f"/items/{item.id}/minutes.pdf").data).pages).split())
    for words in ("The panel advises an option that leaves the person freer", "She has done it before.",
                  "A card to show", "It is too soon.", "Walk the route once (Joe Tan, Health",
                  "Read back to the person"):
        assert words in page
        assert words in told


def test_pages_of_minutes_cost_at_most_twelve_statements(browse, people: World) -> None:
    item, kit = signed(browse, people)
    for client, page in ((kit, f"/items/{item.id}/minutes"), (browse("sam"), f"/items/{item.id}/minutes"),
                         (browse("ada"), "/")):
        client.get(page)
        with Statements() as said:
            client.get(page)
        assert said.count <= 12, "\n".join([page, *said.said])
