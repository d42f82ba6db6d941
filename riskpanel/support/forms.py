"""The forms of support around a challenge."""

import uuid

from wtforms.validators import ValidationError

from riskpanel.access import Role
from riskpanel.challenges.forms import not_in_future
from riskpanel.support.models import KINDS, SUPERVISION, SUPPORT
from riskpanel.users import queries as users
from riskpanel.web.fields import DateField, LongTextField, OneOf, Select, TextField
from riskpanel.web.forms import Form

SUPERVISORS = (Role.MANAGER, Role.PRINCIPAL_SOCIAL_WORKER, Role.MCA_LEAD)


class DiscussionForm(Form):
    """One talk, or a note of one."""

    kind = OneOf("What is this a note of?", options=KINDS, required="Choose what this is a note of")
    happened_on = DateField("When was it?", called="The date", required="Write when it was")
    with_whom = TextField("With whom?", hint="Their name and what they do")
    supervisor = Select("Your supervisor", hint="Only for a note of supervision, which only the two of you see")
    said = LongTextField("What was said?", limit=4000, required="Write what was said",
                         hint="Fairly enough that whoever was there would agree")
    agreed = LongTextField("What was agreed?", limit=2000, hint="And who does it. Leave blank if nothing was.")

    def for_author(self, author_id: uuid.UUID) -> "DiscussionForm":
        """Offer every colleague who supervises, but for the author."""
        free = [one for one in users.colleagues(*SUPERVISORS) if one.id != author_id]
        self.supervisor.options = {str(one.id): f"{one.name}, {one.job}" for one in free}
        return self

    def validate_happened_on(self, field: DateField) -> None:
        not_in_future(field)

    def validate_with_whom(self, field: TextField) -> None:
        if self.kind.data != SUPERVISION and not field.data:
            raise ValidationError("Write with whom")

    def validate_supervisor(self, field: Select) -> None:
        if self.kind.data == SUPERVISION and not field.data:
            raise ValidationError("Choose your supervisor: only the two of you will see this note")


class SupporterForm(Form):
    """Somebody who supports whoever raised the challenge."""

    kind = OneOf("Who supports you?", options=SUPPORT, required="Choose who supports you")
    name = TextField("Their name", required="Write their name")
    helps = LongTextField("What do they help with?", limit=1000)


class ReflectionForm(Form):
    """What one did, learned, and would do differently."""

    did = LongTextField("What did you do?", limit=4000,
                        hint="What you noticed, what you questioned, and how. Call people by what they are, such as "
                             "“the person” and “her brother”: names are left out when you export this.")
    learned = LongTextField("What did you learn?", limit=4000)
    differently = LongTextField("What would you do differently?", limit=4000)
