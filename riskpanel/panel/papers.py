"""A case's papers for those who sit: the person's words first, then what a panel needs from the frozen records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel.assessments.models import Assessment
from riskpanel.challenges.models import Challenge, Response
from riskpanel.challenges.words import ANSWERS, DIRECTIONS
from riskpanel.decisions.voices import Card, agreement_words, cards
from riskpanel.panel.agenda import SPEAKS, needs, voices
from riskpanel.panel.forms import HOW
from riskpanel.panel.merits import weighed
from riskpanel.panel.models import AgendaItem
from riskpanel.people.models import Person
from riskpanel.people.pages import about, speaks
from riskpanel.referrals.forms import TAKING_PART
from riskpanel.referrals.gathering import their_words
from riskpanel.referrals.models import Contribution
from riskpanel.referrals.pages import overseen
from riskpanel.referrals.sent import by_whom, rows
from riskpanel.web.filters import date_words

# The groups of a record that a panel weighs, in the order in which it reads them
WEIGHED = ("benefits", "harms", "strengths", "history", "safeguards", "restrictions")
WITH_OPTIONS = ("positive-risk", "best-interests")


@dataclass(frozen=True)
class Options:
    """The options of one record, side by side."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Papers:
    """What the pack of one case holds."""

    words: str
    sent: tuple[dict[str, Any], ...]
    rows: tuple[dict[str, Any], ...]
    options: tuple[Options, ...]
    weighed: tuple[dict[str, Any], ...]
    views: tuple[Card, ...]
    challenge: tuple[dict[str, Any], ...]
    answers: tuple[dict[str, str], ...]
    records: tuple[dict[str, str], ...]


def banner(person: Person) -> dict[str, Any]:
    """The banner about the person, without the way into a record that those who sit may not see."""
    return about(person) | {"href": ""}


def papers(item: AgendaItem, records: Sequence[Assessment]) -> Papers:
    """Everything on the page of a case's papers."""
    referral = item.referral
    frozen = {one.questionnaire: weighed(one.frozen or {}) for one in records}
    challenge = referral.challenge
    return Papers(
        words=their_words(referral.decision),
        sent=tuple(_sent(item, one) for one in referral.sent),
        rows=tuple(_summary(item, frozen)),
        options=tuple(_options(frozen)),
        weighed=tuple(_weighed(frozen)),
        views=tuple(cards(referral.decision)),
        challenge=tuple(_challenge(challenge)) if challenge else (),
        answers=tuple(_answer(one) for one in challenge.responses) if challenge else (),
        records=tuple(_record_line(item, one) for one in records),
    )


def _sent(item: AgendaItem, one: Contribution) -> dict[str, Any]:
    """What somebody sent, and where its file is opened by those who sit."""
    href = url_for("panel.sent_file", item_id=item.id, contribution_id=one.id) if one.file_name else ""
    return {"title": f"Sent by {by_whom(one)}", "rows": rows(one, href), "apart": one.apart}


