"""The ledger of evidence: several claims on a page, files known by their content, and what is owed until shown."""

import io
import re
from typing import Any

import pytest

from riskpanel import db
from riskpanel.challenges import services
from riskpanel.challenges.models import Attachment, Challenge
from riskpanel.clock import today
from riskpanel.documents.files import MOST_BYTES
from riskpanel.trail.models import TrailEvent
from tests.answering import a_record
from tests.challenges.test_road import at, on
from tests.stories import World, a_decision, a_draft_challenge

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB\x60\x82"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def with_a_claim(people: World, *, sent: bool = False) -> tuple[Challenge, str]:
    """A draft with a claim and a request, and the page of the claim (or, once sent, of the request)."""
    draft = a_draft_challenge(people, a_decision(people))
    told = {"claim": "She came home", "source": "Tom", "basis": "reported"}
    claim = services.add_evidence(draft, told, by=people.sam)
    asked = services.add_evidence(draft, {"claim": "The record of May"}, by=people.sam, asked_of_them=True)
    if sent:
        services.send_challenge(draft, by=people.sam)
    db.commit()
    return draft, f"/challenges/evidence/{(asked if sent else claim).id}"


def attach(browser: Any, page: str, content: bytes, name: str, **more: Any) -> Any:
    """Choose a file and send it. What the test client lays on disk to send a large one is closed at once."""
    answer = browser.post(f"{page}/attach", file=(io.BytesIO(content), name), **more)
    answer.request.environ["wsgi.input"].close()
    return answer


def opened(browser: Any, page: str) -> str:
    """Where the one file that a page links is opened."""
    found = re.findall(r'href="(/challenges/attachments/[0-9a-f-]+)"', browser.get(page))
    assert len(set(found)) == 1, found
    return str(found[0])


