"""Pages of the letter: read, taken as PDF or Word, changed part by part, and its earlier versions."""

import uuid

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges import building, forms, pages, queries, services
from riskpanel.challenges.blueprint import bp, document, found_for, letter_now, shown
from riskpanel.challenges.letter import thawed
from riskpanel.challenges.models import Challenge
from riskpanel.documents.files import WORD
from riskpanel.documents.pdf import pdf
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.web.access import lets, user
from riskpanel.web.editing import conflict
from riskpanel.web.uploads import download

# How a copy is made, by the ending of its address.
WRITTEN_AS = {"pdf": (pdf, "application/pdf"), "docx": (word, WORD)}


@bp.get("/challenges/<uuid:challenge_id>/letter")
@lets(Action.SEE_CHALLENGE)
def read_letter(challenge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    told = document(found, letter_now(found)).told()
    return shown("challenges/letter.html", found, title="Letter of challenge", told=told, back=pages.address(found),
                 versions=pages.versions(queries.versions(found)))


@bp.get("/challenges/<uuid:challenge_id>/letter.<ending>")
@lets(Action.COPY_LETTER)
def copy_letter(challenge_id: uuid.UUID, ending: str) -> Response:
    if ending not in WRITTEN_AS:
        raise NotFound()
    found = queries.challenge(challenge_id, user())
    require(user(), Action.COPY_LETTER, found)
    write, media = WRITTEN_AS[ending]
    trail.look(Action.COPY_LETTER, found, by=user())
    return download(write(document(found, letter_now(found))), f"letter-{found.reference}.{ending}", media)


@bp.get("/challenges/<uuid:challenge_id>/letter/versions/<int:number>")
@lets(Action.SEE_CHALLENGE)
def letter_version(challenge_id: uuid.UUID, number: int) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    kept = next((one for one in queries.versions(found) if one.number == number), None)
    if kept is None:
        raise NotFound()
    told = document(found, thawed(kept.words)).told()
    return shown("challenges/letter_version.html", found, title=f"Version {number} of the letter", told=told,
                 says=pages.version_words(kept), back=url_for(".read_letter", challenge_id=found.id))


@bp.route("/challenges/<uuid:challenge_id>/letter/parts/<key>", methods=["GET", "POST"])
@lets(Action.CHANGE_CHALLENGE)
def edit_part(challenge_id: uuid.UUID, key: str) -> ResponseReturnValue:
    found = found_for(challenge_id, Action.CHANGE_CHALLENGE)
    part = services.part_to_edit(found, key, by=user())
    form = forms.PartForm(data={"text": part.text, "version": found.version})
    if form.validate_on_submit():
        _unchanged(form, found, part.text)
        services.edit_part(found, key, str(form.text.data), by=user())
        return redirect(building.address(found, "check"), 303)
    return shown("challenges/write.html", found, form, title="Change the words of the letter", caption=part.lead,
                 intro=EDITING[part.listed], back=building.address(found, "check"))


def _unchanged(form: forms.PartForm, challenge: Challenge, now: str) -> None:
    """Raise Conflict, with both versions, when somebody changed this draft after the page was opened."""
    if form.version.data and form.version_seen != challenge.version and form.text.data != now:
        conflict(form, challenge.version, [(form.text, now, form.text.data)], "")


EDITING = {
    False: ("Your answers stay as they are. If you change one of them later, you are offered its new words here.",),
    True: ("One line for each item.",
           "Your answers stay as they are. If you change one of them later, you are offered its new words here."),
}


@bp.post("/challenges/<uuid:challenge_id>/letter/parts/<key>/use-answers")
@lets(Action.CHANGE_CHALLENGE)
def use_answers(challenge_id: uuid.UUID, key: str) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    services.use_answers(found, key, by=user())
    flash("This part says what your answers say. What it said before is among the earlier versions.", "success")
    return redirect(building.address(found, "check"), 303)


@bp.post("/challenges/<uuid:challenge_id>/letter/parts/<key>/keep")
@lets(Action.CHANGE_CHALLENGE)
def keep_words(challenge_id: uuid.UUID, key: str) -> ResponseReturnValue:
    found = queries.challenge(challenge_id, user())
    services.keep_words(found, key, by=user())
    flash("Kept as you wrote it.", "success")
    return redirect(building.address(found, "check"), 303)
