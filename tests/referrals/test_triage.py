"""The panel's steps with a referral: accept, ask, hold, return, redirect, withdraw; who may, and what is kept."""

from datetime import timedelta

import pytest

from riskpanel import clock, db, trail
from riskpanel.errors import NotNow, Refused
from riskpanel.referrals import services
from tests.referrals.cases import FULL, a_draft, a_referral, another_panel, fresh, later
from tests.stories import World


def until(days: int) -> dict[str, str]:
    return {f"held_until-{part}": value for part, value in later(days).items()}


def test_the_coordinator_accepts_a_referral_into_the_queue(browse, people: World) -> None:
    made = a_referral(people)
    sent = browse("kit").post(f"/referrals/{made.id}/accept", reason="For the next sitting", status=303)
    assert sent.location.endswith("/queue")
    assert fresh(made).state == "waiting"
    assert "For the next sitting" in browse("sam").get(f"/referrals/{made.id}")


def test_the_referrer_answers_what_was_asked_and_the_case_keeps_its_place(browse, people: World) -> None:
    made = a_referral(people)
    first_sent = made.submitted_at
    browse("kit").post(f"/referrals/{made.id}/ask", reason="Who goes with her?", status=303)
    sam, check = browse("sam"), f"/referrals/{made.id}/check"
    assert "Add what Risk enablement panel asked for" in sam.get("/")
    assert "Who goes with her?" in sam.get(check)
    sam.post(f"/referrals/{made.id}/question", question=made.question, tried="Her friend Jo goes with her",
             disagreement="", not_asked="", status=303)
    sam.post(check, answer="Jo, named now", gaps_reason="Saturday", status=303)
    kept = fresh(made)
    assert (kept.state, kept.submitted_at) == ("submitted", first_sent)
    assert "What was asked for has come" in browse("kit").get("/queue")
    shown = browse("kit").get(f"/referrals/{made.id}")
    assert "Who goes with her?" in shown
    assert "Jo, named now" in shown


def test_a_held_referral_comes_back_by_itself(browse, people: World) -> None:
    made = a_referral(people)
    kit = browse("kit")
    kit.post(f"/referrals/{made.id}/hold", reason="The report comes on Friday", **until(3), status=303)
    assert made.question not in kit.get("/queue?state=here")
    assert made.question in kit.get("/queue?state=held")
    with clock.at(clock.now() + timedelta(days=3)):
        assert made.question in browse("kit").get("/queue?state=here")
        assert services.return_held() == 1
        db.commit()
    assert fresh(made).state == "waiting"
    returned = [one for one in db.session.query(trail.TrailEvent) if one.action == "referral:resume"]
    assert [one.actor_id for one in returned] == [None]


def test_a_step_on_a_referral_whose_hold_is_over_needs_no_return_first(people: World) -> None:
    made = a_referral(people)
    services.hold(made, clock.today() + timedelta(days=2), "Waiting for a report", by=people.kit)
    db.commit()
    with clock.at(clock.now() + timedelta(days=2)):
        services.ask(made, "The report", by=people.kit)
        db.commit()
    assert made.state == "asked"


def test_a_hold_ends_when_the_coordinator_says_so(browse, people: World) -> None:
    made = a_referral(people)
    kit = browse("kit")
    kit.post(f"/referrals/{made.id}/hold", reason="A report", **until(9), status=303)
    kit.post(f"/referrals/{made.id}/resume", at=f"/referrals/{made.id}", status=303)
    assert fresh(made).state == "waiting"


def test_a_hold_needs_a_date_that_is_still_to_come(browse, people: World) -> None:
    made = a_referral(people)
    refused = browse("kit").post(f"/referrals/{made.id}/hold", reason="A report", **until(0), status=422)
    assert "must be after today" in refused.text
    assert "A report" in refused.text


def test_the_wrong_door_says_where_and_why(browse, people: World) -> None:
    made = a_referral(people)
    browse("kit").post(f"/referrals/{made.id}/redirect", where="safeguarding", reason="A neighbour takes her money",
                       status=303)
    assert fresh(made).state == "redirected"
    shown = browse("sam").get(f"/referrals/{made.id}")
    assert "Safeguarding. A neighbour takes her money" in shown
    assert "takes it to the other door" in shown


