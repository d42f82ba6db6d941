"""Somebody without an account at a browser, and a link made for them."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from riskpanel import db
from riskpanel.challenges.models import Challenge
from riskpanel.outside import services
from riskpanel.outside.models import OutsideLink
from riskpanel.trail import TrailEvent
from tests.client import check_page
from tests.stories import World, a_decision, a_draft_challenge

ELSEWHERE = {"colleague": "", "decision_maker_name": "Dr Ife Obi", "decision_maker_role": "Elm Hospital"}
FOR_OBI = {"recipient_name": "Dr Ife Obi", "recipient_address": "ife.obi@elm-hospital.example"}
GIVEN = {"answer": "not-agreed", "reasons": "The ward saw something else.", "given_by_name": "Dr Ife Obi"}


@dataclass
class Made:
    """A link as it was issued."""

    id: Any
    challenge_id: Any
    token: str
    code: str

    @property
    def door(self) -> str:
        return f"/outside/{self.token}"

    @property
    def letter(self) -> str:
        return f"/outside/letter/{self.id}"


def a_challenge_elsewhere(people: World, *asks: str) -> Challenge:
    """Sam's challenge to a hospital's decision, sent; `asks` is evidence it asks to be shown."""
    from riskpanel.challenges import services as challenges

    draft = a_draft_challenge(people, a_decision(people, **ELSEWHERE))
    for claim in asks:
        challenges.add_evidence(draft, {"claim": claim}, by=people.sam, asked_of_them=True)
    challenges.send_challenge(draft, by=people.sam)
    db.commit()
    return draft


def a_link(people: World, challenge: Challenge | None = None, **more: Any) -> Made:
    """A link for Dr Obi to answer the challenge."""
    asked = challenge or a_challenge_elsewhere(people)
    issued = services.make_link(db.session.get_one(Challenge, asked.id), FOR_OBI | more, by=people.sam)
    return _made(issued)


def renewed(people: World, made: Made, *, anew: bool) -> Made:
    issued = services.renew_link(kept(made), by=people.sam, anew=anew)
    return _made(issued, made.token)


def _made(issued: services.Issued, token: str = "") -> Made:
    db.commit()
    made = Made(issued.link.id, issued.link.challenge_id, issued.address.rpartition("/")[2] or token, issued.code)
    db.session.remove()
    return made


def kept(made: Made) -> OutsideLink:
    """The link as the database holds it now."""
    db.session.remove()
    return db.session.get_one(OutsideLink, made.id)


def challenged(made: Made) -> Challenge:
    db.session.remove()
    return db.session.get_one(Challenge, made.challenge_id)


def events(action: str = "link:") -> list[tuple[str, Any]]:
    """What the trail holds of links: the action, and why it failed."""
    db.session.remove()
    wanted = sa.select(TrailEvent).where(TrailEvent.action.startswith(action)).order_by(TrailEvent.seq)
    return [(one.action.partition(":")[2], one.details.get("why")) for one in db.session.scalars(wanted)]


def failures() -> list[str]:
    return [why for what, why in events() if what == "fail"]


class Visitor:
    """A browser that has never signed in; every page it sees is checked."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.http, self.address = app.test_client(), address

    def get(self, url: str) -> TestResponse:
        db.session.remove()
        return self._checked(self.http.get(url, environ_base={"REMOTE_ADDR": self.address}))

    def post(self, url: str, at: str = "", **fields: Any) -> TestResponse:
        """Open the page (`at` where another address shows the form), fill it in and send it."""
        page = self.get(at or url)
        carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        return self.send(url, **(carried | fields))

    def send(self, url: str, **fields: Any) -> TestResponse:
        db.session.remove()
        return self._checked(self.http.post(url, data=fields, environ_base={"REMOTE_ADDR": self.address}))

    def _checked(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html" and answer.status_code != 303 and answer.text:
            check_page(answer.text, answer.status_code)
            leads = re.findall(r'href="([^"]+)"', answer.text)
            elsewhere = [link for link in leads if not link.startswith(("/static", "#"))]
            assert elsewhere == [], f"a page from outside leads to {elsewhere}"
        return answer

    def enter(self, made: Made) -> "Visitor":
        """Give the right code, and follow to the letter."""
        answer = self.post(made.door, code=made.code)
        assert (answer.status_code, answer.location) == (303, made.letter)
        return self


class PlainPage:
    """The one plain page: what it was the first time is what it must always be."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, str, str]] = set()

    def is_(self, answer: TestResponse) -> None:
        shown = re.sub(r'nonce="[^"]+"', "", answer.text)
        headers = sorted(f"{name}: {value}" for name, value in answer.headers if name != "Content-Security-Policy")
        self.seen.add((answer.status_code, shown, "\n".join(headers)))
        assert len(self.seen) == 1, self.seen
        assert "This did not open" in answer.text
        assert answer.status_code == 403
