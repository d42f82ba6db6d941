"""Where riskpanel keeps things and how it was asked to run, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """A folder of data: beside the package in a checkout, inside it in an installed wheel."""
    beside = PACKAGE.parent / name
    return beside if beside.is_dir() and (PACKAGE.parent / "pyproject.toml").exists() else PACKAGE / "_shipped" / name


@dataclass(frozen=True)
class Config:
    """Settings. `home` holds the database, the keys and the outbox; it must be private to the service."""

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
        )
