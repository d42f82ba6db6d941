"""A meeting to which twelve people are asked: five who sit, and seven to Rosa's case."""

from riskpanel import db
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem, Attendance
from tests.panel.cases import a_listed_case
from tests.stories import World

ASKED = (
    ("Rosa", "person", "bring"), ("Ana Delgado", "family", "come"), ("Tom Reeve", "family", ""),
    ("Iva Moss", "advocate", "come"), ("Sam Okoro", "referrer", "come"), ("Mo Bright", "decision-maker", "come"),
    ("Hal Dunn", "guest", "film"),
)


def a_meeting_with_guests(world: World) -> AgendaItem:
    """Rosa's case, with everybody whose voice it needs asked to it."""
    item = a_listed_case(world)
    for name, part, how in ASKED:
        panel.invite(item, {"name": name, "part": part, "how": how}, by=world.kit)
    db.commit()
    return item


def the(item: AgendaItem, name: str) -> Attendance:
    """The invitation of somebody, by name."""
    return next(one for one in item.meeting.attendances if one.called == name)
