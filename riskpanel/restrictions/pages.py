"""What the pages of the register say, and what it adds to the person's, the decision's and other pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from riskpanel.access import may
from riskpanel.actions import Action
from riskpanel.assessments.facts import tells_the_rules
from riskpanel.calendar import due_words
from riskpanel.clock import today
from riskpanel.db import earlier_versions
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.restrictions import queries
from riskpanel.restrictions.forms import PARTS
from riskpanel.restrictions.models import APPLIES_TO, CHANGES, KINDS, POWERS, TO_WHOM, Look, Restriction
from riskpanel.restrictions.offered import Offered, offered, offered_by
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed
from riskpanel.workflow import RESTRICTION

YES_NO = {"yes": "Yes", "no": "No", "not-sure": "I am not sure"}
NOT_SAID = "Not said yet"
NO_DATE = "No date to step it down"
LIBERTY = "liberty"
LIBERTY_PAGE = "liberty-after-2026"

# How each column reads: its label, the part it is changed in, and its words where it is chosen from a list.
TOLD: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "what": ("What is limited", "limit", {}),
    "kind": ("What it touches", "limit", KINDS),
    "harm_prevented": ("The harm it prevents", "limit", {}),
    "to_whom": ("Harm to whom", "limit", TO_WHOM),
    "likelihood": ("How likely", "limit", {}),
    "seriousness": ("How serious", "limit", {}),
    "less_restrictive_tried": ("Lighter ways tried or thought of", "reasons", {}),
    "why_proportionate": ("Why it is in proportion", "reasons", {}),
    "applies_to": ("Applies to", "reasons", APPLIES_TO),
    "agreed": ("Does the person agree?", "reasons", YES_NO),
    "resisted": ("Do they resist or object?", "reasons", YES_NO),
    "counted_as_restraint": ("Treated as restraint?", "reasons", YES_NO),
    "imposed_by": ("Imposed by", "authority", {}),
    "power": ("Under what authority", "authority", POWERS),
    "power_detail": ("The document, order or section", "authority", {}),
    "since_on": ("Since", "authority", {}),
    "step_down_on": ("To be stepped down, or looked at again, by", "end", {}),
    "reduced_by": ("What has to happen for it to be reduced", "end", {}),
}


def restriction_url(restriction: Restriction, view: str = "restriction", **more: Any) -> str:
    return url_for(f"restrictions.{view}", restriction_id=restriction.id, **more)


def in_words(name: str, value: Any) -> str:
    """A column's value as it reads."""
    words = TOLD[name][2]
    if name.endswith("_on"):
        return date_words(value)
    if isinstance(value, list):
        return ", ".join(words.get(one, one) for one in value)
    return words.get(value or "", str(value or ""))


def step_down_words(restriction: Restriction) -> str:
    """When it is to be stepped down, and how far off that is; or that it has ended."""
    if restriction.removed_on:
        return f"Removed on {date_words(restriction.removed_on)}"
    if restriction.step_down_on is None:
        return NO_DATE
    due = due_words(restriction.step_down_on, today(), rules().bank_holidays)
    return f"To be stepped down, or looked at again, by {date_words(restriction.step_down_on)}, {due}"


def last_change(restriction: Restriction) -> str:
    """What became of it when it was last looked at."""
    if not restriction.looks:
        return "In force"
    return CHANGES[restriction.looks[-1].change].partition(":")[0]


