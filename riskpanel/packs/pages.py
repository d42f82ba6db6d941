"""What the pages of papers say: each reader's own, and the log of who has which copy."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for

from riskpanel.access import PANEL, User
from riskpanel.packs import queries
from riskpanel.packs.copies import Case
from riskpanel.packs.models import PackCopy
from riskpanel.packs.services import HOW_BACK, Reader, asked, reader_of, sitters
from riskpanel.panel.agenda import when_words
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.pages import agenda_out_by
from riskpanel.panel.queries import to_send_out
from riskpanel.panel.quorum import listed
from riskpanel.web.filters import date_words, datetime_words
from riskpanel.web.sections import Owed, tells_what_is_owed

LOG = ("Copy", "For", "Holds", "Made", "Opened by them", "What became of it")


@tells_what_is_owed
def owed(user: User) -> Iterator[Owed]:
    """The papers of each meeting whose minutes this user takes, by the day the agenda goes out."""
    for one in to_send_out(user, queries.copied()) if user.roles & PANEL else ():
        yield Owed("", f"Make the copies of the papers of the meeting of {when_words(one)}",
                   url_for("packs.log", meeting_id=one.id), "Papers", due_on=agenda_out_by(one))


def newest_for(user: User, made: Sequence[PackCopy]) -> PackCopy | None:
    """This colleague's newest copy."""
    return next((one for one in reversed(made) if one.user_id == user.id), None)


def own_lines(copy: PackCopy, found: Collection[Case]) -> list[dict[str, str]]:
    """The contents of a copy on screen: a case that is not in it has no way in."""
    return [{"text": one.listed, "href": url_for("packs.case", copy_id=copy.id, number=one.number) if one.parts else ""}
            for one in found]


def log_rows(made: Sequence[PackCopy], opened: dict[tuple[UUID | None, UUID | None], datetime]
             ) -> Iterator[dict[str, Any]]:
    """One row a copy, newest first."""
    for one in reversed(made):
        when = opened.get((one.id, one.user_id)) if one.user_id else None
        yield {
            "it": one,
            "number": one.number,
            "name": one.called,
            "holds": f"{len(one.papers_ids)} case{'' if len(one.papers_ids) == 1 else 's'}",
            "made": f"{datetime_words(one.made_at)}, by {one.made_by.name}",
            "opened": datetime_words(when) if when else "Not opened yet" if one.user_id else "On paper",
            "back": f"{HOW_BACK[one.back_how]}, {date_words(one.back_on)}" if one.back_on else "",
        }


def left_out(readers: Collection[Reader], items: Collection[AgendaItem]) -> list[str]:
    """Whose copies lack a case because they have yet to say whether they have an interest."""
    said = []
    for item in items:
        silent = [one.name for one in readers if one.user and one.user.id not in item.declared_ids]
        if silent:
            said.append(f"{item.referral.reference}: {listed(silent)} {'has' if len(silent) == 1 else 'have'} yet to "
                        "say whether they have an interest. Until then it is left out of their copies.")
    return said


def without_copy(readers: Collection[Reader], made: Collection[PackCopy]) -> list[Reader]:
    """Those for whom no copy has been made."""
    have = {reader_of(one).key for one in made}
    return [one for one in readers if one.key not in have]


def readers(meeting: Meeting, items: Collection[AgendaItem]) -> dict[str, tuple[str, Reader]]:
    """Everybody a copy can be made for, by the key a form carries: the words to choose by, and the reader."""
    sitting = [(f"{one.name}, who sits", one) for one in sitters(meeting)]
    invited = [(f"{one.name}, for {one.item.referral.reference} alone", one) for one in asked(meeting, items)
               if one.item]
    return {str(place): told for place, told in enumerate([*sitting, *invited], start=1)}


def made_words(made: Sequence[PackCopy]) -> str:
    if not made:
        return "No copy was made: there is no case yet that this reader may read."
    return f"Copy {made[0].number}, for {made[0].called}, is made."


def neighbours(copy: PackCopy, found: Sequence[Case], number: int) -> list[dict[str, str]]:
    """The ways to the case before and the case after, among those in the copy."""
    held = [one.number for one in found if one.parts]
    here = held.index(number)
    around = (("Previous", held[here - 1:here]), ("Next", held[here + 1:here + 2]))
    return [{"text": f"{words} case", "href": url_for("packs.case", copy_id=copy.id, number=there[0])}
            for words, there in around if there]
