"""From the chair's advice to the decision-maker's reply, the letter and the actions done."""

import re

import pytest

from riskpanel import db, trail
from riskpanel.advice import pages, services
from riskpanel.clock import today
from riskpanel.errors import NotNow, Refused
from riskpanel.panel import services as panel
from riskpanel.panel.models import Advice, Dissent, Reply
from tests.panel.cases import (
    SAYS,
    a_case_under_way,
    a_listed_case,
    a_meeting,
    a_waiting_referral,
    an_advice,
    came,
    declare,
    stored,
)
from tests.referrals.cases import Statements, a_disputed_decision, later
from tests.stories import World, a_challenge

ASKED = {"outcome": "with-conditions", "says": "Let Rosa go with Tom.", "reasons": "She has done it before.",
         "weighed": "Going, and not going.", "would_change": "If Tom cannot come."}


def dated(name: str, days: int) -> dict[str, str]:
    return {f"{name}-{part}": value for part, value in later(days).items()}


def a_whole_form(people: World, **more: str) -> dict[str, str]:
    rows = {"condition_0_what": "A card to show", "condition_0_owner_name": "Sam Okoro",
            "action_0_what": "Walk the route once",
            "action_0_owner_id": str(people.joe.id), "action_0_agency": "Health"}
    return (ASKED | rows | dated("condition_0_due_on", 5) | dated("action_0_due_on", 7) | dated("review_on", 42)) | more


