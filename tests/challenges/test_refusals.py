"""Who may not: nobody rules on their own decision, and nobody sees what they should not."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.challenges import answering, services
from riskpanel.challenges.models import Challenge, Response, Turn
from riskpanel.clock import ENGLAND, at, today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotNow, Refused
from tests.challenges.test_road import at as page_of
from tests.challenges.test_road import on, starts
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer


def again(challenge: Challenge) -> Challenge:
    """The challenge as the database holds it now."""
    return db.session.get_one(Challenge, challenge.id)


NASTY = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 -- \u202e %00"


def further(stage: str = "managers", **more: Any) -> dict[str, Any]:
    """A form that takes a challenge further."""
    return {"stage": stage, "because": "The reasons do not answer the point.", **more}


def test_nobody_answers_a_challenge_to_their_own_decision_past_the_first_talk(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    an_answer(people, sent)
    sam = browse("sam")
    offered = sam.get(page_of(sent, "/escalate")).partition("<select")[2].partition("</select>")[0]
    assert "Lea Stone" in offered
    assert "Mo Bright" not in offered
    for barred in (people.mo, people.sam):
        answer = sam.post(page_of(sent, "/escalate"), **further(owed_by=str(barred.id)))
        assert answer.status_code == 422
        with pytest.raises(Incomplete):
            services.escalate_challenge(again(sent), further(owed_by=str(barred.id)), by=people.sam)
    sam.post(page_of(sent, "/escalate"), status=303, **further("practice-lead", owed_by=str(people.lea.id),
                                                              skipping_because="Mo manages the team."))
    browse("mo").get(page_of(sent, "/answer"), status=403)
    browse("lea").post(page_of(sent, "/answer"), answer="agreed", reasons="There is no risk with Tom.", status=303)


def test_the_decision_maker_reconsiders_at_the_first_talk_and_only_they(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    for other in ("sam", "pru", "lea"):
        browse(other).get(page_of(sent, "/answer"), status=403)
    with pytest.raises(Refused):
        answering.record_answer(again(sent), {"answer": "agreed", "reasons": "x", "given_by_name": "Mo"}, by=people.sam)
    browse("mo").get(page_of(sent, "/answer"))


def test_a_decision_maker_who_later_changes_hands_cannot_rule_either(people: World) -> None:
    decision = a_decision(people)
    sent = a_challenge(people, decision)
    an_answer(people, sent)
    services.escalate_challenge(again(sent), further(owed_by=str(people.lea.id)), by=people.sam)
    db.session.get_one(Decision, decision.id).decision_maker_id = people.lea.id
    with pytest.raises(Refused):
        answering.answer_challenge(again(sent), {"answer": "agreed", "reasons": "x"}, by=people.lea)
    with pytest.raises(Incomplete):
        services.escalate_challenge(again(sent), further("legal", owed_by=str(people.mo.id)), by=people.sam)
    db.rollback()


def test_an_outside_decision_maker_is_not_asked_twice(people: World) -> None:
    decision = a_decision(people, colleague="", decision_maker_name="Dr Ife Obi", decision_maker_role="Elm Hospital")
    sent = a_challenge(people, decision)
    with pytest.raises(Incomplete, match="did not make this decision"):
        services.escalate_challenge(again(sent), further(owed_by_name="dr ife obi"), by=people.sam)
    services.escalate_challenge(again(sent), further(owed_by_name="Jo Marr, medical director"), by=people.sam)
    db.commit()
    assert again(sent).owed_by == "Jo Marr, medical director"


def test_a_challenge_to_ones_own_decision_is_taken_down_by_somebody_else(browse: Any, people: World) -> None:
    decision, mo = a_decision(people), browse("mo")
    mo.get(f"/decisions/{decision.id}/challenges/start", status=403)
    with pytest.raises(Refused, match="somebody else"):
        services.start_challenge(decision, {"danger_now": "no"}, by=people.mo)


def test_whoever_owes_the_answer_does_not_settle_withdraw_or_escalate(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    mo = browse("mo")
    for page in ("/settle", "/withdraw", "/escalate"):
        mo.get(page_of(sent, page), status=403)
    assert "Settle it" not in mo.get(page_of(sent))


def test_the_maker_of_the_decision_does_not_see_a_draft(browse: Any, people: World) -> None:
    decision = a_decision(people)
    draft, mo = a_draft_challenge(people, decision), browse("mo")
    mo.get(page_of(draft), status=404)
    assert page_of(draft) not in mo.get("/challenges")
    assert page_of(draft) not in mo.get(f"/decisions/{decision.id}")


def test_another_team_sees_nothing_of_it(browse: Any, people: World) -> None:
    decision = a_decision(people)
    sent, ines = a_challenge(people, decision), browse("ines")
    for page in ("", "/letter", "/escalate", "/settle", "/check"):
        ines.get(page_of(sent, page), status=404)
    ines.get(f"/decisions/{decision.id}/challenges/start", status=404)
    assert page_of(sent) not in ines.get("/challenges")
    assert "challenge" not in ines.get("/").partition("<main")[2]


def test_an_administrator_has_no_challenges(browse: Any, people: World) -> None:
    browse("adi").get("/challenges", status=403)


def test_a_colleague_who_owes_an_answer_may_see_the_record(browse: Any, people: World) -> None:
    dee = browse("dee")
    sent = a_challenge(people, a_decision(people))
    dee.get(page_of(sent), status=404)
    services.escalate_challenge(again(sent), further(owed_by=str(people.dee.id)), by=people.sam)
    db.commit()
    assert "Answer Sam Okoro’s challenge" in dee.get("/")
    dee.post(page_of(sent, "/answer"), answer="agreed", reasons="The friend makes it safe enough.", status=303)


def test_a_skipped_stage_and_a_missing_person_are_asked_about(browse: Any, people: World) -> None:
    sent, sam = a_challenge(people, a_decision(people)), browse("sam")
    refused = sam.post(page_of(sent, "/escalate"), **further("legal", owed_by=str(people.pru.id)))
    assert refused.status_code == 422
    assert "Write why this is passed over: Managers" in refused.text
    assert "Choose one colleague, or name one person" in sam.post(page_of(sent, "/escalate"), **further()).text
    assert sam.post(page_of(sent, "/escalate"), **further("panel", owed_by=str(people.pru.id))).status_code == 422


def test_a_challenge_goes_to_the_panel_only_by_a_referral_and_beyond_it(people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    services.take_to_panel(again(sent), "Risk enablement panel", by=people.sam)
    db.commit()
    assert (again(sent).state, again(sent).stage) == ("referred", "panel")
    services.escalate_challenge(again(sent), further("legal", owed_by_name="Council solicitor"), by=people.sam)
    db.commit()
    assert (again(sent).state, again(sent).stage, len(again(sent).turns)) == ("sent", "legal", 3)


def test_an_answer_always_has_reasons(browse: Any, people: World) -> None:
    sent, mo = a_challenge(people, a_decision(people)), browse("mo")
    refused = mo.post(page_of(sent, "/answer"), answer="agreed", reasons="  ")
    assert refused.status_code == 422
    assert "an answer always has them" in refused.text
    with pytest.raises(Incomplete):
        answering.answer_challenge(again(sent), {"answer": "agreed", "reasons": ""}, by=people.mo)


def test_a_settled_challenge_is_not_answered_or_changed(browse: Any, people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    ended = {"outcome": "changed", "what_changed": "She goes.", "what_changed_said_by": "Rosa"}
    services.settle_challenge(again(sent), ended, by=people.sam)
    db.commit()
    browse("mo").get(page_of(sent, "/answer"), status=409)
    browse("sam").get(page_of(sent, "/write/ask"), status=409)
    with pytest.raises(NotNow):
        services.send_challenge(again(sent), by=people.sam)


# ---- Clocks


@pytest.mark.parametrize(("urgent", "due"), [(None, "2026-12-30"), (True, "2026-12-24")])
def test_an_answer_due_over_christmas_counts_working_days(people: World, urgent: bool | None, due: str) -> None:
    with at(datetime(2026, 12, 23, 10, tzinfo=ENGLAND)):
        sent = a_challenge(people, a_decision(people, needed_by="2027-02-01"), urgent=urgent)
    assert sent.answer_due_on is not None
    assert sent.answer_due_on.isoformat() == due


def test_a_late_start_at_a_stage_is_not_due_in_the_past(people: World) -> None:
    with at(datetime(2026, 11, 2, 10, tzinfo=ENGLAND)):
        sent = a_challenge(people, a_decision(people))
    with at(datetime(2026, 11, 20, 10, tzinfo=ENGLAND)):
        services.escalate_challenge(again(sent), further(owed_by=str(people.lea.id)), by=people.sam)
        db.commit()
        assert sent.answer_due_on is not None
        assert sent.answer_due_on > today()
    assert sent.answer_due_on.isoformat() == "2026-11-24"


def test_an_overdue_answer_is_the_challengers_to_take_further(browse: Any, people: World) -> None:
    with at(datetime(2026, 10, 1, 10, tzinfo=ENGLAND)):
        sent = a_challenge(people, a_decision(people))
    sam = browse("sam")
    assert "Take your unanswered challenge further" in sam.get("/")
    assert page_of(sent) in sam.get("/challenges?show=overdue")


# ---- Two people, two tabs, and hostile words


def test_a_form_sent_twice_has_one_effect(browse: Any, people: World) -> None:
    sent, mo = a_challenge(people, a_decision(people)), browse("mo")
    fields = {**mo.form(page_of(sent, "/answer")), "answer": "agreed", "reasons": "I had the date wrong."}
    first, second = (mo.send(page_of(sent, "/answer"), **fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1


def test_sending_twice_sends_once(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    fields = sam.form(page_of(draft, "/check"))
    for _ in range(2):
        assert sam.send(page_of(draft, "/send"), **fields).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Turn)) == 1


def test_two_people_writing_one_page_see_both_versions(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    sam, pru, page = browse("sam"), browse("pru"), page_of(draft, "/write/ask")
    opened = sam.form(page)
    pru.post(page, ask="Let her go on Tuesday.", status=303)
    refused = sam.send(page, **opened, ask="Let her go on Sunday.")
    assert refused.status_code == 409
    assert "Let her go on Tuesday." in refused.text
    assert "Let her go on Sunday." in refused.text


def test_hostile_words_are_shown_as_words(browse: Any, people: World) -> None:
    sam = browse("sam")
    first = starts(sam, a_decision(people))
    sam.post(first, statement=NASTY, where_written=NASTY, direction="too-restrictive", status=303)
    home = first.removesuffix("/write/statement")
    for page in (f"{home}/check", f"{home}/letter", home, "/challenges", "/"):
        text = sam.get(page)
        assert "<script>alert(1)" not in text
        assert "49" not in text.partition("alert(1)")[2][:40]
    assert sam.post(first, direction="worst-ever").status_code == 422
    assert sam.post(first, statement="x" * 2001).status_code == 422
    sam.get(f"{home}/write/nothing", status=404)
    sam.get(f"{home}/write/evidence", status=404)
    sam.get("/challenges?show='&page=-9999999999999999999")


def test_a_date_that_cannot_be_is_refused_and_kept(browse: Any, people: World) -> None:
    draft, sam = a_draft_challenge(people, a_decision(people)), browse("sam")
    late = sam.post(page_of(draft, "/write/statement"), statement="One.", **on("decided_on", datetime(2999, 1, 1)))
    assert late.status_code == 422
    assert "When it was decided is in the future" in late.text
    assert 'value="2999"' in late.text


def test_pages_cost_few_statements(browse: Any, people: World, app: Any) -> None:
    sent = a_challenge(people, a_decision(people))
    an_answer(people, sent)
    sam, seen = browse("sam"), list[str]()
    engine = app.extensions["engine"]
    sa.event.listen(engine, "before_cursor_execute", lambda *args: args[2] != "BEGIN" and seen.append(args[2]))
    for page in (page_of(sent), page_of(sent, "/letter"), "/challenges", "/", page_of(sent, "/escalate")):
        seen.clear()
        sam.get(page)
        assert len(seen) <= 12, (page, len(seen))


def test_nothing_typed_is_lost_when_a_challenge_is_withdrawn_as_a_draft(people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    services.withdraw_challenge(again(draft), "Mo rang and changed it.", by=people.sam)
    db.commit()
    assert db.session.get(Challenge, draft.id).facts == "In May her friend was not with her."
