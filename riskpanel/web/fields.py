"""The kinds of answer a form holds: each reads what was typed, keeps it, and says plainly what is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from riskpanel.web.filters import BadDate, read_date

Stored = str | int | bool | list[str] | None
Options = Mapping[str, str] | Callable[[], Mapping[str, str]]

NOT_SURE = "not-sure"
NOT_SURE_WORDS = "I am not sure"
HIDDEN_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HIDDEN_SAID = "held a hidden character, which has been taken out. Check what you typed, then save again"
WHOLE_NUMBER = re.compile(r"[-−]?[0-9]{1,9}", re.ASCII)


def value_of(field: "Answer") -> Stored:
    """The field's answer as it is stored: ISO date, list of keys, text, number, or None for blank."""
    return field.stored


class Answer(Field):
    """One question on a form. `required` is the sentence shown when blank; without it, blank is allowed.

    `why` opens under "Why we ask" with `sources` (title, url, confirmed); `called` names it in messages.
    `macro` is handed to the design system's macro as it is, such as {"autocomplete": "email"}.
    """

    component = "text"
    first_part = ""
    typed: Any

    def __init__(
        self,
        label: str = "",
        *,
        required: str = "",
        hint: str = "",
        why: str = "",
        sources: Iterable[Any] = (),
        called: str = "",
        macro: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.required, self.hint, self.why, self.sources = required, hint, why, tuple(sources)
        self.macro = macro or {}
        self.called = called or (f"Your answer to “{label}”" if "?" in label else label)

    @property
    def stored(self) -> Stored:
        """The answer as JSON can hold it."""
        data: Stored = self.data
        return data

    @property
    def href(self) -> str:
        """Where the error summary's link goes: the first input that is wrong."""
        return f"#{self.id}{self.first_part}"

    def part(self, name: str) -> str:
        """What was typed in one of the inputs that share this question."""
        return str(self.sent.get(f"{self.name}-{name}", ""))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Keep everything that was sent, for the questions made of several inputs."""
        self.sent = formdata or {}
        super().process(formdata, data, extra_filters)

    def process_data(self, value: Any) -> None:
        """Take up a stored answer."""
        self.data = value
        self.typed = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take up what was typed; what cannot be read stays in `typed` and on the page."""
        self.data = None
        raw = str(valuelist[0]) if valuelist else ""
        self.typed = HIDDEN_CHARACTERS.sub("", raw)
        if self.typed != raw:
            raise ValueError(f"{self.called} {HIDDEN_SAID}")
        self.data = self.read(self.typed)

    def read(self, typed: str) -> Any:
        """The answer in what was typed, None for blank; raises ValueError with the sentence to show."""
        return typed.strip() or None

    def pre_validate(self, form: Any) -> None:
        """Stop at the first fault: one sentence at a time."""
        if self.errors:
            raise StopValidation()
        if self.data is None and self.required:
            raise StopValidation(self.required)
        if self.data is not None:
            self.check()

    def check(self) -> None:
        """Refuse an answer that cannot be right; raises ValidationError."""

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        """What the design system's macro needs; `heading` makes the question the page's h1."""
        return self.shared(before) | {
            "label": self.titled("govuk-label", heading),
            "value": self.typed,
            "inputWrapper": {"classes": "rp-input-wrapper"},
            **self.macro,
        }

    def titled(self, kind: str, heading: bool) -> dict[str, Any]:
        size = "l" if heading else "s"
        return {"text": self.label.text, "classes": f"{kind}--{size}", "isPageHeading": heading}

    def shared(self, before: str) -> dict[str, Any]:
        """The parameters that every macro takes."""
        shown: dict[str, Any] = {"id": self.id, "idPrefix": self.id, "name": self.name, "formGroup": {}}
        if before:
            shown["formGroup"] = {"beforeInput": {"html": before}, "beforeInputs": {"html": before}}
        if self.hint:
            shown["hint"] = {"text": self.hint}
        if self.errors:
            shown["errorMessage"] = {"text": self.errors[0]}
        return shown


class TextField(Answer):
    """One line of text, 200 characters unless told otherwise."""

    limit = 200

    def __init__(self, label: str = "", *, limit: int = 0, **more: Any) -> None:
        super().__init__(label, **more)
        self.limit = limit or self.limit

    def read(self, typed: str) -> str | None:
        text = self.tidy(typed)
        if len(text) > self.limit:
            raise ValueError(f"{self.called} must be {self.limit:,} characters or fewer. You have typed {len(text):,}")
        return text or None

    def tidy(self, typed: str) -> str:
        return " ".join(typed.splitlines()).strip()


class LongTextField(TextField):
    """Several lines of text, 10,000 characters unless told otherwise; the page says as the limit nears."""

    component = "long-text"
    limit = 10_000

    def tidy(self, typed: str) -> str:
        return "\n".join(typed.splitlines()).strip()

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        return super().params(heading, before) | {
            "maxlength": self.limit,
            "threshold": 80,
            "textareaDescriptionText": f"You can enter up to {self.limit:,} characters",
            "rows": 6,
            "spellcheck": True,
            **self.macro,
        }


class DocumentField(TextField):
    """Where a document can be found, in words: riskpanel does not hold the document itself."""

    limit = 500


class PasswordField(Answer):
    """A password: never trimmed, and never shown again."""

    component = "password"

    def read(self, typed: str) -> str | None:
        if len(typed) > TextField.limit:
            raise ValueError(f"{self.called} must be {TextField.limit} characters or fewer")
        return typed or None

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        return {"autocomplete": "current-password"} | super().params(heading, before) | {"value": ""}


class HiddenField(Answer):
    """Something the form carries unseen; never copied onto a row by `populate_obj`."""

    component = "hidden"

    def populate_obj(self, obj: Any, name: str) -> None:
        """Leave the row alone."""


class NumberField(Answer):
    """A whole number, with the least and most that make sense and the unit shown beside it."""

    component = "text"

    def __init__(
        self,
        label: str = "",
        *,
        least: int | None = None,
        most: int | None = None,
        unit: str = "",
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.least, self.most, self.unit = least, most, unit

    def read(self, typed: str) -> int | None:
        text = re.sub(r"[\s,]", "", typed)
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text):
            raise ValueError(f"{self.called} must be a whole number, like 3")
        number = int(text.replace("−", "-"))
        if self.least is not None and number < self.least:
            raise ValueError(f"{self.called} must be {self.least:,} or more")
        if self.most is not None and number > self.most:
            raise ValueError(f"{self.called} must be {self.most:,} or fewer")
        return number

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        unit = {"suffix": {"text": self.unit}} if self.unit else {}
        label = self.titled("govuk-label", heading)
        if self.unit:
            label["text"] = f"{label['text']} ({self.unit})"
        number = {"classes": "govuk-input--width-5", "inputmode": "numeric", "spellcheck": False}
        return super().params(heading, before) | number | unit | {"label": label}


class OneOf(Answer):
    """One answer from a list: `options` is key to words, or what to call for them; `hints` go under each."""

    choosing = "radios"
    without = "nothing"
    classes = ""
    fixed: Mapping[str, str] = {}

    def __init__(
        self,
        label: str = "",
        *,
        options: Options | None = None,
        hints: Mapping[str, str] | None = None,
        not_sure: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.options: Options = options or self.fixed
        self.hints, self.not_sure = hints or {}, not_sure

    @property
    def component(self) -> str:  # type: ignore[override]
        return self.choosing if self.listed else self.without

    @property
    def listed(self) -> dict[str, str]:
        """The options to choose from, "I am not sure" last."""
        options = dict(self.options() if callable(self.options) else self.options)
        unsure = options.pop(NOT_SURE, NOT_SURE_WORDS if self.not_sure else "")
        return options | ({NOT_SURE: unsure} if unsure else {})

    def check(self) -> None:
        if self.data not in self.listed:
            raise StopValidation("Choose one of the listed answers")

    def chosen(self, key: str) -> bool:
        return bool(self.data == key)

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        return self.shared(before) | {
            "classes": self.classes,
            "fieldset": {"legend": self.titled("govuk-fieldset__legend", heading)},
            "items": [item for key, words in self.listed.items() for item in self.items(key, words)],
        }

    def items(self, key: str, words: str) -> list[dict[str, Any]]:
        item = {"value": key, "text": words, "checked": self.chosen(key)}
        hint = {"hint": {"text": self.hints[key]}} if key in self.hints else {}
        divider = [{"divider": "or"}] if key == NOT_SURE else []
        return [*divider, item | hint]


class YesNo(OneOf):
    """Yes or no, stored as the words "yes" and "no"."""

    classes = "govuk-radios--inline"
    fixed = {"yes": "Yes", "no": "No"}


class YesNoUnsure(OneOf):
    """Yes, no, or "I am not sure"."""

    fixed = {"yes": "Yes", "no": "No", NOT_SURE: NOT_SURE_WORDS}


class Scale(OneOf):
    """One step of a scale, in words and in order; never a number."""


class Select(OneOf):
    """One answer from a list too long for radios, such as colleagues."""

    choosing = "select"

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        blank = {"value": "", "text": "Choose one", "selected": not self.data}
        items = [{"value": key, "text": words, "selected": self.chosen(key)} for key, words in self.listed.items()]
        return self.shared(before) | {
            "label": self.titled("govuk-label", heading),
            "items": [blank, *items],
        }


class SeveralOf(OneOf):
    """Any of a list, kept in the list's own order; "I am not sure" stands alone."""

    choosing = "checkboxes"

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [str(value) for value in valuelist]
        known = [key for key in self.listed if key in sent]
        self.data = known + [value for value in dict.fromkeys(sent) if value not in known] or None

    def chosen(self, key: str) -> bool:
        return key in (self.data or [])

    def check(self) -> None:
        if set(self.data) - set(self.listed):
            self.data = [key for key in self.data if key in self.listed] or None
            raise StopValidation("Choose from the listed answers")
        if NOT_SURE in self.data and len(self.data) > 1:
            raise StopValidation(f"Choose the answers that apply, or “{self.listed[NOT_SURE]}”, not both")

    def items(self, key: str, words: str) -> list[dict[str, Any]]:
        *divider, item = super().items(key, words)
        return [*divider, item | ({"behaviour": "exclusive"} if key == NOT_SURE else {})]


class Tick(Answer):
    """One box to tick: True, or None when it is left alone. The label is the statement that is agreed to."""

    component = "checkboxes"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = True if valuelist else None

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        box = {"value": "yes", "text": self.label.text, "checked": bool(self.data)}
        return self.shared(before) | {"items": [box]}


class PersonField(OneOf):
    """A person's name: one of those listed, or someone else typed in. Stored as the text chosen or typed."""

    choosing = "person"
    without = "text"
    OTHER = "someone-else"

    def process_data(self, value: Any) -> None:
        self.data, self.choice = value, ""
        self.named = value is not None and value not in self.listed
        self.typed = str(value) if self.named else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.choice = str(valuelist[0]) if valuelist else ""
        typed = self.part("other") if self.listed else self.choice
        self.data, self.named, self.typed = None, False, HIDDEN_CHARACTERS.sub("", typed)
        other = typed.strip() or self.choice == self.OTHER
        self.first_part = "-other" if self.listed and other else ""
        if typed != self.typed:
            raise ValueError(f"{self.called} {HIDDEN_SAID}")
        name = self.read(self.typed)
        chosen = self.choice if self.listed and self.choice != self.OTHER else ""
        if chosen and name:
            raise ValueError(f"Choose “Someone else” to give the name {name}, or clear it")
        self.data, self.named = chosen or name, bool(name)

    def read(self, typed: str) -> str | None:
        name = " ".join(typed.split())
        if self.first_part and not name:
            raise ValueError("Enter the person’s name")
        if len(name) > TextField.limit:
            raise ValueError(f"The name must be {TextField.limit} characters or fewer. It has {len(name):,}")
        return name or None

    def check(self) -> None:
        if not self.named:
            super().check()

    def chosen(self, key: str) -> bool:
        given = self.choice if self.errors else self.OTHER if self.named else self.data
        return bool(key == given)

    def params(self, heading: bool = False, before: str = "", other: str = "") -> dict[str, Any]:
        if not self.listed:
            return Answer.params(self, heading, before)
        shown = super().params(heading, before)
        shown["formGroup"] = shown["formGroup"] | {"afterInputs": {"html": other}}
        someone = {"value": self.OTHER, "text": "Someone else", "checked": self.chosen(self.OTHER)}
        return shown | {"items": [*shown["items"], someone]}

    @property
    def other_params(self) -> dict[str, Any]:
        """What the input for someone else's name needs."""
        return {
            "id": f"{self.id}-other",
            "name": f"{self.name}-other",
            "label": {"text": "If it is someone else, their name"},
            "value": self.typed,
            "classes": "govuk-input--width-20",
        }


class DateField(Answer):
    """A day, month and year in three inputs. `data` is a date; it is stored as ISO text."""

    component = "date"
    INPUTS = (
        ("day", "Day", "2", "numeric"),
        ("month", "Month", "3", "text"),
        ("year", "Year", "4", "numeric"),
    )
    first_part = "-day"

    @property
    def stored(self) -> Stored:
        return self.data.isoformat() if self.data else None

    def process_data(self, value: Any) -> None:
        self.data = date.fromisoformat(value) if isinstance(value, str) and value else value or None
        self.faulty: tuple[str, ...] = ()
        shown = (self.data.day, self.data.month, self.data.year) if self.data else ("", "", "")
        self.typed = {part: str(number) for (part, *_), number in zip(self.INPUTS, shown, strict=True)}

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        self.typed = {part: HIDDEN_CHARACTERS.sub("", self.part(part)) for part, *_ in self.INPUTS}
        try:
            self.data = read_date(self.typed, self.called)
        except BadDate as bad:
            self.faulty = bad.parts
            self.first_part = f"-{bad.parts[0]}"
            raise

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        return self.shared(before) | {
            "fieldset": {"legend": self.titled("govuk-fieldset__legend", heading)},
            "namePrefix": self.name,
            "items": [self.input(*each) for each in self.INPUTS],
        }

    def input(self, part: str, label: str, width: str, inputmode: str) -> dict[str, Any]:
        wrong = bool(self.errors) and part in (self.faulty or self.typed)
        error = " govuk-input--error" if wrong else ""
        return {
            "name": part,
            "label": label,
            "value": self.typed[part],
            "inputmode": inputmode,
            "classes": f"govuk-input--width-{width}{error}",
        }


FIELD_TYPES: dict[str, type[Answer]] = {
    "text": TextField,
    "long-text": LongTextField,
    "yes-no": YesNo,
    "yes-no-unsure": YesNoUnsure,
    "one-of": OneOf,
    "several-of": SeveralOf,
    "date": DateField,
    "number": NumberField,
    "scale": Scale,
    "person": PersonField,
    "document": DocumentField,
}
