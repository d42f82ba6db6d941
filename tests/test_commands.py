"""`riskpanel check` and `riskpanel rules`, run as their users run them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riskpanel.rulebook import load, lock_problems

ROOT = Path(__file__).parents[1]
CASE = ROOT / "tests" / "cases" / "the-laptop.json"
EMPTY = '{"as_at": "2026-11-20", "records": []}'
LEAN_MB = 120


def riskpanel(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "riskpanel", *arguments], input=given, capture_output=True, text=True,
                          cwd=ROOT, env=os.environ | environment, check=False, encoding="utf-8")


def test_a_case_is_checked_from_a_file_and_from_standard_input() -> None:
    from_file = riskpanel("check", str(CASE))
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stderr == ""
    assert riskpanel("check", "-", given=CASE.read_text(encoding="utf-8")).stdout == from_file.stdout
    assert {"rulebook", "findings"} == json.loads(from_file.stdout).keys()


def test_the_answer_is_utf_8_whatever_the_terminal_reads() -> None:
    assert riskpanel("check", str(CASE), LC_ALL="C", PYTHONIOENCODING="ascii").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (("check", "-"), "{"),
        (("check", "-"), '{"as_at": "2026-11-20", "records": [{"questionnaire": "x", "answers": {}}]}'),
        (("check", "-"), '{"as_at": "2026-11-20", "records": [{"questionnaire": "a\\nb", "answers": {}}]}'),
        (("check", "-"), '{"as_at": "2026-11-20", "records": [], "person": {"about_me": "\\ud800"}}'),
        (("check", "-"), '{"as_at": "2026-11-20", "records": [], "\\ud800\\n": 1}'),
        (("check", "-"), ""),
        (("check", "-"), "\x00"),
        (("check", "no-such-file.json"), ""),
        (("check", "tests"), ""),
        (("check", "riskpanel/static/missing"), ""),
        (("check",), ""),
    ],
)
def test_a_bad_bundle_is_one_sentence_exit_status_2_and_nothing_else(arguments: tuple[str, ...], given: str) -> None:
    ended = riskpanel(*arguments, given=given)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.endswith((".\n", "?\n"))


def test_a_bundle_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xff\xfe{}")
    ended = riskpanel("check", str(file))
    assert (ended.returncode, ended.stderr) == (2, "The bundle is not text in UTF-8.\n")


def test_the_schema_is_printed() -> None:
    assert json.loads(riskpanel("check", "--schema").stdout)["title"] == "Case bundle"


def test_checking_loads_neither_the_web_nor_the_database_and_stays_small() -> None:
    program = (
        "import io, sys\n"
        f"sys.stdin = io.TextIOWrapper(io.BytesIO({EMPTY!r}.encode()))\n"
        "from riskpanel.cli import riskpanel\n"
        "riskpanel(['check', '-'], standalone_mode=False)\n"
        "heavy = {'flask', 'sqlalchemy', 'gunicorn', 'alembic', 'cryptography', 'jinja2'} & sys.modules.keys()\n"
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(sorted(heavy), int(peak) // 1024, file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded, peak = ended.stderr.rsplit(" ", 1)
    assert loaded == "[]"
    assert int(peak) < LEAN_MB


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the tiny rules that a test may spoil."""
    return Path(shutil.copytree(ROOT / "tests" / "rulebook" / "tiny", tmp_path / "rules"))


def test_lint_wants_published_questionnaires_and_publish_gives_it_them(rules: Path) -> None:
    ended = riskpanel("rules", "lint", "--folder", str(rules))
    assert ended.returncode == 2
    assert "types.1.toml: is not in questionnaires.lock" in ended.stderr
    assert riskpanel("rules", "publish", "--folder", str(rules)).returncode == 0
    assert lock_problems(rules) == []
    assert "nothing wrong was found" in riskpanel("rules", "lint", "--folder", str(rules)).stdout


def test_lint_tries_every_example(rules: Path) -> None:
    riskpanel("rules", "publish", "--folder", str(rules))
    file = rules / "checks" / "tiny.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('harm_of_refusing = "The garden"', 'where = "At home"', 1), encoding="utf-8")
    ended = riskpanel("rules", "lint", "--folder", str(rules))
    assert ended.returncode == 2
    assert "“refusing-has-a-price” fires, and should not on its example 2" in ended.stderr


def test_lint_names_file_entry_and_remedy(rules: Path) -> None:
    file = rules / "checks" / "tiny.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("severity", "severty", 1), encoding="utf-8")
    ended = riskpanel("rules", "lint", "--folder", str(rules))
    assert ended.returncode == 2
    assert "checks/tiny.toml: “refusing-has-a-price” has a key “severty” that is not known here." in ended.stderr
    assert "types.1.toml: is not in questionnaires.lock" in ended.stderr, "every problem at once"


