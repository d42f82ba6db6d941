"""Reads a case bundle, one case as plain JSON, and answers it with what the checks say of every record in it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from riskpanel.errors import RiskPanelError
from riskpanel.rulebook.definitions import Question, Questionnaire, Rulebook, Source
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.findings import Finding, Read, evaluate_all

BUNDLE_KEYS = ("$schema", "as_at", "person", "decision", "records")
NEEDED = {"as_at": "the day the case is judged on", "records": "the list of records, which may be empty"}
RECORD_KEYS = ("questionnaire", "version", "answers", "started_on", "completed_on")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_SHOWN = 60
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
NOT_TOLD = "It cannot be told yet whether this is so: "

Bundle = dict[str, Any]


class BadBundle(RiskPanelError):
    """The bundle cannot be read; `said` is one sentence that says where and why."""


def _hint(name: Any, known: Iterable[str]) -> str:
    """The nearest known name, or the few there are, as the end of a sentence."""
    names = sorted(known)
    close = get_close_matches(str(name), names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean “{close[0]}”?"
    return f"; there are {', '.join(names)}." if 0 < len(names) <= 12 else "."


def _cut(written: str) -> str:
    return written if len(written) <= LONGEST_SHOWN else f"{written[:LONGEST_SHOWN - 3]}..."


def _as_written(value: Any) -> str:
    """A value as it stands in the bundle, on one line, cut short where it is long."""
    return _cut(json.dumps(value, ensure_ascii=not isinstance(value, str) or not value.isprintable()))


def _named(name: str) -> str:
    """A name as it stands in the bundle, in quotation marks, on one line."""
    return f"“{_cut(json.dumps(name, ensure_ascii=not name.isprintable())[1:-1])}”"


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadBundle(f"{where} must be an object of names and values, not {_as_written(value)}.")
    return value


def _only(given: Mapping[str, Any], known: Iterable[str], where: str, what: str) -> None:
    """Refuse a name that is not known here."""
    names = list(known)
    for name in given:
        if name not in names:
            raise BadBundle(f"{where} has {_named(name)}, which is not {what}{_hint(name, names)}")


def _day(value: Any, where: str) -> date:
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadBundle(f"{where} must be a date such as \"2026-11-20\", not {_as_written(value)}.")


# ---- Answers: each type of question, and what it accepts

Accepts = Callable[[Question, Any, str, Rulebook], None]


def choices(question: Question, book: Rulebook) -> Mapping[str, str] | None:
    """What may be chosen, with its words; None where anyone or anything may be named."""
    if question.options_from == "decision-kinds":
        return {id: kind.title for id, kind in book.decision_kinds.items()} | question.options
    return None if question.options_from else question.options


def _text(question: Question, value: Any, where: str, book: Rulebook) -> None:
    if not isinstance(value, str):
        raise BadBundle(f"{where} must be text, not {_as_written(value)}.")
    if HALF_A_CHARACTER.search(value):
        raise BadBundle(f"{where} holds half of a character, which cannot be written down.")


def _number(question: Question, value: Any, where: str, book: Rulebook) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadBundle(f"{where} must be a whole number, not {_as_written(value)}.")
    if question.min is not None and value < question.min:
        raise BadBundle(f"{where} is {_as_written(value)}; the least it may be is {question.min}.")
    if question.max is not None and value > question.max:
        raise BadBundle(f"{where} is {_as_written(value)}; the most it may be is {question.max}.")


def _date(question: Question, value: Any, where: str, book: Rulebook) -> None:
    _day(value, where)


def _choice(question: Question, value: Any, where: str, book: Rulebook) -> None:
    known = choices(question, book)
    _text(question, value, where, book)
    if known is not None and value not in known:
        raise BadBundle(f"{where} is {_as_written(value)}, which is not one of its options{_hint(value, known)}")


def _several(question: Question, value: Any, where: str, book: Rulebook) -> None:
    if not isinstance(value, list):
        raise BadBundle(f"{where} must be a list, not {_as_written(value)}.")
    for each in value:
        _choice(question, each, where, book)


def _group(question: Question, value: Any, where: str, book: Rulebook) -> None:
    if not isinstance(value, list):
        raise BadBundle(f"{where} must be a list of entries, not {_as_written(value)}.")
    for number, entry in enumerate(value, start=1):
        _answers(_table(entry, f"{where}, entry {number}"), question.ask, f"{where}, entry {number},", book)


ACCEPTS: Mapping[str, Accepts] = {
    "number": _number,
    "date": _date,
    "one-of": _choice,
    "scale": _choice,
    "yes-no": _choice,
    "yes-no-unsure": _choice,
    "several-of": _several,
    "group": _group,
}


def _answers(given: Mapping[str, Any], known: Mapping[str, Question], where: str, book: Rulebook) -> None:
    """Refuse what is not asked and what is not an answer; null means that there is none."""
    _only(given, known, where, "asked there")
    for id, value in given.items():
        if value is not None:
            accepts: Accepts = ACCEPTS.get(known[id].type, _text)
            accepts(known[id], value, f"{where} “{id}”", book)


# ---- Records, and the whole


def _questionnaire(record: Mapping[str, Any], where: str, book: Rulebook) -> Questionnaire:
    """The version the record names; the newest where it names none, as the schema says."""
    names = {id for id, _ in book.questionnaires}
    id, version = record.get("questionnaire"), record.get("version")
    if id is None:
        raise BadBundle(f"{where} does not say which questionnaire it answers{_hint('', names)}")
    if not isinstance(id, str) or id not in names:
        raise BadBundle(f"{where} answers the questionnaire {_as_written(id)}, which does not exist{_hint(id, names)}")
    if version is None:
        return book.questionnaire(id)
    if isinstance(version, bool) or not isinstance(version, int) or (id, version) not in book.questionnaires:
        there_are = (str(number) for name, number in book.questionnaires if name == id)
        raise BadBundle(f"{where} answers version {_as_written(version)} of “{id}”, which does not exist"
                        f"{_hint(version, there_are)}")
    return book.questionnaires[id, version]


def _record(given: Any, number: int, day: date, book: Rulebook) -> Bundle:
    where = f"Record {number}"
    record = _table(given, where)
    _only(record, RECORD_KEYS, where, "a part of a record")
    questionnaire = _questionnaire(record, where, book)
    where = f"Record {number}, “{questionnaire.id}”,"
    if "answers" not in record:
        raise BadBundle(f"{where} has no answers: give an empty object where there are none.")
    answers = _table(record["answers"], f"{where} answers")
    _answers(answers, questionnaire.by_id, where, book)
    days = {key: _day(record[key], f"{where} “{key}”") for key in ("started_on", "completed_on")
            if record.get(key) is not None}
    unfinished = "completed_on" in record and record["completed_on"] is None
    finished = {} if unfinished else {"completed_on": day}
    return {"questionnaire": questionnaire.id, "version": questionnaire.version, "answers": dict(answers),
            **finished, **days}


def bundle_of(given: Any, book: Rulebook) -> Bundle:
    """The bundle as the checks read it; a record that does not say when it was completed counts as completed."""
    bundle = _table(given, "The bundle")
    _only(bundle, BUNDLE_KEYS, "The bundle", "a part of a bundle")
    for needed, gives in NEEDED.items():
        if needed not in bundle:
            raise BadBundle(f"The bundle has no “{needed}”: give {gives}.")
    if not isinstance(bundle.get("$schema", ""), str):
        raise BadBundle(f"“$schema” must be text, not {_as_written(bundle['$schema'])}.")
    day = _day(bundle["as_at"], "“as_at”")
    facts = {name: _table(bundle.get(name, {}), f"“{name}”") for name in CATALOGUES}
    for name, told in facts.items():
        _answers(told, CATALOGUES[name].by_id, f"“{name}”,", book)
    if not isinstance(bundle["records"], list):
        raise BadBundle(f"“records” must be a list, not {_as_written(bundle['records'])}.")
    records = [_record(each, number, day, book) for number, each in enumerate(bundle["records"], start=1)]
    return {"as_at": day, **facts, "records": records}


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadBundle(f"The bundle says {_named(twice)} twice in one place.")
    return table


def _no_number(name: str) -> Any:
    raise BadBundle(f"The bundle holds {name}, which is not a number.")


def read_bundle(text: str, book: Rulebook) -> Bundle:
    """A bundle from JSON text; raises BadBundle with one sentence."""
    try:
        given = json.loads(text, object_pairs_hook=_unrepeated, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadBundle(f"The bundle is not valid JSON: {place}: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise BadBundle("The bundle is not valid JSON: it holds a number too long, or is nested too deep.") from error
    return bundle_of(given, book)


# ---- The answer


def _read(read: Read) -> dict[str, str]:
    return {"questionnaire": read.questionnaire, "question": read.question, "label": read.label, "said": read.said}


def _source(source: Source) -> dict[str, Any]:
    return source.model_dump(include={"id", "title", "kind", "url", "confirmed"})


def _on_the_day(sources: tuple[Source, ...], day: date) -> tuple[Source, ...]:
    """Those that were law, or guidance, that day."""
    stood = tuple(each for each in sources
                  if (each.in_force_from or date.min) <= day < (each.in_force_until or date.max))
    return stood or sources


def _together(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings of each check; where it fires on one record, what cannot be told of another is left out."""
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check.id, []).append(finding)
    for found in by_check.values():
        yield [each for each in found if each.state == "fires"] or found


def _said(found: list[Finding], day: date) -> dict[str, Any]:
    check, state = found[0].check, found[0].state
    reads = dict.fromkeys(read for each in found for read in (*each.because, *each.open))
    return {
        "check": check.id,
        "severity": check.severity,
        "state": state,
        "because": [_read(read) for read in reads],
        "message": check.say if state == "fires" else NOT_TOLD + check.say,
        "settle": check.settle,
        "sources": [_source(source) for source in _on_the_day(found[0].sources, day)],
        "stands_for": list(check.stands_for),
    }


def answer(book: Rulebook, bundle: Bundle) -> dict[str, Any]:
    """What the checks in force on the bundle's day say of the decision and of every record, each check once."""
    day = bundle["as_at"]
    findings = [_said(found, day) for found in _together(evaluate_all(book, bundle))]
    return {
        "rulebook": {"fingerprint": book.fingerprint, "law_as_at": str(book.law_as_at), "as_at": str(day)},
        "findings": findings,
    }