def test_several_claims_and_requests_are_written_on_one_page(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    sam.post(at(draft, "/evidence"), status=303, evidence_1_claim="One", evidence_1_basis="first-hand",
             evidence_2_claim="Two", evidence_2_basis="document", **on("evidence_2_dated_on"),
             request_1_claim="Three", request_2_claim="Four")
    seen = db.session.get_one(Challenge, draft.id)
    assert [one.claim for one in seen.claims] == ["One", "Two"]
    assert [one.dated_on for one in seen.claims] == [None, today()]
    assert [one.claim for one in seen.requests] == ["Three", "Four"]


def test_a_row_that_was_begun_is_finished_and_keeps_what_was_typed(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    answer = sam.post(at(draft, "/evidence"), evidence_1_source="The clinic", evidence_2_claim="Two",
                      request_1_source="Page 4")
    assert answer.status_code == 422
    for words in ("Write what it shows", "Choose how it is known", "Write what you ask to be shown", "The clinic"):
        assert words in answer.text
    assert not db.session.get_one(Challenge, draft.id).claims


def test_sources_that_the_decisions_records_name_are_offered(browse: Any, people: World) -> None:
    decision = a_decision(people)
    event = {"what": "She came home wet", "source": "The day centre’s log"}
    a_record(decision, "positive-risk", {"history": [event, event]}, by=people.sam)
    page = browse("sam").get(at(a_draft_challenge(people, decision), "/evidence"))
    assert page.count('<option value="The day centre’s log">') == 1
    assert page.count('list="sources"') == 3


@pytest.mark.parametrize(("content", "name", "said"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "picture.png", "whatever its name ends with"),
    (b"<!doctype html><script>alert(1)</script>", "notes.pdf", "whatever its name ends with"),
    (b"MZ\x90\x00" + b"\0" * 50, "notes.docx", "whatever its name ends with"),
    (b"", "empty.pdf", "The file is empty"),
    (PDF + b"0" * MOST_BYTES, "large.pdf", "larger than"),
], ids=["svg", "html", "program", "empty", "large"])
def test_a_file_that_is_refused_loses_nothing_that_was_typed(
        browse: Any, people: World, content: bytes, name: str, said: str) -> None:
    _draft, page = with_a_claim(people)
    answer = attach(browse("sam"), page, content, name, found_at="Case record of 4 May")
    assert answer.status_code == 422
    assert said in answer.text
    assert "Case record of 4 May" in answer.text
    assert not db.session.query(Attachment).count()


def test_nothing_chosen_and_nothing_written_is_asked_for(browse: Any, people: World) -> None:
    _draft, page = with_a_claim(people)
    answer = browse("sam").post(f"{page}/attach")
    assert answer.status_code == 422
    assert "Choose a file, or write where it can be found" in answer.text


def test_far_too_much_is_answered_in_a_sentence(browse: Any, people: World) -> None:
    _draft, page = with_a_claim(people)
    answer = attach(browse("sam"), page, PDF + b"0" * (MOST_BYTES * 2), "large.pdf")
    assert answer.status_code == 413
    assert "A file may have up to" in answer.text


def test_a_file_is_kept_sealed_and_comes_back_as_a_download_with_the_look_in_the_trail(
        browse: Any, people: World) -> None:
    draft, page = with_a_claim(people)
    sam = browse("sam")
    hostile = "../../etc/\u202egpj.<b>\"quote\"\r\nX-Bad: 1</b>.html"
    attach(sam, page, PNG, hostile, status=303)
    file = opened(sam, at(draft, "/evidence"))
    answer = sam.http.get(file)
    assert answer.data == PNG
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Bad" not in answer.headers
    kept = db.session.query(Attachment).one()
    assert kept.name.endswith(".png")
    assert not set("/\\<>\u202e\r\n") & set(kept.name)
    raw = db.session.connection().exec_driver_sql("SELECT content, name FROM attachment").one()
    assert PNG not in bytes(raw[0])
    assert kept.name not in str(raw[1])
    assert db.session.query(TrailEvent).filter(TrailEvent.action == "attachment:open").count() == 1


def test_a_file_is_opened_by_those_who_may_see_the_challenge_and_no_other(browse: Any, people: World) -> None:
    draft, page = with_a_claim(people)
    sam = browse("sam")
    attach(sam, page, PDF, "log.pdf", status=303)
    file = opened(sam, at(draft, "/evidence"))
    for name, status in (("ines", 404), ("mo", 404), ("adi", 403)):
        assert browse(name).http.get(file).status_code == status
    services.send_challenge(db.session.get_one(Challenge, draft.id), by=people.sam)
    db.commit()
    assert browse("mo").http.get(file).data == PDF
    assert file in browse("mo").get(at(draft))
    browse("ines").get(f"{page}/attach", status=404)


def test_a_file_that_was_removed_is_gone_for_everybody(browse: Any, people: World) -> None:
    draft, page = with_a_claim(people)
    sam = browse("sam")
    attach(sam, page, PDF, "log.pdf", status=303)
    file = opened(sam, at(draft, "/evidence"))
    sam.post(f"{file}/remove", at=f"{page}/attach", status=303)
    assert sam.http.get(file).status_code == 404
    assert db.session.query(Attachment).one().removed_at


def test_only_whoever_owes_it_attaches_to_a_request_and_nobody_to_a_claim_once_sent(
        browse: Any, people: World) -> None:
    draft, asked = with_a_claim(people, sent=True)
    claim = db.session.get_one(Challenge, draft.id).claims[0]
    assert browse("sam").http.get(f"/challenges/evidence/{claim.id}/attach").status_code in (403, 409)
    mo = browse("mo")
    shown = mo.post(f"{asked}/shown", how_shown="shown", shown="The log", status=303, **on("shown_on"))
    assert shown.location == f"{asked}/attach"
    attach(mo, asked, PDF, "log.pdf", status=303)
    assert browse("sam").http.get(opened(browse("sam"), at(draft))).data == PDF


def test_what_was_asked_for_is_owed_on_both_sides_until_it_is_shown(browse: Any, people: World) -> None:
    draft, asked = with_a_claim(people, sent=True)
    due = db.session.get_one(Challenge, draft.id).requests[0].due_on
    assert due
    assert due > today()
    sam, mo = browse("sam"), browse("mo")
    assert "Show Sam Okoro what was asked for: “The record of May”" in mo.get("/")
    assert "To be shown: “The record of May”" in sam.get("/")
    assert "Mo Bright was asked to show it by" in sam.get(at(draft))
    assert "record of May" not in browse("ines").get("/")
    answer = mo.post(f"{asked}/shown", how_shown="declined", **on("shown_on"))
    assert answer.status_code == 422
    mo.post(f"{asked}/shown", how_shown="declined", shown="It names somebody else.", status=303, **on("shown_on"))
    assert "record of May" not in mo.get("/")
    assert "It names somebody else." in sam.get(at(draft))
