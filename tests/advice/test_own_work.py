"""Nobody approves their own work: the server refuses the referrer, the decision-maker and the assessor in the chair."""

import pytest

from riskpanel import db
from riskpanel.access import may, why_not
from riskpanel.actions import Action
from riskpanel.advice import services
from riskpanel.errors import Refused
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem
from riskpanel.panel.quorum import quorum
from riskpanel.referrals import services as referrals
from tests.panel.cases import SAYS, a_meeting, a_waiting_referral, came, declare, stored
from tests.referrals.cases import FULL, a_concluded_record, a_disputed_decision, panel_of
from tests.stories import World

MEMBERS = ("joe", "bea", "ada")
SIGNS = (Action.GIVE_ADVICE, Action.WRITE_READ_BACK)


def with_lea_in_the_chair(people: World, **who: str) -> AgendaItem:
    """A case under way whose chair also decided, referred or assessed, as told."""
    people.lea.role_names = ["mca-lead", "chair"]
    decision = a_disputed_decision(people, colleague=str(people.users[who.get("decides", "mo")].id))
    if "assesses" in who:
        assesses(people, decision, who["assesses"])
    if "refers" in who:
        referral = referrals.start(decision, panel_of(people), by=people.lea, reason="It cannot wait")
        referrals.change(referral, FULL | {"next_contact_on": decision.needed_by}, by=people.lea)
        referrals.submit(referral, by=people.lea, reason="The fair is on Saturday")
        referrals.accept(referral, "", by=people.kit)
    else:
        referral = a_waiting_referral(people, decision)
    meeting = a_meeting(people, chair="lea", members=MEMBERS)
    item = panel.list_referral(meeting, referral, by=people.kit)
    declare(people, item, "lea", "kit", *MEMBERS)
    came(people, meeting, "lea", "kit", *MEMBERS)
    panel.open_meeting(meeting, by=people.lea)
    db.commit()
    return item


def assesses(people: World, decision: object, name: str) -> None:
    """The capacity assessment, concluded by this colleague."""
    sam, people.users["sam"] = people.sam, people.users[name]
    a_concluded_record(people, decision, "capacity", conclusion="lacks")  # type: ignore[arg-type]
    people.users["sam"] = sam


@pytest.mark.parametrize("part", ["decides", "refers", "assesses"])
def test_whoever_judges_their_own_work_gives_no_advice_and_does_not_count(browse, people: World, part: str) -> None:
    item = with_lea_in_the_chair(people, **{part: "lea"})
    for action in SIGNS:
        assert "nobody judges their own work" in (why_not(people.lea, action, item) or "")
    with pytest.raises(Refused):
        services.give_advice(item, SAYS, by=people.lea)
    refused = browse("lea").http.get(f"/items/{item.id}/advise")
    assert refused.status_code == 403
    assert "nobody judges their own work" in refused.text
    assert stored(item).advice is None
    assert any("Lea Stone" in said and "does not count" in said for said in quorum(item.meeting, item).left_out)


def test_a_deputy_in_the_chair_judges_no_work_of_their_own_either(people: World) -> None:
    item = with_lea_in_the_chair(people, assesses="ada")
    assert may(people.lea, Action.GIVE_ADVICE, item)
    item.deputy, item.deputy_id = people.ada, people.ada.id
    assert not may(people.ada, Action.GIVE_ADVICE, item)
