"""The programs the tests run against: a PostgreSQL server of their own, and Chromium."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

# Durability is off: what a test wrote need not outlive a power cut
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "TimeZone": "Europe/London",  # as an office would have it: the application must still store UTC
}
# As root Chromium has no sandbox; the rest keeps it from looking for its maker's servers
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class ServerUser(TypedDict, total=False):
    """Whom PostgreSQL runs as."""

    user: str
    group: str
    extra_groups: list[str]


class Missing(Exception):
    """A program that the tests need is not on this machine; the sentence says what to install."""


def chromium_path() -> str:
    """Where Chromium is: the one that CHROMIUM names, or the system's."""
    named = os.environ.get("CHROMIUM", "")
    for name in (named, "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise Missing("Chromium is missing: run tests/setup, or install the chromium package.")


def server_programs() -> Path:
    """The folder that holds PostgreSQL's initdb and pg_ctl, the newest where there are several."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _major(path.parent.name))
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in [*on_path, *reversed(newest), Path("/usr/local/bin")]:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise Missing("PostgreSQL is missing: run tests/setup, or install the postgresql package.")


def _major(version: str) -> int:
    return int(version) if version.isdigit() else 0


@dataclass(frozen=True)
class PostgreSQL:
    """A running server that only this machine's socket reaches."""

    socket: Path

    def url(self, database: str) -> str:
        """The database's address for SQLAlchemy and for DATABASE_URL."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Makes a database as a copy of the template that nobody is connected to; returns its address."""
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _say(self, statement: str, *names: str) -> None:
        with psycopg.connect(
            host=str(self.socket), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A private PostgreSQL server in a folder of its own, stopped and removed at the end."""
    programs = server_programs()
    with tempfile.TemporaryDirectory(prefix="pg-", dir=_quick_folder(), ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _hand_over(home)
        _run(programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        with (home / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            settings = SETTINGS | {"unix_socket_directories": folder}
            file.writelines(f"{key} = '{value}'\n" for key, value in settings.items())
        _run(programs / "pg_ctl", "-D", home / "data", "-s", "-w", "-l", home / "log", "start")
        with _stopped_when_we_are(programs / "pg_ctl", home):
            yield PostgreSQL(home)


def _quick_folder() -> str | None:
    """Memory instead of the disk, where there is enough: a copied database then takes 20 ms, not 500."""
    memory = Path("/dev/shm")  # noqa: S108 - only a folder that mkdtemp makes in it is used
    usable = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return str(memory) if usable and "TMPDIR" not in os.environ else None


def _hand_over(home: Path) -> None:
    """PostgreSQL refuses to run as root, so there its folder is given to the user it is installed with."""
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")


@contextmanager
def _stopped_when_we_are(control: Path, home: Path) -> Iterator[None]:
    """A shell that waits for its input to end, which it does even when this process is killed."""
    script = 'cat; "$0" -D "$1/data" -s -m immediate stop; rm -rf "$1"'
    command = ["sh", "-c", script, str(control), str(home)]
    guard = subprocess.Popen(
        command, stdin=subprocess.PIPE, cwd="/", start_new_session=True, **_as_server_user()
    )
    try:
        yield
    finally:
        guard.communicate()


def _as_server_user() -> ServerUser:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _run(*command: Path | str) -> None:
    with tempfile.TemporaryFile("w+") as said:  # not a pipe: the server would keep it open
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            cwd="/", check=False, **_as_server_user(),
        )  # fmt: skip
        said.seek(0)
        if done.returncode != 0:
            raise Missing(f"{Path(command[0]).name} failed: {said.read().strip() or 'no reason given'}")
