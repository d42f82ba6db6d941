"""The MCA mailbox: asked by anybody, answered with sources, and published so that nobody can be known by it."""

from typing import Any

import pytest

from riskpanel import db
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.mailbox import queries, services
from riskpanel.mailbox.models import Question
from riskpanel.rulebook.current import rules
from tests.stories import World, a_decision

ASKED = "Rosa wants the train and Mo says she forgets. Is forgetting enough?"
GENERAL = {"general_question": "Is forgetting later enough to doubt capacity?",
           "general_answer": "No: what matters is keeping it long enough to decide.", "read_again": None}


def a_question(world: World, decision: Any = None) -> Question:
    made = services.ask(ASKED, by=world.sam, decision=decision)
    db.commit()
    return made


def answered(world: World, decision: Any = None) -> Question:
    made = db.session.get_one(Question, a_question(world, decision).id)
    services.answer(made, {"answer": "Look at section 3(3).", "sources": ["mca-2005-s3-1"]}, by=world.lea)
    db.commit()
    return made


def test_a_question_about_a_decision_is_asked_answered_and_read(browse: Any, people: World) -> None:
    decision = a_decision(people)
    asked = browse("sam").post(f"/decisions/{decision.id}/ask", status=303, asked=ASKED).location
    assert "Answer Sam Okoro" in browse("lea").get("/")
    answer = browse("lea").get(f"{asked}/answer")
    assert ASKED.split(".")[0] in answer
    browse("lea").post(f"{asked}/answer", status=303, answer="Help comes first.", sources="mca-2005-s1-3")
    page = browse("sam").get(asked)
    assert "Help comes first." in page
    assert rules().sources["mca-2005-s1-3"].title in page
    assert "Answered" in browse("sam").get(f"/decisions/{decision.id}")
    assert "Answer Sam Okoro" not in browse("lea").get("/")


def test_a_question_is_between_its_asker_and_the_lead(browse: Any, people: World) -> None:
    asked = a_question(people, a_decision(people))
    for name in ("mo", "ines", "pru"):
        browse(name).get(f"/mailbox/{asked.id}", status=404)
        assert "forgets" not in browse(name).get("/mailbox")
    browse("sam").get(f"/mailbox/{asked.id}/answer", status=403)
    with pytest.raises(Refused):
        services.answer(asked, {"answer": "Yes."}, by=people.pru)


def test_nobody_asks_about_a_decision_they_may_not_see(browse: Any, people: World) -> None:
    browse("ines").get(f"/decisions/{a_decision(people).id}/ask", status=404)


def test_what_is_published_is_read_and_searched_by_everybody(browse: Any, people: World) -> None:
    found = answered(people, a_decision(people))
    assert "Nothing has been published yet" in browse("adi").get("/guidance/answers")
    browse("lea").post(f"/mailbox/{found.id}/publish", status=303, **GENERAL)
    for url in ("/guidance/answers", "/guidance/answers?words=LONG+forgetting"):
        page = browse("adi").get(url)
        assert GENERAL["general_answer"] in page
        assert "Rosa" not in page
    assert "No answer holds all of" in browse("adi").get("/guidance/answers?words=budgie")
    assert "/guidance/answers" in browse("joe").get("/guidance")


@pytest.mark.parametrize("words", ["Rosa forgets.", "What did Mo say?", "As in C-7K3M-Q2ZD.", "Number 943 476 5919"])
def test_a_warning_comes_where_somebody_could_be_known(browse: Any, people: World, words: str) -> None:
    found = answered(people, a_decision(people))
    publish = f"/mailbox/{found.id}/publish"
    page = browse("lea").post(publish, status=422, **{**GENERAL, "general_answer": words})
    assert "Somebody could be known by" in page.text
    assert words in page.text
    with pytest.raises(Incomplete, match="could be known"):
        services.publish(db.session.get_one(Question, found.id), {**GENERAL, "general_answer": words}, by=people.lea)
    browse("lea").post(publish, status=303, **{**GENERAL, "general_answer": words, "read_again": "yes"})


def test_an_answer_is_taken_back_and_what_was_written_is_kept(browse: Any, people: World) -> None:
    found = answered(people)
    services.publish(found, GENERAL, by=people.lea)
    db.commit()
    browse("lea").post(f"/mailbox/{found.id}/take-back", at=f"/mailbox/{found.id}", status=303)
    assert queries.published("") == []
    assert GENERAL["general_answer"] in browse("lea").get(f"/mailbox/{found.id}")


def test_what_has_no_answer_is_not_published(people: World) -> None:
    with pytest.raises(NotNow):
        services.publish(a_question(people), GENERAL, by=people.lea)


@pytest.mark.parametrize("values", [{"answer": ""}, {"answer": "Yes.", "sources": ["mca-2005-s999"]}])
def test_an_answer_says_something_and_rests_on_sources_there_are(people: World, values: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        services.answer(a_question(people), values, by=people.lea)


def test_an_empty_question_is_not_asked(browse: Any, people: World) -> None:
    assert "Write your question" in browse("sam").post("/mailbox/ask", status=422, asked=" ").text
    with pytest.raises(Incomplete):
        services.ask(" ", by=people.sam)
