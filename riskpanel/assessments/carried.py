"""What has been written once already, offered where a record would ask again. Nothing is saved until someone does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments import queries
from riskpanel.assessments.facts import answers_of
from riskpanel.assessments.walk import Walk
from riskpanel.rulebook import NOT_SURE, Page, Question, in_words, name_of
from riskpanel.rulebook.current import rules

# (questionnaire, question asked now) -> (record it stands in, question there). "decision" and "person" are not records.
CARRIES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("framing", "interim_plan"): ("decision", "interim_plan"),
    ("capacity", "doubt_reason"): ("framing", "doubt_reason"),
    ("capacity", "doubt_kind"): ("framing", "doubt_kind"),
    ("capacity", "influence"): ("framing", "influence"),
    ("capacity", "influence_detail"): ("framing", "influence_detail"),
    ("capacity", "relevant_info"): ("support", "relevant_info"),
    ("positive-risk", "choice_in_their_words"): ("decision", "person_says"),
    ("positive-risk", "good_day"): ("person", "good_day"),
    ("positive-risk", "influence"): ("framing", "influence"),
    ("positive-risk", "influence_detail"): ("framing", "influence_detail"),
    ("best-interests", "can_wait"): ("framing", "can_wait"),
    ("best-interests", "may_regain"): ("capacity", "may_regain"),
    ("best-interests", "wishes_present"): ("decision", "person_says"),
    ("best-interests", "options"): ("positive-risk", "options"),
    ("review", "plan_done"): ("positive-risk", "safeguards"),
    ("fluctuation", "observations"): ("capacity", "sessions"),
    ("fluctuation", "pattern_what"): ("capacity", "fluctuation_pattern"),
    ("fluctuation", "span"): ("capacity", "decision_span"),
    ("fluctuation", "span_why"): ("capacity", "decision_span_why"),
    ("fluctuation", "judged_on"): ("capacity", "judged_on"),
    ("fluctuation", "can_wait"): ("framing", "can_wait"),
    ("fluctuation", "plan_good"): ("capacity", "fluctuation_plan"),
    ("capacity", "fluctuation_pattern"): ("fluctuation", "pattern_what"),
    ("capacity", "fluctuation_plan"): ("fluctuation", "plan_good"),
    ("capacity", "decision_span"): ("fluctuation", "span"),
    ("capacity", "decision_span_why"): ("fluctuation", "span_why"),
    ("capacity", "judged_on"): ("fluctuation", "judged_on"),
    ("executive", "observations"): ("capacity", "observations"),
    ("executive", "help_tried"): ("support", "steps_tried"),
    ("capacity", "observations"): ("executive", "observations"),
    ("influence", "wants"): ("decision", "person_says"),
    ("influence", "safeguarding"): ("framing", "safeguarding"),
    ("influence", "safety_plan"): ("decision", "interim_plan"),
    ("influence", "cause"): ("capacity", "influence_link"),
    ("capacity", "influence_link"): ("influence", "cause"),
    ("liberty", "restrictions"): ("positive-risk", "restrictions"),
    ("liberty", "normality"): ("positive-risk", "liberty_normality"),
    ("liberty", "setting"): ("positive-risk", "liberty_setting"),
    ("liberty", "objection"): ("positive-risk", "objection"),
    ("positive-risk", "liberty_normality"): ("liberty", "normality"),
    ("positive-risk", "liberty_setting"): ("liberty", "setting"),
    ("positive-risk", "objection"): ("liberty", "objection"),
    ("best-interests", "liberty_normality"): ("liberty", "normality"),
    ("best-interests", "liberty_setting"): ("liberty", "setting"),
    ("best-interests", "objection"): ("liberty", "objection"),
    ("young-person", "own_words"): ("decision", "person_says"),
}

# The same, where entries of a group are told as the lines of a text: the record, its group, what is told of each entry,
# and which entries ({} for all).
RETOLD: Mapping[str, tuple[str, str, str, Mapping[str, tuple[str, ...]]]] = {
    "liberty_type": ("liberty", "restrictions", "kind", {}),
    "liberty_duration": ("liberty", "restrictions", "how_long", {}),
    "liberty_effects": ("liberty", "restrictions", "effect", {}),
    "liberty_manner": ("liberty", "restrictions", "manner", {}),
    "liberty_purpose": ("liberty", "restrictions", "purpose", {}),
    "liberty_stance_for": ("liberty", "stance", "what", {"points": ("for", "either")}),
    "liberty_stance_against": ("liberty", "stance", "what", {"points": ("against", "either")}),
    "influence_detail": ("influence", "signs", "what", {}),
}
FROM = {"decision": "the decision in question", "person": "About me"}


@dataclass(frozen=True)
class Offer:
    """What stands elsewhere for a question: where, and what it says. For a group, what its entries say."""

    question: str
    source: str
    value: Any

    @property
    def said(self) -> str:
        count = len(self.value) if isinstance(self.value, list) else 0
        return f"Use what you wrote in “{self.source}” ({count} to add)"


def offers(walk: Walk, page: Page) -> dict[str, Offer]:
    """What can be offered on a page, by question; only where nothing has been answered yet."""
    wanted = [question for question in page.questions if not walk.answers.get(question.id)
              and not (question.type != "group" and walk.row(question.id))]
    found = (_offer(walk, question) or _retold(walk, question) for question in wanted)
    return {offer.question: offer for offer in found if offer}


def _offer(walk: Walk, question: Question) -> Offer | None:
    if (walk.questionnaire.id, question.id) not in CARRIES:
        return None
    source, there = CARRIES[(walk.questionnaire.id, question.id)]
    value = suited(question, _standing(walk, source, there))
    return Offer(question.id, FROM.get(source) or rules().questionnaire(source).title, value) if value else None


def _retold(walk: Walk, question: Question) -> Offer | None:
    """What entries of another record's group say, a line for each, where this question asks for it as a text."""
    if question.id not in RETOLD or question.type != "long-text":
        return None
    source, group, ask, which = RETOLD[question.id]
    asked = rules().questionnaire(source)
    entries = [entry for entry in _standing(walk, source, group) or []
               if all(entry.get(name) in wanted for name, wanted in which.items())]
    lines = [line for number, entry in enumerate(entries, start=1)
             if (line := _line(asked.find(group), entry, ask, number))]
    return Offer(question.id, asked.title, "\n".join(lines)) if lines and source != walk.questionnaire.id else None


