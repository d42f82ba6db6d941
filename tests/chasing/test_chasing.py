"""Agreed actions and replies seen through: reminders, each once, a log, proof in words or a file, and reopening."""

from collections import Counter
from datetime import date, timedelta
from io import BytesIO

import pytest

from riskpanel import db
from riskpanel.advice import services as advice
from riskpanel.advice.services import reply_due_on
from riskpanel.calendar import ONE_DAY, add_working_days
from riskpanel.chasing import services
from riskpanel.chasing.models import Chase, Proof
from riskpanel.clock import today
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.messages.models import Message
from riskpanel.panel.models import Advice, AgreedAction
from riskpanel.rulebook.current import rules
from tests.advice.test_road import dated
from tests.panel.cases import a_case_under_way, an_advice, declare
from tests.referrals.cases import Statements
from tests.stories import World

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def kept(day: date) -> Counter[str]:
    """A day's job, to its end."""
    done: Counter[str] = Counter()
    for some in services.keep(day):
        db.commit()
        done += some
    return done


def told(kind: str) -> set[object]:
    return {one.to_user_id for one in db.session.query(Message).filter_by(kind=kind)}


def later(day: date, working_days: int) -> date:
    return add_working_days(day, working_days, rules().bank_holidays)


def action_of(made: Advice, what: str) -> AgreedAction:
    return next(one for one in made.actions if one.what == what)


def test_an_action_is_reminded_of_before_and_after_it_is_due_each_once_and_no_sooner(people: World) -> None:
    made = an_advice(people)
    walk, card = action_of(made, "Walk the route once"), action_of(made, "A card to show")
    advice.reply(made, {"answer": "accept", "decision": "She goes", "reasons": "Good"}, by=people.mo)
    advice.finish_action(card, today(), "Seen", by=people.sam)
    db.commit()
    due, joe, sam, kit = walk.due_on, people.joe.id, people.sam.id, people.kit.id
    early = due
    while later(early, 2) >= due:
        early -= ONE_DAY
    assert kept(early) == Counter()
    assert kept(due - ONE_DAY) == kept(due) + Counter(soon=1)
    assert told("action-soon") == {joe}
    assert kept(due + ONE_DAY) == Counter(overdue=1)
    assert kept(later(due, 5)) == Counter()
    assert told("action-late") == set()
    assert kept(later(due, 6)) == Counter(late=1)
    assert kept(later(due, 60)) == Counter()
    assert told("action-overdue") == {joe}
    assert told("action-late") == {joe, sam, kit}
    assert [one.kind for one in db.session.query(Chase).order_by(Chase.at)] == ["soon", "overdue", "late"]
    assert all("Rosa" not in one.body for one in db.session.query(Message))


def test_an_action_whose_owner_has_no_account_is_reminded_of_to_the_referrer(people: World) -> None:
    made = an_advice(people)
    card = action_of(made, "A card to show")
    card.owner_name, sam = "Tom", people.sam.id
    services.note(card, "Rang Tom", by=people.sam)
    db.commit()
    kept(card.due_on)
    assert sam in told("action-soon")


def test_a_reply_is_reminded_of_like_an_action_by_the_day_it_is_due(people: World) -> None:
    made = an_advice(people)
    for one in made.actions:
        advice.finish_action(one, today(), "Seen", by=people.sam)
    db.commit()
    due, mo, sam, kit = reply_due_on(made), people.mo.id, people.sam.id, people.kit.id
    assert kept(today()) == Counter()
    assert kept(due) == Counter(soon=1)
    assert kept(due) == Counter()
    assert kept(due + ONE_DAY) == Counter(overdue=1)
    assert kept(later(due, 6)) == Counter(late=1)
    assert told("reply-soon") == told("reply-overdue") == {mo}
    assert told("reply-late") == {mo, sam, kit}
    assert {one.due_on for one in db.session.query(Chase)} == {due}


