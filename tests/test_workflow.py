"""Each life, state by state and action by action: what is legal happens, and nothing else does."""

import re
from importlib import import_module
from itertools import product

import pytest
import sqlalchemy as sa

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.db import Base
from riskpanel.errors import NotNow
from riskpanel.workflow import (
    ADVOCATE,
    ASSESSMENT,
    CHALLENGE,
    DECISION,
    LETTER,
    LINK,
    LIVES,
    MEETING,
    MINUTES,
    QUESTION,
    REFERRAL,
    RESTRICTION,
    REVIEW,
    Life,
)

for feature in ("decisions", "assessments", "restrictions", "challenges", "outside", "referrals", "panel", "reviews",
                "mailbox"):
    import_module(f"riskpanel.{feature}.models")

KEPT_IN = {"decision": DECISION, "assessment": ASSESSMENT, "challenge": CHALLENGE, "outside_link": LINK,
           "referral": REFERRAL, "meeting": MEETING, "minutes": MINUTES,
           "outcome_letter": LETTER, "review": REVIEW, "restriction": RESTRICTION,
           "advocate": ADVOCATE, "question": QUESTION}
GRID = [pytest.param(life, action, state, id=f"{life.noun}-{state}-{action.value}")
        for life in LIVES for state, action in product(life.states, life.steps)]


@pytest.mark.parametrize(("life", "action", "state"), GRID)
def test_an_action_is_legal_exactly_where_its_table_says(life: Life, action: Action, state: str) -> None:
    step = life.steps[action]
    if state in step.of:
        assert life.after(action, state) == (step.to or state)
        assert action in life.open_to(state)
        return
    with pytest.raises(NotNow) as refused:
        life.after(action, state)
    assert refused.value.said.startswith(action.said)
    assert life.states[state].lower() in refused.value.said
    assert action not in life.open_to(state)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.noun)
def test_every_state_named_in_a_table_is_one_of_its_life(life: Life) -> None:
    named = {state for step in life.steps.values() for state in (*step.of, step.to) if state}
    assert named <= set(life.states)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.noun)
def test_every_state_can_be_reached_from_the_first(life: Life) -> None:
    reached = {next(iter(life.states))}
    for _ in life.states:
        reached |= {step.to for step in life.steps.values() if step.to and step.of & reached}
    assert reached == set(life.states)


@pytest.mark.parametrize("action", sorted({action for life in LIVES for action in life.steps}))
def test_whatever_moves_a_life_is_granted_to_somebody(action: Action) -> None:
    from_outside = action in access.PUBLIC or action == Action.FAIL_LINK  # by whoever holds a link
    assert from_outside or access.GRANTS[action]


def test_the_table_of_lives_leaves_none_out() -> None:
    assert {id(life) for life in KEPT_IN.values()} == {id(life) for life in LIVES}


@pytest.mark.parametrize("table", KEPT_IN)
def test_the_database_allows_exactly_the_states_of_the_life(table: str) -> None:
    checks = [str(rule.sqltext) for rule in Base.metadata.tables[table].constraints
              if isinstance(rule, sa.CheckConstraint) and str(rule.sqltext).startswith("state IN")]
    assert len(checks) == 1
    assert set(re.findall(r"'([a-z-]+)'", checks[0])) == set(KEPT_IN[table].states)


@pytest.mark.parametrize("table", KEPT_IN)
def test_a_new_thing_begins_in_the_first_state_of_its_life(table: str) -> None:
    default = Base.metadata.tables[table].columns["state"].default
    assert default is not None
    assert default.arg == next(iter(KEPT_IN[table].states))
