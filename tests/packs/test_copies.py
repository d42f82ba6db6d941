"""Numbered copies: one a reader, with what that reader may read and no more, and a log of what became of each."""

import re

import pytest
from sqlalchemy.exc import IntegrityError

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.decisions import services as decisions
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.packs import queries, services
from riskpanel.packs.models import PackCopy
from riskpanel.panel import services as panel
from riskpanel.trail.models import TrailEvent
from tests.documents.reading import read
from tests.packs.papers import SITTING, a_meeting_with_papers, a_record, another_case, copies_for, made_now
from tests.panel.cases import a_listed_case, a_meeting, came, declare, stored
from tests.stories import World, a_challenge, an_answer


def pdf_of(browser: object, copy: PackCopy) -> list[str]:
    """The pages of a copy, as its file says them."""
    answer = browser.http.get(f"/copies/{copy.id}.pdf")  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    return read(answer.data).pages


def test_one_press_makes_a_numbered_copy_for_everybody_who_sits(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/copies"
    assert "Made: 1, 2, 3, 4, 5." in kit.http.get(kit.post(address, status=303).location).text
    log = kit.get(address)
    for name in ("Ada Finch", "Bea Holt", "Joe Tan", "Kit Lowe", "Lea Stone"):
        assert name in log
    assert "Everybody has a copy" in kit.http.get(kit.post(address, status=303).location).text
    assert [one.number for one in made_now(item)] == [1, 2, 3, 4, 5]
    assert "Your papers are ready" in kit.get("/outbox")


def test_until_there_are_copies_they_are_owed_by_the_minute_taker(browse, people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, "ada")
    kit, owed = browse("kit"), "Make the copies of the papers of the meeting"
    assert owed in kit.get("/")
    kit.post(f"/meetings/{item.meeting_id}/copies", status=303)
    assert owed not in kit.get("/")


def test_each_page_says_whose_it_is_which_of_how_many_and_whose_copy(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    other = another_case(people, item.meeting)
    declare(people, other, *SITTING)
    copy = copies_for(people, item)["joe"]
    pages = pdf_of(browse("joe"), copy)
    refs = [one.referral.person.reference for one in (item, other)]
    for number, page in enumerate(pages, start=1):
        assert f"Copy {copy.number}, for Joe Tan" in page
        assert f"Page {number} of {len(pages)}" in page
        assert not all(ref in page for ref in refs), "no two people stand on one page"
    assert all(any(ref in page for ref in refs) for page in pages[1:])
    assert "Rosa" not in pages[0]
    assert "Idris" not in pages[0]
    assert f"Case 1, {item.referral.reference}" in pages[0]


def test_the_copy_says_what_the_case_holds_in_words_as_they_were_shown(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    challenge = a_challenge(people, item.referral.decision)
    an_answer(people, challenge)
    item.referral.challenge_id = challenge.id
    trail.record(Action.CHANGE_REFERRAL, item.referral, by=people.sam)
    db.commit()
    text = re.sub(r"\s+", " ", "\n".join(pdf_of(browse("ada"), copies_for(people, item)["ada"])))
    for words in ("“I want to see the sea” (Rosa)", item.referral.question, "Ana Delgado, family", "She gets lost",
                  "Concluded by Sam Okoro, Social worker", "By train with Tom", "Not yet considered",
                  "One side of an option is blank.", "Which abilities are doubted: Weighing",
                  "Write what speaks for it too.", "Mental Capacity Act 2005, section 4(2)",
                  "The station is busy and she was lost there in May.", "The crowd is the risk.",
                  "the decision stays with them"):
        assert words in text, words
    assert text.index("I want to see the sea") < text.index(item.referral.question)


def test_a_declared_interest_keeps_the_case_out_even_of_a_copy_made_before(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    other = another_case(people, item.meeting)
    declare(people, other, *SITTING)
    copy = copies_for(people, item)["joe"]
    assert "Idris" in "".join(pdf_of(browse("joe"), copy))
    declare(people, stored(other), "joe", interest="He is my cousin")
    for who in ("joe", "kit"):
        text = "".join(pdf_of(browse(who), copy))
        assert f"Case 2, {other.referral.reference}: not in your copy" in text
        assert "Rosa" in text
        assert "Idris" not in text
        assert "cousin" not in text
        assert "interest" not in text
    browse("joe").get(f"/copies/{copy.id}/cases/2", status=404)
    assert "Idris" in "".join(pdf_of(browse("bea"), next(one for one in made_now(item) if one.called == "Bea Holt")))


def test_a_case_is_left_out_until_its_reader_has_said_that_they_have_no_interest(browse, people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, "ada")
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/copies"
    assert "Bea Holt, Joe Tan, Lea Stone and Kit Lowe have yet to say" in kit.get(address)
    assert list(copies_for(people, item)) == ["ada"]
    browse("joe").post(f"/items/{item.id}/interest", declared="no", status=303)
    assert "Made: 2." in kit.http.get(kit.post(address, status=303).location).text
    assert "No copy has been made for you yet" in browse("bea").get(f"/meetings/{item.meeting_id}/pack")


def test_a_coordinator_prints_no_case_in_which_they_have_an_interest(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    copy = copies_for(people, item)["joe"]
    declare(people, item, "kit", interest="She is my neighbour")
    assert "Rosa" not in "".join(pdf_of(browse("kit"), copy))
    assert "Rosa" in "".join(pdf_of(browse("joe"), copy))


def test_a_copy_is_for_its_reader_alone(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    copy = copies_for(people, item)["joe"]
    for ending in ("", ".pdf", ".docx", "/cases/1"):
        browse("bea").get(f"/copies/{copy.id}{ending}", status=403)
        browse("sam").get(f"/copies/{copy.id}{ending}", status=403)
    assert browse("lea").http.get(f"/copies/{copy.id}.pdf").status_code == 403
    with pytest.raises(Refused):
        services.make_copies(item.meeting, services.sitters(item.meeting), by=people.joe)
    browse("joe").get(f"/copies/{copy.id}.exe", status=404)


def test_on_screen_the_reader_goes_from_case_to_case_and_the_log_says_when_it_was_opened(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    other = another_case(people, item.meeting)
    declare(people, other, *SITTING)
    copy = copies_for(people, item)["joe"]
    joe = browse("joe")
    assert joe.http.get(f"/meetings/{item.meeting_id}/pack").location == f"/copies/{copy.id}"
    log = f"/meetings/{item.meeting_id}/copies"
    assert "Not opened yet" in browse("kit").get(log)
    assert "not in your copy" not in joe.get(f"/copies/{copy.id}")
    first = joe.get(f"/copies/{copy.id}/cases/1")
    assert "I want to see the sea" in first
    assert f"/copies/{copy.id}/cases/2" in first
    row = re.search(r"Joe Tan.*?</tr>", browse("kit").get(log), re.S)
    assert row
    assert "Not opened yet" not in row[0]
    seen = {(one.subject_type, one.person_id) for one in db.session.query(TrailEvent).filter_by(
        action=Action.OPEN_PACK.value, actor_id=people.joe.id)}
    assert ("PackCopy", None) in seen
    assert ("AgendaItem", item.person_id) in seen


def test_the_papers_close_with_the_meeting_but_for_its_chair_and_minute_taker(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    made = copies_for(people, item)
    came(people, item.meeting, *SITTING)
    panel.open_meeting(item.meeting, by=people.ada)
    panel.withdraw(item, "Settled", by=people.kit)
    another = another_case(people, item.meeting)
    declare(people, another, *SITTING)
    another.state = "heard"
    panel.close_meeting(item.meeting, by=people.ada)
    db.commit()
    joe = browse("joe")
    joe.get(f"/copies/{made['joe'].id}", status=403)
    assert "closed with it" in joe.get(f"/items/{another.id}/pack", status=403)
    assert "Idris" in joe.get(f"/meetings/{item.meeting_id}")
    joe.get(f"/items/{another.id}/minutes")
    browse("ada").get(f"/copies/{made['ada'].id}")
    browse("kit").get(f"/items/{another.id}/pack")
    assert "and so are the papers" in browse("kit").get(f"/meetings/{item.meeting_id}/copies")
    with pytest.raises(NotNow):
        services.make_copies(stored(item).meeting, services.sitters(item.meeting), by=people.kit)


def test_what_became_of_a_copy_is_noted_once(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    copy = copies_for(people, item)["joe"]
    kit, address = browse("kit"), f"/copies/{copy.id}/back"
    assert "Choose what became of the copy" in kit.post(address, how="", status=422).text
    kit.post(address, how="destroyed", status=303)
    assert "Destroyed, or deleted" in kit.get(f"/meetings/{item.meeting_id}/copies")
    kit.post(address, how="lost", status=409)


def test_somebody_asked_to_one_case_gets_that_case_alone(browse, people: World) -> None:
    item = a_meeting_with_papers(people)
    other = another_case(people, item.meeting)
    declare(people, other, *SITTING)
    for name, part in (("Rosa", "person"), ("Ana Delgado", "family")):
        panel.invite(item, {"name": name, "part": part, "how": "come"}, by=people.kit)
    db.commit()
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/copies/another"
    page = kit.get(address)
    assert f"Rosa, for {item.referral.reference} alone" in page
    assert "Ana Delgado" not in page
    choice = re.search(r'value="(\d+)"[^>]*>\s*<label[^>]*>\s*Rosa', page)
    assert choice
    assert "Copy 1, for Rosa, is made." in kit.http.get(kit.post(address, reader=choice[1], status=303).location).text
    text = "".join(pdf_of(kit, made_now(item)[0]))
    assert "I want to see the sea" in text
    assert "Idris" not in text
    assert other.referral.reference not in text


def test_papers_are_put_together_anew_only_where_they_say_something_else(people: World) -> None:
    item = a_meeting_with_papers(people)
    copies_for(people, item)
    assert copies_for(people, item) == {}
    before = queries.newest_papers(item.meeting)[item.id]
    decisions.record_agreement(item.referral.decision, "agreed", "They walked it together.", by=people.sam)
    db.commit()
    db.session.expire_all()
    again = copies_for(people, stored(item))
    assert {one.number for one in again.values()} == {6, 7, 8, 9, 10}
    assert queries.newest_papers(stored(item).meeting)[item.id].id != before.id
    first = made_now(item)[0]
    assert "They walked it together." not in str(queries.papers_of(first)[item.id].parts)


def test_no_papers_are_copied_without_a_case_and_no_number_is_given_twice(people: World) -> None:
    meeting = a_meeting(people)
    with pytest.raises(Incomplete, match="no case on the agenda"):
        services.make_copies(meeting, services.sitters(meeting), by=people.kit)
    for _ in range(2):
        db.session.add(PackCopy(meeting_id=meeting.id, number=1, user_id=people.joe.id, made_by_id=people.kit.id))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_what_is_missing_and_what_was_never_shown_is_told(browse, people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, *SITTING)
    a_record(people, item, "capacity", title="Capacity", sections=[])
    text = "".join(pdf_of(browse("ada"), copies_for(people, item)["ada"]))
    for words in ("No positive-risk record has been concluded.", "No record of support to decide has been concluded.",
                  "Gaps", "The fair is on Saturday"):
        assert words in text
