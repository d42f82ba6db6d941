"""Holds published questionnaires to their words: a record made with one must always be able to show it."""

import hashlib
from pathlib import Path

from riskpanel.rulebook.problems import RulebookError

LOCK = "questionnaires.lock"


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted((folder / "questionnaires").glob("[!.]*.toml"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}


def _locked(folder: Path) -> dict[str, str]:
    file = folder / LOCK
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return dict(line.split() for line in lines if line.strip())


def _broken_promises(folder: Path) -> list[str]:
    now = _hashes(folder)
    problems = []
    for name, digest in _locked(folder).items():
        stem, version = name.removesuffix(".toml").rsplit(".", 1)
        if name not in now:
            problems.append(f"questionnaires/{name}: is published but missing. Put it back as it was.")
        elif now[name] != digest:
            newer = f"{stem}.{int(version) + 1}.toml"
            problems.append(
                f"questionnaires/{name}: is published but has changed. Put it back and make the change in {newer}."
            )
    return problems


def lock_problems(folder: Path) -> list[str]:
    """What is wrong between the published questionnaires and their lock, as sentences."""
    unlocked = _hashes(folder).keys() - _locked(folder).keys()
    missing = [f"questionnaires/{name}: is not in {LOCK}. Write the lock to publish it." for name in sorted(unlocked)]
    return _broken_promises(folder) + missing


def write_lock(folder: Path) -> Path:
    """Publish what is new by adding it to the lock; raises RulebookError if what was published changed."""
    problems = _broken_promises(folder)
    if problems:
        raise RulebookError(problems)
    lines = [f"{name} {digest}" for name, digest in _hashes(folder).items()]
    file = folder / LOCK
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
