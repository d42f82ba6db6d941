"""Sections that a later feature adds to an earlier feature's page, so that the arrow between them points one way."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


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
_providers: dict[str, list[Provider]] = defaultdict(list)


def adds_to(page: str) -> Callable[[Provider], Provider]:
    """Register a function (subject, user) -> sections for a page ("decision", "person", "work")."""

    def keep(provider: Provider) -> Provider:
        if provider not in _providers[page]:
            _providers[page].append(provider)
        return provider

    return keep


def sections(page: str, subject: Any, user: Any) -> list[Section]:
    """Everything the features have to say on this page, to this user."""
    return [section for provider in _providers[page] for section in provider(subject, user)]


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
_daters: dict[str, list[Dater]] = defaultdict(list)


def dates_on(page: str) -> Callable[[Dater], Dater]:
    """Register a function (subject, user) -> days that follow, for a page ("afterwards")."""

    def keep(dater: Dater) -> Dater:
        if dater not in _daters[page]:
            _daters[page].append(dater)
        return dater

    return keep


def dates(page: str, subject: Any, user: Any) -> list[Dated]:
    """Every day that the features have for this page, soonest first."""
    return sorted((day for dater in _daters[page] for day in dater(subject, user)), key=lambda day: day.on)


@dataclass(frozen=True)
class Notice:
    """A plain line at the top of a page, and the page where something can be done about it."""

    text: str
    href: str = ""
    link: str = ""


Noticer = Callable[[Any, Any], Iterable[Notice]]
_noticers: dict[str, list[Noticer]] = defaultdict(list)


def tells_on(page: str) -> Callable[[Noticer], Noticer]:
    """Register a function (subject, user) -> notices at the top of a page ("record")."""

    def keep(noticer: Noticer) -> Noticer:
        if noticer not in _noticers[page]:
            _noticers[page].append(noticer)
        return noticer

    return keep


def notices(page: str, subject: Any, user: Any) -> list[Notice]:
    """Everything the features tell at the top of this page, to this user."""
    return [notice for noticer in _noticers[page] for notice in noticer(subject, user)]


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
_owers: list[Ower] = []


def tells_what_is_owed(ower: Ower) -> Ower:
    """Register a function user -> things owed, for the page My work."""
    if ower not in _owers:
        _owers.append(ower)
    return ower


def owed(user: Any) -> list[Owed]:
    """Everything this user owes, or waits for, in every feature."""
    return [thing for ower in _owers for thing in ower(user)]
