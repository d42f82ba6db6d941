"""Real databases, a real application and a client that checks every page it sees."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from riskpanel import create_app, db
from riskpanel.application import take_up
from riskpanel.cli import alembic_config
from riskpanel.config import Config
from riskpanel.keyring import new_keyring, write_keyring
from riskpanel.users import services as users
from tests.client import Client
from tests.servers import postgresql
from tests.stories import World, populate, world

# A real hash that costs little: every test signs somebody in.
users._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser roads first: each takes minutes, and none is left alone at the end while the other workers wait."""
    items.sort(key=lambda item: not item.get_closest_marker("browser"))


@pytest.fixture(scope="session")
def ring_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "keys.json"
    write_keyring(new_keyring(), file)
    return file


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    with postgresql() as running:
        yield running


def config_for(home: Path, url: str, ring_file: Path) -> Config:
    home.mkdir(parents=True, exist_ok=True)
    (home / "keys.json").write_bytes(ring_file.read_bytes())
    os.chmod(home / "keys.json", 0o600)
    return Config(home=home, database_url=url, secure_cookies=False, testing=True,
                  template_cache=ring_file.parent / "t")


def migrated(config: Config) -> Config:
    """The same settings, once the database has been brought up to date by the migrations and peopled."""
    from alembic import command

    settings = alembic_config(config)
    command.upgrade(settings, "head")
    engine: sa.Engine = settings.attributes["engine"]
    populate()
    db.session.remove()
    engine.dispose()
    return config


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, ring_file: Path) -> Path:
    home = tmp_path_factory.mktemp("template")
    migrated(config_for(home, "", ring_file))
    with sa.create_engine(f"sqlite:///{home / 'riskpanel.sqlite'}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return home / "riskpanel.sqlite"


@pytest.fixture(scope="session")
def postgresql_template(tmp_path_factory: pytest.TempPathFactory, ring_file: Path, server: object) -> str:
    url = server.create_database("template_riskpanel")  # type: ignore[attr-defined]
    migrated(config_for(tmp_path_factory.mktemp("template"), url, ring_file))
    return "template_riskpanel"


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each kind of database has its installation, made afresh for every test."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(params=DATABASES)
def config(request: pytest.FixtureRequest, homes: Path, ring_file: Path) -> Config:
    """Settings for a fresh, migrated database: once on SQLite, once on PostgreSQL."""
    home = homes / request.param
    shutil.rmtree(home, ignore_errors=True)
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        fresh = config_for(home, "", ring_file)
        shutil.copyfile(template, fresh.home / "riskpanel.sqlite")
        return fresh
    server = request.getfixturevalue("server")
    template_name = request.getfixturevalue("postgresql_template")
    server.drop_database("fresh")
    return config_for(home, server.create_database("fresh", template_name), ring_file)


@pytest.fixture(scope="session")
def built() -> dict[str, Flask]:
    """The application of each kind of database, built once: what it remembers is only how statements are compiled."""
    return {}


@pytest.fixture
def app(config: Config, built: dict[str, Flask]) -> Iterator[Flask]:
    """The application; services can be called beside it, in a transaction that has just begun."""
    if config.url in built:
        take_up(built[config.url])
    else:
        built[config.url] = create_app(config)
    yield from _in_use(built[config.url])


@pytest.fixture
def own_app(config: Config) -> Iterator[Flask]:
    """An application that a test may add pages to: no other test sees it."""
    yield from _in_use(create_app(config))


def _in_use(app: Flask) -> Iterator[Flask]:
    db.begin(writing=True)
    yield app
    db.session.remove()
    app.extensions["engine"].dispose()


@pytest.fixture
def people(app: Flask) -> World:
    """Colleagues in every role, two teams, a panel, and one person: in the database from the start."""
    return world()


@pytest.fixture
def browse(app: Flask, people: World) -> "type[Client]":
    """`browse("sam")` is a checked client signed in as that colleague."""
    return lambda name: Client(app, people.email(name))  # type: ignore[return-value]
