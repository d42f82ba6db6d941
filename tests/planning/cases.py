"""A sitting of several cases, for tests of its agenda."""

from typing import Any

from riskpanel import db
from riskpanel.panel import services as panel
from riskpanel.panel.models import Meeting
from tests.panel.cases import a_meeting, a_waiting_referral
from tests.referrals.cases import a_disputed_decision
from tests.stories import World

WHERE = ("to Whitby", "to the market", "to choir", "to the pool", "to Leeds", "to her sister's", "to the river")


def several_waiting(world: World, count: int, **more: Any) -> list[Any]:
    """So many referrals that wait for the panel, about as many decisions of Rosa's."""
    sentences = (f"Whether Rosa goes {where} alone by bus" for where in WHERE[:count])
    return [a_waiting_referral(world, a_disputed_decision(world, sentence=one), **more) for one in sentences]


def a_full_meeting(world: World, count: int = 3) -> Meeting:
    """A meeting with so many cases, put on in turn."""
    meeting = a_meeting(world)
    for referral in several_waiting(world, count):
        panel.list_referral(meeting, referral, by=world.kit)
    db.commit()
    return meeting
