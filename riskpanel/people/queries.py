"""Reading people: every query takes the user and fetches only what they may see."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from riskpanel import access, db
from riskpanel.errors import NotFound
from riskpanel.keyring import name_words, normalised
from riskpanel.people.models import Advocate, Authority, Connection, Involvement, Person, PersonWord

PAGE = 25
WAITED_FOR = "asked_of_the_world_outside"
Found = TypeVar("Found")


def visible_to(user: access.User) -> sa.ColumnElement[bool]:
    """The condition on Person that holds for records this user may see. The same rule as `access.sees`, in SQL."""
    mine = sa.exists().where(Involvement.person_id == Person.id, Involvement.user_id == user.id)
    if user.roles & access.SEES_EVERY_TEAM:
        return sa.or_(sa.not_(Person.restricted), mine)
    teams = sa.exists().where(Involvement.person_id == Person.id, Involvement.team_id.in_(user.team_ids))
    return sa.or_(mine, sa.and_(sa.not_(Person.restricted), teams))


def who_speaks(person: Any) -> Any:
    """What the banner says of a loaded person: who may speak for them and who is asked to. No statement of its own."""
    return person.options(joinedload(Person.authorities), joinedload(Person.advocates))


def person(person_id: uuid.UUID, user: access.User) -> Person:
    """The person, who may see them and who has authority. Raises NotFound when there is none that the user may see."""
    wanted = (sa.select(Person).where(Person.id == person_id, visible_to(user))
              .options(selectinload(Person.involvements), joinedload(Person.authorities),
                       joinedload(Person.advocates)))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def connection(connection_id: uuid.UUID, user: access.User) -> Connection:
    """Somebody around a person this user may see. Raises NotFound."""
    wanted = sa.select(Connection).join(Person).where(Connection.id == connection_id, visible_to(user))
    return _one(wanted)


def authority(authority_id: uuid.UUID, user: access.User) -> Authority:
    """An attorney, deputy, advance decision or advocate of a person this user may see. Raises NotFound."""
    wanted = sa.select(Authority).join(Person).where(Authority.id == authority_id, visible_to(user))
    return _one(wanted)


def advocate(advocate_id: uuid.UUID, user: access.User) -> Advocate:
    """An advocate asked for, with the person, who may see them and who speaks for them. Raises NotFound."""
    person = contains_eager(Advocate.person)
    wanted = (sa.select(Advocate).join(Advocate.person).where(Advocate.id == advocate_id, visible_to(user))
              .options(person.selectinload(Person.involvements), person.selectinload(Person.authorities)))
    return _one(wanted)


def advocates_waited_for(user: access.User) -> Sequence[Advocate]:
    """The advocates this user asked for who are waited for, or whose report nobody has answered, oldest first."""
    return _waited_for(user)[1]


def searches_waited_for(user: access.User) -> Sequence[Authority]:
    """What this user asked the public register about, and it has not answered, oldest first."""
    return _waited_for(user)[0]


def _waited_for(user: access.User) -> tuple[Sequence[Authority], Sequence[Advocate]]:
    """What this user asked the world outside for about a person: read once, in one statement."""
    read: dict[uuid.UUID, tuple[Sequence[Authority], Sequence[Advocate]]] = db.remembered(WAITED_FOR)
    if user.id not in read:
        searched = sa.and_(Authority.search_asked_by_id == user.id, Authority.search_answered_on.is_(None))
        asked = sa.and_(Advocate.asked_by_id == user.id, Advocate.state.in_(("asked", "reported")))
        either = sa.union(sa.select(Authority.person_id).where(searched), sa.select(Advocate.person_id).where(asked))
        wanted = (sa.select(Authority, Advocate).select_from(Person)
                  .outerjoin(Authority, sa.and_(Authority.person_id == Person.id, searched))
                  .outerjoin(Advocate, sa.and_(Advocate.person_id == Person.id, asked))
                  .where(Person.id.in_(either), visible_to(user))
                  .options(contains_eager(Authority.person), contains_eager(Advocate.person))
                  .order_by(Authority.search_asked_on, Authority.id, Advocate.asked_on, Advocate.id))
        rows = db.session.execute(wanted).all()
        read[user.id] = ([one for one in dict.fromkeys(row[0] for row in rows) if one],
                         [one for one in dict.fromkeys(row[1] for row in rows) if one])
    return read[user.id]


def advocates_of(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Advocate]]:
    """The advocates asked for or in place, of people whom a list shows already: one statement."""
    wanted = (sa.select(Advocate)
              .where(Advocate.person_id.in_(set(people)), Advocate.state.not_in(("ended", "declined")))
              .order_by(Advocate.asked_on))
    told: dict[uuid.UUID, list[Advocate]] = {}
    for one in db.session.scalars(wanted):
        told.setdefault(one.person_id, []).append(one)
    return told


def _one(wanted: sa.Select[Found]) -> Found:
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound()
    return found


def search(words: str, user: access.User, page: int = 1) -> tuple[Sequence[Person], int]:
    """People this user may see whose names hold every word, or whose reference or NHS number it is; and how many."""
    found = (visible_to(user), *matching(words))
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Person).where(*found)) or 0
    wanted = sa.select(Person).where(*found).order_by(Person.added_at.desc(), Person.id)
    return db.session.scalars(wanted.limit(PAGE).offset(PAGE * (page - 1))).all(), count


def matching(words: str) -> list[sa.ColumnElement[bool]]:
    """Conditions for what was typed in the search box; none when it is empty."""
    plain = words.strip()
    if not normalised(plain):
        return []
    ring = db.keyring()
    known_by = (Person.reference == plain.upper(), Person.nhs_index == ring.blind(plain, "nhs"))
    each = [sa.select(PersonWord.person_id).where(PersonWord.word == ring.blind(word, "name"))
            for word in name_words(plain)]
    named = each[0].where(*(PersonWord.person_id.in_(one) for one in each[1:])) if each else None
    found = [*(sa.select(Person.id).where(one) for one in known_by), *([named] if named is not None else [])]
    return [Person.id.in_(sa.union(*found))]


def somebody_with_nhs_number(number: str) -> Person | None:
    """Whoever has this NHS number, whether or not the user may see them: used to refuse a duplicate."""
    wanted = sa.select(Person).where(Person.nhs_index == db.keyring().blind(number, "nhs"))
    return db.session.scalars(wanted).one_or_none()
