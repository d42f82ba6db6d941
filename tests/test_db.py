"""The database keeps what was said: sealed, versioned, in UTC, and never one writer's words over another's."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.orm.exc import StaleDataError

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.cli import alembic_config
from riskpanel.config import Config
from riskpanel.db import Base, Sealed, earlier_versions
from riskpanel.errors import Misconfigured
from riskpanel.people import services
from riskpanel.people.models import Person
from riskpanel.trail.models import TrailEvent
from riskpanel.users.models import User
from tests.stories import World

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "Robert'); DROP TABLE person;-- <script>alert(1)</script> 𝄞 \u202e é̂\n\ttab"


# ---- Migrations


def differences(engine: sa.Engine) -> list[object]:
    """What the models ask for that the migrations do not make, or the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, Base.metadata))


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_what_the_models_ask_for(config: Config) -> None:
    engine = alembic_config(config).attributes["engine"]
    assert differences(engine) == []
    assert tables(engine) == set(Base.metadata.tables)
    engine.dispose()


def test_the_migrations_can_be_undone_and_done_again(config: Config) -> None:
    settings = alembic_config(config)
    engine = settings.attributes["engine"]
    command.downgrade(settings, "base")
    assert tables(engine) == set()
    command.upgrade(settings, "head")
    assert differences(engine) == []
    engine.dispose()


def test_a_migration_that_copies_a_table_keeps_the_rows_that_others_refer_to(config: Config) -> None:
    settings = alembic_config(config)
    engine = settings.attributes["engine"]
    placed = sa.text("SELECT count(*) FROM membership JOIN user_account ON user_account.id = membership.user_id")

    def how_many() -> int:
        with engine.connect() as connection:
            return int(connection.scalar(placed) or 0)

    before = how_many()
    command.downgrade(settings, "0014")
    command.upgrade(settings, "head")
    assert how_many() == before > 0
    engine.dispose()


# ---- Words about people are sealed


def sealed_columns() -> list[str]:
    return [str(column) for table in Base.metadata.sorted_tables for column in table.columns
            if isinstance(column.type, Sealed)]


def test_each_sealed_column_is_sealed_to_its_own_place() -> None:
    places = {str(column): column.type.place for table in Base.metadata.sorted_tables for column in table.columns
              if isinstance(column.type, Sealed)}
    assert {where: place for where, place in places.items() if where != place} == {}


UNSEALED_WORDS = {
    # words, and about colleagues, meetings or the workings of the service, never about a person
    "user_account.email", "user_account.name", "user_account.job", "user_account.phone", "user_account.password_hash",
    "team.name", "team.panel", "meeting.reference", "meeting.place", "agreed_action.agency", "dissent.shown_as",
    "involvement.because", "used_form.led_to", "draft.place", "message.subject", "message.words", "message.why",
}


def test_every_text_column_is_sealed_or_too_short_to_hold_a_story() -> None:
    open_columns = {str(column) for table in Base.metadata.sorted_tables for column in table.columns
                    if isinstance(column.type, sa.String) and (column.type.length or 999) > 80}
    assert open_columns - UNSEALED_WORDS - {"earlier_version.of_table", "earlier_version.values"} == set()


def test_words_about_a_person_cannot_be_read_in_the_database_file(people: World, config: Config) -> None:
    if config.database_url:
        pytest.skip("PostgreSQL keeps no single file; the next test reads its rows as they are stored")
    services.change_person(people.person, {"about_me": "Marmalade and brass bands"}, by=people.sam)
    db.commit()
    db.session.remove()
    held = b"".join(path.read_bytes() for path in config.home.iterdir() if "sqlite" in path.name)
    words = ("Marmalade", "brass bands", "budgies", "Rosa", "Delgado")
    assert len(held) > 100_000
    assert [word for word in words if word.encode() in held] == []


@pytest.mark.parametrize("words", ["Rosa Delgado", HOSTILE, "x" * 10_000, ""], ids=["name", "hostile", "long", "blank"])
def test_a_sealed_column_holds_no_words_as_it_is_stored(people: World, words: str) -> None:
    services.change_person(people.person, {"about_me": words}, by=people.sam)
    db.commit()
    stored = bytes(db.session.execute(sa.text("SELECT about_me FROM person")).scalar_one())
    assert len(stored) > len(words.encode())
    assert not words or words.encode() not in stored
    db.session.remove()
    assert db.session.scalars(sa.select(Person)).one().about_me == words


def test_words_moved_to_another_column_are_refused(people: World) -> None:
    db.session.execute(sa.text("UPDATE person SET address = about_me"))
    db.session.expire_all()
    with pytest.raises(Misconfigured, match=r"person\.address does not open"):
        db.session.scalars(sa.select(Person)).one()
    db.rollback()


# ---- What was said before is kept


