"""The forms of an agreed action: that it is done, that it was chased, and that it is open again."""

from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.documents.files import KINDS_SAID, MOST_BYTES
from riskpanel.web.fields import Answer, DateField, LongTextField
from riskpanel.web.forms import Form
from riskpanel.web.uploads import FileField


class FinishForm(Form):
    """An agreed action that has been done."""

    done_on = DateField("When was it done?", required="Enter the date on which it was done", called="The date")
    proof = LongTextField("How can that be seen?", limit=2000, called="How it can be seen",
                          hint="For example, where the letter, record or visit can be found. Or attach a file.")
    file = FileField("Attach a file that shows it", called="The file",
                     hint=f"If there is one: {KINDS_SAID}, up to {MOST_BYTES // 1_000_000} MB. It is kept encrypted.")

    def validate_done_on(self, field: Answer) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date on which it was done must be today or earlier")

    def validate_proof(self, field: Answer) -> None:
        if not field.data and not self.file.data and not self.file.errors:
            raise ValidationError("Say how it can be seen that this was done, or attach a file that shows it")


class NoteForm(Form):
    """What was done to see an action through."""

    words = LongTextField("What was done, and what came of it?", required="Say what was done", limit=2000,
                          called="What was done", hint="For example, whom you rang, and when it is promised for.")


class ReopenForm(Form):
    """Why an action that was called done is not."""

    reason = LongTextField("Why is it open again?", required="Say why it is opened again", limit=2000,
                           called="The reason", hint="What was said before is kept.")
