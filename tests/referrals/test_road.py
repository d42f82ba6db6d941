"""From a decision or a challenge to the panel's queue: nothing typed twice, every gap named, the panel let in."""

from typing import Any

from riskpanel import db, trail
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.people.models import Person
from riskpanel.people.services import change_person
from riskpanel.referrals.carrying import not_settled
from riskpanel.referrals.models import Referral
from riskpanel.web.filters import date_words, sentence
from tests.referrals.cases import (
    FULL,
    a_disputed_decision,
    a_draft,
    a_referral,
    everything_concluded,
    fresh,
    later,
    panel_of,
)
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer


def only_referral() -> Referral:
    db.session.expire_all()
    return db.session.query(Referral).one()


def start(browser: Any, world: World, url: str, **fields: Any) -> str:
    answer = browser.post(url, team_id=str(world.teams["panel"].id), status=303, **fields)
    return str(answer.location)


def test_a_practitioner_takes_a_disagreement_to_the_panel(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    everything_concluded(people, decision)
    sam = browse("sam")
    question = start(sam, people, f"/decisions/{decision.id}/refer")
    shown = sam.get(question)
    assert decision.sentence in shown
    assert "Ana Delgado: Does not agree. For her to stay in town." in shown
    made = only_referral()
    person = sam.post(question, question="Is the plan for Whitby sound?", tried=made.tried,
                      not_settled=made.not_settled, disagreement=made.disagreement, not_asked="To agree funding",
                      status=303).location
    meanwhile = sam.post(person, consent="yes", taking_part="come", taking_part_needs="A break", status=303).location
    contact = {f"next_contact_on-{part}": value for part, value in later(5).items()}
    check = sam.post(meanwhile, interim_plan="Ana rings", next_contact_by="Sam Okoro", **contact, status=303).location
    assert "Nothing that a panel usually asks for is missing" in sam.get(check)
    sent = sam.post(check, status=303).location
    assert "Risk enablement panel has received it" in sam.get(sent)
    assert "The panel advises. The decision stays with Mo Bright" in sam.get(sent)
    assert "Is the plan for Whitby sound?" in browse("kit").get("/queue")
    assert trail.verify().whole


def test_what_was_already_written_is_in_the_referral(people: World) -> None:
    decision = a_disputed_decision(people)
    everything_concluded(people, decision)
    made = a_draft(people, decision)
    assert made.question == decision.sentence
    assert "Positive-risk assessment: concluded on" in made.tried
    assert f"the latest recorded on {date_words(today())}" in made.tried
    assert made.not_settled == "Her sister fears the station."
    assert made.disagreement.startswith("Rosa: Agrees.")
    assert made.taking_part_needs == "Short sentences and time to think"
    assert made.next_contact_by == "Sam Okoro"


def test_a_voice_that_is_quoted_is_not_given_a_second_full_stop() -> None:
    assert [sentence(said) for said in ("“My own door.”", "“Why?”", "No", "It is far.")] == [
        "“My own door.”", "“Why?”", "No.", "It is far."]


def test_who_senior_looked_at_it_and_what_legal_advice_was_taken_are_in_the_papers(browse, people: World) -> None:
    made, sam = a_draft(people), browse("sam")
    address = f"/referrals/{made.id}"
    sam.post(f"{address}/question", question=made.question, tried=made.tried, not_settled="", not_asked="",
             disagreement=made.disagreement, legal_advice="County solicitor, 3 March 2026, about leave", status=303)
    nobody = "By no manager or safeguarding lead, as far as is recorded"
    assert nobody not in sam.get(f"{address}/check"), "it has not gone yet"
    sam.post(f"{address}/check", gaps_reason="Saturday", overseen_by="Mo Bright, team manager", status=303)
    page = sam.get(address)
    assert "Mo Bright, team manager" in page
    assert "County solicitor" in page
    assert nobody in sam.get(f"/referrals/{a_referral(people).id}")


def test_a_challenge_carries_its_words_to_the_panel_and_is_with_it(browse, people: World) -> None:
    challenge = a_challenge(people, a_disputed_decision(people), meanwhile="She takes the early bus", urgent=True)
    an_answer(people, challenge)
    start(browse("sam"), people, f"/challenges/{challenge.id}/refer")
    made = only_referral()
    assert made.challenge_id == challenge.id
    assert made.interim_plan == "She takes the early bus"
    assert made.urgent
    assert "Let her go with her friend" in made.disagreement
    assert "Mo Bright answered" in made.tried
    assert "The crowd is the risk." in made.tried
    carried = db.session.get_one(Challenge, challenge.id)
    assert not_settled(a_decision(people), carried) == "Mo Bright: The crowd is the risk."
    assert carried.state == "referred"


def test_a_challenge_not_yet_sent_does_not_go_to_a_panel(browse, people: World) -> None:
    challenge = a_draft_challenge(people, a_disputed_decision(people))
    assert "is not possible" in browse("sam").get(f"/challenges/{challenge.id}/refer", status=409)


def test_before_the_usual_process_is_finished_a_reason_is_asked_for(browse, people: World) -> None:
    decision = a_decision(people)
    sam, url = browse("sam"), f"/decisions/{decision.id}/refer"
    assert "The usual process is not finished" in sam.get(url)
    refused = sam.post(url, team_id=str(people.teams["panel"].id), status=422)
    assert "Say why this goes to a panel" in refused.text
    start(sam, people, url, reason="Her train is booked")
    assert only_referral().gaps_reason == "Her train is booked"


def test_a_second_referral_to_the_same_panel_is_refused_with_the_way_to_the_first(browse, people: World) -> None:
    made = a_draft(people)
    team = str(people.teams["panel"].id)
    refused = browse("sam").post(f"/decisions/{made.decision_id}/refer", team_id=team, status=409)
    assert made.reference in refused.text


def test_gaps_are_named_part_by_part_and_go_with_a_reason(browse, people: World) -> None:
    made = a_draft(people)
    sam, check = browse("sam"), f"/referrals/{made.id}/check"
    shown = sam.get(check)
    for words in ("Information", "Analysis", "Evidence", "It is not recorded whether Rosa agrees to this going",
                  "The positive-risk assessment is not concluded", f"/referrals/{made.id}/person"):
        assert words in shown
    assert "Say why it goes" in sam.post(check, gaps_reason="", status=422).text
    sam.post(check, gaps_reason="The fair is on Saturday", status=303)
    kept = fresh(made)
    assert (kept.state, kept.gaps_reason) == ("submitted", "The fair is on Saturday")
    assert any("positive-risk assessment is not concluded" in gap for gap in kept.gaps)


def test_an_urgent_case_goes_with_its_gaps_marked_and_no_reason_owed(browse, people: World) -> None:
    made = a_draft(people, urgent=True)
    browse("sam").post(f"/referrals/{made.id}/check", gaps_reason="", status=303)
    assert fresh(made).gaps


def test_not_even_an_urgent_case_goes_silently_without_the_persons_words(browse, people: World) -> None:
    decision = a_decision(people, person_says="")
    made = a_draft(people, decision, urgent=True)
    sam, check = browse("sam"), f"/referrals/{made.id}/check"
    assert "in Rosa’s own words, is not here yet" in sam.post(check, gaps_reason="", status=422).text
    sam.post(check, gaps_reason="She is in hospital and asleep", status=303)


def test_a_gap_is_filled_when_the_record_is_concluded(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    made = a_draft(people, decision)
    sam, said = browse("sam"), "The record of support to decide is not concluded"
    assert said in sam.get(f"/referrals/{made.id}/check")
    everything_concluded(people, decision)
    assert said not in sam.get(f"/referrals/{made.id}/check")


def test_sending_lets_the_panel_see_the_person_and_nobody_else(browse, people: World) -> None:
    made = a_draft(people)
    browse("kit").get(f"/referrals/{made.id}", status=404)
    a = browse("sam")
    a.post(f"/referrals/{made.id}/check", gaps_reason="Saturday", status=303)
    assert made.question in browse("kit").get(f"/referrals/{made.id}")
    browse("ines").get(f"/referrals/{made.id}", status=404)


def test_a_restricted_record_is_seen_by_those_who_run_the_panel_and_not_by_its_whole_team(people: World) -> None:
    person = db.session.get_one(Person, people.person.id)
    change_person(person, {"restricted": True}, by=people.sam)
    made = a_referral(people)
    named = {link.user_id for link in made.person.involvements if link.user_id}
    assert {people.kit.id, people.ada.id} <= named
    assert people.joe.id not in named


def test_sending_twice_sends_once(browse, people: World) -> None:
    made = a_draft(people)
    sam, check = browse("sam"), f"/referrals/{made.id}/check"
    fields = {**sam.form(check), "gaps_reason": "Saturday"}
    first, second = sam.send(check, **fields), sam.send(check, **fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    sent = [one for one in db.session.query(trail.TrailEvent) if one.action == "referral:submit"]
    assert len(sent) == 1


def test_a_referral_already_sent_is_not_changed(browse, people: World) -> None:
    made = a_referral(people)
    assert "is not possible" in browse("sam").get(f"/referrals/{made.id}/question", status=409)


def test_two_people_writing_the_same_page_see_both_versions(browse, people: World) -> None:
    made = a_draft(people)
    sam, mo, page = browse("sam"), browse("mo"), f"/referrals/{made.id}/question"
    opened = sam.form(page)
    mo.post(page, question="Mo’s question?", tried="", disagreement="", not_asked="", status=303)
    refused = sam.send(page, **opened, question="Sam’s question?", tried="", disagreement="", not_asked="")
    assert refused.status_code == 409
    assert "Mo’s question?" in refused.text
    assert "Sam’s question?" in refused.text


def test_hostile_words_are_kept_as_words(browse, people: World) -> None:
    made = a_draft(people)
    sam, page = browse("sam"), f"/referrals/{made.id}/question"
    sam.post(page, question="<script>alert(1)</script>", tried="=cmd|' /C calc'!A0", disagreement="", status=303)
    assert "<script>alert(1)" not in sam.get(f"/referrals/{made.id}")
    assert "hidden character" in sam.post(page, question="a\x00b", tried="", status=422).text
    assert "500 characters or fewer" in sam.post(page, question="x" * 501, status=422).text


def test_an_unknown_option_is_refused_and_a_reason_is_asked_for_where_consent_is_missing(browse, people: World) -> None:
    made = a_draft(people)
    sam, page = browse("sam"), f"/referrals/{made.id}/person"
    assert "Choose one of the listed answers" in sam.post(page, consent="perhaps", status=422).text
    assert "Enter the reason for referring" in sam.post(page, consent="declined", status=422).text
    sam.post(page, consent="declined", consent_reasons="Her life is at risk", status=303)


def test_somebody_elses_panel_or_one_that_is_none_is_not_offered(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    team = str(people.teams["north"].id)
    refused = browse("sam").post(f"/decisions/{decision.id}/refer", team_id=team, status=422)
    assert "Choose one of the listed answers" in refused.text


def test_the_person_page_and_the_decision_page_lead_to_the_referral(browse, people: World) -> None:
    made = a_referral(people)
    shown = browse("sam").get(f"/decisions/{made.decision_id}")
    assert f"/referrals/{made.id}" in shown
    assert made.reference in shown


def test_the_road_leaves_the_trail_whole_and_without_words(people: World) -> None:
    made = a_referral(people, **FULL)
    assert trail.verify().whole
    told = " ".join(str(event.details) for event in db.session.query(trail.TrailEvent))
    assert made.question not in told
    assert panel_of(people).name not in told
    assert made.submitted_at is not None
    assert made.submitted_at.date() <= today()
