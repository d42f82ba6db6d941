"""What a panel does not weigh stays out of a pack: none of our own words in it speaks of money to be spent."""

import re

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.assessments.models import Assessment
from riskpanel.panel.merits import NOT_WEIGHED, known_words, of_money, weighed_sentences
from riskpanel.panel.queries import RECORDS_READ
from riskpanel.rulebook.current import rules
from tests.documents.reading import read
from tests.packs.papers import SITTING, a_record, copies_for, frozen
from tests.panel.cases import a_listed_case, declare
from tests.stories import World

MONEY = re.compile(r"\b(costs?|budgets?|pric(e|es|ed)|fund(s|ed|ing)?|afford\w*|expens\w*|pay(s|ing|ments?)?|paid)\b",
                   re.IGNORECASE)
OWN = "What it costs, and what else the budget could buy: Its cost."
FUNDED = "If it costs money, has that been agreed?"
# Our words that hold such a word and are not about what a panel would spend: each was read, and may stand in a pack
KEPT = (
    "What would waiting allow, and what would it cost?",
    "Write what they gain by the choice, and what refusing it would cost them.",
    "Is there anyone suitable to consult who is not paid to care for them?",
)


@pytest.mark.usefixtures("app")
def test_every_word_of_ours_about_money_in_what_a_panel_reads_is_known() -> None:
    said = set()
    for questionnaire in rules().questionnaires.values():
        if questionnaire.id in RECORDS_READ:
            for question in questionnaire.every():
                for one in (question, *question.asks):
                    said |= {one.title, one.words, *one.options.values()}
    for check in rules().checks.values():
        if set(check.applies_to) & set(RECORDS_READ):
            said |= {check.say, weighed_sentences(check.settle)}
    left = {words for words in said if MONEY.search(words) and not of_money(words)}
    assert left <= set(KEPT)


@pytest.mark.usefixtures("app")
def test_words_of_what_somebody_would_bear_are_not_about_money() -> None:
    assert [one for one in KEPT if of_money(one)] == []
    known = known_words(rules().fingerprint)
    assert FUNDED in known.questions
    assert known.choices["If it is not chosen, what is that because of?"] == {"Its cost"}


def test_a_pack_holds_no_word_of_ours_about_money_and_every_word_of_theirs(browse, people: World) -> None:
    item = a_listed_case(people)
    finding = {"say": "The record gives cost as a reason within best interests.", "settle": "Write it apart."}
    kept = {"say": "The record chooses what is not available.",
            "settle": "Choose again. Write any refusal to fund apart."}
    findings = [{"state": "fires", "because": [{"label": FUNDED, "said": "No"}], "open": [], "changes": [],
                 "sources": [], "check": words | {"id": "x", "severity": "stop", "confirmed": True}}
                for words in (finding, kept)]
    entries = [{"name": "Home", "answers": [["The option", "Home"], [FUNDED, "No"], ["What speaks for it?", OWN],
                                            ["If it is not chosen, what is that because of?",
                                             "It is not available, Its cost"]]}]
    sections = [{"title": "Options", "answers": [
        {"id": "options", "question": "What are the options?", "label": "Options", "answer": "", "entries": entries},
        {"id": "reasons_rest_on", "question": "What do those reasons rest on?", "label": "What the reasons rest on",
         "answer": "Their physical safety, What it costs", "entries": []}]}]
    a_record(people, item, "best-interests", **frozen(sections=sections, findings=findings))
    declare(people, item, *SITTING)
    ada = browse("ada")
    record = db.session.scalars(sa.select(Assessment.id).where(Assessment.questionnaire == "best-interests")).one()
    for page in (f"/items/{item.id}/pack", f"/items/{item.id}/pack/{record}", f"/items/{item.id}/chair"):
        shown = ada.get(page)
        assert FUNDED not in shown, page
        assert not re.search(r"Its cost|What it costs", shown.replace(OWN, "")), page
        assert NOT_WEIGHED in shown, page
    copy = copies_for(people, item)["ada"]
    text = re.sub(r"\s+", " ", read(browse("ada").http.get(f"/copies/{copy.id}.pdf").data).text)
    assert OWN in text
    assert not MONEY.search(text.replace(OWN, "").replace(item.referral.not_asked, ""))
    assert text.count(NOT_WEIGHED) == 2
    assert "Their physical safety" in text
    assert "The record chooses what is not available." in text
    assert "Choose again." in text
