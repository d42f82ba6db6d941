"""Where riskpanel keeps things and how it was asked to run, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from riskpanel.errors import Misconfigured

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """A folder of data: beside the package in a checkout, inside it in an installed wheel."""
    beside = PACKAGE.parent / name
    return beside if beside.is_dir() and (PACKAGE.parent / "pyproject.toml").exists() else PACKAGE / "_shipped" / name


@dataclass(frozen=True)
class Mail:
    """How messages leave: `sender` is file, smtp or notify; `address` is where colleagues sign in.

    `smtp_security` is starttls, tls or none. Passwords and keys are never shown when this is printed.
    """

    sender: str = "file"
    address: str = "http://127.0.0.1:5000"
    from_address: str = "riskpanel@localhost"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    notify_key: str = field(default="", repr=False)
    notify_template: str = ""
    notify_url: str = "https://api.notifications.service.gov.uk"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Mail":
        names = {"sender": "RISKPANEL_MAIL", "address": "RISKPANEL_ADDRESS", "from_address": "RISKPANEL_MAIL_FROM",
                 "smtp_host": "RISKPANEL_SMTP_HOST", "smtp_security": "RISKPANEL_SMTP_SECURITY",
                 "smtp_user": "RISKPANEL_SMTP_USER", "smtp_password": "RISKPANEL_SMTP_PASSWORD",
                 "notify_key": "RISKPANEL_NOTIFY_KEY", "notify_template": "RISKPANEL_NOTIFY_TEMPLATE",
                 "notify_url": "RISKPANEL_NOTIFY_URL"}
        given = {field: environment[name] for field, name in names.items() if environment.get(name)}
        given.setdefault("address", f"http://127.0.0.1:{environment.get('PORT', '5000')}")
        return cls(**given, smtp_port=whole_number(environment, "RISKPANEL_SMTP_PORT", 587))


def whole_number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    """A setting that is a whole number. Raises Misconfigured when it is not one."""
    text = environment.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit()):
        raise Misconfigured(f"{name} must be a whole number, and is “{text}”.")
    return int(text)


@dataclass(frozen=True)
class Config:
    """Settings. `home` holds the database, the keys and the outbox; it must be private to the service.

    `proxies` is how many proxies of ours stand in front: the address of whoever asks is then the one they report.
    """

    home: Path = field(default_factory=lambda: Path("instance").resolve())
    database_url: str = ""
    demonstration: bool = False
    secure_cookies: bool = True
    authority: str = "Elmshire Council"
    idle_minutes: int = 30
    session_hours: int = 12
    rules: Path = field(default_factory=lambda: shipped("rules"))
    templates: Path = field(default_factory=lambda: shipped("templates"))
    migrations: Path = field(default_factory=lambda: shipped("migrations"))
    template_cache: Path | None = None
    mail: Mail = field(default_factory=Mail)
    proxies: int = 0
    testing: bool = False

    @property
    def url(self) -> str:
        """The database's address for SQLAlchemy; the embedded SQLite file unless DATABASE_URL is set."""
        if not self.database_url:
            return f"sqlite:///{self.home / 'riskpanel.sqlite'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        demonstration = environment.get("RISKPANEL_DEMONSTRATION", "") == "1"
        secure = environment.get("RISKPANEL_SECURE_COOKIES", "0" if demonstration else "1") == "1"
        return cls(
            home=Path(environment.get("RISKPANEL_HOME", "instance")).resolve(),
            database_url=environment.get("DATABASE_URL", ""),
            demonstration=demonstration,
            secure_cookies=secure,
            authority=environment.get("RISKPANEL_AUTHORITY", "Elmshire Council"),
            mail=Mail.from_environment(environment),
            proxies=whole_number(environment, "RISKPANEL_PROXIES", 0),
        )
