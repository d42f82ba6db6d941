"""The right door: a case that a panel's terms do not cover is told why and where to instead, and may still go."""

import sqlalchemy as sa

from riskpanel import db
from riskpanel.advocacy import services as advocacy
from riskpanel.clock import today
from riskpanel.messages.models import Message
from riskpanel.people import services as persons
from riskpanel.referrals import services
from riskpanel.users import services as users
from riskpanel.users.models import Team
from tests.referrals.cases import FULL, a_concluded_record, a_disputed_decision, a_draft, another_panel, fresh
from tests.stories import World

INSTEAD = "Take a disagreement about the choice itself to the risk enablement panel"


def test_where_no_panel_fits_the_start_page_says_where_each_would_send_the_case(browse, people: World) -> None:
    own_choice_only(people)
    decision = a_disputed_decision(people)
    a_concluded_record(people, decision, "capacity", conclusion="lacks")
    sam, address = browse("sam"), f"/decisions/{decision.id}/refer"
    shown = sam.get(address)
    assert "This may be the wrong door" in shown
    assert "hold a best-interests meeting" in shown
    sam.post(address, team_id=str(people.teams["panel"].id), status=303)


def own_choice_only(people: World) -> None:
    """The only panel there is hears those who can make the decision."""
    db.session.get_one(Team, people.teams["panel"].id).panel = "own-choice"
    users.add_team("East team", by=people.adi)
    db.commit()


def test_a_panel_that_turns_the_case_away_is_a_gap_with_the_way_to_another(browse, people: World) -> None:
    clinic = another_panel(people)
    made = services.start(a_disputed_decision(people), clinic, by=people.sam)
    db.commit()
    sam, check = browse("sam"), f"/referrals/{made.id}/check"
    shown = sam.get(check)
    assert f"It does not settle disagreements. {INSTEAD}" in shown
    assert f"/referrals/{made.id}/panel" in shown
    sam.post(f"/referrals/{made.id}/panel", team_id=str(people.teams["panel"].id), status=303)
    assert INSTEAD not in sam.get(check)


def test_a_wrong_door_is_redirected_with_the_words_of_the_panels_own_terms(browse, people: World) -> None:
    clinic = another_panel(people)
    made = services.start(a_disputed_decision(people), clinic, by=people.sam)
    services.change(made, FULL, by=people.sam)
    db.session.flush()
    services.submit(made, by=people.sam, reason="It is pressing")
    db.commit()
    cy, address = browse("cy"), f"/referrals/{made.id}/redirect"
    assert INSTEAD in cy.get(address)
    cy.post(address, where="panel", reason=INSTEAD, status=303)
    assert fresh(made).why_here == f"Another panel, named in the reason. {INSTEAD}"
    assert "sent to another door" in browse("sam").get(f"/referrals/{made.id}")
    told = db.session.scalars(sa.select(Message.kind).where(Message.to_user_id == people.sam.id)).all()
    assert "referral-redirected" in told


def test_an_unseen_document_and_an_awaited_advocate_are_gaps_that_lead_to_the_person(browse, people: World) -> None:
    made = a_draft(people)
    person = made.person
    named = {"kind": "attorney-welfare", "holder": "Ana Delgado", "state": "not-seen"}
    persons.add_authority(person, named, by=people.sam)
    advocacy.ask(person, {"asked_on": today(), "kind": "imca", "because": "Nobody else"}, by=people.sam)
    db.commit()
    shown = browse("sam").get(f"/referrals/{made.id}/check")
    assert "Nobody has seen the document of Ana Delgado, who is said to act for Rosa." in shown
    assert "An advocate has been asked for, and none is in place yet." in shown
    assert f"/people/{person.id}" in shown
