"""Pages of a record: one view for every question, one for every group and entry. The rules say what they ask."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.actions import Action
from riskpanel.assessments import beside, forms, library, pages, queries, road, services
from riskpanel.assessments.carried import offers
from riskpanel.assessments.models import Answer, Assessment
from riskpanel.assessments.testing import tested
from riskpanel.assessments.walk import Walk, walk
from riskpanel.decisions import queries as decisions
from riskpanel.errors import NotFound, NotNow
from riskpanel.people.pages import about
from riskpanel.rulebook import Page, Question
from riskpanel.rulebook.current import rules
from riskpanel.web import drafts
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.forms import Form, QuestionsForm
from riskpanel.web.sections import notices, sections

bp = Blueprint("assessments", __name__)
BACK_TO_LIST = {"text": "Save and come back", "name": "_then", "value": "back"}
ANOTHER = {"text": "Save and add another", "name": "_then", "value": "another"}
NOT_ASKED = ("This question is not asked in this record, because of the answer to an earlier one. Anything answered "
             "here before is kept, and is not counted.")


# ---- Starting, and the record as a whole

@bp.route("/decisions/<uuid:decision_id>/assessments/start/<questionnaire>", methods=["GET", "POST"])
@lets(Action.START_ASSESSMENT)
def start(decision_id: uuid.UUID, questionnaire: str) -> ResponseReturnValue:
    decision = decisions.decision(decision_id, user())
    asked = services.published(questionnaire)
    form = Form()
    if form.validate_on_submit():
        assessment = services.start(decision_id, questionnaire, by=user())
        return redirect(pages.carry_on(walk(assessment)), 303)
    return show("assessments/start.html", form, title=asked.title, questionnaire=asked, decision=decision,
                about=about(decision.person), law_as_at=rules().law_as_at,
                back=url_for("decisions.decision", decision_id=decision_id))


@bp.get("/assessments/<uuid:assessment_id>")
@lets(Action.SEE_ASSESSMENT)
def overview(assessment_id: uuid.UUID) -> ResponseReturnValue:
    assessment = _looked_at(assessment_id)
    if assessment.frozen:
        return _record(assessment)
    found = walk(assessment)
    may_answer = access.may(user(), Action.ANSWER)
    now_tested = tested(found)
    return show("assessments/overview.html", tasks=pages.tasks(found, may_answer), **pages.told(now_tested.findings),
                past=pages.gone_past(now_tested), stops=now_tested.open_stops, may_answer=may_answer,
                compare=pages.compared_now(found) and _url("compare", found), check=pages.check_url(found.assessment),
                carry_on=pages.carry_on(found), override=_url("override", found), earlier=_earlier_url(assessment),
                **_added(assessment),
                back=_decision_url(assessment), **pages.around(found, title=found.questionnaire.title))


def _record(assessment: Assessment) -> ResponseReturnValue:
    """The frozen words of a concluded record: they need nothing of the rules."""
    frozen = pages.record(assessment.frozen or {})
    again = url_for(".start", decision_id=assessment.decision_id, questionnaire=assessment.questionnaire)
    return show("assessments/record.html", frozen=frozen, **pages.told(frozen.findings), title=frozen.title,
                again=again, reference=assessment.reference, about=about(assessment.person), law_as_at=frozen.law_on,
                earlier=_earlier_url(assessment), back=_decision_url(assessment), **_added(assessment))


@bp.get("/assessments/<uuid:assessment_id>/beside-the-earlier")
@lets(Action.SEE_ASSESSMENT)
def beside_earlier(assessment_id: uuid.UUID) -> ResponseReturnValue:
    assessment = _looked_at(assessment_id)
    table = beside.compared(assessment)
    if table is None:
        raise NotFound()
    return show("assessments/beside_earlier.html", table=table, back=pages.overview_url(assessment),
                **pages.around(walk(assessment), title="Beside the earlier one"))


def _earlier_url(assessment: Assessment) -> str:
    return url_for(".beside_earlier", assessment_id=assessment.id) if beside.earlier(assessment) else ""


def _added(assessment: Assessment) -> dict[str, Any]:
    """What later features tell at the top of a record, and add to its page."""
    return {"notices": notices("record", assessment, user()), "sections": sections("record", assessment, user())}


@bp.get("/assessments/<uuid:assessment_id>/options-compared")
@lets(Action.SEE_ASSESSMENT)
def compare(assessment_id: uuid.UUID) -> ResponseReturnValue:
    assessment = _looked_at(assessment_id)
    compared = pages.compared_as_then(assessment) if assessment.frozen else pages.compared_now(walk(assessment))
    if compared is None:
        raise NotFound()
    return show("assessments/compare.html", title="Options compared", back=pages.overview_url(assessment),
                about=about(assessment.person), reference=assessment.reference, decision=assessment.decision,
                assessment=assessment, **compared)


def _looked_at(assessment_id: uuid.UUID) -> Assessment:
    """The record, the look at it noted."""
    assessment = queries.assessment(assessment_id, user())
    trail.look(Action.SEE_ASSESSMENT, assessment, by=user())
    return assessment


def _decision_url(assessment: Assessment) -> str:
    return url_for("decisions.decision", decision_id=assessment.decision_id)


def _url(view: str, found: Walk) -> str:
    return url_for(f".{view}", assessment_id=found.assessment.id)


# ---- Answering

def _open(assessment_id: uuid.UUID) -> Walk:
    """The record, to be answered. Raises NotNow once it is concluded, with the way to read it and to start afresh."""
    assessment = queries.assessment(assessment_id, user(), changing=request.method == "POST")
    if assessment.state == "concluded":
        afresh = url_for(".start", decision_id=assessment.decision_id, questionnaire=assessment.questionnaire)
        raise NotNow("This record is concluded: it can be read, and no longer changed.",
                     kept="The record is as it was.",
                     next_steps=[{"text": "Read the record", "href": pages.overview_url(assessment)},
                                 {"text": "Start a new record of the same kind", "href": afresh}])
    if request.method == "GET":
        trail.look(Action.SEE_ASSESSMENT, assessment, by=user())
    return walk(assessment)


def _to_check() -> bool:
    return request.args.get("from") == "check"


def _draft() -> drafts.Offered | None:
    """The draft to fill the page with, when its user has asked for it."""
    return drafts.draft_for() if request.args.get("draft") == "use" else None


@bp.route("/assessments/<uuid:assessment_id>/<page_id>", methods=["GET", "POST"])
@lets(Action.ANSWER)
def question(assessment_id: uuid.UUID, page_id: str) -> ResponseReturnValue:
    found = _open(assessment_id)
    asked = found.off_path(page_id)
    page = found.page_asking(page_id)
    if page is None:
        return _off_path(found, asked)
    if page.id != page_id:
        return redirect(pages.question_url(found, page_id))
    return _group(found, page) if page.group else _questions(found, page)


def _off_path(found: Walk, asked: tuple[Question, ...]) -> ResponseReturnValue:
    """A page that an earlier answer has taken off the path: what is sent is kept, and not counted."""
    form = forms.page_form(found, asked, {}, None)
    if asked[0].type != "group" and form.validate_on_submit():
        forms.expect_unchanged(found, asked, form)
        services.save_answers(found.assessment, form.answers, by=user())
        drafts.clear()
        flash("What you typed is kept, but an earlier answer means that it is no longer asked, so it is not counted.")
        return redirect(pages.overview_url(found.assessment), 303)
    missing = NotFound(NOT_ASKED)
    missing.next_steps = [{"text": "Go to the record's sections", "href": pages.overview_url(found.assessment)}]
    raise missing


def _questions(found: Walk, page: Page) -> ResponseReturnValue:
    offered = offers(found, page)
    form = forms.page_form(found, page.questions, offered, _draft())
    if form.validate_on_submit():
        forms.expect_unchanged(found, page.questions, form)
        services.save_answers(found.assessment, form.answers, by=user())
        return _saved(found, page.id)
    alone = len(page.questions) == 1
    return _show_form("assessments/question.html", found, form, pages.back_url(found, page.id, _to_check()), page=page,
                      alone=alone, offered_from=", ".join(dict.fromkeys(f"“{one.source}”" for one in offered.values())),
                      second=BACK_TO_LIST, beside=beside.beside(found, page),
                      title=page.questions[0].title if alone else page.questions[0].words)


def _saved(found: Walk, page_id: str) -> ResponseReturnValue:
    """On along the path, as the answers now make it."""
    drafts.clear()
    return redirect(pages.next_url(walk(found.assessment), page_id, _to_check(), request.form.get("_then", "")), 303)


def _show_form(template: str, found: Walk, form: Form, back: str, **context: Any) -> ResponseReturnValue:
    kept = None if _draft() else drafts.draft_for()
    return show(template, form, draft=kept, draft_url=drafts.address(), back=back, **pages.around(found, **context))


# ---- Groups

def _group(found: Walk, page: Page) -> ResponseReturnValue:
    """A group's entries; where there are too few, a written reason may stand instead."""
    asked = page.questions[0]
    reason = (asked.none_because,) if pages.wants_reason(found, asked) else ()
    form = forms.page_form(found, reason, {}, _draft())
    if form.validate_on_submit():
        forms.expect_unchanged(found, reason, form)
        services.save_answers(found.assessment, form.answers, by=user())
        return _saved(found, page.id)
    listed = pages.group(found, page, offers(found, page))
    leave = {"text": "Come back later", "href": pages.overview_url(found.assessment)}
    return _show_form("assessments/group.html", found, form, pages.back_url(found, page.id, _to_check()), group=listed,
                      title=listed.title, second=BACK_TO_LIST if reason else leave, asks_reason=bool(reason),
                      submit_text="Save and continue" if reason else "Continue", sources=_sources(asked))


