"""The words of a record as shown when it was concluded: they stand whatever becomes of the rules."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from riskpanel.assessments.models import Override
from riskpanel.assessments.testing import Tested
from riskpanel.assessments.walk import Walk
from riskpanel.clock import now
from riskpanel.rulebook import Finding, Question, Source, in_words, name_of, standing
from riskpanel.rulebook.current import law_as_at, rules
from riskpanel.users.models import User


def said(question: Question, value: Any) -> str:
    """An answer in words."""
    kinds = {id: kind.title for id, kind in rules().decision_kinds.items()}
    return in_words(question, value, kinds if question.options_from == "decision-kinds" else None)


def frozen(tested: Tested, by: User) -> dict[str, Any]:
    """Everything a reader needs to understand the record later, in words."""
    walk = tested.walk
    decision = walk.assessment.decision
    return {
        "title": walk.questionnaire.title,
        "gist": walk.questionnaire.gist,
        "version": walk.questionnaire.version,
        "decision": decision.sentence,
        "person_says": decision.person_says,
        "who_decides": decision.who_decides,
        "person": decision.person.known_as,
        "sections": sections(walk),
        "findings": [finding(one) for one in tested.findings],
        "overrides": [override(one) for one in tested.overrides],
        "law_as_at": law_as_at().isoformat(),
        "completed_by": ", ".join(part for part in (by.name, by.job) if part),
        "completed_at": now().isoformat(),
    }


def sections(walk: Walk) -> list[dict[str, Any]]:
    """Each section's questions and answers on the path, in words."""
    return [{"title": section.title, "answers": [answer(walk, question) for page in walk.pages
                                                  if page.section is section for question in page.questions]}
            for section, _state in walk.progress.sections]


def answer(walk: Walk, question: Question) -> dict[str, Any]:
    """One question as asked and its answer in words; for a group its entries, or why there are none."""
    told: dict[str, Any] = {"id": question.id, "question": question.title, "label": question.words}
    if question.type != "group":
        return told | {"answer": said(question, walk.answers.get(question.id)), "entries": []}
    entries = [{"name": name_of(question, row.value, number), "answers": entry(walk, question, row.value)}
               for number, row in enumerate(walk.entries(question.id), start=1)]
    none_because = walk.answers.get(question.none_because.id) if question.or_reason else None
    return told | {"answer": none_because or ("" if entries else said(question, None)), "entries": entries}


def entry(walk: Walk, group: Question, value: Mapping[str, Any]) -> list[list[str]]:
    """One entry of a group: each thing answered, by its label, in words."""
    return [[ask.words, said(ask, value[ask.id])] for ask in walk.asks(group.id, dict(value))
            if value.get(ask.id) not in (None, "", [])]


def finding(one: Finding) -> dict[str, Any]:
    """A finding as it read on the day, with what it rested on and where it comes from."""
    check = one.check
    return {
        "state": one.state,
        "check": {"id": check.id, "severity": check.severity, "say": check.say, "settle": check.settle,
                  "duty": check.duty, "confirmed": check.confirmed, "local_figure": list(check.local_figure)},
        "because": [{"label": read.label, "said": read.said} for read in one.because],
        "open": [{"label": read.label} for read in one.open],
        "changes": list(one.changes),
        "sources": [source_as_then(source) for source in one.sources],
    }


def source_as_then(source: Source) -> dict[str, Any]:
    """A source as it was told on the day, and how far it could be leant on."""
    return {"id": source.id, "kind": source.kind, "title": source.title, "gist": source.gist, "url": source.url,
            "confirmed": source.confirmed, "standing": standing(source, rules().sources)}


def override(one: Override) -> dict[str, Any]:
    """Who went past which stops, why, and when it is looked at again."""
    return {"why": one.why, "least_restrictive": one.least_restrictive, "stops": list(one.stops),
            "by": one.made_by.name, "at": one.made_at.isoformat(), "recheck_at": one.recheck_at.isoformat()}


def thawed(value: Any) -> Any:
    """Frozen words as things whose parts templates can name."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: thawed(part) for key, part in value.items()})
    return [thawed(one) for one in value] if isinstance(value, list) else value
