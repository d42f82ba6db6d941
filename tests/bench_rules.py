"""`python -m tests.bench_rules`: what it costs to load and vet the rules, to try every check, and to run the command.

The rows are kept with those of tests/bench.py, each with its aim; nothing of the database is read, so `database` is
"none".
A full case has a record of every questionnaire with every question answered and three entries in each group.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from riskpanel.rulebook import Question, Questionnaire, Rulebook, load
from riskpanel.rulebook.bundles import answer, bundle_of, choices
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.findings import evaluate_all
from tests.bench import OUT, Row, collect

RULES = Path(__file__).parents[1] / "rules"
RUNS, EMPTY = 30, {"as_at": "2026-11-20", "records": []}
ENTRIES = 3
LOADING_MS, CHECKS_MS, COMMAND_MB = 150, 5, 120
PREFERRED = ("unable", "lacks", "yes", "full")  # so that as much as can be is asked
PEAK = """
import sys
from riskpanel.cli import riskpanel
riskpanel(["check", "-"], standalone_mode=False)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
"""


def _value(question: Question, book: Rulebook) -> Any:
    if question.type == "group":
        return [{ask.id: _value(ask, book) for ask in question.asks} for _ in range(ENTRIES)]
    if question.type == "date":
        return "2026-10-05"
    if question.type == "number":
        return 70
    known = choices(question, book)
    first = next(iter(known or {}), "Words of some length. " * 12)
    chosen = next((key for key in PREFERRED if known and key in known), first)
    return [chosen] if question.type == "several-of" else chosen


def _answers(questionnaire: Questionnaire, book: Rulebook) -> dict[str, Any]:
    return {question.id: _value(question, book) for question in questionnaire.every()}


def full_case(book: Rulebook) -> dict[str, Any]:
    """Everything answered, in a record of every questionnaire as it is asked today."""
    newest = [book.questionnaire(id) for id in sorted({id for id, _ in book.questionnaires})]
    records = [{"questionnaire": each.id, "answers": _answers(each, book)} for each in newest]
    facts = {name: _answers(catalogue, book) for name, catalogue in CATALOGUES.items()}
    return {"as_at": "2026-11-20", **facts, "records": records}


def times(work: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run, after one that is not counted."""
    work()
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def command(case: dict[str, Any]) -> tuple[list[float], int, float]:
    """The command as it is run: milliseconds from start to end, bytes printed, and its own peak in MB."""
    given = json.dumps(case)
    sizes = []

    def run() -> None:
        ended = subprocess.run([sys.executable, "-c", PEAK], input=given, capture_output=True, text=True, check=True)
        sizes.append((len(ended.stdout.encode()), int(ended.stderr) / 1024))

    spent = times(run, runs=5)
    return spent, sizes[-1][0], max(peak for _, peak in sizes)


def row(what: str, size: int, spent: list[float], length: int = 0, peak: float = 0.0, base: float = 0.0,
        aim_ms: float | None = None, aim_mb: float | None = None) -> Row:
    median = statistics.median(spent)
    p95 = sorted(spent)[int(len(spent) * 0.95)]
    ratio = round(median / base, 2) if base else 0.0
    return Row(what, "none", size, round(median, 2), round(p95, 2), 0, length, round(peak, 1), ratio, aim_ms, aim_mb)


def rows() -> list[Row]:
    """Every figure; `size` is how many checks there are, or how many questions the full case answers."""
    loading = times(lambda: load(RULES))
    book = load(RULES)
    full = full_case(book)
    read, nothing = bundle_of(full, book), bundle_of(EMPTY, book)
    answered = sum(len(record["answers"]) for record in full["records"])
    empty = times(lambda: evaluate_all(book, nothing))
    base = statistics.median(empty)
    ran, length, peak = command(full)
    ran_empty, length_empty, peak_empty = command(EMPTY)
    whole = times(lambda: answer(book, bundle_of(full, book)))
    return [
        row("load and vet the rules", len(book.checks), loading, aim_ms=LOADING_MS),
        row("every check, full case", answered, times(lambda: evaluate_all(book, read)), base=base, aim_ms=CHECKS_MS),
        row("every check, empty case", 0, empty, base=base),
        row("read, check and answer, full case", answered, whole, base=base),
        row("riskpanel check, full case", answered, ran, length, peak, statistics.median(ran_empty), aim_mb=COMMAND_MB),
        row("riskpanel check, empty case", 0, ran_empty, length_empty, peak_empty, statistics.median(ran_empty),
            aim_mb=COMMAND_MB),
    ]


def main() -> None:
    """Print the figures beside their aims, say which miss them, and keep them."""
    found = rows()
    collect(found)
    print(f"{'what':36} {'size':>5} {'median ms':>10} {'aim':>5} {'p95 ms':>8} {'bytes':>8} {'MB':>5} {'aim':>5} "
          f"{'x empty':>8}")
    for one in found:
        print(f"{one.what:36} {one.size:5} {one.median_ms:10.2f} {one.aim_ms or '':>5} {one.p95_ms:8.2f} "
              f"{one.bytes:8} {one.peak_mb or '':>5} {one.aim_mb or '':>5} {one.ratio_to_empty:8.2f}")
    print(f"{len(found)} rows in {OUT}; over the aim: {', '.join(one.what for one in found if one.over) or 'none'}.")


if __name__ == "__main__":
    main()
