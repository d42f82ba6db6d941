"""Records made before the law changed, and a folder of rules to change."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from riskpanel import clock
from riskpanel.rulebook.current import rules, use

ROOT = Path(__file__).parents[2]
MARCH = datetime(2026, 3, 16, 11, tzinfo=clock.ENGLAND)


@pytest.fixture
def later_rules(tmp_path: Path) -> Iterator[Path]:
    """A copy of the rules to change; the rules in force are put back afterwards."""
    now = rules()
    yield Path(shutil.copytree(ROOT / "rules", tmp_path / "later"))
    use(now)