def test_the_earlier_words_of_an_edited_row_are_kept_and_sealed(people: World) -> None:
    services.change_person(people.person, {"about_me": "I keep two budgies"}, by=people.sam)
    db.commit()
    services.change_person(people.person, {"about_me": "I keep three budgies"}, by=people.sam)
    db.commit()
    before = [one.values.get("about_me") for one in earlier_versions(people.person)]
    assert before == ["I keep two budgies", "I keep budgies and I like the early bus."]
    stored = db.session.execute(sa.text("SELECT \"values\" FROM earlier_version")).scalars().all()
    assert not [one for one in stored if b"budgies" in bytes(one)]


def test_blank_words_are_stored_as_blank_and_not_as_nothing(people: World) -> None:
    services.change_person(people.person, {"about_me": None, "good_day": None}, by=people.sam)
    db.commit()
    db.session.remove()
    assert db.session.scalars(sa.select(Person)).one().about_me == ""


def test_saving_over_a_row_that_somebody_else_has_just_saved_is_refused(people: World) -> None:
    db.session.execute(sa.text("UPDATE person SET version = version + 1"))
    people.person.about_me = "Words that would have covered theirs"
    trail.record(Action.CHANGE_PERSON, people.person, by=people.sam)
    with pytest.raises(StaleDataError):
        db.commit()
    db.rollback()


# ---- Instants


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Kolkata"])
def test_an_instant_comes_back_aware_and_in_utc(people: World, zone: str) -> None:
    said = datetime(2026, 7, 1, 0, 30, 15, 123456, tzinfo=ZoneInfo(zone))
    people.sam.locked_until = said
    trail.record(Action.CHANGE_USER, people.sam, by=people.adi)
    db.commit()
    db.session.remove()
    kept = db.session.scalar(sa.select(User.locked_until).where(User.id == people.sam.id))
    assert kept is not None
    assert kept == said
    assert kept.utcoffset() == timedelta(0)


def test_every_instant_in_the_trail_is_aware(people: World) -> None:
    instants = db.session.scalars(sa.select(TrailEvent.at)).all()
    assert instants
    assert {at.utcoffset() for at in instants} == {timedelta(0)}
    assert all(abs(datetime.now(UTC) - at) < timedelta(hours=1) for at in instants)


def test_an_instant_without_a_zone_is_refused(people: World) -> None:
    people.sam.locked_until = datetime(2026, 7, 1, 12)
    trail.record(Action.CHANGE_USER, people.sam, by=people.adi)
    with pytest.raises(sa.exc.StatementError, match="without a time zone"):
        db.commit()
    db.rollback()


# ---- Several processes at once

WRITER = """
import sys
from pathlib import Path
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError
from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.application import open_database
from riskpanel.config import Config
from riskpanel.users.models import User

open_database(Config(home=Path(sys.argv[1]), database_url=sys.argv[2]))
refused = 0
for _ in range(int(sys.argv[3])):
    while True:
        db.begin(writing=True)
        try:
            sam = db.session.scalars(sa.select(User).where(User.email == "sam@elmshire.example")).unique().one()
            sam.phone = str(int(sam.phone) + 1)
            trail.record(Action.CHANGE_USER, sam, by=sam)
            db.commit()
            break
        except StaleDataError:
            refused += 1
            db.rollback()
print(refused)
"""
PROCESSES, TIMES = 4, 15


def write_at_once(config: Config) -> list[str]:
    """Several processes that each add one to the same number, again and again; what each had refused."""
    asked = [sys.executable, "-c", WRITER, str(config.home), config.database_url, str(TIMES)]
    running = [subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
               for _ in range(PROCESSES)]
    said = []
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        said.append(out.strip())
    return said


def test_processes_that_write_at_the_same_time_lose_nothing(people: World, config: Config) -> None:
    people.sam.phone = "0"
    trail.record(Action.CHANGE_USER, people.sam, by=people.adi)
    db.commit()
    db.session.remove()
    refused = write_at_once(config)
    assert db.session.scalar(sa.select(User.phone).where(User.id == people.sam.id)) == str(PROCESSES * TIMES)
    assert trail.verify().whole
    if not config.database_url:
        assert refused == ["0"] * PROCESSES  # SQLite's writers wait for one another


def test_a_session_that_commits_twice_does_not_fork_the_trail(people: World, config: Config) -> None:
    trail.record(Action.CHANGE_USER, people.sam, by=people.adi)
    db.commit()
    once = WRITER.replace("int(sam.phone) + 1", "1")
    subprocess.run([sys.executable, "-c", once, str(config.home), config.database_url, "1"], cwd=ROOT, check=True)
    trail.record(Action.CHANGE_USER, people.mo, by=people.adi)
    db.commit()
    assert trail.verify().whole


def test_an_identifier_cannot_be_guessed_from_another(people: World) -> None:
    ids = [services.add_person({"name": "One"}, by=people.sam).id for _ in range(3)]
    db.commit()
    assert {one.version for one in ids} == {4}
    assert all(re.fullmatch(r"P-[2-9B-Z]{4}-[2-9B-Z]{4}", reference) for reference in db.session.scalars(
        sa.select(Person.reference)))
