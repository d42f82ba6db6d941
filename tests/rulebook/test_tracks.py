"""The file that says when an optional record is suggested: read, vetted, and told apart from true and cannot tell."""

import shutil
from pathlib import Path

import pytest

from riskpanel.rulebook import RulebookError, load, suggested

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
