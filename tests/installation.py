"""A whole installation with the demonstration's stories in it, on either database, for browser tests and benchmarks."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from alembic import command
from flask import Flask
from werkzeug.serving import make_server

from riskpanel import create_app, db
from riskpanel.cli import alembic_config
from riskpanel.config import Config
from riskpanel.demo import fill
from riskpanel.keyring import new_keyring, write_keyring
from tests.servers import postgresql
from tests.stories import populate

HOME = "riskpanel-"


def demonstration(url: str = "") -> AbstractContextManager[Flask]:
    """The application on a fresh database (SQLite unless `url` is given) holding the demonstration's stories."""
    return installed(fill, url, demonstration=True)


def colleagues_only(url: str = "") -> AbstractContextManager[Flask]:
    """The application on a fresh database with made-up colleagues and hardly anything else."""
    return installed(populate, url, demonstration=False)


@contextmanager
def installed(people: Callable[[], object], url: str, *, demonstration: bool) -> Iterator[Flask]:
    """The application on a fresh, migrated database that `people` has filled."""
    with tempfile.TemporaryDirectory(prefix=HOME) as folder:
        home = Path(folder) / "home"
        write_keyring(new_keyring(), home / "keys.json")
        config = Config(home=home, database_url=url, demonstration=demonstration, secure_cookies=False, testing=True)
        settings = alembic_config(config)
        command.upgrade(settings, "head")
        settings.attributes["engine"].dispose()
        app = create_app(config)
        db.begin(writing=True)
        people()
        db.session.remove()
        yield app
        db.session.remove()
        app.extensions["engine"].dispose()


@contextmanager
def both_databases() -> Iterator[dict[str, str]]:
    """The address of a database of each kind: SQLite's is empty, as its file is made with the installation."""
    with postgresql() as server:
        yield {"sqlite": "", "postgresql": server.create_database(f"d{os.urandom(6).hex()}")}


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
