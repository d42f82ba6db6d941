"""A rules file saved in some other way than the rules expect is read all the same, or answered with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from riskpanel.rulebook import Rulebook, RulebookError, load, lock_problems
from riskpanel.rulebook.tables import Unreadable, table_of

CHECKS, WHEN, POLICY, PAGE = "checks/tiny.toml", "questionnaires/when.1.toml", "policy.toml", "guidance/a-page.md"
MORE, ANOTHER_PAGE = "checks/more.toml", "guidance/more.md"


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load(folder)
    return caught.value.problems


SAVED: dict[str, Callable[[bytes], bytes]] = {
    "with a mark at the start, as Notepad does": lambda text: b"\xef\xbb\xbf" + text,
    "with the line ends of Windows": lambda text: text.replace(b"\n", b"\r\n"),
    "with tabs": lambda text: text.replace(b" = ", b"\t=\t"),
    "without a last line end": lambda text: text.rstrip(),
}


def test_how_a_file_was_saved_changes_nothing_of_what_it_says(folder: Path, tiny: Rulebook) -> None:
    for way, saved in SAVED.items():
        for name in (CHECKS, WHEN, POLICY, PAGE):
            text = (folder / name).read_bytes()
            (folder / name).write_bytes(saved(text))
            assert load(folder).checks == tiny.checks, (way, name)
            assert load(folder).guidance == tiny.guidance, (way, name)
            (folder / name).write_bytes(text)


UTF_8 = "is not saved as UTF-8. Open it in an editor and save it again as UTF-8."
NOTHING = "the file says nothing. Write in it what it is for, or remove it."
NOT_READ = "nothing reads a file of this name in this place."
WRITTEN: list[tuple[str, bytes, str]] = [
    (MORE, "# caf\xe9".encode("latin-1"), f"{MORE}: {UTF_8}"),
    (MORE, "[[check]]".encode("utf-16"), f"{MORE}: {UTF_8}"),
    (ANOTHER_PAGE, "# Caf\xe9".encode("latin-1"), f"{ANOTHER_PAGE}: {UTF_8}"),
    (MORE, b"", f"{MORE}: {NOTHING}"),
    (MORE, b"# only a remark\n", f"{MORE}: {NOTHING}"),
    ("panels/more.toml", b"", f"panels/more.toml: {NOTHING}"),
    ("questionnaires/more.1.toml", b"", f"questionnaires/more.1.toml: {NOTHING}"),
    (ANOTHER_PAGE, b"", f"{ANOTHER_PAGE}: the first line is not a title. Start it with “# ”."),
    (POLICY, b"", f"{POLICY}: “as_at” is not a date. Give the day the rules speak from."),
    ("guidance/More Pages.md", b"# More\n\nWords",
     "guidance/More Pages.md: “More Pages” has “id” set to “More Pages”, which is not a plain name. "
     "Use small letters and figures, joined by _ in questions and by - elsewhere."),
    ("guidance/index.toml", b"[[groups]]", "guidance/index.toml: “groups” does not belong at the top of the file. "
     "Did you mean “group”?"),
    (MORE, b"check = 'one'", f"{MORE}: “check” is not a list. Write [[check]] before each entry, or put it in [ ]."),
    (MORE, b"[check]\nid = 'one'",
     f"{MORE}: “check” is not a list. Write [[check]] before each entry, or put it in [ ]."),
    (MORE, b"check = ['one']", f"{MORE}: the file holds “one”, which is not an entry. "
     "Give it a name in square brackets, and under that a line for each key and its value."),
    (MORE, b"# a\n\n\n]", f"{MORE}: cannot be read at line 4, “]”. A line is a name, an equals sign and one value."),
    (MORE, b"x = [ 1", f"{MORE}: cannot be read at line 1, “x = [ 1”. "
     "A comma or a closing bracket is missing, there or just above."),
    (MORE, b"x = { a = 1, a = 2 }", f"{MORE}: cannot be read at line 1, “x = {{ a = 1, a = 2 }}”. "
     "That was said before, on the same line. Say it once."),
    (MORE, "x\u00a0= 1".encode(), f"{MORE}: cannot be read at line 1, “x\u00a0= 1”. "
     "That quotation mark or space comes from a word processor. Type it again, as a straight one."),
    (MORE, b"x = \"\\uD800\"", f"{MORE}: cannot be read at line 1, “x = \"\\uD800\"”. "
     "Escaped character is not a Unicode scalar value."),
    ("checks/more.TOML", b"x", f"checks/more.TOML: {NOT_READ} Name it checks/more.toml."),
    ("checks/more.toml.txt", b"x", f"checks/more.toml.txt: {NOT_READ} Name it checks/more.toml."),
    ("check/more.toml", b"x", f"check/more.toml: {NOT_READ} Did you mean “checks”?"),
    ("source.toml", b"x", f"source.toml: {NOT_READ} Did you mean “sources.toml”?"),
]


def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(folder: Path) -> None:
    for name, written, said in WRITTEN:
        file = folder / name
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(written)
        assert said in problems_of(folder), (name, written)
        file.unlink() if before is None else file.write_bytes(before)
    assert load(folder)


def test_a_folder_named_like_a_file_is_told(folder: Path) -> None:
    names = [MORE, "questionnaires/more.1.toml", "panels/more.toml", ANOTHER_PAGE, "tracks.toml"]
    for name in names:
        (folder / name).mkdir()
    told = "is a folder, and a file belongs there. Give the folder another name."
    assert sorted(problems_of(folder)) == sorted(f"{name}: {told}" for name in names)
    assert [each for each in lock_problems(folder) if "more" in each] == []


def test_what_an_editor_leaves_behind_is_passed_over(folder: Path) -> None:
    for name in (".tiny.toml", "guidance/.a-page.md", "checks/tiny.toml~", "checks/tiny.toml.bak", "README.md"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "checks/.#tiny.toml").symlink_to("somebody@a-machine")
    assert load(folder)


def test_a_list_that_cannot_be_read_is_the_only_thing_told(folder: Path) -> None:
    for name in ("sources.toml", POLICY):
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(b"x = ")
        assert {each.split(":")[0] for each in problems_of(folder)} == {name}
        (folder / name).unlink()
        assert {each.split(":")[0] for each in problems_of(folder)} == {name}
        (folder / name).write_bytes(text)


def test_an_empty_file_is_an_empty_table(tmp_path: Path) -> None:
    file = tmp_path / "empty.toml"
    file.write_bytes(b"")
    assert table_of(file) == {}
    file.write_bytes(b"[a]\nb = 1\n[a]\n")
    with pytest.raises(Unreadable, match=r"^cannot be read at line 3, “\[a\]”\. An entry of that name stands above\. "):
        table_of(file)
