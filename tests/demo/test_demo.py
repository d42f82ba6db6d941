"""The demonstration: ten stories, each at its own point of the road, told by the services and kept by the trail."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import clock, db, trail
from riskpanel.access import Role
from riskpanel.assessments import testing
from riskpanel.assessments.models import Assessment, Override
from riskpanel.assessments.walk import walk
from riskpanel.challenges.models import Challenge
from riskpanel.decisions.models import Decision
from riskpanel.demo import fill
from riskpanel.demo.colleagues import PASSWORD
from riskpanel.demo.when import When, ago, ahead
from riskpanel.messages.models import Message
from riskpanel.panel.models import Advice, AgendaItem, Meeting, Reply
from riskpanel.panel.quorum import quorum
from riskpanel.people.models import Person
from riskpanel.referrals.models import Referral
from riskpanel.reviews.models import Review
from riskpanel.rulebook.current import rules
from riskpanel.sitting import queries as sitting
from riskpanel.trail.models import TrailEvent
from riskpanel.users import queries as users
from riskpanel.users.models import Team, User
from riskpanel.users.services import sign_in
from tests.demo.conftest import Told

pytestmark = pytest.mark.usefixtures("told")


def records(decision: Decision) -> dict[str, list[str]]:
    """The states of a decision's records, by questionnaire."""
    found: dict[str, list[str]] = {}
    for one in db.session.scalars(sa.select(Assessment).where(Assessment.decision_id == decision.id)):
        found.setdefault(one.questionnaire, []).append(one.state)
    return found


def the(kind: type[Any], decision: Decision) -> Any:
    """The one challenge, referral or review of a decision."""
    return db.session.scalars(sa.select(kind).where(kind.decision_id == decision.id)).one()


def findings(decision: Decision, questionnaire: str) -> dict[str, str]:
    """What fires in the latest such record: check and severity."""
    of = Assessment.decision_id == decision.id, Assessment.questionnaire == questionnaire
    newest = sa.select(Assessment).where(*of).order_by(Assessment.started_at.desc()).limit(1)
    found = testing.Tested(walk(db.session.scalars(newest).one()), ()).findings
    return {one.check.id: one.check.severity for one in found if one.state == "fires"}


# ---- Filling

def test_filling_an_empty_database_says_what_is_there(told: Told) -> None:
    assert told.said == "Ten stories about made-up people are in place."


def test_filling_a_second_time_changes_nothing(told: Told) -> None:
    before = counts()
    assert fill() == ("There are accounts already, so nothing has been changed. The stories go into an empty database "
                      "only.")
    assert counts() == before


def counts() -> dict[str, int | None]:
    return {name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in db.Base.metadata.tables.items()}


def test_the_trail_is_whole_and_runs_in_order() -> None:
    assert trail.verify().whole
    told_at = list(db.session.scalars(sa.select(TrailEvent.at).order_by(TrailEvent.seq)))
    assert told_at == sorted(told_at)


def test_no_words_about_a_person_stand_in_the_trail(told: Told) -> None:
    words = {word for text in everything_said() for word in re.findall(r"[^\W\d_]{4,}\s[^\W\d_]{4,}", text)}
    names = {part for one in db.session.scalars(sa.select(Person)) for part in one.name.split() if len(part) > 3}
    every = db.session.scalars(sa.select(TrailEvent.details))
    told_there = [json.dumps(details, ensure_ascii=False) for details in every]
    assert not [text for text in told_there if any(word in text for word in words | names)]


def test_no_sealed_words_and_no_names_stand_in_a_message() -> None:
    every = "\n".join(f"{one.subject}\n{one.words}" for one in db.session.scalars(sa.select(Message)))
    names = {part for one in db.session.scalars(sa.select(Person)) for part in one.name.split() if len(part) > 3}
    names |= {one.name for one in db.session.scalars(sa.select(User)).unique()}
    sealed = [column for table in db.Base.metadata.sorted_tables for column in table.columns
              if type(column.type) is db.Sealed and table.name != "message"]
    told = {text for column in sealed for text in db.session.scalars(sa.select(column)) if text and len(text) > 5}
    panels = set(db.session.scalars(sa.select(Team.name)))
    assert every.count("riskpanel") > 10
    assert len(told) > 500
    assert [words for words in told - panels | names if words in every] == []


def everything_said() -> Iterator[str]:
    """What people said and what was written about them, from a few places where it is kept."""
    yield from (one.about_me for one in db.session.scalars(sa.select(Person)))
    yield from (one.person_says for one in db.session.scalars(sa.select(Decision)))
    yield from (one.statement + one.ask for one in db.session.scalars(sa.select(Challenge)))


def test_nothing_happened_in_the_future(told: Told) -> None:
    latest = db.session.scalar(sa.select(sa.func.max(TrailEvent.at)))
    assert latest is not None
    assert latest.astimezone(clock.ENGLAND).date() < told.on


# ---- Colleagues

