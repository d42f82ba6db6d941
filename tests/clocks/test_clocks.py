"""The clock of a challenge on the real road: pausing, starting again, reminding once, and going further by itself."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import clock, db
from riskpanel.actions import Action
from riskpanel.calendar import add_working_days, working_days_between
from riskpanel.challenges import pausing, services
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.clocks.models import Notice
from riskpanel.clocks.services import keep, said
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.messages.models import Message
from riskpanel.people import services as person_services
from riskpanel.people.models import Person
from riskpanel.rulebook.current import rules
from riskpanel.trail.models import TrailEvent
from tests.challenges.test_road import at, on
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


@contextmanager
def later(working_days: int) -> Iterator[date]:
    """So many working days after the first Friday, at nine in the morning."""
    day = add_working_days(FRIDAY.date(), working_days, rules().bank_holidays)
    with clock.at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
        yield day


def kept(day: date) -> Counter[str]:
    """What the daily job did, each batch committed."""
    done: Counter[str] = Counter()
    for some in keep(day):
        db.commit()
        done += some
    return done


def told() -> Counter[tuple[str, str]]:
    """Every message so far: kind, and whom it is for."""
    found = db.session.execute(sa.select(Message).order_by(Message.made_at)).scalars()
    return Counter((one.kind, one.to_user.name.split()[0].lower()) for one in found)


def new_messages(before: Counter[tuple[str, str]]) -> set[tuple[str, str]]:
    return set((told() - before).elements())


@pytest.fixture
def sent(people: World) -> Challenge:
    """Sam's challenge to Mo's decision, sent on a Friday: an answer is due on Wednesday."""
    with clock.at(FRIDAY):
        return a_challenge(people, a_decision(people))


def afresh(challenge: Challenge) -> Challenge:
    return db.session.get_one(Challenge, challenge.id, populate_existing=True)


# ---- What the daily job tells


def test_an_answer_due_soon_is_reminded_of_once(sent: Challenge) -> None:
    before = told()
    with later(1) as day:
        assert kept(day) == Counter()
    with later(2) as day:
        assert kept(day) == Counter(soon=1)
        assert kept(day) == Counter()
    assert new_messages(before) == {("challenge-due-soon", "mo"), ("challenge-awaited", "sam")}


def test_an_overdue_answer_is_told_to_whoever_owes_it_and_whoever_asked(sent: Challenge) -> None:
    with later(2) as day:
        kept(day)
    before = told()
    with later(4) as day:
        assert kept(day) == Counter(overdue=1)
        assert kept(day) == Counter()
    assert new_messages(before) == {("challenge-overdue", "mo"), ("challenge-overdue", "sam")}
    events = db.session.scalars(sa.select(TrailEvent).where(TrailEvent.action == Action.REMIND)).all()
    assert [(one.actor_id, one.subject_type, one.subject_id, one.details["kind"]) for one in events] == [
        (None, "Challenge", sent.id, "soon"), (None, "Challenge", sent.id, "overdue")]


@pytest.mark.parametrize("state", ["answered", "withdrawn", "settled"])
def test_no_clock_runs_where_no_answer_is_awaited(people: World, sent: Challenge, state: str) -> None:
    with later(1):
        if state == "withdrawn":
            services.withdraw_challenge(sent, "She went by car", by=people.sam)
        else:
            an_answer(people, sent)
        if state == "settled":
            services.settle_challenge(sent, {"outcome": "changed", "what_changed": "She goes"}, by=people.sam)
        db.commit()
    with later(20) as day:
        assert kept(day) == Counter()


def test_a_draft_has_no_clock(people: World) -> None:
    a_draft_challenge(people, a_decision(people))
    with later(30) as day:
        assert kept(day) == Counter()


def test_a_message_of_the_clock_says_nothing_of_anybody(sent: Challenge) -> None:
    with later(6) as day:
        kept(day)
    for one in db.session.scalars(sa.select(Message)):
        assert "Rosa" not in one.subject + one.words
        assert sent.reference in one.subject + one.words


# ---- Going further by itself


def test_what_nobody_answers_goes_to_the_next_stage_where_a_colleague_can_answer(people: World, sent: Challenge
                                                                                ) -> None:
    before = told()
    with later(6) as day:  # due on the third working day, overdue by three
        assert kept(day) == Counter(further=1)
        assert kept(day) == Counter()
        moved = afresh(sent)
        # Mo decided, and is the only manager of the North team: the manager's stage is passed over
        assert (moved.stage, moved.state, moved.owed_by) == ("practice-lead", "sent", "Lea Stone")
        assert moved.answer_due_on == services.due_on(moved, "practice-lead") > day
    assert new_messages(before) == {("challenge-reached-you", "lea"), ("challenge-gone-further", "mo"),
                                    ("challenge-gone-further", "sam")}
    turn = afresh(sent).turns[-1]
    assert turn.put_by_id is None
    assert turn.because == services.UNANSWERED
    assert turn.skipping_because == services.NOBODY_THERE


def test_a_manager_of_the_persons_team_is_asked_first_and_one_of_another_team_never(people: World) -> None:
    with clock.at(FRIDAY):
        sent = a_challenge(people, a_decision(people, colleague=str(people.dee.id)))
    with later(6) as day:
        kept(day)
    assert (afresh(sent).stage, afresh(sent).owed_by) == ("managers", "Mo Bright")
    assert {one.skipping_because for one in afresh(sent).turns} == {""}


def test_it_goes_on_upwards_and_then_whoever_raised_it_is_told_to_choose(people: World) -> None:
    with clock.at(FRIDAY):
        sent = a_challenge(people, a_decision(people, colleague=str(people.dee.id)))
    reached = []
    for days in range(1, 40):
        with later(days) as day:
            kept(day)
            reached.append(afresh(sent).stage)
    assert list(dict.fromkeys(reached)) == ["talk", "managers", "practice-lead"]
    assert afresh(sent).state == "sent"
    assert told()[("challenge-take-further", "sam")] == 1
    stages = Counter(db.session.scalars(sa.select(Notice.stage).where(Notice.kind == "further")))
    assert stages == Counter(["talk", "managers", "practice-lead"])


def test_the_job_opens_no_restricted_record_to_anybody_new(people: World, sent: Challenge) -> None:
    db.session.execute(sa.update(Person).values(restricted=True))
    db.commit()
    db.session.expire_all()
    with later(6) as day:
        assert kept(day) == Counter(unplaced=1)
        assert "1 with nobody to be asked next" in said(Counter(unplaced=1))
    assert (afresh(sent).stage, afresh(sent).owed_by) == ("talk", "Mo Bright")
    assert told()[("challenge-take-further", "sam")] == 1


def test_a_colleague_named_on_a_restricted_record_can_be_asked(people: World, sent: Challenge) -> None:
    person = db.session.get_one(Person, people.person.id)
    person_services.involve(person, because="advises", by=people.sam, user_id=people.pru.id)
    db.session.execute(sa.update(Person).values(restricted=True))
    db.commit()
    db.session.expire_all()
    with later(6) as day:
        kept(day)
    assert afresh(sent).owed_by == "Pru Nash"


def test_a_closed_account_is_neither_asked_nor_told(people: World, sent: Challenge) -> None:
    people.lea.active = people.sam.active = False
    db.session.info["recorded"] = True
    db.commit()
    before = told()
    with later(6) as day:
        kept(day)
    assert afresh(sent).owed_by == "Pru Nash"
    assert not [one for one in new_messages(before) if one[1] in ("sam", "lea")]


def test_a_date_promised_in_a_letter_is_never_changed_by_the_job(sent: Challenge) -> None:
    promised, letter = sent.answer_due_on, afresh(sent).letter
    for days in range(1, 6):
        with later(days) as day:
            kept(day)
            assert (afresh(sent).answer_due_on, afresh(sent).letter) == (promised, letter)
    with later(6) as day:
        kept(day)
        assert afresh(sent).letter == letter
        assert "by 25 November 2026" in letter["answer_by"]


# ---- Pausing


def paused(challenge: Challenge, people: World, days: int = 10, by: str = "sam") -> None:
    pausing.pause(afresh(challenge), "A joint visit comes first", today() + timedelta(days=days), by=people.users[by])
    db.commit()


def test_a_paused_clock_reminds_of_nothing_and_starts_again_with_the_days_that_were_left(people: World, sent: Challenge
                                                                                       ) -> None:
    with later(1) as day:
        left = working_days_between(day, sent.answer_due_on, rules().bank_holidays)
        paused(sent, people, days=21)
    for days in range(2, 15):
        with later(days) as day:
            assert kept(day) == Counter()
    with later(15) as day:
        before = told()
        assert day == date(2026, 12, 11)
    with later(16) as day:
        assert kept(day) == Counter(again=1)
        due = afresh(sent).answer_due_on
        assert working_days_between(day, due, rules().bank_holidays) == left
        assert afresh(sent).pauses[-1].until_on == day
        assert kept(day) == Counter()
    assert new_messages(before) == {("challenge-resumed", "mo"), ("challenge-resumed", "sam")}


def test_pausing_and_starting_again_on_one_day_changes_nothing(people: World, sent: Challenge) -> None:
    due = sent.answer_due_on
    with later(1):
        paused(sent, people)
        pausing.resume(afresh(sent), by=people.sam)
        db.commit()
    assert (afresh(sent).answer_due_on, afresh(sent).clock_paused_on, afresh(sent).clock_again_on) == (due, None, None)


@pytest.mark.parametrize("how", ["answer", "escalate", "withdraw"])
def test_an_answer_or_a_next_step_ends_the_pause(people: World, sent: Challenge, how: str) -> None:
    with later(1):
        paused(sent, people)
    with later(2) as day:
        seen = afresh(sent)
        if how == "answer":
            an_answer(people, seen)
        elif how == "withdraw":
            services.withdraw_challenge(seen, "She went by car", by=people.sam)
        else:
            services.escalate_challenge(seen, {"stage": "practice-lead", "owed_by": str(people.lea.id),
                                               "because": "She is in danger", "skipping_because": "Danger"},
                                        by=people.sam)
        db.commit()
        assert afresh(sent).clock_paused_on is None
        assert afresh(sent).pauses[-1].until_on == day


@pytest.mark.parametrize("name", ["mo", "ines", "kit"])
def test_neither_whoever_owes_the_answer_nor_a_stranger_pauses_or_starts_a_clock(people: World, sent: Challenge,
                                                                               name: str) -> None:
    with later(1):
        with pytest.raises(Refused):
            paused(sent, people, by=name)
        paused(sent, people)
        with pytest.raises(Refused):
            pausing.resume(afresh(sent), by=people.users[name])


def test_a_pause_needs_a_reason_a_later_day_and_a_clock_that_runs(people: World, sent: Challenge) -> None:
    with later(1) as day:
        with pytest.raises(Incomplete, match="why"):
            pausing.pause(sent, "", day + timedelta(days=3), by=people.sam)
        with pytest.raises(Incomplete, match="after today"):
            pausing.pause(sent, "A visit first", day, by=people.sam)
        with pytest.raises(NotNow, match="not paused"):
            pausing.resume(sent, by=people.sam)
        paused(sent, people)
        with pytest.raises(NotNow, match="already"):
            paused(sent, people)


# ---- On the pages


def test_the_page_pauses_and_starts_the_clock_and_keeps_every_pause_with_its_reason(browse: Any, people: World,
                                                                                  sent: Challenge) -> None:
    with later(1):
        sam, mo = browse("sam"), browse("mo")
        assert "An answer is due in 2 working days" in sam.get(at(sent))
        back = date(2026, 11, 30)
        sam.post(at(sent, "/clock/pause"), status=303, because="A joint visit comes first", **on("again_on", back))
        page = sam.get(at(sent))
        assert "2 working days left when the clock starts again" in page
        assert "The clock is paused since 23 November 2026" in page
        assert "A joint visit comes first" in page
        assert "Paused since 23 November 2026" in sam.get("/challenges")
        assert "clock/pause" not in page
        assert "/clock/resume" not in mo.get(at(sent))
    with later(5):
        sam = browse("sam")
        assert "Look again at your paused challenge" in sam.get("/")
        assert "Rosa" not in sam.get("/challenges?show=overdue").split("<main")[1]
        assert "the answer is due on 1 December 2026" in sam.get(at(sent, "/clock/resume"))
        sam.post(at(sent, "/clock/resume"), status=303)
        page = sam.get(at(sent))
        assert "Paused from 23 November 2026 to 27 November 2026" in page
        assert "An answer is due in 2 working days" in page


def test_a_bad_pause_is_answered_in_plain_words_with_what_was_typed(browse: Any, sent: Challenge) -> None:
    with later(1) as day:
        sam = browse("sam")
        blank = sam.post(at(sent, "/clock/pause"), status=422)
        assert "Write why the clock is paused" in blank.text
        early = sam.post(at(sent, "/clock/pause"), status=422, because="Their leave", **on("again_on", day))
        assert "must be after today" in early.text
        assert "Their leave" in early.text


def test_the_history_says_that_the_clock_took_it_further(browse: Any, sent: Challenge) -> None:
    with later(6) as day:
        kept(day)
        page = browse("sam").get(at(sent))
    assert "No answer came in time: put to Lea Stone" in page
    assert services.NOBODY_THERE in page


def test_danger_leads_from_the_first_page_straight_to_the_top_with_the_reason(browse: Any, people: World) -> None:
    decision, sam = a_decision(people), browse("sam")
    assert "pass over any stage" in sam.get(f"/decisions/{decision.id}/challenges/start")
    sent = a_challenge(people, decision, danger_now="yes")
    assert at(sent, "/escalate") in sam.get(at(sent))
    straight = {"stage": "legal", "owed_by_name": "Duty solicitor", "because": "It is carried out tonight"}
    refused = sam.post(at(sent, "/escalate"), status=422, **straight)
    assert "Write why this is passed over" in refused.text
    sam.post(at(sent, "/escalate"), status=303, **straight, skipping_because="He is in danger tonight")
    page = sam.get(at(sent))
    assert "Duty solicitor owes an answer" in page
    assert "He is in danger tonight" in page
