"""A finding says which check, because of which answers, or what it still waits for."""

from datetime import date
from typing import Any

from riskpanel.rulebook import Finding, Rulebook, evaluate, examples, fires
from riskpanel.rulebook.findings import evaluate_all

TODAY = date(2026, 11, 20)


def found(book: Rulebook, answers: dict[str, Any], as_at: date = TODAY) -> dict[str, Finding]:
    bundle = {"as_at": as_at, "records": [{"questionnaire": "groups", "answers": answers}]}
    return {finding.check.id: finding for finding in evaluate(book, bundle, "groups")}


def test_a_finding_gives_its_reasons_in_words(tiny: Rulebook) -> None:
    finding = found(tiny, {"harms": [{"what": "A fall"}, {"what": "A burn"}]})["refusing-has-a-price"]
    assert finding.state == "fires"
    assert [(read.label, read.said, read.questionnaire, read.question) for read in finding.because] == [
        ("Harms", "A fall; A burn", "groups", "harms"),
        ("What would be lost?", "Not answered", "groups", "harm_of_refusing"),
    ]
    assert [source.id for source in finding.sources] == ["made-up-act-s1", "made-up-case"]


def test_a_reason_inside_an_entry_names_the_entry(tiny: Rulebook) -> None:
    finding = found(tiny, {"harms": [{"what": "A fall", "likely": "often"}]})["often-without-detail"]
    assert (finding.because[0].label, finding.because[0].said) == ("A fall: How likely?", "Often")


def test_what_cannot_be_told_says_what_it_waits_for(tiny: Rulebook) -> None:
    finding = found(tiny, {"harms": [{"what": "A fall"}]})["often-without-detail"]
    assert finding.state == "cannot-tell"
    assert [str(each) for each in finding.open] == ["A fall: How likely?"]


def test_stops_come_first_then_warnings_then_advice(tiny: Rulebook) -> None:
    answers = {"harms": [{"what": "A fall", "likely": "often"}], "visits": [{"on": "2026-01-01"}]}
    severities = [finding.check.severity for finding in found(tiny, answers).values()]
    assert severities == ["stop", "warn", "advise"]


def test_a_check_speaks_only_while_its_law_is_in_force(tiny: Rulebook) -> None:
    answers = {"harms": [{"what": "A fall"}]}
    assert "old-law" in found(tiny, answers, date(2026, 6, 1))
    assert "old-law" not in found(tiny, answers, date(2026, 6, 2))
    assert "old-law" not in found(tiny, answers, date(2019, 12, 31))


def test_nothing_is_found_where_there_is_no_record(tiny: Rulebook) -> None:
    assert evaluate(tiny, {"as_at": TODAY, "records": []}, "groups") == ()


def test_a_check_on_the_decision_needs_no_record_of_its_own(tiny: Rulebook) -> None:
    records = [{"questionnaire": "groups", "answers": {}, "completed_on": TODAY}]
    findings = evaluate(tiny, {"as_at": TODAY, "records": records}, "decision")
    assert [finding.check.id for finding in findings] == ["nobody-named"]
    assert [read.label for read in findings[0].because] == ["Decision-maker", "Groups: completed"]


def test_an_old_record_is_read_with_the_questions_it_was_made_with(tiny: Rulebook) -> None:
    record = {"questionnaire": "versions", "version": 1, "answers": {"kept": "yes", "added": "yes"}}
    assert evaluate(tiny, {"as_at": TODAY, "records": [record]}, "versions") == ()


def test_every_example_of_the_tiny_checks_does_as_it_says(tiny: Rulebook) -> None:
    tried = [(check.id, fires(tiny, check, bundle), example.fires) for check, example, bundle in examples(tiny)]
    assert len(tried) == 13
    assert [each for each in tried if each[1] is not each[2]] == []


def test_a_check_stands_for_itself_unless_it_says_more(tiny: Rulebook) -> None:
    assert tiny.checks["old-law"].stands_for == ("old-law",)
    assert tiny.checks["bad-words"].stands_for == ("first", "second")


def test_a_check_that_cannot_tell_does_not_fire(tiny: Rulebook) -> None:
    records = [{"questionnaire": "groups", "answers": {"harms": [{"what": "A fall"}]}}]
    bundle = {"as_at": TODAY, "records": records}
    assert not fires(tiny, tiny.checks["often-without-detail"], bundle)
    assert fires(tiny, tiny.checks["refusing-has-a-price"], bundle)


def test_the_decision_and_every_record_are_answered_together(tiny: Rulebook) -> None:
    earlier = {"questionnaire": "groups", "answers": {"harms": [{"what": "A fall"}]}, "completed_on": TODAY}
    findings = evaluate_all(tiny, {"as_at": TODAY, "records": [earlier, {"questionnaire": "groups", "answers": {}}]})
    assert {"nobody-named", "refusing-has-a-price"} <= {finding.check.id for finding in findings}
    severities = [finding.check.severity for finding in findings]
    assert severities == sorted(severities, key=["stop", "warn", "advise"].index)