def test_what_is_done_by_hand_stands_in_the_log_and_is_never_rewritten(browse, people: World) -> None:
    made = an_advice(people)
    walk = action_of(made, "Walk the route once")
    address = f"/actions/{walk.id}"
    kit = browse("kit")
    assert "Say what was done" in kit.post(f"{address}/chase", words=" ", status=422).text
    kit.post(f"{address}/chase", words="Rang Joe: Friday.", status=303)
    page = browse("joe").get(address)
    for words in ("Chased by Kit Lowe", "Rang Joe: Friday."):
        assert words in page
    written = db.session.query(Chase).one()
    written.words = "Rang nobody"
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.session.rollback()


def test_a_file_shows_that_it_was_done_and_only_those_who_may_see_it_open_it(browse, people: World) -> None:
    made = an_advice(people)
    address = f"/actions/{action_of(made, 'Walk the route once').id}"
    joe = browse("joe")
    neither = joe.post(address, **dated("done_on", 0), proof="", status=422)
    assert "or attach a file that shows it" in neither.text
    strange = joe.post(address, **dated("done_on", 0), file=(BytesIO(b"MZ"), "walk.pdf"), status=422)
    assert "The file must be a PDF" in strange.text
    joe.post(address, **dated("done_on", 0), file=(BytesIO(PDF), "walk.pdf"), status=303)
    page = joe.get(address)
    assert "walk.pdf" in page
    taken = joe.http.get(f"/proofs/{db.session.query(Proof).one().id}")
    assert (taken.data, taken.headers["X-Content-Type-Options"]) == (PDF, "nosniff")
    browse("ines").get(f"/proofs/{db.session.query(Proof).one().id}", status=404)


def test_an_action_wrongly_called_done_is_opened_again_with_a_reason_and_its_past_kept(browse, people: World) -> None:
    made = an_advice(people)
    walk = action_of(made, "Walk the route once")
    services.finish(walk, today(), "I walked it", by=people.joe)
    db.commit()
    kit, address, joe = browse("kit"), f"/actions/{walk.id}", people.joe.id
    assert "Say why it is opened again" in kit.post(f"{address}/reopen", reason="", status=422).text
    kit.post(f"{address}/reopen", reason="That was another route.", status=303)
    page = kit.get(address)
    for words in ("Opened again by Kit Lowe", "That was another route.", "Due"):
        assert words in page
    assert told("action-reopened") == {joe}
    assert "Do what was agreed: Walk the route once" in browse("joe").get("/")
    before = [one.values for one in db.earlier_versions(db.session.get_one(AgreedAction, walk.id))]
    assert any(one.get("proof") == "I walked it" for one in before)
    kit.post(f"{address}/reopen", reason="Again", status=409)


def test_who_sees_an_action_through_and_who_does_not(browse, people: World) -> None:
    item = a_case_under_way(people)
    declare(people, item, "kit", interest="She is my neighbour")
    made = an_advice(people, item)
    walk = action_of(made, "Walk the route once")
    for name in ("kit", "mo", "bea", "pru"):
        with pytest.raises(Refused):
            services.note(walk, "Rang", by=people.users[name])
    with pytest.raises(NotNow):
        services.reopen(walk, "Why", by=people.joe)
    with pytest.raises(Incomplete):
        services.finish(walk, today(), " ", by=people.joe)
    services.note(walk, "Rang", by=people.ada)
    db.commit()
    browse("bea").get(f"/actions/{walk.id}", status=404)
    assert "Note that it was chased" not in browse("kit").get(f"/actions/{walk.id}")
    assert "Note that it was chased" in browse("ada").get(f"/actions/{walk.id}")


def test_the_page_of_an_action_asks_little_of_the_database(browse, people: World) -> None:
    made = an_advice(people)
    walk = action_of(made, "Walk the route once")
    services.finish(walk, today() - timedelta(days=0), "Seen", by=people.joe)
    db.commit()
    for name in ("joe", "kit", "mo"):
        reader = browse(name)
        with Statements() as sent:
            reader.get(f"/actions/{walk.id}")
        assert sent.count <= 12, (name, sent.said)
