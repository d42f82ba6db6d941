"""Pages of papers: a reader's own copy, on screen and as a file; and the coordinator's log of every copy."""

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.blocks import Document, Marks
from riskpanel.documents.files import WORD
from riskpanel.documents.pdf import pdf
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.packs import copies, forms, pages, queries, services
from riskpanel.packs.models import PackCopy
from riskpanel.panel import queries as panel
from riskpanel.panel.papers import banner
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.uploads import download

bp = Blueprint("packs", __name__)
WRITTEN_AS = {"pdf": (pdf, "application/pdf"), "docx": (word, WORD)}


def _to_log(meeting_id: uuid.UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".log", meeting_id=meeting_id), 303)


# ---- The coordinator's log

@bp.get("/meetings/<uuid:meeting_id>/copies")
@lets(Action.COPY_PACK)
def log(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = panel.meeting(meeting_id, user())
    require(user(), Action.COPY_PACK, found)
    trail.look(Action.COPY_PACK, found, by=user())
    made = queries.copies(found)
    sitting = services.sitters(found)
    items = [one for one in found.items if one.standing in queries.ON_THE_AGENDA]
    return show("packs/log.html", title="Papers and copies", meeting=found, head=pages.LOG,
                rows=list(pages.log_rows(made, queries.first_opened(made))), left_out=pages.left_out(sitting, items),
                without=pages.without_copy(sitting, made), is_live=found.state != "closed", has_cases=bool(items),
                back=url_for("panel.meeting", meeting_id=meeting_id))


@bp.post("/meetings/<uuid:meeting_id>/copies")
@lets(Action.COPY_PACK)
def make(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.meeting_to_copy(meeting_id, user())
    made = services.make_copies(found, services.sitters(found), by=user())
    numbers = ", ".join(str(one.number) for one in made)
    return _to_log(meeting_id, f"Made: {numbers}." if made else "Everybody has a copy of the papers as they are now.")


@bp.route("/meetings/<uuid:meeting_id>/copies/another", methods=["GET", "POST"])
@lets(Action.COPY_PACK)
def another(meeting_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.meeting_to_copy(meeting_id, user())
    require(user(), Action.COPY_PACK, found)
    readers = pages.readers(found, queries.cases(found))
    form = forms.copy_form({key: words for key, (words, _reader) in readers.items()})
    if form.validate_on_submit():
        made = services.make_copies(found, [readers[form.reader.data][1]], by=user(), again=True)
        return _to_log(meeting_id, pages.made_words(made))
    return show("_form_page.html", form, title="Make one more copy", caption=found.reference, meeting=found,
                submit_text="Make this copy", back=url_for(".log", meeting_id=meeting_id))


@bp.route("/copies/<uuid:copy_id>/back", methods=["GET", "POST"])
@lets(Action.RETURN_PACK)
def back(copy_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.copy(copy_id, user())
    require(user(), Action.RETURN_PACK, found)
    form = forms.ReturnForm()
    if form.validate_on_submit():
        services.note_return(found, form.how.data, by=user())
        return _to_log(found.meeting_id, f"Noted for copy {found.number}.")
    return show("_form_page.html", form, title=f"Copy {found.number}, for {found.called}",
                caption=found.meeting.reference, submit_text="Note it",
                back=url_for(".log", meeting_id=found.meeting_id))


# ---- A reader's copy

@bp.get("/meetings/<uuid:meeting_id>/pack")
@lets(Action.OPEN_PACK)
def own(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Leads to the reader's newest copy; where there is none yet, says so."""
    found = panel.meeting(meeting_id, user())
    newest = pages.newest_for(user(), queries.copies(found))
    if newest is not None:
        return redirect(url_for(".copy", copy_id=newest.id), 303)
    return show("packs/none.html", title="Your papers", meeting=found,
                back=url_for("panel.meeting", meeting_id=meeting_id))


def _opened(copy_id: uuid.UUID) -> tuple[PackCopy, list[copies.Case]]:
    """A copy and the cases in it, once it is clear that the user may open it; noted for each person it is about."""
    found = queries.copy(copy_id, user())
    require(user(), Action.OPEN_PACK, found)
    cases = copies.cases(found, queries.papers_of(found), user())
    trail.look(Action.OPEN_PACK, found, by=user())
    return found, cases


def _looked_at(cases: list[copies.Case]) -> None:
    for one in cases:
        if one.parts:
            trail.look(Action.OPEN_PACK, one.item, by=user())


@bp.get("/copies/<uuid:copy_id>")
@lets(Action.OPEN_PACK)
def copy(copy_id: uuid.UUID) -> ResponseReturnValue:
    found, cases = _opened(copy_id)
    return show("packs/copy.html", title=copies.title(found), copy=found, lines=pages.own_lines(found, cases),
                back=url_for("panel.meeting", meeting_id=found.meeting_id))


@bp.get("/copies/<uuid:copy_id>/cases/<int:number>")
@lets(Action.OPEN_PACK)
def case(copy_id: uuid.UUID, number: int) -> ResponseReturnValue:
    found, cases = _opened(copy_id)
    one = next((case for case in cases if case.number == number and case.parts), None)
    if one is None:
        raise NotFound()
    _looked_at([one])
    return show("packs/case.html", title=f"{one.title}: {one.item.referral.person.known_as}", copy=found,
                told=_told(one), around=pages.neighbours(found, cases, number), about=banner(one.item.referral.person),
                reference=one.item.referral.reference, back=url_for(".copy", copy_id=copy_id))


def _told(case: copies.Case) -> list[dict[str, Any]]:
    """What a case says, as a page shows it: under the heading of the page."""
    told = Document("", tuple(copies.case_blocks(case)), Marks("", "")).told()["blocks"]
    return [block for block in told if block["kind"] != "page_break"]


@bp.get("/copies/<uuid:copy_id>.<ending>")
@lets(Action.OPEN_PACK)
def file(copy_id: uuid.UUID, ending: str) -> Response:
    if ending not in WRITTEN_AS:
        raise NotFound()
    found, cases = _opened(copy_id)
    _looked_at(cases)
    write, media = WRITTEN_AS[ending]
    authority = current_app.extensions["riskpanel"].authority
    name = f"papers-{found.meeting.reference}-copy-{found.number}.{ending}"
    return download(write(copies.document(found, cases, authority)), name, media)
