"""The forms of advice: the advice itself with its rows of conditions and actions, dissent, reply, finished actions."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.advice.services import ANSWERS, OUTCOMES, missing
from riskpanel.clock import today
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, Select, TextField
from riskpanel.web.forms import Form, fresh_token

ROWS = 3
MOST_ROWS = 30
MORE = ("more_conditions", "more_actions")
OWNER_ID = "owner_id"
# Each column of a repeated row: its name, its field and how it is asked
CONDITION: Mapping[str, tuple[type[Answer], str]] = {
    "what": (TextField, "What has to be in place"),
    "owner": (TextField, "Who sees to it"),
    "due_on": (DateField, "By when"),
}
ACTION: Mapping[str, tuple[type[Answer], str]] = {
    "what": (TextField, "What is to be done"),
    OWNER_ID: (Select, "Which colleague does it"),
    "owner_name": (TextField, "Or somebody else’s name"),
    "agency": (TextField, "Which agency"),
    "due_on": (DateField, "By when"),
}
ROW_NAME = re.compile(r"[a-z]+_([0-9]{1,2})_what", re.ASCII)
KINDS = {"condition": CONDITION, "action": ACTION}
LIMITS = {"what": 1000, "agency": 120}


class AdviceForm(Form):
    """The panel's advice. Made by `advice_form`, which adds the rows."""

    outcome = OneOf("The panel advises", options={key: f"… {one.advises}" for key, one in OUTCOMES.items()},
                    required="Choose what the panel advises", called="What the panel advises")
    says = LongTextField("In a sentence or two, in words the person would know", limit=2000,
                         called="The advice in words")
    reasons = LongTextField("The panel’s reasons", required="Give the reasons: advice always has them",
                            hint="What weighed most, and why. Not who spoke loudest, and not cost.")
    weighed = LongTextField("The options that were weighed",
                            hint="What speaks for and against each, the person’s wishes first.")
    starts_on = DateField("If it is a trial: when does it start?", called="The date on which the trial starts")
    stop_rule = LongTextField("If it is a trial: what would stop it?", limit=2000, called="What would stop the trial")
    would_change = LongTextField("What would change this advice?", limit=2000)
    review_on = DateField("When is it looked at again?", called="The date on which this is looked at again")
    read_back = LongTextField("What is read back to the person", called="The read-back", limit=5000,
                              hint="Leave this blank and a draft is made from your words. You can change it next.")

    rows: Mapping[str, int] = {}

    @property
    def own(self) -> dict[str, Answer]:
        """The fields of the advice itself, apart from its rows."""
        return {field.short_name: field for field in self.shown if field.short_name.partition("_")[0] not in KINDS}

    def row(self, kind: str, number: int) -> list[Answer]:
        """The fields of one repeated row."""
        return [self[f"{kind}_{number}_{column}"] for column in KINDS[kind]]

    def several(self, kind: str) -> list[tuple[int, list[Answer]]]:
        """The repeated rows, numbered from 1 for people."""
        return [(number + 1, self.row(kind, number)) for number in range(self.rows[kind])]

    def given(self, kind: str) -> list[dict[str, Any]]:
        """The rows in which something was typed, as they are stored."""
        told = [dict(zip(KINDS[kind], (field.data for field in self.row(kind, number)), strict=True))
                for number in range(self.rows[kind])]
        return [_stored(one) for one in told if any(one.values())]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each row is whole, dates are ahead, and the outcome has what it needs."""
        sound = super().validate(extra_validators)
        faults = [*self._row_faults("condition", ("what",)), *self._row_faults("action", ("what", "due_on")),
                  *self._owner_faults(), *self._date_faults(), *self._outcome_faults()]
        for field, said in faults:
            field.errors = [*field.errors, said]
        return bool(sound and not faults)

    def _row_faults(self, kind: str, wanted: Sequence[str]) -> Iterable[tuple[Answer, str]]:
        for _, fields in self.several(kind):
            row = dict(zip(KINDS[kind], fields, strict=True))
            if any(field.data for field in fields):
                yield from ((row[name], ROW_SAID[name]) for name in wanted if not (row[name].data or row[name].errors))

    def _owner_faults(self) -> Iterable[tuple[Answer, str]]:
        for _, fields in self.several("action"):
            row = dict(zip(ACTION, fields, strict=True))
            owners = sum(bool(row[name].data) for name in (OWNER_ID, "owner_name"))
            if any(field.data for field in fields) and owners != 1:
                yield row["owner_name"], "Choose a colleague or enter a name, one of them"

    def _date_faults(self) -> Iterable[tuple[Answer, str]]:
        ahead = [self.review_on, self.starts_on, *(fields[-1] for kind in KINDS for _, fields in self.several(kind))]
        return [(field, "The date must be today or later") for field in ahead if field.data and field.data < today()]

    def _outcome_faults(self) -> Iterable[tuple[Answer, str]]:
        if self.outcome.data not in OUTCOMES:
            return []
        given = {name: field.data for name, field in self.own.items()}
        lacks = missing({**given, "conditions": self.given("condition"), "actions": self.given("action")})
        first = {"conditions": self.row("condition", 0)[0], "actions": self.row("action", 0)[0]}
        return [(first.get(name) or self.own[name], said) for name, said in lacks.items()]


ROW_SAID = {"what": "Say what it is", "due_on": "Enter the date by which it is done"}


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its table holds it."""
    stored = {name: value or "" for name, value in row.items()} | {"due_on": row["due_on"]}
    return stored | ({OWNER_ID: uuid.UUID(row[OWNER_ID]) if row[OWNER_ID] else None} if OWNER_ID in row else {})


