"""Pages of what somebody sent to the panel: all of it, one more, a file opened, something taken back."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from riskpanel import access, trail
from riskpanel.access import User
from riskpanel.actions import Action
from riskpanel.decisions.voices import around
from riskpanel.errors import NotFound
from riskpanel.people.pages import about
from riskpanel.referrals import contributing, forms, queries
from riskpanel.referrals.blueprint import bp, form_page
from riskpanel.referrals.models import Contribution, Referral
from riskpanel.web.access import lets, user
from riskpanel.web.editing import show
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.web.uploads import download, takes_files
from riskpanel.workflow import REFERRAL

PART_WORDS = {"person": "the person", "family": "family or friend", "advocate": "who speaks for them", "guest": ""}
APART = "Only those who sit on the panel may read this."


def by_whom(one: Contribution) -> str:
    """Rosa, the person, 27 November 2026."""
    return ", ".join(part for part in (one.name, PART_WORDS[one.part], date_words(one.kept_at)) if part)


def rows(one: Contribution, href: str = "") -> list[dict[str, Any]]:
    """What it holds, as rows: the words first. `href` opens its file."""
    opens = [{"text": "Open", "href": href, "hidden": one.file_name}] if href else []
    told: tuple[tuple[str, str, list[dict[str, str]]], ...] = (
        ("What they say", one.words, []), ("What they ask", one.asks, []), ("File", one.file_name, opens),
        ("Film or recording", one.film_at, []), ("Who helped, and how", one.helped_by, []),
        ("Who may read it", APART if one.apart else "", []))
    return [{"key": key, "value": value, "actions": actions} for key, value, actions in told if value]


def in_short(one: Contribution) -> str:
    """Which things were sent, in words: words, a question, a file, a film."""
    kinds = ((one.words, "words"), (one.asks, "questions"), (one.file_name, "a file"), (one.film_at, "a film"))
    return ", ".join(kind for held, kind in kinds if held)


# ---- On the referral's page

@adds_to("referral")
def on_referral(referral: Referral, user: User) -> Iterable[Section]:
    """What was sent to the panel, and a way to add to it."""
    lines = tuple(Line(by_whom(one), url_for("referrals.sent", referral_id=referral.id), in_short(one))
                  for one in referral.sent)
    add = (Line("Add what somebody sent or said for the panel", _add(referral)),) if _adds(referral, user) else ()
    yield Section("Sent to the panel", lines, add, "Nobody has sent words, questions, pictures or a film yet.")


def _add(referral: Referral) -> str:
    return url_for("referrals.contribute", referral_id=referral.id)


def _adds(referral: Referral, user: User) -> bool:
    return REFERRAL.allows(Action.CONTRIBUTE, referral.state) and access.may(user, Action.CONTRIBUTE, referral)


# ---- Its own pages

@bp.get("/referrals/<uuid:referral_id>/sent")
@lets(Action.SEE_REFERRAL)
def sent(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    access.require(user(), Action.SEE_REFERRAL, found)
    trail.look(Action.SEE_REFERRAL, found, by=user())
    cards = [{"id": one.id, "title": by_whom(one), "rows": _rows(one), "by": one.kept_by.name} for one in found.sent]
    return show("referrals/sent.html", title="Sent to the panel", referral=found, cards=cards,
                adds=_adds(found, user()), about=about(found.person), reference=found.reference,
                back=url_for(".referral", referral_id=found.id))


def _rows(one: Contribution) -> list[dict[str, Any]]:
    """What it holds, for those who may read it here; for others, that it is for those who sit."""
    if not access.may(user(), Action.OPEN_CONTRIBUTION, one):
        return [{"key": "Who may read it", "value": APART}]
    return rows(one, url_for("referrals.sent_file", contribution_id=one.id) if one.file_name else "")


@bp.route("/referrals/<uuid:referral_id>/sent/add", methods=["GET", "POST"])
@lets(Action.CONTRIBUTE)
@takes_files
def contribute(referral_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.referral(referral_id, user())
    access.require(user(), Action.CONTRIBUTE, found)
    REFERRAL.after(Action.CONTRIBUTE, found.state)
    form = forms.contribution_form(_whom(found))
    if form.validate_on_submit():
        contributing.contribute(found, forms.contributed(form), form.file.data, by=user())
        flash("Kept. Those who hear the case read it with the papers, after the person’s own words.", "success")
        return redirect(url_for(".sent", referral_id=found.id), 303)
    return form_page(found, form, "Add what somebody sent or said for the panel", submit_text="Keep it")


def _whom(found: Referral) -> dict[str, str]:
    """Whom it may come from: the person first, then those around them."""
    return {found.person.known_as: f"{found.person.known_as}, the person"} | around(found.person)


@bp.get("/referrals/sent/<uuid:contribution_id>/file")
@lets(Action.OPEN_CONTRIBUTION)
def sent_file(contribution_id: uuid.UUID) -> Response:
    one = queries.contribution(contribution_id, user())
    access.require(user(), Action.OPEN_CONTRIBUTION, one)
    trail.look(Action.OPEN_CONTRIBUTION, one, by=user())
    return file_of(one)


def file_of(one: Contribution) -> Response:
    """The file that was sent. Raises NotFound where there is none."""
    if one.content is None:
        raise NotFound()
    return download(one.content, one.file_name, one.media)


@bp.post("/referrals/sent/<uuid:contribution_id>/take-back")
@lets(Action.TAKE_BACK)
def take_back(contribution_id: uuid.UUID) -> ResponseReturnValue:
    one = queries.contribution(contribution_id, user())
    contributing.take_back(one, by=user())
    flash("Taken back. It is no longer with the papers. A copy of the papers made before still holds it: make new "
          "copies, and ask for the others back.", "success")
    return redirect(url_for(".sent", referral_id=one.referral_id), 303)
