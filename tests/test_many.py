"""What is made in bulk reads like what the services make."""

import sqlalchemy as sa

from riskpanel import db
from riskpanel.challenges import queries
from riskpanel.challenges.models import Challenge, Turn
from riskpanel.clock import today
from riskpanel.lists.queries import Wanted, page
from riskpanel.people.models import Person
from riskpanel.people.queries import search
from riskpanel.queue.pages import bands_today
from riskpanel.queue.queries import Sift, panels_of
from riskpanel.queue.queries import page as queue_page
from riskpanel.referrals.models import Referral
from riskpanel.referrals.queries import referral
from tests.many import make_challenges, make_referrals
from tests.stories import World


def test_challenges_made_in_bulk_are_read_listed_and_found_like_others(people: World) -> None:
    make_challenges(300)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Challenge)) == 300
    one = db.session.scalars(sa.select(Challenge).join(Challenge.person)
                             .where(Challenge.state == "sent", sa.not_(Person.restricted))).first()
    seen = queries.challenge(one.id, people.pru)
    assert (seen.statement, seen.letter, seen.turns[0].who) == ("It is not safe", {}, seen.owed_by)
    assert page(Wanted("all"), people.pru, today()).next
    assert search(seen.person.name.split()[0], people.pru)[0]


def test_what_waits_is_chosen_by_whoever_asks(people: World) -> None:
    make_challenges(40, states={"sent": 1})
    assert set(db.session.scalars(sa.select(Challenge.state))) == {"sent"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Turn)) == 40


def test_referrals_made_in_bulk_are_read_and_waited_for_like_others(people: World) -> None:
    make_referrals(120)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Referral)) == 120
    found = queue_page(Sift("all"), people.kit, panels_of(people.kit), bands_today())
    assert (len(found.rows), found.more) == (25, True)
    assert referral(found.rows[0].id, people.kit).tried == "Talked twice"