def test_the_whole_road_from_advice_to_letter(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, mo = browse("ada"), browse("mo")
    given = ada.post(f"/items/{item.id}/advise", **a_whole_form(people), status=303)
    assert given.location.endswith("/read-back")
    assert "Rosa, thank you for letting us talk about this" in ada.get(given.location)
    ada.post(given.location, read_back="Rosa, we think you can go.", status=303)
    address = given.location.removesuffix("/read-back")
    page = ada.get(address)
    for words in ("The panel advises supporting the plan if the safeguards named here are in place.",
                  "The decision stays with Mo Bright", "She has done it before.", "A card to show",
                  "Walk the route once",
                  "Rosa, we think you can go.", "The decision-maker has not replied yet.",
                  "It does not find that somebody can or cannot make a decision.",
                  "It does not authorise a deprivation of liberty", "It does not undo or change assessed needs"):
        assert words in page
    assert stored(item).referral.state == "advised"
    assert "Reply to the panel" in mo.get("/")
    mo.post(f"{address}/reply", answer="in-part", decision="Rosa goes, and Ana is told.", reasons="Ana worries.",
            status=303)
    told = mo.get(address)
    assert "The decision follows part of the advice." in told
    assert "Rosa goes, and Ana is told." in told
    assert stored(item).referral.state == "replied"
    letter = mo.get(f"{address}/letter")
    for words in ("Dear Rosa", "Rosa goes, and Ana is told.", "Mo Bright", "Ana worries.", "advocate", "complaint",
                  "Ombudsman", "Court of Protection", "Talk to Mo Bright"):
        assert words in letter
    assert "Hello Rosa" in mo.get(f"{address}/letter?read=easy")
    assert trail.verify().whole


def test_the_page_of_a_decision_and_of_a_referral_tell_the_advice(browse, people: World) -> None:
    made = an_advice(people)
    sam, mo = browse("sam"), browse("mo")
    referral = made.item.referral
    assert "The panel advises an option that leaves the person freer" in sam.get(f"/referrals/{referral.id}")
    page = mo.get(f"/decisions/{referral.decision_id}")
    assert "Reply awaited" in page
    assert f"/advice/{made.id}/reply" in page
    assert f"/advice/{made.id}/reply" not in sam.get(f"/decisions/{referral.decision_id}")


def test_the_advice_costs_the_page_of_a_decision_one_statement(app, people: World) -> None:
    decision = an_advice(people).item.referral.decision
    with Statements() as sent, app.test_request_context():
        told = list(pages.advice_on_decision(decision, people.mo))
    assert sent.count == 1
    assert told[0].lines[0].state == "Reply awaited"


# ---- Who may advise, and when

def test_a_chair_may_not_advise_on_their_own_case(browse, people: World) -> None:
    item = a_case_under_way(people)
    declare(people, item, "ada", interest="I know the family")
    refused = browse("ada").http.get(f"/items/{item.id}/advise")
    assert refused.status_code == 403
    assert "an interest in the case" in refused.text


def test_a_chair_who_made_the_decision_may_not_advise(people: World) -> None:
    people.lea.role_names = ["mca-lead", "chair"]
    decision = a_disputed_decision(people, colleague=str(people.lea.id))
    meeting = a_meeting(people, chair="lea", members=("joe", "bea", "ada"))
    item = panel.list_referral(meeting, a_waiting_referral(people, decision), by=people.kit)
    came(people, meeting, "lea", "joe", "bea", "ada")
    panel.open_meeting(meeting, by=people.lea)
    with pytest.raises(Refused):
        services.give_advice(item, SAYS, by=people.lea)


def test_nobody_but_the_chair_of_this_meeting_advises(browse, people: World) -> None:
    item = a_case_under_way(people)
    for name in ("kit", "joe", "lea"):
        browse(name).get(f"/items/{item.id}/advise", status=403)


def test_without_a_quorum_advice_is_refused_with_the_reason_and_what_was_typed_stays(browse, people: World) -> None:
    item = a_case_under_way(people)
    came(people, item.meeting, "ada", "joe")
    ada = browse("ada")
    assert "The panel cannot advise on this case now." in ada.get(f"/items/{item.id}/advise")
    refused = ada.post(f"/items/{item.id}/advise", **a_whole_form(people), status=422)
    assert "Nobody who can count is an MCA lead." in refused.text
    assert "Let Rosa go with Tom." in refused.text
    assert "Walk the route once" in refused.text
    assert stored(item).advice is None
    ada.post(f"/items/{item.id}/defer", reason="We lost our quorum", status=303)
    assert stored(item).state == "deferred"


def test_before_the_meeting_is_open_there_is_no_advice(people: World) -> None:
    item = a_listed_case(people)
    came(people, item.meeting, "ada", "joe", "bea", "lea")
    with pytest.raises(NotNow):
        services.give_advice(item, SAYS, by=people.ada)


def test_advice_has_reasons_always(browse, people: World) -> None:
    item = a_case_under_way(people)
    refused = browse("ada").post(f"/items/{item.id}/advise", **(a_whole_form(people) | {"reasons": " "}), status=422)
    assert "Give the reasons" in refused.text


def test_an_action_has_one_owner_and_a_date(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    both = ada.post(address, **a_whole_form(people, action_0_owner_name="Somebody"), status=422)
    assert "Choose a colleague or enter a name, one of them" in both.text
    undated = a_whole_form(people) | {f"action_0_due_on-{part}": "" for part in ("day", "month", "year")}
    assert "Enter the date by which it is done" in ada.post(address, **undated, status=422).text
    past = a_whole_form(people) | dated("review_on", -3)
    assert "The date must be today or later" in ada.post(address, **past, status=422).text


def test_more_rows_keep_what_was_typed_and_the_form_can_still_be_sent(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    opened = ada.form(address)
    more = ada.send(address, **opened, **a_whole_form(people), more_actions="yes")
    assert more.status_code == 200
    assert "Walk the route once" in more.text
    assert 'name="action_5_what"' in more.text
    assert 'name="condition_3_what"' not in more.text
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', more.text))
    assert carried["_once"] != opened["_once"]
    fifth = {"action_5_what": "Ring Ana", "action_5_owner_name": "Tom"} | dated("action_5_due_on", 3)
    ada.send(address, **carried, **a_whole_form(people), **fifth, status=303)
    kept = {one.what for one in stored(item).advice.actions if not one.condition_id}
    assert kept == {"Walk the route once", "Ring Ana"}


def test_sending_advice_twice_has_one_effect_and_the_second_gets_the_page(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    opened, other = ada.form(address), ada.form(address)
    first = ada.send(address, **opened, **a_whole_form(people), status=303)
    second = ada.send(address, **opened, **a_whole_form(people), status=303)
    third = ada.send(address, **other, **a_whole_form(people), status=303)
    assert first.location == second.location
    assert third.location in first.location
    assert db.session.query(Advice).count() == 1
    late = ada.send(address, **(ada.form(third.location + "/read-back") | {"_once": "another-one"}),
                    **a_whole_form(people, reasons="Something else altogether"), status=303)
    kept = ada.get(late.location)
    assert "Something else altogether" in kept
    assert third.location in kept


def test_the_quorum_of_a_case_is_kept_as_it_was_when_the_panel_advised(browse, people: World) -> None:
    made = an_advice(people)
    came(people, made.item.meeting, "ada")
    page = browse("ada").get(f"/advice/{made.id}")
    assert "There is a quorum. 4 members can count: Ada Finch, Bea Holt, Joe Tan and Lea Stone." in page


# ---- Dissent

def test_a_dissent_stands_beside_the_advice_and_nobody_changes_it(browse, people: World) -> None:
    made = an_advice(people)
    joe, address = browse("joe"), f"/advice/{made.id}/dissent"
    joe.post(address, reasons="It asks too little of us.", named="role", status=303)
    page = browse("mo").get(f"/advice/{made.id}")
    assert "It asks too little of us." in page
    assert "A member of the panel (panel member)" in page
    assert "Joe Tan did not" not in page
    again = joe.post(address, reasons="It asks too much.", named="name", status=409)
    assert "It asks too much." in again.text
    written = db.session.query(Dissent).one()
    written.reasons = "The chair's words"
    with pytest.raises(NotNow, match="stands as it was written"):
        db.session.flush()


def test_only_a_member_who_came_and_has_no_interest_dissents(people: World) -> None:
    item = a_case_under_way(people)
    came(people, item.meeting, "ada", "bea", "lea")
    made = an_advice(people, item)
    for name in ("joe", "kit", "mo", "sam"):
        with pytest.raises(Refused):
            services.dissent(made, "No", by=people.users[name])
    services.dissent(made, "I see it differently", by=people.bea)
    assert made.dissents[0].shown_as == "Bea Holt, Community nurse"


def test_those_with_an_interest_do_not_read_the_advice(browse, people: World) -> None:
    item = a_case_under_way(people)
    declare(people, item, "joe", interest="She is my cousin")
    made = an_advice(people, item)
    browse("joe").get(f"/advice/{made.id}", status=403)
    browse("joe").get(f"/items/{item.id}/pack", status=403)
    browse("bea").get(f"/advice/{made.id}")


def test_a_chair_declares_before_the_panel_advises(browse, people: World) -> None:
    item = a_listed_case(people)
    came(people, item.meeting, "ada", "joe", "bea", "lea")
    panel.open_meeting(item.meeting, by=people.ada)
    db.commit()
    ada = browse("ada")
    assert ada.http.get(f"/items/{item.id}/chair").location.endswith(f"/items/{item.id}/interest")
    refused = ada.post(f"/items/{item.id}/advise", **a_whole_form(people), status=422)
    assert "The chair has yet to say whether they have an interest in this case." in refused.text


# ---- The reply

def test_a_colleague_who_does_not_decide_cannot_reply(browse, people: World) -> None:
    made = an_advice(people)
    refused = browse("sam").http.get(f"/advice/{made.id}/reply")
    assert refused.status_code == 403
    assert "Only the named decision-maker" in refused.text
    with pytest.raises(Refused):
        services.reply(made, {"answer": "accept", "decision": "Yes", "reasons": "Yes"}, by=people.sam)
    browse("ines").get(f"/advice/{made.id}", status=404)


def test_a_reply_is_given_once(browse, people: World) -> None:
    made = an_advice(people)
    words = {"answer": "not-accept", "decision": "Rosa stays.", "reasons": "The station is closed."}
    mo, address = browse("mo"), f"/advice/{made.id}/reply"
    mo.post(address, **words, status=303)
    late = mo.post(address, **words, status=409)
    assert "Rosa stays." in late.text
    assert db.session.query(Reply).count() == 1
    assert "The decision departs from the advice." in mo.get(f"/advice/{made.id}")


def test_a_decision_maker_outside_is_recorded_as_told(browse, people: World) -> None:
    decision = a_disputed_decision(people, colleague="", decision_maker_name="Dr Ode", decision_maker_role="Consultant")
    made = an_advice(people, a_case_under_way(people, decision=decision))
    sam, address = browse("sam"), f"/advice/{made.id}/reply"
    assert "Record the reply" in sam.get("/")
    assert "Dr Ode" in sam.get(address)
    sam.post(address, given_by_name="", answer="accept", decision="Yes", reasons="Agreed", status=422)
    sam.post(address, given_by_name="Dr Ode, Consultant", answer="accept", decision="She goes.", reasons="Agreed",
             status=303)
    page = sam.get(f"/advice/{made.id}")
    assert "Dr Ode, Consultant" in page
    reply = db.session.query(Reply).one()
    assert (reply.given_by_id, reply.recorded_by_id) == (None, people.sam.id)


def test_a_challenge_stays_with_the_panel_for_its_raiser_to_settle(people: World) -> None:
    decision = a_disputed_decision(people)
    challenge = a_challenge(people, decision)
    item = a_case_under_way(people, decision=decision)
    item.referral.challenge, challenge.state = challenge, "referred"
    made = an_advice(people, item)
    services.reply(made, {"answer": "accept", "decision": "She goes", "reasons": "Good"}, by=people.mo)
    assert challenge.state == "referred"


# ---- What was agreed

def test_an_action_is_finished_by_its_owner_with_proof(browse, people: World) -> None:
    made = an_advice(people)
    address = f"/actions/{made.actions[0].id}"
    joe = browse("joe")
    assert "Do what was agreed: Walk the route once" in joe.get("/")
    done = {f"done_on-{part}": value for part, value in later(0).items()}
    assert "Say how it can be seen" in joe.post(address, **done, proof="", status=422).text
    joe.post(address, **done, proof="My note of the walk", status=303)
    assert "My note of the walk" in joe.get(address)
    assert "Walk the route once" not in joe.get("/")
    browse("bea").get(address, status=404)


def test_another_colleague_sees_an_action_and_cannot_finish_it(browse, people: World) -> None:
    made = an_advice(people)
    page = browse("mo").get(f"/actions/{made.actions[0].id}")
    assert "It is done" not in page
    with pytest.raises(Refused):
        services.finish_action(made.actions[0], today(), "Seen", by=people.mo)


def test_the_chair_may_record_advice_even_when_the_one_who_wrote_the_action_has_left(people: World) -> None:
    made = an_advice(people)
    services.finish_action(made.actions[0], today(), "The referrer saw it", by=people.sam)
    with pytest.raises(NotNow):
        services.finish_action(made.actions[0], today(), "Again", by=people.sam)


def test_pages_of_advice_ask_little_of_the_database(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada = browse("ada")
    with Statements() as sent:
        ada.get(f"/items/{item.id}/advise")
    assert sent.count <= 12, sent.said
    made = an_advice(people, item)
    for name, page in (("ada", ""), ("ada", "/read-back"), ("joe", "/dissent"), ("mo", "/reply"), ("mo", "/letter")):
        reader = browse(name)
        with Statements() as sent:
            reader.get(f"/advice/{made.id}{page}")
        assert sent.count <= 12, (page, sent.said)
    for name in ("ada", "joe", "kit", "mo"):
        reader = browse(name)
        with Statements() as sent:
            reader.get("/")
        assert sent.count <= 12, (name, sent.said)
