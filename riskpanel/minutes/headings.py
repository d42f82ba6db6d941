"""The headings of minutes: what belongs under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from riskpanel.panel.models import AgendaItem


@dataclass(frozen=True)
class Section:
    """One heading of the minutes and what belongs under it."""

    title: str
    hint: str


# What minutes hold beside what is known already: who was there, the quorum, interests, papers, the advice.
HEADINGS: Mapping[str, Section] = {
    "spoke": Section("Who spoke for the person, and how",
                     "In person, through somebody, by words, film or pictures. In their own words where you can."),
    "said": Section("What was said", "A summary by role, not every word: what is known first-hand, and what is not."),
    "options": Section("Options weighed", "For each option its benefits and its harms, to the person first."),
    "law": Section("Law relied on", "Which duty was in play, and what was said of it."),
    "leans": Section("What is agreed and what is not", "The panel advises; the decision-maker decides."),
    "follow_up": Section("Anything to follow up", "What has to be done, who said they would, and by when."),
}
APART: Mapping[str, Section] = {
    "apart": Section("What was heard apart", "As short as can be: only what others need in order to understand the "
                                             "advice. Those who sat for the case can read it, and nobody else."),
}
EVERY: Mapping[str, Section] = {**HEADINGS, **APART}


def headings_of(item: AgendaItem) -> Mapping[str, Section]:
    """The headings of this case's minutes: with the part heard apart, where there is one."""
    return EVERY if item.private_minutes or item.minuted.apart else HEADINGS
