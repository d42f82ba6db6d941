"""Two people editing the same thing: the second sees both versions and chooses, and nothing typed is lost."""

from datetime import date
from typing import Any

from flask import g, render_template
from flask.typing import ResponseReturnValue

from riskpanel.db import earlier_versions
from riskpanel.errors import Conflict
from riskpanel.web.fields import value_of
from riskpanel.web.filters import datetime_words


def values(form: Any) -> dict[str, Any]:
    """What was answered on a form, by field name, as it is stored; None for blank."""
    return {field.short_name: value_of(field) for field in form.shown}


def expect_unchanged(row: Any, form: Any) -> None:
    """Raise Conflict, carrying both versions in words, when somebody saved this row after the form was shown.

    `form.shown` fields must be named as the row's columns. The form, now at the row's version, is shown again so that
    one version can be chosen or both joined.
    """
    if not form.version.data or form.version_seen == row.version:
        return
    pairs = [(field, _as_stored(getattr(row, field.short_name, None)), value_of(field)) for field in form.shown]
    conflict(form, row.version, [one for one in pairs if (one[1] or None) != (one[2] or None)], _last_change(row))


def _as_stored(value: Any) -> Any:
    """A column's value as a form would give it."""
    return value.isoformat() if isinstance(value, date) else value


def conflict(form: Any, version: int, pairs: list[tuple[Any, Any, Any]], when: str, who: str = "") -> None:
    """Raise Conflict over the fields that differ, if any do: (field, theirs, yours)."""
    form.version.process_data(version)
    if not pairs:
        return
    g.form = form
    raise Conflict([(field.label.text, plain_words(field, theirs), plain_words(field, yours))
                    for field, theirs, yours in pairs], who=who, when=when)


def _last_change(row: Any) -> str:
    newest = next(iter(earlier_versions(row)), None)
    return datetime_words(newest.kept_at) if newest else ""


def plain_words(field: Any, value: Any) -> str:
    """A value as it reads: options by their words, lists joined, dates said."""
    options = getattr(field, "listed", {})
    if isinstance(value, list):
        return ", ".join(str(options.get(one, one)) for one in value)
    return str(options.get(value, value)) if value not in (None, "") else ""


def show(template: str, form: Any = None, *, back: str = "", **context: Any) -> ResponseReturnValue:
    """Render a page; one whose form has errors answers 422 with what was typed in it. `back` is where Back leads."""
    status = 422 if form is not None and form.errors else 200
    if back:
        context["back"] = {"text": "Back", "href": back}
    return render_template(template, form=form, **context), status
