"""`make bench`: what every page of the demonstration costs the server, on both databases.

The first of the benchmarks: each module tests/bench*.py measures something of its own, and keeps its rows with those of
the others in build/bench.json.

Each row: what (role and page), database, size (people in it), median_ms and p95_ms of server time, statements sent to
the database, bytes of the page, peak_mb of the process, and ratio_to_empty: against the same layout with nothing in it,
in the same run. A row may hold an aim of its own, in ms of the median and in MB. Nothing here fails on a slow day;
what misses the aim is printed as it is.
"""

import json
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template
from flask.testing import FlaskClient

from riskpanel import db
from riskpanel.actions import Action
from riskpanel.people.models import Person
from riskpanel.users import queries
from riskpanel.web.access import lets
from tests.installation import both_databases, demonstration

RUNS = 25
EACH = 3  # pages of the same kind whose statements are counted, for each colleague; the dearest is timed
COLLEAGUES = 4  # as many as a kind of page is timed for
EMPTY = '{% extends "_layout.html" %}{% set title = "Empty" %}{% block main %}<h1>Empty</h1>{% endblock %}'
AIM_MS, AIM_STATEMENTS = 60, 12
OUT = Path("build/bench.json")


@dataclass(frozen=True)
class Row:
    what: str
    database: str
    size: int
    median_ms: float
    p95_ms: float
    statements: int
    bytes: int
    peak_mb: float
    ratio_to_empty: float
    aim_ms: float | None = None
    aim_mb: float | None = None

    @property
    def over(self) -> bool:
        """Whether it misses an aim of its own."""
        return bool((self.aim_ms and self.median_ms > self.aim_ms) or (self.aim_mb and self.peak_mb > self.aim_mb))


def collect(rows: list[Row]) -> None:
    """Put these rows into build/bench.json, in place of what was measured there of the same things before."""
    before = json.loads(OUT.read_text()) if OUT.exists() else []
    measured = {(one.what, one.database) for one in rows}
    others = [one for one in before if (one["what"], one["database"]) not in measured]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([*others, *map(asdict, rows)], indent=1))


class Statements:
    """Counts what is sent to the database."""

    def __init__(self, engine: sa.Engine) -> None:
        self.count = 0
        sa.event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self.count += not statement.startswith("BEGIN")


def empty_page(app: Flask) -> None:
    """A page with the same layout and nothing in it, to compare with."""

    template = app.jinja_env.from_string(EMPTY)

    @lets(Action.SEE_OWN_WORK)
    def empty() -> str:
        return render_template(template)

    app.add_url_rule("/empty", "empty", empty)


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token, "the sign-in page has a token"
    answer = client.post("/sign-in", data={"csrf_token": token[1], "email": email, "password": "rock-the-boat"})
    assert answer.status_code == 303, answer.text
    return client


def kind_of(app: Flask, url: str) -> str:
    """The route a page belongs to, with a query's name where it has one."""
    endpoint, _values = app.url_map.bind("localhost").match(url.partition("?")[0])
    return str(endpoint)


def walk(app: Flask, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every kind of page this colleague can reach by links, a few of each."""
    waiting, seen, taken = ["/"], {"/"}, dict[str, int]()
    while waiting:
        url = waiting.pop(0)
        answer = client.get(url)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        kind = kind_of(app, url)
        taken[kind] = taken.get(kind, 0) + 1
        yield kind, url
        for link in re.findall(r'(?:href|data-live)="(/[^"#]*)"', answer.text):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith("/static") and taken.get(kind_of(app, link), 0) < EACH * 4:
                seen.add(link)
                waiting.append(link)


def timed(client: FlaskClient, url: str, statements: Statements, runs: int = RUNS) -> tuple[list[float], int, int]:
    """Milliseconds of each run, statements of the last one, bytes of the page."""
    spent: list[float] = []
    for _ in range(runs):
        before, start = statements.count, time.perf_counter()
        answer = client.get(url)
        spent.append((time.perf_counter() - start) * 1000)
    return spent, statements.count - before, len(answer.data)


def rows_of(app: Flask, database: str) -> Iterator[Row]:
    statements = Statements(app.extensions["engine"])
    size = db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0
    emails = [(one.name, one.email) for one in queries.colleagues()]
    db.session.remove()
    done: Counter[str] = Counter()
    for name, email in emails:
        client = signed_in(app, email)
        empty = statistics.median(timed(client, "/empty", statements)[0])
        pages: dict[str, list[str]] = {}
        for kind, url in walk(app, client):
            pages.setdefault(kind, []).append(url)
        for kind in [kind for kind in pages if done[kind] < COLLEAGUES]:
            done[kind] += 1
            counted, dearest = max((timed(client, url, statements, 1)[1], url) for url in pages[kind][:EACH])
            yield row(f"{name}: {kind}", (database, size), timed(client, dearest, statements), counted, empty)


def row(what: str, where: tuple[str, int], cost: tuple[list[float], int, int], counted: int, empty: float) -> Row:
    """What the dearest of the pages of one kind costs."""
    spent, count, length = cost
    median = statistics.median(spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Row(what, *where, round(median, 2), round(sorted(spent)[int(len(spent) * 0.95)], 2),
               max(counted, count), length, round(peak, 1), round(median / empty, 2))


def main() -> None:
    rows: list[Row] = []
    with both_databases() as databases:
        for database, url in databases.items():
            with demonstration(url) as app:
                empty_page(app)
                rows += rows_of(app, database)
    collect(rows)
    show(rows)


def show(rows: list[Row]) -> None:
    print(f"{'page':58} {'database':11} {'people':>6} {'median':>7} {'p95':>7} {'SQL':>4} {'bytes':>7} {'MB':>6} "
          f"{'x empty':>7}")
    for one in sorted(rows, key=lambda each: -each.median_ms):
        print(f"{one.what[:58]:58} {one.database:11} {one.size:6} {one.median_ms:7.1f} {one.p95_ms:7.1f} "
              f"{one.statements:4} {one.bytes:7} {one.peak_mb:6.0f} {one.ratio_to_empty:7.2f}")
    over = [one for one in rows if one.statements > AIM_STATEMENTS or one.p95_ms > AIM_MS]
    print(f"{len(rows)} rows in {OUT}; {len(over)} over the aim of {AIM_STATEMENTS} statements and {AIM_MS} ms at p95.")


if __name__ == "__main__":
    main()
