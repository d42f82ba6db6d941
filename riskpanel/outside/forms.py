"""The forms of a link: making it, the code, and the answer behind it."""

import re

from wtforms.validators import ValidationError

from riskpanel.challenges.forms import AnswerForm
from riskpanel.challenges.models import Challenge
from riskpanel.outside.services import gaps
from riskpanel.web.editing import values
from riskpanel.web.fields import TextField
from riskpanel.web.forms import Form

ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
EMAIL = {"type": "email", "autocomplete": "off", "spellcheck": False}


def like_an_address(field: TextField) -> None:
    """Raise ValidationError for what no message could be sent to."""
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError("Enter an email address in the correct format, like name@example.com")


class LinkForm(Form):
    """Whom the link is for, and how the code reaches them."""

    recipient_name = TextField("Who is the link for?", hint="The one person who owes the answer: their name and role",
                               called="Their name")
    recipient_address = TextField("Their own work email address", called="Their email address", macro=EMAIL,
                                  hint="The link goes there. Not a shared mailbox.")
    code_address = TextField("Send the code to another address? (optional)", called="The other address", macro=EMAIL,
                             hint="Leave this blank to tell them the code by telephone, which is better.")

    def of(self, challenge: Challenge) -> "LinkForm":
        self.challenge = challenge
        return self

    def validate_recipient_address(self, field: TextField) -> None:
        like_an_address(field)

    def validate_code_address(self, field: TextField) -> None:
        like_an_address(field)

    def validate(self, extra_validators: object = None) -> bool:
        if not super().validate(extra_validators):
            return False
        wrong = gaps(self.challenge, values(self))
        for name, said in wrong.items():
            self[name].errors = [said]
        return not wrong


class CodeForm(Form):
    """The code, and nothing else."""

    code = TextField("Your code", hint="Eight letters and numbers, such as 7K3M-Q2ZD",
                     macro={"autocomplete": "one-time-code", "spellcheck": False, "classes": "govuk-input--width-10"})


class LetterAnswerForm(AnswerForm):
    """The answer of somebody without an account."""

    given_by_name = TextField("Your name and role", required="Write your name and role: an answer has somebody's name")
