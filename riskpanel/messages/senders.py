"""The ways a message leaves: into a folder, by SMTP, or by GOV.UK Notify."""

import json
import os
import smtplib
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

import jwt

from riskpanel.config import Config, Mail
from riskpanel.errors import Misconfigured

PATIENCE = 30.0  # seconds that another machine may take to answer
LOCAL = ("127.0.0.1", "localhost", "::1")


class NotSent(Exception):
    """It could not be sent; `for_good` when trying again would end the same."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


@dataclass(frozen=True)
class Outgoing:
    """A message as it leaves. `reference` is the same at every try; `tried_before` when an earlier end is unknown."""

    reference: str
    to: str
    subject: str
    body: str
    made_at: datetime
    tried_before: bool = False


class Sender(Protocol):
    """Sends one message. Raises NotSent."""

    def send(self, one: Outgoing) -> None: ...


def as_email(one: Outgoing, from_address: str) -> EmailMessage:
    """The message as e-mail; its identity is the outbox's, so that a second copy is recognised. Raises NotSent."""
    email = EmailMessage()
    try:
        email["Message-ID"] = f"<{one.reference}@{from_address.rpartition('@')[2] or 'riskpanel'}>"
        email["From"], email["To"], email["Subject"] = from_address, one.to, one.subject
    except ValueError as error:
        raise NotSent("The address is not one that can be written to.", for_good=True) from error
    email["Date"] = format_datetime(one.made_at)
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(one.body)
    return email


@dataclass(frozen=True)
class FileSender:
    """Writes each message as a file in a folder: what a demonstration, and a trial without mail, uses."""

    folder: Path
    from_address: str

    def send(self, one: Outgoing) -> None:
        unfinished = self.folder / f".{one.reference}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_bytes(bytes(as_email(one, self.from_address)))
            os.chmod(unfinished, 0o600)
            unfinished.replace(self.folder / f"{one.reference}.eml")
        except OSError as error:
            raise NotSent(f"The file could not be written: {error.strerror}.") from error


@dataclass(frozen=True)
class SmtpSender:
    """Hands each message to the council's mail server."""

    mail: Mail

    def send(self, one: Outgoing) -> None:
        email = as_email(one, self.mail.from_address)
        try:
            server = self._connected()
            try:
                server.send_message(email)
            finally:  # what has been taken stays taken, however the leave-taking goes
                server.close()
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise NotSent(f"The mail server refused the address: {code} {_text(said)}", for_good=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"The mail server refused: {error.smtp_code} {_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"The mail server could not be used: {_text(error)}") from error

    def _connected(self) -> smtplib.SMTP:
        """A connection that is secured, and signed in where there is a name. Raises OSError and SMTPException."""
        mail, trust = self.mail, ssl.create_default_context()
        if mail.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.smtp_host, mail.smtp_port, timeout=PATIENCE, context=trust)
        else:
            server = smtplib.SMTP(mail.smtp_host, mail.smtp_port, timeout=PATIENCE)
        try:
            if mail.smtp_security == "starttls":
                server.starttls(context=trust)
            if mail.smtp_user:
                server.login(mail.smtp_user, mail.smtp_password)
        except BaseException:
            server.close()
            raise
        return server


def _text(said: object) -> str:
    return " ".join((said.decode(errors="replace") if isinstance(said, bytes) else str(said)).split())


@dataclass(frozen=True)
class NotifySender:
    """GOV.UK Notify's API: a template of ours there holds ((subject)) and ((body)).

    A key is its name, the service's id and a secret, joined by hyphens; a token is made from the last two for each
    call. Before a second try Notify is asked whether it has the first: nobody is written to twice.
    """

    mail: Mail

    def send(self, one: Outgoing) -> None:
        if one.tried_before and self._has(one.reference):
            return
        self._call("/v2/notifications/email", {
            "email_address": one.to, "template_id": self.mail.notify_template, "reference": one.reference,
            "personalisation": {"subject": one.subject, "body": one.body}})

    def _has(self, reference: str) -> bool:
        asked = urllib.parse.urlencode({"reference": reference})
        return bool(self._call(f"/v2/notifications?{asked}").get("notifications"))

    def token(self) -> str:
        """The bearer token of one call; Notify takes it for 30 seconds."""
        key = self.mail.notify_key
        return jwt.encode({"iss": key[-73:-37], "iat": int(time.time())}, key[-36:], algorithm="HS256")

    def _call(self, path: str, sent: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """What Notify answers. Raises NotSent."""
        headers = {"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json",
                   "User-Agent": "riskpanel"}
        data = json.dumps(sent).encode() if sent is not None else None
        asked = urllib.request.Request(self.mail.notify_url.rstrip("/") + path, data, headers)  # noqa: S310 - checked
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - when it was set
                found: Mapping[str, Any] = json.loads(answer.read())
                return found
        except urllib.error.HTTPError as error:
            refused = f"GOV.UK Notify refused: {error.code} {_errors(error)}"
            raise NotSent(refused, for_good=error.code == HTTPStatus.BAD_REQUEST) from error
        except (OSError, ValueError) as error:
            raise NotSent(f"GOV.UK Notify could not be used: {_text(error)}") from error


def _errors(error: urllib.error.HTTPError) -> str:
    """What Notify says was wrong, in its own words."""
    try:
        return "; ".join(str(one.get("message", "")) for one in json.loads(error.read())["errors"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return ""


def sender_of(config: Config) -> Sender:
    """The sender that the settings choose. Raises Misconfigured, saying what to set."""
    makers: Mapping[str, Callable[[], Sender]] = {
        "file": lambda: FileSender(config.home / "outbox", config.mail.from_address),
        "smtp": lambda: SmtpSender(_checked_smtp(config.mail)),
        "notify": lambda: NotifySender(_checked_notify(config.mail)),
    }
    if config.mail.sender not in makers:
        raise Misconfigured(f"RISKPANEL_MAIL must be file, smtp or notify, and is “{config.mail.sender}”.")
    return makers[config.mail.sender]()


def _checked_smtp(mail: Mail) -> Mail:
    if not mail.smtp_host:
        raise Misconfigured("To send by SMTP, set RISKPANEL_SMTP_HOST to the mail server's name.")
    if mail.smtp_security not in ("starttls", "tls", "none"):
        raise Misconfigured("RISKPANEL_SMTP_SECURITY must be starttls, tls or none.")
    if mail.smtp_user and mail.smtp_security == "none":
        raise Misconfigured("A mail server's password is not sent in the clear: set RISKPANEL_SMTP_SECURITY.")
    return mail


def _checked_notify(mail: Mail) -> Mail:
    parts = urllib.parse.urlsplit(mail.notify_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise Misconfigured("RISKPANEL_NOTIFY_URL must begin with https.")
    if len(mail.notify_key) < 73 or not mail.notify_template:
        raise Misconfigured("To send by GOV.UK Notify, set RISKPANEL_NOTIFY_KEY and RISKPANEL_NOTIFY_TEMPLATE.")
    return mail
