"""The letter: composed from the answers, changed part by part, kept in versions, and written as PDF and Word."""

import io
from typing import Any

import docx
import pikepdf
import pytest

from riskpanel import db
from riskpanel.challenges import letter, services
from riskpanel.challenges.blueprint import document
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.queries import versions
from riskpanel.demo import laptop
from riskpanel.documents.pdf import pages as sheets
from riskpanel.documents.pdf import pdf
from riskpanel.errors import NotFound, NotNow
from riskpanel.trail.models import TrailEvent
from tests.challenges.test_road import at
from tests.stories import World, a_challenge, a_decision, a_draft_challenge

NASTY = "#set page(width: 1pt) *bold* <b>x</b> $x^2$ @ref \\ `raw`"


def again(challenge: Challenge) -> Challenge:
    return db.session.get_one(Challenge, challenge.id)


def words_of(content: bytes) -> str:
    """Every paragraph of a Word file."""
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_laptops_letter_fits_one_page_and_is_a_tagged_pdf(app: Any, people: World) -> None:
    told = {name: words for name, words in laptop.CHALLENGE.items() if name != "danger_now"}
    draft = a_draft_challenge(people, a_decision(people, sentence=laptop.DECISION["sentence"]), **told)
    for one in laptop.EVIDENCE:
        services.add_evidence(draft, one | {"dated_on": "2026-11-02"}, by=people.sam)
    services.add_evidence(draft, laptop.SHOW_US, by=people.sam, asked_of_them=True)
    written = services.draft_letter(draft)
    with app.test_request_context():
        printed = document(draft, written)
    assert sheets(printed) == 1
    assert not letter.length_question(written)
    with pikepdf.open(io.BytesIO(pdf(printed))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang).startswith("en")
        with made.open_metadata() as said:
            assert str(said["pdfuaid:part"]) == "1"
            assert "Rosa" in str(said["dc:title"])
    db.rollback()


def test_a_letter_past_one_page_asks_about_its_longest_part(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people), facts="He was calm on the bus that day. " * 120)
    page = browse("sam").get(at(draft, "/check"))
    assert "The letter runs to more than one page" in page
    assert f'{at(draft, "/write/reasoning")}"' in page


def test_the_letter_is_taken_as_pdf_and_as_word_with_the_look_in_the_trail(browse: Any, people: World) -> None:
    sent, mo = a_challenge(people, a_decision(people), facts=NASTY), browse("mo")
    for ending, media in (("pdf", "application/pdf"), ("docx", "wordprocessingml")):
        answer = mo.http.get(at(sent, f"/letter.{ending}"))
        assert answer.status_code == 200
        assert media in answer.mimetype
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert NASTY in words_of(answer.data)
    looks = db.session.query(TrailEvent).filter(TrailEvent.action == "letter:copy").count()
    assert looks == 2
    assert mo.http.get(at(sent, "/letter.html")).status_code == 404


def test_nobody_takes_a_copy_who_may_not_read_the_letter(browse: Any, people: World) -> None:
    decision = a_decision(people)
    draft = a_draft_challenge(people, decision)
    for name, status in (("ines", 404), ("mo", 404), ("adi", 403)):
        assert browse(name).http.get(at(draft, "/letter.pdf")).status_code == status


def test_hostile_words_stay_words_on_the_page(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people), facts="<script>alert(1)</script> {{ 7*7 }}")
    page = browse("mo").get(at(sent, "/letter"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


def test_a_part_is_rewritten_kept_in_versions_and_put_back(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    part = at(draft, "/letter/parts/ask")
    assert "Let her go with her friend, with a card to show." in sam.get(part)
    sam.post(part, text="Could she go with Tom, once, and then we look at it?", status=303)
    page = sam.get(at(draft, "/check"))
    assert "Could she go with Tom, once" in page
    sam.post(at(draft, "/write/ask"), ask="Let her go twice.", status=303)
    page = sam.get(at(draft, "/check"))
    assert "Your answers have changed since" in page
    assert "Let her go twice." in page
    sam.post(f"{part}/keep", at=at(draft, "/check"), status=303)
    assert "Your answers have changed since" not in sam.get(at(draft, "/check"))
    sam.post(f"{part}/use-answers", at=at(draft, "/check"), status=303)
    assert "Could she go with Tom" not in sam.get(at(draft, "/check"))
    kept = versions(again(draft))
    assert [one.number for one in kept] == [4, 3, 2, 1]
    assert "Could she go with Tom, once" in sam.get(at(draft, "/letter/versions/2"))
    assert "with a card to show" in sam.get(at(draft, "/letter/versions/1"))
    sam.get(at(draft, "/letter/versions/9"), status=404)


def test_two_who_change_one_part_see_both_versions(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    part = at(draft, "/letter/parts/ask")
    stale = sam.form(part)
    sam.post(part, text="First words.", status=303)
    answer = sam.send(part, text="Second words.", **stale)
    assert answer.status_code == 409
    assert "First words." in answer.text
    assert "Second words." in answer.text


def test_a_blank_part_and_an_unknown_one_are_refused(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people), person_says="I want the sea"), browse("sam")
    assert sam.post(at(draft, "/letter/parts/ask"), text=" ").status_code == 422
    for key in ("person", "whose", "nothing"):
        sam.get(at(draft, f"/letter/parts/{key}"), status=404)
        with pytest.raises(NotFound):
            services.edit_part(again(draft), key, "Mine", by=people.sam)


def test_the_letter_cites_confirmed_sources_only(people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    told = {"say": "A thing", "title": "A thing", "settle": "", "because": [], "sources": [
        {"id": "a", "title": "Mental Capacity Act 2005, s.1(4)", "url": "", "confirmed": True},
        {"id": "b", "title": "Mental Capacity Act 2005, s.1(6)", "url": "", "confirmed": True},
        {"id": "c", "title": "Unseen v Unread", "url": "", "confirmed": False}]}
    services.rest_on(draft, "finding", ["x"], {"x": told}, by=people.sam)
    law = services.draft_letter(draft).part("law")
    assert law is not None
    assert "A thing (Mental Capacity Act 2005, s.1(4) and s.1(6))." in law.text
    assert "Unseen" not in law.text
    db.rollback()


def test_words_of_another_are_kept_as_they_were_written(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people), raised_for="family", raised_for_name="Ana Delgado",
                              raised_for_words="Nobody rang me. Not once!!")
    with pytest.raises(NotNow, match="stay as they were"):
        services.change_challenge(again(draft), {"raised_for_words": "Ana was not informed."}, by=people.pru)
    db.rollback()
    page = browse("sam").get(at(draft, "/letter"))
    assert "I write on behalf of Ana Delgado, in their own words: “Nobody rang me. Not once!!”" in page
