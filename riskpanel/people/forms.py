"""The forms about a person."""

from typing import Any

from wtforms import ValidationError

from riskpanel.web.fields import DateField, LongTextField, OneOf, TextField, Tick, YesNoUnsure
from riskpanel.web.forms import Form

KINDS = {
    "family": "Family",
    "friend": "Friend",
    "neighbour": "Neighbour",
    "community": "Somebody from their community: faith, club, shop, library",
    "paid": "Paid support",
    "professional": "Professional",
}

AUTHORITIES = {
    "attorney-welfare": "Attorney for health and welfare",
    "attorney-property": "Attorney for property and money",
    "deputy-welfare": "Deputy for welfare",
    "deputy-property": "Deputy for property and money",
    "advance-decision": "Advance decision to refuse treatment",
    "imca": "Independent Mental Capacity Advocate (IMCA)",
    "care-act-advocate": "Care Act advocate",
    "other-advocate": "Another advocate",
}

STATES = {
    "seen": "Document seen",
    "not-seen": "Said to exist, document not seen",
    "asked": "Asked for, waiting",
    "instructed": "In place",
    "ended": "Ended",
    "none": "Checked: there is none",
}

ACTING = {
    "alone": "One person alone",
    "jointly": "Jointly: they must act together",
    "jointly-severally": "Jointly and severally: each may act alone",
    "not-sure": "I am not sure",
}


DOCUMENTS = {kind: words for kind, words in AUTHORITIES.items() if "advocate" not in kind and kind != "imca"}


class AboutMeForm(Form):
    """Who the person is, in their own words, and how to be in touch with them."""

    about_me = LongTextField(
        "About me", hint="In the person's own words, or as those who know them best put it. What matters, what a "
        "stranger should know.")
    good_day = LongTextField("What does a good day look like?")
    contact_how = TextField("How would they like to be contacted?",
                            hint="For example, a text first, then a call after 11am")
    contact_how_not = TextField("How should they not be contacted?")
    communication_needs = LongTextField(
        "How do they communicate, and what do they need?", limit=1000,
        hint="For example, short sentences, large print, signing, pictures, more time")
    communication_support = LongTextField("What support with communication is in place?", limit=1000)
    interpreter = TextField("Interpreter, if one is needed", hint="Language or signing, and anyone they prefer")
    unbefriended = YesNoUnsure(
        "Apart from paid staff, is there anybody it is appropriate to consult about the person?",
        options={"no": "Yes, there is somebody", "yes": "No, there is nobody", "not-sure": "I am not sure"},
        why="Where there is nobody, the law can require an independent mental capacity advocate.")


class DetailsForm(Form):
    """Who the person is, for safe matching."""

    name = TextField("Full name", required="Enter the person's full name")
    preferred_name = TextField("What do they like to be called?")
    pronouns = TextField("Pronouns", hint="If they have told you")
    born_on = DateField("Date of birth", called="Date of birth")
    nhs_number = TextField("NHS number", limit=20,
                           hint="Ten digits, like 999 000 0018. Leave blank if you do not have it.")
    address = LongTextField("Where they live now", limit=500)


class NewPersonForm(DetailsForm):
    """A new person: their name is enough to begin."""

    restricted = Tick("Restrict this record to colleagues named on it")


class ConnectionForm(Form):
    """Somebody around the person."""

    name = TextField("Name", required="Enter their name")
    kind = OneOf("Who are they to the person?", options=KINDS, required="Choose who they are to the person")
    relation = TextField("In the person's words", hint="For example, my sister, my mate from the market")
    part = LongTextField("What part do they play in the person's life?", limit=1000)
    contact = TextField("How to reach them")


class AuthorityForm(Form):
    """An attorney, deputy or advance decision. Advocates are asked for on pages of their own."""

    kind = OneOf("What is this?", options=DOCUMENTS, required="Choose what this is")
    state = OneOf("Where does it stand?", options=STATES, required="Choose where it stands")
    holder = TextField("Who is it?",
                       hint="Names, all of them if more than one. For an advance decision, where it is kept. "
                            "Leave this blank if you have checked and there is none.")
    scope = LongTextField("What does it cover?", hint="And any instructions or limits in it", limit=2000)
    registered = YesNoUnsure("Is it registered?", hint="For attorneys: with the Office of the Public Guardian")
    acting = OneOf("If there is more than one attorney or deputy, how may they act?", options=ACTING)
    on = DateField("Since when?", called="The date",
                   hint="The date of the document, or when the advocate was asked for")
    contact = TextField("How to reach them")

    def __init__(self, *args: Any, **more: Any) -> None:
        """One that was recorded as something else keeps that among its choices."""
        super().__init__(*args, **more)
        if self.kind.data in AUTHORITIES:
            self.kind.options = DOCUMENTS | {self.kind.data: AUTHORITIES[self.kind.data]}

    def validate_holder(self, field: TextField) -> None:
        """Somebody, or somewhere, unless it has been checked that there is none."""
        if not field.data and self.state.data != "none":
            raise ValidationError("Enter who it is, or where the document is kept")
