"""Reading the outbox."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from riskpanel import db
from riskpanel.errors import NotFound
from riskpanel.messages.models import Message

PAGE = 25
NEWEST_FIRST = (Message.made_at.desc(), Message.id)


def in_state(state: str, page: int) -> tuple[Sequence[Message], int]:
    """One page of the messages in a state, newest first, and how many there are; addresses are not read."""
    wanted = sa.select(Message).where(Message.state == state)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Message).where(Message.state == state)) or 0
    shown = wanted.options(defer(Message.address), defer(Message.enclosed), joinedload(Message.to_user))
    rows = db.session.scalars(shown.order_by(*NEWEST_FIRST).limit(PAGE).offset(PAGE * (page - 1)))
    return rows.unique().all(), count


def message(message_id: uuid.UUID) -> Message:
    """One message. Raises NotFound."""
    found = db.session.get(Message, message_id)
    if found is None:
        raise NotFound()
    return found
