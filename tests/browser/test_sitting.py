"""A sitting at seven browsers: what one notes, the others see without loading the page again; a clock that counts."""

import re

import pytest
from playwright.sync_api import expect

from riskpanel import db
from riskpanel.access import Role
from riskpanel.panel import services as panel
from riskpanel.panel.models import Meeting
from riskpanel.sitting import services
from riskpanel.users import services as users
from tests.browser.laptop import minute
from tests.browser.setting import at_browsers, chromium
from tests.browser.timing import minutes
from tests.browser.visitor import Cost, faults_told
from tests.client import PASSWORD
from tests.installation import installed
from tests.panel.cases import a_listed_case, a_meeting, came, declare
from tests.stories import populate, world

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHIN = 3  # minutes of a practised user's time, as modelled
SOON = 12_000  # milliseconds: two looks of the part that keeps itself up to date


MEMBERS = ("joe", "bea", "lea", "pru", "ivo")


def under_way() -> None:
    """Rosa's case has been begun, with a chair, five members and a minute-taker in the room."""
    populate()
    people = world()
    people.users["ivo"] = users.add_user(
        email="ivo@elmshire.example", name="Ivo Reed", job="Housing officer", phone="", password=PASSWORD,
        roles={Role.PANEL_MEMBER}, teams=[people.teams["panel"]], by=people.adi)
    item = a_listed_case(people, a_meeting(people, members=MEMBERS))
    declare(people, item, "ada", "kit", *MEMBERS)
    came(people, item.meeting, "ada", "kit", *MEMBERS)
    panel.open_meeting(item.meeting, by=people.ada)
    services.start(item, by=people.ada)
    db.commit()


def address() -> str:
    """Where the only sitting is."""
    db.begin(writing=False)
    found = db.session.query(Meeting).one().id
    db.session.remove()
    return f"/sittings/{found}"


def test_seven_at_one_sitting_lose_no_words_and_see_no_stale_quorum() -> None:
    cost = Cost()
    with installed(under_way, "", demonstration=False) as app, chromium() as browser, \
            at_browsers(app, browser, javascript=True, cost=cost) as arrive:
        ada, kit, *members = (arrive(name) for name in ("ada", "kit", *MEMBERS))
        for one in (ada, kit, *members):
            one.page.goto(address())
        for number, one in enumerate(members):
            one.page.get_by_role("link", name="Your private view").click()
            one.page.locator("[name=leans]").fill(f"What member {number} thinks")
        for one in members:
            one.page.get_by_role("button", name="File this view").click()
        ada.follow("Chair this case")
        expect(ada.page.locator("[data-clock]")).to_have_text(re.compile("minutes? so far"))
        ada.page.mouse.wheel(0, 10_000)
        expect(ada.page.locator("h1")).to_be_in_viewport()
        kit.page.get_by_role("button", name="Left Lea Stone").click()
        for one in (ada, kit, *members):
            told = one.page.locator("[data-live-part=quorum]")
            expect(told).to_contain_text("There is no quorum.", timeout=SOON)
        expect(ada.page.get_by_role("link", name="Hear it without advising")).to_be_visible()
        ada.press("Open the private views together")
        for number, one in enumerate(members):
            assert f"What member {number} thinks" in ada.text()
            expect(one.page.get_by_role("link", name="Views side by side")).to_be_visible(timeout=SOON)
    assert not cost.axe_violations, faults_told(cost.faults)


def test_without_javascript_the_page_says_how_to_see_it_as_it_stands_now() -> None:
    cost = Cost()
    with installed(under_way, "", demonstration=False) as app, chromium() as browser, \
            at_browsers(app, browser, javascript=False, cost=cost) as arrive:
        bea, kit = arrive("bea"), arrive("kit")
        for one in (bea, kit):
            one.go(address())
        kit.press("Left Lea Stone")
        bea.follow("Refresh")
        assert "There is no quorum." in bea.text()
    assert not cost.axe_violations, faults_told(cost.faults)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_case_is_minuted_within_three_minutes_of_the_talk_ending(javascript: bool) -> None:
    cost = Cost()
    with installed(under_way, "", demonstration=False) as app, chromium() as browser, \
            at_browsers(app, browser, javascript=javascript, cost=cost) as arrive:
        kit = arrive("kit")
        before = cost.row("minute-a-case", javascript)
        minute(kit)
        after = cost.row("minute-a-case", javascript)
    taken = minutes({name: after[name] - before[name] for name in ("pages", "fields", "keystrokes")})
    assert 0 < taken < WITHIN
    assert not cost.axe_violations, faults_told(cost.faults)
