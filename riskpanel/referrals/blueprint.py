"""The blueprint that the pages of referrals and of triage join, and what those pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from riskpanel.people.pages import about
from riskpanel.referrals.models import Referral
from riskpanel.web.editing import show
from riskpanel.web.fields import Answer, DateField, Tick, value_of
from riskpanel.web.forms import Form

bp = Blueprint("referrals", __name__)
AS_A_COLUMN: dict[type[Answer], Callable[[Any], Any]] = {
    DateField: lambda field: field.data,
    Tick: lambda field: bool(field.data),
}


def columns(form: Form) -> dict[str, Any]:
    """What was answered, as the row's columns hold it."""
    return {field.short_name: AS_A_COLUMN.get(type(field), value_of)(field) for field in form.shown}


def form_page(found: Referral, form: Form, title: str, **more: Any) -> ResponseReturnValue:
    """One form about a referral, on a page of its own."""
    return show("_form_page.html", form, title=title, caption=found.reference, about=about(found.person),
                back=url_for("referrals.referral", referral_id=found.id), referral=found, **more)
