"""Every form carries a one-time mark, so that sending it twice has one effect."""

import secrets
import uuid

import sqlalchemy as sa
from flask import Response, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from riskpanel import db
from riskpanel.web.models import UsedForm

FIELD = "_once"
LONGEST = 64


def fresh() -> str:
    """A new mark for a form about to be shown."""
    return secrets.token_urlsafe(18)


def _mark() -> str:
    return request.form.get(FIELD, "")[:LONGEST]


def spent() -> str | None:
    """Where the first send of this form led, when this is a second one."""
    return _led_to(current_user.id) if _mark() and current_user.is_authenticated else None


def _led_to(user_id: uuid.UUID) -> str | None:
    used = sa.select(UsedForm.led_to).where(UsedForm.token == _mark(), UsedForm.user_id == user_id)
    return db.session.scalars(used).one_or_none()


def spend(response: Response) -> None:
    """Note that this form has had its effect, in the same transaction as the effect.

    Where the other send came first after all, this one is undone and leads where that one led.
    """
    if not _mark() or not current_user.is_authenticated:
        return
    user_id = current_user.id
    db.session.add(UsedForm(token=_mark(), user_id=user_id, led_to=response.location or request.path))
    try:
        db.session.flush()
    except IntegrityError as error:
        db.rollback()
        db.session.info.clear()
        response.location = _first_led_to(user_id, error)


def _first_led_to(user_id: uuid.UUID, error: IntegrityError) -> str:
    """Where the same colleague's first send led; any other clash is for the error pages."""
    led_to = _led_to(user_id)
    if led_to is None:
        raise error
    return led_to
