"""The lists of challenges: who finds which, what a line says, and why one is not in the list that is shown."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.challenges import services
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.words import DIRECTIONS
from riskpanel.clock import today
from riskpanel.lists import queries
from riskpanel.lists.queries import LISTS, PAGE, Wanted
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from tests.many import make_challenges
from tests.stories import COLLEAGUES, World, a_challenge, a_decision, a_draft_challenge, an_answer

SETTLED = {"outcome": "changed", "what_changed": "She goes with Tom.", "what_changed_said_by": "Rosa"}


def shown(wanted: Wanted, user: Any) -> list[Challenge]:
    """Every page of a list, from the first to the last."""
    found = queries.page(wanted, user, today())
    every = list(found.challenges)
    while found.next:
        found = queries.page(Wanted(**{**vars(wanted), "after": found.next}), user, today())
        every += found.challenges
    return every


@pytest.mark.parametrize("name", COLLEAGUES)
def test_a_list_shows_exactly_what_may_be_seen_and_each_once(people: World, name: str) -> None:
    make_challenges(400)
    user = people.users[name]
    for which, listing in LISTS.items():
        found = [one.id for one in shown(Wanted(which), user)]
        kept = (sa.select(Challenge.id).join(Person, Person.id == Challenge.person_id)
                .where(visible_to(user), Challenge.state.in_(listing.states), listing.keeps(user, today())))
        drafts = {one.id for one in db.session.scalars(sa.select(Challenge).where(Challenge.state == "draft"))
                  if one.decision_maker_id == user.id}
        assert set(found) == set(db.session.scalars(kept)) - drafts, which
        assert len(found) == len(set(found)), which


def test_what_is_owed_soonest_comes_first_and_the_newest_first_where_nothing_is(people: World) -> None:
    make_challenges(400)
    due = [one.answer_due_on for one in shown(Wanted("open"), people.pru)]
    assert len(due) > PAGE
    assert due == sorted(due)
    raised = [one.raised_at for one in shown(Wanted("closed"), people.pru)]
    assert raised == sorted(raised, reverse=True)


def test_filters_keep_only_what_has_all_that_was_chosen(people: World) -> None:
    make_challenges(400)
    kept = (Challenge.direction == "facts-wrong", Challenge.stage == "managers")
    every = sa.select(Challenge.id).join(Challenge.person).where(visible_to(people.pru), *kept)
    found = {one.id for one in shown(Wanted("all", direction="facts-wrong", stage="managers"), people.pru)}
    assert found == set(db.session.scalars(every)) != set()
    assert {one.urgent for one in shown(Wanted("all", urgent=True), people.pru)} == {True}


def test_a_line_says_what_is_owed_by_whom_and_by_when(browse: Any, people: World) -> None:
    a_challenge(people, a_decision(people))
    page = browse("sam").get("/challenges")
    for words in ("An answer", "Mo Bright", "due in", DIRECTIONS["too-restrictive"], "Rosa, P-"):
        assert words in page
    assert "An answer" in browse("mo").get("/challenges?show=owed")
    assert "No challenge here fits" in browse("sam").get("/challenges?show=owed")


def test_a_challenge_is_found_by_its_reference_its_decision_or_the_persons_name(browse: Any, people: World) -> None:
    decision = a_decision(people)
    challenge = a_challenge(people, decision)
    known = people.person.reference
    for words in (challenge.reference, challenge.reference.lower(), decision.reference, "delgado", known):
        assert challenge.reference in browse("sam").get(f"/challenges?words={words}"), words
    assert challenge.reference not in browse("sam").get("/challenges?words=Somebody")


def test_one_that_is_not_in_the_list_is_found_and_the_reason_told(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    an_answer(people, challenge)
    services.settle_challenge(db.session.get_one(Challenge, challenge.id), SETTLED, by=people.sam)
    db.commit()
    page = browse("sam").get(f"/challenges?words={challenge.reference}")
    assert f"{challenge.reference} is not in this list: it is settled." in page
    page = browse("sam").get(f"/challenges?show=closed&direction=facts-wrong&words={challenge.reference}")
    assert "is not in this list: it is too restrictive." in page


def test_nobody_is_told_of_a_challenge_they_may_not_see(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    page = browse("ines").get(f"/challenges?words={challenge.reference}")
    assert "Nothing else that you may see was found" in page
    assert str(challenge.id) not in page


def test_a_draft_is_kept_from_whoever_makes_the_decision(browse: Any, people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    assert draft.reference in browse("sam").get("/challenges?show=all")
    assert draft.reference not in browse("mo").get("/challenges?show=all")


def test_pages_follow_each_other_and_keep_what_was_asked(browse: Any, people: World) -> None:
    make_challenges(400)
    first = browse("pru").get("/challenges?show=all&urgent=yes")
    onward = re.search(r'href="(/challenges\?[^"]*after=[^"]*)"', first)
    assert onward
    assert "urgent=yes" in onward[1]
    second = browse("pru").get(onward[1].replace("&amp;", "&"))
    assert "First page" in second
    references = [set(re.findall(r"C-M\d{6}", page)) for page in (first, second)]
    assert references[0]
    assert not references[0] & references[1]


@pytest.mark.parametrize("rubbish", ["after=rubbish", "after=2026-01-01~x", "show=nothing", "stage=nowhere", "urgent=2",
                                     "words=%00", "words=C-", "after=2026-01-01T10:00:00~" + "0" * 32])
def test_rubbish_in_the_address_is_as_if_it_were_not_there(browse: Any, people: World, rubbish: str) -> None:
    assert "<h1" in browse("sam").get(f"/challenges?show=all&{rubbish}")


def test_what_is_late_is_in_the_list_of_what_is_late(browse: Any, people: World) -> None:
    challenge = a_challenge(people, a_decision(people))
    assert challenge.reference not in browse("sam").get("/challenges?show=overdue")
    late = sa.update(Challenge).values(answer_due_on=today() - timedelta(days=1))
    db.session.execute(late)
    db.commit()
    assert "overdue" in browse("sam").get("/challenges?show=overdue")
