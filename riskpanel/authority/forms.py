"""The forms about a document that gives somebody authority: a short one for each thing to find out."""

from collections.abc import Mapping

from wtforms.validators import ValidationError

from riskpanel.authority.services import gaps_in
from riskpanel.people.forms import ACTING
from riskpanel.web.editing import values
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, TextField, YesNoUnsure
from riskpanel.web.forms import Form

SEEN = {"seen": "Document seen", "not-seen": "Said to exist, document not seen", "ended": "Revoked or ended"}
ACTS = {"alone": "One of them alone", "together": "All of them together", "not-sure": "I am not sure"}
COVERS = {"yes": "Yes", "no": "No", "not-sure": "I am not sure"}


class DatedForm(Form):
    """A form whose dates are refused where the service would refuse them."""

    def _refuse(self, field: Answer) -> None:
        said = gaps_in(values(self)).get(field.short_name)
        if said:
            raise ValidationError(said.removesuffix("."))


class SeenForm(DatedForm):
    """Who has seen the document, and what stands in it."""

    state = OneOf("Where does it stand?", options=SEEN, required="Choose where it stands")
    seen_by = TextField("Who has seen it?", hint="A name and a role. A copy sent by somebody who holds it counts if it "
                                                 "shows the stamp or the order.")
    seen_on = DateField("When was it seen?", called="The date it was seen")
    registered = YesNoUnsure("Is it registered?", hint="For an attorney: with the Office of the Public Guardian")
    conditions = LongTextField("Does it set conditions or limits?", limit=2000, called="The conditions")
    ended_on = DateField("If it was revoked or has ended, when?", called="The date it ended")
    validate_seen_on = validate_ended_on = DatedForm._refuse


class ActingForm(Form):
    """How they may act, and how they do."""

    acting = OneOf("How may they act, as the document says?", options=ACTING)
    acts = OneOf("How do they act in this now?", options=ACTS)


class SearchForm(DatedForm):
    """What the Office of the Public Guardian's register was asked, and answered."""

    search_asked_on = DateField("When was the register asked?", called="The date of asking")
    search_answered_on = DateField("When did the answer come?", called="The date of the answer",
                                   hint="Leave this blank while it is waited for.")
    search_says = LongTextField("What does the answer say?", limit=2000)
    validate_search_asked_on = validate_search_answered_on = DatedForm._refuse


class CoversForm(Form):
    """Does it take in this decision?"""

    covers = OneOf("Does what it covers take in this decision?", options=COVERS,
                   required="Choose whether it covers this decision",
                   hint="Read the document for it. Authority over money gives none over where somebody lives.")


class PointsForm(Form):
    """The points of an advance decision: whether it is valid, and whether it applies. Not an answer, only its parts."""

    made_able = YesNoUnsure("Was it made at 18 or over, while they could make it?")
    not_withdrawn = YesNoUnsure("Does it stand as it was made, not withdrawn since?")
    no_later_power = YesNoUnsure("Is there no later power of attorney that covers the same treatment?")
    nothing_against = YesNoUnsure("Have they done nothing since that is clearly at odds with it?")
    lacks_now = YesNoUnsure("Does a record conclude that they cannot now decide about this treatment?")
    this_treatment = YesNoUnsure("Is this the treatment that it names, in the circumstances it names?")
    foreseen = YesNoUnsure("Is there nothing they did not foresee that would have changed it?")
    keeps_alive = YesNoUnsure("If the treatment keeps them alive: is it in writing, signed and witnessed, and does it "
                              "say that it holds even then?",
                              options={"yes": "Yes, or this treatment does not keep them alive", "no": "No",
                                       "not-sure": "I am not sure"})


# The section behind each point, and what would settle a doubt about it.
POINTS: Mapping[str, tuple[str, str]] = {
    "made_able": ("mca-2005-s24-1", "Ask who was there when it was made, and look at the records of that time."),
    "not_withdrawn": ("mca-2005-s25-2", "Ask those close to them and their doctor whether they ever took it back."),
    "no_later_power": ("mca-2005-s25-2", "Compare its date with that of any power of attorney."),
    "nothing_against": ("mca-2005-s25-2", "Ask those close to them what they have said and done since."),
    "lacks_now": ("mca-2005-s25-3", "Complete the capacity record for this treatment: while they can decide, they do."),
    "this_treatment": ("mca-2005-s25-3", "Read its words beside what is proposed, with whoever would treat them."),
    "foreseen": ("mca-2005-s25-3", "Write what has changed since, and ask whether it would have mattered to them."),
    "keeps_alive": ("mca-2005-s25-5", "Look for the signature, the witness and the words; take legal advice in doubt."),
}
PARTS: Mapping[str, tuple[str, type[Form]]] = {
    "seen": ("The document, and who has seen it", SeenForm),
    "acting": ("How they may act, and how they do", ActingForm),
    "search": ("The Public Guardian’s register", SearchForm),
    "points": ("The points of the advance decision", PointsForm),
}
ADVANCE, PERSONS = ("seen", "points"), ("seen", "acting", "search")


def parts_of(kind: str) -> tuple[str, ...]:
    """What there is to find out, by kind of document."""
    return ADVANCE if kind == "advance-decision" else PERSONS
