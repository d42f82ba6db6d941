"""Who may do what: the tables are complete, and Python and SQL agree about who sees whom."""

import uuid
from dataclasses import dataclass
from itertools import chain, combinations, product

import pytest
import sqlalchemy as sa

from riskpanel import access, db, trail
from riskpanel.access import CONDITIONS, GRANTS, PUBLIC, WHY_NOT, Role, may, require, why_not
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.decisions.models import Decision
from riskpanel.errors import Refused
from riskpanel.panel.models import AgendaItem, Interest, Meeting
from riskpanel.people.models import Involvement, Person
from riskpanel.people.queries import visible_to
from riskpanel.references import new_reference
from riskpanel.referrals.models import Referral
from tests.stories import World

WRITTEN_BY_THE_SYSTEM = {Action.FAIL_SIGN_IN, Action.REFUSE, Action.REMIND, Action.CHASE, Action.FAIL_LINK}


@dataclass(frozen=True)
class Somebody:
    """Anyone signed in, made up: an id, roles and teams."""

    id: uuid.UUID
    roles: frozenset[Role]
    team_ids: frozenset[uuid.UUID] = frozenset()


def somebody(*roles: Role) -> Somebody:
    return Somebody(uuid.uuid4(), frozenset(roles))


# ---- The tables


def test_every_action_is_public_or_granted_to_somebody() -> None:
    assert set(Action) - PUBLIC - set(GRANTS) == WRITTEN_BY_THE_SYSTEM
    assert all(GRANTS.values())
    assert not set(GRANTS) & PUBLIC


def test_every_condition_has_a_sentence_that_says_why_not() -> None:
    assert {one for several in CONDITIONS.values() for one in several} <= set(WHY_NOT)


def test_every_action_reads_as_words_and_is_told_apart_by_them() -> None:
    said = [action.said for action in Action]
    assert len(set(said)) == len(said)
    assert all(words[0].isupper() and not words.endswith(".") for words in said)


@pytest.mark.parametrize("action", sorted(set(CONDITIONS) | {Action.FIND_PEOPLE, Action.ADD_PERSON, Action.SEE_QUEUE}))
def test_an_administrator_has_no_case_access(action: Action) -> None:
    assert Role.ADMINISTRATOR not in GRANTS[action]


@pytest.mark.parametrize(("role", "action"), [pytest.param(*one, id=":".join(one)) for one in product(Role, GRANTS)])
def test_a_role_may_do_what_it_is_granted_and_is_told_in_a_sentence_what_it_may_not(role: Role, action: Action) -> None:
    user = somebody(role)
    allowed = role in GRANTS[action]
    assert may(user, action) is allowed
    if not allowed:
        with pytest.raises(Refused, match="Your role does not let you do this"):
            require(user, action)


@pytest.mark.parametrize("action", sorted(PUBLIC))
def test_a_stranger_may_do_only_what_is_public(action: Action) -> None:
    assert may(None, action)
    assert not any(may(None, other) for other in GRANTS)


# ---- Conditions about the thing itself


def on_the_agenda(chair: Somebody, referrer: uuid.UUID | None = None, decider: uuid.UUID | None = None) -> AgendaItem:
    decision = Decision(decision_maker_id=decider or uuid.uuid4())
    referral = Referral(referred_by_id=referrer or uuid.uuid4(), decision=decision, state="listed")
    return AgendaItem(meeting=Meeting(chair_id=chair.id, minute_taker_id=uuid.uuid4()), referral=referral, interests=[])


def test_a_chair_advises_at_their_own_meeting_and_no_other() -> None:
    chair, other = somebody(Role.CHAIR), somebody(Role.CHAIR)
    assert may(chair, Action.GIVE_ADVICE, on_the_agenda(chair))
    assert not may(other, Action.GIVE_ADVICE, on_the_agenda(chair))


def test_a_chair_may_not_advise_on_their_own_case() -> None:
    chair = somebody(Role.CHAIR)
    assert not may(chair, Action.GIVE_ADVICE, on_the_agenda(chair, referrer=chair.id))
    assert not may(chair, Action.GIVE_ADVICE, on_the_agenda(chair, decider=chair.id))
    item = on_the_agenda(chair)
    item.interests = [Interest(user_id=chair.id, declared=True)]
    assert "interest" in (why_not(chair, Action.GIVE_ADVICE, item) or "")


