"""The forms of advice: the advice itself with its rows of conditions and actions, dissent, reply, finished actions."""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from riskpanel.clock import today
from riskpanel.panel.models import AgendaItem
from riskpanel.panel.outcomes import ANSWERS, BEYOND, OUTCOMES, SAFEGUARDING, Outcome, missing
from riskpanel.panel.quorum import panel_type
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, Select, TextField
from riskpanel.web.forms import Form, fresh_token

ROWS = 3
MOST_ROWS = 30
MORE = ("more_conditions", "more_actions", "more_positions", "more_outcome")
OWNER_ID = "owner_id"
Columns = Mapping[str, tuple[type[Answer], str]]
# Each column of a repeated row: its name, its field and how it is asked
WHO: Columns = {
    OWNER_ID: (Select, "Which colleague does it"),
    "owner_name": (TextField, "Or somebody else’s name"),
    "agency": (TextField, "Which agency"),
    "due_on": (DateField, "By when"),
}
KINDS: Mapping[str, Columns] = {
    "position": {"held_by": (TextField, "Who holds it, by name or role"),
                 "says": (LongTextField, "What they hold, and why")},
    "condition": {"what": (TextField, "What has to be in place"), **WHO},
    "action": {"what": (TextField, "What is to be done"), **WHO},
}
ROW_SAID = {"what": "Say what it is", "due_on": "Enter the date by which it is done",
            "held_by": "Say whose position it is", "says": "Say what they hold"}
ROW_NAME = re.compile(rf"({'|'.join(KINDS)})_([0-9]{{1,2}})_[a-z_]+", re.ASCII)
LIMITS = {"what": 1000, "agency": 120, "says": 5000}
OWNED = ("condition", "action")


class AdviceForm(Form):
    """The panel's advice. Made by `advice_form`, which adds the rows. It has no room for what a panel cannot do."""

    outcome = OneOf("The panel advises", options={key: f"… {one.advises}" for key, one in OUTCOMES.items()},
                    hints={key: one.then for key, one in OUTCOMES.items()},
                    required="Choose what the panel advises", called="What the panel advises")
    says = LongTextField("In a sentence or two, in words the person would know", limit=2000,
                         called="The advice in words")
    reasons = LongTextField("The panel’s reasons", required="Give the reasons: advice always has them",
                            hint="What weighed most, and why. Not who spoke loudest, and not cost.")
    goes_to = LongTextField("Where does it go?", limit=2000, hint="The team, person or body, and how they are reached.")
    interim_plan = LongTextField("What is the plan for now?", limit=5000,
                                 hint="As little restrictive as it can be while the question is open.")
    safeguarding = OneOf("Is safeguarding needed?", options=SAFEGUARDING,
                         why="Advice to protect more may mean that somebody is at risk of abuse or neglect now. "
                             "Safeguarding does not wait for the decision-maker’s reply.")
    beyond = OneOf("Where does the disagreement go?", options=BEYOND)
    weighed = LongTextField("The options that were weighed",
                            hint="What speaks for and against each, the person’s wishes first.")
    starts_on = DateField("When does the trial start?", called="The date on which the trial starts")
    stop_rule = LongTextField("What would stop the trial?", limit=2000, called="What would stop the trial")
    would_change = LongTextField("What would change this advice?", limit=2000)
    review_on = DateField("When is it looked at again?", called="The date on which this is looked at again")
    read_back = LongTextField("What is read back to the person", called="The read-back", limit=5000,
                              hint="Leave this blank and a draft is made from your words. You can change it next.")

    rows: Mapping[str, int] = {}

    @property
    def own(self) -> dict[str, Answer]:
        """The fields of the advice itself, apart from its rows."""
        return {field.short_name: field for field in self.shown if field.short_name.partition("_")[0] not in KINDS}

    @property
    def chosen(self) -> Outcome | None:
        """The outcome chosen, once there is one."""
        return OUTCOMES.get(self.outcome.data)

    @property
    def asked(self) -> list[Answer]:
        """The fields that this outcome asks for, and any in which something is typed already: nothing is lost."""
        asks = EVERY | self.chosen.asks if self.chosen else set()
        return [field for name, field in self.own.items() if name != "outcome" and (name in asks or field.data)]

    @property
    def kinds(self) -> list[str]:
        """The kinds of row to show: those asked for, those with something typed in them, and always actions."""
        asks = self.chosen.asks if self.chosen else set()
        return [kind for kind in KINDS if kind == "action" or f"{kind}s" in asks or self.given(kind)]

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
        faults = [*self._row_faults(), *self._owner_faults(), *self._date_faults(), *self._outcome_faults()]
        for field, said in faults:
            field.errors = [*field.errors, said]
        return bool(sound and not faults)

    def _filled(self, *kinds: str) -> Iterable[dict[str, Answer]]:
        """The rows of these kinds in which something was typed, by column."""
        for kind in kinds:
            for _, fields in self.several(kind):
                if any(field.data for field in fields):
                    yield dict(zip(KINDS[kind], fields, strict=True))

    def _row_faults(self) -> Iterable[tuple[Answer, str]]:
        return [(row[name], said) for row in self._filled(*KINDS) for name, said in ROW_SAID.items()
                if name in row and not (row[name].data or row[name].errors)]

    def _owner_faults(self) -> Iterable[tuple[Answer, str]]:
        return [(row["owner_name"], "Choose a colleague or enter a name, one of them") for row in self._filled(*OWNED)
                if sum(bool(row[name].data) for name in (OWNER_ID, "owner_name")) != 1]

    def _date_faults(self) -> Iterable[tuple[Answer, str]]:
        ahead = [self.review_on, self.starts_on, *(row["due_on"] for row in self._filled(*OWNED))]
        return [(field, "The date must be today or later") for field in ahead if field.data and field.data < today()]

    def _outcome_faults(self) -> Iterable[tuple[Answer, str]]:
        if self.chosen is None:
            return []
        given = {name: field.data for name, field in self.own.items()}
        lacks = missing({**given, **{f"{kind}s": self.given(kind) for kind in KINDS}})
        first = {f"{kind}s": self.row(kind, 0)[0] for kind in KINDS}
        return [(first.get(name) or self.own[name], said) for name, said in lacks.items()]


