"""Fifty thousand challenges or a hundred thousand referrals at once, by Core: what benchmarks of large lists look at.

Every sealed column is sealed once for each text and reused, so nothing is slow but the inserting. No trail events are
written: what is made here is only ever looked at.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa

from riskpanel import db
from riskpanel.access import ANSWERERS, RECORDERS, Role
from riskpanel.calendar import add_working_days
from riskpanel.challenges.models import Challenge, Ground, Response, Turn
from riskpanel.challenges.words import ANSWERS, DIRECTIONS, OUTCOMES
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.keyring import name_words
from riskpanel.people.models import Involvement, Person, PersonWord
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.users.models import Membership, Team, User

AT_ONCE = 2_000
TEAMS, IN_A_TEAM, OF_A_PERSON, TO_A_DECISION = 20, 20, 10, 2

# Of a hundred challenges, how many stand where: most of what an authority keeps has ended.
STATES: Mapping[str, int] = {"draft": 3, "sent": 15, "answered": 8, "referred": 4, "settled": 63, "withdrawn": 7}
STAGES: Mapping[str, int] = {"talk": 60, "managers": 25, "practice-lead": 15}
ENDED = ("settled", "withdrawn")
SPOKEN_TO = ("answered", "referred", "settled")
FIRST_NAMES = ("Amal", "Bryn", "Cora", "Dilip", "Esme", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kemi", "Luis")
SECOND_NAMES = ("Abara", "Bell", "Cole", "Dunn", "Eze", "Frost", "Gill", "Hart", "Iqbal", "Jones", "Khan", "Lowe")


@dataclass
class Maker:
    """Makes rows by the thousand: ids that are the same each time, and words sealed once."""

    random: Random
    sealed: dict[tuple[str, Any], bytes] = field(default_factory=dict)
    empty: dict[type[db.Base], dict[str, Any]] = field(default_factory=dict)

    def id(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def one_of(self, weights: Mapping[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def row(self, model: type[db.Base], **given: Any) -> dict[str, Any]:
        """A row of a table, by column: what is not given is empty, as the model has it."""
        if model not in self.empty:
            self.empty[model] = {column.name: self._unset(column) for column in model.__table__.columns}
        sealing = {name: self.seal(model.__table__.columns[name], value) for name, value in given.items()}
        return {**self.empty[model], "id": self.id(), **sealing}

    def seal(self, column: Any, value: Any) -> Any:
        """The value as the database holds it; the same words are sealed once."""
        if not isinstance(column.type, db.Sealed):
            return value
        told = json.dumps(value, ensure_ascii=False) if isinstance(column.type, db.SealedJson) else value
        key = (column.type.place, told)
        if key not in self.sealed:
            self.sealed[key] = db.keyring().seal(told, column.type.place)
        return self.sealed[key]

    def _unset(self, column: Any) -> Any:
        if column.default is None:
            return None
        default = column.default.arg
        return self.seal(column, default(None) if callable(default) else default)


def insert(model: type[db.Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows as they are, some thousands at a time; their words are sealed already."""
    table = sa.table(model.__tablename__, *(_as_it_is(column) for column in model.__table__.columns))
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        db.session.execute(sa.insert(table), some)


def _as_it_is(column: Any) -> sa.ColumnClause[Any]:
    kind = sa.LargeBinary() if isinstance(column.type, db.Sealed | db.SealedBytes) else column.type
    return sa.column(column.name, kind)


