"""Pages for those who keep the rules: every check, a record tried, coverage, and changes of law."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.actions import Action
from riskpanel.assessments import queries as assessments
from riskpanel.assessments.facts import bundle
from riskpanel.challenges.queries import remember_open
from riskpanel.clock import today
from riskpanel.errors import NotFound, NotNow
from riskpanel.keeping import catalogue as every
from riskpanel.keeping import forms, pages, queries, road, services, sweep, trying
from riskpanel.keeping.queries import Asked
from riskpanel.people.pages import about
from riskpanel.rulebook.coverage import covered
from riskpanel.rulebook.current import rules
from riskpanel.rulebook.definitions import Check
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.filters import SEVERITIES
from riskpanel.web.pages import pages_of

bp = Blueprint("keeping", __name__)
CHECKS_A_PAGE = 25
DECISIONS_COVERED = 40
MOST_PAGES = 10_000
LONGEST_WORDS = 100
__all__ = ["bp", "road"]


def _typed(name: str) -> str:
    return request.args.get(name, "")[:LONGEST_WORDS].replace("\x00", "").strip()


def _one_of(name: str, known: Any) -> str:
    """What is asked for, where it is one of those offered."""
    asked = _typed(name)
    return asked if asked in known else ""


def _number() -> int:
    return min(max(request.args.get("page", 1, int), 1), MOST_PAGES)


def _show(template: str, form: Any = None, **context: Any) -> ResponseReturnValue:
    return show(f"keeping/{template}.html", form, places=pages.places(user(), request.endpoint or ""),
                law_as_at=rules().law_as_at, **context)


# ---- The rules

@bp.get("/rules")
@lets(Action.SEE_RULES)
def catalogue() -> ResponseReturnValue:
    book, number = rules(), _number()
    titles = every.subjects(book)
    sift = every.Sift(_one_of("subject", titles), _one_of("severity", SEVERITIES), _typed("words"))
    found = every.sifted(book, sift)
    shown = found[CHECKS_A_PAGE * (number - 1):CHECKS_A_PAGE * number]
    return _show("catalogue", title="The rules", groups=every.by_subject(book, shown, today()), words=sift.words,
                 count=len(found), of=len(book.checks), pages=pages_of(len(found), CHECKS_A_PAGE, number),
                 subjects=every.options(titles, sift.subject, "Every subject"),
                 severities=every.options(_severities(), sift.severity, "Every severity"))


def _severities() -> dict[str, str]:
    return {key: words[0] for key, words in SEVERITIES.items()}


@bp.get("/rules/checks/<check_id>")
@lets(Action.SEE_RULES)
def check(check_id: str) -> ResponseReturnValue:
    found = every.whole(_check(check_id), rules(), today())
    return _show("check", title=found.card.check.say, one=found, back=url_for(".catalogue"))


def _check(check_id: str) -> Check:
    found = rules().checks.get(check_id)
    if found is None:
        raise NotFound()
    return found


@bp.get("/rules/coverage")
@lets(Action.SEE_RULES)
def coverage() -> ResponseReturnValue:
    return _show("coverage", title="Coverage", most=DECISIONS_COVERED)


@bp.post("/rules/coverage")
@lets(Action.TRY_RULES)
def work_out_coverage() -> ResponseReturnValue:
    """What the newest records that this user may see show of the rules; the command looks at all."""
    trail.look(Action.TRY_RULES, None, by=user())
    decisions = queries.newest_decisions(user(), DECISIONS_COVERED)
    remember_open([decision.id for decision in decisions])
    found = covered(rules(), [bundle(one, assessments.records_of(one)) for one in decisions])
    return _show("coverage", title="Coverage", found=found, most=DECISIONS_COVERED,
                 lists=every.uncovered(found, rules()))


# ---- Trying a record, or a case

@bp.route("/rules/try", methods=["GET", "POST"])
@lets(Action.TRY_RULES)
def attempt() -> ResponseReturnValue:
    form = forms.ReferenceForm()
    if form.validate_on_submit():
        found = queries.by_reference(form.reference.data.upper(), user())
        if found:
            return redirect(url_for(".tried", record_id=found.id), 303)
        form.reference.errors = ["There is no record or decision with this reference that you can see"]
    return _show("attempt", form, title="Try a record on the rules", latest=_latest(), case=url_for(".case"))


def _latest() -> list[Mapping[str, Any]]:
    return [{"href": url_for(".tried", record_id=one.id), "title": pages.title_of(one), "record": one,
             "stands": pages.stands(one)} for one in queries.latest(user())]


@bp.get("/rules/try/<uuid:record_id>")
@lets(Action.TRY_RULES)
def tried(record_id: uuid.UUID) -> ResponseReturnValue:
    record = assessments.assessment(record_id, user())
    trail.look(Action.TRY_RULES, record, by=user())
    sift = trying.Sift(_one_of("state", trying.STATES), _one_of("severity", SEVERITIES), _typed("words"))
    return _show("tried", title="Every check tried on this record", trials=trying.on_a_record(record, sift),
                 record=record, name=pages.title_of(record), about=about(record.person), words=sift.words,
                 states=every.options(dict(trying.STATE_NAMES), sift.state, "All"),
                 severities=every.options(_severities(), sift.severity, "All"), back=url_for(".attempt"))


@bp.route("/rules/try/case", methods=["GET", "POST"])
@lets(Action.TRY_RULES)
def case() -> ResponseReturnValue:
    form = forms.CaseForm()
    trials = None
    if form.validate_on_submit():
        sift = trying.Sift(form.state.data or "", form.severity.data or "", form.words.data or "")
        trials = trying.on_a_bundle(form.bundle, sift)
        services.note_trial(form.bundle, by=user())
    return _show("case", form, title="Try a case on the rules", trials=trials, back=url_for(".attempt"))


# ---- Changes of law

@bp.get("/law-changes")
@lets(Action.SEE_LAW_CHANGES)
def law_changes() -> ResponseReturnValue:
    came = sweep.changes(today()).values()
    titles = {change.source.id: change.source.title for change in came}
    source, number = _one_of("source", titles), _number()
    found = sweep.swept(Asked(user(), today(), only_theirs=not pages.sees_all(user())), source or None)
    trail.look(Action.SEE_LAW_CHANGES, None, by=user())
    return _show("law_changes", title="Changes of law", lines=pages.lines(found, user(), number), count=len(found),
                 sources=every.options(titles, source, "Every change"), rulings=pages.rulings(came),
                 pages=pages_of(len(found), pages.PAGE, number), sees_all=pages.sees_all(user()))


@bp.get("/law-changes/looked-at")
@lets(Action.SEE_LAW_CHANGES)
def looked_at() -> ResponseReturnValue:
    number = _number()
    rows, count = queries.looked_at(user(), only_theirs=not pages.sees_all(user()), page=number, size=pages.PAGE)
    trail.look(Action.SEE_LAW_CHANGES, None, by=user())
    return _show("looked_at", title="Records looked at again", rows=pages.looked_at(rows, user()),
                 pages=pages_of(count, pages.PAGE, number), back=url_for(".law_changes"))


@bp.route("/law-changes/<uuid:record_id>", methods=["GET", "POST"])
@lets(Action.SETTLE_LAW_CHANGE)
def look_again(record_id: uuid.UUID) -> ResponseReturnValue:
    record = assessments.assessment(record_id, user(), changing=request.method == "POST")
    access.require(user(), Action.SETTLE_LAW_CHANGE, record)
    form = forms.look_again_form(record)
    if form.validate_on_submit():
        afresh = services.reconsider(record, form.outcome.data, form.because.data or "", by=user())
        return _reconsidered(afresh.id if afresh else None, record_id)
    return _look_again(record, form)


def _reconsidered(afresh: uuid.UUID | None, record_id: uuid.UUID) -> ResponseReturnValue:
    flash("Kept, with your name and the date. The record itself is as it was." if afresh is None else
          "A new record has been started. The earlier one stays as it was, and says so.", "success")
    return redirect(url_for("assessments.overview", assessment_id=afresh or record_id), 303)


def _look_again(record: Any, form: Any) -> ResponseReturnValue:
    found = pages.waits(record, user())
    if found is None:
        read = {"text": "Read the record", "href": url_for("assessments.overview", assessment_id=record.id)}
        raise NotNow("This record is not on the list to look at again: it has been looked at, or replaced.",
                     kept="Nothing has been changed.", next_steps=[read])
    trail.look(Action.SEE_LAW_CHANGES, record, by=user())
    return _show("look_again", form, title="Look at a record again", one=pages.line(found, record, user()),
                 record=record, about=about(record.person), back=url_for(".law_changes"), submit_text="Save")
