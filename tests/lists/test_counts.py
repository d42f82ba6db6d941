"""The page of counts: it counts what may be seen, in words before numbers, and no number of it finds anybody."""

import re
from itertools import product
from typing import Any

import sqlalchemy as sa

from riskpanel import db
from riskpanel.challenges.models import Challenge, Ground
from riskpanel.challenges.words import DIRECTIONS, OUTCOMES
from riskpanel.clock import today
from riskpanel.lists import counts
from riskpanel.lists.queries import COUNTED, Tally, tally
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to
from riskpanel.rulebook.current import rules
from tests.many import make_challenges
from tests.stories import World, a_challenge, a_decision, a_draft_challenge

PAGE = "/challenges/counts"


def of_directions(**found: int) -> counts.Counted:
    """The first cut of a page that counts so many too restrictive, facts wrong and not protective enough."""
    names = {"restrictive": "too-restrictive", "facts": "facts-wrong", "protective": "not-protective-enough"}
    return counts.cuts(Tally({("sent", names[name], "talk", ""): count for name, count in found.items()}, {}))[0]


def test_what_is_counted_is_what_may_be_seen_and_was_sent(people: World) -> None:
    make_challenges(400)
    seen = set()
    for name in ("pru", "sam", "ines"):
        made = (sa.select(Challenge).join(Person, Person.id == Challenge.person_id)
                .where(visible_to(people.users[name]), Challenge.state.in_(COUNTED)))
        every, found = db.session.scalars(made).all(), tally(people.users[name], None)
        assert found.all == len(every)
        seen.add(found.all)
        for column in ("direction", "stage", "outcome"):
            told = [getattr(one, column) for one in every]
            assert found.by(column) == {value: told.count(value) for value in told}
        rests = sa.select(Ground.challenge_id, Ground.rule).where(Ground.challenge_id.in_([one.id for one in every]))
        told = [rule for _id, rule in db.session.execute(rests)]
        assert found.grounds == {rule: told.count(rule) for rule in told}
    assert len(seen) > 1
    year = tally(people.pru, counts.begins("year", today()))
    assert 0 < year.all < tally(people.pru, None).all


def test_words_come_before_numbers_and_every_cut_is_there(browse: Any, people: World) -> None:
    make_challenges(400)
    page = browse("pru").get(PAGE + "?span=ever")
    heads = [page.index(f">{words}</h2>") for words in (
        "Which way they went", "What they rest on", "Where those that go on stand", "Where they were settled",
        "How they ended")]
    assert heads == sorted(heads)
    for words in (*DIRECTIONS.values(), *OUTCOMES.values(), "It was withdrawn", rules().grounds["presumption"].title,
                  "is not a target"):
        assert words in page
    rows = re.findall(r"<td[^>]*>([^<]+)</td>\s*<td[^>]*>([^<]+)</td>", page)
    assert rows
    assert {words for words, _number in rows} <= {words for _least, words in counts.SHARES}
    assert all(int(number.replace(",", "")) % 5 == 0 for _words, number in rows)


def test_fewer_than_five_are_never_told_apart_from_none() -> None:
    cut = of_directions(restrictive=7, facts=4)
    assert cut.rows == (counts.Row(DIRECTIONS["too-restrictive"], "About half", "5"),)
    assert {DIRECTIONS["facts-wrong"], DIRECTIONS["not-protective-enough"]} <= set(cut.few)
    assert cut == of_directions(restrictive=6, facts=3, protective=1)
    too_few = of_directions(restrictive=4)
    assert (too_few.rows, too_few.few) == ((), ())
    assert too_few == of_directions()


def test_no_small_count_follows_from_what_is_told() -> None:
    """Whatever is told, a number that was left out could have been another; or it is none, and finds nobody."""
    could_be: dict[counts.Counted, set[int]] = {}
    for shown, facts, protective in product(range(5, 31), range(5), range(5)):
        cut = of_directions(restrictive=shown, facts=facts, protective=protective)
        could_be.setdefault(cut, set()).add(facts)
    whole = [found for cut, found in could_be.items() if cut.rows[0].about != "30"]
    assert len(whole) >= 10
    assert all(found == {0} or len(found) > 1 for found in whole)


def test_drafts_are_not_counted_and_four_challenges_are_too_few_to_tell(browse: Any, people: World) -> None:
    decision = a_decision(people)
    for _each in range(4):
        a_challenge(people, decision)
    a_draft_challenge(people, decision)
    page = browse("sam").get(PAGE)
    assert "<table" not in page
    assert "Rosa" not in page
    a_challenge(people, decision)
    page = browse("sam").get(PAGE)
    assert "Nearly all" in page
    assert "Rosa" not in page
    assert "<table" not in browse("ines").get(PAGE)


def test_an_address_that_asks_for_nothing_known_shows_the_last_year(browse: Any, people: World) -> None:
    page = browse("pru").get(PAGE + "?span=%00nonsense")
    assert re.search(r'span=year" aria-current="true"', page)
    assert PAGE in browse("pru").get("/challenges")
