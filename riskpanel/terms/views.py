"""Pages that tell the terms of each kind of panel."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.errors import NotFound
from riskpanel.rulebook.current import rules
from riskpanel.terms import pages, words
from riskpanel.web.access import lets
from riskpanel.web.editing import show

bp = Blueprint("terms", __name__)
bp.add_app_template_global(pages.power_of, "power_of")
bp.add_app_template_global(pages.cannot_of, "cannot_of")


@bp.get("/panels")
@lets(Action.READ_GUIDANCE)
def index() -> ResponseReturnValue:
    kinds = [(kind, words.sits(kind), words.hears(kind)) for kind in rules().panels.values()]
    return show("terms/index.html", title="Kinds of panel", kinds=kinds)


@bp.get("/panels/<kind>")
@lets(Action.READ_GUIDANCE)
def terms(kind: str) -> ResponseReturnValue:
    found = rules().panels.get(kind)
    if found is None:
        raise NotFound()
    return show("terms/panel.html", title=found.title, rows=pages.rows(found), can=words.can(found),
                cannot=words.cannot(found), power=words.power(found))
