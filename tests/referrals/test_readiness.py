"""Readiness is a table: each want is missing for a case that lacks it, and not for one that has it."""

from dataclasses import replace
from datetime import date

import pytest

from riskpanel.referrals.readiness import PARTS, THEIR_WORDS, WANTS, Case, Want, count_words, gaps, needs_reason

DAY = date(2026, 11, 20)
COMPLETE = Case(
    name="Rosa", question="Is it sound?", tried="Talks in May", not_settled="She fears the station",
    disagreement="Her sister", not_asked="Funding", consent="yes", taking_part="come",
    taking_part_needs="A break", interim_plan="A ring each evening", next_contact_on=DAY,
    next_contact_by="Sam", agreement="not-agreed", person_says="The sea", person_stance="agrees", other_voices=1,
    needed_by=DAY, if_nothing="It is missed", safeguarding="none", has_evidence=True, from_challenge=True, doubted=True,
    concluded=dict.fromkeys(("framing", "support", "capacity", "positive-risk", "best-interests"), DAY))
LACKING = Case(name="Rosa", from_challenge=True, doubted=True, lacks=True, capacity_too_old=True, advocate_waits=True,
               unseen_authority="Ana Delgado", wrong_door="It does not settle disagreements. Go to the other panel.")
OTHERWISE = {"framing": replace(COMPLETE, safeguarding=""), "raise": replace(COMPLETE, safeguarding="to-raise"),
             "sends": replace(COMPLETE, taking_part="words"), "when": replace(COMPLETE, tried="Talks")}


def test_a_complete_case_has_no_gaps() -> None:
    assert gaps(COMPLETE) == ()


@pytest.mark.parametrize("want", WANTS, ids=lambda want: want.id)
def test_each_want_is_a_gap_where_it_is_missing(want: Want) -> None:
    gap = next(gap for case in (LACKING, *OTHERWISE.values()) for gap in gaps(case) if gap.id == want.id)
    assert gap.part in PARTS
    assert "{" not in gap.said + gap.fill
    assert gap.said.endswith(".")
    assert gap.fill.endswith(".")


def test_what_was_tried_is_asked_for_with_its_dates() -> None:
    dated = ("In March", "on 4 June 2026", "twice, 3/11 and 5/11", "2026-05-01")
    assert all(not gaps(replace(COMPLETE, tried=said)) for said in dated)
    assert [gap.id for gap in gaps(replace(COMPLETE, tried="A talk, and a meeting of 12 people"))] == ["tried-when"]


def test_a_wrong_door_says_why_and_where_to_instead() -> None:
    said = next(gap.said for gap in gaps(LACKING) if gap.id == "right-door")
    assert said == "This may be the wrong panel. It does not settle disagreements. Go to the other panel."


def test_a_safeguarding_concern_still_to_be_raised_is_a_gap_that_waits_for_nothing() -> None:
    found = gaps(OTHERWISE["raise"])
    assert [gap.id for gap in found] == ["safeguarding-raised"]
    assert "nothing here holds it up" in found[0].fill


def test_gaps_come_part_by_part() -> None:
    order = [gap.part for gap in gaps(LACKING)]
    assert order == sorted(order, key=list(PARTS).index)


def test_a_step_marked_not_applicable_is_no_gap() -> None:
    concluded = dict.fromkeys(("framing", "support", "capacity"), DAY)
    assert gaps(replace(COMPLETE, concluded=concluded))
    assert not gaps(replace(COMPLETE, concluded=concluded, not_applicable=frozenset({"positive-risk"})))


def test_no_capacity_record_is_asked_for_where_there_is_no_reason_to_doubt() -> None:
    without = dict.fromkeys(("framing", "support", "positive-risk"), DAY)
    assert not gaps(replace(COMPLETE, doubted=False, concluded=without))


def test_a_reason_is_owed_for_gaps_unless_it_is_urgent_and_always_for_missing_words() -> None:
    found = gaps(replace(COMPLETE, tried=""))
    assert needs_reason(found, urgent=False)
    assert not needs_reason(found, urgent=True)
    silent = gaps(replace(COMPLETE, person_says=""))
    assert [gap.id for gap in silent] == [THEIR_WORDS]
    assert needs_reason(silent, urgent=True)
    assert not needs_reason((), urgent=False)


def test_counts_are_said_in_words() -> None:
    assert [count_words(count, "gap") for count in (0, 1, 3, 12)] == ["No gaps", "One gap", "Three gaps", "12 gaps"]
