"""The forms of the register: what is limited, why this and nothing less, by whom, its end; and looking at it again."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.access import Role
from riskpanel.clock import today
from riskpanel.decisions import queries as decisions
from riskpanel.people.models import Person
from riskpanel.restrictions.models import APPLIES_TO, CHANGES, KINDS, POWERS, TO_WHOM, Restriction
from riskpanel.restrictions.offered import Offered
from riskpanel.restrictions.services import gaps_in
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User
from riskpanel.users.queries import colleagues
from riskpanel.web.editing import values
from riskpanel.web.fields import (
    Answer,
    DateField,
    LongTextField,
    OneOf,
    Select,
    SeveralOf,
    TextField,
    YesNoUnsure,
)
from riskpanel.web.forms import Form

LOOKERS = (Role.PRACTITIONER, Role.MANAGER, Role.DECISION_MAKER, Role.MCA_LEAD, Role.PRINCIPAL_SOCIAL_WORKER)

# Where the law behind a question stands, by the question.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "harm_prevented": ("mca-2005-s6-2", "ca-2014-s1-3-h"),
    "less_restrictive_tried": ("mca-2005-s1-6", "ca-2014-s1-3-h"),
    "why_proportionate": ("mca-2005-s6-3", "echr-art-8"),
    "counted_as_restraint": ("mca-2005-s6-4",),
    "power": ("mca-2005-s5", "mca-2005-s6", "mca-2005-s6-6", "echr-art-8"),
    "step_down_on": ("mca-2005-s1-6", "ca-2014-s27"),
}


class LimitForm(Form):
    """What is limited, and the harm that is feared without it."""

    what = LongTextField("What is limited, and how?", limit=1000, required="Write what is limited, and how",
                         hint="As it is in their day. For example: the front door is locked from nine at night.")
    kind = SeveralOf("What does it touch?", options=KINDS)
    harm_prevented = LongTextField("Which harm does it prevent?", limit=2000,
                                   why="A limit is for one harm. Restraint is protected only against harm to the "
                                       "person.")
    to_whom = SeveralOf("Harm to whom?", options=TO_WHOM)
    likelihood = LongTextField("How likely is that harm?", limit=1000, hint="In words, with what has happened before.")
    seriousness = LongTextField("How serious would it be?", limit=1000,
                                hint="In words: how bad, how soon, for how long.")


class ReasonForm(Form):
    """Why this, and nothing less."""

    less_restrictive_tried = LongTextField(
        "Why this, and nothing less? What lighter ways were tried or thought of?", limit=2000,
        called="The lighter ways",
        why="Everyone who limits somebody looks first for a way that takes less of their freedom.")
    why_proportionate = LongTextField(
        "Why is it no more than the likelihood and seriousness of that harm call for?", limit=2000,
        called="Why it is in proportion", why="A small or unlikely harm does not carry a large limit.")
    applies_to = OneOf("Who does it apply to?", options=APPLIES_TO)
    agreed = YesNoUnsure("Does the person agree to it?")
    resisted = YesNoUnsure("Do they resist or object to it, in words or by what they do?")
    counted_as_restraint = YesNoUnsure(
        "Is it being treated as restraint?",
        why="Limiting where somebody may go can be restraint even when they do not resist.")


class PowerForm(Form):
    """Who imposed it, and by what right. Filled by `part_form`, which knows the person's decisions."""

    imposed_by = TextField("Who imposed it?", hint="A name and a role. For example, the manager of the house.")
    power = OneOf("Under what authority?", options=POWERS, called="The authority",
                  why="Nobody may limit another adult without the person's agreement or a power in law.")
    power_detail = LongTextField("Which document, order or section, and what does it say?", limit=2000)
    since_on = DateField("Since when?", called="The date since when")
    belongs_to = Select("Which decision does it belong to?", hint="Leave this blank when it belongs to none of them.")

    def validate_since_on(self, field: DateField) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date since when must be today or in the past")


class EndForm(Form):
    """When it is stepped down, and what must happen first. Filled by `part_form`, which knows the colleagues."""

    step_down_on = DateField("By when is it reduced, or looked at again?", called="The step-down date",
                             why="A limit without an end becomes a habit.")
    reduced_by = LongTextField("What has to happen for it to be reduced?", limit=2000,
                               hint="Things one can see. For example: two weeks without leaving at night.")
    looks_again = Select("Who looks at it again?", required="Choose who looks at it again")


PARTS: Mapping[str, tuple[str, type[Form]]] = {
    "limit": ("What is limited", LimitForm),
    "reasons": ("Why this, and nothing less", ReasonForm),
    "authority": ("Who imposed it, and under what authority", PowerForm),
    "end": ("When it is stepped down", EndForm),
}


def part_form(part: str, person: Person, user: User, restriction: Restriction | None = None, **more: Any) -> Form:
    """One part of a restriction as a form, with the choices and the law that belong to it."""
    form = PARTS[part][1](obj=restriction, **more)
    offered = {"belongs_to": lambda: {str(one.id): one.sentence for one in decisions.decisions_of(person, user)},
               "looks_again": lambda: _lookers(restriction)}
    for name in offered.keys() & set(form._fields):
        form[name].options = offered[name]()
    for name in SOURCES.keys() & set(form._fields):
        form[name].sources = [rules().sources[id] for id in SOURCES[name]]
    return form


def _lookers(restriction: Restriction | None) -> dict[str, str]:
    """Those who may look at a restriction again, and whoever does so now."""
    here = {str(one.id): f"{one.name}, {one.job}" for one in colleagues(*LOOKERS)}
    return here | ({str(restriction.owner_id): restriction.owner.name} if restriction and
                   str(restriction.owner_id) not in here else {})


class LookForm(Form):
    """Looking at a restriction again: the person's word first, then what becomes of it, and why."""

    restriction: Restriction
    person_says = LongTextField("What does the person say or show about it now?", limit=2000)
    change = OneOf("What becomes of it?", options=CHANGES, required="Choose what becomes of it")
    because = LongTextField("Why?", limit=2000, called="The reasons",
                            hint="What has been seen since it was last looked at. If it is kept: why nothing less will "
                                 "do now.")
    what = LongTextField("How does it read now?", limit=1000, called="How it reads now",
                         hint="Change this when it has been reduced or increased. The earlier words are kept.")
    step_down_on = DateField("By when is it looked at again?", called="The step-down date",
                             hint="Leave this as it is when it has been removed.")
    reduced_by = LongTextField("What has to happen for it to be reduced?", limit=2000)

    def _refuse(self, field: Answer) -> None:
        said = gaps_in(self.restriction, values(self)).get(field.short_name) if self.change.data else ""
        if said:
            raise ValidationError(said.removesuffix("."))

    validate_because = validate_what = validate_step_down_on = _refuse


def look_form(restriction: Restriction) -> LookForm:
    """The form to look at a restriction again; a date that has passed is asked for anew."""
    form = LookForm(obj=restriction)
    form.restriction = restriction
    if not form.is_submitted() and restriction.step_down_on and restriction.step_down_on < today():
        form.step_down_on.process_data(None)
    return form


class OffersForm(Form):
    """The restrictions that concluded records name. All are chosen beforehand: they are in force by those records."""

    chosen = SeveralOf("Restrictions to add to the register", required="Choose at least one, or go back",
                       hint="Each comes with everything written of it. Complete what is missing afterwards.")


def offers_form(offers: list[Offered]) -> OffersForm:
    form = OffersForm(data={"chosen": [one.key for one in offers]})
    form.chosen.options = {one.key: one.what for one in offers}
    return form
