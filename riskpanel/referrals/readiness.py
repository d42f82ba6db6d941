"""Is a referral ready? What a panel needs, in three parts; each gap a kind sentence with what would fill it. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

PARTS: Mapping[str, tuple[str, str]] = {
    "information": ("Information", "What the panel has to know about the person and the decision."),
    "analysis": ("Analysis", "What has been thought through, and with whom."),
    "evidence": ("Evidence", "What the record rests on."),
}
TO_BE_ASKED = "not-yet"
NOT_SURE = "not-sure"
SENDS = "words"
THEIR_WORDS = "their-words"
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
A_DATE = re.compile(rf"\b(19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}\b|\b({MONTHS})\b", re.IGNORECASE)
CONCLUDE_IT = "Go back to the record and conclude it; a step that does not apply can be marked so, with a reason."


@dataclass(frozen=True)
class Case:
    """What a referral and the records behind it say, as far as readiness asks."""

    name: str
    question: str = ""
    tried: str = ""
    not_settled: str = ""
    disagreement: str = ""
    not_asked: str = ""
    consent: str = ""
    taking_part: str = ""
    taking_part_needs: str = ""
    interim_plan: str = ""
    next_contact_on: date | None = None
    next_contact_by: str = ""
    urgent: bool = False
    from_challenge: bool = False
    challenge_open: bool = False
    has_evidence: bool = False
    agreement: str = "not-yet"
    person_says: str = ""
    person_stance: str = ""
    other_voices: int = 0
    needed_by: date | None = None
    if_nothing: str = ""
    concluded: Mapping[str, date] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()
    doubted: bool = False
    lacks: bool = False
    capacity_too_old: bool = False
    wrong_door: str = ""
    safeguarding: str = ""
    unseen_authority: str = ""
    advocate_waits: bool = False
    persons_sent: bool = False

    def done(self, questionnaire: str) -> bool:
        """Has this record been concluded, or marked as not applicable with a reason?"""
        return questionnaire in self.concluded or questionnaire in self.not_applicable

    @property
    def usual_process_finished(self) -> bool:
        """The ordinary road has been walked and has not brought agreement."""
        return self.agreement == "not-agreed" or self.challenge_open

    @property
    def words(self) -> Mapping[str, str]:
        """What a gap's sentence may hold."""
        return {"name": self.name, "wrong_door": self.wrong_door, "authority": self.unseen_authority}


@dataclass(frozen=True)
class Gap:
    """Something a panel would miss: said kindly, with what would fill it and the place to do so."""

    id: str
    part: str
    said: str
    fill: str
    place: str


@dataclass(frozen=True)
class Want:
    """One thing a panel needs. `said` and `fill` may hold {name}, the person's, and the other words of a case."""

    id: str
    part: str
    missing: Callable[[Case], bool]
    said: str
    fill: str
    place: str

    def gap(self, case: Case) -> Gap:
        """This want, as a gap in this case."""
        return Gap(self.id, self.part, self.said.format(**case.words), self.fill.format(**case.words), self.place)


