"""What the application tells the rules about the person, the decision and a record's own dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from riskpanel.rulebook.definitions import Question, Questionnaire

AUTHORITY = {
    "none": "Checked: there is none",
    "not-seen": "Said to exist, document not seen",
    "seen": "Document seen",
    "unknown": "Not yet known",
}
ADVOCATE = {
    "none": "None",
    "asked": "Asked for",
    "instructed": "Instructed",
    "not-needed": "Not needed",
    "unknown": "Not yet known",
}
AGREEMENT = {"not-yet": "Not yet known", "agreed": "Agreed", "not-agreed": "Not agreed"}
DECIDED_BY = {
    "decision-maker": "The decision-maker named",
    "panel": "A panel, its advice taken as the decision",
    "meeting": "A meeting or a team, by agreement or by vote",
    "family": "Family or next of kin, without legal authority",
    "court": "A court",
}
ANSWERED_BY = {
    "original": "Only whoever made what is challenged",
    "another": "Somebody who had no part in it",
}
LEGAL_STEP = {
    "none": "None",
    "asked": "Legal advice has been asked for",
    "advised": "Legal advice has been given",
    "applied": "An application to a court has been made",
    "order": "A court has made an order",
}
OLDEST, LONGEST_STAY = 130, 5_200
SETTING = {
    "care-home": "Care home",
    "hospital": "Hospital",
    "supported-living": "Supported living or shared lives",
    "own-home": "Their own or their family’s home",
    "elsewhere": "Somewhere else",
}
SINCE = {
    "illness": "An illness, or a change of treatment",
    "move": "A move",
    "bereavement": "A death or another loss",
    "recovery": "Recovery",
    "learning": "Learning, teaching or new support",
    "none": "Nothing that bears on it",
}


def _fact(id: str, type: str, title: str, **more: Any) -> Question:
    return Question.model_validate({"id": id, "type": type, "title": title, **more})


def _catalogue(id: str, title: str, *facts: Question) -> Questionnaire:
    return Questionnaire.model_validate(
        {
            "id": id,
            "version": 1,
            "title": title,
            "gist": "Kept by the application, not asked in a record.",
            "owner": "The application",
            "effective_from": date.min,
            "section": [{"id": id, "title": title, "question": facts}],
        }
    )


PERSON = _catalogue(
    "person",
    "The person",
    _fact("age", "number", "Age", min=0, max=OLDEST),
    _fact("communication_needs", "long-text", "Communication needs"),
    _fact("communication_support", "long-text", "Communication support"),
    _fact("interpreter_needed", "yes-no", "Interpreter needed"),
    _fact("attorney_welfare", "one-of", "Attorney for health and welfare", options=AUTHORITY),
    _fact("attorney_property", "one-of", "Attorney for property and financial affairs", options=AUTHORITY),
    _fact("deputy_welfare", "one-of", "Deputy for personal welfare", options=AUTHORITY),
    _fact("deputy_property", "one-of", "Deputy for property and affairs", options=AUTHORITY),
    _fact("advance_decision", "one-of", "Advance decision to refuse treatment", options=AUTHORITY),
    _fact("advocate", "one-of", "Advocate", options=ADVOCATE),
    _fact("about_me", "long-text", "About me"),
    _fact("unbefriended", "yes-no-unsure", "Nobody but paid staff to consult"),
)

DECISION = _catalogue(
    "decision",
    "The decision in question",
    _fact("sentence", "long-text", "The decision in one sentence"),
    _fact("kind", "one-of", "Kind of decision", options_from="decision-kinds"),
    _fact("decision_maker", "text", "Decision-maker"),
    _fact("decision_maker_role", "text", "Decision-maker’s role"),
    _fact("needed_by", "date", "Needed by"),
    _fact("if_nothing", "long-text", "What happens if nothing is decided"),
    _fact("person_says", "long-text", "What the person says"),
    _fact("made_elsewhere", "yes-no", "Made by another organisation"),
    _fact("agreement", "one-of", "Agreement", options=AGREEMENT),
    _fact("challenge_open", "yes-no", "A challenge is open"),
    _fact("challenge_urgent", "yes-no", "The challenge is urgent"),
    _fact("challenge_sent_on", "date", "Challenge sent on",
          hint="The oldest that is still open, the unanswered ones first."),
    _fact("challenge_due_on", "date", "Answer to the challenge due on", hint="What a pause added is counted in."),
    _fact("challenge_paused_on", "date", "Clock of the challenge paused, and still paused, since"),
    _fact("challenge_answered_on", "date", "Challenge answered in writing on"),
    _fact("challenge_answered_by", "one-of", "Challenge answered by", options=ANSWERED_BY),
    _fact("dispute_since", "date", "In dispute since"),
    _fact("panel_advised_on", "date", "A panel advised on"),
    _fact("decided_by", "one-of", "Decided by", options=DECIDED_BY,
          hint="Who took the decision in fact, where it has been taken."),
    _fact("legal_step", "one-of", "Legal advice or court", options=LEGAL_STEP),
    _fact("interim_plan", "long-text", "Plan until it is settled"),
    _fact("override_on", "date", "Went past a stop, as urgent, on",
          hint="A stop may be gone past for care that cannot wait; it is then looked at again."),
    _fact("override_rechecked_on", "date", "Looked at again after that on"),
    _fact("setting", "one-of", "Where they are, or would be", options=SETTING),
    _fact("stay_weeks", "number", "Likely length of the stay, in weeks", min=0, max=LONGEST_STAY),
    _fact("since_assessment", "several-of", "What has happened since capacity was assessed", options=SINCE),
    _fact("views_recorded", "number", "Views recorded"),
    _fact("person_view_recorded", "yes-no", "The person’s own view recorded"),
    _fact("attorney_unregistered", "yes-no", "An attorney whose power is not registered"),
    _fact("attorney_acting_alone", "yes-no", "One of several who must act together acts alone"),
    _fact("deputy_for_contact", "yes-no", "A deputy taken to cover a decision about contact"),
    _fact("advance_decision_clear", "yes-no", "An advance decision, each of its points clear, taken to cover this"),
    _fact("register_asked_on", "date", "The Public Guardian’s register asked, and waited for since"),
    _fact("advocate_asked_on", "date", "An advocate asked for, and waited for since"),
    _fact("advocate_report_unanswered", "yes-no", "An advocate’s report waits for an answer"),
    _fact("restriction_in_force", "yes-no", "The register of restrictions holds one in force"),
    _fact("restriction_without_end", "yes-no", "A restriction in the register has no date, or nothing that reduces it"),
    _fact("restriction_overdue", "yes-no", "A restriction in the register is past its step-down date"),
    _fact("restriction_without_lighter_ways", "yes-no", "A restriction in the register names no lighter ways"),
    _fact("restriction_for_everyone", "yes-no", "A restriction in the register applies to everyone there"),
    _fact("restriction_movement_uncounted", "yes-no", "A restriction limits movement, not treated as restraint"),
    _fact("restriction_not_agreed", "yes-no", "A restriction in the register is without the person’s agreement"),
    _fact("restriction_without_power", "yes-no", "A restriction in the register without its authority"),
)

CATALOGUES: Mapping[str, Questionnaire] = {"person": PERSON, "decision": DECISION}

RECORD_DATES: Mapping[str, Question] = {
    "started_on": _fact("started_on", "date", "Started on"),
    "completed_on": _fact("completed_on", "date", "Completed on"),
}
