"""The ten ways in which a panel may advise: each forces its next step, and none has room for what a panel cannot do."""

import re
from datetime import timedelta
from typing import Any

import pytest

from riskpanel import db
from riskpanel.advice import services
from riskpanel.clock import today
from riskpanel.errors import Incomplete
from riskpanel.panel.models import Advice, AgendaItem
from riskpanel.panel.outcomes import MERITS, OUTCOMES, missing
from tests.advice.test_road import a_whole_form, dated
from tests.panel.cases import SAYS, a_case_under_way, stored
from tests.stories import World

LATER = today() + timedelta(days=9)
CARD = {"what": "A card to show", "owner_id": None, "owner_name": "Tom", "agency": "", "due_on": LATER}
LAWYER = CARD | {"what": "Ask the lawyer"}
POSITIONS = [{"held_by": "Two members", "says": "The sea"}, {"held_by": "The nurse", "says": "Home"}]
EVERYTHING: dict[str, Any] = SAYS | {
    "review_on": LATER, "starts_on": today(), "stop_rule": "If she is lost", "goes_to": "The legal team",
    "interim_plan": "Tom goes along", "safeguarding": "no", "beyond": "decision-maker"}
ROWS: dict[str, Any] = {"conditions": [CARD], "actions": [LAWYER], "positions": POSITIONS}


def advise(people: World, item: AgendaItem, outcome: str, values: dict[str, Any], rows: dict[str, Any]) -> Advice:
    return services.give_advice(item, values | {"outcome": outcome}, rows["conditions"], rows["actions"],
                                rows["positions"], by=people.ada)


def test_every_outcome_refuses_without_each_thing_it_needs_and_takes_it_with_all(people: World) -> None:
    item = a_case_under_way(people)
    for outcome, kind in OUTCOMES.items():
        for name, said in kind.needs.items():
            without = {key: value for key, value in EVERYTHING.items() if key != name}
            rows = ROWS | ({name: []} if name in ROWS else {})
            with pytest.raises(Incomplete) as refused:
                advise(people, item, outcome, without, rows)
            assert said in refused.value.gaps, (outcome, name)
        assert missing(EVERYTHING | ROWS | {"outcome": outcome}) == {}
    made = advise(people, item, "trial", EVERYTHING, ROWS)
    assert OUTCOMES["trial"].advises in made.read_back
    assert made.stop_rule == "If she is lost"


def test_the_next_step_of_each_outcome_is_the_one_that_practice_asks_for() -> None:
    forced = {name: set(one.needs) - set(MERITS) for name, one in OUTCOMES.items()}
    assert forced == {
        "supported": {"review_on"}, "with-conditions": {"conditions", "review_on"},
        "trial": {"starts_on", "stop_rule", "review_on"}, "less-restrictive": {"says"},
        "more-protection": {"says", "safeguarding"}, "more-work": {"actions", "review_on"},
        "no-shared-view": {"positions", "beyond"}, "legal-advice": {"goes_to", "interim_plan", "actions"},
        "mediation": {"goes_to", "actions"}, "not-for-this-panel": {"goes_to"}}


def test_safeguarding_now_and_going_further_are_actions_and_not_only_words() -> None:
    now = {"outcome": "more-protection", "safeguarding": "now"}
    further = {"outcome": "no-shared-view", "beyond": "legal"}
    for given in (now, further):
        assert "Name at least one action" in missing(EVERYTHING | ROWS | given | {"actions": []})["actions"]
        assert missing(EVERYTHING | ROWS | given) == {}


