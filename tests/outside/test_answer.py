"""An answer from outside: from the link a social worker makes to the answer on the record."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import clock, db
from riskpanel.challenges import answering
from riskpanel.challenges import services as challenges
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.messages.models import Message
from riskpanel.outside import services
from tests.challenges.test_road import at as page_of
from tests.outside.visitors import (
    FOR_OBI,
    GIVEN,
    Visitor,
    a_challenge_elsewhere,
    a_link,
    challenged,
    kept,
    renewed,
)
from tests.stories import World, a_challenge, a_decision

LATER = timedelta(days=15)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 -- \u202e"


def written(kind: str) -> list[Message]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Message).where(Message.kind == kind)))


def test_a_social_worker_makes_a_link_and_a_hospital_answers_by_it(app: Flask, browse: Any, people: World) -> None:
    sent, sam = a_challenge_elsewhere(people), browse("sam")
    assert "Make a link for an answer from outside" in sam.get(page_of(sent))
    answer = sam.post(page_of(sent, "/link"), **FOR_OBI, status=303)
    page = sam.get(answer.location)
    code = re.search(r'rp-code">([^<]+)<', page)
    address = re.search(r"http://127.0.0.1:5000(/outside/[\w-]+)", page)
    assert code
    assert address
    again = sam.get(answer.location)
    assert code[1] not in again
    assert address[1] not in again
    assert address[1] in written("outside-link")[0].enclosed
    visitor = Visitor(app)
    letter = visitor.post(address[1], code=code[1].lower().replace("-", " ")).location
    assert "Your answer" in visitor.get(letter).text
    sent_on = visitor.post(letter, **GIVEN, speak_to="Ward sister, 01632 960 111")
    assert "Your answer has been sent" in visitor.get(sent_on.location).text
    record = sam.get(page_of(sent))
    for words in ("Dr Ife Obi: not agreed", "The ward saw something else.", "Ward sister, 01632 960 111", "Answered"):
        assert words in record
    assert [one.address for one in written("challenge-answered-outside")] == ["sam@elmshire.example"]
    assert "opens nothing else" in visitor.post(letter, at=letter, **GIVEN).text


def test_what_is_asked_for_is_answered_on_the_same_page(app: Flask, people: World) -> None:
    asked = a_challenge_elsewhere(people, "The record of the falls", "The letter", "The risk form", "The rota")
    made = a_link(people, asked)
    visitor = Visitor(app).enter(made)
    assert "You are asked to show: The record of the falls" in visitor.get(made.letter).text
    rows = {"request_1_how": "shown", "request_1_words": "Page 4 of the notes", "request_2_how": "nothing",
            "request_3_how": "coming", "request_3_coming_on-day": "3", "request_3_coming_on-month": "3",
            "request_3_coming_on-year": "2027"}
    visitor.post(made.letter, **GIVEN, **rows)
    told = [(one.how_shown, one.shown) for one in challenged(made).requests]
    assert told == [("shown", "Page 4 of the notes"), ("nothing", "It does not exist"), ("", ""), ("", "")]
    assert str(challenged(made).requests[2].due_on) == "2027-03-03"
    (answer,) = challenged(made).responses
    assert "The risk form: coming by 3 March 2027" in answer.evidence_given


@pytest.mark.parametrize(("row", "said"), [
    ({"request_1_how": "declined"}, "Write why it is not shown"),
    ({"request_1_how": "shown"}, "Write where it can be found"),
    ({"request_1_how": "coming"}, "Write the date by which it comes"),
    ({"request_1_words": "In the notes"}, "Choose what you say of it"),
    ({"request_1_how": "hidden"}, "Choose one of the listed answers"),
    ({"request_1_how": "coming", "request_1_coming_on-day": "1", "request_1_coming_on-month": "1",
      "request_1_coming_on-year": "2020"}, "The date it comes has passed"),
])
def test_half_an_answer_to_a_request_is_asked_about(app: Flask, people: World, row: dict[str, str], said: str) -> None:
    made = a_link(people, a_challenge_elsewhere(people, "The record of the falls"))
    refused = Visitor(app).enter(made).post(made.letter, **GIVEN, **row)
    assert refused.status_code == 422
    assert said in refused.text
    assert GIVEN["reasons"] in refused.text


def test_a_colleague_answers_what_is_asked_for_on_the_same_page_too(browse: Any, people: World) -> None:
    from tests.stories import a_draft_challenge

    draft = a_draft_challenge(people, a_decision(people))
    challenges.add_evidence(draft, {"claim": "The log of May"}, by=people.sam, asked_of_them=True)
    challenges.send_challenge(draft, by=people.sam)
    db.commit()
    browse("mo").post(page_of(draft, "/answer"), answer="agreed", reasons="I had the date wrong.", status=303,
                      request_1_how="shown", request_1_words="In the day book", speak_to="Ada at reception")
    page = browse("sam").get(page_of(draft))
    for words in ("The log of May: shown. In the day book", "Who can be spoken to: Ada at reception"):
        assert words in page


# ---- What is typed is kept


def test_what_is_typed_is_kept_as_it_is_typed_and_by_the_button(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    mark = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.get(made.letter).text))
    assert visitor.send(f"{made.letter}/keep", **mark, reasons="Half a tho").json
    assert "Half a tho" in visitor.get(made.letter).text
    later = visitor.post(made.letter, reasons="Half a thought", later="yes")
    assert "What you typed is kept" in later.text
    assert later.status_code == 200
    again = renewed(people, made, anew=True)
    assert "Half a thought" in Visitor(app).enter(again).get(again.letter).text
    assert Visitor(app).send(f"{made.letter}/keep", reasons="Not mine").status_code == 403


def test_whoever_has_given_the_code_comes_back_to_the_letter_by_the_same_link(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    visitor.post(made.letter, reasons="Half a thought", later="yes")
    assert visitor.get(made.door).location == made.letter
    assert Visitor(app).get(made.door).status_code == 200
    visitor.post(made.letter, **GIVEN)
    assert "Your answer has been sent" in visitor.get(visitor.get(made.door).location).text


def test_what_was_typed_when_the_link_expired_is_shown_and_waits_behind_a_new_one(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    mark = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.get(made.letter).text))
    with clock.at(clock.now() + LATER):
        late = visitor.send(made.letter, **mark, **GIVEN)
    assert late.status_code == 403
    assert "This did not open" in late.text
    assert GIVEN["reasons"] in late.text
    assert challenged(made).state == "sent"
    again = renewed(people, made, anew=True)
    assert GIVEN["reasons"] in Visitor(app).enter(again).get(again.letter).text


@pytest.mark.parametrize("end", ["settled", "escalated"])
def test_an_answer_after_settlement_or_escalation_is_told_so_and_kept(app: Flask, people: World, end: str) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    mark = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.get(made.letter).text))
    if end == "settled":
        challenges.settle_challenge(challenged(made), {"outcome": "changed", "what_changed": "She goes.",
                                                       "what_changed_said_by": "Rosa"}, by=people.sam)
    else:
        challenges.escalate_challenge(challenged(made), {"stage": "managers", "owed_by_name": "Jo Marr",
                                                         "because": "No answer"}, by=people.sam)
    db.commit()
    late = visitor.send(made.letter, **mark, **GIVEN)
    assert late.status_code == 409
    assert "not waited for any more" in late.text
    assert GIVEN["reasons"] in late.text
    assert challenged(made).responses == []


def test_hostile_words_are_shown_as_words_and_faults_are_told_in_plain_ones(app: Flask, browse: Any,
                                                                            people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    for wrong in ({"answer": "maybe"}, {"reasons": ""}, {"given_by_name": ""}, {"reasons": "x" * 10_001},
                  {"reasons": "a\x00b"}, {"given_by_name": "x" * 201}):
        refused = visitor.post(made.letter, **GIVEN | wrong)
        assert refused.status_code == 422, wrong
    visitor.post(made.letter, answer="agreed", reasons=HOSTILE, given_by_name=HOSTILE, evidence_given=HOSTILE,
                 speak_to=HOSTILE)
    page = browse("sam").get(f"/challenges/{made.challenge_id}")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_too_much_at_once_is_refused_on_a_page_that_leads_nowhere(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    assert visitor.send(made.letter, reasons="x" * 1_300_000).status_code == 413
    assert visitor.http.put(made.letter).status_code == 405


# ---- Nobody rules on their own


def at_managers(people: World) -> Any:
    sent = a_challenge_elsewhere(people)
    challenges.escalate_challenge(sent, {"stage": "managers", "owed_by_name": "Jo Marr", "because": "No answer"},
                                  by=people.sam)
    db.commit()
    return sent


def test_no_road_lets_anybody_answer_a_challenge_to_their_own_decision_past_the_first_talk(
    app: Flask, browse: Any, people: World,
) -> None:
    sam, sent = browse("sam"), at_managers(people)
    theirs = {"answer": "agreed", "reasons": "I stand by it.", "given_by_name": "dr. IFE obi"}
    with pytest.raises(Incomplete, match="did not make this decision"):
        services.make_link(sent, FOR_OBI, by=people.sam)
    with pytest.raises(Incomplete, match="did not make this decision"):
        answering.record_answer(sent, theirs, by=people.sam)
    with pytest.raises(Incomplete, match="did not make this decision"):
        answering.answer_from_outside(sent, theirs)
    with pytest.raises(Incomplete, match="did not make this decision"):
        answering.answer_from_outside(sent, theirs | {"given_by_name": "Dr Ife Obi, Ward consultant"})
    db.rollback()
    assert sam.post(page_of(sent, "/link"), **FOR_OBI).status_code == 422
    fields = {"given_on-day": "1", "given_on-month": "11", "given_on-year": "2026", **theirs}
    assert sam.post(page_of(sent, "/record-answer"), **fields).status_code == 422
    made = a_link(people, sent, recipient_name="Jo Marr", recipient_address="jo@elm-hospital.example")
    visitor = Visitor(app).enter(made)
    assert "You are asked to answer it now, as somebody who did not make the decision" in visitor.get(made.letter).text
    refused = visitor.post(made.letter, **theirs)
    assert refused.status_code == 422
    assert "I stand by it." in refused.text
    assert challenged(made).responses == []


def test_the_one_who_raised_it_does_not_answer_it_through_a_link(app: Flask, people: World) -> None:
    made = a_link(people)
    refused = Visitor(app).enter(made).post(made.letter, **GIVEN | {"given_by_name": "Sam Okoro"})
    assert refused.status_code == 422
    for address in ("sam@elmshire.example", "MO@elmshire.example"):
        with pytest.raises(Incomplete, match="answer by signing in"):
            services.make_link(challenged(made), FOR_OBI | {"recipient_address": address}, by=people.sam)


def test_an_address_that_answered_before_does_not_answer_again_under_another_name(people: World) -> None:
    made = a_link(people)
    services.prove(made.token, made.code, "192.0.2.9")
    db.commit()
    services.answer(kept(made), GIVEN)
    challenges.escalate_challenge(challenged_now(made), {"stage": "managers", "owed_by_name": "Jo Marr",
                                                         "because": "The reasons"}, by=people.sam)
    with pytest.raises(Incomplete, match="did not make this decision"):
        services.make_link(challenged_now(made), FOR_OBI | {"recipient_name": "Jo Marr"}, by=people.sam)


def challenged_now(made: Any) -> Any:
    db.commit()
    return challenged(made)


# ---- The link's page


def test_only_those_who_may_see_the_challenge_make_and_see_its_links(browse: Any, people: World) -> None:
    made = a_link(people)
    for colleague, status in (("ines", 404), ("adi", 403), ("sam", 200), ("pru", 200)):
        browse(colleague).get(f"/links/{made.id}", status=status)
    for page in (f"/links/{made.id}/code", f"/links/{made.id}/anew", f"/links/{made.id}/withdraw"):
        browse("ines").post(page, at="/sign-out", status=404)
    with pytest.raises(Refused):
        services.make_link(a_challenge(people, a_decision(people)), FOR_OBI, by=people.sam)


def test_the_links_page_says_where_it_stands_and_renews_it(app: Flask, browse: Any, people: World) -> None:
    made, sam = a_link(people), browse("sam")
    page = f"/links/{made.id}"
    assert "Sent, not opened yet" in sam.get(page)
    visitor = Visitor(app)
    visitor.get(made.door)
    assert "Opened, no code given yet" in sam.get(page)
    visitor.enter(made)
    assert "In use: the right code was given" in sam.get(page)
    told = sam.get(sam.post(f"{page}/code", at=page, status=303).location)
    assert "The code:" in told
    assert "If email does not reach them" not in told
    told = sam.get(sam.post(f"{page}/anew", at=page, status=303).location)
    assert "If email does not reach them" in told
    with clock.at(clock.now() + LATER):
        services_expired(people, made)
    sam.post(f"{page}/withdraw", at=page, status=303)
    gone = sam.get(page)
    assert "Withdrawn" in gone
    assert "Give a new code" not in gone


def services_expired(people: World, made: Any) -> None:
    with pytest.raises(NotNow, match="has expired"):
        services.renew_link(kept(made), by=people.sam, anew=False)
    db.session.remove()


def test_a_second_link_ends_the_first(app: Flask, people: World) -> None:
    sent = a_challenge_elsewhere(people)
    first = a_link(people, sent)
    second = a_link(people, sent)
    assert kept(first).state == "revoked"
    Visitor(app).enter(second)


@pytest.mark.parametrize(("wrong", "said"), [
    ({"recipient_name": ""}, "Write who the link is for"), ({"recipient_address": ""}, "Write their email address"),
    ({"recipient_address": "no address"}, "correct format"), ({"code_address": "x@y"}, "correct format"),
    ({"code_address": FOR_OBI["recipient_address"]}, "another way than the link"),
])
def test_a_link_is_not_made_for_nobody(browse: Any, people: World, wrong: dict[str, str], said: str) -> None:
    sent = a_challenge_elsewhere(people)
    refused = browse("sam").post(page_of(sent, "/link"), **FOR_OBI | wrong)
    assert refused.status_code == 422
    assert said in refused.text


def test_the_links_page_says_where_the_code_went(browse: Any, people: World) -> None:
    sent, sam = a_challenge_elsewhere(people), browse("sam")
    elsewhere = {"code_address": "secretary@elm-hospital.example"}
    told = sam.get(sam.post(page_of(sent, "/link"), **FOR_OBI | elsewhere, status=303).location)
    assert "on its way to secretary@elm-hospital.example" in told


def test_the_code_may_go_to_another_address_and_never_in_the_same_message(people: World) -> None:
    made = a_link(people, code_address="secretary@elm-hospital.example")
    (code,), (link,) = written("outside-code"), written("outside-link")
    assert code.address == "secretary@elm-hospital.example"
    assert made.code in code.enclosed
    assert made.code not in link.body
    assert made.token not in code.body


def test_a_locked_link_is_told_to_whoever_made_it(app: Flask, people: World) -> None:
    made = a_link(people)
    for _ in range(5):
        Visitor(app).post(made.door, code="WRNG-2345")
    assert [one.address for one in written("link-locked")] == ["sam@elmshire.example"]
