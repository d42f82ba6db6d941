"""The forms of a challenge. A blank never holds up saving a draft: what is missing is asked for before sending."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.access import ANSWERERS
from riskpanel.challenges import grounds, ladder
from riskpanel.challenges.grounds import Offered
from riskpanel.challenges.models import Challenge
from riskpanel.challenges.rulings import NOT_THEIR_OWN, may_not_answer_next, may_not_rule, ruled_from_outside
from riskpanel.challenges.services import due_on
from riskpanel.challenges.words import (
    ALTERNATIVES,
    ANSWERS,
    BASES,
    DANGER,
    DIRECTIONS,
    FOR_WHOM,
    KNOWS,
    OUTCOMES,
    SHOWN,
)
from riskpanel.clock import today
from riskpanel.decisions.forms import kinds
from riskpanel.documents.files import KINDS_SAID, MOST_BYTES
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.web.fields import DateField, LongTextField, OneOf, Select, SeveralOf, TextField, Tick
from riskpanel.web.filters import date_words
from riskpanel.web.forms import Form
from riskpanel.web.uploads import FileField

LAW_SOURCES = ("mca-2005-s1", "mca-2005-s4", "ca-2014-s1", "mca-code-4-63")


class SafetyForm(Form):
    """Safety before argument."""

    danger_now = OneOf("Is anyone in danger now?", options=DANGER, required="Say whether anyone is in danger now")
    urgent = Tick("This is urgent",
                  hint="Tick if it is about to be carried out, or if harm would come before an ordinary answer.")


class StatementForm(Form):
    """One statement, where it is written, and which way it is wrong."""

    where_written = TextField("Where is it written?", hint="For example, the assessment of 3 November, page 4")
    decided_on = DateField("When was it decided?", called="When it was decided")
    statement = LongTextField("Which statement do you challenge?", limit=2000,
                              hint="One sentence, as it is written. Change what is here if another one is the point.",
                              why="An answer can be given to one statement. It cannot be given to a whole file.")
    direction = OneOf("Which way do you think it is wrong?", options=DIRECTIONS)

    def validate_decided_on(self, field: DateField) -> None:
        not_in_future(field)


class StartForm(StatementForm):
    """Danger first; then the statement, where it is written, and which way it is wrong."""

    FIRST: tuple[str, ...] = ("danger_now", "urgent")
    danger_now = OneOf("Is anyone in danger now?", options=DANGER, required="Say whether anyone is in danger now")
    urgent = Tick("This is urgent",
                  hint="Tick if it is about to be carried out, or if harm would come before an ordinary answer.")

    def __iter__(self) -> Iterator[Any]:
        fields = {field.short_name: field for field in super().__iter__()}
        return iter([*(fields.pop(name) for name in self.FIRST), *fields.values()])

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under headings, safety under none."""
        own = {field.short_name: field for field in self.shown}
        return [("", [own.pop(name) for name in SAFETY]), ("The statement you challenge", list(own.values()))]


SAFETY = ("danger_now", "urgent")


class ElsewhereForm(StartForm):
    """A decision made elsewhere: whose, of what kind, and where it is written; it is recorded with the challenge."""

    WHOSE = ("sentence", "kind", "decision_maker_name", "decision_maker_role", "decision_maker_contact")
    FIRST = (*SAFETY, *WHOSE)
    sentence = TextField("What did they decide about, as one sentence?", limit=300, called="The sentence",
                         required="Write what the decision is about, as one sentence",
                         hint="For example, whether Rosa goes home from hospital or to a care home")
    kind = Select("What kind of decision is it?", options=kinds, called="The kind of decision",
                  required="Choose what kind of decision it is")
    decision_maker_name = TextField("Who decided?", required="Write who decided, so that somebody owes an answer",
                                    called="Who decided", hint="A name. If nobody will give one, who chaired or signed")
    decision_maker_role = TextField("In what role, and where?", called="Their role",
                                    hint="For example, consultant at Elmshire Hospital, or chair of the funding panel")
    decision_maker_contact = TextField("How can they be reached?", called="How they can be reached")

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        own = {field.short_name: field for field in self.shown}
        return [("", [own.pop(name) for name in SAFETY]),
                ("Whose decision it is", [own.pop(name) for name in self.WHOSE]),
                ("The statement you challenge", list(own.values()))]


