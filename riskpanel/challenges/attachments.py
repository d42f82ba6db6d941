"""Pages of the files that stand with evidence: attached, opened, removed."""

import uuid

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import forms, pages, queries, services
from riskpanel.challenges.blueprint import bp, shown
from riskpanel.challenges.models import Evidence
from riskpanel.web.access import lets, user
from riskpanel.web.uploads import download, takes_files


def _ledger(evidence: Evidence) -> str:
    """Where this evidence is listed: the builder while it is a claim of a draft, else the challenge."""
    draft = evidence.challenge.state == "draft"
    return url_for(".evidence" if draft else ".challenge", challenge_id=evidence.challenge_id)


@bp.route("/challenges/evidence/<uuid:evidence_id>/attach", methods=["GET", "POST"])
@lets(Action.ATTACH)
@takes_files
def attach(evidence_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.evidence(evidence_id, user())
    services.may_attach(one, user())
    form = forms.AttachForm(obj=one)
    if form.validate_on_submit():
        services.attach(one, form.file.data, form.found_at.data or "", by=user())
        flash("Kept with the evidence.", "success")
        return redirect(_ledger(one), 303)
    return shown("challenges/attach.html", one.challenge, form, title="Attach a file, or say where it is",
                 caption=one.claim, files=pages.files(one), back=_ledger(one))


@bp.get("/challenges/attachments/<uuid:attachment_id>")
@lets(Action.OPEN_FILE)
def open_file(attachment_id: uuid.UUID) -> Response:
    one = queries.attachment(attachment_id, user())
    require(user(), Action.OPEN_FILE, one.evidence.challenge)
    trail.look(Action.OPEN_FILE, one, by=user())
    return download(one.content, one.name, one.media)


@bp.post("/challenges/attachments/<uuid:attachment_id>/remove")
@lets(Action.ATTACH)
def remove_file(attachment_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.attachment(attachment_id, user())
    services.remove_attachment(one, by=user())
    flash("Removed.", "success")
    return redirect(_ledger(one.evidence), 303)
