"""The closed language of conditions: every form a condition may take, as typed, frozen models."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Union

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag


def _present(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


Text = Annotated[str, AfterValidator(_present)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]
Scalar = bool | int | str


class Model(BaseModel):
    """Frozen, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Leaf(Model):
    """Compares one answer; each subclass holds what it is compared with in `value`."""

    answer: Text


class Is(Leaf):
    """The answer is this."""

    value: Scalar = Field(alias="is")


class IsNot(Leaf):
    """The answer is something else."""

    value: Scalar = Field(alias="is_not")


class In(Leaf):
    """The answer is one of these."""

    value: tuple[Scalar, ...] = Field(alias="in", min_length=1)


class Includes(Leaf):
    """Among several answers is this one."""

    value: Text = Field(alias="includes")


class AtLeast(Leaf):
    """A number, or a step of a scale, this far or further."""

    value: int | str = Field(alias="at_least")


class AtMost(Leaf):
    """A number, or a step of a scale, no further than this."""

    value: int | str = Field(alias="at_most")


class Before(Leaf):
    """A date before this date, before `as_at`, or before another answer."""

    value: date | Text = Field(alias="before", union_mode="left_to_right")


class After(Leaf):
    """A date after this date, after `as_at`, or after another answer."""

    value: date | Text = Field(alias="after", union_mode="left_to_right")


class OlderThan(Leaf):
    """A date longer before `as_at` than a local figure allows, in its unit."""

    value: Annotated[str, Field(pattern=r"^policy:[a-z0-9_]+$")] = Field(alias="older_than")

    @property
    def figure(self) -> str:
        """The policy key."""
        return self.value.removeprefix("policy:")


class Answered(Leaf):
    """Anything has been answered, "I am not sure" included."""

    value: Literal[True] = Field(alias="answered")


class Unanswered(Leaf):
    """Nothing has been answered."""

    value: Literal[True] = Field(alias="unanswered")


class Mentions(Leaf):
    """The text holds one of these words or phrases; it may only ask, never stop."""

    value: tuple[Text, ...] = Field(alias="mentions", min_length=1)


class SameAs(Leaf):
    """The answer is the same as another answer, or one of several is."""

    value: Text = Field(alias="same_as")


class OverGroup(Model):
    """Looks at the entries of a group, or at those where the inner condition holds."""

    group: Text
    where: "Condition | None" = None


class Some(OverGroup):
    """At least one entry."""

    group: Text = Field(alias="some")


class Every(OverGroup):
    """Each entry; true of a group with none."""

    group: Text = Field(alias="every")
    where: "Condition"


class NoEntry(OverGroup):
    """Not one entry."""

    group: Text = Field(alias="none")


class Count(OverGroup):
    """So many entries."""

    group: Text = Field(alias="count")
    at_least: int | None = Field(default=None, ge=1)
    at_most: int | None = Field(default=None, ge=0)


class All(Model):
    """Every one of these."""

    of: tuple["Condition", ...] = Field(alias="all", min_length=1)


class AnyOf(Model):
    """At least one of these."""

    of: tuple["Condition", ...] = Field(alias="any", min_length=1)


class Not(Model):
    """The opposite."""

    of: "Condition" = Field(alias="not")


class Started(Model):
    """A record of this questionnaire exists."""

    questionnaire: Text = Field(alias="started")


class Concluded(Model):
    """A record of this questionnaire has been completed."""

    questionnaire: Text = Field(alias="concluded")


class Named(Model):
    """A named, tested Python function says."""

    function: Text


TESTS: Mapping[str, type[Leaf]] = {
    "is": Is,
    "is_not": IsNot,
    "in": In,
    "includes": Includes,
    "at_least": AtLeast,
    "at_most": AtMost,
    "before": Before,
    "after": After,
    "older_than": OlderThan,
    "answered": Answered,
    "unanswered": Unanswered,
    "mentions": Mentions,
    "same_as": SameAs,
}
OTHERS: Mapping[str, type[Model]] = {
    "some": Some,
    "every": Every,
    "none": NoEntry,
    "count": Count,
    "all": All,
    "any": AnyOf,
    "not": Not,
    "started": Started,
    "concluded": Concluded,
    "function": Named,
}
FORMS: Mapping[str, type[Model]] = {**OTHERS, **TESTS}


def form_of(raw: Any) -> str | None:
    """The key that says which form a condition takes; None when there is none."""
    if isinstance(raw, Model):
        return next(key for key, form in FORMS.items() if type(raw) is form)
    if not isinstance(raw, Mapping):
        return None
    keys = TESTS if "answer" in raw else OTHERS
    return next((key for key in keys if key in raw), None)


Condition = Annotated[
    Union[  # noqa: UP007  a tagged union is spelled out so that a mistake is reported against its own form
        Annotated[Is, Tag("is")],
        Annotated[IsNot, Tag("is_not")],
        Annotated[In, Tag("in")],
        Annotated[Includes, Tag("includes")],
        Annotated[AtLeast, Tag("at_least")],
        Annotated[AtMost, Tag("at_most")],
        Annotated[Before, Tag("before")],
        Annotated[After, Tag("after")],
        Annotated[OlderThan, Tag("older_than")],
        Annotated[Answered, Tag("answered")],
        Annotated[Unanswered, Tag("unanswered")],
        Annotated[Mentions, Tag("mentions")],
        Annotated[SameAs, Tag("same_as")],
        Annotated[Some, Tag("some")],
        Annotated[Every, Tag("every")],
        Annotated[NoEntry, Tag("none")],
        Annotated[Count, Tag("count")],
        Annotated[All, Tag("all")],
        Annotated[AnyOf, Tag("any")],
        Annotated[Not, Tag("not")],
        Annotated[Started, Tag("started")],
        Annotated[Concluded, Tag("concluded")],
        Annotated[Named, Tag("function")],
    ],
    Discriminator(form_of),
]
for _form in (OverGroup, Some, Every, NoEntry, Count, All, AnyOf, Not):
    _form.model_rebuild()
