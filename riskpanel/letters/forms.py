"""The forms of a letter: that it is right and may go, that it does not go, and that it has gone."""

from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.letters.models import ENTITLED, OutcomeLetter
from riskpanel.letters.services import ways
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, SeveralOf
from riskpanel.web.forms import Form

RIGHT = {"reader": "It is to the right reader", "address": "The name and address are theirs",
         "words": "I have read it whole, and it says what was said"}


class CheckForm(Form):
    """That a letter is right. Made by `check_form`."""

    added = LongTextField("Is there anything to add?", limit=2000,
                          hint="In words the reader knows, such as thanks for what they brought.")
    address = LongTextField("Where does it go?", limit=500, called="The address",
                            hint="Leave this blank when it is given by hand.")
    right = SeveralOf("Check before it goes", options=RIGHT, required="Check all three before it goes",
                      why="Letters to the wrong reader or address are how private things most often get out.")

    @property
    def shown(self) -> list[Answer]:
        return [field for field in super().shown if field.short_name != "right"] + [self.right]

    def validate_right(self, field: Answer) -> None:
        if set(field.data or ()) != set(RIGHT):
            raise ValidationError("Check all three before it goes")


def check_form(letter: OutcomeLetter) -> CheckForm:
    """The form; where the reader is not the person, it asks why they may be told."""
    name = letter.item.referral.person.known_as
    options = {key: words.format(name=name).capitalize() for key, words in ENTITLED.items() if key != "their-work"}
    entitled = OneOf("Why may they be told?", options=options, required="Choose why they may be told",
                     why="Being family does not by itself give a right to know. What the person agrees to comes first.")
    asks = {} if letter.entitled == "their-work" or letter.is_to_person else {"entitled": entitled}
    return type("AskingCheckForm", (CheckForm,), asks)(obj=letter)  # type: ignore[no-any-return]


class KeepBackForm(Form):
    """Why somebody is not told."""

    why_not = LongTextField("Why is this letter not sent?", required="Say why this letter is not sent", limit=2000,
                            called="The reason", hint="For example, the person does not want them to be told.")


class SentForm(Form):
    """When and how a letter went. Made by `sent_form`."""

    sent_on = DateField("When?", required="Enter the date on which it was sent", called="The date")

    def validate_sent_on(self, field: Answer) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date on which it was sent must be today or earlier")


def sent_form(letter: OutcomeLetter) -> SentForm:
    """The form, offering the ways in which this reader can be reached."""
    how = OneOf("How does it go?", options=ways(letter), required="Choose how it was sent")
    return type("WaysSentForm", (SentForm,), {"how": how})(data={"sent_on": today()})  # type: ignore[no-any-return]