@dataclass(frozen=True)
class RestrictionPage:
    """One restriction, as its page shows it to one user."""

    restriction: Restriction
    user: Any

    def _allows(self, action: Action) -> bool:
        return RESTRICTION.allows(action, self.restriction.state) and may(self.user, action, self.restriction)

    @cached_property
    def may_change(self) -> bool:
        return self._allows(Action.CHANGE_RESTRICTION)

    @cached_property
    def may_look(self) -> bool:
        return self._allows(Action.REVIEW_RESTRICTION)

    @property
    def where_it_stands(self) -> str:
        return step_down_words(self.restriction)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each part with its questions and what the register says."""
        return [{"title": title, "rows": self._rows(part), "href": self._change_url(part)}
                for part, (title, _form) in PARTS.items()]

    def _change_url(self, part: str) -> str:
        return restriction_url(self.restriction, "change", part=part) if self.may_change else ""

    def _rows(self, part: str) -> list[dict[str, Any]]:
        rows = [{"key": label, "value": in_words(name, getattr(self.restriction, name)) or NOT_SAID}
                for name, (label, at, _words) in TOLD.items() if at == part]
        looker = {"key": "Looked at again by", "value": self.restriction.owner.name}
        return rows + ([looker] if part == "end" else [])

    @property
    def missing(self) -> list[dict[str, str]]:
        """What the register still lacks, each with where it is said."""
        return [{"text": said, "href": self._change_url(part)} for holds, said, part in MISSING
                if self.restriction.is_in_force and holds(self.restriction)]

    @property
    def history(self) -> list[dict[str, str]]:
        """Each time it was looked at, newest first, with how it read before."""
        return [_entry(one) for one in reversed(self.restriction.looks)]

    @property
    def earlier(self) -> list[dict[str, str]]:
        """The words that were corrected since, newest first."""
        return [{"key": f"{TOLD[name][0]}, until {date_words(kept.kept_at)}", "value": in_words(name, value)}
                for kept in earlier_versions(self.restriction) for name, value in kept.values.items()
                if name in TOLD and value]

    @property
    def liberty(self) -> Line | None:
        """Where the facts about liberty are gathered, when this limit is of a sort that may be more than minor."""
        restriction = self.restriction
        return liberty_line(restriction.decision_id) if restriction.is_in_force and restriction.is_weighty else None


# What a restriction in force should say, and the part in which it is said.
MISSING: tuple[tuple[Callable[[Restriction], bool], str, str], ...] = (
    (lambda one: not one.step_down_on, "There is no date by which it is stepped down or looked at again.", "end"),
    (lambda one: not one.reduced_by, "Nothing says what has to happen for it to be reduced.", "end"),
    (lambda one: not one.harm_prevented, "It does not say which harm it prevents.", "limit"),
    (lambda one: not one.less_restrictive_tried, "It does not say what lighter ways were tried or thought of.",
     "reasons"),
    (lambda one: not one.why_proportionate, "It does not say why it is in proportion.", "reasons"),
    (lambda one: one.power in ("", "not-sure"), "Nobody has said under what authority it was imposed.", "authority"),
    (lambda one: not one.imposed_by, "It does not say who imposed it.", "authority"),
)


def _entry(look: Look) -> dict[str, str]:
    said = [f"The person: {look.person_says}"] if look.person_says else []
    before = [f"Before: {look.before}"]
    if look.step_down_before:
        before.append(f"It was to be stepped down, or looked at again, by {date_words(look.step_down_before)}.")
    text = "\n".join([*said, f"Because: {look.because}", *before])
    return {"title": CHANGES[look.change], "when": date_words(look.on), "by": look.by.name, "text": text}


def liberty_line(decision_id: Any) -> Line:
    """Where the facts are gathered: the questions about this decision, or the guidance where there are none."""
    asked = any(id == LIBERTY for id, _version in rules().questionnaires)
    if asked and decision_id:
        href = url_for("assessments.start", decision_id=decision_id, questionnaire=LIBERTY)
        return Line("Gather the facts about liberty", href)
    return Line("What to ask about liberty, and whom to ask", url_for("guidance.page", page=LIBERTY_PAGE))


# ---- The person's page, the decision's page, My work

@adds_to("person")
def on_the_persons_page(person: Person, user: Any) -> Iterable[Section]:
    """What limits their life now, each with its step-down date, and what concluded records offer to the register."""
    register = queries.register(person, user)
    waiting = offered(person, register, user)
    lines = (*(_line(one) for one in register if one.is_in_force), *(_named(one) for one in waiting))
    actions = [*_offers(waiting, person, user), *_add(person, user)]
    whole = Line("See the whole register, with what has ended", url_for("restrictions.register", person_id=person.id))
    yield Section("Restrictions on my life now", lines, tuple(actions + ([whole] if register else [])),
                  "None is in the register, and no concluded record names one.")


def _line(restriction: Restriction) -> Line:
    return Line(restriction.what, restriction_url(restriction), last_change(restriction), step_down_words(restriction))


def _named(offer: Offered) -> Line:
    """One that a concluded record names, as it stands there."""
    until = offer.values.get("step_down_on")
    due = f"To be stepped down, or looked at again, by {date_words(until)}" if until else NO_DATE
    page = url_for("assessments.overview", assessment_id=offer.record.id)
    return Line(offer.what, page, "In a concluded record, not in the register yet", due)


def _offers(offers: Sequence[Offered], person: Person, user: Any) -> list[Line]:
    if not offers or not may(user, Action.ADD_RESTRICTION, person):
        return []
    text = f"Add to the register what concluded records name ({len(offers)} to add)"
    return [Line(text, url_for("restrictions.offers", person_id=person.id))]


def _add(person: Person, user: Any, **more: Any) -> list[Line]:
    if not may(user, Action.ADD_RESTRICTION, person):
        return []
    return [Line("Add a restriction, whoever imposed it", url_for("restrictions.add", person_id=person.id, **more))]


@adds_to("decision")
def on_the_decisions_page(decision: Decision, user: Any) -> Iterable[Section]:
    """The restrictions that belong to a decision, and those its concluded records offer to the register."""
    own = [one for one in queries.bearing_on(decision) if one.decision_id]
    waiting = offered_by(decision, own)
    weighty = any(one.is_weighty and one.is_in_force for one in own)
    actions = [*_offers(waiting, decision.person, user), *_add(decision.person, user, decision=decision.id),
               *([liberty_line(decision.id)] if weighty else [])]
    yield Section("Restrictions", tuple(_line(one) for one in own), tuple(actions),
                  "No restriction in the register belongs to this decision.")


@tells_what_is_owed
def owed(user: Any) -> Iterable[Owed]:
    """The restrictions this user is to look at again, by their step-down date."""
    return [_owed(one) for one in queries.to_step_down(user)]


def _owed(restriction: Restriction) -> Owed:
    about = f"{restriction.person.known_as}, {restriction.person.reference}"
    if restriction.step_down_on is None:
        return Owed(about, f"Set a date to step down: {restriction.what}",
                    restriction_url(restriction, "change", part="end"), "Set a date")
    return Owed(about, f"Step down, or look again at: {restriction.what}", restriction_url(restriction, "look"),
                "Look again", restriction.step_down_on)


# ---- What the rules are told

@tells_the_rules
def told_to_the_rules(decision: Decision) -> Mapping[str, bool]:
    """What the register holds of this decision, and of the person's life besides it."""
    in_force = [one for one in queries.bearing_on(decision) if one.is_in_force]
    return {name: any(holds(one) for one in in_force) for name, holds in FACTS.items()}


