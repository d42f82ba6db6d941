"""Drafts: kept for whoever typed them, offered back, cleared when saved, and never part of the record."""

from typing import Any

import pytest

from riskpanel.assessments.walk import walk
from tests.answering import started, the_record
from tests.stories import World, a_decision


@pytest.fixture
def page(browse: Any, people: World) -> str:
    return started(browse("sam"), a_decision(people).id, "framing") + "/why_now"


def keep(client: Any, page: str, words: str) -> Any:
    fields = {name: value for name, value in client.form(page).items() if name != "_once"}
    return client.http.post(f"/drafts?place={page}", data={**fields, "why_now": words})


def test_what_is_typed_is_kept_and_offered_back(browse: Any, page: str) -> None:
    sam = browse("sam")
    assert keep(sam, page, "Half a thought").status_code == 200
    assert "did not save it" in sam.get(page)
    assert "Half a thought" in sam.get(f"{page}?draft=use")
    assert walk(the_record(page)).row("why_now") is None


def test_a_draft_is_for_whoever_typed_it_alone(browse: Any, page: str) -> None:
    keep(browse("sam"), page, "Half a thought")
    mo = browse("mo")
    assert "did not save it" not in mo.get(page)
    assert "Half a thought" not in mo.get(f"{page}?draft=use")


def test_saving_clears_the_draft(browse: Any, page: str) -> None:
    sam = browse("sam")
    keep(sam, page, "Half a thought")
    sam.post(page, why_now="A whole one", status=303)
    assert "did not save it" not in sam.get(page)


def test_a_draft_can_be_left(browse: Any, page: str) -> None:
    sam = browse("sam")
    keep(sam, page, "Half a thought")
    sam.post("/drafts/leave", at=page, place=page, status=303)
    assert "did not save it" not in sam.get(page)


def test_a_draft_typed_against_an_older_answer_meets_the_newer_one_when_it_is_saved(browse: Any, page: str) -> None:
    sam, mo = browse("sam"), browse("mo")
    keep(sam, page, "Half a thought")
    mo.post(page, why_now="What Mo knows", status=303)
    used = sam.form(f"{page}?draft=use")
    refused = sam.send(page, **used, why_now="Half a thought")
    assert refused.status_code == 409
    assert "What Mo knows" in refused.text


def test_a_draft_may_come_as_json(browse: Any, page: str) -> None:
    sam = browse("sam")
    token = sam.form(page)["csrf_token"]
    body = {"place": page, "fields": [["why_now", "Half a thought"]]}
    assert sam.http.post("/drafts", json=body, headers={"X-CSRFToken": token}).status_code == 200
    assert "did not save it" in sam.get(page)


@pytest.mark.parametrize("place", ["", "https://elsewhere.example/", "//elsewhere.example", "/" + "a" * 400])
def test_a_draft_belongs_to_a_page_of_this_site(browse: Any, page: str, place: str) -> None:
    sam = browse("sam")
    token = sam.form(page)["csrf_token"]
    assert sam.http.post("/drafts", data={"csrf_token": token}, query_string={"place": place}).status_code == 422


def test_a_draft_without_the_forms_mark_is_refused(browse: Any, page: str) -> None:
    assert browse("sam").http.post(f"/drafts?place={page}", data={"why_now": "x"}).status_code == 400


@pytest.mark.parametrize("fields", [[1, 2], "text", None, {"why_now": 3}, [["one"]], [[["deep"], {}]]])
def test_a_draft_in_a_strange_shape_is_taken_without_harm(browse: Any, page: str, fields: Any) -> None:
    sam = browse("sam")
    token = sam.form(page)["csrf_token"]
    sent = sam.http.post("/drafts", json={"place": page, "fields": fields}, headers={"X-CSRFToken": token})
    assert sent.status_code == 200
    sam.get(f"{page}?draft=use")