def _sources(asked: Question) -> list[Any]:
    return [rules().sources[id] for id in asked.sources if id in rules().sources]


def _asked_group(found: Walk, page_id: str) -> Question:
    """The group on the path by this name. Raises NotFound."""
    page = found.page_asking(page_id)
    if page is None or not page.group or page.id != page_id:
        raise NotFound()
    return page.questions[0]


def _entry(found: Walk, group: Question, entry_id: str) -> Answer:
    rows = found.entries(group.id) + found.entries(group.id, removed=True)
    row = next((row for row in rows if row.entry == entry_id), None)
    if row is None:
        raise NotFound()
    return row


@bp.route("/assessments/<uuid:assessment_id>/<page_id>/add", methods=["GET", "POST"])
@lets(Action.ANSWER)
def add_entry(assessment_id: uuid.UUID, page_id: str) -> ResponseReturnValue:
    found = _open(assessment_id)
    group = _asked_group(found, page_id)
    form = forms.entry_form(found, found.asks(group.id, {}), {}, 0, _draft())
    if form.validate_on_submit() and _says_something(form, group):
        row = services.save_entry(found.assessment, group.id, form.answers, by=user())
        return _entry_saved(found, group, row, form)
    return _show_entry(found, group, form, f"Add {group.adds}")