FACTS: Mapping[str, Callable[[Restriction], bool]] = {
    "restriction_in_force": lambda one: True,
    "restriction_without_end": lambda one: not (one.step_down_on and one.reduced_by),
    "restriction_overdue": lambda one: bool(one.step_down_on and one.step_down_on < today()),
    "restriction_without_lighter_ways": lambda one: not one.less_restrictive_tried,
    "restriction_for_everyone": lambda one: one.applies_to == "everyone",
    "restriction_movement_uncounted": lambda one: "movement" in (one.kind or ()) and one.counted_as_restraint != "yes",
    "restriction_not_agreed": lambda one: one.agreed != "yes",
    "restriction_without_power": lambda one: one.power in ("", "not-sure"),
}


# ---- The register as a page of its own

def tables(rows: Sequence[Restriction]) -> list[dict[str, Any]]:
    """Those in force, then those that have ended."""
    told = (("In force now", True), ("Ended", False))
    return [{"title": title, "lines": [_line(one) for one in rows if one.is_in_force is now]} for title, now in told]


def liberty_of(rows: Sequence[Restriction]) -> Line | None:
    """Where the facts about liberty are gathered, when anything in force may be more than minor."""
    weighty = next((one for one in rows if one.is_in_force and one.is_weighty), None)
    return liberty_line(weighty.decision_id) if weighty else None


def offers_said(offers: Sequence[Offered]) -> list[dict[str, Any]]:
    """Each restriction offered: what was written of it, and the record it stands in."""
    titles = {id: rules().questionnaire(id).title for id, _group in queries.NAMED_IN}
    return [{"what": one.what, "record": titles[one.record.questionnaire],
             "href": url_for("assessments.overview", assessment_id=one.record.id),
             "sentence": one.record.decision.sentence,
             "rows": [{"key": TOLD[name][0], "value": in_words(name, value)} for name, value in one.values.items()
                      if name != "what" and value]} for one in offers]
