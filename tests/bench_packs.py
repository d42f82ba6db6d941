"""`python -m tests.bench_packs`: the papers of twelve cases, and the invitations to twelve people, on both databases.

Each case has four concluded records in which every question is answered, a challenge with its answer, two views and
findings with their whys: about 150 pages in a copy. The papers are made and opened as a coordinator does it, by the
pages; the first file of a process also pays for its typefaces. `size` is how many cases, or people; `bytes` the file.
Opening copy after copy shows too whether a server grows with each. That process has made the cases too: what a server
needs is told by a process that only opens one copy.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from riskpanel import create_app, db, trail
from riskpanel.actions import Action
from riskpanel.config import Config
from riskpanel.packs import queries
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.queries import RECORDS_READ
from riskpanel.rulebook import Question
from riskpanel.rulebook.current import rules
from tests.bench import Row, Statements, collect, signed_in
from tests.documents.reading import read
from tests.installation import both_databases, colleagues_only
from tests.invitations.guests import a_meeting_with_guests
from tests.packs.papers import FINDING, SITTING, a_record, another_case
from tests.panel.cases import a_meeting, declare
from tests.stories import World, a_challenge, an_answer, world

CASES, PEOPLE, ENTRIES, FINDINGS = 12, 12, 1, 4
PACK_AIM_MS, INVITATIONS_AIM_MS, AIM_MB = 3_000, 1_000, 300
SENTENCE = "She wants to go by the early bus with her friend, and her sister worries that the station will be busy."


def said(random: Random, count: int = 10) -> str:
    """An answer of about as many words as people write."""
    return " ".join(random.choices(SENTENCE.split(), k=random.randint(count // 2, count * 3 // 2)))


def answered(question: Question, random: Random) -> dict[str, Any]:
    told = {"id": question.id, "question": question.title, "label": question.words, "answer": "", "entries": []}
    if question.type != "group":
        return told | {"answer": said(random)}
    return told | {"entries": [{"name": said(random, 4), "answers": [[one.words, said(random, 6)]
                                                                     for one in question.asks]}
                               for _ in range(ENTRIES)]}


def a_full_record(people: World, item: AgendaItem, name: str, random: Random) -> None:
    asked = rules().questionnaire(name)
    sections = [{"title": section.title, "answers": [answered(one, random) for one in section.questions]}
                for section in asked.sections]
    a_record(people, item, name, title=asked.title, sections=sections, findings=[FINDING] * FINDINGS)


def a_full_agenda(people: World) -> Meeting:
    """Twelve cases, with which nobody has an interest."""
    random, meeting = Random(5), a_meeting(people)
    for number in range(CASES):
        item = another_case(people, meeting, name=f"Idris Vaughan{'abcdefghijkl'[number]}")
        challenge = a_challenge(people, item.referral.decision)
        an_answer(people, challenge)
        item.referral.challenge_id = challenge.id
        trail.record(Action.CHANGE_REFERRAL, item.referral, by=people.sam)
        db.commit()
        for name in RECORDS_READ:
            a_full_record(people, item, name, random)
        declare(people, item, *SITTING)
    return meeting


def timed(what: str, where: tuple[str, int, float], statements: Statements, do: Callable[[], Any]) -> Row:
    """One run; `do` answers what came back."""
    before, start = statements.count, time.perf_counter()
    answer = do()
    spent = round((time.perf_counter() - start) * 1000, 2)
    assert answer.status_code in (200, 303), answer.text
    database, size, aim = where
    return Row(what, database, size, spent, spent, statements.count - before, len(answer.data), peak_mb(),
               round(spent / aim, 2), aim, AIM_MB)


def peak_mb() -> float:
    """The most memory that this program has held, in MB; what getrusage tells counts whoever started it too."""
    held = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    return round(int(held) / 1024, 1)


def press(client: FlaskClient, address: str) -> Callable[[], Any]:
    """What sends the page's form, with the mark that it carries."""
    page = client.get("/sign-out").text
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return lambda: client.post(address, data={"csrf_token": token})


def of_the_pack(app: Flask, database: str) -> Iterator[Row]:
    people = world()
    meeting = a_full_agenda(people)
    statements, kit = Statements(app.extensions["engine"]), signed_in(app, people.email("kit"))
    where = (database, CASES, PACK_AIM_MS)
    yield timed(f"pack: copies for {len(SITTING)} made", where, statements,
                press(kit, f"/meetings/{meeting.id}/copies"))
    copies = queries.copies(meeting)
    pages = len(read(kit.get(f"/copies/{copies[0].id}.pdf").data).pages) if database == "postgresql" else 0
    for number, one in enumerate(copies):
        again = "" if number or pages else ", the first file of the process"
        yield timed(f"pack: copy {one.number} as PDF{again}", where, statements,
                    lambda one=one: kit.get(f"/copies/{one.id}.pdf"))
    pages = pages or len(read(kit.get(f"/copies/{copies[0].id}.pdf").data).pages)
    yield from of_a_process(app, database)
    print(f"{pages} pages in a copy, {database}")


def of_a_process(app: Flask, database: str) -> Iterator[Row]:
    """One copy, opened by a process that has done nothing else; only of SQLite, whose file it is given."""
    if database != "sqlite":
        return
    made = queries.copies(db.session.scalars(sa.select(Meeting)).unique().one())[0]
    db.session.remove()
    home = str(app.extensions["riskpanel"].home)
    told = subprocess.run([sys.executable, "-m", "tests.bench_packs", home, str(made.id)], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    yield Row(**json.loads(told))


def alone(home: str, copy_id: str) -> None:
    """Open one copy as PDF and say what it cost."""
    app = create_app(Config(home=Path(home), secure_cookies=False, testing=True))
    db.begin(writing=False)
    statements, kit = Statements(app.extensions["engine"]), signed_in(app, World().email("kit"))
    row = timed("pack: a copy as PDF, in a process of its own", ("sqlite", CASES, PACK_AIM_MS), statements,
                lambda: kit.get(f"/copies/{copy_id}.pdf"))
    print(json.dumps(asdict(row)))


def of_invitations(app: Flask, database: str) -> Iterator[Row]:
    people = world()
    item = a_meeting_with_guests(people)
    statements, kit = Statements(app.extensions["engine"]), signed_in(app, people.email("kit"))
    where = (database, PEOPLE, INVITATIONS_AIM_MS)
    yield timed("invitations: sent to 12 with one press", where, statements,
                press(kit, f"/meetings/{item.meeting_id}/invitations"))
    for run in ("", ", again"):
        yield timed(f"invitations: letters and calendar files in a ZIP{run}", where, statements,
                    lambda: kit.get(f"/meetings/{item.meeting_id}/invitations.zip"))


def main() -> None:
    found: list[Row] = []
    for rows_of in (of_the_pack, of_invitations):
        with both_databases() as databases:
            for database, url in databases.items():
                with colleagues_only(url) as app:
                    found += rows_of(app, database)
    collect(found)
    for one in found:
        print(f"{one.what:52} {one.database:11} {one.median_ms:8.0f} ms {one.statements:5} SQL {one.bytes:9} bytes "
              f"{one.peak_mb:5.0f} MB{'  over' if one.over else ''}")


if __name__ == "__main__":
    alone(*sys.argv[1:]) if sys.argv[1:] else main()
