"""A file away from the database that remembers where the trail ended, so that a trail cut short or emptied shows."""

from collections.abc import Mapping
from pathlib import Path

FILE = "trail-ends.txt"


def remembered(home: Path) -> Mapping[int, str]:
    """The ends noted so far: the end's code by how many events there were. Unreadable lines count for none."""
    file = home / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = (line.split() for line in lines)
    return {int(pair[0]): pair[1] for pair in pairs if len(pair) == 2 and pair[0].isdecimal()}


def remember(home: Path, events: int, end: str) -> None:
    """Note where a trail that was found whole ends now."""
    if events in remembered(home):
        return
    with (home / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{events} {end}\n")
