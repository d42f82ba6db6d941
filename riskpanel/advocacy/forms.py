"""The forms about advocates: asking for one, and one short form for each thing that may come of it."""

from collections.abc import Mapping

from wtforms.validators import ValidationError

from riskpanel.actions import Action
from riskpanel.advocacy.due import KINDS
from riskpanel.advocacy.services import gaps_in
from riskpanel.clock import today
from riskpanel.web.editing import values
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, TextField
from riskpanel.web.forms import Form

DUTIES: Mapping[str, str] = {
    "must": "The law may require one",
    "may": "The law allows one",
    "choice": "The person asked for one, or it would help",
    "not-sure": "I am not sure",
}


class StepForm(Form):
    """A step whose service says what is missing."""

    action: Action

    def _refuse(self, field: Answer) -> None:
        said = gaps_in(self.action, values(self)).get(field.short_name)
        if said:
            raise ValidationError(said.removesuffix("."))


class AskForm(StepForm):
    """Asking for an advocate: which kind, why, since when it was called for, and of whom it was asked."""

    action = Action.ASK_ADVOCATE
    kind = OneOf("What kind of advocate?", options=KINDS, required="Choose what kind of advocate")
    duty = OneOf("How does the law stand?", options=DUTIES,
                 hint="As you see it now. It can be put right later, and asking does not have to wait for it.")
    because = LongTextField("Why is one asked for?", limit=2000, called="The reason")
    due_since = DateField("Since when has it been called for?", called="The date since when",
                          hint="The day on which the reason was first known. Leave this blank if you do not know.")
    asked_on = DateField("When was one asked for?", called="The date of asking")
    asked_of = TextField("Who was asked?", hint="The advocacy service, and how to reach it")
    validate_because = validate_due_since = validate_asked_on = StepForm._refuse


class InstructForm(StepForm):
    """An advocate is in place."""

    action = Action.INSTRUCT_ADVOCATE
    name = TextField("Who is the advocate?")
    contact = TextField("How can they be reached?")
    instructed_on = DateField("When were they instructed?", called="The date of instruction")
    validate_name = validate_instructed_on = StepForm._refuse


class DeclineForm(StepForm):
    """No advocate came of it, or the person did not want one."""

    action = Action.DECLINE_ADVOCATE
    declined_because = LongTextField("Who declined, and why?", limit=2000, called="The reason",
                                     hint="The service, or the person. If it is the person, in their words. "
                                          "One can be asked for again.")
    validate_declined_because = StepForm._refuse


class ReportForm(StepForm):
    """The advocate has reported."""

    action = Action.RECEIVE_REPORT
    report = LongTextField("What does the report say?", limit=5000, called="What the report says",
                           hint="Each point, so that each can be answered.")
    reported_on = DateField("When did it come?", called="The date of the report")
    validate_report = validate_reported_on = StepForm._refuse


class AnswerForm(StepForm):
    """How the report was taken into account."""

    action = Action.ANSWER_REPORT
    answer = LongTextField("How was each point taken into account?", limit=5000, called="The answer",
                           hint="Where the decision goes another way, say why.")
    validate_answer = StepForm._refuse


class EndForm(StepForm):
    """The advocate's part has ended."""

    action = Action.END_ADVOCATE
    ended_because = LongTextField("Why has it ended?", limit=2000, called="The reason")
    ended_on = DateField("When did it end?", called="The date")
    validate_ended_because = validate_ended_on = StepForm._refuse


# Each step by the last part of its address: its title, and its form.
STEPS: Mapping[str, tuple[str, type[StepForm]]] = {
    "instructed": ("An advocate is in place", InstructForm),
    "declined": ("No advocate came of it", DeclineForm),
    "report": ("The advocate’s report", ReportForm),
    "answer": ("How the report was taken into account", AnswerForm),
    "ended": ("The advocate’s part has ended", EndForm),
}
TODAY = {"asked_on", "instructed_on", "reported_on", "ended_on"}


def dated_today(form: Form) -> Form:
    """The form with today's date where something is usually said on the day."""
    for name in TODAY & set(form._fields):
        if not form.is_submitted() and not form[name].data:
            form[name].process_data(today())
    return form
