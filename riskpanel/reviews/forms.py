"""The forms of a review."""

from datetime import timedelta

from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.reviews.models import OUTCOMES
from riskpanel.reviews.services import NEEDS_WORDS, SAY_WHAT
from riskpanel.web.fields import DateField, LongTextField, OneOf
from riskpanel.web.forms import Form

FURTHEST = timedelta(days=5 * 366)


class ReviewForm(Form):
    """When to look again, and what would bring it forward."""

    due_on = DateField("When will it be looked at again?", called="The date of the review",
                       required="Enter the date on which to look again",
                       why="A risk that nobody looks at again becomes either a worry or a habit.")
    triggers = LongTextField("What would make you look sooner?", limit=2000,
                             hint="Things one can see or hear. The date is the latest time to look, not the first.")

    def validate_due_on(self, field: DateField) -> None:
        if field.data < today():
            raise ValidationError("The date of the review must be today or later")
        if field.data > today() + FURTHEST:
            raise ValidationError("The date of the review must be within five years")


class SettleForm(Form):
    """What happened to one thing that was feared or hoped for. Nothing is chosen beforehand."""

    outcome = OneOf("What happened?", options=OUTCOMES, required="Choose what happened",
                    hints={"too-soon": "It is asked again at the next review."})
    note = LongTextField("What did you see or hear, and from whom?", limit=4000,
                         hint="In their own words where you can. What happened, before what anybody thinks of it.")

    def validate_note(self, field: LongTextField) -> None:
        if self.outcome.data == NEEDS_WORDS and not field.data:
            raise ValidationError(SAY_WHAT.removesuffix("."))
