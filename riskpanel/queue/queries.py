"""Reading the queue: a page at a time, from an index, of a panel and a state each, however long it is."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from itertools import product
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from riskpanel import access, db
from riskpanel.clock import ENGLAND, today
from riskpanel.errors import NotFound
from riskpanel.people import queries as people
from riskpanel.people.models import Involvement, Person
from riskpanel.people.queries import visible_to
from riskpanel.queue.models import SavedView
from riskpanel.referrals.models import Referral
from riskpanel.referrals.queries import alone, back_from_hold, lines
from riskpanel.users import queries as users
from riskpanel.users.models import Team

PAGE = 25
MOST_COUNTED = 1_000
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Sift:
    """What the queue is asked to show: which state, panel, urgency, wait and contact, in what order, which page.

    `wait` and `contact` are keys of WAITS and CONTACTS; "" is any.
    """

    state: str = "here"
    panel: str = ""
    urgent: bool = False
    wait: str = ""
    contact: str = ""
    sort: str = "pressing"
    page: int = 1

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, as an address holds it: the page is left out, and so is what is as it always is."""
        usual = {one.name: one.default for one in fields(self)}
        told = {name: "yes" if value is True else value for name, value in asdict(self).items()
                if name != "page" and value != usual[name]}
        return told or {"state": self.state}


def _not_yet() -> Condition:
    return sa.and_(Referral.state == "held", Referral.held_until > today())


def _in(state: str) -> Callable[[], Condition]:
    return lambda: Referral.state == state


NEW, WAITING, ASKED, LISTED = (_in(state) for state in ("submitted", "waiting", "asked", "listed"))
STATES: Mapping[str, tuple[str, tuple[Callable[[], Condition], ...]]] = {
    "here": ("In the queue", (NEW, WAITING, back_from_hold)),
    "new": ("New: nobody has looked yet", (NEW,)),
    "asked": ("More asked of the referrer", (ASKED,)),
    "held": ("On hold", (_not_yet,)),
    "listed": ("On an agenda", (LISTED,)),
    "all": ("Everything with the panel", (NEW, WAITING, ASKED, _in("held"), LISTED)),
}
NEXT_CONTACT, PLACE, SENT = Referral.next_contact_on, Referral.placed_at, Referral.submitted_at
NO_DATE = NEXT_CONTACT.is_(None)


@dataclass(frozen=True)
class Order:
    """One order of the queue: parts that follow each other, each of which an index holds by these columns."""

    name: str
    parts: tuple[Condition, ...]
    by: tuple[Any, ...]
    newest: bool = False

    def along(self, columns: Iterable[Any]) -> list[Any]:
        return [column.desc() if self.newest else column for column in columns]


ALL = (sa.true(),)
SORTS: Mapping[str, Order] = {
    "pressing": Order("Urgent first, then longest waiting", (Referral.urgent.is_(True), Referral.urgent.is_(False)),
                      (PLACE,)),
    "longest": Order("Longest waiting first", ALL, (SENT,)),
    "newest": Order("Newest first", ALL, (SENT,), newest=True),
    "contact": Order("Next contact soonest", (sa.not_(NO_DATE), NO_DATE), (NEXT_CONTACT, PLACE)),
}


WAITS: Mapping[str, str] = {"": "Any", "late": "Waiting too long", "soon": "Waiting long", "usual": "Not long yet"}
CONTACTS: Mapping[str, tuple[str, Callable[[], Condition]]] = {
    "": ("Any", sa.true),
    "overdue": ("Overdue", lambda: Referral.next_contact_on < today()),
    "none": ("No date", lambda: NO_DATE),
    "ahead": ("Still to come", lambda: Referral.next_contact_on >= today()),
}


@dataclass(frozen=True)
class Bands:
    """The last days on which a referral was sent that now waits long, and too long."""

    soon: date
    late: date

    def of(self, wait: str) -> Condition:
        """The condition on when it was sent."""
        soon, late = (datetime.combine(day, time.max, ENGLAND) for day in (self.soon, self.late))
        sent = Referral.submitted_at
        spans = {"late": sent <= late, "soon": sa.and_(sent > late, sent <= soon), "usual": sent > soon}
        return spans.get(wait, sa.true())


def sees_every_panel(user: access.User) -> bool:
    """Does this user's work cover every panel?"""
    return bool(user.roles & access.SEES_EVERY_TEAM)


def panels_of(user: access.User) -> Sequence[Team]:
    """The panels whose referrals this user's queue may hold."""
    return [team for team in users.panels() if sees_every_panel(user) or team.id in user.team_ids]