@bp.route("/assessments/<uuid:assessment_id>/<page_id>/<entry_id>", methods=["GET", "POST"])
@lets(Action.ANSWER)
def entry(assessment_id: uuid.UUID, page_id: str, entry_id: str) -> ResponseReturnValue:
    found = _open(assessment_id)
    group = _asked_group(found, page_id)
    row = _entry(found, group, entry_id)
    form = forms.entry_form(found, found.asks(group.id, row.value), row.value, row.version, _draft())
    if form.validate_on_submit() and _says_something(form, group):
        forms.expect_entry_unchanged(row, form)
        services.save_entry(found.assessment, group.id, form.answers, by=user(), entry=row)
        return _entry_saved(found, group, row, form)
    return _show_entry(found, group, form, f"Change {group.adds}")


def _says_something(form: QuestionsForm, group: Question) -> bool:
    """An entry that says nothing is not an entry: the page says so and stays."""
    blank = not any(form.answers.values())
    if blank:
        naming = form.questions[group.entry_name or group.asks[0].id]
        naming.errors = [f"Write something about {group.adds}, or go back without saving"]
    return not blank


def _entry_saved(found: Walk, group: Question, row: Answer, form: QuestionsForm) -> ResponseReturnValue:
    """Back to the list, on to another, or on with what the answers have opened in this entry."""
    drafts.clear()
    more = {"from": "check"} if _to_check() else {}
    place: dict[str, Any] = {"assessment_id": found.assessment.id, "page_id": group.id, **more}
    if {ask.id for ask in walk(found.assessment).asks(group.id, row.value)} - set(form.questions):
        flash("Saved. Your answers have opened another question about this.", "success")
        return redirect(url_for(".entry", entry_id=row.entry, **place), 303)
    another = request.form.get("_then") == "another"
    return redirect(url_for(".add_entry" if another else ".question", **place), 303)


def _show_entry(found: Walk, group: Question, form: QuestionsForm, title: str) -> ResponseReturnValue:
    back = pages.page_url(found.assessment, group.id)
    return _show_form("assessments/entry.html", found, form, back, group=group, title=title, second=ANOTHER)


@bp.post("/assessments/<uuid:assessment_id>/<page_id>/<entry_id>/remove")
@lets(Action.ANSWER)
def remove(assessment_id: uuid.UUID, page_id: str, entry_id: str) -> ResponseReturnValue:
    return _take_out(assessment_id, page_id, entry_id, removed=True)


@bp.post("/assessments/<uuid:assessment_id>/<page_id>/<entry_id>/put-back")
@lets(Action.ANSWER)
def put_back(assessment_id: uuid.UUID, page_id: str, entry_id: str) -> ResponseReturnValue:
    return _take_out(assessment_id, page_id, entry_id, removed=False)


