"""Where the record shows that an advocate may be due: because of what, under which section. Never that one is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments.facts import about_person, answers_of
from riskpanel.assessments.models import Assessment
from riskpanel.people.models import Person

KINDS: Mapping[str, str] = {
    "imca": "Independent mental capacity advocate (IMCA)",
    "care-act": "Care Act advocate",
    "other": "Another independent advocate",
}


@dataclass(frozen=True)
class Told:
    """What the person's page and the newest records of one decision say."""

    person: Mapping[str, Any]
    framing: Mapping[str, Any]
    deciding: Mapping[str, Any]

    def proposes(self, what: str) -> bool:
        return what in (self.deciding.get("serious_kind") or ())

    @property
    def nobody_to_consult(self) -> bool:
        """Nobody suitable but paid staff, as the record says; where it does not say, as the person's page does."""
        said = self.deciding.get("someone_to_consult")
        return said == "no" or (said in (None, "not-sure") and self.person.get("unbefriended") == "yes")

    @property
    def excepted(self) -> bool:
        """The record names an exception, or somebody with authority over welfare has been seen (section 40)."""
        seen = "seen" in (self.person.get("attorney_welfare"), self.person.get("deputy_welfare"))
        return seen or self.deciding.get("imca") == "exception"


@dataclass(frozen=True)
class Due:
    """One way in which an advocate may be due: `duty` is must or may."""

    id: str
    kind: str
    duty: str
    holds: Callable[[Told], bool]
    because: str
    sources: tuple[str, ...]


def _unbefriended(what: str) -> Callable[[Told], bool]:
    return lambda told: told.proposes(what) and told.nobody_to_consult and not told.excepted


def _no_one_to_help(told: Told) -> bool:
    """Taking part is hard, and nobody suitable is there to help instead."""
    return told.framing.get("advocate_needed") == "yes" and told.framing.get("appropriate_person") != "yes"


WAYS: tuple[Due, ...] = (
    Due("treatment", "imca", "must", _unbefriended("serious-treatment"),
        "serious medical treatment is proposed, and there is nobody suitable to consult but paid staff",
        ("mca-2005-s37", "mca-2005-s40")),
    Due("hospital", "imca", "must", _unbefriended("hospital-28-days"),
        "a hospital stay of 28 days or more is proposed, and there is nobody suitable to consult but paid staff",
        ("mca-2005-s38", "mca-2005-s40")),
    Due("care-home", "imca", "must", _unbefriended("care-home-8-weeks"),
        "a stay of eight weeks or more is proposed, and there is nobody suitable to consult but paid staff",
        ("mca-2005-s39", "mca-2005-s40")),
    Due("care-review", "imca", "may", _unbefriended("care-review"),
        "where they live is being reviewed, and there is nobody suitable to consult but paid staff",
        ("mca-2005-s41", "imca-regs-2006-2883")),
    Due("safeguarding", "imca", "may", lambda told: told.proposes("safeguarding"),
        "protective steps are proposed in a safeguarding case; having family does not rule an advocate out",
        ("mca-2005-s41", "imca-regs-2006-2883")),
    Due("taking-part", "care-act", "must", _no_one_to_help,
        "taking part would be hard for them, and the record names nobody suitable to help instead",
        ("ca-2014-s67", "ca-2014-s68")),
)


def may_be_due(person: Person, records: Iterable[Assessment]) -> list[Due]:
    """The ways in which these records of one decision show that an advocate may be due, and none is asked for yet."""
    newest = {record.questionnaire: answers_of(record) for record in records}
    told = Told(about_person(person), newest.get("framing", {}), newest.get("best-interests", {}))
    asked = {one.kind for one in person.advocates if one.waits or one.in_place}
    older = {"imca", "care-act-advocate"} & {one.kind for one in person.authorities
                                             if one.state in ("asked", "instructed") and not one.ended_on}
    asked |= {one.removesuffix("-advocate") for one in older}
    return [way for way in WAYS if way.kind not in asked and way.holds(told)]
