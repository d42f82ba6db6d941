"""Made-up colleagues and a person, by calling the services: what most tests start from."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from riskpanel import db
from riskpanel.access import Role
from riskpanel.challenges import answering
from riskpanel.challenges import services as challenges
from riskpanel.challenges.models import Challenge
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision, View
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


SPECIALISMS = {"sam": ("social-work", "council"), "lea": ("social-work", "council"),
               "joe": ("occupational-therapy", "council"), "bea": ("nursing", "nhs"), "ada": ("", "independent")}


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
                              password=PASSWORD, roles=roles, teams=[teams[one] for one in placed], by=admin,
                              **dict(zip(("specialism", "agency"), SPECIALISMS.get(short, ("", "")), strict=True)))
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


def a_decision(world: World, **more: Any) -> Decision:
    """Whether Rosa goes to Whitby: started by Sam, for Mo to decide, unless `more` says otherwise."""
    values = {"sentence": "Whether Rosa goes to Whitby by train on Saturday with one friend", "kind": "travel",
              "colleague": str(world.mo.id), "needed_by": "2026-12-01", "if_nothing": "The fair is missed",
              "person_says": "I want to see the sea"}
    person = db.session.get_one(Person, world.person.id)
    made = decisions.start_decision(person, values | more, by=world.sam)
    db.commit()
    return made


def a_view(world: World, decision: Decision, **more: Any) -> View:
    """What Ana, Rosa's sister, says of it: she does not agree, unless `more` says otherwise."""
    values = {"voice": "family", "name": "Ana Delgado", "wants": "For her to stay in town", "hopes": "",
              "worries": "She gets lost", "stance": "disagrees", "reasons": "It is far"}
    seen = db.session.get_one(Decision, decision.id)
    made = decisions.record_view(seen, values | more, by=world.sam)
    db.commit()
    return made


def a_draft_challenge(world: World, decision: Decision, **more: Any) -> Challenge:
    """Sam's challenge to a decision, complete and not yet sent, unless `more` says otherwise."""
    values = {"direction": "too-restrictive", "their_reasoning": "The station is busy and she was lost there in May.",
              "facts": "In May her friend was not with her.", "ask": "Let her go with her friend, with a card to show."}
    seen = db.session.get_one(Decision, decision.id)
    made = challenges.start_challenge(seen, {"danger_now": "no", "urgent": None}, by=world.sam)
    challenges.change_challenge(made, values | more, by=world.sam)
    db.commit()
    return made


def a_challenge(world: World, decision: Decision, **more: Any) -> Challenge:
    """Sam's challenge to a decision, sent: its decision-maker owes an answer."""
    made = a_draft_challenge(world, decision, **more)
    challenges.send_challenge(made, by=world.sam)
    db.commit()
    return made


def an_answer(world: World, challenge: Challenge, answer: str = "not-agreed", by: str = "mo") -> None:
    """The answer of whoever owes it, with reasons."""
    seen = db.session.get_one(Challenge, challenge.id)
    answering.answer_challenge(seen, {"answer": answer, "reasons": "The crowd is the risk."}, by=world.users[by])
    db.commit()
