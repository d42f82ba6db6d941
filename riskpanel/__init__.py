"""riskpanel: guided Mental Capacity Act records, constructive challenge and the risk enablement panel."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from riskpanel.config import Config

__all__ = ["create_app"]


def create_app(config: "Config | None" = None) -> "Flask":
    """Build the application; `config` defaults to what the environment says."""
    from riskpanel.application import build

    return build(config)
