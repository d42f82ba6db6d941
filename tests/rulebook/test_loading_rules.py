"""Loading reads everything, or says everything that is wrong in sentences that name the remedy."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from riskpanel.rulebook import RulebookError, load

WHEN, GROUPS, CHECKS = "questionnaires/when.1.toml", "questionnaires/groups.1.toml", "checks/tiny.toml"


def spoil(folder: Path, file: str, old: str, new: str) -> list[str]:
    """Replace text in one file and give the problems found."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(folder)
    return caught.value.problems


MISTAKES = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{Path(mistake['file']).stem} {mistake['name']}")
def test_a_mistake_is_told_with_its_file_and_its_remedy(folder: Path, mistake: dict[str, str]) -> None:
    problems = spoil(folder, mistake["file"], mistake["old"], mistake["new"])
    found = [each for each in problems if mistake["wrong"] in each and mistake["remedy"] in each]
    assert found, problems
    assert found[0].startswith(f"{mistake.get('told_in', mistake['file'])}: ")


def test_every_problem_is_told_at_once(folder: Path) -> None:
    (folder / "policy.toml").write_text("as_at = 'soon'\n", encoding="utf-8")
    problems = spoil(folder, WHEN, 'answer = "dog"', 'answer = "cat"')
    assert {each.split(":")[0] for each in problems} >= {"policy.toml", WHEN, CHECKS}


def test_what_refers_to_a_broken_questionnaire_is_not_blamed_for_it(folder: Path) -> None:
    problems = spoil(folder, GROUPS, "gist", "jist")
    assert all(each.startswith(GROUPS) for each in problems), problems


def test_a_missing_folder_and_a_missing_file_are_sentences(folder: Path) -> None:
    with pytest.raises(RulebookError, match="there is no such folder"):
        load(folder / "nowhere")
    (folder / "sources.toml").unlink()
    with pytest.raises(RulebookError, match=r"sources\.toml: the file is missing"):
        load(folder)


def test_everything_in_the_folder_is_read(folder: Path) -> None:
    book = load(folder)
    assert book.law_as_at == date(2026, 11, 20)
    assert book.policy["stale_days"].value == 30
    assert book.decision_kinds["voting"].excluded
    assert book.decision_kinds["tea"].relevant_information[0].text == "It is hot"
    assert book.panels["tiny-panel"].quorum.members == 3
    assert (book.guidance["a-page"].title, book.guidance["a-page"].text) == ("A page", "Some *guidance*.")
    assert date(2026, 12, 25) in book.bank_holidays
    assert book.sources["made-up-case"].overruled_by == "made-up-act-s1"


def test_the_newest_version_is_current_and_an_older_one_is_still_found(folder: Path) -> None:
    book = load(folder)
    assert book.questionnaire("versions").version == 2
    assert book.questionnaire("versions", version=1).version == 1
    assert book.questionnaire("versions", on=date(2026, 5, 31)).version == 1
    with pytest.raises(LookupError, match="no questionnaire “versions”"):
        book.questionnaire("versions", on=date(2020, 1, 1))


def test_the_fingerprint_changes_with_any_rule_and_only_then(folder: Path) -> None:
    before = load(folder).fingerprint
    assert load(folder).fingerprint == before
    (folder / "guidance/a-page.md").write_text("# A page\n\nOther words.\n", encoding="utf-8")
    assert load(folder).fingerprint != before


def test_defaults_of_a_question(folder: Path) -> None:
    types = load(folder).questionnaire("types")
    assert types.find("long").words == "Many words"
    assert types.find("one").options == {"tea": "Tea", "coffee": "Coffee", "not-sure": "I am not sure"}
    assert types.find("plain").options == {"yes": "Yes", "no": "No"}
    assert (types.find("short").max_length, types.find("long").max_length) == (200, 10_000)


def test_the_fingerprint_covers_the_checks_as_well_as_the_guidance(folder: Path) -> None:
    before = load(folder).fingerprint
    (folder / CHECKS).write_text((folder / CHECKS).read_text(encoding="utf-8") + "# other words\n", encoding="utf-8")
    assert load(folder).fingerprint != before
    (folder / "notes.txt").write_text("Not a rule", encoding="utf-8")
    after = load(folder).fingerprint
    (folder / "notes.txt").unlink()
    assert load(folder).fingerprint == after


def test_the_local_figures_are_needed_and_the_holidays_are_not(folder: Path) -> None:
    (folder / "bank-holidays.toml").unlink()
    assert load(folder).bank_holidays == frozenset()
    (folder / "policy.toml").unlink()
    with pytest.raises(RulebookError) as caught:
        load(folder)
    assert "policy.toml: the file is missing. Add it to the rules." in caught.value.problems


WHOLE: list[tuple[str, str, str, str]] = [
    ("policy.toml", "as_at = 2026-11-20", "as_at = 'soon'",
     "policy.toml: “as_at” is not a date. Give the day the rules speak from."),
    ("bank-holidays.toml", "2026-12-25", "'Christmas'",
     "bank-holidays.toml: “Christmas” is not a date. Write it as 2026-12-25, unquoted."),
    ("guidance/a-page.md", "# A page", "A page",
     "guidance/a-page.md: the first line is not a title. Start it with “# ”."),
    (WHEN, "version = 1", "version = 2", f"{WHEN}: holds “when” version 2. Name the file when.2.toml."),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WHOLE, ids=[case[0] for case in WHOLE])
def test_a_sentence_is_whole(folder: Path, file: str, old: str, new: str, said: str) -> None:
    assert said in spoil(folder, file, old, new)


def test_two_of_the_same_name_are_told_by_kind(folder: Path) -> None:
    for file, said in (("panels/tiny-panel.toml", "the panel “tiny-panel” is defined twice"),
                       (CHECKS, "the check “refusing-has-a-price” is defined twice"),
                       (WHEN, "the questionnaire “when” is defined twice")):
        copy = folder / Path(file).parent / f"z-{Path(file).name}"
        copy.write_text((folder / file).read_text(encoding="utf-8"), encoding="utf-8")
        with pytest.raises(RulebookError) as caught:
            load(folder)
        named = f"{copy.relative_to(folder).as_posix()}: {said}. Give one of them another id."
        assert named in caught.value.problems
        copy.unlink()