class ReasoningForm(Form):
    """Their reasons first; then what is seen differently, each kind apart; then what the law has to do with it."""

    their_reasoning = LongTextField(
        "What are their reasons, as they would put them?", limit=3000,
        hint="Fairly enough that they would say: yes, that is what I think. If none are written down, say so.",
        why="Somebody who has been understood can listen.")
    facts = LongTextField("Facts you see differently", limit=2000,
                          hint="What happened, what was said, what is possible")
    interpretation = LongTextField("What the facts mean", limit=2000,
                                   hint="You agree on what happened, and read it another way")
    values = LongTextField("What matters", limit=2000, hint="You weigh safety, freedom, family or dignity differently")
    law = LongTextField("The law", limit=2000,
                        hint="A step or a test you think was missed, or a right of the person's that is limited: home, "
                             "family, private life, freedom",
                        why="Keeping these four apart shows which of them the disagreement is about.")
    principles = SeveralOf("Which principles or duties are in play?", options={},
                           hint="Each that you tick goes into the letter in a line, with its source.")
    findings = SeveralOf("What the rules say of this decision’s own records", options={},
                         hint="Tick one to add it as a ground, with why it was said and its sources.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.law.sources = tuple(rules().sources[id] for id in LAW_SOURCES if id in rules().sources)

    def offering(self, offered: Offered) -> "ReasoningForm":
        """Offer these grounds; a list with nothing in it is not asked about."""
        for name, kind in GROUNDS.items():
            field, told = self[name], offered[kind]
            field.options = {id: one["title"] for id, one in told.items()}
            field.hints = {id: grounds.hint(one) for id, one in told.items()}
            if not told:
                del self[name]
        return self


# Which field asks about which kind of ground.
GROUNDS: Mapping[str, str] = {"principles": "principle", "findings": "finding"}


class PersonForm(Form):
    """The person in the middle of it, and whoever it is raised for."""

    person_says = LongTextField("What does the person want said?",
                                hint="In their own words. They go into the letter as they are.")
    person_knows = OneOf("Do they know about this challenge?", options=KNOWS)
    person_knows_because = TextField("If not, or not yet, why?")
    person_protected = LongTextField("How are they kept out of the argument?", limit=1000,
                                     hint="For example, no meeting about it in their home, and who tells them what")
    raised_for = OneOf("Who do you raise this for?", options=FOR_WHOM)
    raised_for_name = TextField("Their name, if it is family or an advocate",
                                hint="An advocate who is on the person’s record need not be named again.")
    raised_for_words = LongTextField(
        "Their challenge in their own words",
        hint="If it is not your own. Once written they stay as they are: nobody else can change them.")
    raised_for_beside = LongTextField("Anything to be read beside their words", limit=2000,
                                      hint="A correction, such as a date. It stands beside their words, not in them.")

    def for_somebody(self, may_write_their_words: bool) -> "PersonForm":
        """Whoever did not write those words down can only put something beside them."""
        if not may_write_their_words:
            del self.raised_for_words
        return self


class AskForm(Form):
    """One thing, by a date, and what keeps the person safe meanwhile."""

    ask = LongTextField("What do you ask for?", limit=2000, hint="One thing that they can do")
    ask_by = DateField("By when?", called="The date you ask for", hint="Leave blank if the date does not matter")
    alternative = LongTextField("Is there another way you can offer?", limit=2000,
                                hint="Less restrictive, or more protective, and really available")
    alternative_is = OneOf("How does it compare with what was decided?", called="How it compares",
                           options={key: words for key, (words, _) in ALTERNATIVES.items()})
    meanwhile = LongTextField("What happens meanwhile?", limit=2000,
                              hint="What keeps the person safe until there is an answer, as little intrusive as can be")
    would_change_my_mind = LongTextField("What would change your mind?", limit=2000)

    def validate_ask_by(self, field: DateField) -> None:
        if field.data and field.data < today():
            raise ValidationError("The date you ask for has passed")


class EvidenceForm(Form):
    """One claim and where it comes from."""

    claim = LongTextField("What does it show?", limit=2000, required="Write what it shows")
    source = TextField("Where does it come from?", hint="For example, my visit, the falls clinic's letter, her sister")
    dated_on = DateField("What date is it?", called="The date")
    basis = OneOf("How is it known?", options=BASES, required="Choose how it is known")

    def validate_dated_on(self, field: DateField) -> None:
        not_in_future(field)


class RequestForm(Form):
    """One thing that the other side is asked to show."""

    claim = LongTextField("What do you ask to be shown?", limit=2000, required="Write what you ask to be shown",
                          hint="For example, the record of the three falls")
    source = TextField("Which statement of theirs does it stand behind?")


class AttachForm(Form):
    """A file, or where the original is kept, or both."""

    file = FileField("Choose a file", called="The file",
                     hint=f"{KINDS_SAID[0].upper()}{KINDS_SAID[1:]}, up to {MOST_BYTES // 1_000_000} MB. "
                          "It is kept encrypted, and opened only by those who may see this challenge.")
    found_at = TextField("Or where can it be found?", called="Where it can be found",
                         hint="For example, the case record of 4 May, or the ward's notes, page 12")

    def validate_found_at(self, field: TextField) -> None:
        if not field.data and not self.file.data and not self.file.errors:
            raise ValidationError("Choose a file, or write where it can be found")


class PartForm(Form):
    """One part of the letter, in the sender's words."""

    text = LongTextField("What this part says", limit=5000, required="Write what this part says")


class AnswerForm(Form):
    """An answer: one of four, with reasons always. `asks` puts to whoever fills it in what was asked to be shown."""

    asks = "You are asked to show: {}"
    answer = OneOf("Your answer", options=ANSWERS, required="Choose an answer")
    reasons = LongTextField("Your reasons", required="Write your reasons: an answer always has them")
    evidence_given = LongTextField("Any other evidence you give", limit=3000, called="Other evidence",
                                   hint="Say where each can be found")
    speak_to = TextField("Who can be spoken to about this?", called="Who can be spoken to",
                         hint="A name and a telephone number, if it is not you")


class OutsideAnswerForm(AnswerForm):
    """An answer that came from outside, written down as it was given."""

    asks = "They were asked to show: {}"
    given_by_name = TextField("Who gave the answer?", required="Write who gave the answer", hint="Their name and role")
    given_on = DateField("When did they give it?", called="The date of the answer", required="Write when they gave it")
    answer = OneOf("Their answer", options=ANSWERS, required="Choose their answer")
    reasons = LongTextField("Their reasons, in their own words",
                            required="Write their reasons. If they gave none, their answer is not complete: ask them")
    evidence_given = LongTextField("Any other evidence they gave", limit=3000, called="Other evidence",
                                   hint="And where it can be found")
    speak_to = TextField("Who can be spoken to about it?", called="Who can be spoken to",
                         hint="A name and a telephone number, if it is not them")

    def of(self, challenge: Challenge) -> "OutsideAnswerForm":
        self.challenge = challenge
        return self

    def validate_given_by_name(self, field: TextField) -> None:
        if may_not_rule(self.challenge, field.data or ""):
            raise ValidationError(NOT_THEIR_OWN)

    def validate_given_on(self, field: DateField) -> None:
        not_in_future(field)


class MoreForm(Form):
    """What an answer asked for."""

    more = LongTextField("What you can tell or show them", required="Write what you can tell or show them",
                         hint="Say where any document can be found.")


class ShownForm(Form):
    """What was shown in answer to a request, or why nothing is."""

    how_shown = OneOf("How was it answered?", options=SHOWN, called="How it was answered",
                      required="Choose how it was answered")
    what_was_shown = LongTextField("What was shown, or why not?", name="shown", limit=3000,
                                   required="Write what was shown, or why it is not",
                                   hint="Say where it can be found. A file can be attached next.")
    shown_on = DateField("When?", called="When it was shown", required="Write when it was shown")

    def validate_shown_on(self, field: DateField) -> None:
        not_in_future(field)


class EscalateForm(Form):
    """Where it goes next, to whom, and why."""

    stage = OneOf("Where should it go next?", options={}, required="Choose where it goes next")
    owed_by = Select("Which colleague should answer?",
                     hint="Nobody who made the decision, or has raised or answered this challenge")
    owed_by_name = TextField("Or, if they work elsewhere, their name and role")
    because = LongTextField("Why is it taken further?", limit=3000, required="Write why it is taken further")
    skipping_because = TextField("If you pass over a stage, why?", hint="Any stage may be passed over: say why")
    urgent = Tick("This is urgent", hint="An urgent answer is due sooner than the dates above.")

    def for_challenge(self, challenge: Challenge) -> "EscalateForm":
        """Offer only the stages and colleagues that can be chosen for this challenge."""
        self.challenge = challenge
        barred = may_not_answer_next(challenge)
        stages = ladder.open_from(challenge.stage)
        self.stage.options = {one.id: one.title for one in stages}
        self.stage.hints = {one.id: f"{one.who}. Answer by {date_words(due_on(challenge, one.id))}." for one in stages}
        free = [one for one in users.colleagues(*ANSWERERS) if one.id not in barred]
        self.owed_by.options = {str(one.id): f"{one.name}, {one.job}" for one in free}
        return self

    def validate_owed_by(self, field: Select) -> None:
        if bool(field.data) == bool(self.owed_by_name.data):
            raise ValidationError("Choose one colleague, or name one person from elsewhere")

    def validate_owed_by_name(self, field: TextField) -> None:
        if ruled_from_outside(self.challenge, field.data or ""):
            raise ValidationError(NOT_THEIR_OWN)

    def validate_skipping_because(self, field: TextField) -> None:
        open_now = {one.id for one in ladder.open_from(self.challenge.stage)}
        passed = ladder.skipped(self.challenge.stage, self.stage.data) if self.stage.data in open_now else ()
        if passed and not field.data:
            raise ValidationError(f"Write why this is passed over: {', '.join(one.title for one in passed)}")


class SettleForm(Form):
    """How it ended."""

    outcome = OneOf("How did it end?", options=OUTCOMES, required="Choose how it ended")
    what_changed = LongTextField("What changed, or why did nothing?", limit=3000,
                                 required="Write what changed, or why nothing did")
    what_changed_said_by = TextField("Whose words are these?", required="Write whose words these are")
    how_long = TextField("For how long does it stand?", hint="For example, until the review in March, or for good")
    settled_on = DateField("When was it settled?", called="The date it was settled",
                           required="Write when it was settled")
    themes = SeveralOf("Is there something to learn, without blame?", options={},
                       hint="About the work, never about whoever did it. Choose none if there is nothing.")
    learned = LongTextField("What could be learned?", limit=2000,
                            hint="In a sentence, for instance why it was not settled sooner. Name nobody.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.themes.options = {id: one.title for id, one in rules().themes.items()}

    def validate_settled_on(self, field: DateField) -> None:
        not_in_future(field)


class WithdrawForm(Form):
    """Why a challenge is withdrawn."""

    withdrawn_because = LongTextField("Why is it withdrawn?", limit=3000, required="Write why it is withdrawn")


def not_in_future(field: DateField) -> None:
    """Raise ValidationError, with the sentence to show, when the date has not come yet."""
    if field.data and field.data > today():
        raise ValidationError(f"{field.called} is in the future")