def test_each_condition_becomes_an_action_with_its_owner_and_date(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    nobody = ada.post(address, **a_whole_form(people, condition_0_owner_name=""), status=422)
    assert "Choose a colleague or enter a name, one of them" in nobody.text
    ada.post(address, **a_whole_form(people), status=303)
    seen_to = next(one for one in stored(item).advice.actions if one.condition)
    assert (seen_to.what, seen_to.owned_by, seen_to.due_on) == ("A card to show", "Sam Okoro",
                                                                today() + timedelta(days=5))
    assert seen_to.condition.owner == "Sam Okoro"
    page = browse("mo").get(f"/advice/{stored(item).advice.id}")
    assert "A condition of the panel’s support" in page
    with pytest.raises(Incomplete, match="who sees to each condition"):
        services.give_advice(a_case_under_way_again(people, item), SAYS, [CARD | {"due_on": None}], by=people.ada)


def a_case_under_way_again(people: World, item: AgendaItem) -> AgendaItem:
    """The same case, as if it had not been advised on."""
    item.state, item.referral.state = "listed", "listed"
    return item


def test_the_page_asks_for_the_outcome_first_and_then_only_for_what_it_needs(browse, people: World) -> None:
    item = a_case_under_way(people)
    item.referral.interim_plan = "Tom rings each evening"
    services.trail.record(services.Action.KEEP_IN_TOUCH, item.referral, by=people.sam)
    db.commit()
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    first = ada.get(address)
    assert "Each condition becomes an action" in first
    assert 'name="reasons"' not in first
    assert "Choose what the panel advises" in ada.post(address, more_outcome="yes", status=422).text
    supported = ada.post(address, more_outcome="yes", outcome="supported", status=200).text
    assert 'name="reasons"' in supported
    for name in ("stop_rule", "goes_to", "interim_plan", "safeguarding", "condition_0_what", "position_0_says"):
        assert f'name="{name}"' not in supported
    legal = ada.post(address, more_outcome="yes", outcome="legal-advice", reasons="It is grave.", status=200).text
    for words in ("Tom rings each evening", "It is grave.", 'name="goes_to"', f'value="{_review(6).year}"'):
        assert words in legal


def _review(weeks: int) -> Any:
    return today() + timedelta(weeks=weeks)


def test_another_outcome_keeps_what_was_typed_for_the_first(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    trial = {"outcome": "supported", "stop_rule": "If she is lost twice", "reasons": "It went well"}
    page = ada.post(address, more_outcome="yes", **trial, position_0_says="The sea", status=200).text
    for words in ("If she is lost twice", "It went well", "The sea"):
        assert words in page


def test_no_shared_view_sets_the_positions_apart_and_leaves_the_decision(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    sent = a_whole_form(people, outcome="no-shared-view", position_0_held_by="Two members", position_0_says="The sea",
                        beyond="escalate")
    assert "Set out at least two positions" in ada.post(address, **sent, status=422).text
    whole = sent | {"position_1_held_by": "The nurse", "position_1_says": "Home"}
    assert "Say what they hold" in ada.post(address, **(whole | {"position_1_says": ""}), status=422).text
    given = ada.post(address, **whole, status=303).location.removesuffix("/read-back")
    page = browse("mo").get(given)
    for words in ("Two members: The sea", "The nurse: Home", "Also to a senior manager",
                  "The decision stays with Mo Bright"):
        assert words in page


def test_the_form_has_no_room_for_capacity_liberty_need_or_cost(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    asked = set()
    for outcome in OUTCOMES:
        page = ada.post(address, more_outcome="yes", outcome=outcome, status=200).text
        asked |= set(re.findall(r'<(?:input|textarea|select)[^>]* name="([a-z_]+)', page))
        for said in ("does not find that somebody can or cannot", "does not authorise a deprivation of liberty",
                     "does not undo or change assessed needs or eligibility", "hold any of them up"):
            assert said in page, outcome
    rooms = {"outcome", "says", "reasons", "goes_to", "interim_plan", "safeguarding", "beyond", "weighed", "stop_rule",
             "would_change", "read_back", "starts_on", "review_on", "condition_", "action_", "position_",
             "more_outcome", "more_conditions", "more_actions", "more_positions", "csrf_token", "_once", "_version"}
    assert {re.sub(r"(condition|action|position)_.*", r"\1_", one) for one in asked} <= rooms


def test_a_mediation_a_redirection_and_dates_in_the_past_are_answered_in_words(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, address = browse("ada"), f"/items/{item.id}/advise"
    for outcome, said in (("mediation", "Say who is asked to mediate"),
                          ("not-for-this-panel", "Say where it should go"),
                          ("more-protection", "Choose whether safeguarding is needed")):
        assert said in ada.post(address, **a_whole_form(people, outcome=outcome), status=422).text
    past = a_whole_form(people) | dated("condition_0_due_on", -1)
    assert "The date must be today or later" in ada.post(address, **past, status=422).text
