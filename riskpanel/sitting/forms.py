"""The forms of a sitting: a private view, who chairs a case instead, and reasons."""

from collections.abc import Mapping

from riskpanel.web.fields import LongTextField, OneOf
from riskpanel.web.forms import Form


class ViewForm(Form):
    """What one member thinks of a case, in words."""

    leans = LongTextField("What do you lean towards, as things stand?", limit=2000, called="What you lean towards",
                          required="Say what you lean towards, or that you do not know yet",
                          hint="In your own words. “I do not know yet” is a view. Nobody counts these.")
    why = LongTextField("Why?", limit=5000, called="Your reasons",
                        hint="What weighs most with you: the person’s words, what is known, the law, your own work.")
    asks = LongTextField("What do you want to ask?", limit=5000, called="What you want to ask",
                         hint="Of the person, the worker, or anybody else, when it is their turn.")


class ChairForm(Form):
    """Who chairs one case, or the meeting. Made by `chair_form`, which knows who can."""

    chair = OneOf("Who chairs?", required="Choose who chairs")


def chair_form(offered: Mapping[str, str], current: str, what: str) -> ChairForm:
    """The form, offering those who can; `current` is whoever chairs `what` now ("this case", "this meeting")."""
    field = OneOf(f"Who chairs {what}?", options=offered, default=current, required=f"Choose who chairs {what}",
                  hint=f"Everything that the chair does with {what} is then theirs.")
    return type("OfferedChairForm", (ChairForm,), {"chair": field})()  # type: ignore[no-any-return]


class StandDownForm(Form):
    """Why a member is taken off the meeting."""

    reason = LongTextField("Why do they leave the panel?", limit=1000, called="The reason",
                           required="Say why they leave the panel", hint="Those who sit on this meeting can read this.")


class ReopenForm(Form):
    """Why a closed meeting is opened again."""

    reason = LongTextField("Why is this meeting opened again?", limit=2000, called="The reason",
                           required="Say why this meeting is opened again")
