"""Reading letters: each query takes the user and fetches only letters of their panel's cases, or written to them."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from riskpanel import access, db
from riskpanel.errors import NotFound
from riskpanel.letters.models import OutcomeLetter
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Interest, Reply
from riskpanel.panel.queries import case_loads, colleague, meeting_loads, mine

WAITING = ("to-check", "checked")


def letter(letter_id: uuid.UUID, user: access.User) -> OutcomeLetter:
    """A letter with everything that it says. Raises NotFound."""
    wanted = (sa.select(OutcomeLetter).join(OutcomeLetter.advice).join(Advice.item).join(AgendaItem.meeting)
              .where(OutcomeLetter.id == letter_id, sa.or_(mine(user), OutcomeLetter.to_user_id == user.id))
              .options(colleague(OutcomeLetter.to_user), *whole(joinedload(OutcomeLetter.advice))))
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def whole(advice: Any) -> tuple[Any, ...]:
    """Everything a letter says of advice, from the loader that leads to it."""
    item = advice.joinedload(Advice.item)
    return (
        advice.joinedload(Advice.conditions), advice.joinedload(Advice.positions),
        advice.selectinload(Advice.dissents),
        advice.selectinload(Advice.actions).options(colleague(AgreedAction.owner)),
        item.joinedload(AgendaItem.meeting).options(*meeting_loads()),
        item.joinedload(AgendaItem.interests).options(colleague(Interest.user)),
        item.joinedload(AgendaItem.referral).options(*case_loads()),
    )


def reply_to(advice: Advice) -> Reply | None:
    """What the decision-maker said to this advice, once they have."""
    wanted = sa.select(Reply).where(Reply.referral_id == advice.item.referral_id).options(colleague(Reply.given_by))
    return db.session.scalars(wanted).unique().one_or_none()


def letters_of(advice: Advice) -> Sequence[OutcomeLetter]:
    """Every letter about this advice, in the order in which they were made."""
    wanted = sa.select(OutcomeLetter).where(OutcomeLetter.advice_id == advice.id).options(
        colleague(OutcomeLetter.to_user))
    return sorted(db.session.scalars(wanted).unique(), key=lambda one: (one.about, ORDER.index(one.to_kind)))


ORDER = ("person", "advocate", "family", "referrer", "decision-maker")


def waiting_of(meeting_id: uuid.UUID) -> Sequence[OutcomeLetter]:
    """The letters of a meeting, whose page the user is on, that are still to be checked or sent."""
    wanted = (sa.select(OutcomeLetter).join(OutcomeLetter.advice).join(Advice.item)
              .where(AgendaItem.meeting_id == meeting_id, OutcomeLetter.state.in_(WAITING)))
    return db.session.scalars(wanted).all()


def to_send(advice: type[Advice]) -> sa.ScalarSelect[int]:
    """How many letters about this advice are still to be checked or sent, as a column of another statement."""
    return (sa.select(sa.func.count()).where(OutcomeLetter.advice_id == advice.id, OutcomeLetter.state.in_(WAITING))
            .correlate(advice).scalar_subquery())