@pytest.mark.parametrize("name", ["sam", "kit"])
def test_a_referral_is_withdrawn_with_a_reason_that_is_kept(browse, people: World, name: str) -> None:
    made = a_referral(people)
    browser, page = browse(name), f"/referrals/{made.id}/withdraw"
    assert "Enter why it is withdrawn" in browser.post(page, reason="", status=422).text
    browser.post(page, reason="They agree now", status=303)
    kept = fresh(made)
    assert (kept.state, kept.why_here) == ("withdrawn", "They agree now")
    assert "is not possible" in browser.get(page, status=409)


def test_another_panel_does_not_see_or_act(browse, people: World) -> None:
    made = a_referral(people)
    another_panel(people)
    cy = browse("cy")
    assert made.question not in cy.get("/queue")
    for step in ("accept", "ask", "hold", "redirect", "withdraw"):
        cy.get(f"/referrals/{made.id}/{step}", status=404)


def test_another_panel_with_sight_of_the_record_still_may_not_act(people: World) -> None:
    made = a_referral(people)
    clinic = another_panel(people)
    from riskpanel.people.services import involve
    from riskpanel.users.queries import by_email
    cy = by_email("cy@elmshire.example")
    involve(made.person, because="referred to the panel", team_id=clinic.id, by=people.sam)
    with pytest.raises(Refused, match="another panel"):
        services.accept(made, "", by=cy)


@pytest.mark.parametrize("step", ["accept", "ask", "hold", "redirect"])
def test_only_those_who_run_the_panel_take_its_steps(browse, people: World, step: str) -> None:
    made = a_referral(people)
    for name in ("sam", "mo", "lea", "pru", "joe", "adi"):
        browse(name).get(f"/referrals/{made.id}/{step}", status=403)


def test_another_team_cannot_withdraw_or_write(browse, people: World) -> None:
    made = a_draft(people)
    ines = browse("ines")
    for page in ("", "/question", "/person", "/meanwhile", "/check", "/panel", "/withdraw"):
        ines.get(f"/referrals/{made.id}{page}", status=404)
    ines.get(f"/decisions/{made.decision_id}/refer", status=404)


def test_a_step_is_legal_only_where_the_referral_stands(people: World) -> None:
    made = a_draft(people)
    with pytest.raises(NotNow):
        services.accept(made, "", by=people.kit)
    with pytest.raises(NotNow):
        services.record_contact(made, {"interim_plan": ""}, by=people.sam)


def test_two_coordinators_acting_at_once_the_second_is_told(browse, people: World) -> None:
    made = a_referral(people)
    kit, ada, page = browse("kit"), browse("ada"), f"/referrals/{made.id}/ask"
    opened = ada.form(page)
    kit.post(page, reason="Who goes?", status=303)
    refused = ada.send(page, **opened, reason="How far is it?")
    assert refused.status_code == 409
    assert "How far is it?" in refused.text


def test_the_next_contact_is_kept_up_while_it_waits_and_owed_when_due(browse, people: World) -> None:
    made = a_referral(people)
    sam, page = browse("sam"), f"/referrals/{made.id}/contact"
    assert "Be in touch with Rosa" in sam.get("/")
    fields = {f"next_contact_on-{part}": value for part, value in later(2).items()}
    sam.post(page, interim_plan="Jo rings", next_contact_by="Jo", **fields, status=303)
    kept = fresh(made)
    assert (kept.interim_plan, kept.next_contact_by) == ("Jo rings", "Jo")
    past = {f"next_contact_on-{part}": value for part, value in later(-2).items()}
    assert "must be today or later" in sam.post(page, next_contact_by="Jo", **past, status=422).text


def test_my_work_tells_each_what_is_owed(browse, people: World) -> None:
    made = a_referral(people, urgent=True, **{k: v for k, v in FULL.items() if k == "consent"})
    assert f"Look at an urgent referral, {made.reference}" in browse("kit").get("/")
    assert "Waiting for Risk enablement panel" in browse("sam").get("/")
    assert made.reference not in browse("ines").get("/")


def test_what_happened_is_told_from_the_trail(browse, people: World) -> None:
    made = a_referral(people)
    kit = browse("kit")
    kit.post(f"/referrals/{made.id}/accept", reason="", status=303)
    shown = kit.get(f"/referrals/{made.id}")
    # What has happened is told as done: "Sent to the panel", where the list of actions says "Send a referral"
    for words in ("Referral started", "Sent to the panel", "Accepted into the queue"):
        assert words in shown
