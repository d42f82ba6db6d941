"""A case on the agenda: listed, moved, invited to, declared about, read, heard and minuted."""

import re

import pytest

from riskpanel import db, trail
from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.clock import now, today
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.panel import services
from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.panel.quorum import quorum
from riskpanel.references import new_reference
from riskpanel.referrals import services as referrals
from tests.panel.cases import (
    a_case_under_way,
    a_listed_case,
    a_meeting,
    a_waiting_referral,
    came,
    declare,
    stored,
)
from tests.referrals.cases import Statements, a_disputed_decision, fresh
from tests.stories import World, a_challenge, an_answer

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}' OR 1=1 --"
OPTIONS = {
    "title": "Positive-risk assessment", "decision": "Whether Rosa goes", "completed_by": "Sam Okoro, Social worker",
    "law_as_at": "2026-11-20", "sections": [{"title": "The options", "answers": [
        {"id": "options", "question": "What are the options?", "label": "Options", "answer": "", "entries": [
            {"name": "By train with Tom", "answers": [["Likely", "They get there"]]},
            {"name": "Not going", "answers": [["Lost by it", "The sea"]]}]},
        {"id": "harms", "question": "What could go wrong?", "label": "Harms", "answer": "", "entries": [
            {"name": "Getting lost", "answers": [["How likely", "It has happened once"]]}]}]}],
}


def a_frozen_record(people: World, item: AgendaItem) -> Assessment:
    made = Assessment(reference=new_reference("A"), decision_id=item.referral.decision_id,
                      questionnaire="positive-risk", questionnaire_version=1,
                      rulebook="test", law_as_at=today(), state="concluded",
                      started_by_id=people.sam.id, concluded_by_id=people.sam.id, concluded_at=now(), frozen=OPTIONS)
    db.session.add(made)
    trail.record(Action.CONCLUDE, by=people.sam)
    db.commit()
    return made


# ---- The agenda

def test_a_waiting_referral_is_put_on_the_agenda_and_counts_as_listed(browse, people: World) -> None:
    meeting, referral = a_meeting(people), a_waiting_referral(people)
    kit = browse("kit")
    kit.post(f"/meetings/{meeting.id}/list", referral_id=str(referral.id), minutes="30", status=303)
    assert "30 minutes" in kit.get(f"/meetings/{meeting.id}")
    assert fresh(referral).state == "listed"
    assert "No referral is waiting" in kit.get(f"/meetings/{meeting.id}/list")


def test_a_referral_that_is_not_waiting_cannot_be_listed(people: World) -> None:
    item = a_listed_case(people)
    with pytest.raises(NotNow, match="on an agenda"):
        services.list_referral(a_meeting(people), item.referral, by=people.kit)


def test_cases_move_up_and_down_by_buttons(browse, people: World) -> None:
    first = a_listed_case(people)
    decision = a_disputed_decision(people, sentence="Whether Rosa keeps her budgies in her own room")
    services.list_referral(first.meeting, a_waiting_referral(people, decision), by=people.kit)
    db.commit()
    kit, address = browse("kit"), f"/meetings/{first.meeting_id}"
    assert "Move down" in kit.get(address)
    kit.post(f"/items/{first.id}/move", at=address, way="down", status=303)
    assert [one.id == first.id for one in stored(first).meeting.items] == [False, True]
    kit.post(f"/items/{first.id}/move", at=address, way="up", status=303)
    assert [one.id == first.id for one in stored(first).meeting.items] == [True, False]


def test_the_agenda_reads_as_an_agenda_with_what_is_secondary_one_press_away(browse, people: World) -> None:
    item = a_listed_case(people)
    page = browse("kit").get(f"/meetings/{item.meeting_id}")
    agenda = page[page.index('class="rp-agenda"'):]
    at_a_glance, _, rest = agenda.partition("<details")
    folded, _, after = rest.partition("</details>")
    assert item.referral.question in at_a_glance
    assert "Who decides" in at_a_glance
    for secondary in ("Voices asked", "Quorum", "Interests"):
        assert secondary in folded
        assert secondary not in at_a_glance
    assert "Invite somebody" in after


def test_a_deferred_case_waits_again_and_can_come_back_to_the_same_meeting(browse, people: World) -> None:
    item = a_listed_case(people)
    kit = browse("kit")
    kit.post(f"/items/{item.id}/defer", reason="Her sister is away", status=303)
    assert stored(item).referral.state == "waiting"
    back = services.list_referral(stored(item).meeting, stored(item).referral, by=people.kit)
    assert back.id == item.id
    assert back.state == "listed"


def test_a_case_withdrawn_during_the_meeting_leaves_referral_and_agenda_alike(browse, people: World) -> None:
    item = a_case_under_way(people)
    browse("kit").post(f"/items/{item.id}/withdraw", reason="They agree now", status=303)
    assert (stored(item).state, stored(item).reason, stored(item).referral.state) == (
        "withdrawn", "They agree now", "withdrawn")
    browse("ada").get(f"/items/{item.id}/advise")
    with pytest.raises(NotNow):
        services.defer(stored(item), "Again", by=people.ada)


