"""The form that pauses a clock."""

from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.web.fields import DateField, LongTextField
from riskpanel.web.forms import Form


class PauseForm(Form):
    """Why the clock stands still, and until when at the latest."""

    because = LongTextField("Why is the clock paused?", limit=1000, required="Write why the clock is paused",
                            hint="For example, they are away until Monday, or a joint visit comes first",
                            why="Whoever reads this later should see that the wait had a reason.")
    again_on = DateField("When is it looked at again?", called="The day it is looked at again",
                         required="Write the day it is looked at again",
                         hint="The clock starts again by itself on this day. You can start it sooner.")

    def validate_again_on(self, field: DateField) -> None:
        if field.data and field.data <= today():
            raise ValidationError("The day it is looked at again must be after today")
