"""Words for pages: dates and times said and read, findings in their groups, and the filters templates use."""

from calendar import month_name, monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from riskpanel.rulebook import Source, standing
from riskpanel.rulebook.current import rules
from riskpanel.web.markdown import as_html

LONDON = ZoneInfo("Europe/London")
MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
SEVERITIES = {
    "stop": ("Stop", "Settle these before the record is concluded."),
    "warn": ("Think again", "The record can be concluded, but say how you have answered these."),
    "advise": ("Consider", "These may make the record stronger."),
}

SOURCE_KINDS = {"statute": "The law", "code": "The Code", "guidance": "Guidance", "judgment": "Cases"}


def date_words(day: date | str | None) -> str:
    """20 November 2026; an instant is taken on its London date, and nothing at all gives no words."""
    if not day:
        return ""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if isinstance(day, datetime):
        day = in_london(day)
    return f"{day.day} {month_name[day.month]} {day.year}"


def datetime_words(instant: datetime | None) -> str:
    """20 November 2026 at 4:05pm, in London; an instant without a zone is UTC."""
    if instant is None:
        return ""
    return f"{date_words(instant)} at {time_words(instant)}"


def time_words(instant: datetime | None) -> str:
    """4:05pm, in London."""
    if instant is None:
        return ""
    local = in_london(instant)
    return f"{local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"


def in_london(instant: datetime) -> datetime:
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(LONDON)


class BadDate(ValueError):
    """A date that cannot be read: the sentence to show and the inputs at fault."""

    def __init__(self, said: str, *parts: str) -> None:
        super().__init__(said)
        self.parts = parts


def read_date(typed: Mapping[str, str], called: str = "The date") -> date | None:
    """The date in three pieces of text, None when all are blank; the month may be a name. Raises BadDate."""
    given = {part: text.strip() for part, text in typed.items()}
    missing = [part for part, text in given.items() if not text]
    if len(missing) == len(given):
        return None
    if missing:
        raise BadDate(f"{called} must include a {' and a '.join(missing)}", *missing)
    year = read_year(given["year"])
    month = read_month(given["month"])
    return date(year, month, read_day(given["day"], month, year))


def read_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and text >= "1000"):
        raise BadDate("Year must have 4 numbers, like 2026", "year")
    return int(text)


def read_month(text: str) -> int:
    folded = text.casefold().rstrip(".")
    if folded.isascii() and folded.isdigit() and len(folded) <= 2 and 1 <= int(folded) <= 12:
        return int(folded)
    named = [number for name, number in MONTHS.items() if len(folded) >= 3 and name.startswith(folded)]
    if not named:
        raise BadDate("Month must be a number from 1 to 12, or its name, like 11 or November", "month")
    return named[0]


def read_day(text: str, month: int, year: int) -> int:
    last = monthrange(year, month)[1]
    if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= last:
        return int(text)
    raise BadDate(f"Day must be a number from 1 to {last} for {month_name[month]} {year}", "day")


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one severity, under its heading."""

    title: str
    gist: str
    findings: tuple[Any, ...]


def finding_groups(findings: Iterable[Any], most: int | None = None) -> list[FindingGroup]:
    """Findings under stop, think again and consider, in that order; `most` keeps only the first few."""
    ordered = sorted(findings, key=lambda finding: list(SEVERITIES).index(finding.check.severity))
    shown = list(islice(ordered, most))
    groups = [
        FindingGroup(*words, tuple(finding for finding in shown if finding.check.severity == severity))
        for severity, words in SEVERITIES.items()
    ]
    return [group for group in groups if group.findings]


def by_kind(sources: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Sources under the words for their kind: the law, the Code, guidance, then cases; a kind with none is left out."""
    found = list(sources)
    groups = [(words, [one for one in found if getattr(one, "kind", "statute") == kind])
              for kind, words in SOURCE_KINDS.items()]
    return [(words, some) for words, some in groups if some]


def source_standing(source: Any) -> str:
    """How far a source can be leant on; one kept in a finished record says so as it was then."""
    if isinstance(source, Source):
        return standing(source, rules().sources)
    kept = "confirmed" if source.confirmed else "not confirmed: check before relying on it"
    return str(getattr(source, "standing", kept))


def in_quotation_marks(words: str) -> str:
    """Words in quotation marks, unless whoever wrote them down put them there already."""
    said = words.strip()
    return said if said.startswith(("“", "\"", "‘")) else f"“{said}”"


def sentence(text: str) -> str:
    """The text, ended as a sentence; one that ends in a quotation's own stop has its end."""
    return text if text.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{text}."


FILTERS: dict[str, Callable[..., Any]] = {
    "date_words": date_words,
    "datetime_words": datetime_words,
    "time_words": time_words,
    "markdown": as_html,
    "finding_groups": finding_groups,
    "by_kind": by_kind,
    "source_standing": source_standing,
    "in_quotation_marks": in_quotation_marks,
}
