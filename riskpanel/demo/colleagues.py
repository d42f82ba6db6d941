"""Made-up colleagues in every role, their teams and their panels."""

from collections.abc import Mapping
from dataclasses import dataclass

from riskpanel.access import Role
from riskpanel.users import services as users
from riskpanel.users.models import Team, User

PASSWORD = "rock-the-boat"

TEAMS: Mapping[str, tuple[str, str | None]] = {
    "riverside": ("Riverside team", None),
    "hillside": ("Hillside team", None),
    "transitions": ("Transitions team", None),
    "panel": ("Risk enablement panel", "risk-enablement"),
    "clinic": ("Mental capacity clinic", "capacity-clinic"),
}


@dataclass(frozen=True)
class Part:
    """A colleague: who they are, what they do, and where they belong."""

    name: str
    job: str
    roles: tuple[Role, ...]
    teams: tuple[str, ...] = ()
    specialism: str = "social-work"
    agency: str = "council"


ADMINISTRATOR = Part("Adil Chaudhry", "System administrator",
                     (Role.ADMINISTRATOR,))

COLLEAGUES: Mapping[str, Part] = {
    "nadia": Part("Nadia Kowalczyk", "Social worker, Riverside team",
                  (Role.PRACTITIONER,), ("riverside",)),
    "tom": Part("Tom Adeyemi", "Social worker, Riverside team",
                (Role.PRACTITIONER,), ("riverside",)),
    "bronwen": Part("Bronwen Hale", "Social worker, Hillside team",
                    (Role.PRACTITIONER,), ("hillside",)),
    "yusuf": Part("Yusuf Rahman", "Social worker, Transitions team",
                  (Role.PRACTITIONER,), ("transitions",)),
    "grace": Part("Grace Lindqvist", "Team manager, Riverside and Transitions",
                  (Role.MANAGER, Role.DECISION_MAKER), ("riverside", "transitions")),
    "paul": Part("Paul Strickland", "Team manager, Hillside",
                 (Role.MANAGER, Role.DECISION_MAKER), ("hillside",)),
    "meera": Part("Meera Joshi", "Head of commissioning", (Role.DECISION_MAKER,), specialism=""),
    "colm": Part("Colm Byrne", "Panel coordinator",
                 (Role.COORDINATOR,), ("panel", "clinic"), ""),
    "ruth": Part("Ruth Ainsley", "Independent chair of the risk enablement panel", (Role.CHAIR,), ("panel",),
                 "law", "independent"),
    "joseph": Part("Joseph Tannahill", "Occupational therapist", (Role.PANEL_MEMBER,), ("panel",),
                   "occupational-therapy"),
    "beatriz": Part("Beatriz Fonseca", "Community learning disability nurse",
                    (Role.PANEL_MEMBER,), ("panel",), "nursing", "nhs"),
    "ivor": Part("Ivor Pettigrew", "Expert by experience", (Role.PANEL_MEMBER,),
                 ("panel", "clinic"), "lived-experience", "independent"),
    "leanne": Part("Leanne Osei", "Mental Capacity Act lead",
                   (Role.MCA_LEAD, Role.CHAIR), ("panel", "clinic")),
    "philippa": Part("Philippa Nash", "Principal social worker",
                     (Role.PRINCIPAL_SOCIAL_WORKER,)),
}


def address(short: str) -> str:
    return f"{short}@elmshire.example"


def open_accounts() -> tuple[dict[str, User], dict[str, Team]]:
    """Everybody's account, opened by the administrator, and the teams they belong to."""
    adil = users.add_first_administrator(email=address("adil"), name=ADMINISTRATOR.name, password=PASSWORD)
    users.change_user(adil, name=adil.name, job=ADMINISTRATOR.job, phone="01632 960100", roles=ADMINISTRATOR.roles,
                      teams=(),
                      active=True, by=adil)
    teams = {short: users.add_team(name, panel=panel, by=adil) for short, (name, panel) in TEAMS.items()}
    made = {
        short: users.add_user(email=address(short), name=part.name, job=part.job, phone=f"01632 9601{number:02}",
                              password=PASSWORD, roles=part.roles, teams=[teams[one] for one in part.teams], by=adil,
                              specialism=part.specialism, agency=part.agency)
        for number, (short, part) in enumerate(COLLEAGUES.items(), start=1)
    }
    return made | {"adil": adil}, teams