def advice_form(colleagues: Mapping[str, str], sent: Mapping[str, Any]) -> AdviceForm:
    """The form with as many rows as were sent, and three more when more were asked for; three to begin with."""
    rows = {kind: _how_many(kind, sent) for kind in KINDS}
    fields = {f"{kind}_{number}_{column}": _field(maker, words, column, colleagues)
              for kind, columns in KINDS.items() for number in range(rows[kind])
              for column, (maker, words) in columns.items()}
    form = type("RowedAdviceForm", (AdviceForm,), {**fields, "rows": rows})()
    if wants_more(sent):
        form.once.process_data(fresh_token())
    return form  # type: ignore[no-any-return]


def _how_many(kind: str, sent: Mapping[str, Any]) -> int:
    numbers = (found[1] for name in sent if (found := ROW_NAME.fullmatch(name)) and name.startswith(kind))
    held = max((int(number) + 1 for number in numbers), default=0)
    more = ROWS if sent.get(f"more_{kind}s") else 0
    return min(max(held, ROWS) + more, MOST_ROWS)


def _field(maker: type[Answer], words: str, column: str, colleagues: Mapping[str, str]) -> Answer:
    more: dict[str, Any] = {"options": colleagues} if maker is Select else {}
    more |= {"limit": LIMITS[column]} if column in LIMITS else {}
    return maker(words, called="The date" if maker is DateField else "", **more)


def wants_more(sent: Mapping[str, Any]) -> bool:
    """Was more room asked for, rather than the form sent?"""
    return any(sent.get(name) for name in MORE)


class ReadBackForm(Form):
    """What is read back to the person before they leave."""

    read_back = LongTextField("What is read back to the person", required="Write what is read back to the person",
                              called="The read-back", limit=5000,
                              hint="Short sentences. One idea each. Check that it says what was agreed.")


class DissentForm(Form):
    """A member's disagreement."""

    reasons = LongTextField("Where do you disagree with the advice, and why?", required="Give your reasons",
                            called="Your reasons", hint="Nobody can change this once it is recorded, you included.")
    named = OneOf("How is it shown?", options={"name": "By my name", "role": "By my role only"},
                  required="Choose how it is shown")


class ReplyForm(Form):
    """What the decision-maker says to the advice."""

    answer = OneOf("Do you accept the panel’s advice?", options=ANSWERS,
                   required="Choose whether you accept the advice")
    decision = LongTextField("What do you decide?", required="Write what is decided", called="The decision",
                             hint="In words the person would know.")
    reasons = LongTextField("What are your reasons?", required="Give the reasons: a reply always has them",
                            called="The reasons", hint="Where you depart from the advice, say why.")


class OutsideReplyForm(ReplyForm):
    """The reply of a decision-maker elsewhere, recorded as it was told."""

    given_by_name = TextField("Who gave this reply?", required="Enter who gave this reply",
                              hint="Their name and role. Record what they told you, and keep what they wrote.")

    @property
    def shown(self) -> list[Answer]:
        return [self.given_by_name, self.answer, self.decision, self.reasons]


class FinishForm(Form):
    """An agreed action that has been done."""

    done_on = DateField("When was it done?", required="Enter the date on which it was done", called="The date")
    proof = LongTextField("How can that be seen?", required="Say how it can be seen that this was done", limit=2000,
                          called="How it can be seen",
                          hint="For example, where the letter, record or visit can be found.")

    def validate_done_on(self, field: Answer) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date on which it was done must be today or earlier")
