"""The forms of a record: its questions, an entry of a group, going past a stop. The rules say what they ask."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from riskpanel.assessments.carried import Offer
from riskpanel.assessments.walk import Walk
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.rulebook import NOT_SURE, Question, name_of
from riskpanel.rulebook.current import rules
from riskpanel.web import drafts
from riskpanel.web.access import user
from riskpanel.web.editing import conflict
from riskpanel.web.fields import LongTextField
from riskpanel.web.filters import datetime_words
from riskpanel.web.forms import Form, QuestionsForm, questions_form


class OverrideForm(Form):
    """Going past a stop because care cannot wait."""

    why = LongTextField("Why can this not wait?", required="Say why this cannot wait", limit=2000,
                        called="Why this cannot wait",
                        hint="What would happen to the person, and when, if the record were settled first.")
    least_restrictive = LongTextField(
        "Why is what you are going to do the least restrictive thing that will do?", limit=2000,
        required="Say why this is the least restrictive thing that will do", called="Why this is the least restrictive",
        hint="What else was thought of, and how it can be undone.")


def page_form(walk: Walk, questions: tuple[Question, ...], offers: Mapping[str, Offer], draft: drafts.Offered | None
              ) -> QuestionsForm:
    """The questions of a page, filled with what is stored, else with what is offered from elsewhere."""
    stored = {question.id: walk.answers.get(question.id) for question in questions}
    shown = stored | {id: offer.value for id, offer in offers.items()}
    return _form(walk, questions, shown, walk.version_of(questions), draft)


def entry_form(walk: Walk, questions: tuple[Question, ...], value: Mapping[str, Any], version: int,
               draft: drafts.Offered | None) -> QuestionsForm:
    """The questions of one entry of a group."""
    return _form(walk, questions, value, version, draft)


def _form(walk: Walk, questions: Iterable[Question], stored: Mapping[str, Any], version: int,
          draft: drafts.Offered | None) -> QuestionsForm:
    asked = tuple(questions)
    made = questions_form(asked, stored, choices(walk, asked, stored), rules().sources)
    return made(formdata=draft.formdata) if draft else made(version=version)


# ---- What there is to choose from

def choices(walk: Walk, questions: Iterable[Question], stored: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The options that the record, the decision or the rules supply; what was chosen before always stays among them."""
    found: dict[str, dict[str, str]] = {}
    for question in questions:
        if question.options_from:
            listed = found.setdefault(question.options_from, offered(walk, question.options_from))
            chosen = stored.get(question.id) if question.type != "person" else None
            for one in chosen if isinstance(chosen, list) else [chosen]:
                if one and one != NOT_SURE:
                    listed.setdefault(one, one)
    return found


def offered(walk: Walk, supply: str) -> dict[str, str]:
    """What one supply offers: voices, kinds of decision, or the entries of an earlier group by name."""
    supplies: Mapping[str, Callable[[], dict[str, str]]] = {
        "voices": lambda: voices(walk.assessment.decision),
        "decision-kinds": lambda: {id: kind.title for id, kind in rules().decision_kinds.items()},
    }
    return dict(supplies.get(supply, lambda: _entries(walk, supply))())


def _entries(walk: Walk, group: str) -> dict[str, str]:
    question = walk.questionnaire.find(group)
    names = [name_of(question, row.value, number) for number, row in enumerate(walk.entries(group), start=1)]
    return {name: name for name in names}


def voices(decision: Decision) -> dict[str, str]:
    """Whoever may speak or be spoken of: the person first, those around them, then those who work with them."""
    person = decision.person
    around = [(one.name, one.relation or one.kind.capitalize()) for one in person.connections
              if not _ended(one.ended_on)]
    advocates = [(one.name, "advocate") for one in person.advocates]
    spoken = advocates + [(one.holder, "") for one in person.authorities] + [(view.name, "") for view in decision.views]
    maker = decision.decision_maker
    colleagues = [(maker.name, maker.job) if maker else (decision.decision_maker_name, decision.decision_maker_role),
                  (user().name, user().job)]
    listed = [(person.known_as, "the person"), *around, *spoken, *colleagues]
    told: dict[str, str] = {}
    for name, who in listed:
        if name and len(name) <= 200:
            told.setdefault(name, f"{name}, {who}" if who else name)
    return told


def _ended(day: Any) -> bool:
    return day is not None and day <= today()


# ---- Two people at once

def expect_unchanged(walk: Walk, questions: tuple[Question, ...], form: QuestionsForm) -> None:
    """Raise Conflict, with both versions in words and who saved the newer, when these answers were saved meanwhile."""
    rows = {question.id: row for question in questions if (row := walk.row(question.id))}
    version = walk.version_of(questions)
    if not rows or form.version_seen == version:
        return
    newest = max(rows.values(), key=lambda row: row.answered_at)
    theirs = {id: rows[id].value if id in rows else None for id in form.questions}
    _disagree(form, version, theirs, newest)


def expect_entry_unchanged(entry: Any, form: QuestionsForm) -> None:
    """The same for an entry of a group."""
    if form.version_seen != entry.version:
        _disagree(form, entry.version, {id: entry.value.get(id) for id in form.questions}, entry)


def _disagree(form: QuestionsForm, version: int, theirs: Mapping[str, Any], newest: Any) -> None:
    pairs = [(field, theirs[id], form.answers[id]) for id, field in form.questions.items()
             if (theirs[id] or None) != (form.answers[id] or None)]
    conflict(form, version, pairs, datetime_words(newest.answered_at), newest.answered_by.name)
