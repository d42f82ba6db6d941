"""The library of what somebody usually needs to know for a decision, by kind of decision: offered, never imposed."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from riskpanel.actions import Action
from riskpanel.errors import NotFound
from riskpanel.rulebook import DecisionKind
from riskpanel.rulebook.current import rules
from riskpanel.web.access import lets
from riskpanel.web.editing import show

bp = Blueprint("library", __name__)
OFFERED = ("These points are offered, and are no tick list. The facts of this decision come first: leave out what does "
           "not bear on it, add what does, and put each point in words that suit the person.")
GIST = ("Somebody needs the gist of what matters, not every detail. Asking more of a disabled person than of anybody "
        "else making the same decision sets the bar too high.")


@bp.get("/guidance/relevant-information")
@lets(Action.READ_GUIDANCE)
def index() -> ResponseReturnValue:
    kinds = rules().decision_kinds.values()
    groups = (("Decisions with points to choose from", [one for one in kinds if one.relevant_information]),
              ("Decisions that have no list here", [one for one in kinds if not one.relevant_information]))
    return show("guidance/library.html", title="What somebody needs to know, by kind of decision", groups=groups,
                intro=(OFFERED, GIST), law_as_at=rules().law_as_at)


@bp.get("/guidance/relevant-information/<kind>")
@lets(Action.READ_GUIDANCE)
def kind(kind: str) -> ResponseReturnValue:
    found = rules().decision_kinds.get(kind)
    if found is None:
        raise NotFound()
    return show("guidance/library_kind.html", title=found.title, kind=found, points=_points(found), offered=OFFERED,
                law_as_at=rules().law_as_at)


def _points(kind: DecisionKind) -> list[dict[str, Any]]:
    """Each point with the source it rests on, and whether the point itself was confirmed."""
    return [{"text": one.text, "confirmed": one.confirmed, "source": rules().sources.get(one.source or "")}
            for one in kind.relevant_information]