# ---- Invitations

def test_the_person_is_invited_and_their_letter_says_what_where_who_and_how(browse, people: World) -> None:
    item = a_listed_case(people)
    kit = browse("kit")
    sent = kit.post(f"/items/{item.id}/invite", name="Rosa", part="person", how="bring", status=303)
    letter = kit.get(sent.location)
    for words in ("Dear Rosa", item.referral.question, "Room 2, Elmshire House", "Ada Finch", "Not take part",
                  "You can ask for a break at any time", "Kit Lowe", "Short sentences and time to think"):
        assert words in letter
    easy = kit.get(f"{sent.location}?read=easy")
    assert "Hello Rosa" in easy
    assert "The panel does not decide" in easy


def test_being_invited_to_a_case_is_not_to_sit(browse, people: World) -> None:
    item = a_listed_case(people)
    browse("kit").post(f"/items/{item.id}/invite", name="Mo Bright", part="decision-maker", how="come", status=303)
    meeting = stored(item).meeting
    assert people.mo.id not in meeting.sitting_ids
    assert [one.part for one in meeting.attendances if one.item_id] == ["decision-maker"]


def test_how_somebody_takes_part_is_changed_and_shown(browse, people: World) -> None:
    item = a_listed_case(people)
    invited = services.invite(item, {"name": "Ana", "part": "family", "how": ""}, by=people.kit)
    db.commit()
    kit = browse("kit")
    kit.post(f"/invitations/{invited.id}", name="someone-else", name__other="Ana", part="family", how="film",
             status=303)
    assert "Ana, family or friend: send a film or a recording" in kit.get(f"/meetings/{item.meeting_id}")
    assert db.session.get_one(Attendance, invited.id).person_id == people.person.id


def test_hostile_words_come_back_as_words(browse, people: World) -> None:
    item = a_listed_case(people)
    kit = browse("kit")
    kit.post(f"/items/{item.id}/invite", name="someone-else", name__other=HOSTILE, part="guest", how="come", status=303)
    page = kit.get(f"/meetings/{item.meeting_id}")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    kit.post(f"/items/{item.id}/defer", reason="", status=422)
    kit.send(f"/items/{item.id}/move", **kit.form(f"/items/{item.id}/defer") | {"way": HOSTILE}, status=303)
    kit.get(f"/meetings/{HOSTILE}", status=404)


# ---- Interests

def test_a_colleague_says_whether_they_have_an_interest_before_the_papers_open(browse, people: World) -> None:
    item = a_listed_case(people)
    joe, address = browse("joe"), f"/items/{item.id}/pack"
    assert joe.http.get(address).location.endswith(f"/items/{item.id}/interest")
    assert "Say whether you have an interest" in joe.get("/")
    joe.post(f"/items/{item.id}/interest", declared="no", status=303)
    assert "I want to see the sea" in joe.get(address)


def test_one_declaration_leads_to_the_next_and_the_last_back_to_where_the_meeting_is(browse, people: World) -> None:
    first = a_listed_case(people)
    second = a_listed_case(people, first.meeting)
    joe, meeting = browse("joe"), f"/meetings/{first.meeting_id}"
    assert f"interest in {first.referral.reference}, {second.referral.reference}." in joe.get(meeting)
    on = joe.post(f"/items/{first.id}/interest", declared="no", status=303).location
    assert on.endswith(f"/items/{second.id}/interest")
    assert second.referral.reference in joe.get(on)
    assert joe.post(on, declared="no", status=303).location.endswith(meeting)
    assert "Say whether you have an interest" not in joe.get(meeting)
    both = f"interest in {first.referral.reference} and {second.referral.reference}, to be heard on"
    assert both in browse("bea").get("/")


def test_an_interest_closes_the_papers_and_the_case_on_the_agenda(browse, people: World) -> None:
    item = a_listed_case(people)
    joe = browse("joe")
    assert "Say what your interest is" in joe.post(f"/items/{item.id}/interest", declared="yes", status=422).text
    joe.post(f"/items/{item.id}/interest", declared="yes", what="I treated her in spring", status=303)
    joe.get(f"/items/{item.id}/pack", status=403)
    joe.get(f"/items/{item.id}/minutes", status=403)
    agenda = joe.get(f"/meetings/{item.meeting_id}")
    assert item.referral.reference in agenda
    assert "Rosa" not in agenda
    assert item.referral.question not in agenda


def test_an_interest_once_declared_stands_for_the_meeting(people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, "joe")
    declare(people, item, "joe", interest="She is my cousin")
    with pytest.raises(NotNow, match="stands for this meeting"):
        declare(people, item, "joe")


