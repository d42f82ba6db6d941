"""The secrets of a link: its token, its code and its browser's key; what is kept of each, and how they are compared."""

import hmac
import secrets
import uuid

from riskpanel import db
from riskpanel.references import LETTERS
from riskpanel.web.sessions import fingerprint

NOBODY = uuid.UUID(int=0)
NOTHING = "0" * 64


def new_token() -> str:
    """256 random bits, as they stand in an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Eight characters to read out on the telephone: about 38 bits, of which five tries are allowed."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def code_hash(code: str, link_id: uuid.UUID | None) -> str:
    """What is kept of a code: keyed, so that the database alone does not give it away; case and spaces do not count."""
    return db.keyring().blind(code, f"outside-code-{link_id or NOBODY}")


def same(given: str, kept: str) -> bool:
    """Compare in the same time whatever was given; what is not kept equals nothing."""
    return hmac.compare_digest(given, kept or NOTHING)


def form_mark(key: str) -> str:
    """The mark in a form that only a page shown to the holder of this key carries."""
    return db.keyring().mark(key, "outside-form")


def address_mark(address: str) -> str:
    """What is kept of the address somebody asks from: not the same tomorrow."""
    return db.keyring().mark(f"{db.now():%Y-%m-%d} {address}", "outside-address")


__all__ = ["address_mark", "code_hash", "fingerprint", "form_mark", "new_code", "new_token", "same"]
