"""`python -m tests.bench_clocks`: the clocks of 50,000 open challenges, kept by the daily job, on both databases.

Most are due later, some soon, some are overdue, a few by so much that they go to the next stage. No job has looked at
them before the first run; the second run, on the same day, finds nothing to do; the third is the next working day's.
The rows have the shape of those of tests/bench.py; `bytes` is how many things the run did: started again, reminded or
taken further; `ratio_to_empty` is against the aim of 20 seconds.
"""

import resource
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from random import Random

import sqlalchemy as sa
from flask import Flask

from riskpanel import db
from riskpanel.calendar import add_working_days, is_working_day, working_days_between
from riskpanel.challenges.models import Challenge, Turn
from riskpanel.clock import today
from riskpanel.clocks.services import keep
from riskpanel.rulebook.current import rules
from tests.bench import Row, Statements, collect
from tests.installation import both_databases, colleagues_only
from tests.many import make_challenges

OPEN = 50_000
AIM_MS = 20_000


# Of a hundred open challenges, how many are due so many working days from today (before today: overdue).
DUE: Mapping[int, int] = {-4: 2, -3: 2, -2: 4, -1: 4, 0: 4, 1: 6, 2: 12, 3: 16, 5: 25, 10: 25}


def spread(random: Random) -> None:
    """Give every challenge a due date of the spread, and let each have been put to somebody before today."""
    holidays, day = rules().bank_holidays, today()
    days = {away: moved_by(day, away, holidays) for away in DUE}
    ids = db.session.scalars(sa.select(Challenge.id).order_by(Challenge.id)).all()
    chosen = random.choices(list(DUE), list(DUE.values()), k=len(ids))
    for away, due in days.items():
        these = [id for id, one in zip(ids, chosen, strict=True) if one == away]
        for some in (these[start:start + 500] for start in range(0, len(these), 500)):
            db.session.execute(sa.update(Challenge.__table__).where(Challenge.__table__.c.id.in_(some))
                               .values(answer_due_on=due))
    long_ago = db.now() - timedelta(days=20)
    db.session.execute(sa.update(Turn.__table__).values(put_at=long_ago))
    db.session.execute(sa.update(Challenge.__table__).values(sent_at=long_ago))
    db.commit()


def moved_by(day: date, away: int, holidays: Collection[date]) -> date:
    """So many working days after, or before, a day."""
    if away >= 0:
        return add_working_days(day, away, holidays)
    while working_days_between(day, today(), holidays) < -away or not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def kept(day: date) -> Counter[str]:
    """What the daily job did, each batch committed."""
    done: Counter[str] = Counter()
    for some in keep(day):
        db.commit()
        done += some
    return done


def rows_of(app: Flask, database: str, size: int = OPEN) -> Iterator[Row]:
    make_challenges(size, states={"sent": 100})
    spread(Random(7))
    tomorrow = add_working_days(today(), 1, rules().bank_holidays)
    runs = (("first run", today()), ("second run, nothing to do", today()), ("the next day", tomorrow))
    statements = Statements(app.extensions["engine"])
    for what, day in runs:
        before, start = statements.count, time.perf_counter()
        done = kept(day)
        spent = round((time.perf_counter() - start) * 1000, 2)
        db.session.remove()
        peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        print(f"{what}, {database}: {spent / 1000:.1f} s, {dict(done)}")
        yield Row(f"clocks: {what}", database, size, spent, spent, statements.count - before, sum(done.values()), peak,
                  round(spent / AIM_MS, 2), AIM_MS)


def rows() -> list[Row]:
    """A row for each run on each database."""
    found: list[Row] = []
    with both_databases() as databases:
        for database, url in databases.items():
            with colleagues_only(url) as app:
                found += rows_of(app, database)
    return found


def main() -> None:
    found = rows()
    collect(found)
    for one in found:
        print(f"{one.what:40} {one.database:11} {one.size:6} {one.median_ms / 1000:7.1f} s {one.statements:6} SQL "
              f"{one.bytes:6} done {one.peak_mb:6.0f} MB")


if __name__ == "__main__":
    main()
