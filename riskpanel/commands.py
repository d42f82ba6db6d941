"""The commands of those who keep the rules and of those who try a case on them: `check` and `rules`."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from riskpanel.config import Config
from riskpanel.errors import RiskPanelError
from riskpanel.rulebook import Check, Rulebook, RulebookError, examples, fires, load, lock_problems, write_lock
from riskpanel.rulebook.bundles import BadBundle, answer, read_bundle
from riskpanel.rulebook.findings import SEVERITIES, subjects, tried_on
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.schema import schema
from riskpanel.rulebook.truth import Outcome, Truth

FOLDER = click.option("--folder", type=click.Path(path_type=Path), default=None, help="Another folder of rules.")
OF_A_SOURCE = {"id", "kind", "title", "url", "confirmed", "in_force_from", "in_force_until", "overruled_by"}


def _book(folder: Path | None = None) -> Rulebook:
    return load(folder or Config.from_environment().rules)


def _print_json(value: Any) -> None:
    """JSON in UTF-8, whatever the terminal says it reads."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


# ---- check


def _text_of(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBundle("The bundle is not text in UTF-8.") from error
    except OSError as error:
        raise BadBundle(f"The file {file} cannot be read: {(error.strerror or 'it is not a file').lower()}.") from error


@click.command("check")
@click.argument("file", required=False)
@click.option("--schema", "wants_schema", is_flag=True, help="Print the JSON Schema of a case bundle instead.")
def check(file: str | None, wants_schema: bool) -> None:
    """Try the checks on a case bundle in FILE (- for standard input) and print what they find, as JSON."""
    if wants_schema:
        _print_json(schema(_book()))
        return
    if file is None:
        raise BadBundle("Name the file that holds the case bundle, or - for standard input.")
    text = _text_of(file)
    book = _book()
    _print_json(answer(book, read_bundle(text, book)))


# ---- rules


@click.group()
def rules() -> None:
    """The rules: questionnaires, checks, sources and local figures."""


def _failed_examples(book: Rulebook) -> Iterator[str]:
    for one, example, bundle in examples(book):
        if fires(book, one, bundle) is not example.fires:
            number = one.examples.index(example) + 1
            wanted = "does not fire, and should" if example.fires else "fires, and should not"
            yield f"“{one.id}” {wanted} on its example {number}. Mend the check or the example."


@rules.command("lint")
@FOLDER
def lint_rules(folder: Path | None) -> None:
    """Read every rule, run every example, hold the published questionnaires to their lock; say what is wrong."""
    where = folder or Config.from_environment().rules
    book = load(where)
    problems = [*lock_problems(where), *_failed_examples(book)]
    if problems:
        raise RulebookError(problems)
    tried = sum(len(one.examples) for one in book.checks.values())
    click.echo(f"{len(book.questionnaires)} questionnaires, {len(book.checks)} checks with {tried} examples and "
               f"{len(book.sources)} sources: nothing wrong was found.")


@rules.command("publish")
@FOLDER
def publish_rules(folder: Path | None) -> None:
    """Publish what is new: from then on those questionnaires may be replaced by a next version, never changed."""
    where = folder or Config.from_environment().rules
    load(where)
    click.echo(f"{write_lock(where).name} holds every questionnaire as it stands. Keep it with the rules.")


def _listed(one: Check, book: Rulebook) -> dict[str, Any]:
    """A check as data: everything a reader needs to judge it, its sources written out."""
    kept = one.model_dump(mode="json", exclude={"when", "examples"}, exclude_none=True)
    sources = [book.sources[id].model_dump(mode="json", include=OF_A_SOURCE, exclude_none=True) for id in one.sources]
    tried = [example.model_dump(mode="json", exclude_defaults=True) for example in one.examples]
    figures = {key: book.policy[key].model_dump(mode="json", exclude_none=True) for key in one.local_figure}
    return kept | {"when": one.when.model_dump(mode="json", by_alias=True, exclude_none=True), "sources": sources,
                   "local_figure": figures, "examples": tried}


def _dates(one: Check) -> str:
    said = (("from", one.in_force_from), ("until", one.in_force_until))
    return " ".join(f"{word} {day}" for word, day in said if isinstance(day, date))


def _table(checks: Iterable[Check]) -> Iterator[str]:
    rows = [("CHECK", "SEVERITY", "APPLIES TO", "IN FORCE", "SAYS")]
    rows += [(one.id, one.severity, ", ".join(one.applies_to), _dates(one),
              one.say + ("" if one.confirmed else " (law unconfirmed)")) for one in checks]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])


