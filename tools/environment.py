"""Makes the virtual environment in .venv from a lock: `python3 tools/environment.py run`, or `dev` to test.

Runs on the system's Python and its standard library; installs with uv where it is on PATH, else pip.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "node": "requirements-node.lock"}
# An environment made from the lock on the right also holds everything of the lock on the left
CONTAINED_IN = {"run": ("run", "dev"), "dev": ("dev",), "node": ("node",)}
NEEDS = "python3-venv" if sys.platform.startswith("linux") else "a Python with the venv module"


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)


def works(python: Path) -> bool:
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Makes .venv, or leaves the one that works."""
    if works(PYTHON):
        return
    print("Making the Python environment in .venv", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        stop(f"Python cannot make an environment: run 'apt-get install {NEEDS}', then try again.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        reason = (made.stderr or made.stdout).strip().splitlines()[-1:] or ["no reason given"]
        stop(f"Python cannot make an environment ({reason[0]}): install {NEEDS}, then try again.")


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / LOCKS[name]).read_bytes()).hexdigest()


def installed(name: str) -> bool:
    stamps = ((VENV / f".installed-{holder}", holder) for holder in CONTAINED_IN[name])
    return any(stamp.is_file() and stamp.read_text() == digest(holder) for stamp, holder in stamps)


def install(name: str) -> None:
    """Installs the lock's packages, each checked against its hash, unless they are there."""
    if installed(name):
        return
    uv = shutil.which("uv")
    tool = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    quiet = ["--quiet"] if uv else ["--quiet", "--disable-pip-version-check", "--no-input"]
    print(f"Installing {LOCKS[name]} with {'uv' if uv else 'pip'}", flush=True)
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / LOCKS[name])]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if subprocess.run([*tool, *quiet, *hashed], env=environment, check=False).returncode != 0:
        stop(f"The packages of {LOCKS[name]} could not be installed; the installer's own words are above.")
    (VENV / f".installed-{name}").write_text(digest(name))


def main(wanted: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file starts on whatever Python there is
        version = ".".join(map(str, sys.version_info[:2]))
        stop(f"riskpanel needs Python 3.11 or newer and this is {version}: try make PYTHON=python3.12 ...")
    unknown = [name for name in wanted if name not in ("run", "dev")]
    if unknown or not wanted:
        stop("Say which environment: run (to serve) or dev (to test).")
    make_environment()
    for name in wanted:
        install(name)
    if shutil.which("npm") is None:
        install("node")


if __name__ == "__main__":
    main(sys.argv[1:])