EVERY = frozenset({"says", "reasons", "weighed", "would_change", "review_on", "read_back"})


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its table holds it."""
    stored = {name: value if name == "due_on" else value or "" for name, value in row.items()}
    return stored | ({OWNER_ID: uuid.UUID(row[OWNER_ID]) if row[OWNER_ID] else None} if OWNER_ID in row else {})


def advice_form(colleagues: Mapping[str, str], item: AgendaItem, sent: Mapping[str, Any]) -> AdviceForm:
    """The form with as many rows as were sent, and three more when more were asked for; three to begin with.

    What the record knows already is written in for the chair to change: the plan for now, and when to look again.
    """
    rows = {kind: _how_many(kind, sent) for kind in KINDS}
    fields = {f"{kind}_{number}_{column}": _field(maker, words, column, colleagues)
              for kind, columns in KINDS.items() for number in range(rows[kind])
              for column, (maker, words) in columns.items()}
    form: AdviceForm = type("RowedAdviceForm", (AdviceForm,), {**fields, "rows": rows})()
    if wants_more(sent):
        form.once.process_data(fresh_token())
        for name, known in _known(item).items():
            if form[name] in form.asked and not any(one.startswith(name) for one in sent):
                form[name].process_data(known)
        form.outcome.errors = [] if form.chosen else [form.outcome.required]
    return form


def _known(item: AgendaItem) -> dict[str, Any]:
    """What the chair need not type: the referral's plan for now, and the panel's own interval until a review."""
    return {"interim_plan": item.referral.interim_plan,
            "review_on": today() + timedelta(weeks=panel_type(item.meeting).review_weeks)}


def _how_many(kind: str, sent: Mapping[str, Any]) -> int:
    found = (ROW_NAME.fullmatch(name) for name in sent)
    held = max((int(one[2]) + 1 for one in found if one and one[1] == kind), default=0)
    more = ROWS if sent.get(f"more_{kind}s") else 0
    return min(max(held, ROWS) + more, MOST_ROWS)


def _field(maker: type[Answer], words: str, column: str, colleagues: Mapping[str, str]) -> Answer:
    more: dict[str, Any] = {"options": colleagues} if maker is Select else {}
    more |= {"limit": LIMITS[column]} if column in LIMITS else {}
    return maker(words, called="The date" if maker is DateField else "", **more)


def wants_more(sent: Mapping[str, Any]) -> bool:
    """Was more room, or what another outcome asks, wanted rather than the form sent?"""
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
