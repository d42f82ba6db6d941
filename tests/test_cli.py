"""The command: what a keeper of an installation runs, on a real installation of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def run(tmp_path: Path):
    """`run("db", "upgrade")` runs the command on a fresh installation's folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RISKPANEL_", "DATABASE_URL"))}
    settings = {**kept, "RISKPANEL_HOME": str(tmp_path / "home")}

    def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "riskpanel", *words], env={**settings, **more}, text=True,
                              capture_output=True, check=False, timeout=120)

    return command


def test_an_installation_is_made_served_and_checked_from_the_command_line(run) -> None:
    assert run("db", "upgrade").returncode == 0
    added = run("users", "add-administrator", "--email", "a@elmshire.example", "--name", "Adil",
                "--password", "a-long-first-password")
    assert "Adil can sign in" in added.stdout
    assert "returned to their queue: 0" in run("daily").stdout
    verified = run("trail", "verify")
    assert verified.returncode == 0
    assert "whole" in verified.stdout


def test_keys_are_never_written_over_and_a_second_administrator_is_refused_in_a_sentence(run) -> None:
    run("db", "upgrade")
    refused = run("keys", "new")
    assert (refused.returncode, "already" in refused.stderr) == (2, True)
    assert run("keys", "rotate").returncode == 0
    words = ("--email", "a@elmshire.example", "--name", "Adil", "--password", "a-long-first-password")
    assert run("users", "add-administrator", *words).returncode == 0
    again = run("users", "add-administrator", *words)
    assert again.returncode == 2
    assert "There are accounts already" in again.stderr
    assert "Traceback" not in again.stderr


def test_what_was_sealed_before_a_key_was_rotated_still_opens(run) -> None:
    run("db", "upgrade")
    run("users", "add-administrator", "--email", "a@elmshire.example", "--name", "Adil",
        "--password", "a-long-first-password")
    run("keys", "rotate")
    assert run("trail", "verify").returncode == 0
