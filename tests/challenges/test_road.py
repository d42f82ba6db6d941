"""The whole road of a challenge: from the first question to what changed, in the browser."""

import re
from datetime import timedelta
from typing import Any

from riskpanel import db, trail
from riskpanel.assessments.facts import bundle
from riskpanel.challenges import pausing, queries, services
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.decisions import services as decisions
from tests.answering import a_record
from tests.client import Client
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer

STATION = "The station is busy and she was lost there in May."


def on(name: str, day: Any = None) -> dict[str, str]:
    """A date typed in three inputs; today when no day is given."""
    day = day or today()
    return {f"{name}__day": str(day.day), f"{name}__month": str(day.month), f"{name}__year": str(day.year)}


def at(challenge: Challenge, page: str = "") -> str:
    return f"/challenges/{challenge.id}{page}"


def starts(browser: Client, decision: Any, **more: str) -> str:
    """The address of the first page of a new challenge's builder."""
    made = browser.post(f"/decisions/{decision.id}/challenges/start", status=303, **{"danger_now": "no", **more})
    return str(made.location)


def writes(browser: Client, first: str) -> str:
    """The builder from the first page to the check, filled in; the challenge's address."""
    home = first.removesuffix("/write/statement")
    statement = {"statement": "Rosa may not travel by train.", "where_written": "Plan, page 2",
                 "direction": "too-restrictive"}
    reasoning = browser.post(first, status=303, **statement, **on("decided_on")).location
    evidence = browser.post(reasoning, status=303, their_reasoning=STATION, facts="Her friend was not there.",
                            values="The sea matters to her.").location
    person = browser.post(evidence, status=303, evidence_1_claim="She went with Tom on 3 October and came home",
                          evidence_1_source="Tom", evidence_1_basis="reported",
                          request_1_claim="The record of the day she was lost").location
    ask = browser.post(person, status=303, person_says="I want to see the sea", person_knows="yes",
                       raised_for="myself").location
    done = browser.post(ask, status=303, ask="Let her go with Tom.", meanwhile="Tom rings at each change.",
                        would_change_my_mind="Another time she was lost with Tom there.")
    assert done.location == f"{home}/check"
    return home


def test_a_challenge_goes_from_danger_to_what_changed(browse: Any, people: World) -> None:
    decision, sam, mo = a_decision(people), browse("sam"), browse("mo")
    home = writes(sam, starts(sam, decision))
    page = sam.get(f"{home}/check")
    for words in ("Dear Mo Bright", STATION, "“I want to see the sea”",
                  "The record of the day she was lost", "restricts Rosa more than it needs to",
                  "The decision stays with you"):
        assert words in page
    sam.post(f"{home}/send", at=f"{home}/check", status=303)
    assert "Mo Bright owes an answer by" in sam.get(home)
    assert "Answer Sam Okoro’s challenge about" in mo.get("/")
    mo.post(f"{home}/answer", answer="partly", reasons="With Tom, and not on a Saturday.", status=303)
    assert "Settle your answered challenge" in sam.get("/")
    sam.post(f"{home}/settle", status=303, outcome="partly", what_changed="She goes with Tom on a Tuesday.",
             what_changed_said_by="Mo Bright", **on("settled_on"))
    page = sam.get(home)
    for words in ("Part of it changed", "She goes with Tom on a Tuesday.", "With Tom, and not on a Saturday."):
        assert words in page
    assert trail.verify().whole


def test_the_start_page_puts_danger_before_anything_else(browse: Any, people: World) -> None:
    page = browse("sam").get(f"/decisions/{a_decision(people).id}/challenges/start")
    assert "<h1 class=\"govuk-heading-l\">Is anyone in danger now?" in page
    assert "call 999" in page
    assert "A challenge delays none of these" in page


def test_somebody_in_danger_is_named_on_every_page_that_follows(browse: Any, people: World) -> None:
    sam = browse("sam")
    first = starts(sam, a_decision(people), danger_now="yes", urgent="yes")
    assert "Act on that first" in sam.get(first)


