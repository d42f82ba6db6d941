"""Server-side sessions: the cookie holds a random token; everything else is in the database, encrypted."""

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Session, lazyload
from werkzeug.datastructures import CallbackDict

from riskpanel import db
from riskpanel.web.models import SignedInSession

TOUCH_EVERY = timedelta(minutes=1)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """One browser's session data; `modified` is set by any change."""

    def __init__(self, data: dict[str, Any] | None = None, token: str | None = None, account: Any = None) -> None:
        def changed(_self: Any) -> None:
            self.modified = True

        super().__init__(data or {}, changed)
        self.token = token
        self.account = account  # held, so that it stays read
        self.modified = False
        self.accessed = True
        self.touch = False


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class DatabaseSessions(SessionInterface):
    """Reads and writes sessions; idle ones and old ones end."""

    def __init__(self, idle_minutes: int, session_hours: int) -> None:
        self.idle = timedelta(minutes=idle_minutes)
        self.longest = timedelta(hours=session_hours)

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app))
        db.begin(writing=request.method not in ("GET", "HEAD"))
        row = db.session.scalars(self._fresh(token)).unique().one_or_none() if token else None
        if row is None:
            return ServerSession()
        session = ServerSession(row.data, token, row.account)
        session.touch = db.now() - row.seen_at > TOUCH_EVERY
        return session

    def _fresh(self, token: str) -> sa.Select[SignedInSession]:
        now = db.now()
        return sa.select(SignedInSession).where(SignedInSession.token_hash == fingerprint(token),
                                                SignedInSession.seen_at > now - self.idle,
                                                SignedInSession.started_at > now - self.longest)

    def save_session(  # type: ignore[override]
        self, app: Flask, session: ServerSession, response: Response
    ) -> None:
        if session.modified:
            self._write(app, session, response)
        elif session.touch and session.token:
            self._touch(session.token)
        if session.accessed:
            response.vary.add("Cookie")

    def _write(self, app: Flask, session: ServerSession, response: Response) -> None:
        """Save the session in its own transaction; a sign-in or sign-out gets a fresh token."""
        previous = session.token
        renewed = bool(session.pop("_renew", False))
        token = previous if previous and not renewed else secrets.token_urlsafe(32)
        with _own_transaction() as work:
            if renewed and previous:
                work.execute(sa.delete(SignedInSession).where(SignedInSession.token_hash == fingerprint(previous)))
            _save(work, token, dict(session))
        response.set_cookie(self.get_cookie_name(app), token, httponly=True, samesite="Lax",
                            secure=self.get_cookie_secure(app), path="/")

    def _touch(self, token: str) -> None:
        with _own_transaction() as work:
            work.execute(sa.update(SignedInSession).where(SignedInSession.token_hash == fingerprint(token))
                         .values(seen_at=db.now()))


@contextmanager
def _own_transaction() -> Iterator[Session]:
    """A transaction of the session's own, after the request's is over."""
    db.begin(writing=True)
    with Session(db.session.get_bind(), expire_on_commit=False) as work, work.begin():
        yield work


def _save(work: Session, token: str, data: dict[str, Any]) -> None:
    known = sa.select(SignedInSession).where(SignedInSession.token_hash == fingerprint(token))
    row = work.scalars(known.options(lazyload(SignedInSession.account))).one_or_none()
    user_id = uuid.UUID(data["_user_id"]) if data.get("_user_id") else None
    if row is None:
        work.add(SignedInSession(token_hash=fingerprint(token), data=data, user_id=user_id))
        return
    row.data, row.user_id, row.seen_at = data, user_id, db.now()


def end_sessions(user_id: uuid.UUID) -> None:
    """Sign a colleague out everywhere, as when their roles change or their account is closed."""
    db.session.execute(sa.delete(SignedInSession).where(SignedInSession.user_id == user_id))
