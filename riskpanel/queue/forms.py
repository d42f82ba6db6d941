"""The form that names a view of the queue."""

from riskpanel.web.fields import TextField
from riskpanel.web.forms import Form


class ViewForm(Form):
    """A name for what the queue shows now."""

    name = TextField("What do you call this view?", limit=60, required="Enter a name for this view",
                     hint="For example, Long waits at the clinic. Only you see it.")