def test_what_the_decision_knows_is_not_asked_again(browse: Any, people: World) -> None:
    decision = a_decision(people, interim_plan="Sam rings each evening")
    decided = {"decided": "Rosa stays in town.", "decided_reasons": STATION, "decided_on": "2026-11-18"}
    decisions.decide(decision, decided, by=people.mo)
    db.commit()
    sam = browse("sam")
    home = starts(sam, decision).removesuffix("/write/statement")
    said = {"statement": "Rosa stays in town.", "reasoning": STATION, "person": "I want to see the sea",
            "ask": "Sam rings each evening"}
    for page, words in said.items():
        assert words in sam.get(f"{home}/write/{page}")


def test_a_draft_is_left_and_taken_up_again(browse: Any, people: World) -> None:
    sam = browse("sam")
    first = starts(sam, a_decision(people))
    left = sam.post(first, statement="One statement.", later="yes", status=303)
    assert "It is on My work until you send it" in sam.get(left.location)
    assert "Finish and send your challenge" in sam.get("/")
    assert "One statement." in sam.get(first)


def test_what_is_missing_is_named_and_linked_before_sending(browse: Any, people: World) -> None:
    sam = browse("sam")
    home = starts(sam, a_decision(people)).removesuffix("/write/statement")
    page = sam.get(f"{home}/check")
    for words in ("Choose which way the decision is wrong", "Put their reasoning fairly, before yours",
                  "Say what you ask for", "Say what you see differently"):
        assert words in page
    assert "Send this challenge" not in page
    refused = sam.post(f"{home}/send", at=f"{home}/withdraw")
    assert refused.status_code == 422


def test_tone_is_asked_about_and_blocks_nothing(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people), facts="You are lazy and you never ask the MDT.")
    sam = browse("sam")
    page = sam.get(at(draft, "/check"))
    for words in ("“lazy” is about somebody", "“never” invites one exception", "the people involved, by role"):
        assert words in page
    sam.post(at(draft, "/send"), at=at(draft, "/check"), status=303)


def test_the_persons_words_are_not_asked_about(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people), person_says="They never listen, it is always the same")
    page = browse("sam").get(at(draft, "/check"))
    assert "No questions about tone" in page
    assert "“They never listen, it is always the same”" in page


def test_a_challenge_for_the_family_carries_their_name_and_words(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people), raised_for="family", raised_for_name="Ana Delgado")
    sam = browse("sam")
    assert "Write the words of whoever you raise this for" in sam.get(at(draft, "/check"))
    sam.post(at(draft, "/write/person"), raised_for="family", raised_for_name="Ana Delgado",
             raised_for_words="Nobody rang me.", status=303)
    page = sam.get(at(draft, "/letter"))
    assert "I write on behalf of Ana Delgado" in page
    assert "“Nobody rang me.”" in page


