"""An answer from outside, by hand: a link is made, opened with its code, answered half, come back to, and sent.

The pages are plain forms: tests/outside walks the same road without JavaScript.
"""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.setting import at_browsers, chromium
from tests.browser.visitor import Cost, Visitor, faults_told
from tests.installation import demonstration

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TO = {"recipient_address": "dr.vasanthakumar@fernhill.example"}
HALF = {"reasons": "The rota changes what I thought of the three nights.", "request_1_how": "shown"}
REST = {"answer": "partly", "request_1_words": "The incident forms are all there is.",
        "speak_to": "The ward manager, 01632 960 378"}


def a_link(nadia: Visitor) -> tuple[str, str]:
    """The link's address and its code, as they are told once."""
    nadia.follow("Challenges", exact=True)
    nadia.follow("Recall to be considered")
    nadia.follow("Make a link for an answer from outside")
    assert "ends when you make this one" in nadia.text()
    nadia.fill(TO)
    nadia.send()
    nadia.page.get_by_text("If email does not reach them").click()
    address = re.search(r"/outside/[\w-]+", nadia.text())
    assert address
    return address[0], nadia.page.locator(".rp-code").inner_text()


def the_answer(browser: Browser, nadia: Visitor, cost: Cost) -> None:
    address, code = a_link(nadia)
    consultant = Visitor(browser, nadia.base, javascript=True, cost=cost, typed=set())
    for given, heading in (("WRNG-2345", "This did not open"), (code, "A letter that asks for your answer")):
        consultant.go(address)
        consultant.fill({"code": given})
        consultant.send()
        assert consultant.heading() == heading
    consultant.fill(HALF)
    consultant.send("Save and come back later")
    consultant.go(address)
    consultant.send("Send this answer")
    assert consultant.page.title().startswith("Error")
    assert consultant.page.locator("[name=reasons]").input_value() == HALF["reasons"]
    consultant.fill(REST)
    consultant.send("Send this answer")
    assert consultant.heading() == "Your answer has been sent"
    consultant.close()


def test_a_hospital_answers_by_a_link_without_an_account() -> None:
    cost = Cost()
    with (demonstration() as app, chromium() as browser,
          at_browsers(app, browser, javascript=True, cost=cost) as arrive):
        nadia = arrive("nadia")
        the_answer(browser, nadia, cost)
        nadia.follow("Back", exact=True)
        assert "partly agreed" in nadia.text()
        assert REST["speak_to"] in nadia.text()
    assert not cost.axe_violations, faults_told(cost.faults)
    assert cost.asked_again == 0
