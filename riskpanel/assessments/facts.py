"""What the rules are told: the person, the decision in question and every record about it, as plain values."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from riskpanel.assessments.models import Assessment
from riskpanel.clock import ENGLAND, today
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Authority, Person
from riskpanel.rulebook.current import rules

SPEAKS_AS = {
    "attorney-welfare": "attorney_welfare",
    "attorney-property": "attorney_property",
    "deputy-welfare": "deputy_welfare",
    "deputy-property": "deputy_property",
    "advance-decision": "advance_decision",
    "imca": "advocate",
    "care-act-advocate": "advocate",
    "other-advocate": "advocate",
}
DOCUMENT = {"none": "none", "seen": "seen", "not-seen": "not-seen", "asked": "not-seen", "instructed": "not-seen"}
ADVOCATE = {"none": "none", "seen": "instructed", "instructed": "instructed", "not-seen": "asked", "asked": "asked"}
SETTLED = ("not-seen", "instructed")

# What a best-interests record says has been checked, where the person's page holds none: then there is none.
CHECKED = {
    "attorney": ("attorney_welfare", "attorney_property"),
    "deputy": ("deputy_welfare", "deputy_property"),
    "advance-decision": ("advance_decision",),
}

Teller = Callable[[Decision], Mapping[str, Any]]
_tellers: list[Teller] = []


def tells_the_rules(teller: Teller) -> Teller:
    """Register a function decision -> {fact: value}, for what only a later feature knows, such as challenge_open.

    True and false are told as yes and no.
    """
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def answers_of(assessment: Assessment) -> dict[str, Any]:
    """Every answer as the rules read it: a value by its question, the entries of a group as a list in their order."""
    told: dict[str, Any] = {}
    for answer in sorted(assessment.answers, key=lambda one: one.position):
        if answer.entry and not answer.removed:
            told.setdefault(answer.question, []).append(answer.value)
        elif not answer.entry:
            told[answer.question] = answer.value
    return told


def bundle(decision: Decision, assessments: Iterable[Assessment] = ()) -> dict[str, Any]:
    """Everything the checks are tried on, as things stand today."""
    given = written(decision, assessments)
    if not given["records"]:
        return given
    told = {name: yes_no(value) if isinstance(value, bool) else value
            for teller in _tellers for name, value in teller(decision).items()}
    return given | {"decision": given["decision"] | told}


def written(decision: Decision, assessments: Iterable[Assessment]) -> dict[str, Any]:
    """What the person's page, the decision and these records say: nothing more is read from the database for it."""
    records = [record for assessment in assessments if (record := _record(assessment))]
    return {"as_at": today(), "person": _checked(about_person(decision.person), records),
            "decision": about_decision(decision, records), "records": records}


def _record(assessment: Assessment) -> dict[str, Any] | None:
    """One record; None when its questionnaire is no longer among the rules (its frozen copy still stands)."""
    if (assessment.questionnaire, assessment.questionnaire_version) not in rules().questionnaires:
        return None
    return {"questionnaire": assessment.questionnaire, "version": assessment.questionnaire_version,
            "answers": answers_of(assessment), "started_on": day_of(assessment.started_at),
            "completed_on": day_of(assessment.concluded_at)}


def day_of(instant: datetime | None) -> date | None:
    """The date in England of an instant."""
    return instant.astimezone(ENGLAND).date() if instant else None


def about_person(person: Person) -> dict[str, Any]:
    """The person as the rules know them; what is not known is left out."""
    told: dict[str, Any] = {
        "age": person.age_on(today()),
        "communication_needs": person.communication_needs,
        "communication_support": person.communication_support,
        "interpreter_needed": "yes" if person.interpreter else None,
        "about_me": person.about_me,
        "unbefriended": person.unbefriended,
    }
    return told | speaking_for(person.authorities) | advocate_of(person)


def speaking_for(authorities: Iterable[Authority]) -> dict[str, str]:
    """Who may speak for them; of several, the document nobody has seen counts, and the advocate who is in place.

    "Checked: there is none" holds only where nothing else of that kind is recorded.
    """
    told = dict.fromkeys(SPEAKS_AS.values(), "unknown")
    for one in authorities:
        name = SPEAKS_AS[one.kind]
        stands: Mapping[str, str] = ADVOCATE if name == "advocate" else DOCUMENT
        counts = told[name] == "unknown" if one.state == "none" else told[name] not in SETTLED
        if one.ended_on is None and one.state in stands and counts:
            told[name] = stands[one.state]
    return told


def advocate_of(person: Person) -> dict[str, str]:
    """Whether an advocate is in place or asked for; left out where none has been asked for."""
    stands = "instructed" if any(one.in_place for one in person.advocates) else "asked"
    return {"advocate": stands} if any(one.in_place or one.waits for one in person.advocates) else {}


def _checked(person: dict[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The person's facts, where a record says that somebody looked for a document and none is on their page."""
    deciding = [record["answers"] for record in records if record["questionnaire"] == "best-interests"]
    checked = (deciding[-1].get("authority_checked") if deciding else None) or []
    looked_for = [name for kind in checked for name in CHECKED.get(kind, ())]
    return person | {name: "none" for name in looked_for if person[name] == "unknown"}


def about_decision(decision: Decision, records: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The decision in question as the rules know it."""
    framed = [record["answers"].get("interim_plan") for record in records if record["questionnaire"] == "framing"]
    maker = decision.decision_maker
    return {
        "sentence": decision.sentence,
        "kind": decision.kind,
        "decision_maker": maker.name if maker else decision.decision_maker_name,
        "decision_maker_role": maker.job if maker else decision.decision_maker_role,
        "needed_by": decision.needed_by,
        "if_nothing": decision.if_nothing,
        "person_says": decision.person_says,
        "made_elsewhere": yes_no(decision.made_elsewhere),
        "agreement": decision.agreement,
        "interim_plan": decision.interim_plan or next((plan for plan in reversed(framed) if plan), ""),
        "views_recorded": len(decision.views),
        "person_view_recorded": yes_no(any(view.voice == "person" for view in decision.views)),
    }


def yes_no(holds: bool) -> str:
    return "yes" if holds else "no"
