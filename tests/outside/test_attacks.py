"""What must not open: every way of holding a link wrongly ends on one plain page, and in the trail."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import clock, db
from riskpanel.challenges import services as challenges
from riskpanel.challenges.models import Response
from riskpanel.outside import secrets, services
from riskpanel.outside.models import OutsideLink, OutsideTally
from riskpanel.trail import TrailEvent, verify
from tests.outside.visitors import (
    GIVEN,
    Made,
    PlainPage,
    Visitor,
    a_link,
    challenged,
    events,
    failures,
    kept,
    renewed,
)
from tests.stories import World

LATER = timedelta(days=15)
GUESSED = Made(None, None, secrets.new_token(), "ABCD-2345")


def withdrawn(people: World, made: Made) -> None:
    services.revoke_link(kept(made), by=people.sam)
    db.commit()


def locked(people: World, made: Made) -> None:
    for _ in range(services.MOST_WRONG_CODES):
        services.prove(made.token, "WRNG-WRNG", "192.0.2.9")
    db.commit()


def used_elsewhere(people: World, made: Made) -> None:
    assert services.prove(made.token, made.code, "192.0.2.9")
    db.commit()


def answered(people: World, made: Made) -> None:
    used_elsewhere(people, made)
    services.answer(kept(made), GIVEN)
    db.commit()


def settled(people: World, made: Made) -> None:
    ended = {"outcome": "changed", "what_changed": "He goes home.", "what_changed_said_by": "Ife"}
    challenges.settle_challenge(challenged(made), ended, by=people.sam)
    db.commit()


def as_it_is(people: World, made: Made) -> None:
    """Nothing is done to the link: the code is what is wrong."""


SPOILT: dict[str, tuple[Callable[[World, Made], None], str]] = {
    "withdrawn": (withdrawn, "withdrawn"), "locked": (locked, "locked"),
    "shared": (used_elsewhere, "in use on another browser"), "spent": (answered, "answered already"),
    "settled": (settled, "no longer awaited"), "wrong code": (as_it_is, "wrong code"),
}


@pytest.mark.parametrize("way", SPOILT)
def test_a_spoilt_link_ends_on_the_plain_page_as_a_guessed_one_does(app: Flask, people: World, way: str) -> None:
    spoil, why = SPOILT[way]
    made, plain = a_link(people), PlainPage()
    plain.is_(Visitor(app).post(GUESSED.door, code=GUESSED.code))
    spoil(people, made)
    before = len(failures())
    code = "WRNG-2345" if way == "wrong code" else made.code
    plain.is_(Visitor(app).post(made.door, code=code))
    assert failures()[before:][-1] == why
    assert verify().whole


def test_an_expired_link_and_a_guessed_one_end_on_the_same_page(app: Flask, people: World) -> None:
    made, plain = a_link(people), PlainPage()
    with clock.at(clock.now() + LATER):
        plain.is_(Visitor(app).post(made.door, code=made.code))
        plain.is_(Visitor(app).post(GUESSED.door, code=GUESSED.code))
    assert failures() == ["expired", "expired", "no such link", "no such link"]


def test_the_door_looks_the_same_whether_there_is_a_link_or_not(app: Flask, people: World) -> None:
    made = a_link(people)
    pages = set()
    for token in (made.token, GUESSED.token, "", "x", "x" * 4000, "%00", "..%2f", "a/b", "letter/x/keep", "' OR 1=1 --",
                  "日本"):
        answer = Visitor(app).get(f"/outside/{token}")
        pages.add((answer.status_code, re.sub(r'(nonce|name="_mark" value)="[^"]+"', "", answer.text)))
    assert len(pages) == 1
    assert "Rosa" not in pages.pop()[1]


def test_five_wrong_codes_lock_the_link_and_the_right_one_opens_it_no_more(app: Flask, people: World) -> None:
    made, plain = a_link(people), PlainPage()
    for _ in range(5):
        plain.is_(Visitor(app).post(made.door, code="WRNG-2345"))
    plain.is_(Visitor(app).post(made.door, code=made.code))
    assert (kept(made).state, kept(made).wrong_codes, kept(made).code_hash) == ("locked", 5, "")
    assert [why for why in failures() if why == "wrong code"] == ["wrong code"] * 5
    again = renewed(people, made, anew=False)
    Visitor(app, "192.0.2.7").enter(again)


def test_four_wrong_codes_and_the_right_one_open_it(app: Flask, people: World) -> None:
    made, visitor = a_link(people), Visitor(app)
    for _ in range(4):
        visitor.post(made.door, code="WRNG-2345")
    visitor.enter(made)
    assert kept(made).wrong_codes == 0


def test_the_address_alone_opens_nothing_once_the_code_has_been_given(app: Flask, people: World) -> None:
    made = a_link(people)
    first = Visitor(app).enter(made)
    assert "Dr Ife Obi" in first.get(made.letter).text
    plain = PlainPage()
    plain.is_(Visitor(app).get(made.letter))
    plain.is_(Visitor(app).post(made.door, code=made.code))
    assert first.get(made.letter).status_code == 200
    again = renewed(people, made, anew=False)
    plain.is_(first.get(made.letter))
    Visitor(app).enter(again)


def test_of_two_browsers_that_give_the_code_at_once_one_gets_in(app: Flask, people: World) -> None:
    made = a_link(people)
    visitors = [Visitor(app, f"192.0.2.{number}") for number in (1, 2, 3)]
    marks = [dict(re.findall(r'name="([^"]+)" value="([^"]*)"', one.get(made.door).text)) for one in visitors]

    def give(pair: Any) -> int:
        visitor, mark = pair
        return int(visitor.send(made.door, **(mark | {"code": made.code})).status_code)

    with ThreadPoolExecutor(3) as threads:
        answers = sorted(threads.map(give, zip(visitors, marks, strict=True)))
    assert answers == [303, 403, 403]


def test_the_key_of_one_letter_opens_no_other(app: Flask, people: World) -> None:
    mine, other = a_link(people), a_link(people)
    visitor = Visitor(app).enter(mine)
    cookie = visitor.http.get_cookie(f"letter-{mine.id.hex}")
    assert cookie is not None
    visitor.http.set_cookie(f"letter-{other.id.hex}", cookie.value)
    plain = PlainPage()
    plain.is_(visitor.get(other.letter))
    plain.is_(visitor.send(other.letter))
    assert visitor.send(other.letter, **GIVEN).status_code == 403
    plain.is_(Visitor(app).post(other.door, code=mine.code))
    assert challenged(other).state == "sent"


def test_ids_typed_into_the_form_change_nothing_else(app: Flask, people: World) -> None:
    mine, other = a_link(people), a_link(people)
    visitor = Visitor(app).enter(mine)
    visitor.post(mine.letter, **GIVEN, challenge_id=str(other.challenge_id), link_id=str(other.id), state="settled",
                 recorded_by_id=str(people.mo.id), stage="panel", given_by_id=str(people.mo.id))
    assert (challenged(mine).state, challenged(other).state) == ("answered", "sent")
    (answer,) = challenged(mine).responses
    assert (answer.given_by_id, answer.recorded_by_id, answer.stage) == (None, None, "talk")


def test_a_form_from_another_site_is_not_taken_and_what_was_typed_is_kept(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    for mark in ("", "forged", secrets.form_mark("somebody else's key")):
        refused = visitor.send(made.letter, **GIVEN, _mark=mark)
        assert refused.status_code == 400
        assert GIVEN["reasons"] in refused.text
    assert challenged(made).state == "sent"
    plain = PlainPage()
    plain.is_(Visitor(app).send(made.door, code=made.code))
    assert kept(made).state == "proved"
    assert GIVEN["reasons"] in visitor.get(made.letter).text


def test_no_shape_of_address_and_no_method_is_answered_otherwise(app: Flask, people: World) -> None:
    plain = PlainPage()
    for path in ("", "x", "a/b", "..%2f", "letter", "letter/x", "letter/x/keep", "' OR 1=1 --"):
        plain.is_(Visitor(app).post(f"/outside/{path}", code="WRNG-2345"))
    for path in (a_link(people).token, "x", "a/b"):
        refused = Visitor(app).http.delete(f"/outside/{path}")
        assert (refused.status_code, "href=\"/\"" in refused.text) == (405, False)


def test_a_fixed_cookie_gives_nobody_else_the_key(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app)
    visitor.http.set_cookie("letter", "planted")
    visitor.http.set_cookie(f"letter-{made.id.hex}", "planted")
    visitor.enter(made)
    cookie = visitor.http.get_cookie(f"letter-{made.id.hex}")
    assert cookie is not None
    assert cookie.value != "planted"


def test_the_same_statements_are_run_whatever_is_wrong(app: Flask, people: World) -> None:
    made, spoilt = a_link(people), a_link(people)
    withdrawn(people, spoilt)
    seen: list[str] = []
    sa.event.listen(app.extensions["engine"], "before_cursor_execute", lambda *args: seen.append(args[2][:60]))
    ways = []
    for token in (made.token, spoilt.token, GUESSED.token):
        visitor = Visitor(app)
        page = visitor.get(f"/outside/{token}")
        mark = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.text))
        seen.clear()
        visitor.send(f"/outside/{token}", code="WRNG-2345", **mark)
        ways.append(list(seen))
    assert ways[0] == ways[1] == ways[2]


def test_a_guesser_is_held_back_by_link_and_by_address_without_being_told(app: Flask, people: World) -> None:
    made, plain, guesser = a_link(people), PlainPage(), Visitor(app, "192.0.2.66")
    for _ in range(11):
        plain.is_(guesser.post(f"/outside/{secrets.new_token()}", code="WRNG-2345"))
    plain.is_(guesser.post(made.door, code=made.code))
    assert failures()[-1] == "too many tries"
    Visitor(app, "192.0.2.67").enter(made)
    for _ in range(12):
        plain.is_(guesser.get("/outside/letter/00000000-0000-0000-0000-000000000000"))
    noted = len(failures())
    plain.is_(guesser.get("/outside/letter/00000000-0000-0000-0000-000000000000"))
    plain.is_(guesser.post(made.door, code=made.code))
    assert len(failures()) == noted, "the trail can be flooded"


def test_neither_token_nor_code_nor_address_is_kept_or_logged(app: Flask, people: World,
                                                              caplog: pytest.LogCaptureFixture) -> None:
    made = a_link(people)
    with caplog.at_level(logging.DEBUG):
        Visitor(app, "192.0.2.77").post(made.door, code="WRNG-2345")
        Visitor(app, "192.0.2.77").enter(made)
    for secret in (made.token, made.code, "192.0.2.77"):
        assert secret not in caplog.text
        assert secret not in stored()
    assert "gunicorn" not in caplog.text


def stored() -> str:
    """Everything of links and the trail as the database itself holds it."""
    db.session.remove()
    tables = (OutsideLink.__table__, OutsideTally.__table__, TrailEvent.__table__)
    return repr([db.session.execute(sa.text(f"SELECT * FROM {table.name}")).all() for table in tables])


def test_pages_behind_a_link_are_kept_and_told_by_no_browser(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app)
    door = visitor.get(made.door)
    visitor.enter(made)
    for page in (door, visitor.get(made.letter), Visitor(app).get(made.letter)):
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
    assert "HttpOnly" in door.headers["Set-Cookie"]
    assert "SameSite=Lax" in door.headers["Set-Cookie"]
    assert visitor.http.get_cookie("riskpanel") is None


def test_every_look_is_in_the_trail(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app)
    visitor.get(made.door)
    visitor.enter(made)
    visitor.get(made.letter)
    visitor.get(made.letter)
    assert [what for what, _ in events()] == ["make", "open", "open", "prove", "read", "read"]


def test_nobody_of_the_same_browser_sees_more_than_the_letter(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    for url in ("/", "/people", f"/challenges/{made.challenge_id}", f"/links/{made.id}", f"/people/{people.person.id}"):
        assert visitor.http.get(url).status_code == 302, url


def test_sending_twice_at_once_has_one_effect(app: Flask, people: World) -> None:
    made = a_link(people)
    visitor = Visitor(app).enter(made)
    mark = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.get(made.letter).text))
    cookie = visitor.http.get_cookie(f"letter-{made.id.hex}")
    assert cookie is not None

    def send(_: int) -> int:
        one = app.test_client()
        one.set_cookie(cookie.key, cookie.value)
        return one.post(made.letter, data=mark | GIVEN).status_code

    with ThreadPoolExecutor(3) as threads:
        answers = sorted(threads.map(send, range(3)))
    assert answers == [200, 200, 303]
    db.session.remove()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1
