"""The forms of the MCA mailbox."""

from typing import Any

from wtforms.validators import ValidationError

from riskpanel.mailbox import services
from riskpanel.mailbox.models import Question
from riskpanel.rulebook.current import rules
from riskpanel.web.fields import LongTextField, SeveralOf, Tick
from riskpanel.web.forms import Form

ANEW = "Write it anew, in general: no names, no places, no dates of somebody's life"


class AskForm(Form):
    """One question to the MCA lead."""

    asked = LongTextField("What do you want to ask?", limit=4000, required="Write your question",
                          hint="The MCA lead reads this, and you read the answer here.")


class AnswerForm(Form):
    """The answer, and the sources it rests on."""

    answer = LongTextField("Your answer", required="Write the answer")
    sources = SeveralOf("Which sources does it rest on?", options={},
                        hint="Those not confirmed say so where they are shown")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sources.options = {id: one.short for id, one in rules().sources.items() if not one.overruled_by}


class PublishForm(Form):
    """The question and its answer as everybody will read them."""

    general_question = LongTextField("The question, in general", limit=1000, hint=ANEW,
                                     required="Write the question anew")
    general_answer = LongTextField("The answer, in general", required="Write the answer anew")
    read_again = Tick("I have read it again: nobody can be known by it",
                      hint="Needed only when a name, a reference or a date was pointed out")

    def about(self, question: Question) -> "PublishForm":
        """Warn of what somebody known to this question could be known by."""
        self.question = question
        return self

    def validate_general_question(self, field: LongTextField) -> None:
        self._warn(field)

    def validate_general_answer(self, field: LongTextField) -> None:
        self._warn(field)

    def _warn(self, field: LongTextField) -> None:
        named = services.names_in(self.question, field.data or "")
        if named and not self.read_again.data:
            told = "”, “".join(named)
            raise ValidationError(f"Somebody could be known by “{told}”: take it out, or tick the box below")
