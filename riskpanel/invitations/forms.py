"""The form of how one invitation goes."""

from wtforms.validators import ValidationError

from riskpanel.invitations.services import WAYS
from riskpanel.web.fields import Answer, LongTextField, OneOf, Tick
from riskpanel.web.forms import Form

CHECKED = "I have checked this address against the record today"


class SendingForm(Form):
    """Which letter, which way, and where to. An address is read again before a letter goes to it."""

    letter = OneOf("Which letter?", required="Choose which letter",
                   options={"standard": "Standard", "easy": "Easy read", "both": "Both: easy read, and standard"},
                   hint="As they prefer. Easy read has short sentences and room for pictures.")
    way = OneOf("How does it go?", options=WAYS, required="Choose how it goes",
                hint="E-mail is for colleagues with an account here: a letter says whose it is.")
    goes_to = LongTextField("Where to, or who takes it?", limit=500, called="Where it goes",
                            hint="For post, the address. By hand, who takes it and goes through it with them.")
    checked = Tick(CHECKED)

    def validate_goes_to(self, field: Answer) -> None:
        if self.way.data in ("post", "hand") and not field.data:
            raise ValidationError("Enter where the letter goes, or who takes it")

    def validate_checked(self, field: Answer) -> None:
        if self.way.data == "post" and not field.data:
            raise ValidationError("Check the address against the record before it is posted")
