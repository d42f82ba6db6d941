"""Sections that a later feature adds to an earlier feature's page, so that the arrow between them points one way."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

F = TypeVar("F", bound=Callable[..., Iterable[Any]])


class Register(Generic[F]):
    """Functions that features give for a page; asked in the order in which they came."""

    def __init__(self) -> None:
        self._known: dict[str, list[F]] = defaultdict(list)

    def keeps(self, page: str) -> Callable[[F], F]:
        """A decorator that keeps a function for a page, once."""

        def keep(function: F) -> F:
            if function not in self._known[page]:
                self._known[page].append(function)
            return function

        return keep

    def told(self, page: str, *of: Any) -> Iterator[Any]:
        """Everything that the functions kept for a page say of this."""
        return (thing for function in self._known[page] for thing in function(*of))


@dataclass(frozen=True)
class Line:
    """One thing in a section: what it is in words, where it leads, where it stands, when it is due."""

    text: str
    href: str
    state: str = ""
    due: str = ""


@dataclass(frozen=True)
class Section:
    """A titled list of things, with what can be started from here."""

    title: str
    lines: tuple[Line, ...] = ()
    actions: tuple[Line, ...] = ()
    empty: str = ""


Provider = Callable[[Any, Any], Iterable[Section]]
_sections = Register[Provider]()


def adds_to(page: str) -> Callable[[Provider], Provider]:
    """Register a function (subject, user) -> sections for a page ("decision", "person", "work")."""
    return _sections.keeps(page)


def sections(page: str, subject: Any, user: Any) -> list[Section]:
    """Everything the features have to say on this page, to this user."""
    return list(_sections.told(page, subject, user))


@dataclass(frozen=True)
class Dated:
    """A day on which something falls due, for a calendar: by reference, with nobody named. `uid` stays the same when
    the day is changed; `version` then grows."""

    uid: str
    version: int
    title: str
    reference: str
    on: date


Dater = Callable[[Any, Any], Iterable[Dated]]
_dates = Register[Dater]()


def dates_on(page: str) -> Callable[[Dater], Dater]:
    """Register a function (subject, user) -> days that follow, for a page ("afterwards")."""
    return _dates.keeps(page)


def dates(page: str, subject: Any, user: Any) -> list[Dated]:
    """Every day that the features have for this page, soonest first."""
    return sorted(_dates.told(page, subject, user), key=lambda day: day.on)


@dataclass(frozen=True)
class Notice:
    """A plain line at the top of a page, and the page where something can be done about it."""

    text: str
    href: str = ""
    link: str = ""


Noticer = Callable[[Any, Any], Iterable[Notice]]
_notices = Register[Noticer]()


def tells_on(page: str) -> Callable[[Noticer], Noticer]:
    """Register a function (subject, user) -> notices at the top of a page ("record")."""
    return _notices.keeps(page)


def notices(page: str, subject: Any, user: Any) -> list[Notice]:
    """Everything the features tell at the top of this page, to this user."""
    return list(_notices.told(page, subject, user))


@dataclass(frozen=True)
class Owed:
    """Something owed: about whom, what in words, by when, and the one thing to do; or whom it waits for."""

    person: str
    text: str
    href: str
    action: str
    due_on: date | None = None
    waiting_for: str = ""


Ower = Callable[[Any], Iterable[Owed]]
_owed = Register[Ower]()


def tells_what_is_owed(ower: Ower) -> Ower:
    """Register a function user -> things owed, for the page My work."""
    return _owed.keeps("work")(ower)


def owed(user: Any) -> list[Owed]:
    """Everything this user owes, or waits for, in every feature."""
    return list(_owed.told("work", user))
