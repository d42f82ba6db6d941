"""A numbered copy as its reader has it: a front page with contents, then each case, on pages of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from riskpanel import access
from riskpanel.documents.blocks import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    Listing,
    Marks,
    NewPart,
    PageBreak,
    retold,
)
from riskpanel.packs.composing import FOR_THOSE_WHO_SIT
from riskpanel.packs.models import CasePapers, PackCopy
from riskpanel.packs.services import reader_of
from riskpanel.panel.agenda import when_words
from riskpanel.panel.models import AgendaItem
from riskpanel.panel.quorum import panel_type
from riskpanel.users.models import User
from riskpanel.web.filters import datetime_words

POINTS = 10.5
NOT_IN_THIS_COPY = "not in your copy"
FIRST = "summary"


@dataclass(frozen=True)
class Case:
    """One case of the agenda in one copy: its number there and, where it is in the copy, its parts."""

    number: int
    item: AgendaItem
    parts: tuple[Mapping[str, Any], ...] = ()

    @property
    def reference(self) -> str:
        return self.item.referral.reference

    @property
    def title(self) -> str:
        return f"Case {self.number}, {self.reference}"

    @property
    def key(self) -> str:
        """How the contents call it; nothing where it is not in the copy."""
        return str(self.number) if self.parts else ""

    @property
    def listed(self) -> str:
        """As the contents list it: no name, and where it is left out nothing of why."""
        return self.title if self.parts else f"{self.title}: {NOT_IN_THIS_COPY}"


def cases(copy: PackCopy, papers: Mapping[UUID, CasePapers], user: User) -> list[Case]:
    """Every case of the agenda, with its parts where both the copy's reader and whoever opens it may read them."""
    reader, items = reader_of(copy), sorted(copy.meeting.items, key=lambda one: one.position)
    own = user.id == copy.user_id
    return [Case(number, item, _parts(papers.get(item.id), copy, reader.reads(item) and (
                 own or access.arranges(user, item))))
            for number, item in enumerate(items, start=1) if copy.item_id in (None, item.id)]


def _parts(papers: CasePapers | None, copy: PackCopy, reads: bool) -> tuple[Mapping[str, Any], ...]:
    """The parts that may be in this copy: what is for those who sit alone is in nobody else's."""
    if papers is None or not reads:
        return ()
    sits = copy.user_id is not None
    return tuple(part for part in papers.parts if sits or not part["key"].startswith(FOR_THOSE_WHO_SIT))


def document(copy: PackCopy, found: Sequence[Case], authority: str) -> Document:
    """The whole copy. Each case begins on a page of its own, and each of its pages carries that person's reference."""
    marks = Marks(authority, copy.meeting.reference, copy_for=copy.called, copy_number=copy.number)
    return Document(title(copy), (*_front(copy, found), *_all(found)), marks, points=POINTS)


def title(copy: PackCopy) -> str:
    return f"Papers: {panel_type(copy.meeting).title}, {when_words(copy.meeting)}"


def _front(copy: PackCopy, found: Sequence[Case]) -> Iterator[Block]:
    meeting = copy.meeting
    yield Facts((
        ("Copy", f"{copy.number}, for {copy.called}"),
        ("Made", f"{datetime_words(copy.made_at)}, by {copy.made_by.name}"),
        ("Where", meeting.place),
        ("Chair", f"{meeting.chair.name}, {meeting.chair.job}"),
        ("Minute-taker", f"{meeting.minute_taker.name}, {meeting.minute_taker.job}"),
    ))
    yield Listing((
        "It is for you alone. Please do not copy it or pass it on.",
        f"Each page says whose it is and which of how many. If one is missing, tell {meeting.minute_taker.name}.",
        f"When the meeting has closed, give it back to {meeting.minute_taker.name}, or delete it.",
    ), lead="Looking after this copy")
    yield Listing((
        "Read the person’s words first, and the question.",
        "The panel advises. Who decides is named in each case, and keeps the decision.",
        "The words of a record are those that were shown when it was concluded.",
    ), lead="Reading it")
    yield Heading("Contents")
    yield Contents(tuple((one.listed, one.key) for one in found))


def _all(found: Iterable[Case]) -> Iterator[Block]:
    for case in found:
        if case.parts:
            person = case.item.referral.person
            yield NewPart(f"{person.reference}, {case.reference}", case.key)
            yield Heading(f"{case.title}: {person.known_as}", 2)
            yield from case_blocks(case)


def case_blocks(case: Case) -> Iterator[Block]:
    """What a case says, its summary on a page of its own."""
    for part in case.parts:
        if part["key"] != FIRST:
            yield Heading(part["title"], 3)
        yield from map(retold, part["blocks"])
        if part["key"] == FIRST:
            yield PageBreak()
