"""Fills in any record from its questions: through a browser without JavaScript, or by the services (`answer_all`).

`answers` gives what matters to the test, by question: a value, a list of entries for a group, or None to leave a blank.
Everything else is answered plausibly: PLAUSIBLE says how, where the first option would not do, and no stop fires.
"""

import html
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from riskpanel import db
from riskpanel.assessments import services
from riskpanel.assessments.models import Assessment
from riskpanel.assessments.walk import Walk, walk
from riskpanel.clock import today
from riskpanel.rulebook import Question
from tests.client import Client

Answers = Mapping[str, Any]

FRAMED = {"one_decision": "yes", "reason_to_doubt": "no", "doubt_kind": None, "danger_now": "no",
          "advocate_needed": "no", "safeguarding": "none", "safeguarding_signs": ["none"], "influence": "none",
          "kinds_in_it": None}
ABLE = {"plan_before": "no", "doubt_kind": ["seen"], "understand": "able", "retain": "able", "weigh": "able",
        "weigh_reason": ["used"], "communicate": "able", "impairment": None, "impairment_source": None,
        "impairment_fits": None, "link_text": None, "other_causes": None, "other_causes_why_not": None,
        "conclusion": "has", "fluctuates": "no", "say_do_gap": "no", "influence": "none", "unwise": "no",
        "agreement_changes_view": "no"}
RISK_TAKEN = {"capacity_position": "presumed", "influence": "none", "more_than_minor": "no", "restrictions": [],
              "chosen_option": "To Whitby by train",
              "options": [{"name": "To Whitby by train", "kind": "choice", "available": "yes"},
                          {"name": "Doing nothing more than now", "kind": "nothing-more"}]}
HOME = {"name": "Home", "available": "yes", "funded": "yes", "benefits": "Her own bed", "burdens": "Alone at night",
        "foreseeable": "She settles"}
ELM_COURT = {"name": "Elm Court", "available": "yes", "benefits": "Company", "burdens": "Not her home",
             "foreseeable": "She grieves", "rejected_because": ["wishes"]}
BEST_FOR_HER = {"decider_right": "yes", "authority_limits": ["none"], "authority_followed": "none-found",
                "since_assessment": ["none"],
                "authority_checked": ["attorney", "deputy", "advance-decision", "court-order"],
                "wishes_weight": "full", "serious_kind": ["none"], "home_change": "no", "contact_limited": "no",
                "restraint": "no", "sedation": "no", "covert_meds": "no", "more_than_minor": "no",
                "follows_wishes": "yes", "reasons_rest_on": ["wishes"], "dispute_next": None,
                "written_statement": "none", "chosen_option": "Home", "options": [HOME, ELM_COURT],
                "told": [{"who": "Rosa", "is_the_person": "yes", "how": "In person"}]}

COMES_AND_GOES = {"observations": [{"date": "2026-11-03", "able": "could"},
                                   {"date": "2026-11-09", "able": "could-not"}]}
PRESSED = {"safeguarding": "raised", "cause": "pressure", "routes": ["safeguarding", "legal"]}
LIMITED = {"objection": "words", "protects": ["advocate", "challenge"], "setting": "own-home",
           "authorisations": [{"kind": "court", "from": "2026-10-01",
                               "to": (today() + timedelta(days=90)).isoformat()}],
           "referrals": [{"kind": "legal", "to_whom": "The council's solicitor", "on": "2026-11-03"}]}
AT_SEVENTEEN = {"relied_on": ["none"], "limited": "no", "limited_route": "not-limited", "transition": "planned"}

PLAUSIBLE: Mapping[str, Answers] = {
    "framing": FRAMED,
    "support": {"interpreter": "not-needed", "interpreter_interest": None, "outcome": "decided"},
    "capacity": ABLE,
    "positive-risk": RISK_TAKEN,
    "best-interests": BEST_FOR_HER,
    "fluctuation": COMES_AND_GOES,
    "executive": {"gap": "same", "leads_to": "help"},
    "influence": PRESSED,
    "liberty": LIMITED,
    "young-person": AT_SEVENTEEN,
    "review": {"restrictions_change": "fewer", "person_told": "yes"},
}


def the_record(url: str) -> Assessment:
    """The record at an address, read afresh."""
    db.session.remove()
    found = re.search(r"/assessments/([0-9a-f-]{36})", url)
    assert found, url
    return db.session.get_one(Assessment, uuid.UUID(found[1]))


