"""The pages behind a link: the code, then the letter and its answer. They lead nowhere else, and say nothing else."""

import secrets
import uuid
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.challenges.answer_form import asking
from riskpanel.challenges.blueprint import document, letter_now
from riskpanel.challenges.rulings import NOT_THEIR_OWN, may_not_rule
from riskpanel.outside import links, queries, services
from riskpanel.outside.blueprint import bp
from riskpanel.outside.forms import CodeForm, LetterAnswerForm
from riskpanel.outside.models import OutsideLink
from riskpanel.outside.secrets import form_mark, same
from riskpanel.outside.services import Visit
from riskpanel.web.access import lets
from riskpanel.web.filters import time_words

MARK = "_mark"
CLOSED = 403
__all__ = ["bp", "links"]


@bp.record_once
def mark_our_own_forms(state: BlueprintSetupState) -> None:
    """Whoever comes by a link has no session: their forms carry a mark bound to their cookie in its place."""
    for view in (give_code, send_answer, keep):
        state.app.extensions["csrf"].exempt(view)


# ---- The code


@bp.get("/outside/", defaults={"token": ""})
@bp.get("/outside/<path:token>")
@lets(Action.OPEN_LINK)
def door(token: str) -> ResponseReturnValue:
    """The same page for every address, even one of no link's shape: nothing tells a good link from what never was."""
    db.begin(writing=True)
    back_again = services.arrive(token, _asker(), _key)
    db.commit()
    if back_again:
        return redirect(url_for(".letter", link_id=back_again.id), 303)
    browser = request.cookies.get(_cookie()) or secrets.token_urlsafe(32)
    page = make_response(render_template("outside/code.html", form=_code_form(), mark=form_mark(browser)))
    _give(page, _cookie(), browser)
    return page


@bp.post("/outside/", defaults={"token": ""})
@bp.post("/outside/<path:token>")
@lets(Action.PROVE_LINK)
def give_code(token: str) -> ResponseReturnValue:
    code = _code_form().code.data or "" if _sent_from_our_page(request.cookies.get(_cookie(), "")) else ""
    proved = services.prove(token, code, _asker())
    db.commit()
    if proved is None:
        return closed()
    link, key = proved
    onwards = redirect(url_for(".letter", link_id=link.id), 303)
    _give(onwards, _cookie(link.id), key, expires=link.expires_at)
    return onwards


def _code_form() -> CodeForm:
    return CodeForm(request.form if request.method == "POST" else None, meta={"csrf": False})


def closed() -> ResponseReturnValue:
    """The one plain page: guessed, expired, withdrawn, locked, spent, shared or wrong, it says the same."""
    return render_template("outside/closed.html", typed=_typed()), CLOSED


def _typed() -> list[tuple[str, str]]:
    return [(name, text) for name, text in request.form.items(multi=True)
            if text.strip() and name[0] != "_" and name not in ("code", "later")]


def _asker() -> str:
    return request.remote_addr or ""


def _cookie(link_id: uuid.UUID | None = None) -> str:
    start = "__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else ""
    return f"{start}letter-{link_id.hex}" if link_id else f"{start}letter"


def _give(answer: Any, name: str, secret: str, **more: Any) -> None:
    """A cookie that no script reads and that other sites' forms do not bring."""
    answer.set_cookie(name, secret, httponly=True, samesite="Lax", path="/",
                      secure=current_app.config["SESSION_COOKIE_SECURE"], **more)


def _sent_from_our_page(key: str) -> bool:
    return bool(key) and same(request.form.get(MARK, ""), form_mark(key))


# ---- The letter and its answer


def _key(link_id: uuid.UUID) -> str:
    return request.cookies.get(_cookie(link_id), "")


def _visit(link_id: uuid.UUID, *, lock: bool = False) -> Visit | None:
    """Whoever holds the key; for anybody else the failure is written down at once."""
    visit = services.enter(link_id, _key(link_id), _asker(), lock=lock)
    if visit is None or visit.closed:
        db.commit()
    return visit


