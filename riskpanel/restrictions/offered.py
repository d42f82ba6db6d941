"""What concluded records say of restrictions, offered to the register so that nobody types it twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments.models import Answer, Assessment
from riskpanel.assessments.queries import latest, records_of
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.restrictions import queries
from riskpanel.restrictions.models import Restriction
from riskpanel.rulebook import NOT_SURE
from riskpanel.users.models import User

# What an entry of a positive-risk record's group says, by the register's columns: they are named alike.
CARRIED = ("what", "kind", "harm_prevented", "to_whom", "why_proportionate", "less_restrictive_tried", "applies_to",
           "step_down_on", "reduced_by", "agreed", "resisted", "counted_as_restraint")
UNKNOWN = {"kind", "to_whom", "applies_to"}


@dataclass(frozen=True)
class Offered:
    """One restriction named in a concluded record and not in the register yet."""

    entry: str
    record: Assessment
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        return f"{self.record.id}.{self.entry}"

    @property
    def what(self) -> str:
        return str(self.values["what"])


def offered(person: Person, register: Iterable[Restriction], user: User) -> list[Offered]:
    """The restrictions in the newest concluded records that the register does not hold, by entry or word for word."""
    return _unknown(register, queries.named_in_records(person, user))


def offered_by(decision: Decision, register: Iterable[Restriction]) -> list[Offered]:
    """As `offered`, from the records of one decision, which its page has read already."""
    records = [one for one in records_of(decision) if one.state == "concluded"]
    newest = [one for one in records if latest(records, one.questionnaire) is one]
    rows = [row for record in newest for row in sorted(record.answers, key=lambda one: one.position)
            if not row.removed and (record.questionnaire, row.question) in (*queries.NAMED_IN, queries.CHOSEN_IN)]
    return _unknown(register, rows)


def _unknown(register: Iterable[Restriction], rows: Sequence[Answer]) -> list[Offered]:
    known = list(register)
    entries = {(one.assessment_id, one.source_entry) for one in known}
    words = {(one.decision_id, _plain(one.what)) for one in known}
    return [one for one in named(rows)
            if (one.record.id, one.entry) not in entries
            and (one.record.decision_id, _plain(one.what)) not in words]


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def named(rows: Sequence[Answer]) -> Iterator[Offered]:
    """Each restriction that these entries name: a limit of a risk plan, or what the option chosen would limit."""
    chosen = {row.assessment_id: row.value for row in rows if row.question == "chosen_option"}
    for row in rows:
        values = _of_plan(row) if row.question == "restrictions" else _of_option(row, chosen)
        if values.get("what"):
            yield Offered(row.entry, row.assessment, values)


def _of_plan(row: Answer) -> dict[str, Any]:
    told = {name: row.value.get(name) for name in CARRIED}
    return {name: None if name in UNKNOWN and value in (NOT_SURE, [NOT_SURE]) else value
            for name, value in told.items()}


def _of_option(row: Answer, chosen: Mapping[Any, Any]) -> dict[str, Any]:
    """How the option that was chosen in a best-interests record would limit them; nothing of the others."""
    if row.question != "options" or row.value.get("name") != chosen.get(row.assessment_id):
        return {}
    return {"what": row.value.get("restrictions"), "power": "best-interests"}