@dataclass(frozen=True)
class Found:
    """A page of the queue; how many there are in all, counted up to MOST_COUNTED; and whether more follow the page."""

    rows: Sequence[Referral]
    count: int
    more: bool


def page(sift: Sift, user: access.User, panels: Sequence[Team], bands: Bands) -> Found:
    """A page of the queue of these panels, in two statements. Only the page's rows are read and decrypted."""
    kept = [_not_hidden(user), bands.of(sift.wait), CONTACTS[sift.contact][1]()]
    if sift.urgent:
        kept.append(Referral.urgent.is_(True))
    chosen = [team.id for team in panels if sift.panel in ("", str(team.id))]
    if not chosen:
        return Found([], 0, False)
    states = STATES[sift.state][1]
    parts = [[Referral.team_id == team, state(), *kept] for team, state in product(chosen, states)]
    rows = db.session.scalars(_rows(SORTS[sift.sort], parts, sift.page).where(visible_to(user))).all()
    count = _count(Referral.team_id.in_(chosen), sa.or_(*(state() for state in states)), *kept)
    return Found(rows[:PAGE], count, len(rows) > PAGE)


def _not_hidden(user: access.User) -> Condition:
    """Leaves out restricted records whose reader is not named on them, worked out once for all the parts.

    A panel's team may see whoever was referred to it; `page` asks that too, of the rows it shows.
    """
    named = sa.select(Involvement.person_id).where(Involvement.user_id == user.id)
    hidden = sa.select(Person.id).where(Person.restricted, Person.id.not_in(named)).cte("hidden")
    return Referral.person_id.not_in(sa.select(hidden.c.id))


def _rows(order: Order, parts: Sequence[Sequence[Condition]], page: int) -> sa.Select[Referral]:
    """A page and one more, in order: the first of each part, put together. Only what a line shows is decrypted."""
    last = page * PAGE + 1
    each = [_first(order, [*part, cut], number, last)
            for number, cut in enumerate(order.parts) for part in parts]
    together = sa.union_all(*(sa.select(one.subquery()) for one in each)).subquery()
    here = sa.select(together).order_by(*_keys(order, together)).limit(PAGE + 1).offset(last - PAGE - 1).subquery()
    return (sa.select(Referral).join(Referral.person).join(here, here.c.id == Referral.id).options(*lines())
            .order_by(*_keys(order, here)))


def _keys(order: Order, of: sa.Subquery) -> list[Any]:
    """What the rows are in order of: the part, the order's columns, the id."""
    return [of.c.part, *order.along(of.c[f"key_{number}"] for number in range(len(order.by))), of.c.id]


def _first(order: Order, part: Sequence[Condition], number: int, first: int) -> sa.Select[Any]:
    keys = (column.label(f"key_{place}") for place, column in enumerate(order.by))
    return (sa.select(Referral.id, sa.literal(number).label("part"), *keys).where(*part)
            .order_by(*order.along(order.by), Referral.id).limit(first))


def _count(*conditions: Condition) -> int:
    """How many there are, as far as MOST_COUNTED and one more."""
    some = sa.select(Referral.id).where(*conditions).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def look_up(words: str, user: access.User) -> tuple[Sequence[Referral], list[Person]]:
    """Referrals this user may see whose person or reference it is; and people found who have none."""
    if not words.strip():
        return [], []
    found, _count = people.search(words, user)
    whose = sa.or_(Referral.reference == words.strip().upper(), Referral.person_id.in_([one.id for one in found]))
    wanted = (sa.select(Referral).join(Referral.person).where(visible_to(user), whose)
              .options(contains_eager(Referral.person), joinedload(Referral.team), alone(Referral.referred_by))
              .order_by(Referral.started_at.desc()).limit(PAGE))
    rows = db.session.scalars(wanted).all()
    have = {row.person_id for row in rows}
    return rows, [one for one in found if one.id not in have]


# ---- Saved views

def saved_views(user: access.User) -> Sequence[SavedView]:
    """This colleague's own views of the queue, in the order they were saved."""
    return db.session.scalars(sa.select(SavedView).where(SavedView.user_id == user.id)
                              .order_by(SavedView.saved_at)).all()


def saved_view(view_id: uuid.UUID, user: access.User) -> SavedView:
    """One of this colleague's own views. Raises NotFound also when it is somebody else's."""
    found = db.session.scalars(sa.select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user.id)
                               ).one_or_none()
    if found is None:
        raise NotFound()
    return found
