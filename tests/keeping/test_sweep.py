"""Which records a change of law touches, whose they are, by when, and what takes them off the list."""

from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import clock, db
from riskpanel.assessments import services as assessments
from riskpanel.assessments.models import Assessment, ReliedOn
from riskpanel.assessments.relying import read_again
from riskpanel.calendar import add_working_days
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.keeping import services, sweep
from riskpanel.keeping.models import AFRESH, STANDS, Reconsideration
from riskpanel.keeping.queries import Asked
from riskpanel.keeping.sweep import Touched
from riskpanel.people.models import Person
from riskpanel.reviews import services as reviews
from riskpanel.reviews.models import Review
from riskpanel.rulebook.current import rules, use
from riskpanel.trail import TrailEvent
from tests.answering import a_record
from tests.keeping.records import CHESHIRE_WEST, a_draft, in_march
from tests.stories import World, a_decision

RULED_ON = date(2026, 6, 2)


def found(user: Any, *, as_at: date | None = None, only_theirs: bool = False, source: str | None = None
          ) -> list[Touched]:
    return sweep.swept(Asked(user, as_at or clock.today(), only_theirs=only_theirs), source)


def listed(user: Any, **more: Any) -> list[Any]:
    return [one.record_id for one in found(user, **more)]


def how(user: Any, record: Assessment) -> dict[str, set[str]]:
    """How a record leans on each source that changed."""
    one = next(one for one in found(user) if one.record_id == record.id)
    return {touch.change.source.id: set(touch.how) for touch in one.touches}


# ---- What is found

def test_a_record_whose_words_cite_the_overruled_test_is_found(people: World) -> None:
    record = in_march(people)
    assert how(people.sam, record)[CHESHIRE_WEST] == {"words"}


def test_a_record_that_answered_a_question_resting_on_what_changed_is_found(people: World) -> None:
    record = in_march(people, {"new_information": "His sister wrote.", "restrictions_needed": "He asked for the rail."})
    assert how(people.sam, record) == {"neary-2011-ewhc-1377": {"question"}}


def test_a_record_with_a_finding_that_rests_on_what_changed_is_found(people: World) -> None:
    record = in_march(people, {"new_information": None, "reports_seen": None, "restrictions_needed": "He asked."})
    assert listed(people.sam) == []
    db.session.add(ReliedOn(assessment_id=record.id, source="aj-2015-ewcop-5", how="finding"))
    db.session.flush()
    assert how(people.sam, record) == {"aj-2015-ewcop-5": {"finding"}}


def test_what_a_record_relies_on_is_noted_when_it_is_concluded_and_only_of_the_law_of_that_day(people: World) -> None:
    record = in_march(people)
    noted = set(db.session.scalars(sa.select(ReliedOn.source).where(ReliedOn.assessment_id == record.id)))
    assert {"ca-2014-s27", CHESHIRE_WEST} <= noted
    assert "agni-2026-uksc-16" not in noted


def test_a_record_made_on_the_changed_law_is_not_listed(people: World) -> None:
    record = a_record(a_decision(people), "review", {"restrictions_needed": "On the acid test he was."}, by=people.sam)
    assert db.session.scalar(sa.select(ReliedOn.how).where(ReliedOn.assessment_id == record.id,
                                                           ReliedOn.source == CHESHIRE_WEST)) == "words"
    assert listed(people.sam) == []


def test_before_the_change_nothing_is_listed(people: World) -> None:
    record = in_march(people)
    assert listed(people.sam, as_at=date(2026, 6, 1)) == []
    assert listed(people.sam, as_at=RULED_ON) == [record.id]


def test_one_source_can_be_asked_for(people: World) -> None:
    record = in_march(people)
    assert listed(people.sam, source=CHESHIRE_WEST) == [record.id]
    assert listed(people.sam, source="echr-art-8") == []


def test_a_source_whose_time_has_passed_has_changed(people: World) -> None:
    with clock.at(datetime(2026, 9, 1, 9, tzinfo=clock.ENGLAND)):
        record = a_record(a_decision(people), "framing", by=people.sam)
    now = rules()
    relied = db.session.scalars(sa.select(ReliedOn.source).where(ReliedOn.assessment_id == record.id)).first() or ""
    ended = now.sources[relied].model_copy(update={"in_force_until": date(2026, 10, 1)})
    use(now.model_copy(update={"sources": now.sources | {relied: ended}}))
    try:
        touch = found(people.sam)[0].touches[0]
        assert (touch.change.on, touch.change.what) == (date(2026, 10, 1), "No longer in force from 1 October 2026.")
    finally:
        use(now)