def _line(group: Question, entry: Mapping[str, Any], ask: str, number: int) -> str:
    """One entry by its name, and what it says to one question; by its date too, where it has one."""
    if not entry.get(ask):
        return ""
    name, said = name_of(group, entry, number), in_words(group.ask[ask], entry[ask])
    dated = f" ({in_words(group.ask['date'], entry['date'])})" if entry.get("date") else ""
    return (name if name == said else f"{name}: {said}") + dated


def _standing(walk: Walk, source: str, question: str) -> Any:
    """What stands in the newest such record, on the decision or about the person."""
    decision = walk.assessment.decision
    if source in FROM:
        return getattr({"decision": decision, "person": decision.person}[source], question)
    record = queries.latest(queries.records_of(decision), source)
    return answers_of(record).get(question) if record else None


def suited(question: Question, value: Any) -> Any:
    """The value as this question can hold it: options it knows, and of entries what it asks; None for nothing."""
    if question.type == "group":
        entries = [{ask.id: kept for ask in question.asks if (kept := suited(ask, entry.get(ask.id)))}
                   for entry in value or []]
        return [entry for entry in entries if entry] or None
    known = {*question.options, *([NOT_SURE] if question.not_sure else [])}
    if isinstance(value, list):
        return [one for one in value if one in known or question.options_from] or None
    if question.options and value not in known:
        return None
    return value or None
