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
    _fact("age", "number", "Age"),
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
    _fact("interim_plan", "long-text", "Plan until it is settled"),
    _fact("views_recorded", "number", "Views recorded"),
    _fact("person_view_recorded", "yes-no", "The person’s own view recorded"),
)

CATALOGUES: Mapping[str, Questionnaire] = {"person": PERSON, "decision": DECISION}

RECORD_DATES: Mapping[str, Question] = {
    "started_on": _fact("started_on", "date", "Started on"),
    "completed_on": _fact("completed_on", "date", "Completed on"),
}