@rules.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with sources, dates and examples.")
@FOLDER
def list_rules(as_json: bool, folder: Path | None) -> None:
    """List every check: stops first, then warnings, then advice."""
    book = _book(folder)
    ordered = sorted(book.checks.values(), key=lambda one: (SEVERITIES.index(one.severity), one.id))
    if as_json:
        _print_json([_listed(one, book) for one in ordered])
        return
    click.echo("\n".join(_table(ordered)).encode())


# ---- coverage: what the demonstration shows of the rules


def _demonstration() -> list[dict[str, Any]]:
    """What the rules are told of every decision in this installation."""
    import sqlalchemy as sa

    from riskpanel import application, db
    from riskpanel.assessments.facts import bundle
    from riskpanel.assessments.queries import records_of
    from riskpanel.decisions.models import Decision

    app = application.build()
    with app.app_context():
        decisions = db.session.scalars(sa.select(Decision)).all()
        told = [bundle(decision, records_of(decision)) for decision in decisions]
        db.session.remove()
    return told


def _reached(outcome: Outcome) -> bool:
    """Whether it came to true or false because of something that was answered."""
    return outcome.truth is not Truth.CANNOT_TELL and any(seen.value is not None for seen in outcome.seen)


def _exercised(book: Rulebook, bundles: Iterable[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """The checks that fire somewhere, and those that some answer settled, one way or the other."""
    fired: set[str] = set()
    reached: set[str] = set()
    for given in bundles:
        read = Bundle(book, given)
        for record in subjects(read):
            tried = list(tried_on(record, read, book))
            fired.update(one.id for one, outcome in tried if outcome.truth is Truth.TRUE)
            reached.update(one.id for one, outcome in tried if _reached(outcome))
    return fired, fired | reached


def _cited(book: Rulebook) -> set[str]:
    """Every source that a check, a question, a kind of decision or another source names."""
    named: set[str | None] = {id for one in book.checks.values() for id in one.sources}
    named |= {point.source for kind in book.decision_kinds.values() for point in kind.relevant_information}
    named |= {source.overruled_by for source in book.sources.values()}
    for questionnaire in book.questionnaires.values():
        for question in questionnaire.every():
            named.update(id for each in (question, *question.asks) for id in each.sources)
    return {id for id in named if id}


def _part(title: str, names: list[str]) -> str:
    return "\n".join([f"{title}: {len(names)}", *(f"  {name}" for name in names)])


@rules.command("coverage")
def coverage() -> None:
    """Say which checks no record of this installation exercises, and which sources nothing uses."""
    book = _book()
    bundles = _demonstration()
    if not bundles:
        raise RiskPanelError("This installation holds no decisions. Fill it with `riskpanel demo` first.")
    fired, reached = _exercised(book, bundles)
    parts = [
        f"{len(book.checks)} checks on {len(bundles)} decisions and their records: {len(fired)} fire somewhere, "
        f"{len(reached - fired)} are settled by an answer and stay silent.",
        _part("Checks never exercised: no record answers what they read", sorted(book.checks.keys() - reached)),
        _part("Checks exercised that never fire", sorted(reached - fired)),
        _part("Sources never used", sorted(book.sources.keys() - _cited(book))),
    ]
    click.echo("\n\n".join(parts).encode())
