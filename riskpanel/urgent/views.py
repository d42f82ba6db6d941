"""The page that plans a virtual panel, from an urgent referral, in one press."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.panel.papers import banner
from riskpanel.referrals.queries import referral as referral_of
from riskpanel.urgent import forms, pages, services
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show, values
from riskpanel.web.filters import date_words

bp = Blueprint("urgent", __name__)
__all__ = ["bp", "pages"]


@bp.route("/referrals/<uuid:referral_id>/virtual", methods=["GET", "POST"])
@lets(Action.PLAN_VIRTUAL)
def virtual(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = referral_of(referral_id, user())
    require(user(), Action.PLAN_VIRTUAL, found)
    form = forms.virtual_form(found)
    if form.validate_on_submit():
        given = {name: value or "" for name, value in values(form).items()}
        made = services.plan(found, by=user(), **given)
        flash("The virtual panel is planned, and its members are asked. Next, ask the person how they take part.",
              "success")
        return redirect(url_for("panel.meeting", meeting_id=made.id), 303)
    return show("urgent/virtual.html", form, title="Plan a virtual panel", referral=found, about=banner(found.person),
                team=services.team_for(found, user()), day=date_words(services.heard_by(today())),
                why_not=services.why_not(found), submit_text="Plan it and ask the members",
                reference=found.reference, back=url_for("referrals.referral", referral_id=referral_id))
