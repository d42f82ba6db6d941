"""Cases at different points of the road to the panel."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from riskpanel import db, trail
from riskpanel.access import Role
from riskpanel.actions import Action
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.clock import now, today
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.references import new_reference
from riskpanel.referrals import services
from riskpanel.referrals.models import Referral
from riskpanel.users import services as users
from riskpanel.users.models import Team
from tests.client import PASSWORD
from tests.stories import World, a_decision, a_view

FULL = {
    "tried": "Talked twice, in May and June.", "not_settled": "Her sister still fears the station.",
    "disagreement": "Rosa and her sister.", "not_asked": "To agree funding.",
    "consent": "yes", "taking_part": "bring", "taking_part_needs": "A break", "interim_plan": "Ana rings each evening.",
    "next_contact_by": "Sam Okoro",
}


def a_disputed_decision(world: World, **more: Any) -> Decision:
    """A decision about which there is recorded disagreement, with two views."""
    made = a_decision(world, **more)
    a_view(world, made)
    a_view(world, made, voice="person", name="Rosa", wants="To see the sea", stance="agrees", reasons="")
    seen = db.session.get_one(Decision, made.id)
    decisions.record_agreement(seen, "not-agreed", "Her sister fears the station.", by=world.sam)
    db.commit()
    return seen


def a_concluded_record(world: World, decision: Decision, questionnaire: str, entries: Any = (), **answers: Any) -> None:
    """A concluded record, laid down as rows: what a referral reads of it, without walking through every question."""
    made = Assessment(reference=new_reference("A"), decision_id=decision.id, questionnaire=questionnaire,
                      questionnaire_version=1, rulebook="test", law_as_at=today(), state="concluded",
                      started_by_id=world.sam.id, concluded_by_id=world.sam.id, concluded_at=now(), frozen={})
    db.session.add(made)
    rows = [(question, "", value) for question, value in answers.items()]
    rows += [("other_views", f"e{number}", entry) for number, entry in enumerate(entries)]
    db.session.add_all(Answer(assessment_id=made.id, question=question, entry=entry, value=value,
                              answered_by_id=world.sam.id) for question, entry, value in rows)
    trail.record(Action.CONCLUDE, decision, by=world.sam)
    db.commit()


def everything_concluded(world: World, decision: Decision, conclusion: str = "has") -> None:
    """Framing, support, capacity and positive risk, all concluded."""
    a_concluded_record(world, decision, "framing", reason_to_doubt="yes", safeguarding="none")
    a_concluded_record(world, decision, "support")
    a_concluded_record(world, decision, "capacity", conclusion=conclusion, assessed_on=today().isoformat())
    a_concluded_record(world, decision, "positive-risk")


def a_draft(world: World, decision: Decision | None = None, **more: Any) -> Referral:
    """A referral being prepared by Sam."""
    about = decision or a_disputed_decision(world)
    made = services.start(about, panel_of(world), by=world.sam, reason="It cannot wait")
    if more:
        services.change(made, more, by=world.sam)
    db.commit()
    return made


def a_referral(world: World, decision: Decision | None = None, **more: Any) -> Referral:
    """A referral that the panel has received, with a reason for its gaps."""
    contact = {"next_contact_on": today() + timedelta(days=7)}
    made = a_draft(world, decision, **(FULL | contact | more))
    services.submit(made, by=world.sam, reason="The fair is on Saturday")
    db.commit()
    return made


def panel_of(world: World) -> Team:
    return db.session.get_one(Team, world.teams["panel"].id)


def another_panel(world: World) -> Team:
    """A capacity clinic, with its own coordinator, Cy."""
    admin = world.adi
    clinic = users.add_team("Capacity clinic", by=admin, panel="capacity-clinic")
    users.add_user(email="cy@elmshire.example", name="Cy Reed", job="Coordinator", phone="", password=PASSWORD,
                   roles={Role.COORDINATOR}, teams=[clinic], by=admin)
    db.commit()
    return clinic


def fresh(referral: Referral) -> Referral:
    """The referral as the database holds it now."""
    db.session.expire_all()
    return db.session.get_one(Referral, referral.id)


def later(days: int) -> dict[str, str]:
    """A date some days from now, as its three inputs hold it."""
    return parts(today() + timedelta(days=days))


def parts(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


class Statements:
    """Counts the statements sent to the database within the block."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def _note(self, _c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            self.said.append(statement)

    def __enter__(self) -> "Statements":
        event.listen(sa.Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(sa.Engine, "before_cursor_execute", self._note)

    @property
    def count(self) -> int:
        return len(self.said)
