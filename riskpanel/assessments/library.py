"""Points of the library of relevant information, offered in a record: chosen one by one, and edited afterwards."""

from typing import Any

from riskpanel.assessments.walk import Walk
from riskpanel.rulebook import DecisionKind, RelevantInformation
from riskpanel.rulebook.current import rules
from riskpanel.web.fields import SeveralOf
from riskpanel.web.forms import Form

GROUP = "relevant_info"
NOT_A_LIST = ("Nothing is chosen for you, and this is no tick list. Choose only what bears on this decision. Each "
              "point you choose becomes an entry of its own: put it in the words you would use with the person, or "
              "remove it.")


class PointsForm(Form):
    """The points to choose from. None is chosen beforehand: which of them matter is for the worker to say."""

    chosen = SeveralOf("Which of these does this person need to know, for this decision?", called="The points",
                       required="Choose at least one point, or go back")


def offers_points(group: str) -> bool:
    """Is this the group that lists what somebody needs to know?"""
    return group == GROUP


def kind_of(walk: Walk, named: str) -> DecisionKind:
    """The kind of decision whose points are looked at: the one asked for, else that of the decision."""
    kinds = rules().decision_kinds
    return kinds.get(named) or kinds.get(walk.assessment.decision.kind) or kinds["other"]


def points_left(walk: Walk, kind: DecisionKind) -> dict[str, RelevantInformation]:
    """The points of a kind that are not entries of the record already, by their place in the library."""
    written = {str(row.value.get("point")) for row in walk.entries(GROUP)}
    return {str(place): one for place, one in enumerate(kind.relevant_information) if one.text not in written}


def points_form(left: dict[str, RelevantInformation]) -> PointsForm:
    form = PointsForm()
    form.chosen.options = {place: one.text for place, one in left.items()}
    form.chosen.hints = {place: _source(one) for place, one in left.items()}
    return form


def _source(one: RelevantInformation) -> str:
    """Where the point comes from, and whether it was confirmed."""
    source = rules().sources.get(one.source or "")
    mark = "confirmed" if one.confirmed else "not confirmed: check before relying on it"
    return f"{source.title} ({mark})" if source else mark.capitalize()


def as_entries(kind: DecisionKind, chosen: list[str]) -> list[dict[str, Any]]:
    """The points chosen, as entries of the record."""
    points = [kind.relevant_information[int(place)] for place in chosen]
    return [{"point": one.text} | ({"kind": one.says} if one.says else {}) for one in points]


def page(kind: DecisionKind) -> dict[str, Any]:
    """What the page says, and the other kinds that have points: one decision may take in more than one."""
    kinds = rules().decision_kinds.values()
    return {"kind": kind, "not_a_list": NOT_A_LIST,
            "others": [one for one in kinds if one.relevant_information and one.id != kind.id]}
