"""Made-up colleagues and a person, by calling the services: what most tests start from."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from riskpanel import db
from riskpanel.access import Role
from riskpanel.people import services as people
from riskpanel.people.models import Person
from riskpanel.users import queries
from riskpanel.users import services as users
from riskpanel.users.models import Team, User
from tests.client import PASSWORD

COLLEAGUES: dict[str, tuple[str, str, set[Role], tuple[str, ...]]] = {
    "sam": ("Sam Okoro", "Social worker, North team", {Role.PRACTITIONER}, ("north",)),
    "ines": ("Ines Varga", "Social worker, South team", {Role.PRACTITIONER}, ("south",)),
    "mo": ("Mo Bright", "Team manager, North team", {Role.MANAGER, Role.DECISION_MAKER}, ("north",)),
    "dee": ("Dee Marsh", "Service manager", {Role.DECISION_MAKER}, ()),
    "kit": ("Kit Lowe", "Panel coordinator", {Role.COORDINATOR}, ("panel",)),
    "ada": ("Ada Finch", "Chair of the risk enablement panel", {Role.CHAIR}, ("panel",)),
    "joe": ("Joe Tan", "Occupational therapist", {Role.PANEL_MEMBER}, ("panel",)),
    "bea": ("Bea Holt", "Community nurse", {Role.PANEL_MEMBER}, ("panel",)),
    "lea": ("Lea Stone", "Mental Capacity Act lead", {Role.MCA_LEAD}, ("panel",)),
    "pru": ("Pru Nash", "Principal social worker", {Role.PRINCIPAL_SOCIAL_WORKER}, ()),
    "adi": ("Adi Cole", "System administrator", {Role.ADMINISTRATOR}, ()),
}


@dataclass
class World:
    """Who there is. `world.sam` is a colleague by short name."""

    users: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    person: Person = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["users"][name]
        except KeyError:
            raise AttributeError(name) from None

    def email(self, name: str) -> str:
        return f"{name}@elmshire.example"


def populate() -> None:
    """Make colleagues in every role, a North and a South team, a panel, and Rosa, whom the North team knows."""
    admin = users.add_first_administrator(email="first@elmshire.example", name="First Admin", password=PASSWORD)
    teams = {"north": users.add_team("North team", by=admin), "south": users.add_team("South team", by=admin),
             "panel": users.add_team("Risk enablement panel", by=admin, panel="risk-enablement")}
    made = {
        short: users.add_user(email=f"{short}@elmshire.example", name=name, job=job, phone="01632 960000",
                              password=PASSWORD, roles=roles, teams=[teams[one] for one in placed], by=admin)
        for short, (name, job, roles, placed) in COLLEAGUES.items()
    }
    db.commit()
    about = {"name": "Rosa Delgado", "preferred_name": "Rosa", "about_me": "I keep budgies and I like the early bus.",
             "communication_needs": "Short sentences and time to think"}
    people.add_person(about, by=made["sam"])
    db.commit()


def world() -> World:
    """The colleagues, teams and person that `populate` made, read afresh."""
    made = World()
    made.users = {short: queries.by_email(made.email(short)) for short in COLLEAGUES}  # type: ignore[misc]
    made.teams = {team.name.split()[0].lower().replace("risk", "panel"): team for team in queries.teams()}
    made.person = db.session.scalars(sa.select(Person)).one()
    return made
