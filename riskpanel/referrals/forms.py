"""The forms of a referral: the referrer's pages, and the panel's steps."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.documents.files import KINDS_SAID, MOST_BYTES
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, PersonField, TextField, Tick
from riskpanel.web.forms import Form
from riskpanel.web.uploads import FileField

CONSENT = {
    "yes": "Yes, they agree to it",
    "declined": "No, they do not want it",
    "not-asked": "They have not been asked",
    "best-interests": "They cannot decide this for themselves: it goes in their best interests",
}
TAKING_PART = {
    "come": "They will come",
    "bring": "They will come and bring somebody",
    "send": "They will send somebody to speak for them",
    "words": "They will send words, a film or pictures",
    "none": "They do not want to take part",
    "not-yet": "They have not been asked yet",
}
DOORS = {
    "panel": "Another panel, named in the reason",
    "safeguarding": "Safeguarding",
    "best-interests": "A best-interests meeting",
    "manager": "The team’s manager, for the usual process first",
    "legal": "Legal advice, or the Court of Protection",
    "complaints": "The complaints procedure",
    "elsewhere": "Somewhere else, named in the reason",
}
PLACES = {
    "front": "First of those with the same urgency",
    "before": "Just before another referral",
    "back": "Back to the place its own wait gives it",
}
SENTENCE = 500


class PanelForm(Form):
    """Which panel."""

    team_id = OneOf("Which panel?", required="Choose a panel")


class EarlyForm(PanelForm):
    """Which panel, and why now when the usual process is not finished."""

    reason = LongTextField("Why does this go to a panel before the usual process is finished?", limit=2000,
                           required="Say why this goes to a panel before the usual process is finished")


class QuestionForm(Form):
    """What the panel is asked, and what is behind it."""

    question = TextField("What is the question for the panel, in one sentence?", limit=SENTENCE,
                         hint="Taken from the decision. Make it the question you want answered.",
                         required="Enter the question for the panel")
    tried = LongTextField("What has been tried, and when?",
                          hint="The list is from the record. Add what else was tried, with dates.",
                          why="A panel is for what the usual process has not settled: assessment, planning, talking to "
                              "the decision-maker, a meeting of everybody involved.")
    not_settled = LongTextField("Why did it not settle this?", limit=2000,
                                hint="What still stands between people once all this has been tried?")
    legal_advice = LongTextField("What legal advice has been taken, if any?", limit=2000,
                                 hint="From whom, when and about what. Ask whoever gave it before you write down what "
                                      "it says.")
    disagreement = LongTextField("Who disagrees about what?",
                                 hint="From the views and the challenge. Each voice fairly, the person’s first.")
    not_asked = LongTextField(
        "What is the panel not being asked to do?", limit=2000,
        hint="For example, to agree funding, or to judge capacity",
        why="A panel advises. It does not take the decision, find whether somebody has capacity, authorise a "
            "deprivation of liberty, or undo an assessed need.")


class PersonForm(Form):
    """The person and the panel: consent, taking part, needs."""

    consent = OneOf("Does the person agree to this going to the panel?", options=CONSENT)
    consent_reasons = LongTextField(
        "If they do not want it, have not been asked or cannot decide it: why refer?", limit=2000, called="The reason")
    taking_part = OneOf("How do they want to take part?", options=TAKING_PART,
                        why="Being in the room is not the same as taking part: each of these ways counts.")
    taking_part_needs = LongTextField(
        "What do they need in order to take part?", limit=2000,
        hint="From their record. For example, short sentences, a break, somebody they trust, an interpreter")

    def validate_consent_reasons(self, field: Any) -> None:
        if self.consent.data in ("declined", "not-asked", "best-interests") and not field.data:
            raise ValidationError("Enter the reason for referring")


class MeanwhileForm(Form):
    """What holds until the panel sits."""

    urgent = Tick("This is urgent: waiting for the next sitting would do harm",
                  hint="Danger never waits for a panel: act on it today, with your manager and safeguarding.")
    interim_plan = LongTextField("What is the plan until this is settled?",
                                 hint="What keeps things safe and bearable, and as free as can be. From the record.")
    next_contact_on = DateField("When will the person next hear from somebody?", called="The date of next contact")
    next_contact_by = TextField("From whom?")

    def validate_next_contact_on(self, field: Any) -> None:
        not_past(field)


class ContactForm(Form):
    """The plan for now and the next contact, kept up while a referral waits."""

    interim_plan = LongTextField("What is the plan until this is settled?")
    next_contact_on = DateField("When will the person next hear from somebody?", called="The date of next contact",
                                required="Enter the date of next contact")
    next_contact_by = TextField("From whom?", required="Enter who will be in touch")

    def validate_next_contact_on(self, field: Any) -> None:
        not_past(field)


class ContributionForm(Form):
    """What somebody sent to the panel, or gave to a colleague for it. Made by `contribution_form`."""

    name = PersonField("Who sent it?", required="Choose who sent it, or enter their name", called="The name")
    words = LongTextField("What do they say?", called="What they say",
                          hint="In their own words, as they said, signed or wrote them. Say so where you describe.")
    asks = LongTextField("What do they want the panel to ask, or to answer?", limit=2000)
    file = FileField("A picture, a letter or something they wrote", called="The file",
                     hint=f"{KINDS_SAID[0].upper()}{KINDS_SAID[1:]}, up to {MOST_BYTES // 1_000_000} MB. It is kept "
                          "encrypted.")
    film_at = TextField("If it is a film or a recording: where is it?",
                        hint="For example, Tom shows it on his tablet. Films are not kept here.")
    helped_by = TextField("Did somebody help them to say it? Who, and how?")
    apart = Tick("Only those who sit on the panel may read this",
                 hint="Where they ask for that, or where it is about somebody else. Nobody else’s papers hold it.")

    @property
    def shown(self) -> list[Answer]:
        """Whose it is before what it is."""
        return [self.name, self.words, self.asks, self.file, self.film_at, self.helped_by, self.apart]

    def validate_words(self, field: Any) -> None:
        given = (field.data, self.asks.data, self.film_at.data, self.file.data, self.file.errors)
        if not any(given):
            raise ValidationError("Write what they say or ask, choose a file, or say where a film is")


def contribution_form(names: Mapping[str, str]) -> ContributionForm:
    """The form, with the people whom it may come from, by name."""
    name = PersonField("Who sent it?", options=names, required="Choose who sent it, or enter their name",
                       called="The name")
    made = type("OfferedContributionForm", (ContributionForm,), {"name": name})
    return made()  # type: ignore[no-any-return]


def contributed(form: ContributionForm) -> dict[str, Any]:
    """What was written on it, without the file; blanks as no words."""
    texts = ("name", "words", "asks", "film_at", "helped_by")
    return {text: form[text].data or "" for text in texts} | {"apart": bool(form.apart.data)}


class SendForm(Form):
    """Check and send: a reason where there are gaps, and the answer to what the panel asked."""

    overseen_by = TextField("Which manager or safeguarding lead has looked at this?",
                            hint="Their name and role. They look, and do not decide whether it may go. Leave it blank "
                                 "if nobody has: the papers then say so.")
    answer = LongTextField("What have you added, in answer to what the panel asked?", limit=2000)
    gaps_reason = LongTextField("Why does it go to the panel now, with these gaps?", limit=2000,
                                hint="The gaps and your reason go with the referral. Nobody is blamed for them.")


class AcceptForm(Form):
    """Take a referral into the queue."""

    reason = LongTextField("Anything to note for the referrer or the agenda? (optional)", limit=2000)


class AskForm(Form):
    """Ask the referrer for more."""

    reason = LongTextField("What do you ask the referrer for?", limit=2000, required="Enter what you ask for",
                           hint="Say what it is for. The referral keeps its place while they add to it.")


class HoldForm(Form):
    """Hold until a date."""

    held_until = DateField("Hold until when?", called="The date", required="Enter the date it comes back",
                           hint="It comes back to the queue by itself on this date.")
    reason = LongTextField("Why is it held?", limit=2000, required="Enter why it is held")

    def validate_held_until(self, field: Any) -> None:
        must_be_ahead(field)


class RedirectForm(Form):
    """The wrong door: where instead, and why."""

    where = OneOf("Where should it go?", options=DOORS, required="Choose where it should go")
    reason = LongTextField("Why, and what should the referrer do next?", limit=2000,
                           required="Enter why, and what the referrer should do next")


class MoveForm(Form):
    """Another place in the queue, with the reason."""

    where = OneOf("Where in the queue should it stand?", options=PLACES, required="Choose where it should stand",
                  hint="Urgent referrals always come before the others.")
    before = TextField("Before which referral? (if you chose that)", limit=12, hint="Its reference, like R-2345")
    reason = LongTextField("Why does it move?", limit=2000, required="Enter why it moves",
                           hint="Everybody who reads the queue sees the reason.")


class WithdrawForm(Form):
    """Withdraw, with a reason."""

    reason = LongTextField("Why is it withdrawn?", limit=2000, required="Enter why it is withdrawn")


def must_be_ahead(field: Any) -> None:
    """Refuse a date that is not after today."""
    if field.data and field.data <= today():
        raise ValidationError(f"{field.called} must be after today")


def not_past(field: Any) -> None:
    """Refuse a date before today."""
    if field.data and field.data < today():
        raise ValidationError(f"{field.called} must be today or later")
