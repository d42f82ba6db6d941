"""The outbox: a message is there when its change is, is sent once, is tried again, and holds nothing about anybody."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import clock, db
from riskpanel.challenges import services as challenges
from riskpanel.config import Config
from riskpanel.errors import NotNow
from riskpanel.messages import services
from riskpanel.messages.models import Message
from riskpanel.messages.senders import FileSender, NotSent, Outgoing
from riskpanel.messages.sending import deliver
from riskpanel.messages.wording import KINDS
from tests.messages.postmen import KEY, notify
from tests.stories import World, a_challenge, a_decision, a_draft_challenge, an_answer

DAY = timedelta(days=1)


def outbox() -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Message).order_by(Message.made_at)))


def told() -> list[tuple[str, str]]:
    """Who is written to, and of what."""
    return [(one.address.partition("@")[0], one.kind) for one in outbox()]


class Refusing:
    """A sender to whom nothing can be given."""

    def __init__(self, for_good: bool = False) -> None:
        self.for_good = for_good

    def send(self, one: Outgoing) -> None:
        raise NotSent(f"The server refused {one.to}", for_good=self.for_good)


def try_to_send(sender: Any) -> Message | None:
    message = services.claim()
    db.commit()
    if message:
        deliver(message, sender)
        db.commit()
    return message


# ---- What is told


def test_a_message_is_in_the_outbox_exactly_when_its_change_is_saved(people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    challenges.send_challenge(draft, by=people.sam)
    db.rollback()
    assert told() == []
    a_challenge(people, a_decision(people))
    assert told() == [("mo", "challenge-put")]


def test_whoever_owes_an_answer_and_whoever_waits_for_it_are_told(people: World) -> None:
    draft = a_draft_challenge(people, a_decision(people))
    asked = challenges.add_evidence(draft, {"claim": "The log of May"}, by=people.sam, asked_of_them=True)
    challenges.send_challenge(draft, by=people.sam)
    db.commit()
    an_answer(people, draft, "more-information")
    challenges.give_more(draft, "The log is on file.", by=people.sam)
    challenges.show_evidence(asked, {"shown": "The log of 4 May", "shown_on": "2026-11-20"}, by=people.mo)
    an_answer(people, draft)
    challenges.escalate_challenge(draft, {"stage": "managers", "owed_by": str(people.lea.id), "because": "Reasons"},
                                  by=people.sam)
    db.commit()
    assert told() == [("mo", "evidence-asked"), ("sam", "challenge-answered"), ("mo", "challenge-more"),
                      ("sam", "evidence-answered"), ("sam", "challenge-answered"), ("lea", "challenge-escalated")]


def test_a_message_says_what_happened_who_what_is_wanted_by_when_and_where_to_sign_in(people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    (one,) = outbox()
    assert sent.answer_due_on is not None
    for words in ("Social worker, North team has put a constructive challenge to you", sent.reference,
                  "Answer it: agreed, partly agreed", f"By {sent.answer_due_on.day} ", "http://127.0.0.1:5000"):
        assert words in one.words
    assert sent.reference in one.subject


def test_no_sealed_text_and_no_name_enters_a_message(people: World) -> None:
    an_answer(people, a_challenge(people, a_decision(people)))
    for one in outbox():
        said = f"{one.subject}\n{one.words}\n{one.kind}\n{one.about}"
        assert not [words for words in sealed_words() | {"Rosa", "Delgado", "Sam", "Okoro"} if words in said]


def sealed_words() -> set[str]:
    """Everything that is sealed in the database, apart from the outbox's own columns."""
    found: set[str] = set()
    for table in db.Base.metadata.sorted_tables:
        columns = [column for column in table.columns if type(column.type) is db.Sealed and table.name != "message"]
        for column in columns:
            found |= {text for text in db.session.scalars(sa.select(column)) if text and len(text) > 3}
    assert len(found) > 5
    return found


