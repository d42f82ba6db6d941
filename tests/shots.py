"""`make shots`: the pictures in docs/, taken from the demonstration as a reader of the README would see it."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser

from riskpanel import db
from riskpanel.assessments.models import Assessment
from riskpanel.challenges.models import Challenge
from riskpanel.panel.models import Advice, AgendaItem, Meeting
from riskpanel.people.models import Person
from riskpanel.reviews.models import Review
from tests.browser.setting import chromium
from tests.browser.visitor import PASSWORD
from tests.installation import demonstration, served

DOCS = Path("docs")
WIDTH, HEIGHT = 1100, 800
PERSON = "Ger"


def _decision_id() -> object:
    """The laptop's decision: the one whose person is called what the story calls him."""
    challenges = db.session.scalars(sa.select(Challenge).join(Person))
    return next(one.decision_id for one in challenges if one.person.known_as == PERSON)


def _review() -> Review:
    wanted = sa.select(Review).where(Review.decision_id == _decision_id(), Review.state == "held")
    return db.session.scalars(wanted).one()


def _assessment(questionnaire: str, state: str) -> Assessment:
    wanted = sa.select(Assessment).where(Assessment.questionnaire == questionnaire, Assessment.state == state)
    return db.session.scalars(wanted).first() or db.session.scalars(sa.select(Assessment)).one()


def _challenge() -> Challenge:
    return db.session.scalars(sa.select(Challenge).where(Challenge.decision_id == _decision_id())).one()


def _advice() -> Advice:
    return db.session.scalars(sa.select(Advice)).first() or db.session.scalars(sa.select(Advice)).one()


def _coming() -> Meeting:
    """The coming meeting with the most cases on its agenda."""
    wanted = (sa.select(Meeting).join(AgendaItem).where(Meeting.state == "planned").group_by(Meeting.id)
              .order_by(sa.func.count().desc()))
    return db.session.scalars(wanted).first() or db.session.scalars(sa.select(Meeting)).one()


def _to_chair() -> AgendaItem:
    """A case of the coming meeting about which its chair has said that they have no interest."""
    return next(one for one in _coming().items if _coming().chair_id in one.declared_ids)


PICTURES: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("my-work", "nadia", lambda: "/"),
    ("decision", "nadia", lambda: f"/decisions/{_decision_id()}"),
    ("question", "nadia", lambda: f"/assessments/{_assessment('capacity', 'draft').id}/understand"),
    ("check-answers", "nadia", lambda: f"/assessments/{_assessment('capacity', 'draft').id}/check-answers"),
    ("options-compared", "nadia",
     lambda: f"/assessments/{_assessment('positive-risk', 'concluded').id}/options-compared"),
    ("challenge", "nadia", lambda: f"/challenges/{_challenge().id}"),
    ("letter", "nadia", lambda: f"/challenges/{_challenge().id}/letter"),
    ("queue", "colm", lambda: "/queue"),
    ("meeting", "colm", lambda: f"/meetings/{_coming().id}"),
    ("chair", "ruth", lambda: f"/items/{_to_chair().id}/chair"),
    ("advice", "nadia", lambda: f"/advice/{_advice().id}"),
    ("review", "nadia", lambda: f"/reviews/{_review().id}"),
)


def found(address: Callable[[], str]) -> str:
    """The address, read without keeping the database from the page."""
    db.begin(writing=False)
    said = address()
    db.session.remove()
    return said


def take(app: Flask, browser: Browser) -> None:
    with served(app) as base:
        for name, colleague, address in PICTURES:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, base_url=base)
            page.goto("/sign-in")
            page.get_by_label("Email address", exact=True).fill(f"{colleague}@elmshire.example")
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.goto(found(address))
            assert page.locator("h1").count() == 1, name
            page.screenshot(path=DOCS / f"{name}.png", full_page=False)
            page.close()
            print(f"docs/{name}.png")


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    with demonstration() as app, chromium() as browser:
        take(app, browser)


if __name__ == "__main__":
    main()
