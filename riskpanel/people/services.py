"""Writing about people: the only writers of the person, those around them, and who may see the record."""

import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from riskpanel import db, trail
from riskpanel.access import User, require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.errors import Incomplete
from riskpanel.keyring import name_words, normalised
from riskpanel.people import queries
from riskpanel.people.models import Authority, Connection, Involvement, Person, PersonWord
from riskpanel.references import new_reference

OLDEST = 120


def add_person(values: Mapping[str, Any], *, by: User, team_ids: frozenset[uuid.UUID] | None = None) -> Person:
    """Add a person; the one who adds them, and that colleague's teams, may see the record.

    Raises Incomplete when the NHS number is not one, or is somebody else's, or the date of birth cannot be right.
    """
    require(by, Action.ADD_PERSON)
    _refuse_impossible(values)
    person = Person(reference=new_reference("P"), added_by_id=by.id, involvements=[])
    db.write(person, values)
    db.session.add(person)
    _index(person)
    _link(person, because="added the record", user_id=by.id)
    for team_id in sorted(by.team_ids if team_ids is None else team_ids):
        _link(person, because="works with the person", team_id=team_id)
    trail.record(Action.ADD_PERSON, person, by=by)
    return person


def change_person(person: Person, values: Mapping[str, Any], *, by: User) -> None:
    """Change what is recorded about a person; earlier words are kept. Raises Incomplete as `add_person`."""
    require(by, Action.CHANGE_PERSON, person)
    _refuse_impossible(values, person)
    db.write(person, values)
    if {"name", "preferred_name", "nhs_number"} & set(values):
        _index(person)
    trail.record(Action.CHANGE_PERSON, person, by=by, changed=", ".join(sorted(values)))


def _refuse_impossible(values: Mapping[str, Any], person: Person | None = None) -> None:
    number = values.get("nhs_number") or ""
    holder = queries.somebody_with_nhs_number(number) if number else None
    born = date.fromisoformat(values["born_on"]) if values.get("born_on") else today()
    checks = (
        (bool(number) and not is_nhs_number(number), "This is not an NHS number: check its ten digits."),
        (holder is not None and holder is not person,
         "Somebody is recorded with this NHS number already. Search for them by it."),
        (born > today(), "The date of birth is in the future."),
        (today().year - born.year > OLDEST, f"The date of birth is more than {OLDEST} years ago."),
    )
    gaps = [said for wrong, said in checks if wrong]
    if gaps:
        raise Incomplete(gaps[0], gaps)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit of the other nine (modulus 11)."""
    digits = re.sub(r"[\s-]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[-1])


def _index(person: Person) -> None:
    """Make the person findable by each word of their names and by their NHS number."""
    ring = db.keyring()
    person.nhs_index = ring.blind(person.nhs_number, "nhs") if normalised(person.nhs_number) else None
    wanted = {ring.blind(word, "name") for word in name_words(person.name, person.preferred_name)}
    db.session.flush()
    known = {row.word: row for row in db.session.query(PersonWord).filter(PersonWord.person_id == person.id)}
    db.session.add_all(PersonWord(person_id=person.id, word=word) for word in wanted - set(known))
    for word in set(known) - wanted:
        db.session.delete(known[word])


def _link(person: Person, *, because: str, user_id: uuid.UUID | None = None, team_id: uuid.UUID | None = None) -> bool:
    """Let a colleague or a team see the record, once; says whether this was new."""
    if any((link.user_id, link.team_id) == (user_id, team_id) for link in person.involvements):
        return False
    link = Involvement(person_id=person.id, user_id=user_id, team_id=team_id, because=because)
    person.involvements.append(link)
    return True


def involve(person: Person, *, because: str, by: User | None, user_id: uuid.UUID | None = None,
            team_id: uuid.UUID | None = None) -> None:
    """Let a colleague or a team see this person's record because of their part in it. Doing so again changes nothing.

    Called by other services inside their own action, which has been permitted already.
    """
    if _link(person, because=because, user_id=user_id, team_id=team_id):
        trail.record(Action.INVOLVE, person, by=by, colleague=user_id, team=team_id, because=because)


def add_connection(person: Person, values: Mapping[str, Any], *, by: User) -> Connection:
    """Add somebody around the person."""
    require(by, Action.ADD_CONNECTION, person)
    connection = Connection(person_id=person.id)
    db.write(connection, values)
    db.session.add(connection)
    trail.record(Action.ADD_CONNECTION, connection, by=by)
    return connection


def change_connection(connection: Connection, values: Mapping[str, Any], *, by: User) -> None:
    require(by, Action.CHANGE_CONNECTION, connection)
    db.write(connection, values)
    trail.record(Action.CHANGE_CONNECTION, connection, by=by)


def add_authority(person: Person, values: Mapping[str, Any], *, by: User) -> Authority:
    """Record an attorney, deputy or advance decision, and whether the document has been seen."""
    require(by, Action.ADD_AUTHORITY, person)
    authority = Authority(person_id=person.id)
    db.write(authority, values)
    db.session.add(authority)
    trail.record(Action.ADD_AUTHORITY, authority, by=by)
    return authority


def change_authority(authority: Authority, values: Mapping[str, Any], *, by: User) -> None:
    require(by, Action.CHANGE_AUTHORITY, authority)
    db.write(authority, values)
    trail.record(Action.CHANGE_AUTHORITY, authority, by=by)