def plausible(question: Question) -> Any:
    """An answer of the right type."""
    by_type: Mapping[str, Any] = {
        "text": f"{question.words}: briefly"[:150],
        "long-text": f"{question.words}: told in their own words.",
        "person": "Ana Delgado",
        "document": "In the shared folder",
        "date": (today() + timedelta(days=14)).isoformat(),
        "number": question.min or 1,
        "yes-no": "yes",
        "yes-no-unsure": "yes",
    }
    if question.type in by_type:
        return by_type[question.type]
    first = next(iter(question.options), None)
    return [first] if question.type == "several-of" and first else first


def told_of(questionnaire: str, answers: Answers | None, question: Question) -> Any:
    """What the test says, else what is plausible for this record, else anything of the right type."""
    for told in (answers or {}, PLAUSIBLE.get(questionnaire, {})):
        if question.id in told:
            return told[question.id]
    return [entry_of(question)] * max(question.at_least, 1) if question.type == "group" else plausible(question)


def entry_of(group: Question) -> dict[str, Any]:
    return {ask.id: plausible(ask) for ask in group.asks if not (ask.options_from and ask.type == "several-of")}


# ---- By the services

def answer_all(assessment: Assessment, answers: Answers | None = None, *, by: Any) -> Assessment:
    """Answer every question on the path, page by page; the record is then ready to conclude."""
    done: set[str] = set()
    while page := next((page for page in walk(assessment).pages if page.id not in done), None):
        done.add(page.id)
        given = {question.id: told_of(assessment.questionnaire, answers, question) for question in page.questions}
        if page.group:
            _entries(assessment, page.questions[0], given[page.id] or (), answers or {}, by)
        else:
            services.save_answers(assessment, given, by=by)
    return assessment


def _entries(assessment: Assessment, group: Question, entries: Iterable[Answers], answers: Answers, by: Any) -> None:
    for entry in entries:
        services.save_entry(assessment, group.id, entry, by=by)
    reason = answers.get(group.none_because.id) if group.or_reason else None
    if reason:
        services.save_answers(assessment, {group.none_because.id: reason}, by=by)


def a_record(decision: Any, questionnaire: str, answers: Answers | None = None, *, by: Any,
             concluded: bool = True) -> Assessment:
    """A record about a decision, answered and (unless told otherwise) concluded."""
    assessment = answer_all(services.start(decision.id, questionnaire, by=by), answers, by=by)
    if concluded:
        services.conclude(assessment, by=by)
    db.commit()
    return assessment


# ---- Through the pages

def started(client: Client, decision_id: Any, questionnaire: str) -> str:
    """Start a record through its page; the record's address."""
    first = client.post(f"/decisions/{decision_id}/assessments/start/{questionnaire}", status=303).location
    return first.rsplit("/", 1)[0]


def fill(client: Client, url: str, answers: Answers | None = None) -> str:
    """Walk a record's pages in order, as saving leads, to the answers to check; returns that page's address."""
    found = walk(the_record(url))
    here = f"/assessments/{found.assessment.id}/{found.pages[0].id}"
    while not here.endswith("/check-answers"):
        here = _fill_page(client, walk(the_record(url)), here, answers)
    return here


def _fill_page(client: Client, found: Walk, here: str, answers: Answers | None) -> str:
    page = found.page_asking(here.rsplit("/", 1)[1])
    assert page is not None, f"{here} is not on the path"
    given = {question.id: told_of(found.questionnaire.id, answers, question) for question in page.questions}
    if not page.group:
        return send(client, here, page.questions, given)
    group = page.questions[0]
    for entry in given[group.id] or ():
        send(client, f"{here}/add", group.asks, entry)
    reason = (answers or {}).get(group.none_because.id) if group.or_reason else None
    return send(client, here, (group.none_because,) if reason else (), {group.none_because.id: reason})


def send(client: Client, url: str, questions: Iterable[Question], given: Answers, status: int = 303) -> str:
    """Fill one page in and send it; where it leads."""
    text = client.get(url)
    carried = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    fields = {name: html.unescape(value) for name, value in carried}
    for question in questions:
        fields |= typed(question, given.get(question.id), text)
    return str(client.send(url, status=status, **fields).location)


def typed(question: Question, value: Any, page: str = "") -> dict[str, Any]:
    """What a browser would send for an answer."""
    if value is None:
        return {}
    if question.type == "date":
        year, month, day = value.split("-")
        return {f"{question.id}-day": day, f"{question.id}-month": month, f"{question.id}-year": year}
    if question.type == "person" and f'value="{value}"' not in page and "someone-else" in page:
        return {question.id: "someone-else", f"{question.id}-other": value}
    return {question.id: value}