def test_every_check_is_listed_as_data_with_its_law_and_its_examples() -> None:
    book = load(ROOT / "rules")
    listed = {each["id"]: each for each in json.loads(riskpanel("rules", "list", "--json").stdout)}
    assert listed.keys() == book.checks.keys()
    for id, each in listed.items():
        check = book.checks[id]
        assert each["severity"] == check.severity
        assert [source["id"] for source in each["sources"]] == list(check.sources)
        assert each["stands_for"] == list(check.stands_for)
        assert len(each["examples"]) == len(check.examples)
        assert {True, False} == {example["fires"] for example in each["examples"]}
        assert each["confirmed"] is check.confirmed
        assert each.get("in_force_from") == (str(check.in_force_from) if check.in_force_from else None)


def test_every_check_is_listed_for_reading() -> None:
    book = load(ROOT / "rules")
    lines = riskpanel("rules", "list").stdout.splitlines()
    assert lines[0].split()[:2] == ["CHECK", "SEVERITY"]
    assert {line.split()[0] for line in lines[1:]} == book.checks.keys()
    assert [line.split()[1] for line in lines[1:]] == sorted(
        (check.severity for check in book.checks.values()), key=["stop", "warn", "advise"].index)


def test_coverage_says_what_the_demonstration_never_exercises(tmp_path: Path) -> None:
    home = {"RISKPANEL_HOME": str(tmp_path), "RISKPANEL_DEMONSTRATION": "1", "DATABASE_URL": ""}
    assert riskpanel("db", "upgrade", **home).returncode == 0
    empty = riskpanel("rules", "coverage", **home)
    assert (empty.returncode, empty.stderr.count("\n")) == (2, 1)
    assert riskpanel("demo", **home).returncode == 0
    swept(home)
    told = riskpanel("rules", "coverage", **home)
    assert told.returncode == 0, told.stderr
    parts = [part.splitlines() for part in told.stdout.split("\n\n")]
    never, silent, unused = ({line.strip() for line in part[1:]} for part in parts[1:])
    book = load(ROOT / "rules")
    assert never | silent < book.checks.keys()
    assert never.isdisjoint(silent)
    shown_by_a_case(home, never)
    assert len(never) * 30 < len(book.checks), "the stories exercise all but a few in a hundred, however many there are"
    assert unused < book.sources.keys()
    assert not unused & {source for check in book.checks.values() for source in check.sources}


def shown_by_a_case(home: dict[str, str], never: set[str]) -> None:
    """Every check that no story of the demonstration exercises has a case bundle that does, told by name."""
    told = riskpanel("rules", "coverage", "--cases", str(ROOT / "tests" / "cases"), **home).stdout.split("\n\n")
    by_case, left = (part.splitlines() for part in told[1:3])
    assert {line.split(":")[0].strip() for line in by_case[1:]} == never
    assert all((ROOT / "tests" / "cases" / f"{line.split(': ')[1]}.json").exists() for line in by_case[1:])
    assert left == ["Checks never exercised: nothing answers what they read: 0"]
    (Path(home["RISKPANEL_HOME"]) / "cases").mkdir()
    (Path(home["RISKPANEL_HOME"]) / "cases" / "torn.json").write_text("{", encoding="utf-8")
    torn = riskpanel("rules", "coverage", "--cases", f"{home['RISKPANEL_HOME']}/cases", **home)
    assert (torn.returncode, torn.stderr.count("\n")) == (2, 1)
    assert "torn.json" in torn.stderr


def swept(home: dict[str, str]) -> None:
    """The demonstration holds one record made on law that has changed since; the command tells it by reference."""
    told = json.loads(riskpanel("sweep", "--json", "--as-at", "2026-11-20", **home).stdout)
    one, = told["records"]
    assert (one["questionnaire"], one["concluded_on"], one["owner"], one["due_on"]) == (
        "positive-risk", "2026-03-16", "Yusuf Rahman", "2026-06-30")
    assert one["due"].endswith("working days overdue")
    cited = {each["source"]: each for each in one["changes"]}["cheshire-west-2014-uksc-19"]
    assert (cited["changed_on"], cited["by"], cited["relied"]) == ("2026-06-02", "agni-2026-uksc-16", ["words"])
    read = riskpanel("sweep", **home)
    assert one["record"] in read.stdout
    assert "Aaliyah" not in read.stdout + json.dumps(told)
    assert json.loads(riskpanel("sweep", "--json", "--as-at", "2026-06-01", **home).stdout)["records"] == []
    assert json.loads(riskpanel("sweep", "--json", "--source", "echr-art-8", **home).stdout)["records"] == []
    assert json.loads(riskpanel("sweep", "--json", "--read-again", **home).stdout)["records"] != []
    for bad in (("--as-at", "tomorrow"), ("--source", "cheshire-west")):
        refused = riskpanel("sweep", *bad, **home)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)


def test_a_check_is_listed_with_its_condition_in_plain_english_and_what_has_changed() -> None:
    listed = {each["id"]: each for each in json.loads(riskpanel("rules", "list", "--json").stdout)}
    one = listed["dol-acid-test-retired"]
    assert one["subject"] == "retired-test"
    assert "“Liberty: type and setting” mentions “acid test”" in one["when_in_words"]
    changed = {source["id"]: source["changes"] for source in one["sources"]}["mca-2005-s64-5"]
    assert [change["on"] for change in changed] == ["2026-06-02"]