@bp.get("/outside/letter/<uuid:link_id>")
@lets(Action.READ_BY_LINK)
def letter(link_id: uuid.UUID) -> ResponseReturnValue:
    db.begin(writing=True)
    visit = _visit(link_id)
    if visit is None or visit.closed:
        return closed()
    if not visit.awaited:
        return _over(visit.link)
    trail.record(Action.READ_BY_LINK, visit.link, by=None)
    kept = queries.draft(link_id)
    return _letter_page(visit.link, _answer_form(visit.link, kept.fields if kept else None))


@bp.post("/outside/letter/<uuid:link_id>")
@lets(Action.ANSWER_BY_LINK)
def send_answer(link_id: uuid.UUID) -> ResponseReturnValue:
    visit = _kept_visit(link_id)
    if visit is None or visit.closed:
        return closed()
    if not visit.awaited:
        return _over(visit.link)
    if not _sent_from_our_page(_key(link_id)):
        return render_template("outside/problem.html", **UNMARKED, typed=_typed()), 400
    return _later(visit.link) if "later" in request.form else _answer(visit.link)


def _kept_visit(link_id: uuid.UUID) -> Visit | None:
    """What was typed is kept first, whatever comes of it; then the link is looked at again, as it may just be spent."""
    visit = _visit(link_id, lock=True)
    if visit is None or visit.link.state != "proved":
        return visit
    services.keep_draft(visit.link, _typed())
    db.commit()
    return visit if visit.closed else _visit(link_id, lock=True)


UNMARKED = {"title": "This form could not be sent", "kept": "What you typed is kept, and is below too.",
            "said": "Nothing has been sent. Open your link again in this browser, and send it from there."}


def _answer(link: OutsideLink) -> ResponseReturnValue:
    form = _answer_form(link)
    if form.validate_on_submit():
        if not may_not_rule(link.challenge, form.given_by_name.data or ""):
            services.answer(link, form.answered)
            return redirect(url_for(".letter", link_id=link.id), 303)
        form.given_by_name.errors = [NOT_THEIR_OWN]
    return _letter_page(link, form)


def _later(link: OutsideLink) -> ResponseReturnValue:
    return _letter_page(link, _answer_form(link, list(map(list, _typed()))), kept=True)


def _answer_form(link: OutsideLink, fields: list[list[str]] | None = None) -> Any:
    """The form: as it was sent, as it was kept, or blank with the name the link was made for."""
    kind = asking(LetterAnswerForm, link.challenge)
    if fields is not None:
        return kind(MultiDict([(name, text) for name, text in fields]), meta={"csrf": False})
    if request.method == "POST":
        return kind(meta={"csrf": False})
    return kind(meta={"csrf": False}, data={"given_by_name": link.recipient_name})


def _letter_page(link: OutsideLink, form: Any, kept: bool = False) -> ResponseReturnValue:
    challenge = link.challenge
    turn = challenge.turns[-1]
    again = [one for one in challenge.turns if one.stage == turn.stage][:-1]
    page = render_template("outside/letter.html", form=form, kept=kept, link=link,
                           told=document(challenge, letter_now(challenge)).told(),
                           first_put_to=challenge.turns[0].who if challenge.is_past_first_talk else "",
                           added=turn.because if again else "", mark=form_mark(_key(link.id)),
                           keep=url_for(".keep", link_id=link.id))
    return page, 422 if form.errors else 200


def _over(link: OutsideLink) -> ResponseReturnValue:
    """Answered, or not waited for any more: said only to whoever holds the key, with what they typed."""
    if link.answered_at:
        return render_template("outside/thanks.html", link=link)
    return render_template("outside/moved.html", typed=_typed()), 409


@bp.post("/outside/letter/<uuid:link_id>/keep")
@lets(Action.ANSWER_BY_LINK)
def keep(link_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what is being typed."""
    visit = _visit(link_id, lock=True)
    if visit is None or visit.closed or not visit.awaited or not _sent_from_our_page(_key(link_id)):
        return Response(status=CLOSED)
    draft = services.keep_draft(visit.link, _typed())
    return {"kept_at": time_words(draft.kept_at)}
