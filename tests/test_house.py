"""The house rules: who imports whom, how long things are, how they are named, and what must never be written down."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import jinja2
import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parent.parent
NEVER_OURS = {".git", ".venv", "node_modules", "build", "dist", "instance", "static", ".hypothesis", "__pycache__"}
LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_FILE, LONGEST_TEMPLATE = 40, 15, 500, 100


def ours(*suffixes: str, under: str = "") -> list[Path]:
    """The files that belong to the project, by how their names end (all of them when nothing is given)."""
    found = (path for path in (ROOT / under).rglob("*") if path.is_file())
    return sorted(path for path in found if (not suffixes or path.suffix in suffixes)
                  and not any(part in NEVER_OURS or part.endswith("_cache") for part in path.relative_to(ROOT).parts))


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def lines_in_body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.body[0].lineno + 1


CODE = ours(".py", under="riskpanel") + ours(".py", under="tools")
TESTS = ours(".py", under="tests")
TEMPLATES = ours(".html", under="templates")


# ---- Who imports whom


def test_an_arrow_only_points_down() -> None:
    asked = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_the_rules_of_the_house_make_no_exception() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in settings


FEATURES = sorted(path.parent for path in (ROOT / "riskpanel").glob("*/models.py"))
ORDER = ("models", "queries", "services", "forms", "views")


def imported_by(path: Path) -> set[str]:
    """Every module a file imports, a name taken from a package counting as a module of its own."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_inside_a_feature_views_ask_services_and_services_never_ask_views(feature: Path) -> None:
    upward = {
        (name, other)
        for place, name in enumerate(ORDER) for other in ORDER[place + 1:]
        if (feature / f"{name}.py").exists()
        and f"riskpanel.{feature.name}.{other}" in imported_by(feature / f"{name}.py")
    }
    assert upward == set()


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_only_views_and_pages_know_of_flask(feature: Path) -> None:
    pure = [feature / f"{name}.py" for name in ("models", "queries", "services") if (feature / f"{name}.py").exists()]
    assert [path.name for path in pure if any(module.partition(".")[0].startswith("flask")
                                              for module in imported_by(path))] == []


def calls_of(path: Path, *names: str) -> set[str]:
    """Which of these attributes of the database a file calls, such as `db.commit`."""
    called = {f"{node.func.value.id}.{node.func.attr}" for node in ast.walk(parsed(path))
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
              and isinstance(node.func.value, ast.Name)}
    return called & set(names)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_no_service_commits(feature: Path) -> None:
    assert not [path.name for path in ours(".py", under=f"riskpanel/{feature.name}")
                if path.name != "views.py" and feature.name != "web" and calls_of(path, "db.commit", "session.commit")]


# ---- How long things are


def test_no_function_is_longer_than_a_screen() -> None:
    long = {f"{path.relative_to(ROOT)}:{node.name}": lines_of(node) for path in CODE + TESTS for node in functions(path)
            if lines_of(node) > LONGEST_FUNCTION}
    assert long == {}


def test_functions_are_short_as_a_rule() -> None:
    lengths = sorted(lines_of(node) for path in CODE for node in functions(path))
    assert median(lengths) <= 9
    assert quantiles(lengths, n=10)[-1] <= 25


def test_no_view_does_the_work_itself() -> None:
    long = {f"{path.relative_to(ROOT)}:{node.name}": lines_in_body(node) for path in CODE if path.name == "views.py"
            for node in functions(path) if lines_in_body(node) > LONGEST_VIEW}
    assert long == {}


def test_no_file_is_longer_than_an_afternoon() -> None:
    long = {name: count for name, count in zip(named(CODE + TESTS), map(line_count, CODE + TESTS), strict=True)
            if count > LONGEST_FILE}
    assert long == {}


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


# ---- How things are named, and begun


def test_nothing_is_named_for_not_having_a_name() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "base"}
    assert [path for path in named(CODE + TESTS) if vague & set(Path(path).with_suffix("").parts)] == []


def test_every_module_opens_with_a_sentence_that_says_what_it_is_for() -> None:
    said = {name: ast.get_docstring(parsed(path)) or "" for name, path in zip(named(CODE), CODE, strict=True)}
    assert [name for name, words in said.items() if not words.split("\n")[0].endswith((".", "?"))] == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|TEMPO" r"RARY|HA" r"CK)\b")
    left = [name for name, path in zip(named(CODE + TESTS + TEMPLATES), CODE + TESTS + TEMPLATES, strict=True)
            if words.search(path.read_text(encoding="utf-8"))]
    assert left == []


def test_no_function_has_more_than_a_few_ways_through_it() -> None:
    asked = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "--select", "C90", "."]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# ---- Templates


@cache
def compiler() -> jinja2.Environment:
    return jinja2.Environment(autoescape=True)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_is_short_and_compares_nothing(template: Path) -> None:
    tree = compiler().parse(template.read_text(encoding="utf-8"))
    compared = [node.lineno for node in tree.find_all(jinja2.nodes.Compare)]
    assert compared == [], f"compares at lines {compared}: work it out in the view"
    assert line_count(template) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_marks_nothing_safe_and_runs_no_script_of_its_own(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b", text)
    assert not re.search(r"\son[a-z]+\s*=|javascript:|\sstyle\s*=", text)
    assert not re.search(r"<script(?![^>]*nonce)", text)


def test_every_template_compiles_with_the_filters_and_functions_there_are(app: Flask) -> None:
    for template in TEMPLATES:
        app.jinja_env.get_template(template.relative_to(ROOT / "templates").as_posix())


# ---- What must never be written down

REGISTRIES = (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"),
              ("registry", "yarnpkg", "com"))
MACHINE_PATH = re.compile(r"(?<![\w.:}/-])/(?:work|root|tmp|home|Users)/(?=[a-z])")
INDEX_SETTINGS = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "NPM_CONFIG_REGISTRY",
                  "npm_config_registry")


def written() -> Iterator[tuple[str, str]]:
    """Every file of ours that is text, by name."""
    for path in ours():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_package_registry() -> None:
    set_here = {re.sub(r"^https?://(?:[^@/]*@)?|[:/].*$", "", os.environ.get(name, "")) for name in INDEX_SETTINGS}
    hosts = {".".join(parts) for parts in REGISTRIES} | (set_here - {""})
    assert [(name, host) for name, text in written() for host in hosts if host in text] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [(name, match.group()) for name, text in written() for match in MACHINE_PATH.finditer(text)]
    assert found == []


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--hash=sha256:" in text
