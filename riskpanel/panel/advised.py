"""What an advice says, row by row: on its own page, beside a reply, in the minutes."""

from typing import Any

from riskpanel.panel.agenda import frozen_quorum
from riskpanel.panel.models import Advice, AgreedAction
from riskpanel.panel.outcomes import BEYOND, OUTCOMES, SAFEGUARDING, the_panel_advises
from riskpanel.web.filters import date_words


def rows(advice: Advice) -> list[dict[str, Any]]:
    """What the advice says, blanks left out."""
    told = (
        ("In a few words", advice.says),
        ("Reasons", advice.reasons),
        ("Positions, each apart", [f"{one.held_by}: {one.says}" for one in advice.positions]),
        ("Options weighed", advice.weighed),
        ("Where it goes", advice.goes_to),
        ("The plan for now", advice.interim_plan),
        ("Is safeguarding needed?", SAFEGUARDING.get(advice.safeguarding)),
        ("Where the disagreement goes", BEYOND.get(advice.beyond)),
        ("The trial starts", date_words(advice.starts_on)),
        ("What would stop the trial", advice.stop_rule),
        ("Conditions", [_condition(one.what, one.owner, date_words(one.due_on)) for one in advice.conditions]),
        ("What would change this advice", advice.would_change),
        ("Looked at again", date_words(advice.review_on)),
        ("What happens next", OUTCOMES[advice.outcome].then),
        ("Given by", f"{advice.given_by.name}, in the chair, {date_words(advice.given_at)}"),
        ("Quorum", frozen_quorum(advice.item)),
    )
    return [{"key": key, "value": value} for key, value in told if value]


def _condition(what: str, owner: str, due: str) -> str:
    more = ", ".join(one for one in (owner, f"by {due}" if due else "") if one)
    return f"{what} ({more})" if more else what


NOT_MINUTED = ("Quorum", "What happens next")  # the minutes have the quorum; what happens next is told to those who act


def minuted(advice: Advice) -> list[tuple[str, list[str]]]:
    """What the minutes say of the advice: all of it, who did not agree, what was agreed to be done, what was read back.
    """
    told = [(one["key"], one["value"]) for one in rows(advice) if one["key"] not in NOT_MINUTED]
    also = (
        ("Who did not agree", [f"{one.shown_as}: {one.reasons}" for one in advice.dissents]),
        ("Agreed to be done", [_action(one) for one in advice.actions]),
        ("Read back to the person", advice.read_back),
    )
    made = [("The advice", the_panel_advises(advice)), *told, *also]
    return [(label, [words] if isinstance(words, str) else list(words)) for label, words in made if words]


def _action(one: AgreedAction) -> str:
    return _condition(one.what, ", ".join(part for part in (one.owned_by, one.agency) if part), date_words(one.due_on))
