"""A record that goes deeper, by hand: suggested on the page of a decision, written on a visit, ended in a route."""

import pytest

from riskpanel.clock import today
from tests.browser.setting import at_browsers, chromium
from tests.browser.visitor import Cost, Visitor, faults_told
from tests.installation import demonstration

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BECAUSE = "A record says that somebody may be pressing them."
ALONE = {"date": "2026-11-03", "where": "The platform bench, nobody in earshot", "said": "Graham is cross. I stay.",
         "said_with_others": "Whatever Graham says", "differs": "yes"}
SIGN = {"what": "He says that Thiru will be put away", "date": "2026-11-02", "by_whom": "Graham Featherstone",
        "seen_by": "Ade", "first_hand": "first-hand", "effect": "He put his cap on and went down to the platform"}
PAGES = (
    {"control": ["fear"], "control_how": "He is afraid of the ward, and of being told off for the glove"},
    {"safeguarding": "none", "safety_plan": "Talked through with the safeguarding lead; Graham comes with Darshini"},
    {"free_choice": "Being asked by day, on the bench, with nobody else there"},
    {"cause": "nothing", "cause_why": "Alone and with Graham beside him he says that he stays"},
    {"routes": ["support"], "route_who": "Bronwen Hale", "review_on": today().replace(year=today().year + 1)},
    {"rights": "He keeps his brother-in-law and his say"},
)


def one_more(bronwen: Visitor, entry: dict[str, str], add: str) -> None:
    bronwen.follow(add)
    bronwen.fill(entry)
    bronwen.send()
    bronwen.send()


def the_whole_record(bronwen: Visitor) -> None:
    bronwen.follow("People", exact=True)
    bronwen.follow("Thiru")
    bronwen.follow("Whether Thiru goes on living")
    assert BECAUSE in bronwen.text()
    bronwen.follow("Pressure from others", exact=True)
    bronwen.press("Start")
    assert "Home. Six forty-two. Home." in bronwen.page.locator('[name="wants"]').input_value(), "offered, not asked"
    bronwen.send()
    one_more(bronwen, ALONE, "Add a time they were seen alone")
    one_more(bronwen, SIGN, "Add something seen or heard")
    for answers in PAGES:
        assert bronwen.fill(answers) == answers.keys()
        bronwen.send()
    bronwen.press("Conclude this record")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_pressure_is_written_down_and_ends_in_a_route_with_a_name(javascript: bool) -> None:
    cost = Cost()
    with (demonstration() as app, chromium() as browser,
          at_browsers(app, browser, javascript=javascript, cost=cost) as arrive):
        bronwen = arrive("bronwen")
        the_whole_record(bronwen)
        assert "Completed by Bronwen Hale" in bronwen.text()
        assert "Who takes it forward?" in bronwen.text()
        bronwen.follow("Back", exact=True)
        assert BECAUSE not in bronwen.text()
    assert not cost.axe_violations, faults_told(cost.faults)
    assert cost.asked_again == 0
    assert cost.pages < 25, "short enough for a visit"
