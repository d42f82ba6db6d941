"""The trail is whole, says so, and shows every way of tampering with it; the words about a person are not in it."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.errors import Unrecorded
from riskpanel.people import queries, services
from riskpanel.trail import witness
from riskpanel.trail.models import TrailEvent, TrailHead
from riskpanel.users.models import Team
from tests.stories import World

TRIGGERS = ("trail_event_no_update", "trail_event_no_delete")


@pytest.fixture
def chain(people: World) -> World:
    """A trail of some length."""
    for number in range(4):
        services.add_person({"name": f"Number {number}"}, by=people.sam)
        db.commit()
    assert trail.verify().whole
    return people


@pytest.fixture
def unguarded(chain: World) -> Iterator[sa.Connection]:
    """A connection of somebody with the database's password, who has taken the triggers away."""
    db.session.remove()
    engine = db.factory.kw["bind"]
    on = " ON trail_event" if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        for name in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
        connection.commit()
        yield connection



def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(TrailEvent)) or 0


def last() -> TrailEvent:
    return db.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc()).limit(1)).one()


# ---- Every change is told, once


def test_each_change_leaves_one_event_that_says_who_and_whom(people: World) -> None:
    before = count()
    added = services.add_person({"name": "Ivy Cole"}, by=people.sam)
    db.commit()
    assert count() == before + 1
    event = last()
    assert (event.actor_id, event.action) == (people.sam.id, "person:add")
    assert (event.subject_type, event.subject_id, event.person_id) == ("Person", added.id, added.id)


def test_a_change_that_the_trail_does_not_mention_never_reaches_the_database(people: World) -> None:
    db.session.add(Team(name="A team nobody mentioned"))
    with pytest.raises(Unrecorded):
        db.commit()
    db.rollback()
    assert not db.session.scalar(sa.select(sa.func.count()).where(Team.name == "A team nobody mentioned"))


@pytest.mark.parametrize("how", ["edited", "deleted"])
def test_an_edit_or_a_removal_that_is_not_mentioned_is_refused_too(people: World, how: str) -> None:
    if how == "edited":
        people.person.about_me = "Words nobody recorded"
    else:
        db.session.delete(people.person.involvements[0])
    with pytest.raises(Unrecorded):
        db.commit()
    db.rollback()


def test_a_mention_that_was_rolled_back_does_not_cover_a_later_change(people: World) -> None:
    trail.record(Action.CHANGE_PERSON, people.person, by=people.sam)
    db.rollback()
    db.session.add(Team(name="A later team"))
    with pytest.raises(Unrecorded):
        db.commit()
    db.rollback()


def test_what_was_undone_leaves_no_event(people: World) -> None:
    before = count()
    services.add_person({"name": "Never Was"}, by=people.sam)
    db.rollback()
    db.commit()
    assert count() == before


def test_looking_at_a_record_is_told_but_asking_who_there_is_is_not(browse, people: World) -> None:
    sam = browse("sam")
    before = count()
    sam.get(f"/people/{people.person.id}")
    sam.get("/people?words=rosa")
    assert count() == before + 1
    event = last()
    assert (event.action, event.actor_id, event.person_id) == ("person:see", people.sam.id, people.person.id)


def test_a_refusal_is_told(browse, people: World) -> None:
    ines = browse("ines")
    before = count()
    ines.get(f"/people/{people.person.id}", status=404)
    browse("adi").get("/people", status=403)
    assert count() == before + 3  # the refusals, and signing in between them
    assert last().action == "request:refuse"


def test_no_words_about_a_person_stand_in_the_trail(browse, people: World) -> None:
    sam = browse("sam")
    typed = {"name": "Quillon Vexmoor", "preferred_name": "Quill", "nhs_number": "999 000 0018"}
    added = sam.post("/people/add", status=303, **typed)
    sam.post(added.location, about_me="Zanzibar harbour lights", status=303)
    sam.get(added.location)
    told = " ".join(json.dumps(row.details) for row in db.session.scalars(sa.select(TrailEvent)))
    assert not [word for word in ("Quill", "Vexmoor", "999", "Zanzibar") if word in told]


# ---- Tampering shows


def broken_at(connection: sa.Connection) -> int | None:
    connection.commit()
    db.session.remove()
    found = trail.verify()
    assert not found.whole
    assert ("broken" in found.said) or ("cut off" in found.said)
    return found.broken_at


EDITS = {
    "actor_id": uuid.uuid4(),
    "action": "person:see",
    "subject_type": "Decision",
    "subject_id": uuid.uuid4(),
    "person_id": uuid.uuid4(),
    "details": {"changed": "nothing"},
    "at": None,
    "mac": "0" * 64,
}


@pytest.mark.parametrize("column", EDITS)
def test_an_edited_event_shows_where_the_trail_breaks(unguarded: sa.Connection, column: str) -> None:
    value = EDITS[column] or sa.select(sa.func.max(TrailEvent.at)).scalar_subquery()
    unguarded.execute(sa.update(TrailEvent).where(TrailEvent.seq == 3).values({column: value}))
    assert broken_at(unguarded) == 3


def test_a_deleted_event_shows(unguarded: sa.Connection) -> None:
    unguarded.execute(sa.delete(TrailEvent).where(TrailEvent.seq == 3))
    assert broken_at(unguarded) == 3