def test_only_those_who_sit_declare(people: World) -> None:
    item = a_listed_case(people, a_meeting(people, members=("joe", "lea")))
    with pytest.raises(Refused, match="Only those who sit"):
        declare(people, item, "bea")
    assert not may(people.bea, Action.SEE_PACK, item)


@pytest.mark.parametrize("interest", ["", "I supervise the worker"])
def test_who_counts_for_a_case_is_told_in_words(people: World, interest: str) -> None:
    item = a_case_under_way(people)
    if interest:
        declare(people, item, "lea", interest=interest)
    found = quorum(item.meeting, item)
    assert found.met is not bool(interest)
    assert ("Lea Stone has declared an interest in this case, and does not count." in found.told) is bool(interest)


def test_neither_the_decision_maker_nor_the_referrer_counts(people: World) -> None:
    decision = a_disputed_decision(people, colleague=str(people.lea.id))
    meeting = a_meeting(people)
    item = services.list_referral(meeting, a_waiting_referral(people, decision), by=people.kit)
    came(people, meeting, "ada", "joe", "lea")
    found = quorum(meeting, item)
    assert "Lea Stone is the decision-maker in this case, and does not count." in found.told
    assert quorum(meeting).met
    item.referral.referred_by_id = people.joe.id
    assert "Joe Tan referred this case, and does not count." in quorum(meeting, item).told


def test_a_chair_who_decides_the_case_is_named_before_the_meeting(browse, people: World) -> None:
    decision = a_disputed_decision(people, colleague=str(people.lea.id))
    people.lea.role_names = ["mca-lead", "chair"]
    meeting = a_meeting(people, members=("joe", "bea"), chair="lea")
    item = services.list_referral(meeting, a_waiting_referral(people, decision), by=people.kit)
    db.session.commit()
    assert not may(people.lea, Action.GIVE_ADVICE, item)
    page = browse("kit").get(f"/meetings/{meeting.id}")
    assert "Lea Stone cannot chair this case: they are the decision-maker." in page


# ---- The papers, the chair's page and the record

def test_the_papers_hold_what_a_panel_needs_without_the_persons_record(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    challenge = a_challenge(people, decision)
    an_answer(people, challenge)
    referral = a_waiting_referral(people, decision)
    referral.challenge = challenge
    item = services.list_referral(a_meeting(people), referral, by=people.kit)
    record = a_frozen_record(people, item)
    declare(people, item, "joe")
    joe = browse("joe")
    with Statements() as sent:
        page = joe.get(f"/items/{item.id}/pack")
    assert sent.count <= 12, sent.said
    for words in ("I want to see the sea", "By train with Tom", "Not going", "Getting lost", "Ana Delgado",
                  "The crowd is the risk.", "In May her friend was not with her."):
        assert words in page
    assert f"/people/{people.person.id}" not in page
    assert "£" not in page
    with Statements() as sent:
        assert "They get there" in joe.get(f"/items/{item.id}/pack/{record.id}")
    assert sent.count <= 12, sent.said
    joe.get(f"/people/{people.person.id}", status=403)


def test_a_record_of_somebody_else_is_not_in_the_papers(browse, people: World) -> None:
    item = a_listed_case(people)
    declare(people, item, "joe")
    browse("joe").get(f"/items/{item.id}/pack/{people.person.id}", status=404)


def test_the_chairs_page_puts_the_question_and_the_person_first(browse, people: World) -> None:
    item = a_case_under_way(people)
    services.invite(item, {"name": "Rosa", "part": "person", "how": "come"}, by=people.kit)
    db.commit()
    ada = browse("ada")
    with Statements() as sent:
        page = ada.get(f"/items/{item.id}/chair")
    assert sent.count <= 12, sent.said
    assert page.index(item.referral.question) < page.index("I want to see the sea") < page.index("Order of voices")
    assert page.index("<strong>Rosa</strong>") < page.index("<strong>Joe Tan</strong>")
    for words in ("Who have we not heard?", "Is there a freer option?", "Is there enough protection?", "Open advice",
                  "There is a quorum.", "No advocate, attorney or deputy has been invited or heard."):
        assert words in page
    browse("joe").get(f"/items/{item.id}/chair", status=403)


def test_a_case_of_another_meeting_is_not_found(browse, people: World) -> None:
    item = a_listed_case(people)
    sam = browse("sam")
    for page in ("pack", "chair", "record", "interest", "invite", "defer"):
        assert sam.http.get(f"/items/{item.id}/{page}").status_code in (403, 404)
    browse("pru").get(f"/items/{item.id}/pack", status=404)


def test_closing_names_every_case_by_its_reference(people: World) -> None:
    item = a_case_under_way(people)
    with pytest.raises(Incomplete) as refused:
        services.close_meeting(item.meeting, by=people.ada)
    assert re.search(item.referral.reference, refused.value.gaps[0])
    referrals.withdraw(item.referral, "Settled", by=people.sam)
    services.close_meeting(item.meeting, by=people.ada)
