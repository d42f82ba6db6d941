"""The headings of minutes: what belongs under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from riskpanel.panel.models import AgendaItem


@dataclass(frozen=True)
class Topic:
    """One heading of the minutes and what belongs under it."""

    title: str
    hint: str


# What minutes hold beside what is known already: who was there, the quorum, interests, papers, the advice.
HEADINGS: Mapping[str, Topic] = {
    "spoke": Topic("Who spoke for the person, and how",
                     "In person, through somebody, by words, film or pictures. In their own words where you can."),
    "said": Topic("What was said", "A summary by role, not every word: what is known first-hand, and what is not."),
    "options": Topic("Options weighed", "For each option its benefits and its harms, to the person first."),
    "law": Topic("Law relied on", "Which duty was in play, and what was said of it."),
    "leans": Topic("What is agreed and what is not", "The panel advises; the decision-maker decides."),
    "follow_up": Topic("Follow-up, and how the person was told",
                       "What has to be done, who said they would, and by when. When the advice was read back to the "
                       "person, and how they took it."),
}
APART: Mapping[str, Topic] = {
    "apart": Topic("What was heard apart", "As short as can be: only what others need in order to understand the "
                                             "advice. Those who sat for the case can read it, and nobody else."),
}
EVERY: Mapping[str, Topic] = {**HEADINGS, **APART}


def headings_of(item: AgendaItem) -> Mapping[str, Topic]:
    """The headings of this case's minutes: with the part heard apart, where there is one."""
    return EVERY if item.private_minutes or item.minuted.apart else HEADINGS
