"""The evidence ledger on one page: several claims, and several things asked to be shown, in rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field

from riskpanel.assessments.facts import answers_of
from riskpanel.assessments.queries import records_of
from riskpanel.challenges.forms import not_in_future
from riskpanel.challenges.words import BASES
from riskpanel.decisions.models import Decision
from riskpanel.web.editing import values
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, TextField
from riskpanel.web.forms import Form

CLAIM_ROWS, REQUEST_ROWS = 3, 2
# Each column of a row by its name: the field, and how it is asked.
CLAIM: Mapping[str, tuple[type[Answer], dict[str, Any]]] = {
    "claim": (LongTextField, {"label": "What does it show?", "limit": 2000, "macro": {"rows": 2}}),
    "source": (TextField, {"label": "Where does it come from?", "macro": {"attributes": {"list": "sources"}},
                           "hint": "For example, my visit, the falls clinic’s letter, her sister"}),
    "dated_on": (DateField, {"label": "What date is it?", "called": "The date"}),
    "basis": (OneOf, {"label": "How is it known?", "options": BASES}),
}
REQUEST: Mapping[str, tuple[type[Answer], dict[str, Any]]] = {
    "claim": (LongTextField, {"label": "What do you ask to be shown?", "limit": 2000, "macro": {"rows": 2},
                              "hint": "For example, the record of the three falls"}),
    "source": (TextField, {"label": "Which statement of theirs does it stand behind?"}),
}
KINDS = {"evidence": (CLAIM, CLAIM_ROWS), "request": (REQUEST, REQUEST_ROWS)}
WANTED = {"evidence": {"claim": "Write what it shows", "basis": "Choose how it is known"},
          "request": {"claim": "Write what you ask to be shown"}}


class LedgerForm(Form):
    """Rows of evidence and of requests; a row left blank is no row. Made by `ledger_form`."""

    def row(self, kind: str, number: int) -> dict[str, Any]:
        """The fields of one row by column."""
        return {column: self[f"{kind}_{number}_{column}"] for column in KINDS[kind][0]}

    def rows(self, kind: str) -> list[dict[str, Any]]:
        return [self.row(kind, number) for number in range(1, KINDS[kind][1] + 1)]

    @property
    def titled(self) -> list[tuple[str, str, list[tuple[str, list[Any]]]]]:
        """Both parts of the page with their rows under headings."""
        return [(title, says, [(f"{one} {number}", list(row.values()))
                               for number, row in enumerate(self.rows(kind), start=1)])
                for kind, title, one, says in PARTS]

    def given(self, kind: str) -> list[dict[str, Any]]:
        """What was written in each row that has anything in it, by column."""
        told, own = values(self), KINDS[kind][0]
        written = [{column: told[f"{kind}_{number}_{column}"] for column in own}
                   for number in range(1, KINDS[kind][1] + 1)]
        return [one for one in written if any(one.values())]

    @property
    def all_given(self) -> list[tuple[str, dict[str, Any]]]:
        """Every row that has anything in it, with its kind."""
        return [(kind, one) for kind in KINDS for one in self.given(kind)]

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that was begun is whole, and no evidence is from the future."""
        sound = super().validate(extra_validators)
        faults = [fault for kind in KINDS for row in self.rows(kind) for fault in _faults(kind, row)]
        for field, said in faults:
            field.errors = [*field.errors, said]
        return bool(sound and not faults)


PARTS = (("evidence", "What you bring", "Evidence", "What your challenge rests on, each with its source and date. "
          "It may have none, but it is easier to answer with some. Leave a row blank if you do not need it."),
         ("request", "What you ask to be shown", "Request", "Ask for what stands behind their reasons. They owe an "
          "answer to each: it is shown, or they say why not."))


def _faults(kind: str, row: Mapping[str, Any]) -> Iterable[tuple[Field, str]]:
    if any(field.data for field in row.values()):
        yield from ((row[column], said) for column, said in WANTED[kind].items()
                    if not row[column].data and not row[column].errors)


def ledger_form() -> LedgerForm:
    """The form, with its rows blank."""
    made: dict[str, Any] = {}
    for kind, (columns, count) in KINDS.items():
        for number in range(1, count + 1):
            for column, (field, told) in columns.items():
                checks = [_in_the_past] if field is DateField else []
                made[f"{kind}_{number}_{column}"] = field(**told, validators=checks)
    return type("RowsForm", (LedgerForm,), made)()  # type: ignore[no-any-return]


def _in_the_past(_form: Any, field: Any) -> None:
    not_in_future(field)


def sources_told(decision: Decision) -> list[str]:
    """Where the decision's records say they know things from, each once: offered, so that it is not typed again."""
    groups = (entry for record in records_of(decision) for value in answers_of(record).values()
              if isinstance(value, list) for entry in value)
    told = (entry.get("source") for entry in groups if isinstance(entry, dict))
    return list(dict.fromkeys(source for source in told if source and isinstance(source, str)))
