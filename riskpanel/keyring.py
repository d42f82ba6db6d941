"""Encryption of words about people: AES-256-GCM with a ring of keys, blind indexes, and the trail's key."""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from riskpanel.errors import Misconfigured

FORMAT = 1
NONCE_BYTES = 12
SHORTEST = 2 + NONCE_BYTES + 16


@dataclass(frozen=True)
class Keyring:
    """The keys of one installation. `current` numbers the key that new text is sealed with (0 to 255)."""

    data_keys: dict[int, bytes]
    current: int
    index_key: bytes
    trail_key: bytes
    session_key: bytes

    @cached_property
    def ciphers(self) -> dict[int, AESGCM]:
        """A cipher for each key, made once: to make one takes four times as long as to open a sentence with it."""
        return {number: AESGCM(key) for number, key in self.data_keys.items()}

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt text for one column; `place` ("table.column") must be given again to open it."""
        return self.seal_bytes(text.encode(), place)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Encrypt what is not text, such as a file."""
        nonce = os.urandom(NONCE_BYTES)
        head = bytes([FORMAT, self.current])
        return head + nonce + self.ciphers[self.current].encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what `seal` made. Raises Misconfigured when its key is missing, or it was moved, cut or altered."""
        return self.open_bytes(sealed, place).decode()

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """Decrypt what `seal_bytes` made. Raises Misconfigured as `open` does."""
        if len(sealed) < SHORTEST:
            raise Misconfigured(f"Text in {place} does not open: it was cut short.")
        cipher = self.ciphers.get(sealed[1])
        if sealed[0] != FORMAT or cipher is None:
            raise Misconfigured(f"Text in {place} was sealed with key {sealed[1]}, which is not in the key file.")
        nonce, body = sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, place.encode())
        except InvalidTag as error:
            raise Misconfigured(f"Text in {place} does not open: it was altered, or moved from elsewhere.") from error

    def blind(self, text: str, purpose: str) -> str:
        """A keyed fingerprint of normalised text, so that equal values can be found without being readable."""
        return hmac.new(self.index_key, f"{purpose}:{normalised(text)}".encode(), hashlib.sha256).hexdigest()[:32]

    def mark(self, text: str, purpose: str) -> str:
        """A keyed fingerprint of text exactly as it is, such as an address that is not to be kept in clear."""
        return hmac.new(self.index_key, f"{purpose}={text}".encode(), hashlib.sha256).hexdigest()


def normalised(text: str) -> str:
    """Text as compared in blind indexes: no accents, case, punctuation or spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def name_words(*names: str) -> set[str]:
    """The distinct words of some names, each findable on its own."""
    return {word for name in names for word in re.split(r"[\s\-]+", name) if normalised(word)}


def new_keyring() -> Keyring:
    return Keyring({1: os.urandom(32)}, 1, os.urandom(32), os.urandom(32), os.urandom(32))


def rotated(ring: Keyring) -> Keyring:
    """The same ring with one more data key, now current; older text still opens."""
    number = max(ring.data_keys) + 1
    keys = {**ring.data_keys, number: os.urandom(32)}
    return Keyring(keys, number, ring.index_key, ring.trail_key, ring.session_key)


def read_keyring(file: Path) -> Keyring:
    """Read the key file. Raises Misconfigured when it is absent or malformed."""
    try:
        data = json.loads(file.read_text())
        keys = {int(number): _bytes(key) for number, key in data["data_keys"].items()}
        return Keyring(keys, data["current"], *(_bytes(data[k]) for k in ("index_key", "trail_key", "session_key")))
    except FileNotFoundError as error:
        raise Misconfigured(f"There is no key file at {file}. Run 'riskpanel keys new' once; keep a copy.") from error
    except (KeyError, ValueError, TypeError) as error:
        raise Misconfigured(f"The key file {file} cannot be read: {error}.") from error


def write_keyring(ring: Keyring, file: Path) -> None:
    """Write the key file, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    data = {"data_keys": {str(n): _text(k) for n, k in ring.data_keys.items()}, "current": ring.current,
            "index_key": _text(ring.index_key), "trail_key": _text(ring.trail_key),
            "session_key": _text(ring.session_key)}
    fresh = file.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(data, out, indent=1)
    fresh.replace(file)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