def make_challenges(count: int = 50_000, *, states: Mapping[str, int] = STATES, seed: int = 7) -> None:
    """Put `count` challenges in the database, with their people, decisions, turns, answers and grounds, and commit.

    Needs a database with at least one account in it, whose password the new colleagues have too. A person has ten
    challenges and a decision two. `states` says how many of a hundred stand where.
    """
    make = Maker(Random(seed))
    teams, colleagues = _colleagues(make)
    people = _people(make, -(-count // OF_A_PERSON), teams)
    decisions = _decisions(make, people, -(-count // TO_A_DECISION), colleagues)
    challenges = list(islice(_challenges(make, decisions, states, colleagues), count))
    insert(Challenge, challenges)
    insert(Turn, (_turn(make, one) for one in challenges if one["sent_at"]))
    insert(Response, (_response(make, one) for one in challenges if one["state"] in SPOKEN_TO))
    insert(Ground, (_ground(make, one, rule) for one in challenges for rule in _grounds(make)))
    db.session.execute(sa.text("ANALYZE"))
    db.commit()


Rows = list[dict[str, Any]]


def _colleagues(make: Maker) -> tuple[list[uuid.UUID], Rows]:
    """Every team, those of panels left out, and every colleague who can raise or answer: those there and many more."""
    known = db.session.scalars(sa.select(User)).unique().all()
    teams = list(db.session.scalars(sa.select(Team.id).where(Team.panel.is_(None))))
    fresh = [make.row(Team, name=f"Team {number}") for number in range(1, TEAMS + 1)]
    insert(Team, fresh)
    roles = [Role.PRACTITIONER, Role.MANAGER, Role.DECISION_MAKER]
    made = [make.row(User, email=f"many-{number}@elmshire.example", name=_name(make), job="Social worker",
                     role_names=[roles[number % IN_A_TEAM % 3]], password_hash=known[0].password_hash)
            for number in range(TEAMS * IN_A_TEAM)]
    insert(User, made)
    insert(Membership, (make.row(Membership, user_id=one["id"], team_id=fresh[number // IN_A_TEAM]["id"])
                        for number, one in enumerate(made)))
    there = [{"id": one.id, "role_names": one.role_names} for one in known]
    return [*teams, *(one["id"] for one in fresh)], [*there, *made]


def _name(make: Maker) -> str:
    return f"{make.random.choice(FIRST_NAMES)} {make.random.choice(SECOND_NAMES)}"


def _people(make: Maker, count: int, teams: list[uuid.UUID], kind: str = "M") -> Rows:
    """People, each known to one team, who can be found by a word of their name or by NHS number."""
    added_by = db.session.scalars(sa.select(User.id).limit(1)).one()
    blind = db.keyring().blind
    people = [make.row(Person, reference=f"P-{kind}{number:06}", name=_name(make), added_by_id=added_by,
                       nhs_index=blind(f"{kind}{number:09}", "nhs"), restricted=number % 50 == 0)
              for number in range(count)]
    insert(Person, people)
    insert(Involvement, (make.row(Involvement, person_id=one["id"], team_id=teams[number % len(teams)],
                                  because="known to the team") for number, one in enumerate(people)))
    opened = {one["name"]: db.keyring().open(one["name"], "person.name") for one in people}
    words = {name: [blind(word, "name") for word in sorted(name_words(text))] for name, text in opened.items()}
    insert(PersonWord, (make.row(PersonWord, person_id=one["id"], word=word)
                        for one in people for word in words[one["name"]]))
    return people


def _decisions(make: Maker, people: Rows, count: int, colleagues: Rows, kind: str = "M") -> Rows:
    makers = _who(colleagues, frozenset({Role.DECISION_MAKER}))
    decisions = [make.row(Decision, reference=f"D-{kind}{number:06}", person_id=people[number % len(people)]["id"],
                          sentence="Whether to go out alone in the evening", kind="travel",
                          decision_maker_id=make.random.choice(makers), started_by_id=make.random.choice(makers))
                 for number in range(count)]
    insert(Decision, decisions)
    return decisions


def _who(colleagues: Rows, roles: frozenset[Role]) -> list[uuid.UUID]:
    return [one["id"] for one in colleagues if roles.intersection(one["role_names"])]


def _challenges(make: Maker, decisions: Rows, states: Mapping[str, int], colleagues: Rows) -> Iterator[dict[str, Any]]:
    """Challenges over the last three years, raised and answered by everyone who can."""
    raising, answering = _who(colleagues, RECORDERS), _who(colleagues, ANSWERERS)
    number = 0
    while True:
        decision = decisions[number % len(decisions)]
        raised = today() - timedelta(days=make.random.randrange(1, 1_100))
        state = make.one_of(states)
        yield make.row(
            Challenge, reference=f"C-M{number:06}", person_id=decision["person_id"], decision_id=decision["id"],
            state=state, raised_by_id=make.random.choice(raising), raised_at=_at(raised), urgent=number % 9 == 0,
            statement="It is not safe", direction=make.random.choice(list(DIRECTIONS)), danger_now="no",
            their_reasoning="The crossing is busy", facts="She crosses with the light", ask="Look at it again",
            **_put(make, decision, raised, state, answering), **_ended(make, raised, state))
        number += 1


def _put(make: Maker, decision: Mapping[str, Any], raised: date, state: str,
         answering: list[uuid.UUID]) -> dict[str, Any]:
    """Where on the ladder it is, and who owes the answer by when. What is not answered yet was sent lately."""
    if state == "draft":
        return {}
    stage = make.one_of(STAGES)
    sent = raised if state in ENDED else today() - timedelta(days=make.random.randrange(0, 30))
    owed_by = decision["decision_maker_id"] if stage == "talk" else make.random.choice(answering)
    return {"stage": stage, "sent_at": _at(sent), "answer_owed_by_id": owed_by,
            "answer_due_on": add_working_days(sent, make.random.randrange(1, 12), rules().bank_holidays)}


def _ended(make: Maker, raised: date, state: str) -> dict[str, Any]:
    if state != "settled":
        return {"withdrawn_because": "She chose to wait"} if state == "withdrawn" else {}
    return {"settled_on": min(raised + timedelta(days=20), today()), "outcome": make.random.choice(list(OUTCOMES)),
            "what_changed": "She goes with a card", "what_changed_said_by": "Her sister"}


# Of a hundred referrals, how many stand where: as hard for the queue as can be, for nearly all are in it.
PLACES: Mapping[str, int] = {"submitted": 12, "waiting": 60, "asked": 8, "held": 10, "listed": 6, "replied": 4}
TO_A_PERSON = 4


def make_referrals(count: int = 100_000, *, states: Mapping[str, int] = PLACES, seed: int = 11) -> None:
    """Put `count` referrals, to every panel by turns, in the database, with their people and decisions, and commit.

    A person has four; the panel's team may see them, as when a referral is sent. `states` is as for challenges.
    """
    make = Maker(Random(seed))
    panels = list(db.session.scalars(sa.select(Team.id).where(Team.panel.is_not(None))))
    colleagues = [{"id": one.id, "role_names": one.role_names}
                  for one in db.session.scalars(sa.select(User)).unique().all()]
    people = _people(make, -(-count // TO_A_PERSON), panels, "R")
    decisions = _decisions(make, people, count, colleagues, "R")
    placed = {one["id"]: panels[number % len(panels)] for number, one in enumerate(people)}
    referring = _who(colleagues, RECORDERS)
    insert(Referral, (_referral(make, number, one, placed[one["person_id"]], make.one_of(states), referring)
                      for number, one in enumerate(decisions)))
    db.session.execute(sa.text("ANALYZE"))
    db.commit()


def _referral(make: Maker, number: int, decision: Mapping[str, Any], panel: uuid.UUID, state: str,
              referring: list[uuid.UUID]) -> dict[str, Any]:
    """One referral, sent in the last two years; one in nine is urgent, one in five has no next contact."""
    sent = _at(today() - timedelta(days=make.random.randrange(0, 730))) + timedelta(seconds=number % 3_600)
    contact = today() + timedelta(days=make.random.randrange(-20, 60))
    return make.row(
        Referral, reference=f"R-M{number:06}", person_id=decision["person_id"], decision_id=decision["id"],
        team_id=panel, state=state, urgent=number % 9 == 0, question="May she go out alone in the evening?",
        tried="Talked twice", disagreement="Her sister fears the road", interim_plan="Her sister rings",
        next_contact_on=None if number % 5 == 0 else contact, gaps=["No view of the family."] * (number % 3),
        referred_by_id=make.random.choice(referring), submitted_at=sent, placed_at=sent,
        held_until=today() + timedelta(days=number % 30 - 3) if state == "held" else None)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def _turn(make: Maker, one: Mapping[str, Any]) -> dict[str, Any]:
    return make.row(Turn, challenge_id=one["id"], stage=one["stage"], owed_by_id=one["answer_owed_by_id"],
                    put_by_id=one["raised_by_id"], put_at=one["sent_at"], due_on=one["answer_due_on"])


def _response(make: Maker, one: Mapping[str, Any]) -> dict[str, Any]:
    return make.row(Response, challenge_id=one["id"], stage=one["stage"], answer=make.random.choice(list(ANSWERS)),
                    reasons="The light is slow", given_by_id=one["answer_owed_by_id"],
                    recorded_by_id=one["raised_by_id"], given_at=one["sent_at"])


def _grounds(make: Maker) -> list[str]:
    """What a challenge rests on: none, one or two principles."""
    return make.random.sample(list(rules().grounds), make.random.randrange(3))


def _ground(make: Maker, one: Mapping[str, Any], rule: str) -> dict[str, Any]:
    return make.row(Ground, challenge_id=one["id"], kind="principle", rule=rule, added_by_id=one["raised_by_id"],
                    added_at=one["raised_at"], told={"say": "A principle", "settle": "", "because": [], "sources": []})