def test_nobody_is_told_of_their_own_doing_and_a_closed_account_is_told_nothing(people: World) -> None:
    sent = a_challenge(people, a_decision(people))
    before = len(told())
    assert services.tell(people.sam, "challenge-answered", sent, by=people.sam) is None
    people.mo.active = False
    assert services.tell(people.mo, "challenge-due-soon", sent) is None
    assert services.tell(None, "challenge-due-soon", sent) is None
    assert len(told()) == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_wording_can_be_filled_in_and_fits(people: World, kind: str) -> None:
    sent = a_challenge(people, a_decision(people))
    one = services.tell(people.mo, kind, sent, by=people.sam, due_on=clock.today())
    assert one is not None
    assert "{" not in one.subject + one.words
    assert len(one.subject) <= 90


# ---- Sending


def test_a_message_is_sent_once_and_never_taken_again(people: World, tmp_path: Path) -> None:
    a_challenge(people, a_decision(people))
    sent = try_to_send(FileSender(tmp_path / "out", "riskpanel@localhost"))
    assert sent is not None
    assert (sent.state, sent.tries, sent.claimed_until) == ("sent", 1, None)
    assert [file.stem for file in (tmp_path / "out").iterdir()] == [str(sent.id)]
    assert try_to_send(Refusing()) is None


def test_a_failure_waits_longer_each_time_and_is_given_up_with_its_reason(people: World) -> None:
    a_challenge(people, a_decision(people))
    begun, waits = clock.now(), []
    for number in range(len(services.WAITS) + 1):
        with clock.at(begun + (number + 1) * 2 * DAY):
            one = try_to_send(Refusing())
            assert one is not None
            waits.append(one.next_try_at - db.now() if one.state == "waiting" else None)
            assert try_to_send(Refusing()) is None, "it is not tried before its time"
    assert waits == [*services.WAITS, None]
    assert (one.state, one.tries) == ("failed", len(services.WAITS) + 1)
    assert one.why == "The server refused (address)"


def test_what_is_refused_for_good_is_given_up_at_once_and_can_be_sent_again(browse: Any, people: World) -> None:
    a_challenge(people, a_decision(people))
    one = try_to_send(Refusing(for_good=True))
    assert one is not None
    assert one.state == "failed"
    adi = browse("adi")
    page = adi.get("/outbox?show=failed")
    assert "Given up after 1 try. The server refused (address)" in page
    adi.post(f"/outbox/{one.id}/again", at="/outbox?show=failed", status=303)
    again = outbox()[0]
    assert (again.state, again.tries) == ("waiting", 0)
    with pytest.raises(NotNow):
        services.send_again(again, by=people.adi)


def test_a_claim_ends_by_itself_so_that_one_killed_in_the_middle_is_sent_by_the_next(people: World) -> None:
    a_challenge(people, a_decision(people))
    taken = services.claim()
    db.commit()
    assert taken is not None
    assert services.claim() is None
    with clock.at(clock.now() + services.LEASE):
        again = services.claim()
        assert again is not None
        assert (again.id, again.tries) == (taken.id, 2)


def test_two_senders_at_once_never_send_the_same(app: Flask, people: World) -> None:
    decision = a_decision(people)
    for _ in range(12):
        services.tell(people.mo, "challenge-due-soon", a_draft_challenge(people, decision))
    db.commit()
    db.session.remove()

    def all_that_is_due(_: int) -> list[str]:
        taken = []
        while True:
            db.begin(writing=True)
            one = services.claim()
            db.commit()
            if one is None:
                return taken
            taken.append(str(one.id))

    with ThreadPoolExecutor(3) as threads:
        taken = [one for several in threads.map(all_that_is_due, range(3)) for one in several]
    assert len(taken) == 12
    assert len(set(taken)) == 12


