"""How the stories are told: what they share, the small steps they are made of, and the order in which they happen."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from riskpanel import clock, db
from riskpanel.actions import Action
from riskpanel.advocacy import services as advocacy
from riskpanel.assessments import services as assessments
from riskpanel.assessments.models import Assessment
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.demo.when import When
from riskpanel.panel.models import Meeting
from riskpanel.people import services as people
from riskpanel.people.models import Advocate, Person
from riskpanel.referrals import services as referrals
from riskpanel.referrals.contributing import contribute
from riskpanel.referrals.models import Referral
from riskpanel.rulebook.current import rules
from riskpanel.users.models import Team, User

MOMENT = timedelta(minutes=1)
NOTHING_SENT: dict[str, Any] = {"words": "", "asks": "", "film_at": "", "helped_by": "", "apart": False}

Answers = Mapping[str, Any]


@dataclass
class World:
    """What the stories share: the days, the colleagues, the teams and the panel's meetings."""

    when: When
    who: Mapping[str, User]
    teams: Mapping[str, Team]
    meetings: dict[str, Meeting] = field(default_factory=dict)


Story = Callable[[World], Iterator[datetime]]


def tell(stories: Iterable[Story], world: World) -> None:
    """Tell all stories as one: each yields the instant of what comes next in it, and the earliest always goes first."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, story in enumerate(stories):
        _wait(waiting, number, story(world))
    last = datetime.min.replace(tzinfo=clock.ENGLAND)
    while waiting:
        instant, number, told = heapq.heappop(waiting)
        last = max(instant, last + MOMENT) if last.year > 1 else instant
        with clock.at(last):
            _wait(waiting, number, told)
            db.commit()
        db.session.expire_all()


def _wait(waiting: list[tuple[datetime, int, Iterator[datetime]]], number: int, told: Iterator[datetime]) -> None:
    """Let a story go on to its next instant, and put it in the queue for it; a story that has ended leaves."""
    instant = next(told, None)
    if instant is not None:
        heapq.heappush(waiting, (instant, number, told))


def meet(values: Answers, around: Iterable[Answers] = (), authorities: Iterable[Answers] = (), *, by: User) -> Person:
    """A person, those around them, and those with authority."""
    person = people.add_person(values, by=by)
    db.session.flush()
    for one in around:
        people.add_connection(person, one, by=by)
    for one in authorities:
        people.add_authority(person, one, by=by)
    return person


def ask_for_advocate(person: Person, values: Answers, instructed: Answers | None = None, *, by: User,
                     decision: Decision | None = None) -> Advocate:
    """An advocate asked for today unless `values` says when; `instructed` says who it is, once somebody is."""
    asked = advocacy.ask(person, {"asked_on": clock.today()} | dict(values), decision=decision, by=by)
    db.session.flush()
    if instructed:
        advocacy.move(asked, Action.INSTRUCT_ADVOCATE, {"instructed_on": clock.today()} | dict(instructed), by=by)
    return asked


def begin(person: Person, values: Answers, *, by: User, decider: User | None = None) -> Decision:
    """A decision in question; `decider` is a colleague, or None when `values` names somebody elsewhere."""
    decision = decisions.start_decision(person, {**values, "colleague": decider.id if decider else None}, by=by)
    db.session.flush()
    return decision


def hear(decision: Decision, views: Iterable[Answers], disagreement: str, *, by: User) -> None:
    """Every voice's view, and that there is no agreement."""
    for view in views:
        decisions.record_view(decision, view, by=by)
    decisions.record_agreement(decision, "not-agreed", disagreement, by=by)


def write(decision: Decision, questionnaire: str, answers: Answers, *, by: User) -> Assessment:
    """A guided record, answered as it would be page by page and left in progress."""
    record = assessments.start(decision.id, questionnaire, by=by)
    groups = {question.id for question in rules().questionnaire(questionnaire).every() if question.type == "group"}
    assessments.save_answers(record, {name: value for name, value in answers.items() if name not in groups}, by=by)
    for group in (name for name in answers if name in groups):
        for entry in answers[group]:
            assessments.save_entry(record, group, entry, by=by)
    db.session.flush()
    return record


def conclude(decision: Decision, questionnaire: str, answers: Answers, *, by: User) -> Assessment:
    """A guided record, answered and concluded."""
    record = write(decision, questionnaire, answers, by=by)
    assessments.conclude(record, by=by)
    return record


def refer(decision: Decision, team: Team, values: Answers, *, by: User, reason: str = "",
          sent: Answers | None = None, overseen_by: str = "") -> Referral:
    """A referral to a panel, sent; `reason` says why it goes with the gaps it has, `sent` what somebody sends with it.
    """
    referral = referrals.start(decision, team, by=by, reason=reason)
    referrals.change(referral, values, by=by)
    db.session.flush()
    if sent:
        contribute(referral, NOTHING_SENT | dict(sent), None, by=by)
    referrals.submit(referral, by=by, reason=reason, overseen_by=overseen_by)
    return referral