def _summary(item: AgendaItem, frozen: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    referral, decision = item.referral, item.referral.decision
    rows = (
        ("The question for the panel", referral.question),
        ("The decision", decision.sentence),
        ("Who decides", decision.who_decides),
        ("Needed by", date_words(decision.needed_by)),
        ("If nothing is decided", decision.if_nothing),
        ("Meanwhile", referral.interim_plan or decision.interim_plan),
        ("Is there agreement?", _joined(agreement_words(decision), decision.agreement_reasons)),
        ("Who disagrees about what", referral.disagreement),
        ("What has been tried", referral.tried),
        ("Why it did not settle", referral.not_settled or ""),
        ("Legal advice", referral.legal_advice or ""),
        ("Looked at before it went", overseen(referral)),
        ("What the panel is not asked to do", referral.not_asked),
        ("The capacity record says", _capacity(frozen.get("capacity"))),
        ("How the person takes part", TAKING_PART.get(referral.taking_part, "")),
        ("What they need", needs(item)),
        ("Who may speak for them", speaks(referral.person)),
        ("Gaps that the referral came with", [*referral.gaps, *filter(None, [referral.gaps_reason])]),
    )
    return ({"key": key, "value": value} for key, value in rows if value)


def _joined(*parts: str) -> list[str]:
    return [one for one in parts if one]


def _capacity(frozen: Mapping[str, Any] | None) -> list[str]:
    """What the record concludes, in its own words, and whose conclusion it is."""
    if not frozen:
        return ["No capacity record for this decision has been concluded. The law starts from capacity."]
    conclusion = next((one["answer"] for one in _answers(frozen) if one["id"] == "conclusion"), "")
    return _joined(conclusion, f"Concluded by {frozen.get('completed_by', '')}.")


def _answers(frozen: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in frozen.get("sections", []):
        yield from section.get("answers", [])


def _options(frozen: Mapping[str, Mapping[str, Any]]) -> Iterator[Options]:
    """The options of the records that compare them, as columns."""
    for name in WITH_OPTIONS:
        record = frozen.get(name, {})
        for group in _answers(record):
            if group["id"] == "options" and group["entries"]:
                yield _side_by_side(f"The options: {record['title']}", group["entries"])


def _side_by_side(caption: str, entries: Sequence[Mapping[str, Any]]) -> Options:
    told = [dict(entry["answers"]) for entry in entries]
    labels = dict.fromkeys(label for one in told for label in one)
    rows = tuple({"label": label, "cells": [one.get(label, "") for one in told]} for label in labels)
    return Options(caption, tuple(entry["name"] for entry in entries), rows)


def _weighed(frozen: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The good hoped for, the harm feared and the plan, each by name with what was written of it."""
    groups = {one["id"]: one for one in _answers(frozen.get("positive-risk", {}))}
    for id in WEIGHED:
        if id in groups and groups[id]["entries"]:
            yield {"key": groups[id]["label"], "value": [_entry(one) for one in groups[id]["entries"]]}


def _entry(entry: Mapping[str, Any]) -> str:
    more = [f"{label}: {said}" for label, said in entry["answers"] if said != entry["name"]]
    return "\n".join([entry["name"], *more])


def _challenge(challenge: Challenge) -> Iterator[dict[str, Any]]:
    rows = (
        ("Challenged", challenge.statement),
        ("Why", DIRECTIONS.get(challenge.direction, "")),
        ("Raised by", f"{challenge.raised_by.name}, {challenge.raised_by.job}"),
        ("The other side's reasons, fairly put", challenge.their_reasoning),
        ("Facts seen differently", challenge.facts),
        ("What the facts mean", challenge.interpretation),
        ("What matters", challenge.values),
        ("The law", challenge.law),
        ("What the person says of it", challenge.person_says),
        ("Asked for", challenge.ask),
        ("Another way", challenge.alternative),
        ("Evidence", [_evidence(one.claim, one.source) for one in challenge.evidence if not one.asked_of_them]),
        ("Asked to be shown", [_evidence(one.claim, one.shown or "not shown yet") for one in challenge.evidence
                               if one.asked_of_them]),
    )
    return ({"key": key, "value": value} for key, value in rows if value)


def _evidence(claim: str, source: str) -> str:
    return f"{claim} ({source})" if source else claim


def _answer(response: Response) -> dict[str, str]:
    by = response.given_by.name if response.given_by else response.given_by_name
    text = "\n".join(_joined(response.reasons, response.evidence_given))
    title = ANSWERS.get(response.answer, response.answer)
    return {"title": title, "when": date_words(response.given_at), "by": by, "text": text}


def _record_line(item: AgendaItem, record: Assessment) -> dict[str, str]:
    frozen = record.frozen or {}
    return {"text": frozen.get("title", ""), "href": url_for("panel.pack_record", item_id=item.id, record_id=record.id),
            "said": f"Concluded by {frozen.get('completed_by', '')}, {date_words(record.concluded_at)}"}


def speaks_for_the_person(item: AgendaItem) -> list[str]:
    """Who spoke for the person, and how, for the record."""
    return [f"{one.called}: {HOW.get(one.how, '').lower()}" for one in voices(item) if one.part in SPEAKS]
