"""Pages for those who keep the rules: every check, a record or a case tried, coverage, and changes of law."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.people.models import Person
from riskpanel.rulebook.current import rules
from riskpanel.trail import TrailEvent
from riskpanel.web.models import Draft
from tests.answering import a_record
from tests.keeping.records import a_draft, in_march
from tests.referrals.cases import Statements
from tests.stories import World, a_decision

CASE = (Path(__file__).parents[1] / "cases" / "the-laptop.json").read_text(encoding="utf-8")
RETIRED = "/rules/checks/dol-acid-test-retired"
AGAIN = "Look again at “Review”"


def events(action: str) -> list[TrailEvent]:
    return list(db.session.scalars(sa.select(TrailEvent).where(TrailEvent.action == action)))


# ---- Every check

def test_every_check_is_listed_with_its_severity_what_settles_it_and_what_it_rests_on(browse: Any) -> None:
    lea, said = browse("lea"), ""
    for page in range(1, len(rules().checks) // 25 + 2):
        said += html.unescape(lea.get(f"/rules?page={page}"))
    for check in rules().checks.values():
        assert f'href="/rules/checks/{check.id}"' in said
        assert check.say in said
        assert check.settle in said
        assert all(rules().sources[id].title in said for id in check.sources)
        assert all(rules().policy[key].title in said for key in check.local_figure)
    assert "Not confirmed: check before relying on it; last looked at 20 November 2026." in said


def test_checks_are_sifted_by_subject_severity_and_words(browse: Any) -> None:
    lea = browse("lea")
    found = lea.get("/rules?subject=retired-test&severity=warn&words=acid-TEST+review")
    assert re.findall(r'<h3[^>]*><a class="govuk-link" href="/rules/checks/([^"]+)"', found) == [
        "review-acid-test-in-reasons"]
    assert "Checks shown: 1 of" in found
    assert "No check fits" in lea.get("/rules?words=nothing-of-the-kind")
    assert f"Checks shown: {len(rules().checks)} of" in lea.get("/rules?subject=evil&severity=%00&page=0")


def test_one_check_is_read_aloud_with_examples_both_ways(browse: Any) -> None:
    said = html.unescape(browse("lea").get(RETIRED))
    assert "At least one of these is so:" in said
    assert "“Liberty: type and setting” mentions “acid test” or “Cheshire West”" in said
    assert "Meets the acid test" in said
    assert said.index("Examples that fire") < said.index("Examples that do not")
    assert "checks/retired-test.toml" in said
    assert "Changed on 2 June 2026" in said
    browse("lea").get("/rules/checks/no-such-check", status=404)


def test_the_rules_are_for_those_who_keep_them(browse: Any) -> None:
    assert 'href="/rules"' in browse("pru").get("/")
    assert 'href="/rules"' not in browse("sam").get("/")
    for page in ("/rules", RETIRED, "/rules/try", "/rules/try/case", "/rules/coverage"):
        browse("sam").get(page, status=403)


def tried_out(lea: Any) -> str:
    assert "What was found" not in lea.get("/rules/coverage")
    return str(lea.post("/rules/coverage", status=200).text)


def test_coverage_tells_what_no_record_exercises_and_which_sources_nothing_uses(browse: Any, people: World) -> None:
    lea = browse("lea")
    before = re.search(r"Checks no record exercises \((\d+)\)", tried_out(lea))
    a_record(a_decision(people), "framing", by=people.sam)
    said = tried_out(lea)
    after = re.search(r"Checks no record exercises \((\d+)\)", said)
    assert before
    assert after
    assert int(after[1]) < int(before[1]) == len(rules().checks)
    assert "on 1 decisions and their records" in said
    db.session.get_one(Person, people.person.id).restricted = True
    db.session.info["recorded"] = True
    db.commit()
    assert "on 0 decisions and their records" in tried_out(lea)


# ---- Trying a record

def test_a_record_is_tried_and_every_check_that_applies_is_told(browse: Any, people: World) -> None:
    record = a_record(a_decision(people), "framing", {"influence": "suspected"}, by=people.sam)
    said = html.unescape(browse("lea").get(f"/rules/try/{record.id}"))
    applies = [check for check in (*rules().checks_for("framing"), *rules().checks_for("decision"))
               if check.in_force(rules().law_as_at)]
    assert applies
    assert [check.id for check in applies if f'href="/rules/checks/{check.id}"' not in said] == []
    for heading in ("These fire (", "These cannot be told yet (", "These do not fire ("):
        assert heading in said
    assert "It read" in said
    assert "It waits for" in said
    assert [event.person_id for event in events("rules:try")] == [people.person.id]


def test_what_is_told_of_a_record_is_sifted(browse: Any, people: World) -> None:
    record = a_record(a_decision(people), "framing", by=people.sam)
    said = browse("lea").get(f"/rules/try/{record.id}?state=silent&severity=stop")
    assert "These do not fire (" in said
    assert "These fire (" not in said
    assert "Consider: " not in said


def test_a_record_is_found_by_its_reference_or_its_decisions(browse: Any, people: World) -> None:
    record = a_record(a_decision(people), "framing", by=people.sam)
    lea = browse("lea")
    for reference in (record.reference, record.decision.reference.lower()):
        assert lea.post("/rules/try", reference=reference, status=303).location.endswith(f"/rules/try/{record.id}")
    assert record.reference in lea.get("/rules/try")
    assert "There is no record or decision" in lea.post("/rules/try", reference="A-0000-0000", status=422).text


def test_nobody_tries_a_record_they_may_not_see(browse: Any, people: World) -> None:
    record = a_record(a_decision(people), "framing", by=people.sam)
    db.session.get_one(Person, people.person.id).restricted = True
    db.session.info["recorded"] = True
    db.commit()
    lea = browse("lea")
    lea.get(f"/rules/try/{record.id}", status=404)
    assert record.reference not in lea.get("/rules/try")
    assert lea.post("/rules/try", reference=record.reference, status=422)


# ---- Trying a case

def test_a_pasted_case_is_tried_and_nothing_of_it_is_kept(browse: Any) -> None:
    said = html.unescape(browse("lea").post("/rules/try/case", case=CASE, status=200).text)
    assert "These fire (" in said
    assert "Change the case, or what is shown" in said
    assert json.loads(CASE)["decision"]["sentence"] in said
    event, = events("rules:try")
    assert event.details == {"records": len(json.loads(CASE)["records"])}
    assert db.session.query(Draft).count() == 0


def test_what_is_shown_of_a_case_is_sifted(browse: Any) -> None:
    said = browse("lea").post("/rules/try/case", case=CASE, state="fires", severity="stop", status=200).text
    assert "These do not fire (" not in said


@pytest.mark.parametrize(("case", "said"), [
    ("", "Paste the case"),
    ("{", "The bundle is not valid JSON"),
    ('{"as_at": "2026-11-20"}', "The bundle has no “records”"),
    ('{"as_at": "2026-11-20", "records": [{"questionnaire": "capacty", "answers": {}}]}', "did you mean “capacity”"),
    ("[" * 5000, "nested too deep"),
    ('{"as_at": "2026-11-20", "records": [], "note": "' + "x" * 300_001 + '"}', "300,000 characters or fewer"),
])
def test_a_case_that_cannot_be_read_is_answered_in_a_sentence_with_its_text_kept(
        browse: Any, case: str, said: str) -> None:
    refused = html.unescape(browse("lea").post("/rules/try/case", case=case, status=422).text)
    assert said in refused
    assert case[:40] in refused
    assert events("rules:try") == []


# ---- Changes of law

def test_the_list_tells_whose_record_what_changed_what_to_do_whose_it_is_and_by_when(
        browse: Any, people: World) -> None:
    record = in_march(people)
    said = html.unescape(browse("lea").get("/law-changes"))
    for words in ("Rosa", people.person.reference, record.decision.sentence, record.reference,
                  "Concluded on 16 March 2026", "Law as at 16 March 2026", "P v Cheshire West and Chester Council",
                  "Its words cite it.", "Read the reasons again.", "Sam Okoro, Social worker, North team",
                  "30 June 2026", "working days overdue"):
        assert words in said, words
    assert "No record here waits" in browse("lea").get("/law-changes?source=mca-2005-s64-5")


def test_it_is_on_my_work_of_its_owner_and_not_of_others(browse: Any, people: World) -> None:
    record = in_march(people)
    assert f"/law-changes/{record.id}" in browse("sam").get("/")
    assert AGAIN in browse("sam").get("/")
    assert AGAIN not in browse("mo").get("/")
    assert AGAIN not in browse("lea").get("/")


def test_the_record_says_it_at_the_top_and_leads_there(browse: Any, people: World) -> None:
    record = in_march(people)
    sam = browse("sam").get(f"/assessments/{record.id}")
    assert "Since then the law that this record relied on has changed, on 2 June 2026" in sam
    assert "on the list to look at again" in sam
    assert f'href="/law-changes/{record.id}"' in sam
    mo = browse("mo").get(f"/assessments/{record.id}")
    assert "on the list to look at again" in mo
    assert f'href="/law-changes/{record.id}"' not in mo


def test_a_draft_says_it_too(browse: Any, people: World) -> None:
    said = browse("sam").get(f"/assessments/{a_draft(people).id}")
    assert "The law behind what was answered here has changed, on 2 June 2026" in said


def test_an_owner_says_why_it_stands_and_it_leaves_the_list_with_the_reason_kept(browse: Any, people: World) -> None:
    record = in_march(people)
    sam, page = browse("sam"), f"/law-changes/{record.id}"
    refused = sam.post(page, outcome="stands", status=422)
    assert "Write why what the record says still stands" in refused.text
    sam.post(page, outcome="stands", because="Every factor was written down too.", status=303)
    assert AGAIN not in sam.get("/")
    assert "No record here waits" in sam.get("/law-changes")
    assert "It still stands: Every factor was written down too." in sam.get(f"/assessments/{record.id}")
    assert "Every factor was written down too." in sam.get("/law-changes/looked-at")
    assert "Every factor" not in browse("ines").get("/law-changes/looked-at")
    sam.get(page, status=409)


def test_looked_at_afresh_leads_to_the_new_record(browse: Any, people: World) -> None:
    record = in_march(people)
    led = browse("lea").post(f"/law-changes/{record.id}", outcome="afresh", status=303).location
    assert led.startswith("/assessments/")
    assert str(record.id) not in led
    assert "A new record was started" in browse("sam").get(f"/assessments/{record.id}")


@pytest.mark.parametrize(("who", "status"), [("mo", 403), ("pru", 403), ("ines", 404), ("kit", 403), ("adi", 403)])
def test_nobody_else_settles_it(browse: Any, people: World, who: str, status: int) -> None:
    browse(who).get(f"/law-changes/{in_march(people).id}", status=status)


@pytest.mark.parametrize("who", ["kit", "joe", "dee", "adi"])
def test_the_list_is_for_those_who_make_records(browse: Any, who: str) -> None:
    browse(who).get("/law-changes", status=403)


def test_the_list_holds_nobody_whom_its_reader_may_not_see(browse: Any, people: World) -> None:
    in_march(people)
    db.session.get_one(Person, people.person.id).restricted = True
    db.session.info["recorded"] = True
    db.commit()
    assert "Rosa" not in browse("lea").get("/law-changes")
    assert "Rosa" in browse("sam").get("/law-changes")


# ---- What it costs

def test_these_pages_cost_at_most_twelve_statements_however_many_records_there_are(
        browse: Any, people: World) -> None:
    records = [in_march(people) for _ in range(30)] + [a_draft(people)]
    lea, sam = browse("lea"), browse("sam")
    asked = [(lea, "/law-changes"), (lea, "/law-changes?page=2"), (lea, "/law-changes/looked-at"), (sam, "/"),
             (lea, "/rules"), (lea, "/rules/try"), (lea, f"/rules/try/{records[0].id}"), (lea, "/rules/coverage"),
             (sam, f"/law-changes/{records[0].id}"), (sam, f"/assessments/{records[0].id}"),
             (sam, f"/assessments/{records[-1].id}")]
    costs = {}
    for client, url in asked:
        client.get(url)
        with Statements() as said:
            client.get(url)
        costs[url] = said.count
    assert {url: count for url, count in costs.items() if count > 12} == {}
    assert "Showing 1 to 25 of 31" in lea.get("/law-changes")
