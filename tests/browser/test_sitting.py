"""A sitting at two browsers: what one notes, the other sees without loading the page again; and a clock that counts."""

import pytest
from playwright.sync_api import expect

from riskpanel import db
from riskpanel.panel.models import Meeting
from riskpanel.sitting import services
from tests.browser.laptop import minute
from tests.browser.setting import at_browsers, chromium
from tests.browser.timing import minutes
from tests.browser.visitor import Cost, faults_told
from tests.installation import installed
from tests.panel.cases import a_case_under_way
from tests.stories import populate, world

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHIN = 3  # minutes of a practised user's time, as modelled
SOON = 12_000  # milliseconds: two looks of the part that keeps itself up to date


def under_way() -> None:
    """Rosa's case has been begun, and everybody who sits is in the room."""
    populate()
    people = world()
    item = a_case_under_way(people)
    services.start(item, by=people.ada)
    db.commit()


def address() -> str:
    """Where the only sitting is."""
    db.begin(writing=False)
    found = db.session.query(Meeting).one().id
    db.session.remove()
    return f"/sittings/{found}"


def test_a_quorum_lost_is_told_to_the_chair_as_the_minute_taker_notes_the_leaving() -> None:
    cost = Cost()
    with installed(under_way, "", demonstration=False) as app, chromium() as browser, \
            at_browsers(app, browser, javascript=True, cost=cost) as arrive:
        ada, kit = arrive("ada"), arrive("kit")
        for one in (ada, kit):
            one.go(address())
        ada.follow("Chair this case")
        assert "There is a quorum." in ada.text()
        expect(ada.page.locator("[data-clock]")).to_have_text("0 minutes so far.")
        ada.page.mouse.wheel(0, 10_000)
        expect(ada.page.locator("h1")).to_be_in_viewport()
        kit.press("Left Lea Stone")
        told = ada.page.locator("[data-live-part=quorum]")
        expect(told).to_contain_text("There is no quorum.", timeout=SOON)
        expect(told.get_by_role("link", name="Hear it without advising")).to_be_visible()
        ada.page.get_by_text("Who came, and who has left").click()
        ada.look()
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
