"""The panel's calendar: the sitting that heard the laptop, and those of the coming days."""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.demo.telling import World
from riskpanel.panel import services as panel

HALL = "The Old Library, Mill Street, ground floor. A quiet room is open next door from nine."
CLINIC = "Room 3, Elm House, and by video"
MEMBERS = ("joseph", "beatriz", "ivor", "leanne")


def story(world: World) -> Iterator[datetime]:
    when = world.when
    yield when.at(10, clock_says="09:05")
    _sitting(world, "heard", when.at(7, clock_says="10:00"))
    yield when.at(2, clock_says="09:05")
    _sitting(world, "coming", when.coming_at(3))
    _sitting(world, "after", when.coming_at(13))
    _clinic(world, when.coming_at(2, "14:00"))


def _sitting(world: World, name: str, starts_at: datetime) -> None:
    """A sitting of the risk enablement panel, with its usual members."""
    who = world.who
    plan = panel.Plan(starts_at, HALL, who["ruth"], who["colm"], [who[one] for one in MEMBERS])
    world.meetings[name] = panel.plan_meeting(world.teams["panel"], plan, by=who["colm"])


def _clinic(world: World, starts_at: datetime) -> None:
    who = world.who
    plan = panel.Plan(starts_at, CLINIC, who["leanne"], who["colm"], [who["ivor"]])
    world.meetings["clinic"] = panel.plan_meeting(world.teams["clinic"], plan, by=who["colm"])
