"""The trail: who did and saw what, chained so that an alteration shows."""

from riskpanel.trail.chain import look, record, verify
from riskpanel.trail.models import TrailEvent

__all__ = ["TrailEvent", "look", "record", "verify"]
