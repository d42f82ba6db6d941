"""The pages of a sitting: the chair's, everybody's, the part that keeps up to date, and names on a shared screen."""

import re
from typing import Any

import pytest

from riskpanel import db
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem
from riskpanel.referrals import services as referrals
from riskpanel.sitting import names, services
from tests.panel.cases import a_case_under_way, a_waiting_referral, came, declare, stored
from tests.referrals.cases import Statements, a_disputed_decision
from tests.sitting.test_awry import seat_of
from tests.stories import World

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}' OR 1=1 --"


def invited(people: World, item: AgendaItem) -> None:
    for name, part in (("Rosa", "person"), ("Ana Delgado", "family"), ("Sam Okoro", "referrer")):
        panel.invite(item, {"name": name, "part": part, "how": "come"}, by=people.kit)
    db.commit()


def seat_called(item: AgendaItem, name: str) -> Any:
    return next(one for one in item.meeting.attendances if one.called == name)


def words_of(page: str) -> str:
    """What can be read on a page, without its markup."""
    return re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)


# ---- The chair's page

def test_a_case_is_begun_and_each_voice_is_ticked_the_person_first(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    ada, address = browse("ada"), f"/items/{item.id}/chair"
    assert "Not begun yet. 40 minutes set aside." in ada.get(address)
    ada.post(f"/items/{item.id}/start", at=address, status=303)
    page = ada.get(address)
    assert "Started at " in page
    assert "data-clock=" in page
    order = [page.index(f"<strong>{name}</strong>") for name in ("Rosa", "Ana Delgado", "Sam Okoro", "Joe Tan")]
    assert order == sorted(order)
    assert "Sam Okoro, referrer." in page
    sam = seat_called(stored(item), "Sam Okoro")
    tick = f"/items/{item.id}/voices/{sam.id}"
    ada.post(tick, at=address, heard="yes", status=303)
    page = ada.get(address)
    assert "Heard at " in page
    assert "Sam Okoro, referrer." not in page
    ada.send(tick, csrf_token=ada.form(address)["csrf_token"], status=303)
    assert "Sam Okoro, referrer." in ada.get(address)


def test_somebody_in_the_room_whose_view_is_in_the_papers_is_still_to_be_heard(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    ada, address = browse("ada"), f"/items/{item.id}/chair"
    assert "Rosa, the person." not in ada.get(address)
    services.note_movement(seat_called(stored(item), "Rosa"), "arrived", by=people.kit)
    db.commit()
    page = ada.get(address)
    assert "Here, and not heard yet. Their view is in the papers." in page
    assert "Rosa, the person." in page


def test_beginning_another_case_ends_the_one_in_hand_and_leads_there_and_back(browse, people: World) -> None:
    first = a_case_under_way(people)
    decision = a_disputed_decision(people, sentence="Whether Rosa keeps her budgies in her own room")
    second = panel.list_referral(first.meeting, a_waiting_referral(people, decision), by=people.kit)
    declare(people, second, "ada", "joe")
    ada = browse("ada")
    for item in (first, second):
        ada.post(f"/items/{item.id}/start", at=f"/items/{item.id}/chair", status=303)
    page = ada.get(f"/sittings/{first.meeting_id}")
    assert page.count("Being heard, since") == 1
    assert f"Next case: {second.referral.reference}" in ada.get(f"/items/{first.id}/chair")
    assert f"Previous case: {first.referral.reference}" in ada.get(f"/items/{second.id}/chair")


def test_the_chairs_page_costs_few_statements_and_the_live_part_fewer(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    services.start(item, by=people.ada)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    db.commit()
    ada = browse("ada")
    for address, most in ((f"/items/{item.id}/chair", 12), (f"/sittings/{item.meeting_id}", 12)):
        with Statements() as sent:
            ada.get(address)
        assert sent.count <= most, sent.said
    with Statements() as sent:
        ada.http.get(f"/sittings/{item.meeting_id}/live?item={item.id.hex}")
    assert sent.count <= 8, sent.said


def test_only_whoever_chairs_works_the_chairs_page_and_odd_sends_are_answered_in_words(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, joe = browse("ada"), browse("joe")
    for step in ("start", "hear-only", "views/open", f"voices/{seat_of(item, people, 'joe').id}"):
        joe.send(f"/items/{item.id}/{step}", **joe.form("/sign-out"), status=403)
    mark = {"csrf_token": ada.form("/sign-out")["csrf_token"]}
    ada.send(f"/items/{item.id}/voices/{people.person.id}", **mark, heard=HOSTILE, status=404)
    ada.send(f"/sittings/seats/{seat_of(item, people, 'joe').id}", **mark, what=HOSTILE, status=404)
    assert "There is a quorum for this case" in ada.send(f"/items/{item.id}/hear-only", **mark, status=409).text
    ada.get(f"/sittings/{people.person.id}", status=404)


# ---- Everybody's page, and the part that keeps up to date

def test_the_minute_taker_notes_a_leaving_and_the_live_part_says_at_once_what_it_means(browse, people: World) -> None:
    item = a_case_under_way(people)
    services.start(item, by=people.ada)
    db.commit()
    kit, bea, address = browse("kit"), browse("bea"), f"/sittings/{item.meeting_id}"
    live = f"{address}/live"
    assert "There is a quorum." in bea.http.get(live).text
    lea = seat_of(item, people, "lea")
    kit.post(f"/sittings/seats/{lea.id}", at=address, what="left", status=303)
    told = bea.http.get(live).text
    for words in ("There is no quorum.", "What can be done:", "Wait. Lea Stone left at", "Defer the case",
                  "Hear it without advising"):
        assert words in told
    assert "<h1" not in told
    assert "Come back" not in bea.get(address)
    assert "Came back" in kit.get(address)
    bea.send(f"/sittings/seats/{lea.id}", **bea.form("/sign-out"), what="arrived", status=403)
    advise = browse("ada").post(f"/items/{item.id}/advise", outcome="mediation", reasons="They may agree",
                                action_0_what="Ask", action_0_owner_name="Ana", action_0_due_on__day="1",
                                action_0_due_on__month="1", action_0_due_on__year="2040", status=422)
    assert "They may agree" in advise.text
    assert "There is no quorum." in advise.text


def test_a_roll_call_notes_at_once_everybody_of_whom_nothing_was_noted(browse, people: World) -> None:
    item = a_case_under_way(people)
    for name in ("joe", "bea"):
        seat_of(item, people, name).came = ""
    services.note_movement(seat_of(item, people, "lea"), "absent", by=people.kit)
    db.commit()
    kit, address = browse("kit"), f"/sittings/{item.meeting_id}"
    kit.post(f"{address}/all-here", at=address, status=303)
    here = {one.called: one.is_here for one in stored(item).meeting.sitting}
    assert (here["Joe Tan"], here["Bea Holt"], here["Lea Stone"]) == (True, True, False)
    assert "Everybody not noted yet is here" not in kit.get(address)


def test_a_case_is_heard_without_advising_and_the_page_says_so(browse, people: World) -> None:
    item = a_case_under_way(people)
    services.start(item, by=people.ada)
    services.note_movement(seat_of(item, people, "lea"), "left", by=people.kit)
    db.commit()
    ada, address = browse("ada"), f"/items/{item.id}/chair"
    assert f'href="/items/{item.id}/hear-only"' in ada.get(address)
    assert f'href="/items/{item.id}/hear-only"' not in browse("bea").get(f"/sittings/{item.meeting_id}")
    ada.post(f"/items/{item.id}/hear-only", status=303)
    assert "Heard without advising since" in ada.get(address)


def test_a_case_with_an_interest_is_a_reference_and_nothing_more(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    services.start(item, by=people.ada)
    declare(people, item, "joe", interest="She is my cousin")
    joe = browse("joe")
    for page in (joe.get(f"/sittings/{item.meeting_id}"),
                 joe.http.get(f"/sittings/{item.meeting_id}/live?item={item.id.hex}").text):
        assert item.referral.reference in page
        assert "You have an interest in this case." in page
        assert "Rosa" not in page
        assert item.referral.question not in page
    for page in ("views", "view", "chair", "late-advice"):
        joe.get(f"/items/{item.id}/{page}", status=403)


def test_a_case_withdrawn_mid_meeting_says_so_and_offers_no_step(browse, people: World) -> None:
    item = a_case_under_way(people)
    referrals.withdraw(item.referral, "They have agreed", by=people.sam)
    db.commit()
    page = browse("ada").get(f"/items/{item.id}/chair")
    assert "This case has been withdrawn. The reason given: They have agreed" in page
    assert "Open advice" not in page
    assert ">Heard<" not in page


# ---- Names on a shared screen

@pytest.mark.parametrize(("shown", "stands"), [("initials", "R. D."), ("the-person", "The person")])
def test_names_are_hidden_on_the_screen_of_whoever_asks_and_nowhere_else(browse, people: World, shown: str,
                                                                        stands: str) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    ada, bea, address = browse("ada"), browse("bea"), f"/items/{item.id}/chair"
    before = ada.get(address)
    ada.post(f"/sittings/{item.meeting_id}/names", at=address, shown=shown, item=item.id.hex, status=303)
    for page in (ada.get(address), ada.get(f"/sittings/{item.meeting_id}"), ada.get(f"/items/{item.id}/views")):
        assert not re.search(r"\b(?:Rosa|Ana|Delgado)\b", words_of(page))
        assert "Ada Finch" in page
    with Statements() as sent:
        ada.get(f"/sittings/{item.meeting_id}")
    assert sent.count <= 12, sent.said
    assert stands in words_of(ada.get(address))
    assert "A. D." in ada.get(address)
    assert "Rosa" in bea.get(f"/sittings/{item.meeting_id}")
    ada.post(f"/sittings/{item.meeting_id}/names", at=address, shown=HOSTILE, item=HOSTILE, status=303)
    assert len(words_of(ada.get(address))) == pytest.approx(len(words_of(before)), abs=40)


def test_a_name_is_hidden_as_a_word_and_not_inside_another() -> None:
    instead = {"Rosa": "the person", "Rosa Delgado": "the person", "O'Dea": "O. D."}
    page = ("<p title='Rosa'><b>Rosa</b>. Rosa, the person. "
            "Rosa Delgado likes Rosalind. We like Rosa&#39;s; and <b>O&#39;Dea</b>.</p>")
    assert names.on_screen(page, instead) == (
        "<p title='Rosa'><b>The person</b>. The person. "
        "The person likes Rosalind. We like the person&#39;s; and <b>O. D.</b>.</p>")


# ---- The meeting before, after, and again

def test_the_welcome_opens_the_sitting_and_the_chair_opens_it_from_there(browse, people: World) -> None:
    item = a_case_under_way(people)
    item.meeting.state = "planned"
    came(people, item.meeting, "ada", "kit", "joe")
    ada, address = browse("ada"), f"/sittings/{item.meeting_id}"
    page = ada.get(address)
    for words in ("I am Ada Finch, and I chair.", "Kit Lowe writes down", "The person goes first",
                  "What is said here stays with those who need it", "It does not take the decision."):
        assert words in page
    ada.post(f"/meetings/{item.meeting_id}/open", at=address, status=303)
    assert "Close the meeting" in ada.get(address)


def test_the_chair_opens_a_closed_meeting_again_with_a_reason_on_its_page(browse, people: World) -> None:
    item = a_case_under_way(people)
    panel.defer(item, "Her sister is away", by=people.ada)
    panel.close_meeting(item.meeting, by=people.ada)
    db.commit()
    ada, address = browse("ada"), f"/sittings/{item.meeting_id}"
    assert "Open this meeting again" in ada.get(address)
    assert "data-live=" not in ada.get(address)
    assert "Say why" in ada.post(f"{address}/reopen", reason="", status=422).text
    ada.post(f"{address}/reopen", reason="Bea had the date", status=303)
    ada.post(f"/meetings/{item.meeting_id}/close", at=address, status=303)
    page = ada.get(address)
    assert "The reason: Bea had the date" in page
    assert "Quorum when it closed, time 2" in page
    browse("joe").get(f"{address}/reopen", status=403)


def test_a_member_is_taken_off_with_a_reason_on_their_page(browse, people: World) -> None:
    item = a_case_under_way(people)
    seat, kit, joe = seat_of(item, people, "joe"), browse("kit"), browse("joe")
    joe.get(f"/items/{item.id}/pack")
    kit.post(f"/sittings/seats/{seat.id}/stand-down", reason="", status=422)
    kit.post(f"/sittings/seats/{seat.id}/stand-down", reason="Called to a birth", status=303)
    assert "Joe Tan left the panel at" in kit.get(f"/sittings/{item.meeting_id}")
    assert "Joe Tan, member, left the panel at" in kit.get(f"/items/{item.id}/minutes")
    joe.get(f"/items/{item.id}/pack", status=403)
    kit.get(f"/sittings/seats/{seat.id}/stand-down", status=404)
