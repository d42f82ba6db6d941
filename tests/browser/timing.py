"""How long a practised user takes for what a journey counts, by the keystroke-level model (Card and others, 1980).

A page: a moment to think, to point and to press, and three seconds until it is there and one's place in it is found. A
field: a moment to think, to point and press, and to bring the hand back to the keys. A key: an average typist's.
"""

from collections.abc import Mapping
from typing import Any

KEY, POINT, PRESS, HAND, THINK, ARRIVE = 0.28, 1.1, 0.2, 0.4, 1.35, 3.0
SECONDS = {"pages": THINK + POINT + PRESS + ARRIVE, "fields": THINK + POINT + PRESS + HAND, "keystrokes": KEY}


def minutes(row: Mapping[str, Any]) -> float:
    """The minutes that the pages, fields and keystrokes of a row take."""
    return round(sum(row[name] * seconds for name, seconds in SECONDS.items()) / 60, 1)
