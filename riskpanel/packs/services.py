"""Putting papers together and making numbered copies of them: the only writers."""

import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskpanel import access, db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.clock import today
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import tell
from riskpanel.packs import queries
from riskpanel.packs.composing import parts
from riskpanel.packs.models import CasePapers, PackCopy
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.users.models import User
from riskpanel.workflow import MEETING

HOW_BACK = {
    "given-back": "Given back",
    "destroyed": "Destroyed, or deleted",
    "lost": "Lost. Tell whoever is responsible for personal information at once",
}
ASKED_AND_ENTITLED = frozenset({"person", "advocate", "decision-maker", "referrer"})


@dataclass(frozen=True)
class Reader:
    """Somebody a copy can be made for: a colleague who sits, or somebody asked to one case."""

    name: str
    user: User | None = None
    item: AgendaItem | None = None

    @property
    def key(self) -> tuple[uuid.UUID | None, uuid.UUID | None, str]:
        if self.user:
            return self.user.id, None, ""
        return None, self.item.id if self.item else None, self.name

    def reads(self, item: AgendaItem) -> bool:
        """May this case be in their copy? For those who sit: only once they have said that they have no interest."""
        if self.user:
            return self.user.id in item.declared_ids and access.may(self.user, Action.SEE_PACK, item)
        return self.item is not None and item.id == self.item.id


def reader_of(copy: PackCopy) -> Reader:
    return Reader(copy.called, copy.user, None if copy.user else copy.item)


def sitters(meeting: Meeting) -> list[Reader]:
    """Everybody who sits."""
    return [Reader(one.called, user=one.user) for one in meeting.sitting if one.user]


def asked(meeting: Meeting, items: Collection[AgendaItem]) -> list[Reader]:
    """Those asked to one case who may read its papers: the person, who speaks for them, who decides, who referred."""
    return [Reader(one.called, item=item) for item in items for one in meeting.attendances
            if one.item_id == item.id and one.part in ASKED_AND_ENTITLED]


def make_copies(meeting: Meeting, readers: Iterable[Reader], *, by: User, again: bool = False) -> list[PackCopy]:
    """A numbered copy for each reader who has none of the papers as they are now; `again`, for every one of them.

    The papers are put together from the records as they stand. Raises Incomplete when there is no case to read.
    """
    require(by, Action.COPY_PACK, meeting)
    MEETING.after(Action.COPY_PACK, meeting.state)
    items = queries.cases(meeting)
    if not items:
        raise Incomplete("There is no case on the agenda, so there are no papers to copy.")
    papers, made = _put_together(meeting, items), queries.copies(meeting)
    latest = {reader_of(one).key: one for one in made}
    new: list[PackCopy] = []
    for reader in readers:
        ids = [str(papers[one.id].id) for one in items if reader.reads(one)]
        before = latest.get(reader.key)
        if ids and (again or before is None or before.papers_ids != ids):
            new.append(_copy(meeting, reader, ids, len(made) + len(new) + 1, by))
    return new


def _put_together(meeting: Meeting, items: Sequence[AgendaItem]) -> Mapping[uuid.UUID, CasePapers]:
    """The papers of every case; a new version of those that say something else than before."""
    records, newest = queries.records(items), queries.newest_papers(meeting)
    return {one.id: _version(one, newest.get(one.id), records[one.referral.decision_id]) for one in items}


def _version(item: AgendaItem, before: CasePapers | None, records: Sequence[Assessment]) -> CasePapers:
    told = json.loads(json.dumps([part.told() for part in parts(item, records)], ensure_ascii=False))
    if before is not None and before.parts == told:
        return before
    made = CasePapers(item_id=item.id, parts=told)
    made.item = item
    db.session.add(made)
    return made


def _copy(meeting: Meeting, reader: Reader, ids: list[str], number: int, by: User) -> PackCopy:
    user_id, item_id, name = reader.key
    made = PackCopy(meeting_id=meeting.id, number=number, user_id=user_id, item_id=item_id, name=name, papers_ids=ids,
                    made_by_id=by.id)
    made.meeting, made.user, made.item, made.made_by = meeting, reader.user, reader.item, by
    db.session.add(made)
    trail.record(Action.COPY_PACK, made, by=by, number=number, cases=len(ids), reader=user_id, meeting=meeting.id)
    tell(reader.user, "pack-ready", meeting, by=by)
    return made


def note_return(copy: PackCopy, how: str, *, by: User) -> None:
    """Note what became of a copy. Raises NotNow when that has been noted."""
    require(by, Action.RETURN_PACK, copy)
    if copy.back_on:
        raise NotNow("What became of this copy has been noted already.", kept="Nothing has been changed.")
    if how not in HOW_BACK:
        raise Incomplete("Choose what became of the copy.")
    copy.back_on, copy.back_how = today(), how
    trail.record(Action.RETURN_PACK, copy, by=by, how=how, number=copy.number)