def test_the_letter_stays_as_it_was_sent(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sent = a_challenge(people, decision)
    decisions.change_decision(decision, {"sentence": "Whether Rosa goes to Hull"}, by=people.sam)
    db.commit()
    page = browse("sam").get(at(sent, "/letter"))
    assert "Whether Rosa goes to Whitby by train" in page
    assert f'data-print-reference="{sent.reference}"' in page


def test_evidence_is_changed_removed_and_shown(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    sam.post(at(draft, "/evidence"), evidence_1_claim="She came home alone", evidence_1_source="Tom",
             evidence_1_basis="reported", request_1_claim="The record of May", status=303)
    claim, request = re.findall(r'href="(/challenges/evidence/[0-9a-f-]+)"', sam.get(at(draft, "/evidence")))
    sam.post(claim, claim="She came home with Tom", basis="first-hand", status=303)
    assert "She came home with Tom (first-hand)" in sam.get(at(draft, "/letter"))
    sam.post(f"{claim}/remove", at=at(draft, "/evidence"), status=303)
    assert "What you have brought" not in sam.get(at(draft, "/evidence"))
    sam.get(claim, status=404)
    sam.post(at(draft, "/send"), at=at(draft, "/check"), status=303)
    assert "Not yet shown" in sam.get(at(draft))
    browse("mo").post(f"{request}/shown", how_shown="shown", shown="The log of 4 May", status=303, **on("shown_on"))
    assert "The log of 4 May" in sam.get(at(draft))


def test_an_answer_that_asks_for_more_is_given_it_and_owed_again(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    an_answer(people, sent, "more-information")
    sam = browse("sam")
    sam.post(at(sent, "/more"), more="Tom's number is on file.", status=303)
    page = sam.get(at(sent))
    assert "Mo Bright owes an answer by" in page
    assert "More given to Mo Bright" in page
    assert "Tom&#39;s number is on file." in page


def test_an_answer_from_outside_is_written_down_as_it_came(browse: Any, people: World) -> None:
    decision = a_decision(people, colleague="", decision_maker_name="Dr Ife Obi", decision_maker_role="Elm Hospital")
    sent, sam = a_challenge(people, decision), browse("sam")
    assert "Dr Ife Obi, Elm Hospital owes an answer" in sam.get(at(sent))
    sam.post(at(sent, "/record-answer"), given_by_name="Dr Ife Obi", answer="agreed", reasons="I had not seen the log.",
             status=303, **on("given_on"))
    page = sam.get(at(sent))
    assert "Dr Ife Obi: agreed" in page
    assert "I had not seen the log." in page


def test_a_withdrawn_challenge_says_why(browse: Any, people: World) -> None:
    sent, sam = a_challenge(people, a_decision(people)), browse("sam")
    assert sam.post(at(sent, "/withdraw")).status_code == 422
    sam.post(at(sent, "/withdraw"), withdrawn_because="We talked, and I had the date wrong.", status=303)
    assert "Withdrawn: We talked, and I had the date wrong." in sam.get(at(sent))


def test_the_decisions_page_shows_its_challenges_and_starts_another(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sent = a_challenge(people, decision)
    page = browse("sam").get(f"/decisions/{decision.id}")
    assert at(sent) in page
    assert f"/decisions/{decision.id}/challenges/start" in page
    assert f"/decisions/{decision.id}/challenges/start" not in browse("mo").get(f"/decisions/{decision.id}")


def test_the_list_keeps_what_each_filter_says(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    where = {"open": True, "mine": True, "owed": False, "team": True, "overdue": False, "closed": False, "odd": True}
    sam, mo = browse("sam"), browse("mo")
    assert {which: at(sent) in sam.get(f"/challenges?show={which}") for which in where} == where
    assert at(sent) in mo.get("/challenges?show=owed")


def test_the_rules_are_told_of_a_sent_challenge_and_not_of_a_draft(people: World) -> None:
    decision = a_decision(people)
    draft = a_draft_challenge(people, decision)
    assert not queries.is_open(decision.id)
    services.send_challenge(draft, by=people.sam)
    assert queries.is_open(decision.id)
    services.withdraw_challenge(draft, "We talked.", by=people.sam)
    assert not queries.is_open(decision.id)
    db.rollback()


def told_of(decision: Any, people: World) -> dict[str, Any]:
    """What the rules are told of a decision with a record."""
    record = a_record(decision, "support", by=people.sam)
    return dict(bundle(record.decision, [record])["decision"])


def test_the_rules_are_told_since_when_a_challenge_waits_and_who_has_answered_it(people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    told = told_of(sent.decision, people)
    assert (told["challenge_open"], told["challenge_sent_on"], told["challenge_answered_on"]) == ("yes", today(), None)
    an_answer(people, sent)
    told = told_of(sent.decision, people)
    assert (told["challenge_answered_on"], told["challenge_answered_by"]) == (today(), "original")


def test_the_rules_are_told_of_a_paused_clock_and_call_nothing_late_behind_it(people: World) -> None:
    decision = a_decision(people)
    paused, runs = a_challenge(people, decision), a_challenge(people, decision)
    pausing.pause(db.session.get_one(Challenge, paused.id), "A joint visit first", today() + timedelta(days=7),
                  by=people.sam)
    db.commit()
    told = told_of(decision, people)
    assert (told["challenge_paused_on"], told["challenge_due_on"]) == (None, runs.answer_due_on), "the one that runs"
    services.withdraw_challenge(db.session.get_one(Challenge, runs.id), "We talked.", by=people.sam)
    db.commit()
    told = told_of(decision, people)
    assert (told["challenge_paused_on"], told["challenge_due_on"]) == (today(), paused.answer_due_on)


def test_a_challenge_that_went_further_waits_again(people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    an_answer(people, sent)
    seen = db.session.get_one(Challenge, sent.id)
    services.escalate_challenge(seen, {"stage": "managers", "owed_by": str(people.lea.id), "because": "No."},
                                by=people.sam)
    db.commit()
    told = told_of(sent.decision, people)
    assert (told["challenge_answered_on"], told["challenge_answered_by"]) == (None, None)
