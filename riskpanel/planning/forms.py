"""The forms of planning: an agenda's times, a part kept apart, what has been arranged."""

from collections.abc import Sequence
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.panel.forms import LONGEST
from riskpanel.panel.models import AgendaItem
from riskpanel.planning.services import Slot
from riskpanel.web.fields import Answer, LongTextField, NumberField
from riskpanel.web.forms import Form

LONGEST_BREAK = 120
COLUMNS = ("place", "minutes", "pause")


class TimesForm(Form):
    """The place, length and break of every case. Made by `times_form`, which knows the cases."""

    items: Sequence[AgendaItem] = ()

    @property
    def rows(self) -> list[tuple[str, list[Answer]]]:
        """Each case with its three fields."""
        return [(f"{one.referral.person.known_as}, {one.referral.reference}",
                 [self[f"{column}_{one.id.hex}"] for column in COLUMNS]) for one in self.items]

    @property
    def slots(self) -> dict[Any, Slot]:
        """What was settled, by the id of the case; for a form that has been validated."""
        return {one.id: Slot(*(self[f"{column}_{one.id.hex}"].data or 0 for column in COLUMNS)) for one in self.items}


def version_of(items: Sequence[AgendaItem]) -> int:
    """One number that changes whenever any of these cases is saved."""
    return sum(one.version for one in items) + len(items)


def times_form(items: Sequence[AgendaItem]) -> TimesForm:
    """The form for these cases, in their order."""
    fields: dict[str, Any] = {"items": items}
    for place, one in enumerate(items, start=1):
        id = one.id.hex
        fields |= {
            f"place_{id}": NumberField("Place", least=1, most=99, default=place, called="The place",
                                       required="Enter a place, like 1"),
            f"minutes_{id}": NumberField("Minutes", least=one.private_minutes + 5, most=LONGEST, default=one.minutes,
                                         called="The time set aside", required="Enter how many minutes are set aside"),
            f"pause_{id}": NumberField("Break after it, in minutes", least=0, most=LONGEST_BREAK,
                                       default=one.break_minutes, called="The break"),
        }
    return type("OfferedTimesForm", (TimesForm,), fields)(data={"version": version_of(items)})  # type: ignore[no-any-return]


class ApartForm(Form):
    """A part of a case that is heard first, without the person, and minuted apart."""

    private_minutes = NumberField("How many minutes does it take? 0 for no such part", unit="minutes", least=0, most=60,
                                  called="The length", required="Enter how many minutes, or 0")
    private_why = LongTextField("Why can it not be heard with the person there?", limit=2000,
                                hint="For example, it is about somebody else, or the court has restricted it.")
    private_told = LongTextField("How is the person told that it happened, and by whom?", limit=2000,
                                 hint="They are told that there was such a part and how long it took.")

    item: AgendaItem

    def validate_private_minutes(self, field: Answer) -> None:
        if field.data and field.data >= self.item.minutes:
            name = self.item.referral.person.known_as
            raise ValidationError(f"Leave time for {name}: {self.item.minutes} minutes are set aside in all")

    def validate_private_why(self, field: Answer) -> None:
        if self.private_minutes.data and not field.data:
            raise ValidationError("Say why this part cannot be heard with the person there")

    def validate_private_told(self, field: Answer) -> None:
        if self.private_minutes.data and not field.data:
            raise ValidationError("Say how the person is told that it happened, and by whom")


class ArrangedForm(Form):
    """What has been arranged so that the person can take part."""

    arranged = LongTextField("What has been arranged?", limit=2000,
                             hint="For example: interpreter booked, breaks agreed, a quiet room, easy read sent.")
