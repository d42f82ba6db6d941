"""`make journeys`: each main task of each role, in Chromium, with and without JavaScript. Writes build/journeys.json.

Each row: journey, javascript, pages seen, fields filled, keystrokes, asked_again (fields that wanted words already
typed on this road), axe_violations (WCAG 2.2 AA, on every page), minutes (of a practised user: see `timing`). Together
the journeys are the laptop story, from a new person to its review, and an agenda of six cases.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.agenda import build_agenda, six_waiting
from tests.browser.laptop import JOURNEYS, by
from tests.browser.setting import at_browsers, chromium
from tests.browser.timing import minutes
from tests.browser.visitor import Cost
from tests.installation import installed
from tests.stories import populate

OUT = Path("build/journeys.json")
COLUMNS = ("pages", "fields", "keystrokes", "asked_again", "axe_violations")
SHOWN = (*COLUMNS, "minutes")
ROADS = ((populate, JOURNEYS), (six_waiting, (("build-agenda", by("kit")(build_agenda)),)))


def travelled(browser: Browser, *, javascript: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for every journey, each road's taken in order on a fresh installation; and every fault that was met."""
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    for people, journeys in ROADS:
        cost = Cost()
        with installed(people, "", demonstration=False) as app, \
                at_browsers(app, browser, javascript=javascript, cost=cost) as arrive:
            rows += [_row(name, javascript, cost, partial(journey, arrive)) for name, journey in journeys]
        faults += cost.faults
    return rows, faults


def _row(name: str, javascript: bool, cost: Cost, take: Callable[[], None]) -> dict[str, Any]:
    """What one journey cost: the difference that taking it makes."""
    before = cost.row(name, javascript)
    take()
    after = cost.row(name, javascript)
    row = after | {column: after[column] - before[column] for column in COLUMNS}
    return row | {"minutes": minutes(row)}


def main() -> None:
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    with chromium() as browser:
        for javascript in (True, False):
            taken, met = travelled(browser, javascript=javascript)
            rows, faults = rows + taken, faults + met
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(rows, indent=1))
    show(rows, faults)
    sys.exit(1 if any(row["axe_violations"] for row in rows) else 0)


def show(rows: list[dict[str, Any]], faults: list[str]) -> None:
    print(f"{'journey':28} {'JavaScript':10} " + " ".join(f"{column:>14}" for column in SHOWN))
    for row in rows:
        script = "with" if row["javascript"] else "without"
        print(f"{row['journey']:28} {script:10} " + " ".join(f"{row[column]:14}" for column in SHOWN))
    for fault in faults:
        print(fault)
    print(f"{len(rows)} rows in {OUT}.")


if __name__ == "__main__":
    main()