def test_it_is_due_so_many_working_days_from_the_change_and_overdue_in_the_end(people: World) -> None:
    in_march(people)
    days = rules().policy["law_change_days"].value
    assert found(people.sam)[0].due_on == add_working_days(RULED_ON, days, rules().bank_holidays)


def test_a_change_recorded_late_is_counted_from_the_day_it_was_recorded(people: World) -> None:
    in_march(people)
    now = rules()
    source = now.sources[CHESHIRE_WEST]
    later = source.changes[0].model_copy(update={"recorded_on": date(2026, 11, 20)})
    use(now.model_copy(update={"sources": {CHESHIRE_WEST: source.model_copy(update={"changes": (later,)})}}))
    try:
        days = now.policy["law_change_days"].value
        assert found(people.sam)[0].due_on == add_working_days(date(2026, 11, 20), days, now.bank_holidays)
    finally:
        use(now)


# ---- Drafts

def test_a_draft_begun_before_the_change_is_found_by_the_answers_given_then(people: World) -> None:
    record = a_draft(people)
    assert how(people.sam, record)[CHESHIRE_WEST] == {"words"}
    assert found(people.sam)[0].concluded_at is None


def test_a_draft_answered_afresh_since_leaves_the_list(people: World) -> None:
    record = a_draft(people, {"new_information": None, "reports_seen": None,
                              "restrictions_needed": "On the acid test she is."})
    assert listed(people.sam) == [record.id]
    assessments.save_answers(record, {"restrictions_needed": "Many things together, each written down."}, by=people.sam)
    db.commit()
    assert listed(people.sam) == []


def test_a_draft_begun_since_is_not_listed(people: World) -> None:
    a_record(a_decision(people), "review", {"restrictions_needed": "The acid test."}, by=people.sam, concluded=False)
    assert listed(people.sam) == []


# ---- Whose they are, and who sees them

def test_others_see_only_their_own_and_those_who_lead_see_all_they_may(people: World) -> None:
    record = in_march(people)
    assert listed(people.sam, only_theirs=True) == [record.id]
    assert listed(people.mo, only_theirs=True) == []
    assert listed(people.lea) == listed(people.pru) == [record.id]


def test_nobody_sees_a_record_of_somebody_they_may_not_see(people: World) -> None:
    record = in_march(people)
    assert listed(people.ines) == []
    db.session.get_one(Person, people.person.id).restricted = True
    db.session.flush()
    assert listed(people.lea) == listed(people.pru) == []
    assert listed(None) == [record.id], "the command, which prints references only"


def test_what_falls_to_a_closed_account_falls_to_the_mca_lead(people: World) -> None:
    record = in_march(people)
    assert listed(people.lea, only_theirs=True) == []
    record.owner.active = False
    db.session.flush()
    assert listed(people.lea, only_theirs=True) == [record.id]
    assert listed(people.pru, only_theirs=True) == []


# ---- What takes a record off the list

def test_a_newer_record_of_the_same_kind_replaces_it(people: World) -> None:
    record = in_march(people)
    assert listed(people.sam) == [record.id]
    a_record(db.session.get_one(Decision, record.decision_id), "review", by=people.sam)
    assert listed(people.sam) == []


def looked_back(people: World, decision: Decision, *, again: bool) -> None:
    """The decision is made and reviewed today; `again` when the review sets another."""
    seen = db.session.get_one(Decision, decision.id)
    decisions.decide(seen, {"decided": "She goes", "decided_reasons": "The sea", "decided_on": "2026-03-20"},
                     by=people.mo)
    seen.state = "reviewed"
    db.session.add(Review(person_id=seen.person_id, decision_id=seen.id, state="held", due_on=clock.today(),
                          held_on=clock.today(), owner_id=people.sam.id))
    if again:
        reviews.plan(seen, {"due_on": "2099-01-04"}, by=people.sam)
    db.commit()


@pytest.mark.parametrize(("again", "stays"), [(False, False), (True, True)])
def test_a_decision_reviewed_since_takes_it_off_unless_another_review_is_to_come(
        people: World, again: bool, stays: bool) -> None:
    record = in_march(people)
    looked_back(people, record.decision, again=again)
    assert (listed(people.sam) == [record.id]) is stays


