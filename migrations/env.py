"""Alembic's door: the engine is given by riskpanel, on either database."""

import importlib
from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine

from riskpanel import db

for feature in (
    "users",
    "people",
    "decisions",
    "assessments",
    "restrictions",
    "challenges",
    "outside",
    "referrals",
    "panel",
    "reviews",
    "trail",
    "web",
    "messages",
):
    importlib.import_module(f"riskpanel.{feature}.models")


def run(engine: Engine) -> None:
    """Run the migrations in one transaction; SQLite alters tables by copying them, so it looks at references after."""
    with engine.connect() as connection:
        copies = engine.dialect.name == "sqlite"
        if copies:
            _references(connection, "foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=db.Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=readable,
        )
        with context.begin_transaction():
            context.run_migrations()
            if copies and (lost := _references(connection, "foreign_key_check")):
                raise ValueError(f"Nothing was changed: these rows would refer to nothing: {lost}")
        if copies:
            _references(connection, "foreign_keys=ON")


def _references(connection: Connection, said: str) -> list[Any]:
    """Tell SQLite something about references, at its own door: between transactions it heeds nothing else."""
    return connection.connection.cursor().execute(f"PRAGMA {said}").fetchall()


def readable(kind: str, item: object, autogen: object) -> str | bool:
    """Write our own column types as what they are in the database, so that a migration outlives the code."""
    names = {
        "Sealed": "sa.LargeBinary()",
        "SealedJson": "sa.LargeBinary()",
        "UtcDateTime": "sa.DateTime(timezone=True)",
    }
    return names.get(type(item).__name__, False) if kind == "type" else False


run(context.config.attributes["engine"])
