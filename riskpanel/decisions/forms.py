"""The forms about a decision in question."""

from collections.abc import Iterator, Mapping

from wtforms import Field
from wtforms.validators import ValidationError

from riskpanel.clock import today
from riskpanel.decisions.models import Decision, View
from riskpanel.decisions.services import DECIDERS, ELSEWHERE
from riskpanel.rulebook.current import rules
from riskpanel.users.queries import colleagues
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf, PersonField, Select, TextField
from riskpanel.web.forms import Form

VOICES = {
    "person": "The person",
    "family": "Family",
    "friend": "Friend or neighbour",
    "professional": "Professional",
    "provider": "Provider of care or housing",
    "advocate": "Advocate, attorney or deputy",
    "other": "Somebody else",
}

STANCES = {
    "agrees": "Agrees",
    "partly": "Agrees in part",
    "disagrees": "Does not agree",
    "could-not-answer": "Could not say, with the support given so far",
    "not-asked": "Has not been asked yet",
}

AGREEMENT = {
    "agreed": "Yes, there is agreement",
    "not-agreed": "No, there is not",
    "not-yet": "Not known yet",
}


def kinds() -> dict[str, str]:
    return {id: kind.title for id, kind in rules().decision_kinds.items()}


def kind_hints() -> dict[str, str]:
    """Under each kind an example of the sentence; under what nobody may decide for another adult, that."""
    every = rules().decision_kinds
    examples = {id: f"For example: {kind.sentence_hint}" for id, kind in every.items() if kind.sentence_hint}
    return examples | {id: kind.note for id, kind in every.items() if kind.excluded and kind.note}


class DecisionForm(Form):
    """One decision: its sentence, who makes it, and by when. Filled by `decision_form`, which knows the colleagues."""

    sentence = TextField(
        "The decision, as one sentence", limit=300, called="The sentence",
        required="Write the decision as one sentence",
        hint="Say the real choice: what, where, with whom, from when. Write it so that the person would recognise it.",
        why="Capacity and best interests are about one decision at one time. A subject, such as care, is not one.")
    person_says = LongTextField(
        "What does the person say about it, in their own words?", called="What the person says",
        hint="You can add this later. Write their words, not yours; say how they told you if it was not in speech.")
    kind = OneOf("What kind of decision is it?", options=kinds, required="Choose what kind of decision it is")
    colleague = Select("Which colleague decides?", hint="Leave this blank when somebody elsewhere decides.")
    decision_maker_name = TextField("Name")
    decision_maker_role = TextField("Role and organisation", hint="For example, consultant at Elmshire Hospital")
    decision_maker_contact = TextField("How to reach them")
    needed_by = DateField("When is the decision needed by?", called="The date it is needed by",
                          hint="Leave this blank when there is no date.")
    if_nothing = LongTextField("What happens if nothing is decided?", limit=2000)

    def validate_colleague(self, field: Answer) -> None:
        elsewhere = any(self[name].data for name in ELSEWHERE)
        if field.data and elsewhere:
            raise ValidationError("Choose a colleague, or name somebody elsewhere, not both")
        if not field.data and not elsewhere:
            raise ValidationError("Choose the colleague who decides, or name somebody elsewhere below")

    def validate_decision_maker_name(self, field: Answer) -> None:
        if not field.data and any(self[name].data for name in ELSEWHERE):
            raise ValidationError("Enter the name of the one person elsewhere who decides")

    @property
    def groups(self) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
        """The questions under the headings of the page."""
        return (
            ("", (self.sentence, self.person_says, self.kind)),
            ("Who decides", (self.colleague,)),
            ("Or somebody elsewhere decides", tuple(self[name] for name in ELSEWHERE)),
            ("When", (self.needed_by, self.if_nothing)),
        )


def decision_form(decision: Decision | None = None) -> DecisionForm:
    """The form, offering the colleagues who can be named, and the one who is named already."""
    form = DecisionForm(obj=decision)
    offered = {str(one.id): f"{one.name}, {one.job}" for one in colleagues(*DECIDERS)}
    if decision and decision.decision_maker:
        offered.setdefault(decision.colleague, decision.who_decides)
    form.colleague.options, form.kind.hints = offered, kind_hints()
    return form


class PersonViewForm(Form):
    """What the person says: the same questions as everybody is asked."""

    wants = LongTextField("What do they want to happen?", limit=4000)
    hopes = LongTextField("What do they hope will come of it?", limit=4000)
    worries = LongTextField("What worries them?", limit=4000)
    stance = OneOf("Do they agree with what is proposed?", options=STANCES,
                   required="Choose whether they agree, or that they have not been asked")
    reasons = LongTextField("Why?", hint="In their words where you can.", limit=4000, called="The reasons")


class ViewForm(PersonViewForm):
    """What somebody else says, who it is first. Made by `view_form`, which knows who is around the person."""

    FIRST = ("name", "voice")
    voice = OneOf("Who are they?", required="Choose who they are",
                  options={key: words for key, words in VOICES.items() if key != "person"})

    def __iter__(self) -> Iterator[Field]:
        fields = {field.short_name: field for field in super().__iter__()}
        return iter([fields.pop(name) for name in self.FIRST] + list(fields.values()))


def view_form(names: Mapping[str, str], view: View | None = None) -> ViewForm:
    """The form, offering the names of those around the person."""
    name = PersonField("Whose view is this?", options=names, called="The name",
                       required="Choose whose view this is, or enter their name")
    made = type("OfferedViewForm", (ViewForm,), {"name": name})
    return made(obj=view)  # type: ignore[no-any-return]


class AgreementForm(Form):
    """Whether there is agreement, and what is not agreed."""

    agreement = OneOf("Is there agreement?", options=AGREEMENT, required="Choose whether there is agreement")
    agreement_reasons = LongTextField("What is agreed, what is not, and with whom?", limit=4000, called="The reasons")

    def validate_agreement_reasons(self, field: Answer) -> None:
        if self.agreement.data == "not-agreed" and not field.data:
            raise ValidationError("Say what is not agreed, and by whom")


class DecideForm(Form):
    """The decision made."""

    decided = LongTextField("What was decided?", required="Write what was decided", limit=4000)
    decided_reasons = LongTextField(
        "What are the reasons?", required="Write the reasons for the decision", called="The reasons",
        hint="How the person's wishes were weighed, what else was possible, and why this was chosen.")
    decided_on = DateField("When was it decided?", required="Enter the date on which it was decided", called="The date")

    def validate_decided_on(self, field: Answer) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date on which it was decided must be today or earlier")


class MeanwhileForm(Form):
    """The plan until the decision is made."""

    interim_plan = LongTextField(
        "What happens until it is decided?", limit=4000, called="The plan",
        hint="What is done now, who does it, what would make you act sooner. The least restriction that will do.")


class NotApplicableForm(Form):
    """Why a step does not apply."""

    reason = LongTextField("Why does this step not apply to this decision?", limit=1000, called="The reason",
                           required="Say why this step does not apply")
