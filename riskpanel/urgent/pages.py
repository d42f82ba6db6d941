"""What the page of a referral says of an urgent case: that it can be heard within two working days."""

from collections.abc import Iterator

from flask import url_for

from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.referrals.models import Referral
from riskpanel.urgent.services import heard_by, why_not
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Section, adds_to


@adds_to("referral")
def virtual_panel(referral: Referral, user: User) -> Iterator[Section]:
    """For those who run the panel, while an urgent referral waits."""
    if may(user, Action.PLAN_VIRTUAL, referral) and not why_not(referral):
        yield Section(
            "Urgent", empty=f"It can be heard by a virtual panel by {date_words(heard_by(today()))}, with the same "
                            "record. If anybody is in danger now, do not wait for it: ring 999.",
            actions=(Line("Plan a virtual panel", url_for("urgent.virtual", referral_id=referral.id)),))