def _take_out(assessment_id: uuid.UUID, page_id: str, entry_id: str, removed: bool) -> ResponseReturnValue:
    found = _open(assessment_id)
    group = _asked_group(found, page_id)
    services.remove_entry(_entry(found, group, entry_id), by=user(), removed=removed)
    flash("Removed. It is kept below, and can be put back." if removed else "Put back.", "success")
    return redirect(pages.page_url(found.assessment, page_id), 303)


@bp.post("/assessments/<uuid:assessment_id>/<page_id>/bring-over")
@lets(Action.ANSWER)
def bring(assessment_id: uuid.UUID, page_id: str) -> ResponseReturnValue:
    """Add to a group what has been written in another record already."""
    found = _open(assessment_id)
    group = _asked_group(found, page_id)
    page = found.page_asking(page_id)
    offer = offers(found, page).get(group.id) if page else None
    if offer:
        services.add_entries(found.assessment, group.id, offer.value, by=user())
        flash(f"Brought over from “{offer.source}”. Check each, and complete it.", "success")
    return redirect(pages.page_url(found.assessment, page_id), 303)


@bp.route("/assessments/<uuid:assessment_id>/<page_id>/points", methods=["GET", "POST"])
@lets(Action.ANSWER)
def points(assessment_id: uuid.UUID, page_id: str) -> ResponseReturnValue:
    """Points of the library, to bring over as entries."""
    if not library.offers_points(page_id):
        raise NotFound()
    found = _open(assessment_id)
    group = _asked_group(found, page_id)
    kind = library.kind_of(found, request.args.get("kind", ""))
    form = library.points_form(library.points_left(found, kind))
    if form.validate_on_submit():
        return _bring_points(found, group, library.as_entries(kind, form.chosen.data))
    return show("assessments/points.html", form, **library.page(kind), back=pages.page_url(found.assessment, page_id),
                **pages.around(found, title=f"Points to choose from: {kind.title.lower()}"))


def _bring_points(found: Walk, group: Question, entries: list[dict[str, Any]]) -> ResponseReturnValue:
    services.add_entries(found.assessment, group.id, entries, by=user())
    flash(f"Brought over: {len(entries)}. Put each in words that suit the person, and complete it.", "success")
    return redirect(pages.page_url(found.assessment, group.id), 303)


# ---- Checking and concluding

@bp.get("/assessments/<uuid:assessment_id>/check-answers")
@lets(Action.SEE_ASSESSMENT)
def check(assessment_id: uuid.UUID) -> ResponseReturnValue:
    assessment = _looked_at(assessment_id)
    return redirect(pages.overview_url(assessment)) if assessment.frozen else _check(walk(assessment), Form())


def _check(found: Walk, form: Form) -> ResponseReturnValue:
    may_answer = access.may(user(), Action.ANSWER)
    now_tested = tested(found)
    return show("assessments/check.html", form, sections=pages.checked(found, may_answer),
                **pages.told(now_tested.findings),
                errors=pages.problems(found, now_tested.gaps) if form.errors else [], stops=now_tested.open_stops,
                past=pages.gone_past(now_tested), may_answer=may_answer, conclude=_url("conclude", found),
                override=_url("override", found), back=pages.overview_url(found.assessment),
                **pages.around(found, title="Check the answers"))


@bp.post("/assessments/<uuid:assessment_id>/conclude")
@lets(Action.CONCLUDE)
def conclude(assessment_id: uuid.UUID) -> ResponseReturnValue:
    found = _open(assessment_id)
    form = Form()
    if tested(found).gaps:
        form.form_errors.append("This record cannot be concluded yet")
        return _check(found, form)
    services.conclude(found.assessment, by=user())
    flash("Concluded. The words of the record are kept as they are now.", "success")
    return redirect(pages.overview_url(found.assessment), 303)


@bp.route("/assessments/<uuid:assessment_id>/go-past-a-stop", methods=["GET", "POST"])
@lets(Action.OVERRIDE)
def override(assessment_id: uuid.UUID) -> ResponseReturnValue:
    found = _open(assessment_id)
    form = forms.OverrideForm()
    if form.validate_on_submit():
        made = services.override(found.assessment, why=form.why.data, by=user(),
                                 least_restrictive=form.least_restrictive.data)
        flash(f"Recorded. {len(made.stops)} stopped this record; they stay on it, with your reasons.", "success")
        return redirect(pages.check_url(found.assessment), 303)
    hours = rules().policy["override_recheck_hours"].value
    return show("assessments/override.html", form, stops=tested(found).open_stops, hours=hours,
                back=pages.check_url(found.assessment),
                **pages.around(found, title="Go past a stop because it is urgent"))


__all__ = ["bp", "road"]
