"""Reading links: for colleagues those of a challenge they may see; from outside, one by its secrets."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from riskpanel import access, db
from riskpanel.challenges import queries as challenges
from riskpanel.challenges.models import Challenge, Turn
from riskpanel.errors import NotFound
from riskpanel.outside.models import OutsideDraft, OutsideLink, OutsideTally

NEWEST_TURN = (sa.select(Turn.id).where(Turn.challenge_id == OutsideLink.challenge_id)
               .order_by(Turn.put_at.desc()).limit(1).scalar_subquery())


@dataclass(frozen=True)
class Found:
    """A link as it is found from outside, and whether its challenge still waits for this very answer."""

    link: OutsideLink
    awaited: bool


def _found(which: sa.ColumnElement[bool], lock: bool) -> Found | None:
    """Locked first and read then, so that what somebody else did a moment ago to either is seen."""
    if lock:
        db.session.execute(sa.select(OutsideLink.id).where(which).with_for_update())
    wanted = (sa.select(OutsideLink, Challenge.state, NEWEST_TURN)
              .join(Challenge, Challenge.id == OutsideLink.challenge_id).where(which))
    row = db.session.execute(wanted.execution_options(populate_existing=True)).one_or_none()
    return Found(row[0], row[1] == "sent" and row[2] == row[0].turn_id) if row else None


def by_token(token_hash: str, *, lock: bool = False) -> Found | None:
    return _found(OutsideLink.token_hash == token_hash, lock)


def by_id(link_id: uuid.UUID, *, lock: bool = False) -> Found | None:
    return _found(OutsideLink.id == link_id, lock)


def draft(link_id: uuid.UUID) -> OutsideDraft | None:
    return db.session.scalars(sa.select(OutsideDraft).where(OutsideDraft.link_id == link_id)).one_or_none()


def tally(marks: Sequence[str], hour: datetime) -> dict[str, int]:
    """How often opening failed in this hour, by mark."""
    wanted = sa.select(OutsideTally.mark, OutsideTally.count).where(OutsideTally.mark.in_(marks),
                                                                    OutsideTally.hour == hour)
    return {row.mark: row[1] for row in db.session.execute(wanted)}


def links_of(challenge: Challenge) -> list[OutsideLink]:
    """The links of a challenge whose page the user is on, newest first; they come with its turns."""
    turns: Sequence[Any] = challenge.turns
    return sorted((one for turn in turns for one in turn.links), key=lambda one: one.made_at, reverse=True)


def link(link_id: uuid.UUID, user: access.User) -> OutsideLink:
    """One link of a challenge this user may see, with that challenge. Raises NotFound."""
    wanted = sa.select(OutsideLink).where(OutsideLink.id == link_id).options(joinedload(OutsideLink.message))
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound()
    set_committed_value(found, "challenge", challenges.challenge(found.challenge_id, user))  # held, with all it shows
    return found
