"""Guidance pages, the sources behind them, and blank worksheets to print for a visit without signal."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.errors import NotFound
from riskpanel.guidance import pages, searching
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets
from riskpanel.web.editing import show

bp = Blueprint("guidance", __name__)
LONGEST_SEARCH = 100
NOT_CONFIRMED = "not-confirmed"


@bp.get("/guidance")
@lets(Action.READ_GUIDANCE)
def index() -> ResponseReturnValue:
    book = rules()
    current = {one.id: book.questionnaire(one.id) for one in book.questionnaires.values()}
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = searching.search(words)
    return show("guidance/index.html", groups=pages.groups(), questionnaires=current.values(), words=words,
                found=found, result=searching.result(found, words))


@bp.get("/guidance/<page>")
@lets(Action.READ_GUIDANCE)
def page(page: str) -> ResponseReturnValue:
    found = rules().guidance.get(page)
    if found is None:
        raise NotFound()
    return show("guidance/page.html", title=found.title, text=pages.linked(found.text), beside=pages.beside(found),
                sources=pages.sources_of(found))


@bp.get("/guidance/sources")
@lets(Action.READ_GUIDANCE)
def sources() -> ResponseReturnValue:
    every = rules().sources.values()
    only = request.args.get("show") == NOT_CONFIRMED
    shown = [one for one in every if not one.confirmed] if only else every
    return show("guidance/sources.html", groups=pages.by_law(shown), only=only, count=len(every),
                unsure=sum(not one.confirmed for one in every))


@bp.get("/guidance/sources/<source>")
@lets(Action.READ_GUIDANCE)
def source(source: str) -> ResponseReturnValue:
    found = rules().sources.get(source)
    if found is None:
        raise NotFound()
    return show("guidance/source.html", title=found.title, source=found, kind=pages.KINDS[found.kind],
                in_force=pages.in_force(found), affected_by=pages.affected_by(found), affects=pages.affects(found),
                used_by=pages.used_by(found))


@bp.get("/guidance/worksheets/<questionnaire>")
@lets(Action.READ_GUIDANCE)
def worksheet(questionnaire: str) -> ResponseReturnValue:
    found = {key[0] for key in rules().questionnaires}
    if questionnaire not in found:
        raise NotFound()
    return show("guidance/worksheet.html", sheet=rules().questionnaire(questionnaire))
