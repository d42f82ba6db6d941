"""`make journeys`: each main task of each role, in Chromium, with and without JavaScript. Writes build/journeys.json.

Each row: journey, javascript, pages seen, fields filled, keystrokes, asked_again (fields that wanted words already
typed on this road), axe_violations (WCAG 2.2 AA, on every page). Together the journeys are the laptop story, from a new
person to its review.
"""

import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.laptop import JOURNEYS
from tests.browser.setting import at_browsers, chromium
from tests.browser.visitor import Cost
from tests.installation import colleagues_only

OUT = Path("build/journeys.json")
COLUMNS = ("pages", "fields", "keystrokes", "asked_again", "axe_violations")


def travelled(browser: Browser, *, javascript: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for every journey, taken in order on one fresh installation; and every fault that was met."""
    rows: list[dict[str, Any]] = []
    cost = Cost()
    with colleagues_only() as app, at_browsers(app, browser, javascript=javascript, cost=cost) as arrive:
        for name, journey in JOURNEYS:
            before = cost.row(name, javascript)
            journey(arrive)
            after = cost.row(name, javascript)
            rows.append(after | {column: after[column] - before[column] for column in COLUMNS})
    return rows, cost.faults


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
    print(f"{'journey':28} {'JavaScript':10} " + " ".join(f"{column:>14}" for column in COLUMNS))
    for row in rows:
        script = "with" if row["javascript"] else "without"
        print(f"{row['journey']:28} {script:10} " + " ".join(f"{row[column]:14}" for column in COLUMNS))
    for fault in faults:
        print(fault)
    print(f"{len(rows)} rows in {OUT}.")


if __name__ == "__main__":
    main()