WANTS = (
    Want("question", "information", lambda case: not case.question,
         "The question for the panel is not written yet.", "Put it in one sentence.", "question"),
    Want(THEIR_WORDS, "information", lambda case: not case.person_says,
         "What {name} says about this, in {name}’s own words, is not here yet.",
         "Write down what they say or show. If they could not or would not say, record that as their view.", "views"),
    Want("stance", "information", lambda case: case.person_stance in ("", "not-asked"),
         "It is not recorded whether {name} agrees, does not agree, or could not answer.",
         "Record {name}’s view beside the others.", "views"),
    Want("consent", "information", lambda case: not case.consent,
         "It is not recorded whether {name} agrees to this going to the panel.",
         "Ask, or say why they have not been asked.", "person"),
    Want("taking-part", "information", lambda case: case.taking_part in ("", TO_BE_ASKED),
         "How {name} wants to take part is not known yet.",
         "Offer every way: come, bring someone, send someone, send words, film or pictures, or stay away.", "person"),
    Want("not-sent-yet", "information", lambda case: case.taking_part == SENDS and not case.persons_sent,
         "{name} wants to send words, a film or pictures, and they are not with the referral yet.",
         "Add them, or say when they will come.", "sent"),
    Want("needs", "information", lambda case: not case.taking_part_needs,
         "What {name} needs in order to take part is not recorded.",
         "Say how they communicate and what would help; if nothing is needed, say that.", "person"),
    Want("needed-by", "information", lambda case: case.needed_by is None,
         "It is not said when the decision is needed by.", "Give the date on the decision’s page.", "decision"),
    Want("if-nothing", "information", lambda case: not case.if_nothing,
         "It is not said what happens if nothing is decided.", "Write it on the decision’s page.", "decision"),
    Want("interim-plan", "information", lambda case: not case.interim_plan,
         "There is no plan for the time until the panel sits.", "Say what keeps things safe and bearable meanwhile.",
         "meanwhile"),
    Want("next-contact", "information", lambda case: case.next_contact_on is None or not case.next_contact_by,
         "It is not said when {name} will next hear from somebody, or from whom.", "Give a date and a name.",
         "meanwhile"),
    Want("right-door", "information", lambda case: bool(case.wrong_door),
         "This may be the wrong panel. {wrong_door}", "Choose another panel, or say under the gaps why this one.",
         "panel"),
    Want("safeguarding-raised", "information", lambda case: case.safeguarding == "to-raise",
         "The record says that there is a safeguarding concern and that it still has to be raised.",
         "Raise it now: a panel does not stand in for safeguarding, and nothing here holds it up.", "decision"),
    Want("safeguarding", "information",
         lambda case: case.done("framing") and case.safeguarding in ("", NOT_SURE),
         "It is not recorded whether there is a safeguarding concern.", "Answer it in the framing record.", "decision"),
    Want("authority", "information", lambda case: bool(case.unseen_authority),
         "Nobody has seen the document of {authority}, who is said to act for {name}.",
         "Ask to see it, or search the public register: it can settle whose decision this is.", "them"),
    Want("advocate", "information", lambda case: case.advocate_waits,
         "An advocate has been asked for, and none is in place yet.",
         "Ask again, and say in the plan for now how {name} is supported meanwhile.", "them"),
    Want("framing", "information", lambda case: not case.done("framing"),
         "The decision has not been framed: the framing record is not concluded.", CONCLUDE_IT, "decision"),
    Want("usual-process", "analysis", lambda case: not case.usual_process_finished,
         "The usual process is not finished: there is no recorded disagreement and no challenge waiting to be settled.",
         "Record whether there is agreement, or talk to the decision-maker first.", "views"),
    Want("tried", "analysis", lambda case: not case.tried,
         "What has been tried is not written yet.", "List what was tried, with dates.", "question"),
    Want("tried-when", "analysis", lambda case: bool(case.tried) and not A_DATE.search(case.tried),
         "What has been tried is written without dates.", "Say when each thing was tried.", "question"),
    Want("not-settled", "analysis", lambda case: not case.not_settled,
         "It is not said why what was tried did not settle this.", "Say it in a sentence or two.", "question"),
    Want("disagreement", "analysis", lambda case: not case.disagreement,
         "Who disagrees about what is not written yet.", "Name each voice and what it wants.", "question"),
    Want("not-asked", "analysis", lambda case: not case.not_asked,
         "It is not said what the panel is not being asked to do.", "For example, to agree funding.", "question"),
    Want("other-views", "analysis", lambda case: case.other_voices == 0,
         "Nobody’s view but {name}’s is recorded.", "Ask those around {name}, and those who work with {name}.",
         "views"),
    Want("support", "analysis", lambda case: not case.done("support"),
         "The record of support to decide is not concluded.", CONCLUDE_IT, "decision"),
    Want("positive-risk", "analysis", lambda case: not case.done("positive-risk"),
         "The positive-risk assessment is not concluded: the good and the harm of each option are not set out yet.",
         CONCLUDE_IT, "decision"),
    Want("best-interests", "analysis", lambda case: case.lacks and not case.done("best-interests"),
         "The capacity record concludes that {name} lacks capacity for this decision, and there is no concluded "
         "best-interests record.", CONCLUDE_IT, "decision"),
    Want("capacity", "evidence", lambda case: case.doubted and not case.done("capacity"),
         "There is a doubt about capacity for this decision, and no concluded capacity assessment.",
         "Conclude the assessment. A panel cannot settle capacity by talking about it.", "decision"),
    Want("capacity-age", "evidence", lambda case: case.capacity_too_old,
         "The capacity assessment is old enough to be looked at again before it is relied on.",
         "Look again, or say under “what has been tried” why it still holds.", "decision"),
    Want("evidence", "evidence", lambda case: case.from_challenge and not case.has_evidence,
         "The challenge names no evidence.",
         "Say where each claim comes from, or ask to be shown the other side’s evidence.",
         "challenge"),
)


def gaps(case: Case) -> tuple[Gap, ...]:
    """Everything a panel would miss, part by part."""
    missing = [want.gap(case) for want in WANTS if want.missing(case)]
    return tuple(gap for part in PARTS for gap in missing if gap.part == part)


def needs_reason(found: Iterable[Gap], urgent: bool) -> bool:
    """May it go only with a reason? An urgent case goes with its gaps marked, but not silently without their words."""
    found = tuple(found)
    return any(gap.id == THEIR_WORDS for gap in found) or (bool(found) and not urgent)


NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def count_words(count: int, thing: str) -> str:
    """Three gaps; one gap; no gaps."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {thing}" if count == 1 else f"{number} {thing}s"
