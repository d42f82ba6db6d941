"""Sending for real: into a folder, to a mail server, to GOV.UK Notify; once, or again under the same reference."""

import email
import socket
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from riskpanel import clock
from riskpanel.config import Config, Mail
from riskpanel.errors import Misconfigured
from riskpanel.messages.senders import FileSender, NotifySender, NotSent, Outgoing, SmtpSender, sender_of
from tests.messages.postmen import KEY, PASSWORD, SERVICE, USER, certificate, mail_server, notify

ONE = Outgoing("8b1c2a8e-7a3d-4a8c-9d5e-0f4f6a1b2c3d", "mo@elmshire.example", "An answer is asked of you: C-7K3M-Q2ZD",
               "Somebody asks – “please”.\n\nSign in.", clock.now())
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"


def read(text: str | bytes) -> EmailMessage:
    read_by: Callable[..., EmailMessage] = email.message_from_bytes if isinstance(text, bytes) else (
        email.message_from_string)  # type: ignore[assignment]
    return read_by(text, policy=default)


def by_smtp(port: int, **more: str) -> SmtpSender:
    return SmtpSender(Mail(smtp_host="localhost", smtp_port=port, from_address="no-reply@elmshire.example",
                           **{"smtp_security": "none", **more}))  # type: ignore[arg-type]


def by_notify(port: int) -> NotifySender:
    return NotifySender(Mail(notify_key=KEY, notify_template=TEMPLATE, notify_url=f"http://127.0.0.1:{port}"))


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# ---- Into a folder


def test_a_message_becomes_a_file_that_only_the_service_reads(tmp_path: Path) -> None:
    sender = FileSender(tmp_path / "outbox", "riskpanel@localhost")
    sender.send(ONE)
    sender.send(ONE)
    (file,) = (tmp_path / "outbox").iterdir()
    written = read(file.read_bytes())
    assert written["Subject"] == ONE.subject
    assert written["To"] == ONE.to
    assert written.get_content().strip() == ONE.body
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(NotSent, match="could not be written") as refused:
        FileSender(tmp_path / "outbox", "riskpanel@localhost").send(ONE)
    assert not refused.value.for_good


@pytest.mark.parametrize("address", ["mo@elmshire.example\nBcc: all@elmshire.example", "\r\n", "mo\x00@x"])
def test_an_address_cannot_carry_a_header_of_its_own(tmp_path: Path, address: str) -> None:
    with suppress(NotSent):
        FileSender(tmp_path, "riskpanel@localhost").send(replace(ONE, to=address))
    assert not [file for file in tmp_path.iterdir() if read(file.read_bytes())["Bcc"]]


# ---- By SMTP


def test_a_mail_server_is_handed_the_message_secured_and_signed_in(tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    secured_by = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(secured_by))
    with mail_server(secured_by) as server:
        by_smtp(server.port, smtp_security="starttls", smtp_user=USER, smtp_password=PASSWORD).send(ONE)
    (letter,) = map(read, server.letters)
    assert server.secured == [True]
    assert (letter["Subject"], letter["To"], letter["From"]) == (ONE.subject, ONE.to, "no-reply@elmshire.example")
    assert ONE.reference in letter["Message-ID"]
    assert letter.get_content().replace("\r\n", "\n").strip() == ONE.body


def test_a_server_that_offers_no_security_or_is_not_trusted_is_sent_nothing(tmp_path: Path) -> None:
    with mail_server() as plain, pytest.raises(NotSent):
        by_smtp(plain.port, smtp_security="starttls").send(ONE)
    with mail_server(certificate(tmp_path)) as unknown, pytest.raises(NotSent):
        by_smtp(unknown.port, smtp_security="starttls").send(ONE)
    assert (plain.letters, unknown.letters) == ([], [])


