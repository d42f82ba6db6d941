"""A concluded record as a panel reads it: each question and answer as shown, and what the rules said and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from riskpanel.assessments.models import Assessment
from riskpanel.documents.blocks import Block, Facts, Heading, Listing, Paragraph, Table
from riskpanel.panel.merits import weighed, weighed_findings, weighed_rows, weighed_sentences
from riskpanel.web.filters import SEVERITIES, date_words

MOST_SIDE_BY_SIDE = 4
NOT_CONSIDERED = "Not yet considered"
NOT_ANSWERED = "Not answered"


def record_blocks(record: Assessment) -> Iterator[Block]:
    """The whole of a record, as frozen when it was concluded."""
    frozen = weighed(record.frozen or {})
    yield Paragraph(f"Concluded by {frozen['completed_by']}, {date_words(record.concluded_at)}. {record.reference}. "
                    f"Law as at {date_words(frozen['law_as_at'])}. These are the words as they were shown then.")
    yield from _findings(frozen)
    for section in frozen["sections"]:
        told = list(_section(section))
        if told:
            yield Heading(section["title"], 4)
            yield from told


def _section(section: Mapping[str, Any]) -> Iterator[Block]:
    """Plain questions together, in their order; a group stands by itself, and alone in its section needs no heading."""
    plain: list[tuple[str, str]] = []
    for one in section["answers"]:
        if one["entries"]:
            yield from _facts(plain)
            plain = []
            yield from _group(one, headed=len(section["answers"]) > 1)
        else:
            plain.append((one["question"], one["answer"] or NOT_ANSWERED))
    yield from _facts(plain)


def _facts(rows: Iterable[tuple[str, str]]) -> Iterator[Block]:
    told = tuple(rows)
    if told:
        yield Facts(told)


def _group(group: Mapping[str, Any], headed: bool) -> Iterator[Block]:
    """A group's entries: options side by side where they fit, anything else one after the other."""
    entries, label = group["entries"], group["label"]
    told = [(entry["name"], dict(entry["answers"])) for entry in entries]
    if group["id"] == "options" and len(told) <= MOST_SIDE_BY_SIDE:
        yield _side_by_side(label, told)
        return
    if headed:
        yield Heading(label, 5)
    for name, answers in told:
        yield Paragraph("", lead=name)
        yield from _facts([(what, said) for what, said in answers.items() if said != name])


def _side_by_side(label: str, told: Sequence[tuple[str, Mapping[str, str]]]) -> Table:
    asked = [what for what in dict.fromkeys(what for _name, answers in told for what in answers)
             if any(answers.get(what) != name for name, answers in told)]
    rows = tuple((what, *(answers.get(what, NOT_CONSIDERED) for _name, answers in told)) for what in asked)
    return Table(label, ("", *(name for name, _answers in told)), rows)


# ---- What the rules said of it, and why

def _findings(frozen: Mapping[str, Any]) -> Iterator[Block]:
    """Each finding that fired with its whys; those that could not be told, by their open questions alone."""
    found = weighed_findings(frozen.get("findings", []))
    fired = [one for one in found if one["state"] != "cannot-tell"]
    unsure = [one["check"]["say"] for one in found if one["state"] == "cannot-tell"]
    if fired or unsure:
        yield Heading("What the rules said of this record, and why", 4)
    for severity, (title, _gist) in SEVERITIES.items():
        for one in fired:
            if one["check"]["severity"] == severity:
                yield Paragraph(one["check"]["say"], lead=f"{title}.")
                yield Facts(tuple(_whys(one)))
    if unsure:
        yield Listing(tuple(unsure), lead="Could not be told from what was answered")
    for one in frozen.get("overrides", []):
        yield Facts((("Gone past because it was urgent", f"{one['why']} ({one['by']})"),
                     ("Less restrictive way meanwhile", one["least_restrictive"] or NOT_ANSWERED)))


def _whys(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    check = one["check"]
    rows = (
        ("Because you answered", [f"{label}: {said}" for label, said in _because(one["because"])]),
        ("What would settle it", [weighed_sentences(check["settle"])]),
        ("Sources", [_source(source) for source in one["sources"]]),
        ("Take care", [] if check["confirmed"] else ["This check is not confirmed: ask before relying on it."]),
    )
    return ((label, "\n".join(lines)) for label, lines in rows if any(lines))


def _because(rows: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    return weighed_rows((one["label"], one["said"]) for one in rows)


def _source(source: Mapping[str, Any]) -> str:
    """A source by its title; one that was not confirmed is marked so."""
    return source["title"] if source["confirmed"] else f"{source['title']} (not confirmed)"
