"""Puts the application together: settings, database, rules, the web's plumbing, and every feature's pages."""

import os
from functools import cache
from importlib import import_module
from pathlib import Path

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, PackageLoader, PrefixLoader
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from riskpanel import db
from riskpanel.config import Config
from riskpanel.keyring import new_keyring, read_keyring, write_keyring
from riskpanel.messages.senders import sender_of
from riskpanel.messages.services import Letterhead
from riskpanel.messages.services import use as letterhead
from riskpanel.rulebook import Rulebook, load
from riskpanel.rulebook.current import use
from riskpanel.web import access, errors, headers, pages, transactions, uploads
from riskpanel.web.filters import FILTERS
from riskpanel.web.sessions import DatabaseSessions

FEATURES = ("users", "messages", "work", "guidance", "people", "decisions", "assessments", "authority", "advocacy",
            "restrictions", "challenges", "outside", "support", "mailbox", "lists", "clocks", "terms", "referrals",
            "queue", "panel", "planning", "sitting", "minutes", "packs", "invitations", "urgent", "afterwards",
            "letters", "advice", "chasing", "reviews", "oversight", "keeping")
BLUEPRINTS = ("riskpanel.web.drafts", "riskpanel.guidance.library",
              *(f"riskpanel.{feature}.views" for feature in FEATURES))
WITH_TABLES = ("web", "trail", "messages", "users", "people", "decisions", "assessments", "restrictions", "challenges",
               "outside", "support", "mailbox", "clocks", "referrals", "queue", "panel", "sitting", "packs",
               "invitations", "letters", "chasing", "reviews", "keeping")
KEY_FILE = "keys.json"
STATIC_AGE = 31_536_000
MOST_BYTES = 1_200_000
MOST_PARTS = 2_000
FORM_BYTES = 1_000_000


def build(config: Config | None = None) -> Flask:
    """Make the WSGI application. Raises Misconfigured or RulebookError when it cannot be started."""
    config = config or Config.from_environment()
    app = transactions.Application("riskpanel", static_folder="static")
    app.extensions["riskpanel"] = config
    app.extensions["engine"] = open_database(config)
    _settings(app, config)
    _templates(app, config)
    _speaks_for(config)
    _plumbing(app, config)
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(name).bp)
    return app


def take_up(app: Flask) -> None:
    """Make an application, built earlier, the one whose database, keys, rules and letters this process uses."""
    config: Config = app.extensions["riskpanel"]
    db.use(app.extensions["engine"], read_keyring(config.home / KEY_FILE))
    _speaks_for(config)


def _speaks_for(config: Config) -> None:
    use(_rulebook(config.rules))
    sender_of(config)
    letterhead(Letterhead(config.authority, config.mail.address.rstrip("/")))


@cache
def _rulebook(folder: Path) -> Rulebook:
    """The rules, read once in a process."""
    return load(folder)


def know_the_tables() -> None:
    """Import every table: they refer to each other."""
    for part in WITH_TABLES:
        import_module(f"riskpanel.{part}.models")


def open_database(config: Config) -> Engine:
    """Open the database with this installation's keys; a new embedded installation gets its keys now."""
    know_the_tables()
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file = config.home / KEY_FILE
    if not key_file.exists() and not (config.home / "riskpanel.sqlite").exists() and not config.database_url:
        write_keyring(new_keyring(), key_file)
    return db.connect(config.url, read_keyring(key_file))


def _settings(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=db.keyring().session_key,
        TESTING=config.testing,
        SESSION_COOKIE_NAME="__Host-riskpanel" if config.secure_cookies else "riskpanel",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_AGE,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
        WTF_CSRF_TIME_LIMIT=None,
        TRAP_BAD_REQUEST_ERRORS=False,
    )


def _templates(app: Flask, config: Config) -> None:
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([FileSystemLoader(config.templates), design_system])
    compiled = config.template_cache or config.home / "templates"
    compiled.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.chmod(compiled, 0o700)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _plumbing(app: Flask, config: Config) -> None:
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    uploads.install(app)
    app.session_interface = DatabaseSessions(config.idle_minutes, config.session_hours)
    CSRFProtect(app)
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(import_module("riskpanel.users.queries").signed_in)
    app.jinja_env.filters.update(FILTERS)
    for part in (headers, access, pages, errors, transactions):
        part.install(app)

