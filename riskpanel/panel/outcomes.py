"""The ten ways in which a panel may advise: their words, what each has to hold, and what it makes happen next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from riskpanel.panel.models import Advice

REVIEW_ON = {"review_on": "Enter the date on which this is looked at again"}
MERITS = {"weighed": "Say which options were weighed, and what speaks for and against each",
          "would_change": "Say what would change this advice, even if it is only new facts"}
ACTION = "Name at least one action, who does it and by when"


@dataclass(frozen=True)
class Outcome:
    """One way to advise: its words, how they follow "The panel advises", and what happens next.

    `needs` is what it cannot do without: field or row, and the sentence that asks for it. `may` is what else is asked.
    """

    words: str
    advises: str
    then: str
    needs: Mapping[str, str] = field(default_factory=dict)
    may: tuple[str, ...] = ()

    @property
    def asks(self) -> frozenset[str]:
        """Everything that this outcome asks for beyond what all of them ask."""
        return frozenset(self.needs) | frozenset(self.may)


OUTCOMES: Mapping[str, Outcome] = {
    "supported": Outcome(
        "Supported", "supporting the plan as it was put",
        "The decision-maker replies. A review is set for the date given.", {**MERITS, **REVIEW_ON}),
    "with-conditions": Outcome(
        "Supported with conditions", "supporting the plan if the safeguards named here are in place",
        "Each condition becomes an action with an owner and a date. The decision-maker replies. A review is set.",
        {**MERITS, "conditions": "Name at least one condition, who sees to it and by when", **REVIEW_ON}),
    "trial": Outcome(
        "Time-limited trial", "trying it for a limited time, seeing how it goes and coming back",
        "It starts on the date given, stops if what would stop it happens, and is reviewed on the date set.",
        {**MERITS, "starts_on": "Enter the date on which the trial starts",
         "stop_rule": "Say what would stop the trial", **REVIEW_ON}, ("conditions",)),
    "less-restrictive": Outcome(
        "A less restrictive option", "an option that leaves the person freer than the one proposed",
        "The decision-maker replies: takes up the freer option, part of it, or says why not.",
        {**MERITS, "says": "Say what the freer option is"}, ("conditions",)),
    "more-protection": Outcome(
        "More protection", "more protection than the plan gives",
        "The panel says whether safeguarding is needed now. The decision-maker replies.",
        {**MERITS, "says": "Say what more protection is advised",
         "safeguarding": "Choose whether safeguarding is needed"}, ("conditions",)),
    "more-work": Outcome(
        "More work needed", "more work before the decision is made",
        "Each gap named has an owner and a date, and the case comes back on the return date.",
        {"actions": "Name each gap as an action: what is missing, who gets it and by when",
         "review_on": "Enter the date on which the case comes back to the panel"}),
    "no-shared-view": Outcome(
        "No shared view", "weighing the positions set out here: the panel did not reach a shared view",
        "The positions stand apart. The decision-maker decides and gives reasons; it may also go further, or to legal "
        "advice.",
        {**MERITS, "positions": "Set out at least two positions, each apart",
         "beyond": "Choose where the disagreement goes"}),
    "legal-advice": Outcome(
        "Seek legal advice", "taking legal advice, which may lead to the Court of Protection",
        "Somebody refers it to legal advice by the date given, and the plan for now holds meanwhile.",
        {"goes_to": "Say who is asked for legal advice", "interim_plan": "Say what the plan is for now",
         "actions": ACTION}),
    "mediation": Outcome(
        "Mediation", "mediation between those who disagree",
        "Somebody refers it to mediation by the date given. Nobody has to take part.",
        {"goes_to": "Say who is asked to mediate", "actions": ACTION}),
    "not-for-this-panel": Outcome(
        "Not for this panel", "taking this elsewhere: it is not for this panel",
        "It is redirected, and the reasons say why. The decision-maker still replies.",
        {"goes_to": "Say where it should go"}),
}
ANSWERS: Mapping[str, str] = {"accept": "Accepted", "in-part": "Accepted in part", "not-accept": "Not accepted"}
SAFEGUARDING: Mapping[str, str] = {
    "no": "No. The reasons say why not",
    "raised": "Yes, and it has been raised already",
    "now": "Yes. Somebody raises it today: name that as an action",
}
BEYOND: Mapping[str, str] = {
    "decision-maker": "To the decision-maker alone, who decides and gives reasons",
    "escalate": "Also to a senior manager or the principal social worker: name who takes it there as an action",
    "legal": "Also to legal advice: name who asks for it as an action",
}
# Answers that are empty words unless somebody does something
WITH_AN_ACTION = {"safeguarding": ("now",), "beyond": ("escalate", "legal")}
FEWEST = {"positions": 2}


def missing(given: Mapping[str, Any]) -> dict[str, str]:
    """What this outcome needs and has not been given: field or row, to the sentence that asks for it."""
    lacks = {name: said for name, said in OUTCOMES[given["outcome"]].needs.items() if not _enough(name, given)}
    undone = any(given.get(name) in answers for name, answers in WITH_AN_ACTION.items())
    return lacks | ({"actions": ACTION} if undone and not given.get("actions") else {})


def _enough(name: str, given: Mapping[str, Any]) -> bool:
    value = given.get(name)
    return len(value or ()) >= FEWEST[name] if name in FEWEST else bool(value)


def the_panel_advises(advice: Advice) -> str:
    """The sentence by which the advice is known."""
    return f"The panel advises {OUTCOMES[advice.outcome].advises}."
