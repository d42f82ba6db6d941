"""Anybody may read what a panel is for, what it can and cannot do, and what its quorum asks."""

from riskpanel.rulebook.current import rules
from riskpanel.terms import pages, words
from tests.panel.cases import a_case_under_way, a_listed_case
from tests.referrals.cases import a_draft
from tests.stories import World, a_decision


def test_every_kind_of_panel_tells_its_terms_to_anybody(browse, people: World) -> None:
    adi = browse("adi")
    listed = adi.get("/panels")
    for kind in rules().panels.values():
        assert kind.title in listed
        shown = adi.get(f"/panels/{kind.id}")
        assert kind.purpose in shown
        for said in (*words.CAN, *words.CANNOT):
            assert said in shown
    adi.get("/panels/no-such-panel", status=404)


def test_terms_say_when_a_panel_sits_whom_it_wants_and_when_its_papers_are_due(browse, people: World) -> None:
    shown = browse("sam").get("/panels/risk-enablement")
    for said in ("Every other Tuesday at 10:00am", "An occupational therapist", "5 working days before it sits",
                 "3 working days before it sits", "They come from 2 agencies or more",
                 "One of them of the same specialism as whoever assessed capacity, or referred"):
        assert said in shown
    convened = browse("sam").get("/panels/own-choice")
    assert "Convened for each case" in convened
    assert "hold a best-interests meeting" in convened


def test_what_a_council_adds_stands_beside_what_it_cannot_take_away() -> None:
    added = rules().panels["risk-enablement"].model_copy(update={"also_cannot": ("It holds no budget.",)})
    assert words.cannot(added) == (*words.CANNOT, "It holds no budget.")


def test_a_delegated_power_is_said_with_what_it_never_is() -> None:
    kind = rules().panels["risk-enablement"].model_copy(
        update={"power": "delegated", "delegated": ("Agree a package of support",)})
    said = words.power(kind)
    assert "Agree a package of support" in said
    for never in ("find whether somebody has capacity", "authorise a deprivation of liberty", "undo assessed need"):
        assert never in said
    assert "decision-maker" in said


NOT_PAGES = {"sitting.live", "minutes.others"}  # parts of pages; the page around each says it


def test_every_page_of_a_panel_says_its_power(app, browse, people: World) -> None:
    """Every address that names a meeting, a case, a referral or an advice, as four colleagues see it."""
    waiting, item = a_draft(people, a_decision(people)), a_case_under_way(people)
    given = {"meeting_id": item.meeting_id, "item_id": item.id, "referral_id": waiting.id}
    colleagues, seen = [browse(name) for name in ("ada", "kit", "mo", "sam")], set()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.arguments <= given.keys():
            for colleague in colleagues:
                answer = colleague.http.get(rule.rule.replace("<uuid:", "{").replace(">", "}").format(**given))
                if answer.status_code == 200 and answer.mimetype == "text/html" and rule.endpoint not in NOT_PAGES:
                    seen.add(rule.endpoint)
                    assert words.ADVISES in answer.text, rule.endpoint
    assert {"panel.meeting", "panel.pack", "sitting.case", "planning.times", "referrals.check"} <= seen
    assert words.ADVISES not in browse("sam").get("/")


def test_the_limits_of_a_panel_stand_on_its_meetings_page(browse, people: World) -> None:
    item = a_listed_case(people)
    shown = browse("ada").get(f"/meetings/{item.meeting_id}")
    assert all(said in shown for said in words.CANNOT)


def test_the_panel_of_something_else_is_none() -> None:
    assert pages.power_of(None, "words", object()) is None
    assert pages.cannot_of(None) == words.CANNOT
