"""An empty database, filled with the stories once for each kind of database."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import create_app, db
from riskpanel.cli import alembic_config
from riskpanel.clock import today
from riskpanel.config import Config
from riskpanel.decisions.models import Decision
from riskpanel.demo import fill
from riskpanel.people.models import Person
from tests.conftest import DATABASES, config_for


@dataclass
class Told:
    """The application with the stories in it: what filling said, on which day, and people by what they are called."""

    app: Flask
    said: str
    on: date

    def person(self, known_as: str) -> Person:
        return next(one for one in db.session.scalars(sa.select(Person)) if one.known_as == known_as)

    def decisions(self, known_as: str) -> list[Decision]:
        """This person's decisions, oldest first."""
        wanted = sa.select(Decision).where(Decision.person_id == self.person(known_as).id).order_by(Decision.started_at)
        return list(db.session.scalars(wanted))


@pytest.fixture(scope="module", params=DATABASES)
def stories(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, ring_file: Path
            ) -> Iterator[Told]:
    """The stories, told into an empty database that the migrations have made."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("server").create_database(f"demo{os.urandom(6).hex()}")
    config = config_for(tmp_path_factory.mktemp("demo"), url, ring_file)
    _migrate(config)
    made = create_app(config)
    on = today()
    yield Told(made, fill(), on)
    db.session.remove()
    made.extensions["engine"].dispose()


def _migrate(config: Config) -> None:
    from alembic import command

    settings = alembic_config(config)
    command.upgrade(settings, "head")
    db.session.remove()
    settings.attributes["engine"].dispose()


@pytest.fixture
def told(stories: Told) -> Iterator[Told]:
    """The stories, read afresh."""
    db.begin(writing=False)
    yield stories
    db.session.remove()