def test_there_is_a_colleague_in_every_role() -> None:
    assert {role for one in users.colleagues() for role in one.roles} == set(Role)


def test_every_colleague_can_sign_in_with_the_password_on_the_sign_in_page() -> None:
    everybody = db.session.scalars(sa.select(User)).unique().all()
    assert len(everybody) == 15
    assert all(one.email.endswith("@elmshire.example") for one in everybody)
    assert [one.name for one in everybody if sign_in(one.email, PASSWORD) is None] == []
    db.rollback()


# ---- The stories, each where it should stand

def test_the_laptop_has_gone_all_the_way(told: Told) -> None:
    (decision,) = told.decisions("Ger")
    assert decision.state == "reviewed"
    assert records(decision) == {name: ["concluded"] for name in
                                 ("framing", "support", "capacity", "positive-risk", "review")}
    challenge = the(Challenge, decision)
    assert challenge.state == "settled"
    assert [(one.stage, one.answer) for one in challenge.responses] == [("talk", "not-agreed"), ("managers", "partly")]
    assert len(challenge.evidence) == 3
    assert the(Referral, decision).state == "replied"


def test_the_panel_advised_on_the_laptop_with_a_condition_and_a_dissent(told: Told) -> None:
    referral = the(Referral, told.decisions("Ger")[0])
    advice = db.session.scalars(sa.select(Advice)).one()
    assert advice.item.referral_id == referral.id
    assert (advice.outcome, len(advice.conditions), len(advice.dissents)) == ("with-conditions", 1, 1)
    assert all(one.done_on for one in advice.actions)
    joseph = users.by_email("joseph@elmshire.example")
    assert joseph is not None
    assert advice.item.interested_ids == {joseph.id}
    assert db.session.scalars(sa.select(Reply)).one().answer == "accept"
    assert advice.item.meeting.state == "closed"


def test_what_was_feared_of_the_laptop_did_not_happen(told: Told) -> None:
    (decision,) = told.decisions("Ger")
    both = sa.select(Review).where(Review.decision_id == decision.id).order_by(Review.due_on)
    held, coming = db.session.scalars(both)
    feared = {one.feared.what: one.outcome for one in held.settlements if one.feared}
    hoped_for = {one.hoped_for.what: one.outcome for one in held.settlements if one.hoped_for}
    assert held.state == "held"
    assert feared["He throws the laptop when he is upset and it breaks"] == "did-not"
    assert set(hoped_for.values()) == {"happened"}
    assert coming.due_on > told.on


def test_the_recall_waits_for_an_answer_from_a_hospital(told: Told) -> None:
    (decision,) = told.decisions("Séamus")
    challenge = the(Challenge, decision)
    assert decision.made_elsewhere
    assert (challenge.state, challenge.answer_owed_by_id) == ("sent", None)
    assert "Fernhill Hospital" in challenge.answer_owed_by_name
    assert challenge.answer_due_on >= told.on


def test_the_challenge_to_the_diagnosis_is_settled_in_a_restricted_record(told: Told) -> None:
    (decision,) = told.decisions("Merryn")
    challenge = the(Challenge, decision)
    assert (challenge.state, challenge.outcome, challenge.responses[0].given_by_id) == ("settled", "changed", None)
    assert decision.person.restricted


def test_the_respite_ends_in_a_best_interests_decision(told: Told) -> None:
    _first, decision = told.decisions("Aaliyah")
    assert decision.state == "decided"
    assert records(decision) == {name: ["concluded"] for name in ("liberty", "support", "capacity", "best-interests")}


def test_the_facts_about_liberty_are_gathered_and_put_to_somebody_trained(told: Told) -> None:
    _first, decision = told.decisions("Aaliyah")
    found = findings(decision, "liberty")
    assert "stop" not in found.values()
    assert {"liberty-track-consent-doubt", "liberty-track-representative"} <= found.keys()


def test_each_record_that_goes_deeper_is_in_one_of_the_stories(told: Told) -> None:
    begun = {one.questionnaire for one in db.session.scalars(sa.select(Assessment))}
    assert rules().tracks.keys() <= begun
    (kofi,), (thiru,) = told.decisions("Kofi"), told.decisions("Thiru")
    assert records(kofi)["young-person"] == records(thiru)["fluctuation"] == ["concluded"]


def test_a_record_of_march_2026_stands_on_the_law_of_its_day(told: Told) -> None:
    first, _now = told.decisions("Aaliyah")
    record = the(Assessment, first)
    assert record.concluded_at.date() == date(2026, 3, 16)
    then = {one["check"]["id"] for one in record.frozen["findings"]}
    assert "dol-acid-test-retired" not in then
    assert "dol-acid-test-retired" in findings(first, "positive-risk")


def test_on_a_bad_night_a_stop_was_gone_past_with_reasons(told: Told) -> None:
    (decision,) = told.decisions("Thiru")
    override = db.session.scalars(sa.select(Override)).one()
    assert override.assessment.decision_id == decision.id
    assert override.stops == ["capacity-open-but-limited"]
    assert records(decision)["positive-risk"] == ["concluded", "concluded"]


