"""What a challenge may rest on: principles and duties from the rules, and findings about the decision's own records."""

from collections.abc import Iterable, Mapping
from typing import Any

from riskpanel.challenges.models import Challenge
from riskpanel.decisions.steps import findings
from riskpanel.rulebook import Finding, Source
from riskpanel.rulebook.current import rules

Told = dict[str, Any]
Offered = Mapping[str, Mapping[str, Told]]
NOT_CITED = "Its source is not confirmed, so the letter does not cite it"


def offered(challenge: Challenge, user: Any) -> Offered:
    """Every ground on offer by kind and id, those chosen before first: as they read then, also if they fire no more."""
    principles = {id: _principle(kind.plain, kind.title, kind.sources) for id, kind in rules().grounds.items()
                  if kind.suits(challenge.direction)}
    found = {one.check.id: _finding(one) for one in findings(challenge.decision, user)[0]}
    return {"principle": principles | _kept(challenge, "principle"), "finding": found | _kept(challenge, "finding")}


def _kept(challenge: Challenge, kind: str) -> dict[str, Told]:
    return {one.rule: one.told for one in challenge.rests_on if one.kind == kind}


def _principle(plain: str, title: str, sources: Iterable[str]) -> Told:
    return {"say": plain, "title": title, "settle": "", "because": [],
            "sources": [_source(rules().sources[id]) for id in sources]}


def _finding(one: Finding) -> Told:
    return {"say": one.check.say, "title": one.check.say, "settle": one.check.settle,
            "because": [[read.label, read.said] for read in one.because],
            "sources": [_source(source) for source in one.sources]}


def _source(source: Source) -> Told:
    return {"id": source.id, "title": source.title, "url": source.url or "", "confirmed": source.confirmed}


def hint(told: Told) -> str:
    """Under a ground on the form: what it says, and where it comes from."""
    cited = "; ".join(one["title"] for one in told["sources"] if one["confirmed"])
    said = told["settle"] or told["say"]
    return f"{said.rstrip('.')}. {cited or NOT_CITED}."
