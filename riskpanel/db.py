"""The one door to the database: types, the session, where changes are committed, and the guards."""

import json
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, scoped_session, sessionmaker

from riskpanel.clock import now as now
from riskpanel.errors import Unrecorded
from riskpanel.keyring import Keyring

CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

REMEMBERED = "remembered"
_ring: list[Keyring] = []
_writing: ContextVar[bool] = ContextVar("writing", default=True)


def keyring() -> Keyring:
    """The keys this process was started with."""
    return _ring[0]


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant, always UTC and aware, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant without a time zone cannot be saved.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(sa.types.TypeDecorator[str]):
    """Text about a person, encrypted in the database; it cannot be searched or moved to another column."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else keyring().seal(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else keyring().open(bytes(value), self.place)


class SealedJson(Sealed):
    """A sealed value that is more than text: an answer, an entry of a group, a frozen copy."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> bytes | None:
        return super().process_bind_param(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> Any:
        text = super().process_result_value(value, dialect)
        return None if text is None else json.loads(text)


class SealedBytes(sa.types.TypeDecorator[bytes]):
    """A whole file about a person, encrypted in the database."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else keyring().seal_bytes(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else keyring().open_bytes(bytes(value), self.place)


class Base(DeclarativeBase):
    """Every table: a random id that cannot be guessed, made before the row is saved."""

    metadata = sa.MetaData(naming_convention=CONVENTION)
    type_annotation_map = {datetime: UtcDateTime, uuid.UUID: sa.Uuid}

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


@event.listens_for(Base, "init", propagate=True)
def _give_defaults(row: Any, _args: Any, values: dict[str, Any]) -> None:
    """A new row has its id and its columns' defaults at once, not only when it is saved."""
    for key, given in _defaults_of(row.__class__):
        if key not in values:
            values[key] = given(None) if callable(given) else given


@cache
def _defaults_of(table: Any) -> list[tuple[str, Any]]:
    """The columns of a table that have a default, worked out once."""
    columns = sa.inspect(table).columns.items()
    return [(key, column.default.arg) for key, column in columns if column.default is not None]


class Versioned:
    """A row that people edit: a stale save is refused, and what it said before is kept."""

    @declared_attr
    def version(cls) -> Mapped[int]:
        return mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class EarlierVersion(Base):
    """What an edited row said before: nothing a person typed is lost."""

    __tablename__ = "earlier_version"
    of_table: Mapped[str]
    of_id: Mapped[uuid.UUID] = mapped_column(index=True)
    version: Mapped[int]
    kept_at: Mapped[datetime] = mapped_column(default=now)
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("earlier_version.values"))


def sealed(place: str, **more: Any) -> Any:
    """An encrypted text column; empty until written."""
    return mapped_column(Sealed(place), default="", **more)


factory = sessionmaker(expire_on_commit=False)
session = scoped_session(factory)


def connect(url: str, ring: Keyring) -> sa.Engine:
    """Open the database for this process and make it the one that `session` uses."""
    engine = _engine(url)
    use(engine, ring)
    return engine


def use(engine: sa.Engine, ring: Keyring) -> None:
    """Make an open database, with its keys, the one that `session` uses."""
    _ring[:] = [ring]
    session.remove()
    factory.configure(bind=engine)


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    engine = sa.create_engine(url, connect_args={"timeout": 10})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once when writing: a later upgrade would lose updates or fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def begin(*, writing: bool) -> None:
    """Start afresh for a request: reading does not take the write lock."""
    session.remove()
    _writing.set(writing)


def commit() -> None:
    """The one place that commits."""
    session.commit()


def rollback() -> None:
    """Undo the request's changes; what has been read can still be shown on the error page."""
    session.expunge_all()
    session.rollback()


def remembered(what: str) -> dict[Any, Any]:
    """What has been read once already in this session, by a name and then a key. A change makes it forgotten."""
    known: dict[str, dict[Any, Any]] = session.info.setdefault(REMEMBERED, {})
    return known.setdefault(what, {})


def on_commit(step: Callable[[Session], None]) -> None:
    """Register what must happen just before every commit (the trail appends its events)."""
    event.listen(factory, "before_commit", step)


def _changed(work: Session) -> list[Any]:
    rows = [*work.new, *work.deleted, *(row for row in work.dirty if work.is_modified(row))]
    return [row for row in rows if not getattr(row, "needs_no_trail", False)]


@event.listens_for(factory, "before_flush")
def _keep_and_note(work: Session, _context: Any, _instances: Any) -> None:
    """Keep the earlier words of every edited row, and remember that something changed."""
    for row in list(work.dirty):
        if isinstance(row, Versioned) and work.is_modified(row, include_collections=False):
            _keep_earlier(work, row)
    if any(not isinstance(row, EarlierVersion) for row in _changed(work)):
        work.info["changed"] = True
        work.info.pop(REMEMBERED, None)


def _keep_earlier(work: Session, row: Any) -> None:
    state = sa.inspect(row)
    before = {attribute.key: _plain((attribute.history.deleted or (attribute.value,))[0])
              for attribute in state.attrs if attribute.key in state.mapper.columns and attribute.history.has_changes()}
    work.add(EarlierVersion(of_table=row.__tablename__, of_id=row.id, version=row.version, values=before))


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)


def _refuse_unrecorded(work: Session) -> None:
    """A change without a trail event never reaches the database."""
    work.flush()
    if work.info.pop("changed", False) and not work.info.pop("recorded", False):
        raise Unrecorded("A change was about to be saved that the trail does not mention.")


on_commit(_refuse_unrecorded)


@event.listens_for(factory, "after_rollback")
def _forget(work: Session) -> None:
    work.info.clear()


EARLIER_STATEMENT = sa.select(EarlierVersion).order_by(EarlierVersion.version.desc())


def earlier_versions(row: Base) -> list[EarlierVersion]:
    """What a row said before, newest first."""
    wanted = EARLIER_STATEMENT.where(EarlierVersion.of_table == row.__tablename__, EarlierVersion.of_id == row.id)
    return list(session.scalars(wanted))


def write(row: Base, values: Mapping[str, Any]) -> None:
    """Set several columns at once; nothing typed becomes empty text where the column must hold text."""
    columns = sa.inspect(type(row)).columns
    for name, value in values.items():
        setattr(row, name, _for_column(columns[name], value))


def _for_column(column: sa.Column[Any], value: Any) -> Any:
    """A form's value as a column holds it: a date's ISO text becomes the date."""
    if value is None and not column.nullable:
        return ""
    return date.fromisoformat(value) if isinstance(column.type, sa.Date) and isinstance(value, str) else value