def test_two_attorneys_who_must_act_together_are_on_record(told: Told) -> None:
    one, other = sorted(told.person("Thiru").authorities, key=lambda each: each.holder)
    assert (one.kind, one.acting, one.acts) == ("attorney-welfare", "jointly", "")
    assert (other.kind, other.acting, other.acts) == ("attorney-welfare", "jointly", "alone")


def test_of_the_budgie_there_is_only_about_me(told: Told) -> None:
    wilf = told.person("Wilf")
    assert "budgie" in wilf.about_me
    assert (wilf.connections, wilf.authorities, told.decisions("Wilf")) == ([], [], [])


def test_the_phone_call_stopped_in_the_middle_of_a_capacity_record(told: Told) -> None:
    (decision,) = told.decisions("Kez")
    assert "Never telephone" in decision.person.contact_how_not
    assert records(decision)["capacity"] == ["draft"]
    assert findings(decision, "capacity")["weigh-means-agree"] == "stop"


def test_the_queue_holds_one_that_waits_and_one_on_hold(told: Told) -> None:
    waiting = the(Referral, told.decisions("Rowan")[0])
    held = the(Referral, told.decisions("Mrs Khatun")[0])
    assert waiting.state == "waiting"
    assert waiting.gaps
    assert held.state == "held"
    assert held.held_until > told.on


def test_the_capacity_clinic_has_been_asked_before_a_conclusion(told: Told) -> None:
    referral = the(Referral, told.decisions("Kez")[0])
    assert (referral.state, referral.team.panel) == ("submitted", "capacity-clinic")


def test_four_relatives_disagree_and_an_interpreter_is_named(told: Told) -> None:
    (decision,) = told.decisions("Mrs Khatun")
    family = [one for one in decision.views if one.voice == "family"]
    assert len(family) == 4
    assert len({one.stance for one in family}) == 3
    assert decision.person.interpreter.startswith("Sylheti")


def test_a_sitting_of_the_coming_days_has_several_cases_and_a_quorum_in_sight(told: Told) -> None:
    coming = sa.select(Meeting).where(Meeting.state == "planned").order_by(Meeting.starts_at)
    meeting = next(one for one in db.session.scalars(coming) if one.items)
    assert told.on < meeting.starts_at.astimezone(clock.ENGLAND).date()
    assert {one.referral.person.known_as for one in meeting.items} == {"Thiru", "Kofi", "Rowan"}
    assert all(one.referral.state == "listed" for one in meeting.items)
    assert all(quorum(meeting, one, forecast=True).met for one in meeting.items)


def test_two_members_have_filed_views_that_nobody_else_can_see_yet(told: Told) -> None:
    item = next(one for one in db.session.scalars(sa.select(AgendaItem)) if one.referral.person.known_as == "Thiru")
    filed = sitting.who_filed(item)
    assert {one.called for one in item.meeting.sitting if one.user_id in filed} == {"Beatriz Fonseca", "Ivor Pettigrew"}
    assert list(sitting.opened_views(item, item.meeting.chair)) == []


def test_kofi_is_seventeen(told: Told) -> None:
    assert told.person("Kofi").age_on(told.on) == 17


def test_every_concluded_record_was_complete_and_no_stop_stood_in_its_way() -> None:
    past = {stop for one in db.session.scalars(sa.select(Override)) for stop in one.stops}
    concluded = db.session.scalars(sa.select(Assessment).where(Assessment.state == "concluded")).all()
    stops = {found["check"]["id"] for one in concluded for found in (one.frozen or {})["findings"]
             if (found["check"]["severity"], found["state"]) == ("stop", "fires")}
    assert len(concluded) > 15
    assert stops == past


def test_a_few_warnings_stand_as_they_do_in_life() -> None:
    concluded = db.session.scalars(sa.select(Assessment).where(Assessment.state == "concluded")).all()
    found = {one["check"]["severity"] for record in concluded for one in (record.frozen or {})["findings"]}
    assert found >= {"warn", "advise"}


# ---- The days they are told on

def a_weekend() -> When:
    return When(date(2026, 11, 22), rules().bank_holidays)


def test_a_day_at_the_weekend_moves_to_the_working_day_before() -> None:
    assert a_weekend().day() == date(2026, 11, 20)
    assert a_weekend().day(days=1) == date(2026, 11, 20)


def test_days_in_answers_become_dates_when_they_are_told() -> None:
    written = {"on": ago(1), "entries": [{"by": ahead(1), "what": "Rails"}]}
    assert a_weekend().dated(written) == {"on": "2026-11-13", "entries": [{"by": "2026-11-23", "what": "Rails"}]}


def test_a_clock_on_an_english_wall_is_an_hour_ahead_in_summer() -> None:
    summer = When(date(2026, 7, 1), rules().bank_holidays).at(clock_says="10:00")
    assert summer == datetime.fromisoformat("2026-07-01T09:00:00+00:00")
