"""Guidance pages, the list of sources, and blank worksheets to print for a visit without signal."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.errors import NotFound
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets
from riskpanel.web.editing import show

bp = Blueprint("guidance", __name__)
KINDS = {"statute": "Statute", "code": "Codes of practice", "guidance": "Guidance", "judgment": "Judgments"}


@bp.get("/guidance")
@lets(Action.READ_GUIDANCE)
def index() -> ResponseReturnValue:
    book = rules()
    current = {one.id: book.questionnaire(one.id) for one in book.questionnaires.values()}
    return show("guidance/index.html", pages=book.guidance, questionnaires=current.values(), law_as_at=book.law_as_at)


@bp.get("/guidance/<page>")
@lets(Action.READ_GUIDANCE)
def page(page: str) -> ResponseReturnValue:
    found = rules().guidance.get(page)
    if found is None:
        raise NotFound()
    return show("guidance/page.html", title=found.title, text=found.text, law_as_at=rules().law_as_at)


@bp.get("/guidance/sources")
@lets(Action.READ_GUIDANCE)
def sources() -> ResponseReturnValue:
    book = rules()
    groups = [(words, [one for one in book.sources.values() if one.kind == kind]) for kind, words in KINDS.items()]
    return show("guidance/sources.html", groups=groups, all_sources=book.sources, law_as_at=book.law_as_at)


@bp.get("/guidance/worksheets/<questionnaire>")
@lets(Action.READ_GUIDANCE)
def worksheet(questionnaire: str) -> ResponseReturnValue:
    found = {key[0] for key in rules().questionnaires}
    if questionnaire not in found:
        raise NotFound()
    return show("guidance/worksheet.html", sheet=rules().questionnaire(questionnaire), law_as_at=rules().law_as_at)
