"""Pages for colleagues: make a link, see where it stands, give it a new code, make it anew, withdraw it."""

import uuid

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import queries as challenges
from riskpanel.outside import pages, queries, services
from riskpanel.outside.blueprint import bp
from riskpanel.outside.forms import LinkForm
from riskpanel.outside.services import Issued
from riskpanel.people.pages import about
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show, values
from riskpanel.workflow import CHALLENGE

TOLD_ONCE = "_told_once"
INTRO = (
    "A link lets one person without an account read the letter and answer it, and see nothing else.",
    "It goes to their email address. It opens only with a code, which you tell them another way: telephone them on a "
    "number you know already.",
)


@bp.route("/challenges/<uuid:challenge_id>/link", methods=["GET", "POST"])
@lets(Action.MAKE_LINK)
def make(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = challenges.challenge(challenge_id, user())
    require(user(), Action.MAKE_LINK, found)
    CHALLENGE.after(Action.MAKE_LINK, found.state)
    form = LinkForm(data={"recipient_name": found.owed_by}).of(found)
    if form.validate_on_submit():
        return _tell_once(services.make_link(found, values(form), by=user()))
    return show("_form_page.html", form, title="Make a link for an answer from outside", caption=found.reference,
                about=about(found.person), intro=(*INTRO, *pages.ended_by_another(found)), submit_text="Make the link",
                back=url_for("challenges.challenge", challenge_id=challenge_id))


def _tell_once(issued: Issued) -> ResponseReturnValue:
    """The code, and a new address, are shown on the next page and never again."""
    session[TOLD_ONCE] = {"link": str(issued.link.id), "code": issued.code, "address": issued.address,
                          "code_sent_to": issued.code_sent_to}
    return redirect(url_for(".link", link_id=issued.link.id), 303)


@bp.get("/links/<uuid:link_id>")
@lets(Action.SEE_CHALLENGE)
def link(link_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.link(link_id, user())
    trail.look(Action.SEE_CHALLENGE, found.challenge, by=user())
    told = session.pop(TOLD_ONCE) if session.get(TOLD_ONCE, {}).get("link") == str(link_id) else {}
    return show("outside/link.html", title=f"Link for {found.recipient_name}", link=found, rows=pages.rows(found),
                told=told, may_renew=pages.may_renew(found, user()), may_revoke=pages.may_revoke(found, user()),
                about=about(found.challenge.person), expired=found.expired,
                back=url_for("challenges.challenge", challenge_id=found.challenge_id))


@bp.post("/links/<uuid:link_id>/code")
@lets(Action.RENEW_LINK)
def new_code(link_id: uuid.UUID) -> ResponseReturnValue:
    return _tell_once(services.renew_link(queries.link(link_id, user()), by=user(), anew=False))


@bp.post("/links/<uuid:link_id>/anew")
@lets(Action.RENEW_LINK)
def anew(link_id: uuid.UUID) -> ResponseReturnValue:
    return _tell_once(services.renew_link(queries.link(link_id, user()), by=user(), anew=True))


@bp.post("/links/<uuid:link_id>/withdraw")
@lets(Action.REVOKE_LINK)
def withdraw(link_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.link(link_id, user())
    services.revoke_link(found, by=user())
    flash("Withdrawn. The link opens nothing from now on.", "success")
    return redirect(url_for("challenges.challenge", challenge_id=found.challenge_id), 303)