def test_having_declared_no_interest_keeps_nobody_out() -> None:
    chair = somebody(Role.CHAIR)
    item = on_the_agenda(chair)
    item.interests = [Interest(user_id=chair.id, declared=False)]
    assert may(chair, Action.GIVE_ADVICE, item)


def test_the_chair_does_not_take_the_minutes() -> None:
    both = somebody(Role.CHAIR, Role.COORDINATOR)
    assert not may(both, Action.TAKE_MINUTES, on_the_agenda(both))
    assert may(somebody(Role.COORDINATOR), Action.TAKE_MINUTES, on_the_agenda(both))


def known_to(*users: Somebody) -> Person:
    links = [Involvement(user_id=one.id, because="works with the person") for one in users]
    return Person(restricted=True, involvements=links)


def a_challenge(raiser: Somebody, answerer: Somebody, decider: Somebody, stage: str) -> Challenge:
    decision = Decision(decision_maker_id=decider.id)
    return Challenge(raised_by_id=raiser.id, answer_owed_by_id=answerer.id, stage=stage, decision=decision,
                     person=known_to(raiser, answerer, decider))


def test_a_decision_maker_answers_the_first_talk_but_does_not_rule_on_their_own_decision_after_it() -> None:
    sam, mo = somebody(Role.PRACTITIONER), somebody(Role.DECISION_MAKER)
    assert may(mo, Action.ANSWER_CHALLENGE, a_challenge(sam, mo, mo, "talk"))
    assert not may(mo, Action.ANSWER_CHALLENGE, a_challenge(sam, mo, mo, "managers"))


def test_nobody_answers_their_own_challenge() -> None:
    sam = somebody(Role.PRACTITIONER)
    assert not may(sam, Action.ANSWER_CHALLENGE, a_challenge(sam, sam, somebody(Role.DECISION_MAKER), "talk"))


def test_only_the_named_decision_maker_decides_unless_it_is_decided_elsewhere() -> None:
    mo, sam = somebody(Role.DECISION_MAKER), somebody(Role.PRACTITIONER)
    decision = Decision(decision_maker_id=mo.id, person=known_to(mo, sam))
    assert may(mo, Action.DECIDE, decision)
    assert not may(sam, Action.DECIDE, decision)
    decision.decision_maker_id = None
    assert may(sam, Action.DECIDE, decision)


# ---- Who sees whom: one rule, told twice


def subsets(several: list[Involvement]) -> list[tuple[Involvement, ...]]:
    return list(chain.from_iterable(combinations(several, size) for size in range(len(several) + 1)))


def every_kind_of_person(people: World) -> list[Person]:
    """Restricted or not, with every set of: sam, ines, the North team, the South team."""
    links = [{"user_id": people.sam.id}, {"user_id": people.ines.id}, {"team_id": people.teams["north"].id},
             {"team_id": people.teams["south"].id}]
    made = []
    for restricted, some in product((False, True), subsets(links)):
        one = Person(reference=new_reference("P"), name="Somebody", added_by_id=people.sam.id, restricted=restricted,
                     involvements=[Involvement(because="a test", **link) for link in some])
        made.append(one)
    return made


def every_kind_of_colleague(people: World) -> list[Somebody]:
    """Sam, Ines or a third; every role alone and with practitioner; no team, one or both."""
    roles = [frozenset(), *(frozenset({role, also}) for role in Role for also in (role, Role.PRACTITIONER))]
    north, south = people.teams["north"].id, people.teams["south"].id
    teams = [frozenset(), frozenset({north}), frozenset({north, south})]
    ids = (people.sam.id, people.ines.id, people.pru.id)
    return [Somebody(id, *given) for id, given in product(ids, product(roles, teams))]


def test_the_rule_in_python_and_the_rule_in_sql_agree_about_everybody(people: World) -> None:
    records = every_kind_of_person(people)
    db.session.add_all(records)
    trail.record(Action.ADD_PERSON, by=people.sam)
    db.session.flush()
    assert len(records) == 32
    for user in every_kind_of_colleague(people):
        in_sql = set(db.session.scalars(sa.select(Person.id).where(visible_to(user))))
        in_python = {one.id for one in [*records, people.person] if access.sees(user, one)}
        assert in_sql == in_python, user


def test_neither_breadth_of_role_nor_a_team_opens_a_restricted_record() -> None:
    team = uuid.uuid4()
    hidden = Person(restricted=True, involvements=[Involvement(team_id=team, because="a test")])
    assert not access.sees(Somebody(uuid.uuid4(), frozenset(Role), frozenset({team})), hidden)
