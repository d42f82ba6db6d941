"""Small rules to test the engine on: one tiny questionnaire for each thing it can do."""

import shutil
from pathlib import Path

import pytest

from riskpanel.rulebook import Rulebook, load

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def tiny() -> Rulebook:
    """The tiny rules, read."""
    return load(TINY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny rules that a test may spoil."""
    return Path(shutil.copytree(TINY, tmp_path / "rules"))
