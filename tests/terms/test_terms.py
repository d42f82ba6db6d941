"""Anybody may read what a panel is for, what it can and cannot do, and what its quorum asks."""

from riskpanel.rulebook.current import rules
from riskpanel.terms import pages, words
from tests.panel.cases import a_case_under_way, a_listed_case
from tests.stories import World


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


def test_every_page_of_a_panel_says_its_power(browse, people: World) -> None:
    item = a_case_under_way(people)
    meeting, ada = f"/meetings/{item.meeting_id}", browse("ada")
    for address in (meeting, f"{meeting}/attendance", f"/items/{item.id}/pack", f"/items/{item.id}/chair",
                    f"/items/{item.id}/defer", f"/items/{item.id}/interest", f"/items/{item.id}/advise"):
        assert words.ADVISES in ada.get(address), address
    kit = browse("kit")
    for address in (f"{meeting}/list", f"/items/{item.id}/record", f"/items/{item.id}/invite",
                    f"/meetings/plan/{people.teams['panel'].id}"):
        assert words.ADVISES in kit.get(address), address
    sam = browse("sam")
    assert words.ADVISES in sam.get(f"/referrals/{item.referral_id}")
    assert words.ADVISES not in sam.get("/")


def test_the_limits_of_a_panel_stand_on_its_meetings_page(browse, people: World) -> None:
    item = a_listed_case(people)
    shown = browse("ada").get(f"/meetings/{item.meeting_id}")
    assert all(said in shown for said in words.CANNOT)


def test_the_panel_of_something_else_is_none() -> None:
    assert pages.power_of(None, "words", object()) is None
    assert pages.cannot_of(None) == words.CANNOT