@pytest.mark.parametrize(("said", "for_good"), [("550 5.1.1 <mo@elmshire.example> nobody", True), ("451 later", False)])
def test_an_address_refused_for_good_is_not_tried_again(said: str, for_good: bool) -> None:
    with mail_server() as server:
        server.refuses = said
        with pytest.raises(NotSent) as refused:
            by_smtp(server.port).send(ONE)
    assert refused.value.for_good is for_good


def test_a_wrong_password_a_refused_letter_and_a_server_that_is_away_are_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    secured_by = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(secured_by))
    with mail_server(secured_by) as server:
        server.answers = ["452 too full"]
        senders = [by_smtp(server.port, smtp_security="starttls", smtp_user=USER, smtp_password="wrong"),
                   by_smtp(server.port), by_smtp(closed_port())]
        for sender in senders:
            with pytest.raises(NotSent) as refused:
                sender.send(ONE)
            assert not refused.value.for_good
    assert server.letters == []


# ---- By GOV.UK Notify


def test_notify_is_called_as_it_documents() -> None:
    with notify() as server:
        by_notify(server.port).send(ONE)
    assert server.letters == [{"email_address": ONE.to, "template_id": TEMPLATE, "reference": ONE.reference,
                               "personalisation": {"subject": ONE.subject, "body": ONE.body}}]
    ((method, path, claims),) = server.calls
    assert (method, path, claims["iss"]) == ("POST", "/v2/notifications/email", SERVICE)
    assert abs(claims["iat"] - time.time()) < 30


def test_notify_is_asked_before_a_second_try_and_nobody_is_written_to_twice() -> None:
    with notify() as server:
        server.answers = [(500, "it was taken all the same", True)]
        with pytest.raises(NotSent):
            by_notify(server.port).send(ONE)
        by_notify(server.port).send(replace(ONE, tried_before=True))
        assert len(server.letters) == 1
        by_notify(server.port).send(replace(ONE, reference="another", tried_before=True))
    assert len(server.letters) == 2


@pytest.mark.parametrize(("status", "for_good"), [(400, True), (403, False), (429, False), (500, False)])
def test_what_notify_refuses_is_told_in_its_own_words(status: int, for_good: bool) -> None:
    with notify() as server:
        server.answers = [(status, "Can’t send to this recipient", False)]
        with pytest.raises(NotSent, match="Can’t send to this recipient") as refused:
            by_notify(server.port).send(ONE)
    assert refused.value.for_good is for_good


def test_notify_that_is_away_is_tried_again() -> None:
    with pytest.raises(NotSent, match="could not be used") as refused:
        by_notify(closed_port()).send(ONE)
    assert not refused.value.for_good


# ---- Settings


@pytest.mark.parametrize("mail", [
    Mail(sender="pigeon"), Mail(sender="smtp"), Mail(sender="smtp", smtp_host="mail", smtp_security="hope"),
    Mail(sender="smtp", smtp_host="mail", smtp_security="none", smtp_user="us"), Mail(sender="notify"),
    Mail(sender="notify", notify_key=KEY, notify_template=TEMPLATE, notify_url="http://notify.example"),
    Mail(sender="notify", notify_key="short", notify_template=TEMPLATE),
])
def test_a_sender_that_is_not_set_up_says_what_to_set(mail: Mail) -> None:
    with pytest.raises(Misconfigured, match=r"RISKPANEL_"):
        sender_of(Config(mail=mail))


def test_settings_come_from_the_environment_and_secrets_are_not_printed() -> None:
    mail = Mail.from_environment({"RISKPANEL_MAIL": "notify", "RISKPANEL_NOTIFY_KEY": KEY, "RISKPANEL_SMTP_PORT": "25",
                                  "RISKPANEL_SMTP_PASSWORD": PASSWORD, "PORT": "8080"})
    assert (mail.sender, mail.smtp_port, mail.address) == ("notify", 25, "http://127.0.0.1:8080")
    assert KEY not in repr(mail)
    assert PASSWORD not in repr(mail)
    with pytest.raises(Misconfigured, match="whole number"):
        Mail.from_environment({"RISKPANEL_SMTP_PORT": "many"})
