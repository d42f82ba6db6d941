"""Each list of the rules is read from its own file, and what is wrong in it is told by the name of that file."""

from pathlib import Path
from typing import Any

import pytest

from riskpanel.rulebook import RulebookError, load
from riskpanel.rulebook.loading import fingerprint

LISTS: list[tuple[str, str, str, str]] = [
    ("agencies.toml", "agencies", "council", 'title = "The council"'),
    ("specialisms.toml", "specialisms", "dementia", 'title = "Dementia"'),
    ("themes.toml", "themes", "advocacy", 'title = "Advocacy"'),
    ("grounds.toml", "grounds", "kindness", 'title = "Kindness"\nplain = "kindness"\nsources = ["made-up-act-s1"]'),
    ("decision-kinds.toml", "decision_kinds", "lunch", 'title = "Lunch"'),
    ("sources.toml", "sources", "a-code", 'kind = "code"\ntitle = "A code"\ngist = "It says so."\nconfirmed = true\n'
     "last_verified = 2026-11-20"),
    ("tracks.toml", "tracks", "when", '[[when.suggested]]\nwhen = { answer = "types.plain", is = "yes" }\n'
     'because = "It says yes."'),
    ("ladder.toml", "ladder", "talk", 'title = "Talk"\nwho = "Somebody"\ndays = "talk_days"'),
    ("policy.toml", "policy", "talk_days", 'title = "Days to talk"\nvalue = 2\nunit = "working days"'),
    ("policy.toml", "policy", "talk_days_urgent", 'title = "Days to talk"\nvalue = 1\nunit = "working days"'),
]


def add(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(f"{file.read_text(encoding='utf-8') if file.exists() else ''}\n{text}\n", encoding="utf-8")


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load(folder)
    return caught.value.problems


def test_each_list_is_read_from_its_own_file(folder: Path) -> None:
    for name, _, id, said in LISTS:
        add(folder, name, said if said.startswith("[[") else f"[{id}]\n{said}")
    book = load(folder)
    for _, attribute, id, _ in LISTS:
        found: dict[str, Any] = getattr(book, attribute)
        assert found[id].id == id, attribute
    assert book.tracks["when"].suggested[0].because == "It says yes."


def test_what_is_wrong_in_a_list_is_told_by_the_name_of_its_file(folder: Path) -> None:
    for name in dict.fromkeys(name for name, *_ in LISTS):
        add(folder, name, "[an-odd-one]\ncolour = 'blue'")
    told = problems_of(folder)
    for name in dict.fromkeys(name for name, *_ in LISTS):
        assert any(each.startswith(f"{name}: “an-odd-one” has a key “colour” that is not known here.")
                   for each in told), name


def test_the_ladder_counts_by_figures_that_are_there(folder: Path) -> None:
    add(folder, "ladder.toml", '[talk]\ntitle = "Talk"\nwho = "Somebody"\ndays = "answer_day"')
    assert problems_of(folder) == [
        "ladder.toml: “talk” counts by “answer_day”, which policy.toml does not hold. Did you mean “answer_days”?",
        "ladder.toml: “talk” counts by “answer_day_urgent”, which policy.toml does not hold. "
        "Did you mean “answer_days”?",
    ]


INDEX = "guidance/index.toml"


def test_the_pages_of_guidance_stand_in_the_order_of_the_index(folder: Path) -> None:
    for id in ("b-page", "c-page"):
        (folder / f"guidance/{id}.md").write_text(f"# {id.capitalize()}\n\n It says so. \n", encoding="utf-8")
    add(folder, INDEX, '[[group]]\ntitle = "One"\ngist = "First."\npages = ["c-page", "a-page"]')
    add(folder, INDEX, '[[group]]\ntitle = "Two"\ngist = "Then."\npages = ["b-page"]')
    book = load(folder)
    assert [group.pages for group in book.guidance_groups] == [("c-page", "a-page"), ("b-page",)]
    assert list(book.guidance) == ["a-page", "b-page", "c-page"]
    assert (book.guidance["b-page"].title, book.guidance["b-page"].text) == ("B-page", "It says so.")
    add(folder, INDEX, '[[group]]\ntitle = "Three"\ngist = "None."\npages = []')
    assert problems_of(folder) == [f"{INDEX}: the file has nothing in “pages”. Give at least one."]


def test_a_page_without_a_title_does_not_hide_the_pages_after_it(folder: Path) -> None:
    (folder / "guidance/a-page.md").write_text("No title", encoding="utf-8")
    (folder / "guidance/b-page.md").write_bytes(b"\xff")
    (folder / "guidance/c-page.md").write_text("Nor this", encoding="utf-8")
    assert [each.split(":")[0] for each in problems_of(folder)] == [
        "guidance/a-page.md", "guidance/b-page.md", "guidance/c-page.md"]


def test_a_check_is_of_the_subject_its_file_is_named_for(folder: Path) -> None:
    assert load(folder).checks["old-law"].subject == "tiny"


def test_what_is_wrong_everywhere_is_all_told(folder: Path) -> None:
    checks = folder / "checks/tiny.toml"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(text.replace('severity = "', 'severity = "very '), encoding="utf-8")
    (folder / "policy.toml").write_text("", encoding="utf-8")
    told = problems_of(folder)
    assert sum("which is not a choice" in each for each in told) == text.count("severity = ")
    assert any(each.startswith("policy.toml: ") for each in told)


def test_a_questionnaire_that_cannot_be_read_is_known_by_the_name_of_its_file(folder: Path) -> None:
    (folder / "questionnaires/groups.1.toml").write_text("x = ", encoding="utf-8")
    assert {each.split(":")[0] for each in problems_of(folder)} == {"questionnaires/groups.1.toml"}


def test_the_fingerprint_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """The order of the files is that of their names as they are written here, on every system."""
    for name in ("b.toml", "a/z.toml", "a.toml", "a-1.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert fingerprint(tmp_path) == "931c134dd0d464daaf8815ff789e999ed852e8682884be6735d9faac8f7f5058"