def test_a_deleted_event_shows_although_the_rest_are_numbered_again(unguarded: sa.Connection) -> None:
    unguarded.execute(sa.delete(TrailEvent).where(TrailEvent.seq == 3))
    for seq in unguarded.scalars(sa.select(TrailEvent.seq).where(TrailEvent.seq > 3).order_by(TrailEvent.seq)).all():
        unguarded.execute(sa.update(TrailEvent).where(TrailEvent.seq == seq).values(seq=seq - 1))
    assert broken_at(unguarded) == 3


def test_two_events_in_each_others_place_show(unguarded: sa.Connection) -> None:
    for old, new in ((3, -1), (4, 3), (-1, 4)):
        unguarded.execute(sa.update(TrailEvent).where(TrailEvent.seq == old).values(seq=new))
    assert broken_at(unguarded) == 3


def copied(connection: sa.Connection, seq: int) -> dict[str, object]:
    row = connection.execute(sa.select(*TrailEvent.__table__.columns).where(TrailEvent.seq == seq)).one()
    return {**row._mapping, "id": uuid.uuid4()}


def test_an_inserted_event_shows_in_the_middle(unguarded: sa.Connection) -> None:
    highest = unguarded.scalar(sa.select(sa.func.max(TrailEvent.seq))) or 0
    for seq in range(highest, 2, -1):
        unguarded.execute(sa.update(TrailEvent).where(TrailEvent.seq == seq).values(seq=seq + 1))
    unguarded.execute(sa.insert(TrailEvent).values(copied(unguarded, 2) | {"seq": 3}))
    assert broken_at(unguarded) == 3


def test_an_event_added_at_the_end_shows(unguarded: sa.Connection) -> None:
    highest = unguarded.scalar(sa.select(sa.func.max(TrailEvent.seq))) or 0
    unguarded.execute(sa.insert(TrailEvent).values(copied(unguarded, highest) | {"seq": highest + 1}))
    assert broken_at(unguarded) == highest + 1


def test_an_end_that_was_cut_off_shows(unguarded: sa.Connection) -> None:
    highest = unguarded.scalar(sa.select(sa.func.max(TrailEvent.seq))) or 0
    unguarded.execute(sa.delete(TrailEvent).where(TrailEvent.seq == highest))
    assert broken_at(unguarded) is None


def test_an_end_that_was_cut_off_shows_although_the_head_was_moved_back_to_the_last_event(
    unguarded: sa.Connection,
) -> None:
    highest = unguarded.scalar(sa.select(sa.func.max(TrailEvent.seq))) or 0
    unguarded.execute(sa.delete(TrailEvent).where(TrailEvent.seq == highest))
    mac = unguarded.scalar(sa.select(TrailEvent.mac).where(TrailEvent.seq == highest - 1))
    unguarded.execute(sa.update(TrailHead).values(seq=highest - 1, mac=mac))
    assert broken_at(unguarded) is None


# ---- The database itself refuses


@pytest.mark.parametrize("statement", [sa.update(TrailEvent).values(action="person:see"), sa.delete(TrailEvent)],
                         ids=["edit", "delete"])
def test_the_database_refuses_to_change_what_the_trail_says(chain: World, statement: sa.Executable) -> None:
    db.session.remove()
    with db.factory.kw["bind"].connect() as connection, pytest.raises(sa.exc.DatabaseError):
        connection.execute(statement)
    assert trail.verify().whole


def test_the_page_says_when_the_trail_was_last_checked_and_what_was_found(browse, chain: World) -> None:
    pru = browse("pru")
    assert "It has not been checked yet" in pru.get("/trail/verify")
    pru.post("/trail/verify", status=303)
    assert "it was whole" in pru.get("/trail/verify")
    assert last().details["whole"] is True


# ---- Where it ended is remembered away from the database


def test_a_trail_that_was_emptied_with_its_head_shows(unguarded: sa.Connection, tmp_path: Path) -> None:
    assert trail.check(tmp_path, by=None).whole
    db.rollback()
    unguarded.execute(sa.delete(TrailEvent))
    unguarded.execute(sa.delete(TrailHead))
    unguarded.commit()
    assert trail.verify().whole
    found = trail.check(tmp_path, by=None)
    assert not found.whole
    assert "once held" in found.said


def test_a_trail_told_again_from_the_start_with_the_right_key_shows(chain: World, tmp_path: Path) -> None:
    found = trail.check(tmp_path, by=None)
    db.rollback()
    (tmp_path / witness.FILE).write_text(f"{found.events - 1} {'0' * 64}\nnot a line\n")
    assert trail.check(tmp_path, by=None).broken_at == found.events - 1


def test_an_end_is_noted_once_and_only_of_a_whole_trail(chain: World, tmp_path: Path) -> None:
    for _ in range(2):
        found = trail.check(tmp_path, by=None)
        db.rollback()
    assert dict(witness.remembered(tmp_path)) == {found.events: found.end}


def test_a_person_read_back_is_the_person_the_trail_speaks_of(chain: World) -> None:
    event = last()
    assert event.person_id is not None
    assert queries.person(event.person_id, chain.sam).name == "Number 3"
