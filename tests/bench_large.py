"""What pages cost with a great deal behind them: 50,000 challenges and 100,000 referrals, on both databases.

Rows of the shape of tests/bench.py's; `size` is how many there are of what the page lists. Nothing here fails on a slow
day. `python -m tests.bench_large`, and as part of `make bench`.
"""

import statistics
from collections.abc import Iterable, Iterator
from itertools import product

import sqlalchemy as sa
from flask import Flask

from riskpanel import db
from riskpanel.challenges.models import Challenge
from riskpanel.demo.colleagues import address
from riskpanel.lists.counts import SPANS
from riskpanel.lists.queries import LISTS
from riskpanel.people.models import Person
from riskpanel.queue import queries as queue
from tests.bench import Row, Statements, collect, empty_page, row, show, signed_in, timed
from tests.installation import both_databases, demonstration
from tests.many import make_challenges, make_referrals

CHALLENGES, REFERRALS = 50_000, 100_000
LOOKERS = {"philippa": "all the authority's", "nadia": "a team's"}
KEEPERS = {"colm": "both panels'", "philippa": "every panel's"}
# Pages with a list's choices: the first of every list, sifted, searched, counted, and a challenge's own.
SIFTED = ("direction=not-protective", "urgent=yes", "stage=managers", "words=hart", "words=C-M000123")


def pages_of_challenges(a_challenge: str) -> list[str]:
    lists = [f"/challenges?show={name}" for name in LISTS]
    sifted = [f"/challenges?show={name}&{more}" for name in ("open", "all") for more in SIFTED]
    counts = [f"/challenges/counts?span={span}" for span in SPANS]
    return ["/", *lists, *sifted, *counts, f"/challenges/{a_challenge}", f"/challenges/{a_challenge}/letter"]


def pages_of_the_queue() -> list[str]:
    """The first page of the queue under every filter and every order."""
    sorts = product(queue.STATES, queue.SORTS)
    sifts = [*(f"wait={wait}" for wait in queue.WAITS if wait), *(f"contact={one}" for one in queue.CONTACTS if one),
             "urgent=yes", "wait=usual&contact=none&urgent=yes", "wait=late&contact=overdue"]
    plain = [f"/queue?state={state}&sort={sort}" for state, sort in sorts]
    sifted = [f"/queue?state=all&sort={sort}&{sift}" for sort, sift in product(queue.SORTS, sifts)]
    return [*plain, *sifted, "/queue/look-up?words=hart", "/queue/look-up?words=R-M000123", "/queue?state=all&page=40"]


def timed_pages(app: Flask, short: str, database: str, size: int, pages: Iterable[str]) -> Iterator[Row]:
    """A row for each page; the first look at a filter also keeps it for the colleague, and is not timed."""
    statements, client = Statements(app.extensions["engine"]), signed_in(app, address(short))
    empty = statistics.median(timed(client, "/empty", statements)[0])
    for page in pages:
        assert client.get(page).status_code == 200, page
        yield row(f"{short}: {page[:90]}", (database, size), timed(client, page, statements, 12), 0, empty)


def rows_of(app: Flask, database: str) -> Iterator[Row]:
    make_challenges(CHALLENGES)
    seen = (sa.select(Challenge.id).join(Challenge.person)
            .where(Challenge.state == "answered", sa.not_(Person.restricted)).limit(1))
    a_challenge = str(db.session.scalars(seen).one())
    db.session.remove()
    for short in LOOKERS:
        pages = pages_of_challenges(a_challenge) if short == "philippa" else pages_of_challenges("")[:-2]
        yield from timed_pages(app, short, database, CHALLENGES, pages)
    make_referrals(REFERRALS)
    db.session.remove()
    for short in KEEPERS:
        yield from timed_pages(app, short, database, REFERRALS, pages_of_the_queue())


def rows() -> list[Row]:
    made: list[Row] = []
    with both_databases() as databases:
        for database, url in databases.items():
            with demonstration(url) as app:
                empty_page(app)
                made += rows_of(app, database)
    return made


if __name__ == "__main__":
    made = rows()
    collect(made)
    show(made)
