"""What a rulebook is made of: questions, checks, sources and figures, as typed, frozen models."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from riskpanel.rulebook.grammar import Condition, Model, Name, Text
from riskpanel.rulebook.panel_types import Listed, PanelType

NOT_SURE = "not-sure"
NOT_SURE_WORDS = "I am not sure"
NO_ENTRIES = "__none_because"
LONGEST = {"text": 200, "person": 200, "document": 500, "long-text": 10_000}
FIXED_OPTIONS = {
    "yes-no": {"yes": "Yes", "no": "No"},
    "yes-no-unsure": {"yes": "Yes", "no": "No", NOT_SURE: NOT_SURE_WORDS},
}
CHOOSING = frozenset({"one-of", "several-of", "scale"})

QuestionType = Literal[
    "text",
    "long-text",
    "yes-no",
    "yes-no-unsure",
    "one-of",
    "several-of",
    "date",
    "number",
    "scale",
    "person",
    "document",
    "group",
]
REFERENCE = re.compile(r"\[\[([^\[\]\n]+)\]\]")
SHORT_TITLES = {
    "Mental Capacity Act Code of Practice, ": "Code ",
    "Mental Capacity Act 2005, ": "MCA ",
    "European Convention on Human Rights, ": "Human rights, ",
    "NICE guideline NG108, ": "NICE NG108 ",
}
Severity = Literal["stop", "warn", "advise"]


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


OneOrMore = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*(__none_because)?$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[A-Za-z0-9]+)*$")]


class Question(Model):
    """One question, or a group of them that repeats; `words` is its short label in records and findings."""

    id: Key
    type: QuestionType
    title: Text
    words: Text
    hint: str | None = None
    why: str | None = None
    sources: tuple[SourceId, ...] = ()
    options: dict[str, Text] = {}
    options_from: str | None = None
    when: Condition | None = None
    required: bool = False
    with_: Key | None = Field(default=None, alias="with")
    not_sure: bool = False
    max_length: int | None = Field(default=None, ge=1)
    min: int | None = None
    max: int | None = None
    unit: str | None = None
    names_entry: bool = False
    asks: tuple["Question", ...] = ()
    each: str | None = None
    plural: str | None = None
    adds: str | None = None
    at_least: int = Field(default=0, ge=0)
    or_reason: bool = False

    @model_validator(mode="before")
    @classmethod
    def _with_defaults(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        kind = raw.get("type")
        filled = {"words": raw.get("plural", raw.get("title")), **raw}
        if kind in LONGEST:
            filled.setdefault("max_length", LONGEST[str(kind)])
        if kind in FIXED_OPTIONS and "options" not in raw:
            filled["options"] = FIXED_OPTIONS[str(kind)]
        if raw.get("not_sure") is True and isinstance(raw.get("options", {}), Mapping):
            filled["options"] = {**raw.get("options", {}), NOT_SURE: NOT_SURE_WORDS}
        return filled

    @cached_property
    def none_because(self) -> "Question":
        """The written reason that may stand where a group has fewer entries than it asks for."""
        return Question(id=self.id + NO_ENTRIES, type="long-text", title="If there are none, say why",
                        words=f"Why there is none: {self.words}")

    @cached_property
    def ask(self) -> Mapping[str, "Question"]:
        """The questions of one entry, by id."""
        return {ask.id: ask for ask in self.asks}

    @cached_property
    def entry_name(self) -> str | None:
        """The id of the ask whose answer titles an entry."""
        return next((ask.id for ask in self.asks if ask.names_entry), None)


class Section(Model):
    """A heading and the questions under it."""

    id: Name
    title: Text
    gist: str | None = None
    questions: tuple[Question, ...] = Field(alias="question", min_length=1)


class Questionnaire(Model):
    """One published version of a record's questions, in the order they are asked."""

    id: Name
    version: int = Field(ge=1)
    title: Text
    gist: Text
    owner: Text
    effective_from: date
    review_by: date | None = None
    sections: tuple[Section, ...] = Field(alias="section", min_length=1)

    def every(self) -> Iterator[Question]:
        """Each question in order; a group counts as one."""
        return (question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Each question by its id, with the reasons that may stand for an empty group."""
        found = {question.id: question for question in self.every()}
        reasons = (question.none_because for question in found.values() if question.or_reason)
        return found | {reason.id: reason for reason in reasons}

    def find(self, id: str) -> Question:
        """The question or group with this id; raises KeyError."""
        return self.by_id[id]


class Example(Model):
    """One case a check is tried on: it must fire, or must not."""

    fires: bool
    answers: dict[str, Any] = {}
    person: dict[str, Any] = {}
    decision: dict[str, Any] = {}
    as_at: date | None = None
    other: dict[str, Any] = {}
    unfinished: OneOrMore = ()


class Check(Model):
    """Something the rules may say of a record, with what would settle it and the law it rests on.

    `subject` is the name of the file that holds it.
    """

    id: Name
    subject: str = ""
    applies_to: tuple[Name, ...] = Field(min_length=1)
    severity: Severity
    when: Condition
    say: Text
    settle: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    in_force_from: date | None = None
    in_force_until: date | None = None
    confirmed: bool = True
    duty: str | None = None
    local_figure: OneOrMore = ()
    stands_for: OneOrMore
    examples: tuple[Example, ...] = Field(default=(), alias="example")

    @model_validator(mode="before")
    @classmethod
    def _stands_for_itself(cls, raw: Any) -> Any:
        return {"stands_for": (raw.get("id"),), **raw} if isinstance(raw, Mapping) else raw

    def in_force(self, on: date) -> bool:
        """Whether the law behind it was in force on that day."""
        return (self.in_force_from or date.min) <= on <= (self.in_force_until or date.max)


class Change(Model):
    """What has become of a source since: from when, what changed and what to look at again, in our own words.

    `by` is the source that changed it; `recorded_on` the day it was written here, where that is later than the change.
    """

    on: date
    what: Text
    ask: Text
    by: SourceId | None = None
    recorded_on: date | None = None


class Source(Model):
    """A section, Code paragraph, guideline or judgment; the gist is in our own words.

    `read` says where the point was read when the original itself was not; `note` says what of it is not confirmed.
    `cited_as` holds words by which a record's own text is known to lean on it.
    """

    id: SourceId
    kind: Literal["statute", "code", "guidance", "judgment"]
    title: Text
    gist: Text
    url: str | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    overruled_by: SourceId | None = None
    affected_by: SourceId | None = None
    confirmed: bool
    last_verified: date
    read: Text | None = None
    note: Text | None = None
    cited_as: OneOrMore = ()
    changes: tuple[Change, ...] = Field(default=(), alias="change")

    @cached_property
    def short(self) -> str:
        """Its title as it is said in a sentence: “MCA section 1(3)”, “Code paragraph 5.64”."""
        return next((short + self.title.removeprefix(long) for long, short in SHORT_TITLES.items()
                     if self.title.startswith(long)), self.title)

    @property
    def citation(self) -> str:
        """A judgment by its reference alone, “[2021] UKSC 52”; anything else by its title."""
        return self.title[max(self.title.find("["), 0):]


class Figure(Model):
    """A local figure: what a service has decided, not what the law says."""

    id: Key
    value: Any
    unit: str | None = None
    title: Text
    note: str | None = None


class LadderStage(Model):
    """A stage of a challenge's ladder: who answers there, the figure that says how soon, and who is asked next.

    `days` names a figure of policy.toml in working days, counted from the day the challenge was sent ("start") or the
    day the stage is reached ("stage"); the same name with `_urgent` is the urgent figure.
    """

    id: Name
    title: Text
    who: Text
    days: Key
    counts_from: Literal["start", "stage"] = "stage"
    by_referral: bool = False
    next_asked: tuple[Name, ...] = ()
    together: Text | None = None

    @property
    def from_start(self) -> bool:
        return self.counts_from == "start"

    def figures(self) -> tuple[str, str]:
        """The policy keys of its working days: usual and urgent."""
        return self.days, f"{self.days}_urgent"


class RelevantInformation(Model):
    """A point courts or services usually treat as needed for a kind of decision; `says` is what sort of point it is."""

    text: Text
    source: SourceId | None = None
    confirmed: bool = False
    says: Literal["fact", "consequence", "no-decision"] | None = None


class DecisionKind(Model):
    """A kind of decision; `excluded` means nobody may make it for someone else."""

    id: Name
    title: Text
    sentence_hint: str | None = None
    relevant_information: tuple[RelevantInformation, ...] = ()
    excluded: bool = False
    note: str | None = None


class GroundKind(Model):
    """A principle or duty that a challenge may say is in play; `plain` is how a letter puts it."""

    id: Name
    title: Text
    plain: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    directions: tuple[Name, ...] = ()

    def suits(self, direction: str) -> bool:
        """Is it offered to a challenge that goes this way? Without a direction, everything is."""
        return not direction or not self.directions or direction in self.directions


class Theme(Model):
    """What a settled challenge can teach: a theme of the work, and never of whoever did it."""

    id: Name
    title: Text


class Suggestion(Model):
    """What gives cause to begin an optional record, and the one line that says so."""

    when: Condition
    because: Text


class Track(Model):
    """A questionnaire whose record is optional: suggested where one of these holds, never imposed."""

    id: Name
    suggested: tuple[Suggestion, ...] = Field(min_length=1)


class Guidance(Model):
    """A page of guidance: its title, and its markdown without the title line.

    `[[id]]` in its text stands for the source, or the other page, of that id.
    """

    id: Name
    title: Text
    text: str

    @cached_property
    def refers_to(self) -> tuple[str, ...]:
        """The ids its text refers to, each once, in the order they come."""
        return tuple(dict.fromkeys(REFERENCE.findall(self.text)))


class GuidanceGroup(Model):
    """Pages of guidance that belong together, in the order a worker meets them."""

    title: Text
    gist: Text
    pages: tuple[Name, ...] = Field(min_length=1)


class Rulebook(Model):
    """Everything in the rules folder, read and checked."""

    questionnaires: dict[tuple[str, int], Questionnaire]
    sources: dict[str, Source]
    checks: dict[str, Check]
    policy: dict[str, Figure]
    decision_kinds: dict[str, DecisionKind]
    grounds: dict[str, GroundKind]
    themes: dict[str, Theme]
    panels: dict[str, PanelType]
    specialisms: dict[str, Listed]
    agencies: dict[str, Listed]
    ladder: dict[str, LadderStage]
    tracks: dict[str, Track]
    guidance: dict[str, Guidance]
    guidance_groups: tuple[GuidanceGroup, ...] = ()
    bank_holidays: frozenset[date]
    fingerprint: str
    law_as_at: date

    def questionnaire(self, id: str, version: int | None = None, on: date | None = None) -> Questionnaire:
        """The version asked for, or the newest in effect on that day, or the newest; raises LookupError."""
        found = [each for each in self.questionnaires.values() if each.id == id]
        if version is not None:
            found = [each for each in found if each.version == version]
        if on is not None:
            found = [each for each in found if each.effective_from <= on]
        if not found:
            when = f" in effect on {on}" if on else ""
            raise LookupError(f"The rules hold no questionnaire “{id}”, version {version or 'any'}{when}.")
        return max(found, key=lambda each: each.version)

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Check, ...]]:
        found: dict[str, tuple[Check, ...]] = {}
        for check in self.checks.values():
            for subject in check.applies_to:
                found[subject] = (*found.get(subject, ()), check)
        return found

    def checks_for(self, applies_to: str) -> tuple[Check, ...]:
        """The checks that apply to this questionnaire, or to the decision as a whole."""
        return self._by_subject.get(applies_to, ())
