"""Reading the lists of challenges: a page at a time, from an index, without counting what nobody asked to count."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from riskpanel import access, db
from riskpanel.challenges.models import Challenge, Ground
from riskpanel.clock import ENGLAND
from riskpanel.decisions.models import Decision
from riskpanel.keyring import normalised
from riskpanel.people.models import Involvement, Person
from riskpanel.people.queries import matching
from riskpanel.users.models import User

PAGE = 25
DRAFT, MADE, CLOSED = ("draft",), ("sent", "answered", "referred"), ("settled", "withdrawn")
EVERY = DRAFT + MADE + CLOSED
BY_DUE, BY_NEWEST = "due", "newest"
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Listing:
    """One of the lists: its name, which states it holds, in what order, and whose challenges they are.

    `few` is whether it keeps only those of some people or of one colleague: then they are found by that.
    """

    name: str
    states: tuple[str, ...]
    order: str
    keeps: Callable[[access.User, date], Condition]
    few: bool = False


def _any(user: access.User, day: date) -> Condition:
    return sa.true()


def _raised_by_me(user: access.User, day: date) -> Condition:
    return Challenge.raised_by_id == user.id


def _owed_by_me(user: access.User, day: date) -> Condition:
    return Challenge.answer_owed_by_id == user.id


def _of_my_teams(user: access.User, day: date) -> Condition:
    known = sa.select(Involvement.person_id).where(Involvement.team_id.in_(user.team_ids))
    return Challenge.person_id.in_(known)


def _overdue(user: access.User, day: date) -> Condition:
    return sa.and_(Challenge.answer_due_on < day, Challenge.clock_paused_on.is_(None))


LISTS: Mapping[str, Listing] = {
    "open": Listing("Open", MADE, BY_DUE, _any),
    "mine": Listing("Raised by me", EVERY, BY_NEWEST, _raised_by_me, few=True),
    "owed": Listing("I owe the answer", ("sent",), BY_DUE, _owed_by_me, few=True),
    "team": Listing("My team’s", MADE, BY_DUE, _of_my_teams, few=True),
    "overdue": Listing("Answer overdue", ("sent",), BY_DUE, _overdue),
    "closed": Listing("Settled or withdrawn", CLOSED, BY_NEWEST, _any),
    "all": Listing("All", EVERY, BY_NEWEST, _any),
}


@dataclass(frozen=True)
class Wanted:
    """Which challenges are asked for: a list, words to find, and what narrows it. `after` is where a page begins."""

    which: str = "open"
    words: str = ""
    direction: str = ""
    ground: str = ""
    stage: str = ""
    outcome: str = ""
    urgent: bool = False
    after: str = ""

    @property
    def listing(self) -> Listing:
        return LISTS[self.which]

    @property
    def newest(self) -> bool:
        """Is the newest first? Else the soonest answer is."""
        return self.listing.order == BY_NEWEST

    @property
    def everywhere(self) -> bool:
        """Does it look for its words in all there is?"""
        return self == Wanted("all", self.words, after=self.after)


# ---- Who may see what, told as the ids of people so that the database works it out once

def of_people_seen(user: access.User) -> Condition:
    """The condition on Challenge that `people.queries.visible_to` is on Person."""
    mine = sa.select(Involvement.person_id).where(Involvement.user_id == user.id)
    if user.roles & access.SEES_EVERY_TEAM:
        return Challenge.person_id.not_in(sa.select(Person.id).where(Person.restricted, Person.id.not_in(mine)))
    teams = (sa.select(Involvement.person_id).join(Person)
             .where(Involvement.team_id.in_(user.team_ids), sa.not_(Person.restricted)))
    return Challenge.person_id.in_(sa.union(mine, teams))


def _seen(user: access.User, states: Sequence[str]) -> list[Condition]:
    """Those whose people the user may see; a draft is kept from whoever makes the decision."""
    own = sa.select(Decision.id).where(Decision.decision_maker_id == user.id)
    kept = sa.or_(Challenge.state.not_in(DRAFT), Challenge.decision_id.not_in(own))
    return [of_people_seen(user), *([kept] if set(DRAFT) & set(states) else [])]


# ---- What is asked for

def _found_by(words: str) -> list[Condition]:
    """Conditions for what was typed: a challenge's or a decision's reference, or whoever it is about."""
    plain = words.strip().upper()
    if not normalised(plain):
        return []
    if plain.startswith("C-"):
        return [Challenge.reference == plain]
    if plain.startswith("D-"):
        return [Challenge.decision_id.in_(sa.select(Decision.id).where(Decision.reference == plain))]
    return [Challenge.person_id.in_(sa.select(Person.id).where(*matching(words)))]


def _narrowing(wanted: Wanted) -> list[Condition]:
    same = {name: getattr(wanted, name) for name in ("direction", "stage", "outcome") if getattr(wanted, name)}
    narrowed = [getattr(Challenge, name) == value for name, value in same.items()] + _found_by(wanted.words)
    if wanted.urgent:
        narrowed.append(Challenge.urgent)
    if wanted.ground:
        resting = sa.select(Ground.challenge_id).where(Ground.rule == wanted.ground, Ground.removed_at.is_(None))
        narrowed.append(Challenge.id.in_(resting))
    return narrowed


# ---- A page

@dataclass(frozen=True)
class Found:
    """One page of a list, and where the next begins ("" when this is the last)."""

    challenges: Sequence[Challenge]
    next: str = ""


def page(wanted: Wanted, user: access.User, day: date) -> Found:
    """The page of a list that begins after `wanted.after`, in two statements."""
    rows = _first(wanted, user, day)
    shown = rows[:PAGE]
    onward = f"{_told(shown[-1].place)}~{shown[-1].id}" if len(rows) > PAGE else ""
    return Found(_read([row.id for row in shown]), onward)


def _first(wanted: Wanted, user: access.User, day: date) -> Sequence[Any]:
    """The ids that a page holds, and one more where there is one.

    Those of a few people or of one colleague are found by that; of all there are, the first of each state are taken
    from its index.
    """
    states = wanted.listing.states
    if wanted.listing.few or _found_by(wanted.words) or not user.roles & access.SEES_EVERY_TEAM:
        return db.session.execute(_in_states(states, wanted, user, day)).all()
    each = [_in_states([state], wanted, user, day).subquery() for state in states]
    together = sa.union_all(*(sa.select(one.c.id, one.c.place) for one in each)).subquery()
    wanted_of_all: sa.Select[Any] = sa.select(together.c.id, together.c.place)
    return db.session.execute(_ordered(wanted_of_all, together.c.place, together.c.id, wanted)).all()


def _in_states(states: Sequence[str], wanted: Wanted, user: access.User, day: date) -> sa.Select[Any]:
    kept = [Challenge.state.in_(states), *_seen(user, states), wanted.listing.keeps(user, day), *_narrowing(wanted),
            *_after(wanted)]
    of_them: sa.Select[Any] = sa.select(Challenge.id, _place(wanted).label("place")).where(*kept)
    return _ordered(of_them, _place(wanted), Challenge.id, wanted)


def _place(wanted: Wanted) -> Any:
    """The column a list is in order of."""
    return Challenge.raised_at if wanted.newest else Challenge.answer_due_on


def _ordered(of_them: sa.Select[Any], place: Any, id: Any, wanted: Wanted) -> sa.Select[Any]:
    keys = (key.desc() if wanted.newest else key.asc() for key in (place, id))
    return of_them.order_by(*keys).limit(PAGE + 1)


def _told(place: date | datetime) -> str:
    return place.isoformat()


def _after(wanted: Wanted) -> list[Condition]:
    """Where a page begins; a mark that cannot be read is as if there were none."""
    place, _, id = wanted.after.partition("~")
    read: Any = datetime if wanted.newest else date
    try:
        begins, last = read.fromisoformat(place), uuid.UUID(id)
    except ValueError:
        return []
    if wanted.newest and begins.tzinfo is None:
        return []
    here, column = sa.tuple_(_place(wanted), Challenge.id), _place(wanted)
    at = sa.tuple_(sa.literal(begins, column.type), sa.literal(last, Challenge.id.type))
    return [here < at if wanted.newest else here > at]


def _read(ids: Sequence[uuid.UUID]) -> list[Challenge]:
    """The challenges themselves, with only what a line shows opened, in the order of the ids."""
    if not ids:
        return []
    found = {one.id: one for one in db.session.scalars(_lines().where(Challenge.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def _lines() -> sa.Select[Any]:
    return sa.select(Challenge).options(
        sa.orm.load_only(*SHOWN), joinedload(Challenge.person).load_only(Person.reference, Person.name,
                                                                         Person.preferred_name),
        joinedload(Challenge.decision).load_only(Decision.sentence),
        joinedload(Challenge.raised_by).load_only(User.name).lazyload(User.memberships),
        joinedload(Challenge.answer_owed_by).load_only(User.name).lazyload(User.memberships))


SHOWN = (Challenge.reference, Challenge.person_id, Challenge.decision_id, Challenge.state, Challenge.stage,
         Challenge.urgent, Challenge.statement, Challenge.direction, Challenge.answer_due_on, Challenge.outcome,
         Challenge.answer_owed_by_id, Challenge.answer_owed_by_name, Challenge.raised_by_id, Challenge.raised_at,
         Challenge.settled_on, Challenge.clock_paused_on)


def elsewhere(wanted: Wanted, shown: Sequence[Challenge], user: access.User, day: date) -> list[Challenge]:
    """What the words find that the user may see, and that this list does not show."""
    if wanted.everywhere or not _found_by(wanted.words):
        return []
    here = {one.id for one in shown}
    everywhere = page(Wanted("all", wanted.words), user, day)
    return [one for one in everywhere.challenges if one.id not in here]


def on(wanted: Wanted, which: str) -> Wanted:
    """The same narrowing in another list, from its first page."""
    return replace(wanted, which=which, after="")


# ---- Counting them

COUNTED = MADE + CLOSED
CUT_BY = ("state", "direction", "stage", "outcome")


@dataclass(frozen=True)
class Tally:
    """How many challenges there are of each kind, by state, direction, stage and outcome; and how many rest on what."""

    cells: Mapping[tuple[str, ...], int]
    grounds: Mapping[str, int]

    @property
    def all(self) -> int:
        return self.of(COUNTED)

    def of(self, states: Sequence[str]) -> int:
        return sum(self.by("state", states).values())

    def by(self, name: str, states: Sequence[str] = COUNTED) -> Mapping[str, int]:
        """How many of those in these states have each direction, stage, outcome or state."""
        found: Counter[str] = Counter()
        for cell, count in self.cells.items():
            if cell[0] in states:
                found[cell[CUT_BY.index(name)]] += count
        return found

    @property
    def endings(self) -> Mapping[str, int]:
        return {**self.by("outcome", ("settled",)), "withdrawn": self.of(("withdrawn",))}


def tally(user: access.User, since: date | None) -> Tally:
    """Count the challenges made to decisions about people whom the user may see, raised on `since` or after.

    One statement: those counted are found once, for the cells and for what they rest on.
    """
    kept = [Challenge.state.in_(COUNTED), of_people_seen(user)]
    if since:
        kept.append(Challenge.raised_at >= datetime.combine(since, time.min, ENGLAND))
    columns = [getattr(Challenge, name) for name in CUT_BY]
    counted = sa.select(Challenge.id, *columns).where(*kept).cte("counted")
    cut = [counted.c[name] for name in CUT_BY]
    cells = sa.select(sa.literal(""), *cut, sa.func.count()).group_by(*cut)
    resting = (sa.select(Ground.rule, *(sa.literal("") for _ in cut), sa.func.count())
               .join(counted, counted.c.id == Ground.challenge_id)
               .where(Ground.kind == "principle", Ground.removed_at.is_(None)).group_by(Ground.rule))
    rows: Sequence[Any] = db.session.execute(sa.union_all(cells, resting)).all()
    return Tally({tuple(row[1:-1]): row[-1] for row in rows if not row[0]}, {row[0]: row[-1] for row in rows if row[0]})