def environment(config: Config, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RISKPANEL_", "DATABASE_URL"))}
    return {**kept, "RISKPANEL_HOME": str(config.home), "DATABASE_URL": config.database_url, "RISKPANEL_MAIL": "notify",
            "RISKPANEL_NOTIFY_KEY": KEY, "RISKPANEL_NOTIFY_TEMPLATE": "template",
            "RISKPANEL_NOTIFY_URL": f"http://127.0.0.1:{port}"}


def test_the_command_sends_what_is_due_and_says_so(people: World, config: Config) -> None:
    a_challenge(people, a_decision(people))
    db.session.remove()
    command = [sys.executable, "-m", "riskpanel", "messages", "send"]
    with notify() as server:
        for said in ("Messages sent: 1. Not sent this time: 0.", "Messages sent: 0. Not sent this time: 0."):
            ran = subprocess.run(command, env=environment(config, server.port), capture_output=True, text=True,
                                 check=False, timeout=60)
            assert (ran.returncode, ran.stdout.strip()) == (0, said), ran.stderr
    assert [one["email_address"] for one in server.letters] == ["mo@elmshire.example"]


def test_a_sender_killed_between_sending_and_noting_it_leads_to_one_letter(people: World, config: Config) -> None:
    a_challenge(people, a_decision(people))
    db.session.remove()
    killed = ("import os, signal\nfrom riskpanel.messages import sending\n"
              "sending.note_sent = lambda message: os.kill(os.getpid(), signal.SIGKILL)\n"
              "from riskpanel.cli import riskpanel\nriskpanel(['messages', 'send'])\n")
    with notify() as server:
        ran = subprocess.run([sys.executable, "-c", killed], env=environment(config, server.port), check=False,
                             capture_output=True, timeout=60)
        assert ran.returncode == -signal.SIGKILL
        (left,) = outbox()
        assert (left.state, len(server.letters)) == ("waiting", 1)
        left.claimed_until = clock.now() - DAY
        db.commit()
        db.session.remove()
        subprocess.run([sys.executable, "-m", "riskpanel", "messages", "send"], env=environment(config, server.port),
                       check=True, capture_output=True, timeout=60)
    (left,) = outbox()
    assert (left.state, left.tries, len(server.letters)) == ("sent", 2, 1)


def test_the_command_goes_on_when_asked_to(config: Config, people: World) -> None:
    db.session.remove()
    command = [sys.executable, "-m", "riskpanel", "messages", "send", "--every", "1"]
    with subprocess.Popen(command, env=environment(config, 9), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(2)]
        running.kill()
    assert lines == ["Messages sent: 0. Not sent this time: 0.\n"] * 2


# ---- The page


def test_the_outbox_shows_who_is_written_to_and_nothing_of_the_case(browse: Any, people: World) -> None:
    reference = a_challenge(people, a_decision(people)).reference
    (one,) = outbox()
    for colleague in ("adi", "kit"):
        page = browse(colleague).get("/outbox")
        assert "Mo Bright" in page
        assert reference in page
        whole = browse(colleague).get(f"/outbox/{one.id}")
        assert "Answer it: agreed" in whole
        assert not [words for words in sealed_words() | {"Rosa"} if words in page + whole]
    for colleague in ("sam", "mo", "pru"):
        browse(colleague).get("/outbox", status=403)


def test_what_was_enclosed_is_never_shown_and_goes_when_it_has_been_sent(browse: Any, people: World,
                                                                         tmp_path: Path) -> None:
    one = services.write_outside("obi@hospital.example", "outside-link", "L-7K3M-Q2ZD", "a-secret-address")
    db.commit()
    adi = browse("adi")
    pages = adi.get("/outbox") + adi.get(f"/outbox/{one.id}")
    assert "a-secret-address" not in pages
    assert "obi@hospital.example" not in pages
    try_to_send(FileSender(tmp_path / "out", "riskpanel@localhost"))
    assert outbox()[0].enclosed == ""
    assert "a-secret-address" in next((tmp_path / "out").iterdir()).read_text()


def test_a_link_that_was_given_up_is_not_sent_again_by_an_administrator(people: World) -> None:
    services.write_outside("obi@hospital.example", "outside-link", "L-7K3M-Q2ZD", "a-secret-address")
    db.commit()
    one = try_to_send(Refusing(for_good=True))
    assert one is not None
    assert one.enclosed == ""
    with pytest.raises(NotNow, match="makes a new one"):
        services.send_again(one, by=people.adi)