def test_restrictions_that_go_on_keep_it_on_the_list(people: World) -> None:
    door = {"what": "The door is locked", "less_restrictive_tried": "A bell", "why_proportionate": "It is short",
            "agreed": "yes", "reduced_by": "Three calm weeks", "step_down_on": "2027-01-10"}
    told = {"restrictions": [door], "weighing": "On the acid test that is enough."}
    record = in_march(people, told, questionnaire="positive-risk")
    looked_back(people, record.decision, again=False)
    assert listed(people.sam) == [record.id]


def test_saying_why_it_still_stands_takes_it_off_and_keeps_the_reason(people: World) -> None:
    record = in_march(people)
    before = dict(record.frozen or {})
    services.reconsider(record, STANDS, "Four factors were written beside the old test.", by=people.sam)
    db.commit()
    assert listed(people.sam) == []
    kept = db.session.scalars(sa.select(Reconsideration).where(Reconsideration.source == CHESHIRE_WEST)).one()
    assert (kept.because, kept.made_by_id) == ("Four factors were written beside the old test.", people.sam.id)
    assert record.frozen == before
    event = db.session.scalars(sa.select(TrailEvent).where(TrailEvent.action == "law-change:settle")).one()
    assert event.details["outcome"] == STANDS
    assert CHESHIRE_WEST in event.details["sources"]
    assert "factors" not in str(event.details)


def test_looking_at_it_afresh_starts_a_new_record_and_names_it(people: World) -> None:
    record = in_march(people)
    afresh = services.reconsider(record, AFRESH, "", by=people.lea)
    db.commit()
    assert afresh is not None
    assert (afresh.state, afresh.questionnaire, afresh.decision_id) == ("draft", "review", record.decision_id)
    assert {one.afresh_id for one in db.session.scalars(sa.select(Reconsideration))} == {afresh.id}


def test_what_was_settled_is_looked_at_again_after_a_later_change(people: World) -> None:
    record = in_march(people)
    services.reconsider(record, STANDS, "It rests on other things.", by=people.sam)
    db.commit()
    now = rules()
    source = now.sources[CHESHIRE_WEST]
    again = source.changes[0].model_copy(update={"on": date(2026, 11, 2), "what": "Changed once more."})
    twice = source.model_copy(update={"changes": (*source.changes, again)})
    use(now.model_copy(update={"sources": now.sources | {CHESHIRE_WEST: twice}}))
    try:
        assert [touch.change.on for touch in found(people.sam)[0].touches] == [date(2026, 11, 2)]
    finally:
        use(now)


@pytest.mark.parametrize(("who", "outcome", "because", "refusal"), [
    ("mo", STANDS, "It is fine.", Refused), ("pru", STANDS, "It is fine.", Refused), ("ines", STANDS, "No.", Refused),
    ("sam", STANDS, "  ", Incomplete), ("sam", "overruled", "It is fine.", Incomplete)])
def test_only_its_owner_or_the_mca_lead_settles_it_and_with_reasons(
        people: World, who: str, outcome: str, because: str, refusal: type[Exception]) -> None:
    record = in_march(people)
    with pytest.raises(refusal):
        services.reconsider(record, outcome, because, by=people.users[who])
    assert db.session.query(Reconsideration).count() == 0


def test_it_is_settled_once(people: World) -> None:
    record = in_march(people)
    services.reconsider(record, STANDS, "It rests on other things.", by=people.sam)
    with pytest.raises(NotNow):
        services.reconsider(record, STANDS, "And again.", by=people.lea)


def test_a_draft_is_not_looked_at_afresh_but_answered_where_it_stands(people: World) -> None:
    record = a_draft(people)
    with pytest.raises(Incomplete):
        services.reconsider(record, AFRESH, "", by=people.sam)
    services.reconsider(record, STANDS, "The answers stand on other facts.", by=people.sam)
    db.commit()
    assert listed(people.sam) == []


# ---- Words that the rules learn later

def test_records_are_read_again_when_the_rules_learn_new_words_for_a_source(people: World) -> None:
    record = in_march(people, {"restrictions_needed": "By the two-limb yardstick she is.", "new_information": None,
                               "reports_seen": None})
    now = rules()
    learnt = now.sources[CHESHIRE_WEST].model_copy(update={"cited_as": ("two-limb yardstick",)})
    use(now.model_copy(update={"sources": now.sources | {CHESHIRE_WEST: learnt}}))
    try:
        assert listed(people.sam) == []
        assert read_again() == 1
        db.commit()
        assert how(people.sam, record) == {CHESHIRE_WEST: {"words"}}
        assert read_again() == 0
    finally:
        use(now)
