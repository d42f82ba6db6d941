"""Signing in and out, and accounts for the administrator."""

import uuid
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from riskpanel import db
from riskpanel.access import ROLE_NAMES, Role
from riskpanel.actions import Action
from riskpanel.users import forms, queries, services
from riskpanel.users.models import Team
from riskpanel.web import kept
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values

bp = Blueprint("users", __name__)
WRONG = "The email address or password is wrong, or the account is locked for a while after several wrong tries."

TRIES = {  # what somebody in each role can try, told beside the made-up colleagues
    Role.PRACTITIONER: "Keeps records, challenges and refers",
    Role.MANAGER: "Oversees a team's records",
    Role.DECISION_MAKER: "Decides, and answers challenges and the panel's advice",
    Role.COORDINATOR: "Keeps the queue, the agendas and the record of a meeting",
    Role.CHAIR: "Chairs, and gives the panel's advice",
    Role.PANEL_MEMBER: "Reads the papers, sits and may dissent",
    Role.MCA_LEAD: "Sits, and answers challenges that go further",
    Role.PRINCIPAL_SOCIAL_WORKER: "Looks across practice, and at the trail",
    Role.ADMINISTRATOR: "Opens accounts, and sees nobody's record",
}


@bp.route("/sign-in", methods=["GET", "POST"])
@lets(Action.SIGN_IN)
def sign_in() -> ResponseReturnValue:
    form = forms.SignInForm()
    if form.validate_on_submit():
        found = services.sign_in(form.email.data, form.password.data)
        db.commit()
        if found:
            login_user(found)
            session["_renew"] = True
            return _onwards()
        form.email.errors = [WRONG]
    carried = [(kept.PREFIX + name, value) for name, value in kept.carried(request.form)]
    if carried:
        carried.append(("kept_for", request.form.get("kept_for", "")))
    return show("users/sign_in.html", form, colleagues=_demonstration_colleagues(), tries=TRIES,
                kept_fields=carried)


def _onwards() -> ResponseReturnValue:
    """After signing in: back to the page asked for, or to what was being sent when the session ran out."""
    fields = kept.carried(request.form)
    target = kept.safe_local(request.form.get("kept_for", ""))
    if fields and target:
        return render_template("users/send_again.html", title="You are signed in again", fields=fields, target=target)
    return redirect(kept.safe_local(request.args.get("to", "")) or url_for("work.my_work"), 303)


def _demonstration_colleagues() -> list[Any]:
    """The made-up colleagues, listed on the sign-in page in demonstration mode only."""
    return queries.colleagues() if current_app.extensions["riskpanel"].demonstration else []


@bp.get("/sign-out")
@lets(Action.SIGN_OUT)
def leave() -> ResponseReturnValue:
    return show("users/sign_out.html", title="Sign out")


@bp.post("/sign-out")
@lets(Action.SIGN_OUT)
def sign_out() -> ResponseReturnValue:
    services.sign_out(user())
    db.commit()
    logout_user()
    session.clear()
    session["_renew"] = True
    flash("You are signed out.", "success")
    return redirect(url_for(".sign_in"), 303)


@bp.get("/accounts")
@lets(Action.MANAGE_USERS)
def accounts() -> ResponseReturnValue:
    teams = {team.id: team.name for team in queries.teams()}
    return show("users/accounts.html", accounts=queries.accounts(), roles=ROLE_NAMES, teams=teams)


@bp.route("/accounts/add", methods=["GET", "POST"])
@lets(Action.ADD_USER)
def add() -> ResponseReturnValue:
    form = forms.NewAccountForm()
    if form.validate_on_submit():
        services.add_user(email=form.email.data, password=form.password.data, by=user(), **_particulars(form))
        flash("The account is open.", "success")
        return redirect(url_for(".accounts"), 303)
    return show("_form_page.html", form, title="Add an account", back=url_for(".accounts"))


@bp.route("/accounts/<uuid:user_id>", methods=["GET", "POST"])
@lets(Action.CHANGE_USER)
def change(user_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.account(user_id)
    form = forms.ChangeAccountForm(obj=found, teams=[str(team_id) for team_id in found.team_ids])
    if form.validate_on_submit():
        expect_unchanged(found, form)
        services.change_user(found, active=bool(form.active.data), by=user(), **_particulars(form))
        flash("The account has been changed.", "success")
        return redirect(url_for(".accounts"), 303)
    return show("_form_page.html", form, title=f"Change the account of {found.name}", back=url_for(".accounts"))


def _particulars(form: forms.AccountForm) -> dict[str, Any]:
    given = values(form)
    return {
        "name": given["name"], "job": given["job"], "phone": given["phone"] or "",
        "specialism": given["specialism"] or "", "agency": given["agency"] or "",
        "roles": {Role(name) for name in given["role_names"]},
        "teams": _teams(given["teams"] or []),
    }


def _teams(ids: list[str]) -> list[Team]:
    return [team for team in queries.teams() if str(team.id) in ids]


