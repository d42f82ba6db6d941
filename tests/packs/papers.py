"""A meeting with cases on its agenda, records concluded for them, and copies of its papers."""

from typing import Any

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.clock import now, today
from riskpanel.decisions import services as decisions
from riskpanel.packs import queries, services
from riskpanel.packs.models import PackCopy
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.people import services as persons
from riskpanel.references import new_reference
from riskpanel.users.models import User
from tests.panel.cases import MEMBERS, a_listed_case, a_waiting_referral, declare, stored
from tests.stories import World, a_view

SITTING = ("ada", "kit", *MEMBERS)
BECAUSE = "Which abilities are doubted"
FINDING: dict[str, Any] = {
    "state": "fires", "changes": ["each option has something that speaks for it"],
    "check": {"id": "both-sides", "severity": "warn", "say": "One side of an option is blank.",
              "settle": "Write what speaks for it too.", "duty": "", "confirmed": True, "local_figure": []},
    "because": [{"label": BECAUSE, "said": "Weighing"}], "open": [],
    "sources": [{"id": "mca-2005-s4-2", "kind": "statute", "title": "Mental Capacity Act 2005, section 4(2)",
                 "gist": "All that is relevant is looked at.", "url": "", "confirmed": True, "standing": "confirmed"}],
}
OPTIONS: list[dict[str, Any]] = [
    {"name": "By train with Tom", "answers": [["The option", "By train with Tom"], ["What speaks for it?", "The sea"]]},
    {"name": "Not going", "answers": [["The option", "Not going"], ["What speaks against it?", "She loses the day"]]},
]


def frozen(**more: Any) -> dict[str, Any]:
    """A record's words, as they were shown when it was concluded."""
    sections = [{"title": "The options", "answers": [
        {"id": "why_now", "question": "Why is it asked now?", "label": "Why now", "answer": "The fair is on Saturday",
         "entries": []},
        {"id": "options", "question": "What are the options?", "label": "Options", "answer": "", "entries": OPTIONS}]}]
    return {"title": "Positive-risk assessment", "decision": "Whether Rosa goes", "law_as_at": "2026-11-20",
            "completed_by": "Sam Okoro, Social worker", "sections": sections, "findings": [FINDING], "overrides": []
            } | more


def a_record(world: World, item: AgendaItem, questionnaire: str = "positive-risk", **more: Any) -> Assessment:
    """A concluded record of the case's decision."""
    made = Assessment(reference=new_reference("A"), decision_id=item.referral.decision_id, questionnaire=questionnaire,
                      questionnaire_version=1, rulebook="test", law_as_at=today(), state="concluded",
                      started_by_id=world.sam.id, concluded_by_id=world.sam.id, concluded_at=now(),
                      frozen=frozen(**more))
    db.session.add(made)
    trail.record(Action.CONCLUDE, by=world.sam)
    db.commit()
    return made


def another_case(world: World, meeting: Meeting, name: str = "Idris Vaughan", **more: Any) -> AgendaItem:
    """Somebody else's case on the same agenda."""
    person = persons.add_person({"name": name, "preferred_name": name.split()[0]}, by=world.sam)
    decision = decisions.start_decision(person, {"sentence": f"Whether {name} moves", "kind": "travel",
                                                 "colleague": str(world.mo.id), "person_says": "My own door"} | more,
                                        by=world.sam)
    a_view(world, decision, voice="person", name=person.name, wants="My own door", stance="agrees", reasons="")
    decisions.record_agreement(decision, "not-agreed", "His brother fears the stairs.", by=world.sam)
    db.commit()
    made = panel.list_referral(meeting, a_waiting_referral(world, decision), by=world.kit)
    db.commit()
    return made


def a_meeting_with_papers(world: World) -> AgendaItem:
    """Rosa's case, which everybody who sits has declared no interest in, and its record."""
    item = a_listed_case(world)
    a_record(world, item)
    declare(world, item, *SITTING)
    return item


def copies_for(world: World, item: AgendaItem) -> dict[str, PackCopy]:
    """A copy for everybody who sits, by the reader's first name."""
    meeting = stored(item).meeting
    made = services.make_copies(meeting, services.sitters(meeting), by=db.session.get_one(User, world.kit.id))
    db.commit()
    return {one.called.split()[0].lower(): one for one in made}


def made_now(item: AgendaItem) -> list[PackCopy]:
    return list(queries.copies(item.meeting))
