"""The page of a decision: its steps in order, what is skipped and why, and what others are told of it."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, url_for

from riskpanel import db
from riskpanel.clock import today
from riskpanel.decisions import queries, services, steps
from riskpanel.decisions.models import Decision
from riskpanel.decisions.pages import Step, needed_words
from riskpanel.rulebook import Finding, evaluate
from riskpanel.rulebook.current import rules
from tests.stories import World, a_decision, a_view


def home(decision: Decision) -> str:
    return f"/decisions/{decision.id}"


@pytest.fixture
def capacity_step(app: Flask) -> Iterator[None]:
    """A later feature registers a step and a test of the record, and is gone afterwards."""
    before = list(steps._steppers), list(steps._testers)

    @steps.adds_steps
    def framed(decision: Decision, user: Any) -> list[Step]:
        return [Step(35, "A step of a later feature", f"{home(decision)}/views", steps.NOT_STARTED, "", "capacity")]

    @steps.tests_the_record
    def tested(decision: Decision, user: Any) -> tuple[tuple[Finding, ...], str]:
        bundle = {"as_at": today(), "person": {}, "decision": {"if_nothing": None}, "records": []}
        return evaluate(rules(), bundle, "decision"), url_for("people.find")

    yield
    steps._steppers[:], steps._testers[:] = before


def test_steps_stand_in_order_whoever_registered_them(capacity_step: None, people: World, app: Flask) -> None:
    decision = a_decision(people)
    with app.test_request_context():
        seen = queries.decision(decision.id, people.sam)
        positions = [step.position for step in steps.steps(seen, people.sam)]
    assert positions == sorted(positions)
    assert 35 in positions


def test_what_the_record_still_needs_is_shown(capacity_step: None, browse: Any, people: World) -> None:
    page = browse("sam").get(home(a_decision(people)))
    assert "What the record still needs" in page
    assert "A step of a later feature" in page
    assert "What would settle it" in page


def test_a_step_is_skipped_with_a_reason_and_taken_up_again(
        capacity_step: None, browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = f"{home(decision)}/not-applicable/capacity"
    sam = browse("sam")
    assert page in sam.get(home(decision))
    assert "Say why this step does not apply" in sam.post(page, reason=" ", status=422).text
    sam.post(page, reason="There is no reason to doubt it", status=303)
    assert "Because: There is no reason to doubt it" in sam.get(home(decision))
    assert "There is no reason to doubt it" in sam.get(page)
    sam.post(f"{home(decision)}/applies/capacity", at=page, status=303)
    assert "Because: There is no reason to doubt it" not in sam.get(home(decision))


def test_taking_up_a_step_that_was_not_skipped_changes_nothing(people: World) -> None:
    decision = a_decision(people)
    services.unskip_step(decision, "capacity", by=people.sam)
    db.commit()
    assert decision.version == 1


@pytest.mark.parametrize("step", ["views", "decide", "lunch"])
def test_a_step_that_always_applies_has_no_such_page(browse: Any, people: World, step: str) -> None:
    browse("sam").get(f"{home(a_decision(people))}/not-applicable/{step}", status=404)


def test_a_stale_change_shows_both_versions(browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = f"{home(decision)}/change"
    given = {"kind": "travel", "colleague": str(people.mo.id), "person_says": "I want to see the sea"}
    sam, pru = browse("sam"), browse("pru")
    opened = sam.form(page)
    pru.post(page, **given, sentence="Whether Rosa goes to Whitby by bus on Sunday", status=303)
    refused = sam.send(page, **opened, **given, sentence="Whether Rosa goes to Whitby by boat on Monday", status=409)
    assert "by bus on Sunday" in refused.text
    assert "by boat on Monday" in refused.text


def test_another_decision_maker_is_named_and_involved(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    given = {"sentence": decision.sentence, "kind": "travel", "colleague": str(people.dee.id)}
    sam.post(f"{home(decision)}/change", **given, status=303)
    assert "Dee Marsh, Service manager" in browse("dee").get(home(decision))


def test_the_plan_meanwhile_is_written_and_shown(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sam = browse("sam")
    sam.post(f"{home(decision)}/meanwhile", interim_plan="Kay calls in each evening", status=303)
    assert "Kay calls in each evening" in sam.get(home(decision))


def test_the_persons_page_lists_their_decisions(browse: Any, people: World) -> None:
    decision = a_decision(people)
    page = browse("sam").get(f"/people/{people.person.id}")
    assert decision.sentence in page
    assert "Decides: Mo Bright, Team manager, North team" in page
    assert "Start a decision" in page


def test_a_reader_is_not_offered_to_start_one(browse: Any, people: World) -> None:
    a_decision(people, colleague=str(people.dee.id))
    assert "Start a decision" not in browse("dee").get(f"/people/{people.person.id}")


def test_what_is_owed_is_told_to_the_one_who_decides_and_the_one_who_waits(browse: Any, people: World) -> None:
    decision = a_decision(people)
    assert f"Decide: {decision.sentence}" in browse("mo").get("/")
    assert "Waiting for Mo Bright" in browse("sam").get("/")
    assert decision.sentence not in browse("ines").get("/")


def test_a_decision_that_is_made_is_owed_no_longer(browse: Any, people: World) -> None:
    decision = a_decision(people)
    services.decide(decision, {"decided": "a", "decided_reasons": "b", "decided_on": "2026-11-01"}, by=people.mo)
    db.commit()
    assert decision.sentence not in browse("mo").get("/")


def test_needed_by_is_told_in_working_days_until_it_is_decided(people: World) -> None:
    decision = a_decision(people, needed_by="2026-11-25")
    monday = today().replace(2026, 11, 23)
    assert needed_words(decision, monday) == "25 November 2026, due in 2 working days"
    decision.state = "decided"
    assert needed_words(decision, monday) == "25 November 2026"
    decision.needed_by = None
    assert needed_words(decision, monday) == "No date given"
    db.rollback()


@pytest.fixture
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database."""
    sent: list[str] = []
    engine = app.extensions["engine"]

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.extend([statement] if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) else [])

    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def test_a_decision_is_read_whole_in_three_statements(people: World, counted: list[str]) -> None:
    made = a_decision(people)
    a_view(people, made)
    db.begin(writing=False)
    sam_id, sam_user = made.id, people.sam
    counted.clear()
    found = queries.decision(sam_id, sam_user)
    assert found.views[0].person.involvements
    assert (found.person.authorities, found.decision_maker.name) == ([], "Mo Bright")  # type: ignore[union-attr]
    assert len(counted) <= 3


@pytest.mark.parametrize("read", [lambda people: queries.decisions_of(people.person, people.sam),
                                  lambda people: queries.waiting_on_or_for(people.sam)])
def test_a_list_of_decisions_costs_one_statement(people: World, counted: list[str], read: Any) -> None:
    for _ in range(3):
        a_decision(people)
    db.begin(writing=False)
    counted.clear()
    found = read(people)
    told = {(one.person.known_as, one.who_decides) for one in found}
    assert told == {("Rosa", "Mo Bright, Team manager, North team")}
    assert len(counted) == 1


def test_every_page_about_a_decision_keeps_to_twelve_statements(
        browse: Any, people: World, counted: list[str]) -> None:
    decision = a_decision(people)
    a_view(people, decision)
    sam = browse("sam")
    for page in ("", "/views", "/change", "/views/add", "/agreement"):
        counted.clear()
        sam.http.get(home(decision) + page)
        assert len(counted) <= 12, (page, counted)
