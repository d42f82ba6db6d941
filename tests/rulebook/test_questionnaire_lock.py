"""What has been published never changes."""

from pathlib import Path

import pytest

from riskpanel.rulebook import RulebookError, lock_problems, write_lock

REAL = Path(__file__).parents[2] / "rules"


def test_what_is_not_yet_published_is_pointed_out(folder: Path) -> None:
    assert "questionnaires/types.1.toml: is not in questionnaires.lock." in lock_problems(folder)[2]


def test_writing_the_lock_publishes_everything(folder: Path) -> None:
    write_lock(folder)
    assert lock_problems(folder) == []


def test_a_published_questionnaire_may_not_change(folder: Path) -> None:
    lock = write_lock(folder).read_text(encoding="utf-8")
    file = folder / "questionnaires/types.1.toml"
    file.write_text(file.read_text(encoding="utf-8") + "# other words\n", encoding="utf-8")
    assert lock_problems(folder) == [
        "questionnaires/types.1.toml: is published but has changed. Put it back and make the change in types.2.toml."
    ]
    with pytest.raises(RulebookError, match=r"types\.2\.toml"):
        write_lock(folder)
    assert (folder / "questionnaires.lock").read_text(encoding="utf-8") == lock


def test_a_published_questionnaire_may_not_go(folder: Path) -> None:
    write_lock(folder)
    (folder / "questionnaires/types.1.toml").unlink()
    assert "is published but missing" in lock_problems(folder)[0]


def test_a_new_version_is_added_and_the_old_lines_stay(folder: Path) -> None:
    before = write_lock(folder).read_text(encoding="utf-8").splitlines()
    (folder / "questionnaires/types.2.toml").write_text("id = 'types'\n", encoding="utf-8")
    after = write_lock(folder).read_text(encoding="utf-8").splitlines()
    assert set(before) < set(after)


def test_the_published_questionnaires_are_as_they_were() -> None:
    if (REAL / "questionnaires.lock").exists():
        assert lock_problems(REAL) == []
