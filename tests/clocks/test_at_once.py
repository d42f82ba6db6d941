"""The daily job run twice, at the same moment twice, and killed in the middle: each thing is done once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import db
from riskpanel.challenges.models import Challenge, Turn
from riskpanel.clock import today
from riskpanel.clocks import queries
from riskpanel.clocks.models import Notice
from riskpanel.config import Config
from riskpanel.messages.models import Message
from riskpanel.trail import chain
from tests.bench_clocks import kept
from tests.many import make_challenges
from tests.stories import World

MANY = 120
JOB = """
import os, sys, time
from riskpanel import application, db
from riskpanel.clock import today
from riskpanel.clocks import queries
from riskpanel.clocks.services import keep
application.build()
queries.AT_ONCE = 10
for number, some in enumerate(keep(today())):
    if number == int(sys.argv[1]):
        db.session.flush()
        print("in the middle", flush=True)
        time.sleep(60)
    db.commit()
"""


@pytest.fixture
def many(people: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Open challenges whose clocks call for something, and how many notices that is."""
    make_challenges(MANY, states={"sent": 100})
    monkeypatch.setattr(queries, "AT_ONCE", 10)
    wanted = sa.select(Challenge.id).where(Challenge.answer_due_on <= queries.bounds(today()).soon_until,
                                           sa.or_(Challenge.answer_due_on < today(), Challenge.sent_at < _morning()))
    return {"notices": len(db.session.scalars(wanted).all())}


def _morning() -> Any:
    return queries.bounds(today()).begins_at


def messages() -> Counter[tuple[str, str, Any]]:
    rows = db.session.execute(sa.select(Message.kind, Message.about, Message.to_user_id))
    return Counter((kind, about, reader) for kind, about, reader in rows)


def expect_each_once(many: dict[str, int]) -> None:
    """Every notice is there, nothing was said twice, nothing moved twice, and the trail is whole."""
    db.session.remove()
    assert many["notices"] > MANY / 3
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) == many["notices"]
    assert set(messages().values()) == {1}
    taken = Counter(db.session.scalars(sa.select(Turn.challenge_id).where(Turn.put_by_id.is_(None))))
    assert set(taken.values()) == {1}
    assert chain.verify().whole


def test_a_job_run_twice_finds_nothing_the_second_time(many: dict[str, int]) -> None:
    assert sum(kept(today()).values()) == many["notices"]
    said = messages()
    assert kept(today()) == Counter()
    assert messages() == said
    expect_each_once(many)


def test_two_jobs_at_once_do_each_thing_once(app: Flask, many: dict[str, int]) -> None:
    together = Barrier(2)
    db.session.remove()

    def job(_: int) -> int:
        db.begin(writing=True)
        together.wait()
        try:
            return sum(kept(today()).values())
        finally:
            db.session.remove()

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(job, range(2)))
    assert sum(done) == many["notices"]
    expect_each_once(many)


@pytest.mark.slow
def test_two_processes_and_one_killed_in_the_middle_do_each_thing_once(config: Config, many: dict[str, int]) -> None:
    db.session.remove()
    with _start(config, stop_at=3) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().strip() == "in the middle"
        killed.send_signal(signal.SIGKILL)
    begun = db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) or 0
    assert 0 < begun < many["notices"]
    db.session.remove()
    with _start(config, stop_at=-1) as one, _start(config, stop_at=-1) as other:
        assert (one.wait(120), other.wait(120)) == (0, 0)
    expect_each_once(many)


def _start(config: Config, stop_at: int) -> "subprocess.Popen[str]":
    settings = {"RISKPANEL_HOME": str(config.home), "DATABASE_URL": config.database_url,
                "RISKPANEL_SECURE_COOKIES": "0"}
    return subprocess.Popen([sys.executable, "-c", JOB, str(stop_at)], env={**os.environ, **settings}, text=True,
                            stdout=subprocess.PIPE)
