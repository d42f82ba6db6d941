"""The parts people play, and which of them share a kind of work."""

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """The parts people play. One person may play several."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    COORDINATOR = "panel-coordinator"
    PANEL_MEMBER = "panel-member"
    CHAIR = "chair"
    DECISION_MAKER = "decision-maker"
    MCA_LEAD = "mca-lead"
    PRINCIPAL_SOCIAL_WORKER = "principal-social-worker"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Mapping[Role, str] = {
    Role.PRACTITIONER: "Practitioner",
    Role.MANAGER: "Manager",
    Role.COORDINATOR: "Panel coordinator (minute-taker)",
    Role.PANEL_MEMBER: "Panel member",
    Role.CHAIR: "Chair",
    Role.DECISION_MAKER: "Decision-maker",
    Role.MCA_LEAD: "MCA lead",
    Role.PRINCIPAL_SOCIAL_WORKER: "Principal social worker",
    Role.ADMINISTRATOR: "Administrator (no case access)",
}


class User(Protocol):
    """Anyone signed in, as far as permission is concerned."""

    id: uuid.UUID

    @property
    def roles(self) -> frozenset[Role]: ...

    @property
    def team_ids(self) -> frozenset[uuid.UUID]: ...


EVERYONE = frozenset(Role)
CASE_ROLES = EVERYONE - {Role.ADMINISTRATOR}
RECORDERS = frozenset({Role.PRACTITIONER, Role.MANAGER, Role.MCA_LEAD, Role.PRINCIPAL_SOCIAL_WORKER})
READERS = RECORDERS | {Role.DECISION_MAKER, Role.COORDINATOR, Role.CHAIR}
PANEL = frozenset({Role.COORDINATOR, Role.CHAIR})
SITTING = PANEL | {Role.PANEL_MEMBER, Role.MCA_LEAD, Role.PRINCIPAL_SOCIAL_WORKER}
ANSWERERS = RECORDERS | {Role.DECISION_MAKER}

# Roles whose work covers every team: they see any record that is not restricted.
SEES_EVERY_TEAM = frozenset({Role.PRINCIPAL_SOCIAL_WORKER, Role.MCA_LEAD})
