"""Real servers to send to: one speaks SMTP, with STARTTLS and sign-in; one answers as GOV.UK Notify does."""

import base64
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "riskpanel", "a long password"
SERVICE, SECRET = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
KEY = f"tests-{SERVICE}-{SECRET}"


def certificate(folder: Path) -> Path:
    """A certificate for this machine, good for a day, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256()))
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                       serialization.NoEncryption()) + made.public_bytes(serialization.Encoding.PEM))
    return file


@dataclass
class Received:
    """What a server was given, and how it should behave: `answers` are given before the usual one, once each."""

    letters: list[Any] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    refuses: str = ""
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    port: int = 0


class Smtp(socketserver.StreamRequestHandler):
    """One conversation with a mail server."""

    server: Any

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.secure = self.signed_in = False
        self.say("220 localhost ready")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split()[0].upper()
            getattr(self, f"do_{word.lower()}", self.do_other)(line)
            if word == "QUIT":
                return

    def finish(self) -> None:
        """Close the secured connection too: it took the place of the one that the server closes by itself."""
        super().finish()
        self.connection.close()

    def do_ehlo(self, _line: str) -> None:
        self.say("250-localhost")
        if self.server.secured_by and not self.secure:
            self.say("250-STARTTLS")
        self.say("250-AUTH PLAIN")
        self.say("250 8BITMIME")

    def do_starttls(self, _line: str) -> None:
        self.say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.secured_by)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile, self.secure = self.connection.makefile("rb"), self.connection.makefile("wb", 0), True

    def do_auth(self, line: str) -> None:
        _, user, password = base64.b64decode(line.split()[-1]).decode().split("\0")
        self.signed_in = (user, password) == (USER, PASSWORD)
        self.say("235 welcome" if self.signed_in else "535 5.7.8 who are you")

    def do_rcpt(self, line: str) -> None:
        refuses = self.server.received.refuses
        self.say(refuses or "250 ok")

    def do_data(self, _line: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        if self.server.received.answers:
            self.say(self.server.received.answers.pop(0))
            return
        self.server.received.letters.append(b"".join(lines))
        self.server.received.secured.append(self.secure)
        self.say("250 taken")

    def do_other(self, _line: str) -> None:
        self.say("250 ok")


@contextmanager
def mail_server(secured_by: Path | None = None) -> Iterator[Received]:
    """A mail server on this machine; gives what it receives."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        server.daemon_threads = False  # so that every conversation has ended when the server has
        server.secured_by, server.received = secured_by, Received(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.received
        server.shutdown()


class Notify(BaseHTTPRequestHandler):
    """GOV.UK Notify's two calls that we use, with its token checked as Notify checks it."""

    server: Any

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def claims(self) -> dict[str, Any]:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}
        return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})

    def answer(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        received = self.server.received
        received.calls.append(("POST", self.path, self.claims()))
        if received.answers:
            status, message, keeps = received.answers.pop(0)
            received.letters += [sent] if keeps else []
            self.answer(status, {"status_code": status, "errors": [{"error": "BadRequestError", "message": message}]})
            return
        received.letters.append(sent)
        self.answer(201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": sent["reference"]})

    def do_GET(self) -> None:
        self.server.received.calls.append(("GET", self.path, self.claims()))
        asked = parse_qs(urlsplit(self.path).query)["reference"][0]
        known = [one for one in self.server.received.letters if one["reference"] == asked]
        self.answer(200, {"notifications": known, "links": {}})


@contextmanager
def notify() -> Iterator[Received]:
    """GOV.UK Notify's stand-in on this machine; gives what it receives."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Notify) as server:
        server.received = Received(port=server.server_address[1])  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.received  # type: ignore[attr-defined]
        server.shutdown()
