"""The forms of minutes: what stands under each heading, what a member says, the signature, a correction."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.minutes.headings import Topic, headings_of
from riskpanel.panel.models import AgendaItem
from riskpanel.web.fields import LongTextField, OneOf
from riskpanel.web.forms import Form

RIGHT = {"yes": "Yes, they are right", "no": "No, something should be corrected"}


def minutes_form(item: AgendaItem) -> Form:
    """One field for each heading, named as its column."""
    fields = {key: LongTextField(section.title, limit=20_000, hint=section.hint)
              for key, section in headings_of(item).items()}
    return type("MinutesForm", (Form,), fields)(obj=item.minuted)  # type: ignore[no-any-return]


class ReadingForm(Form):
    """Whether the minutes are right."""

    agreed = OneOf("Are these minutes right?", options=RIGHT, required="Choose yes or no",
                   hint="A summary, as you remember it. Disagreement with the advice is a dissent, and goes there.")
    correct = LongTextField("If not, what should be corrected?", limit=5_000, called="What should be corrected")

    def validate_correct(self, field: Any) -> None:
        if self.agreed.data == "no" and not field.data:
            raise ValidationError("Say what should be corrected")


class SignForm(Form):
    """The chair's signature: that these are the minutes."""


def correction_form(item: AgendaItem) -> Form:
    """A correction of one heading."""
    titles: Mapping[str, Topic] = headings_of(item)
    fields = {
        "heading": OneOf("What is corrected?", options={key: one.title for key, one in titles.items()},
                         required="Choose what is corrected"),
        "now_reads": LongTextField("How should it read?", limit=20_000, required="Enter how it should read"),
        "because": LongTextField("Why?", limit=2_000, required="Enter why it is corrected"),
    }
    return type("CorrectionForm", (Form,), fields)()  # type: ignore[no-any-return]
