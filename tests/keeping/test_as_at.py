"""A record concluded under one folder of rules, read by an application started on another: it reads as it did then."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from riskpanel import create_app, db
from riskpanel.config import Config
from riskpanel.rulebook import load
from riskpanel.rulebook.current import rules, use
from tests.client import Client
from tests.keeping.records import in_march
from tests.stories import World

QUESTION = "How did they take part?"
GONE = "review.2.toml"
NOW_ASKED = "In what ways were they in the room?"


def change(folder: Path, record: Any) -> None:
    """A later folder: a question reworded in a new version, the old ones gone, a source overruled, checks removed."""
    questionnaires = folder / "questionnaires"
    old = (questionnaires / GONE).read_text(encoding="utf-8")
    assert QUESTION in old
    newer = old.replace(QUESTION, NOW_ASKED).replace("version = 2", "version = 3", 1)
    (questionnaires / "review.3.toml").write_text(newer, encoding="utf-8")
    for version in ("review.1.toml", GONE):
        (questionnaires / version).unlink()
    sources = folder / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    there = '[ca-2014-s27]\nkind = "statute"\n'
    assert there in text
    overruled = f'{there}overruled_by = "mca-2005-s1"\nin_force_until = 2026-10-01\n'
    sources.write_text(text.replace(there, overruled), encoding="utf-8")
    fired = {one["check"]["id"] for one in record.frozen["findings"] if one["state"] == "fires"}
    assert fired
    for file in (folder / "checks").glob("*.toml"):
        head, *checks = re.split(r"(?m)^(?=\[\[check\]\])", file.read_text(encoding="utf-8"))
        kept = [one for one in checks if not any(f'id = "{id}"' in one for id in fired)]
        file.write_text("".join([head, *kept]), encoding="utf-8")


def words_of(page: str) -> str:
    """The record's words, from the line that says by whom and when to its end."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("rp-frozen"):page.index("Look at it afresh")]))
    return " ".join(words.split())


@pytest.fixture
def restarted(config: Config, app: Any, later_rules: Path) -> Iterator[Callable[[str], Client]]:
    """The application started anew on the later folder, with somebody signed in."""
    started = []

    def start(email: str) -> Client:
        db.session.remove()
        started.append(create_app(replace(config, rules=later_rules)))
        return Client(started[-1], email)

    yield start
    db.session.remove()
    for one in started:
        one.extensions["engine"].dispose()


def test_a_record_reads_as_it_did_whatever_has_become_of_the_rules(
        browse: Any, people: World, later_rules: Path, restarted: Callable[[str], Client]) -> None:
    record = in_march(people)
    url, email = f"/assessments/{record.id}", people.email("sam")
    before = browse("sam").get(url)
    change(later_rules, record)
    later = load(later_rules)
    assert ("review", 2) not in later.questionnaires
    assert len(later.checks) < len(rules().checks)

    after = restarted(email).get(url)

    assert words_of(after) == words_of(before)
    assert QUESTION in words_of(after)
    assert NOW_ASKED not in after
    assert "Law as at 16 March 2026." in words_of(after)
    notices = html.unescape(after[:after.index("rp-frozen")])
    assert "Since then the law that this record relied on has changed, on 1 October 2026: Care Act 2014" in notices
    assert "This record is on the list to look at again" in notices
    assert "1 October 2026" not in before


def test_pages_that_need_questions_no_longer_among_the_rules_say_so_plainly(
        browse: Any, people: World, later_rules: Path) -> None:
    record = in_march(people)
    now = rules()
    use(now.model_copy(update={"questionnaires": {key: one for key, one in now.questionnaires.items()
                                                  if key[0] != "review"}}))
    try:
        browse("sam").get(f"/assessments/{record.id}")
        refused = browse("lea").get(f"/rules/try/{record.id}", status=409)
        assert "no longer among the rules" in refused
    finally:
        use(now)


def test_options_are_compared_as_they_stood_when_the_record_was_concluded(browse: Any, people: World) -> None:
    record = in_march(people, {}, questionnaire="positive-risk")
    url, sam = f"/assessments/{record.id}/options-compared", browse("sam")
    assert "To Whitby by train" in sam.get(url)
    now = rules()
    use(now.model_copy(update={"questionnaires": {key: one for key, one in now.questionnaires.items()
                                                  if key[0] != "positive-risk"}}))
    try:
        said = sam.get(url)
        assert "To Whitby by train" in said
        assert "Law as at 16 March 2026" in said
    finally:
        use(now)
