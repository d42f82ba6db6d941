"""Pages on which a challenge is written: from the first question, about danger, to reading it as they will."""

import uuid
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import building, forms, grounds, ledger, pages, queries, services
from riskpanel.challenges.blueprint import allowed, bp, found_for, letter_now, shown
from riskpanel.challenges.models import Challenge
from riskpanel.decisions import queries as decisions
from riskpanel.people.pages import about
from riskpanel.people.queries import person as person_seen
from riskpanel.web.access import lets, user
from riskpanel.web.editing import expect_unchanged, show, values
from riskpanel.workflow import DECISION

LATER = {"text": "Save and come back later", "name": "later"}


@bp.route("/decisions/<uuid:decision_id>/challenges/start", methods=["GET", "POST"])
@lets(Action.START_CHALLENGE)
def start(decision_id: uuid.UUID) -> ResponseReturnValue:
    decision = decisions.decision(decision_id, user())
    require(user(), Action.START_CHALLENGE, decision)
    DECISION.after(Action.START_CHALLENGE, decision.state)
    form = forms.StartForm(data=services.known_of(decision))
    if form.validate_on_submit():
        challenge = services.start_challenge(decision, services.given(values(form)), by=user())
        return redirect(building.first_address(challenge), 303)
    back = url_for("decisions.decision", decision_id=decision_id)
    rows = [{"key": "You challenge", "value": decision.sentence}, {"key": "Who decides", "value": decision.who_decides}]
    return show("challenges/start.html", form, title="Is anyone in danger now?", about=about(decision.person),
                back=back, rows=rows, submit_text="Continue")


@bp.route("/people/<uuid:person_id>/challenges/start", methods=["GET", "POST"])
@lets(Action.START_CHALLENGE)
def start_elsewhere(person_id: uuid.UUID) -> ResponseReturnValue:
    person = person_seen(person_id, user())
    form = forms.ElsewhereForm()
    if form.validate_on_submit():
        challenge = services.start_elsewhere(person, values(form), by=user())
        return redirect(building.first_address(challenge), 303)
    return show("challenges/start.html", form, title="Is anyone in danger now?", about=about(person), rows=[],
                back=url_for("people.person", person_id=person_id), submit_text="Continue")


@bp.route("/challenges/<uuid:challenge_id>/write/<page>", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def write(challenge_id: uuid.UUID, page: str) -> ResponseReturnValue:
    asked = building.page_of(page)
    found = found_for(challenge_id, Action.CHANGE_CHALLENGE)
    form = asked.form(found, user())
    if form.validate_on_submit():
        expect_unchanged(found, form)
        _save(found, values(form))
        return _after(found, page)
    return shown("challenges/write.html", found, form, title=asked.title, intro=asked.intro, second_button=LATER,
                 caption=building.caption(page), back=building.back_address(found, page),
                 beside=pages.beside(found, page))


def _save(found: Challenge, written: dict[str, Any]) -> None:
    """What was written goes into the challenge; each kind of ground that was asked about, among its grounds."""
    chosen = {kind: written.pop(name) or [] for name, kind in forms.GROUNDS.items() if name in written}
    services.change_challenge(found, written, by=user())
    offered = grounds.offered(found, user()) if chosen else {}
    for kind, rules in chosen.items():
        services.rest_on(found, kind, rules, offered[kind], by=user())


def _after(challenge: Challenge, page: str) -> ResponseReturnValue:
    """Saved: on to the next page, or back to the draft as a whole."""
    if "later" not in request.form:
        return redirect(building.next_address(challenge, page), 303)
    flash("Saved. It is on My work until you send it.", "success")
    return redirect(building.address(challenge, "check"), 303)


@bp.post("/challenges/grounds/<uuid:ground_id>/remove")
@lets(Action.CHANGE_CHALLENGE)
def remove_ground(ground_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.ground(ground_id, user())
    services.remove_ground(one, by=user())
    flash("Removed from the grounds.", "success")
    return redirect(building.address(one.challenge, "check"), 303)


# ---- Evidence


@bp.route("/challenges/<uuid:challenge_id>/evidence", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def evidence(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.CHANGE_CHALLENGE)
    form = ledger.ledger_form()
    if form.validate_on_submit():
        for kind, one in form.all_given:
            services.add_evidence(found, one, by=user(), asked_of_them=kind == "request")
        more = "more" in request.form
        return redirect(building.address(found, "evidence"), 303) if more else _after(found, "evidence")
    return shown("challenges/evidence.html", found, form, title="Evidence", caption=building.caption("evidence"),
                 second_button={"text": "Save and add more", "name": "more"}, ledger=pages.ledger(found),
                 sources=ledger.sources_told(found.decision), back=building.back_address(found, "evidence"))


@bp.route("/challenges/evidence/<uuid:evidence_id>", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def change_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    found = allowed(one.challenge, Action.CHANGE_CHALLENGE)
    form = forms.RequestForm(obj=one) if one.asked_of_them else forms.EvidenceForm(obj=one)
    back = url_for(".evidence", challenge_id=found.id)
    if form.validate_on_submit():
        expect_unchanged(one, form)
        services.change_evidence(one, values(form), by=user())
        return redirect(back, 303)
    return shown("challenges/write.html", found, form, title="Change evidence", back=back)


@bp.post("/challenges/evidence/<uuid:evidence_id>/remove")
@lets(Action.CHANGE_CHALLENGE)
def remove_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    services.remove_evidence(one, by=user())
    flash("Removed from the challenge.", "success")
    return redirect(url_for(".evidence", challenge_id=one.challenge_id), 303)


# ---- Reading it as they will


@bp.get("/challenges/<uuid:challenge_id>/check")
@lets(Action.CHANGE_CHALLENGE)
def check(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.CHANGE_CHALLENGE)
    letter = letter_now(found)
    return shown("challenges/check.html", found, title="Read it as they will", letter=letter,
                 page=pages.check_page(found, letter),
                 change=lambda place: building.address(found, place),
                 back=building.address(found, building.ORDER[-1]))


@bp.post("/challenges/<uuid:challenge_id>/send")
@lets(Action.SEND_CHALLENGE)
def send(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    services.send_challenge(found, by=user())
    flash(f"Sent. {found.owed_by} owes an answer by {pages.due(found.answer_due_on)}.", "success")
    return redirect(pages.address(found), 303)
