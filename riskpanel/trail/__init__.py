"""The trail: who did and saw what, chained so that an alteration shows."""

from riskpanel.trail.chain import check, look, record, verify
from riskpanel.trail.models import TrailEvent

__all__ = ["TrailEvent", "check", "look", "record", "verify"]
