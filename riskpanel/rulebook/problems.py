"""Says what is wrong with a rules file, in sentences for whoever keeps the rules."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook import grammar as g
from riskpanel.rulebook import panel_types as p

PARTS: Mapping[str, type[g.Model]] = {
    **g.FORMS,
    "section": d.Section,
    "question": d.Question,
    "asks": d.Question,
    "example": d.Example,
    "quorum": p.Quorum,
    "sits": p.Sits,
    "members": p.Seat,
    "relevant_information": d.RelevantInformation,
    "suggested": d.Suggestion,
    "change": d.Change,
}


A_DATE = "Write it as 2026-06-01, without quotation marks."
AN_ENTRY = "Give it a name in square brackets, and under that a line for each key and its value."


class RulebookError(Exception):
    """The rules cannot be used; `problems` lists each reason as a sentence."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(dict.fromkeys(problems))
        super().__init__("The rules cannot be used:\n" + "\n".join(f"- {each}" for each in self.problems))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest known name as a question, or the first few there are, or nothing."""
    names = sorted({str(each) for each in known})
    close = get_close_matches(str(name), names, n=1, cutoff=0.6)
    if close:
        return f" Did you mean “{close[0]}”?"
    return f" There are: {', '.join(names)}." if 0 < len(names) <= 8 else ""


def no_such(kind: str, name: str, known: Iterable[str]) -> str:
    """A thing that does not exist, as the end of a sentence, with the nearest that does."""
    return f"the {kind} “{name}”, which does not exist.{did_you_mean(name, known)}"


def keys_of(model: type[g.Model]) -> list[str]:
    """The keys a table of this kind may have, as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(root: type[g.Model], location: tuple[int | str, ...]) -> type[g.Model]:
    return next((PARTS[part] for part in reversed(location) if isinstance(part, str) and part in PARTS), root)


def _unknown(error: ErrorDetails, root: type[g.Model]) -> str:
    *where, key = error["loc"]
    model = _model_at(root, tuple(where))
    if issubclass(model, g.Leaf) and key in g.TESTS:
        return f"has a second comparison, “{key}”. Write one in each condition and join them with all or any."
    return f"has a key “{key}” that is not known here.{did_you_mean(str(key), keys_of(model))}"


def _missing(error: ErrorDetails, root: type[g.Model]) -> str:
    return f"has no “{error['loc'][-1]}”. Add it."


def _set_to(error: ErrorDetails) -> str:
    """The key and what it was given, as a rules file writes it."""
    name = next((part for part in reversed(error["loc"]) if isinstance(part, str)), None)
    given = error["input"]
    said = str(given).lower() if isinstance(given, bool) else given
    return f"has “{name}” set to “{said}”" if name else f"holds “{said}”"


def _wants(wanted: str, remedy: str) -> Callable[[ErrorDetails, type[g.Model]], str]:
    return lambda error, root: f"{_set_to(error)}, which is not {wanted}. {remedy}"


def _not_a_list(error: ErrorDetails, root: type[g.Model]) -> str:
    key, given = error["loc"][-1], error["input"]
    written = f'Write it as ["{given}"].' if isinstance(given, str) else f"Put it in [ ], or begin each with [[{key}]]."
    return f"{_set_to(error)}, which is not a list. {written}"


def _nothing_in(error: ErrorDetails, root: type[g.Model]) -> str:
    return f"has nothing in “{error['loc'][-1]}”. Give at least one."


def _not_far_enough(error: ErrorDetails, root: type[g.Model]) -> str:
    return f"{_set_to(error)}, which is too little. The least is {error['ctx']['ge']}."


def _not_a_choice(error: ErrorDetails, root: type[g.Model]) -> str:
    expected = str(error.get("ctx", {}).get("expected", ""))
    known = [each.strip("'") for each in expected.replace(" or ", ", ").split(", ")]
    hint = did_you_mean(error["input"], known) if known != ["True"] else " Write true, or leave it out."
    return f"{_set_to(error)}, which is not a choice.{hint}"


def _not_a_name(error: ErrorDetails, root: type[g.Model]) -> str:
    return (
        f"{_set_to(error)}, which is not a plain name. "
        "Use small letters and figures, joined by _ in questions and by - elsewhere."
    )


def _not_a_condition(error: ErrorDetails, root: type[g.Model]) -> str:
    given = error["input"]
    compares = isinstance(given, Mapping) and "answer" in given
    known = [*g.TESTS] if compares else ["answer", *g.OTHERS]
    wanted = "no comparison that is known" if compares else "no form that is known"
    odd = [key for key in given if key != "answer"] if isinstance(given, Mapping) else [given]
    hints = "".join(dict.fromkeys(did_you_mean(key, known) for key in odd if isinstance(key, str)))
    return f"has a condition with {wanted}: {given}.{hints} A condition needs one of: {', '.join(known)}."


SAID: Mapping[str, Callable[[ErrorDetails, type[g.Model]], str]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _not_a_choice,
    "string_pattern_mismatch": _not_a_name,
    "union_tag_not_found": _not_a_condition,
    "tuple_type": _not_a_list,
    "too_short": _nothing_in,
    "greater_than_equal": _not_far_enough,
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
                    _wants("a date", A_DATE)),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _wants("a whole number", "Write it in figures.")),
    **dict.fromkeys(("bool_type", "bool_parsing"), _wants("true or false", "Write true or false, in small letters.")),
    **dict.fromkeys(("model_type", "dict_type"), _wants("an entry", AN_ENTRY)),
    "string_type": _wants("words", "Put it in quotation marks."),
}


def _otherwise(error: ErrorDetails, root: type[g.Model]) -> str:
    name = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "value")
    message = error["msg"].removeprefix("Value error, ")
    return f"has something wrong in “{name}”: {message[:1].lower()}{message[1:]}. Put it right."


def _entry(raw: Any, location: tuple[int | str, ...]) -> str:
    """The ids met on the way to a mistake, so that it can be found."""
    names: list[str] = []
    for part in (None, *location):
        if part is not None:
            fits = isinstance(raw, list) if isinstance(part, int) else isinstance(raw, Mapping) and part in raw
            raw = raw[part] if fits else raw
        if isinstance(raw, Mapping) and isinstance(raw.get("id"), str) and raw["id"] not in names:
            names.append(raw["id"])
    return " → ".join(f"“{name}”" for name in names) or "the file"


def sentences(error: ValidationError, root: type[g.Model], raw: Any, file: str) -> list[str]:
    """Each mistake pydantic found, as file, entry and remedy."""
    return [
        f"{file}: {_entry(raw, each['loc'])} {SAID.get(each['type'], _otherwise)(each, root)}"
        for each in error.errors()
    ]
