"""A meeting of the panel, and Rosa's case at different points of it."""

from datetime import timedelta
from typing import Any

from riskpanel import db
from riskpanel.advice import services as advice
from riskpanel.clock import now, today
from riskpanel.decisions.models import Decision
from riskpanel.panel import services
from riskpanel.panel.models import Advice, AgendaItem, Meeting
from riskpanel.people.models import Person
from riskpanel.people.services import involve
from riskpanel.referrals import services as referrals
from riskpanel.referrals.models import Referral
from tests.referrals.cases import a_referral, panel_of
from tests.stories import World

MEMBERS = ("joe", "bea", "lea")
SAYS = {"outcome": "less-restrictive", "says": "Let Rosa go with her friend.", "reasons": "She has done it before.",
        "weighed": "Going with her friend, and staying.", "would_change": "New facts."}


def a_waiting_referral(world: World, decision: Decision | None = None, **more: Any) -> Referral:
    """A referral that the panel has taken into its queue."""
    made = a_referral(world, decision, **more)
    referrals.accept(made, "", by=world.kit)
    db.commit()
    return made


def a_meeting(world: World, chair: str = "ada", members: tuple[str, ...] = MEMBERS) -> Meeting:
    """A meeting in a week's time, planned by Kit, who takes its minutes."""
    plan = services.Plan(now() + timedelta(days=7), "Room 2, Elmshire House", world.users[chair], world.kit,
                         [world.users[name] for name in members])
    made = services.plan_meeting(panel_of(world), plan, by=world.kit)
    db.commit()
    return made


def a_listed_case(world: World, meeting: Meeting | None = None, **more: Any) -> AgendaItem:
    """Rosa's case on the agenda of a meeting."""
    at = meeting or a_meeting(world)
    made = services.list_referral(at, a_waiting_referral(world, **more), by=world.kit)
    db.commit()
    return made


def declare(world: World, item: AgendaItem, *names: str, interest: str = "") -> None:
    """These colleagues declare no interest, or this one."""
    for name in names:
        services.declare_interest(item, bool(interest), interest, by=world.users[name])
    db.commit()


def came(world: World, meeting: Meeting, *names: str) -> None:
    """These colleagues came; the others did not."""
    ids = {world.users[name].id for name in names}
    services.record_attendance(meeting, {one.id: "yes" if one.user_id in ids else "no" for one in meeting.attendances},
                               by=world.kit)
    db.commit()


def a_case_under_way(world: World, **more: Any) -> AgendaItem:
    """The meeting is open, everybody came, and nobody has an interest."""
    item = a_listed_case(world, **more)
    declare(world, item, "ada", "kit", *MEMBERS)
    came(world, item.meeting, "ada", "kit", *MEMBERS)
    services.open_meeting(item.meeting, by=world.users[item_chair(world, item)])
    db.commit()
    return item


def item_chair(world: World, item: AgendaItem) -> str:
    return next(name for name, user in world.users.items() if user.id == item.meeting.chair_id)


def an_advice(world: World, item: AgendaItem | None = None, **more: Any) -> Advice:
    """The panel's advice on Rosa's case, with one condition and one action for Joe."""
    case = item or a_case_under_way(world)
    action = {"what": "Walk the route once", "owner_id": world.joe.id, "owner_name": "", "agency": "Health",
              "due_on": today() + timedelta(days=7)}
    condition = {"what": "A card to show", "owner_name": "Sam Okoro", "due_on": today() + timedelta(days=5)}
    made = advice.give_advice(case, SAYS | more, [condition], [action], by=world.ada)
    db.commit()
    return made


def decided_by(world: World, name: str) -> None:
    """Let a colleague see Rosa's record, as the decision-maker must."""
    involve(db.session.get_one(Person, world.person.id), because="decides", user_id=world.users[name].id, by=world.sam)
    db.commit()


def stored(item: AgendaItem) -> AgendaItem:
    """The case as the database holds it now."""
    db.session.expire_all()
    return db.session.get_one(AgendaItem, item.id)
