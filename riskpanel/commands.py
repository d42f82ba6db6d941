"""The commands of those who keep the rules and of those who try a case on them: `check`, `rules` and `sweep`."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from riskpanel.config import Config
from riskpanel.errors import RiskPanelError
from riskpanel.rulebook import Check, Rulebook, RulebookError, examples, fires, load, lock_problems, write_lock
from riskpanel.rulebook.aloud import in_a_sentence
from riskpanel.rulebook.bundles import BadBundle, answer, read_bundle
from riskpanel.rulebook.coverage import covered, exercised_by
from riskpanel.rulebook.current import rules as current
from riskpanel.rulebook.findings import SEVERITIES
from riskpanel.rulebook.problems import did_you_mean
from riskpanel.rulebook.schema import schema

FOLDER = click.option("--folder", type=click.Path(path_type=Path), default=None, help="Another folder of rules.")
OF_A_SOURCE = {"id", "kind", "title", "url", "confirmed", "in_force_from", "in_force_until", "overruled_by",
               "last_verified", "changes", "note"}


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
    problems = lock_problems(where)
    try:
        book = load(where)
    except RulebookError as error:
        raise RulebookError([*error.problems, *problems]) from None
    problems += _failed_examples(book)
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
                   "when_in_words": in_a_sentence(one, book), "local_figure": figures, "examples": tried}


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


def _part(title: str, names: Iterable[str]) -> str:
    listed = list(names)
    return "\n".join([f"{title}: {len(listed)}", *(f"  {name}" for name in listed)])


def _cases(folder: Path | None, book: Rulebook) -> dict[str, dict[str, Any]]:
    """The case bundles of a folder by name; raises BadBundle with the file that cannot be read, and why."""
    found = {}
    for file in sorted(folder.glob("*.json")) if folder else ():
        try:
            found[file.stem] = read_bundle(_text_of(str(file)), book)
        except BadBundle as error:
            raise BadBundle(f"{file.name}: {error}") from error
    return found


def _never(never: Iterable[str], by_cases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What no decision here exercises: what a case does, with the first of them by name; and the rest."""
    left = list(never)
    told = [f"{id}: {by_cases[id][0]}" for id in left if id in by_cases]
    if by_cases:
        yield _part("Checks that no decision here exercises and a case bundle does", told)
    yield _part("Checks never exercised: nothing answers what they read", (id for id in left if id not in by_cases))


@rules.command("coverage")
@click.option("--cases", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="A folder of case bundles, such as tests/cases, that may exercise what no decision here does.")
def coverage(cases: Path | None) -> None:
    """Say which checks no record of this installation exercises, and which sources nothing uses."""
    book = _book()
    bundles = _demonstration()
    if not bundles:
        raise RiskPanelError("This installation holds no decisions. Fill it with `riskpanel demo` first.")
    found = covered(book, bundles)
    parts = [
        found.said,
        *_never(found.never, exercised_by(book, _cases(cases, book))),
        _part("Checks exercised that never fire", found.silent),
        _part("Sources never used", found.unused_sources),
    ]
    click.echo("\n\n".join(parts).encode())


# ---- sweep: what a change of law touches


class Day(click.ParamType[date]):
    """A day, as 2026-11-20."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise RiskPanelError(f"“{value}” is not a date. Write it as 2026-11-20.") from None


def _known_source(source: str | None, book: Rulebook) -> None:
    if source is not None and source not in book.sources:
        raise RiskPanelError(f"The rules hold no source “{source}”.{did_you_mean(source, book.sources)}")


def _in_lines(told: dict[str, Any]) -> Iterator[str]:
    """The sweep for reading: a line for each record, and under it what changed."""
    yield f"Records to look at again, as at {told['as_at']}: {len(told['records'])}."
    for one in told["records"]:
        state = f"concluded {one['concluded_on']}" if one["concluded_on"] else "still being written"
        yield (f"\n{one['record']}  {one['questionnaire']}, {state}, law as at {one['law_as_at']}  "
               f"{one['person']}  {one['decision']}\n  {one['owner']}: by {one['due_on']}, {one['due']}")
        yield from (f"  {each['changed_on']}  {each['title']}: {', '.join(each['relied'])}" for each in one["changes"])


@click.command("sweep")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with what changed and what to do.")
@click.option("--source", default=None, help="Only records that relied on this source, by its id in sources.toml.")
@click.option("--as-at", type=Day(), default=None, help="As it was or will be on a day, such as 2026-11-20.")
@click.option("--read-again", is_flag=True, help="First read every concluded record again, by the rules as they are.")
def sweep(as_json: bool, source: str | None, as_at: date | None, read_again: bool) -> None:
    """List, by reference alone, the records that relied on a source that has since changed: whose, and by when."""
    from riskpanel import application, db
    from riskpanel.assessments.relying import read_again as read_all_again
    from riskpanel.clock import today
    from riskpanel.keeping.telling import swept_as_data

    app = application.build()
    with app.app_context():
        _known_source(source, current())
        if read_again:
            db.begin(writing=True)
            added = read_all_again()
            db.commit()
            click.echo(f"Notes added of what records rely on: {added}.", err=as_json)
        told = swept_as_data(as_at or today(), source)
        db.session.remove()
    if as_json:
        _print_json(told)
    else:
        click.echo("\n".join(_in_lines(told)).encode())
