"""A decision made on a concluded positive-risk record, ready to be looked back at."""

import re
from typing import Any

from riskpanel import db
from riskpanel.clock import today
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from tests.answering import a_record
from tests.client import Client
from tests.stories import World, a_decision

HARMS = [{"what": "She gets lost at York", "likelihood": "might", "person_says": "I can ask a guard"},
         {"what": "She spends it all", "likelihood": "surprising"}]
BENEFITS = [{"what": "She sees the sea", "likelihood": "certain", "matters": "everything"}]


def risk_record(world: World, decision: Decision, **answers: Any) -> None:
    """A concluded positive-risk record with two harms and one benefit, unless told otherwise."""
    seen = db.session.get_one(Decision, decision.id)
    a_record(seen, "positive-risk", {"harms": HARMS, "benefits": BENEFITS} | answers, by=world.sam)


def decided(world: World, **answers: Any) -> Decision:
    """Whether Rosa goes to Whitby: weighed in a positive-risk record, and decided by Mo."""
    decision = a_decision(world)
    risk_record(world, decision, **answers)
    seen = db.session.get_one(Decision, decision.id)
    decisions.decide(seen, {"decided": "She goes, with her friend", "decided_reasons": "She wants to and has a plan",
                            "decided_on": today().isoformat()}, by=world.mo)
    db.commit()
    return seen


def set_review(client: Client, decision: Decision, **more: Any) -> str:
    """Set a review on the day offered; its address."""
    page = f"/decisions/{decision.id}/reviews/set"
    offered = dict(re.findall(r'name="(due_on-\w+)"[^>]*value="(\d+)"', client.get(page)))
    client.post(page, status=303, **{"triggers": "Two missed calls", **offered, **more})
    found = re.search(r'href="(/reviews/[0-9a-f-]+)"', client.get(f"/decisions/{decision.id}"))
    assert found
    return found[1]


def to_settle(client: Client, url: str) -> dict[str, str]:
    """The address at which each thing is settled, by what it is."""
    found = re.findall(r'href="(/reviews/[^"]+/(?:feared|hoped-for)/[^"]+)">'
                       r'(?:Say what happened|Change)<span class="govuk-visually-hidden">: ([^<]+)<', client.get(url))
    return {what: href for href, what in found}


def settle_all(client: Client, url: str, outcome: str = "did-not") -> None:
    for href in to_settle(client, url).values():
        client.post(href, outcome=outcome, note="Seen on the day", status=303)
