"""What a fresh clone is set up from: locks, assets, and the wheel that carries everything."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import assets, environment

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS[:3])
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_test_environment_holds_all_that_the_service_runs_on() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_package_of_the_page_assets_is_pinned_by_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    assert fetched
    assert [name for name, entry in fetched.items() if not entry["integrity"].startswith("sha512-")] == []


def test_the_built_style_sheet_carries_neither_the_typeface_nor_the_crest_of_govuk() -> None:
    for file in (ROOT / "riskpanel" / "static" / "govuk").iterdir():
        assets.check(file.name, file.read_text(encoding="utf-8"))


def test_a_style_sheet_that_still_asks_for_an_image_is_refused() -> None:
    with pytest.raises(assets.AssetsError, match="crest"):
        assets.check("new.css", ".govuk-header{background:url(crest.svg)}")


def test_our_own_assets_are_copied_and_those_taken_away_disappear(tmp_path: Path) -> None:
    source, static = tmp_path / "assets", tmp_path / "static"
    source.mkdir()
    (source / "app.css").write_text("body{}", encoding="utf-8")
    (source / "old.css").write_text("p{}", encoding="utf-8")
    assets.copy_own(source, static)
    (source / "old.css").unlink()
    assets.copy_own(source, static)
    assert [path.name for path in (static / "app").iterdir()] == ["app.css"]


def test_assets_that_are_up_to_date_are_left_alone() -> None:
    built = ROOT / "riskpanel" / "static" / "govuk" / "govuk-frontend.min.css"
    before = built.stat().st_mtime_ns
    assets.build()
    assert built.stat().st_mtime_ns == before


def test_an_unknown_environment_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        environment.main(["production"])
    assert capsys.readouterr().err == "Say which environment: run (to serve) or dev (to test).\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, unpacked where nothing else of the checkout is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as file:
        file.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.slow
def test_the_wheel_carries_rules_templates_migrations_and_assets(wheel: Path) -> None:
    inside = {path.relative_to(wheel).as_posix() for path in files(wheel)}
    assert [name for name in expected_in_the_wheel() if name not in inside] == []
    assert [name for name in inside if name.startswith("tests/") or name.endswith(".pyc")] == []


STARTS = """
import riskpanel
client = riskpanel.create_app().test_client()
print(riskpanel.__file__, client.get("/static/govuk/govuk-frontend.min.css").status_code)
"""


@pytest.mark.slow
def test_the_unpacked_wheel_makes_its_database_and_starts_on_its_own(wheel: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(wheel), "RISKPANEL_HOME": str(tmp_path)}
    said = ""
    for arguments in (["-m", "riskpanel", "db", "upgrade"], ["-c", STARTS]):
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout
    assert said.split() == [str(wheel / "riskpanel" / "__init__.py"), "200"]


def expected_in_the_wheel() -> list[str]:
    shipped = [path for folder in ("rules", "templates", "migrations") for path in files(ROOT / folder)]
    package = [path for path in files(ROOT / "riskpanel") if path.suffix == ".py" or "static" in path.parts]
    return [f"riskpanel/_shipped/{path.relative_to(ROOT).as_posix()}" for path in shipped] + [
        path.relative_to(ROOT).as_posix() for path in package if path.name != ".built"
    ]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
