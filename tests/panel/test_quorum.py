"""The quorum asks for a member of the assessor's own specialism, and for more than one agency."""

import sqlalchemy as sa

from riskpanel import db
from riskpanel.assessments.models import Assessment
from riskpanel.panel.quorum import quorum
from riskpanel.users import services as users
from riskpanel.users.models import User
from tests.panel.cases import a_listed_case, a_meeting, declare
from tests.referrals.cases import a_concluded_record, a_disputed_decision
from tests.stories import World

NO_PEER = "Nobody who can count shares the specialism of Sam Okoro, social work."
ONE_AGENCY = "Those who can count must come from 2 agencies or more."


def now_is(people: World, name: str, specialism: str, agency: str) -> None:
    """The administrator changes what a colleague's account says."""
    user = db.session.get_one(User, people.users[name].id)
    teams = [people.teams[one] for one in people.teams if people.teams[one].id in user.team_ids]
    users.change_user(user, name=user.name, job=user.job, phone=user.phone, roles=user.roles, teams=teams, active=True,
                      specialism=specialism, agency=agency, by=people.adi)
    db.commit()


def test_one_who_counts_shares_the_specialism_of_whoever_referred(people: World) -> None:
    item = a_listed_case(people)
    found = quorum(item.meeting, item, forecast=True)
    assert (found.met, found.unsure) == (True, ())
    now_is(people, "lea", "nursing", "council")
    now_is(people, "ada", "law", "independent")
    assert NO_PEER in quorum(item.meeting, item, forecast=True).lacking


def test_a_member_with_an_interest_is_not_that_one(people: World) -> None:
    item = a_listed_case(people)
    now_is(people, "ada", "law", "independent")
    declare(people, item, "lea", interest="I trained Sam")
    assert NO_PEER in quorum(item.meeting, item, forecast=True).lacking


def test_whoever_assessed_capacity_comes_before_whoever_referred(people: World) -> None:
    decision = a_disputed_decision(people)
    a_concluded_record(people, decision, "capacity", conclusion="lacks")
    db.session.execute(sa.update(Assessment).values(concluded_by_id=people.ines.id))
    now_is(people, "ines", "psychology", "council")
    item = a_listed_case(people, decision=decision)
    now_is(people, "ada", "law", "independent")
    assert "Nobody who can count shares the specialism of Ines Varga, psychology." in (
        quorum(item.meeting, item, forecast=True).lacking)


def test_what_an_account_does_not_say_is_told_and_stops_nothing(people: World) -> None:
    item = a_listed_case(people)
    now_is(people, "sam", "", "council")
    found = quorum(item.meeting, item, forecast=True)
    assert found.met
    assert "The account of Sam Okoro names no specialism" in found.told[-1]
    now_is(people, "sam", "psychology", "council")
    found = quorum(item.meeting, item, forecast=True)
    assert found.met
    assert "the account of Ada Finch names none" in found.unsure[0]


def test_those_who_count_come_from_two_agencies(people: World) -> None:
    meeting = a_meeting(people)
    assert quorum(meeting, forecast=True).met
    now_is(people, "bea", "nursing", "council")
    now_is(people, "ada", "law", "council")
    assert quorum(meeting, forecast=True).lacking == (ONE_AGENCY,)
    now_is(people, "bea", "nursing", "")
    found = quorum(meeting, forecast=True)
    assert found.met
    assert found.unsure == (
        "Those who can count must come from 2 agencies or more; the account of Bea Holt does not say whose colleague "
        "that is.",)


def test_the_administrator_says_what_a_colleague_does_and_for_whom(browse, people: World) -> None:
    adi, address = browse("adi"), f"/accounts/{people.mo.id}"
    said = {"name": "Mo Bright", "job": "Team manager", "role_names": ["manager", "decision-maker"]}
    adi.post(address, specialism="psychology", agency="nhs", **said, status=303)
    stored = db.session.get_one(User, people.mo.id, populate_existing=True)
    assert (stored.specialism, stored.agency) == ("psychology", "nhs")
    adi.post(address, specialism="astrology", **said, status=422)
