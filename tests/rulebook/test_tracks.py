"""The file that says when an optional record is suggested: read, vetted, and told apart from true and cannot tell."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import RulebookError, evaluate, load, suggested

TINY = Path(__file__).parent / "tiny"
BOOK = load(Path(__file__).parents[2] / "rules")
GOOD = '[[groups.suggested]]\nwhen = {{ {when} }}\nbecause = "There is cause."\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "rules"))


def problems(folder: Path, text: str) -> list[str]:
    (folder / "tracks.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(folder)
    return caught.value.problems


def test_without_the_file_nothing_is_suggested(folder: Path) -> None:
    assert load(folder).tracks == {}


def test_a_record_is_suggested_only_where_its_condition_holds(folder: Path) -> None:
    (folder / "tracks.toml").write_text(GOOD.format(when='answer = "person.age", at_most = 17'), encoding="utf-8")
    book = load(folder)
    assert suggested(book, {"person": {"age": 17}}) == {"groups": ("There is cause.",)}
    assert suggested(book, {"person": {"age": 18}}) == suggested(book, {}) == {}


@pytest.mark.parametrize(("text", "said"), [
    (GOOD.format(when='answer = "person.age", at_most = 17').replace("groups", "grops"),
     "tracks.toml: “grops” names the questionnaire “grops”, which does not exist. Did you mean “groups”?"),
    (GOOD.format(when='answer = "age", at_most = 17'),
     "tracks.toml: “groups” reads “age” without saying where. Write decision.age, or whose it is."),
    (GOOD.format(when='answer = "person.ages", at_most = 17'),
     "tracks.toml: “groups” reads the question “person.ages”, which does not exist. Did you mean “person.age”?"),
])
def test_what_is_wrong_is_told_with_the_file_the_entry_and_the_remedy(folder: Path, text: str, said: str) -> None:
    assert said in problems(folder, text)


def test_a_suggestion_without_its_reason_is_refused(folder: Path) -> None:
    found = problems(folder, '[[groups.suggested]]\nwhen = { answer = "person.age", at_most = 17 }\n')
    assert any(each.startswith("tracks.toml:") and "because" in each for each in found)


@pytest.mark.parametrize("track", sorted(BOOK.tracks))
def test_a_track_is_short_says_why_it_asks_and_sets_a_day_to_look_again(track: str) -> None:
    asked = {question.id: question for question in BOOK.questionnaire(track).every()}
    assert 8 <= len(asked) <= 14
    assert all(question.why for question in asked.values())
    assert {"rights", "review_on"} <= asked.keys()


@pytest.mark.parametrize("track", sorted(BOOK.tracks))
def test_no_track_leads_to_a_finding_about_capacity_or_liberty(track: str) -> None:
    said = [words for question in BOOK.questionnaire(track).every() for each in (question, *question.asks)
            for words in (each.title, each.hint or "", *each.options.values())]
    said += [each.say + each.settle for each in BOOK.checks.values() if track in each.applies_to]
    verdicts = ("is deprived of", "is not deprived of", "they lack capacity for this decision at this time",
                "is a deprivation of liberty", "is not a deprivation of liberty")
    assert [words for words in said if any(each in words.lower() for each in verdicts)] == []


@pytest.mark.parametrize("track", sorted(BOOK.tracks))
def test_no_track_cites_the_overruled_test_as_law(track: str) -> None:
    cited = {id for question in BOOK.questionnaire(track).every() for each in (question, *question.asks)
             for id in each.sources}
    cited |= {id for each in BOOK.checks.values() if track in each.applies_to for id in each.sources}
    assert {id for id in cited if BOOK.sources[id].overruled_by} == set()


# What the law asks of these subjects is found from the record of its own as it is from the capacity or risk record
FOUND_FROM = {
    "fluctuation": {"fluctuation-pattern", "micro-macro", "fluctuation-one-off-vs-continuing", "review-date-missing"},
    "executive": {"say-do-mismatch", "executive-label-only", "presumption-used-to-avoid", "review-date-missing"},
    "influence": {"influence-suspected", "influence-plus-impairment", "not-mca-cause", "safeguarding-42",
                  "review-date-missing"},
    "liberty": {"dol-factors-complete", "dol-consent-evidence", "dol-consent-doubt", "dol-refer", "dol-wrong-route",
                "dol-acid-test-retired", "authorisation-expired", "authorisation-conditions", "objection-s21a",
                "objection-no-authorisation", "safeguards-gap", "rpr-effective", "review-date-missing"},
    "young-person": {"age-under-16", "age-16-17", "dol-wrong-route", "dol-refer", "review-date-missing"},
}


@pytest.mark.parametrize("track", sorted(BOOK.tracks))
def test_a_point_of_law_is_found_from_the_record_of_its_own(track: str) -> None:
    found = {id for check in BOOK.checks.values() if track in check.applies_to for id in check.stands_for}
    assert FOUND_FROM[track] <= found


def answers_to(track: str, answers: dict[str, Any], **more: dict[str, Any]) -> set[str]:
    """What fires of a track's own checks, by what they stand for."""
    others = [{"questionnaire": name, "answers": given} for name, given in more.items()]
    bundle = {"as_at": date(2026, 11, 20), "records": [*others, {"questionnaire": track, "answers": answers}]}
    return {id for one in evaluate(BOOK, bundle, track) if one.state == "fires" for id in one.check.stands_for}


def test_pressure_without_an_impairment_leads_to_a_route_and_never_to_incapacity() -> None:
    overborne = {"wants": "To see my sister", "signs": [{"what": "He takes the telephone", "first_hand": "first-hand"}],
                 "alone": [{"date": "2026-11-04", "said": "Don't tell him"}], "safeguarding": "enquiry",
                 "safety_plan": "Seen at the day centre", "cause": "pressure", "cause_why": "Alone she decides at once",
                 "free_choice": "Her own telephone", "routes": ["safeguarding", "legal"], "route_who": "Nadia",
                 "control": ["phone"], "control_how": "He keeps it; she did not ask", "rights": "Her sister is family",
                 "review_on": "2026-12-04"}
    assert answers_to("influence", overborne) == set()
    assert answers_to("influence", overborne, capacity={"conclusion": "lacks"}) == {"not-mca-cause"}


def test_an_objection_counts_in_whichever_record_it_stands() -> None:
    limits = {"restrictions": [{"what": "Door locked"}], "objection": "none"}
    found = answers_to("liberty", limits, **{"positive-risk": {"restrictions": [{"what": "Door locked"}],
                                                               "objection": "words"}})
    assert "liberty-unlike-other-records" in found
    assert "liberty-unlike-other-records" not in answers_to("liberty", limits)
