"""Sending a form: once, unaltered, by whoever is signed in; and nothing typed is lost when something is in the way."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from riskpanel import clock, db
from riskpanel.access import Role
from riskpanel.actions import Action
from riskpanel.config import Config
from riskpanel.people import services
from riskpanel.people.models import Person
from riskpanel.users import services as users
from riskpanel.web.access import lets, user
from riskpanel.web.models import SignedInSession
from tests.client import PASSWORD, Client, check_page
from tests.stories import World

TYPED = "Ma chère, “quoted” & <b>bold</b> 𝄞\nsecond line"


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: html.unescape(value) for name, value in found}


def about_me(people: World) -> str:
    return f"/people/{people.person.id}/about-me"


def saved(people: World) -> str:
    db.session.remove()
    return db.session.scalars(sa.select(Person.about_me).where(Person.id == people.person.id)).one()


# ---- Once


def test_a_form_sent_twice_has_one_effect_and_leads_to_the_same_page(browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = {**sam.form("/people/add"), "name": "Only Once"}
    answers = [sam.send("/people/add", status=303, **fields) for _ in range(3)]
    assert len({answer.location for answer in answers}) == 1
    assert "People found: 1" in sam.get("/people?words=once")


def test_a_mark_is_spent_only_by_a_form_that_was_saved(browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = sam.form("/people/add")
    sam.send("/people/add", status=422, **fields, name="")
    sam.send("/people/add", status=303, **fields, name="Second Try")


def test_two_sends_of_one_form_at_the_same_moment_have_one_effect(app: Flask, browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = {**sam.form("/people/add"), "name": "Double Click"}
    cookie, together = sam.http.get_cookie("riskpanel").value, Barrier(3)

    def send(_: int) -> tuple[int, str]:
        http = app.test_client()
        http.set_cookie("riskpanel", cookie)
        together.wait()
        answer = http.post("/people/add", data=fields)
        return answer.status_code, str(answer.location)

    with ThreadPoolExecutor(3) as threads:
        answers = set(threads.map(send, range(3)))
    assert len(answers) == 1
    assert answers.pop()[0] == 303
    assert "People found: 1" in sam.get("/people?words=double")


def test_somebody_elses_mark_is_refused_and_what_was_typed_is_given_back(browse: Any, people: World) -> None:
    sam, mo = browse("sam"), browse("mo")
    mark = sam.form("/people/add")["_once"]
    sam.post("/people/add", name="First One", _once=mark, status=303)
    assert "Second One" in mo.post("/people/add", name="Second One", _once=mark, status=409).text
    assert "Second One" not in mo.get("/people?words=second")


# ---- Somebody else was quicker


def test_the_second_of_two_sees_both_versions_and_can_then_save_theirs(browse: Any, people: World) -> None:
    sam, mo = browse("sam"), browse("mo")
    opened = sam.form(about_me(people))
    mo.post(about_me(people), about_me="Mo was quicker", status=303)
    refused = sam.send(about_me(people), status=409, **opened, about_me=TYPED)
    assert "Mo was quicker" in refused.text
    assert html.escape(TYPED.splitlines()[0], quote=False) in refused.text.replace("&#34;", '"')
    sam.send(about_me(people), status=303, **hidden(refused.text), about_me=TYPED)
    assert saved(people) == TYPED


def test_a_change_that_came_between_reading_and_writing_is_said_on_a_page_with_what_was_typed(
    people: World, own_app: Flask,
) -> None:
    def quicker() -> str:
        found = db.session.scalars(sa.select(Person)).one()
        db.session.execute(sa.text("UPDATE person SET version = version + 1"))
        services.change_person(found, {"about_me": "Too late"}, by=user())
        return "never reached"

    own_app.add_url_rule("/quicker", "quicker", lets(Action.CHANGE_PERSON)(quicker), methods=["POST"])
    answer = Client(own_app, people.email("sam")).post("/quicker", at="/people/add", about_me="Too late", status=409)
    assert "at the same moment" in answer.text
    assert "Too late" in answer.text
    assert "Signed in as Sam Okoro" in answer.text
    assert "early bus" in saved(people)


# ---- Sessions


def test_a_session_left_idle_ends(browse: Any, people: World) -> None:
    sam = browse("sam")
    sam.get("/")
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = sam.http.get("/people")
    assert (answer.status_code, answer.location) == (302, "/sign-in?to=/people")


def test_a_session_in_use_goes_on_but_not_for_ever(browse: Any, people: World) -> None:
    sam, start = browse("sam"), clock.now()
    for minutes in range(25, 12 * 60, 25):
        with clock.at(start + timedelta(minutes=minutes)):
            sam.get("/")
    with clock.at(start + timedelta(hours=12, minutes=1)):
        assert sam.http.get("/").status_code == 302


def test_what_was_typed_when_a_session_ran_out_is_carried_through_signing_in(browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = {**sam.form(about_me(people)), "about_me": TYPED}
    with clock.at(clock.now() + timedelta(minutes=45)):
        asked = sam.http.post(about_me(people), data=fields)
        assert asked.status_code == 401
        check_page(asked.text, 401)
        wrong = sam.http.post("/sign-in", data=hidden(asked.text) | {"email": people.email("sam"), "password": "wrong"})
        assert wrong.status_code == 422
        again = hidden(wrong.text) | {"email": people.email("sam"), "password": PASSWORD}
        offered = sam.http.post("/sign-in", data=again)
        assert offered.status_code == 200
        assert saved(people) != TYPED
        sam.send(about_me(people), status=303, **hidden(offered.text))
    assert saved(people) == TYPED


def test_a_password_is_never_among_what_is_carried(browse: Any, people: World) -> None:
    asked = browse("adi").http
    with clock.at(clock.now() + timedelta(minutes=45)):
        answer = asked.post("/accounts/add", data={"name": "New", "password": "a-long-secret"})
    assert answer.status_code in (400, 401)
    assert "a-long-secret" not in answer.text


def test_signing_out_ends_the_session_for_whoever_holds_the_cookie(app: Flask, browse: Any, people: World) -> None:
    sam = browse("sam")
    cookie = sam.http.get_cookie("riskpanel")
    sam.post("/sign-out", status=303)
    thief = app.test_client()
    thief.set_cookie("riskpanel", cookie.value)
    assert thief.get("/people").status_code == 302


def test_signing_in_gives_a_new_token_and_only_its_fingerprint_is_kept(app: Flask, people: World) -> None:
    browser = Client(app, None)
    browser.get("/sign-in")
    before = browser.http.get_cookie("riskpanel")
    browser.post("/sign-in", email=people.email("sam"), password=PASSWORD, status=303)
    after = browser.http.get_cookie("riskpanel")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert after.http_only
    assert after.same_site == "Lax"
    db.session.remove()
    assert after.value not in db.session.scalars(sa.select(SignedInSession.token_hash)).all()


def test_outside_a_demonstration_the_cookie_is_for_https_and_this_host_only(config: Config) -> None:
    from dataclasses import replace

    from riskpanel import create_app

    app = create_app(replace(config, secure_cookies=True))
    answer = app.test_client().get("/sign-in", base_url="https://records.elmshire.example")
    assert answer.headers["Set-Cookie"].startswith("__Host-riskpanel=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    db.session.remove()
    app.extensions["engine"].dispose()


def test_closing_an_account_or_changing_its_roles_signs_the_colleague_out_at_once(browse: Any, people: World) -> None:
    sam = browse("sam")
    db.begin(writing=True)
    users.change_user(db.session.merge(people.sam), name="Sam Okoro", job="", phone="", roles={Role.PRACTITIONER},
                      teams=[], active=False, by=people.adi)
    db.commit()
    assert sam.http.get("/people").status_code == 302
    refused = Client(sam.http.application, None).post("/sign-in", email=people.email("sam"), password=PASSWORD)
    assert refused.status_code == 422


# ---- Signing in


def sign_in(browser: Client, people: World, password: str) -> int:
    return browser.post("/sign-in", email=people.email("sam"), password=password).status_code


def test_an_account_waits_after_several_wrong_passwords_and_then_opens_again(app: Flask, people: World) -> None:
    browser = Client(app, None)
    assert [sign_in(browser, people, "wrong") for _ in range(5)] == [422] * 5
    assert sign_in(browser, people, PASSWORD) == 422
    with clock.at(clock.now() + timedelta(hours=2)):
        assert sign_in(browser, people, PASSWORD) == 303


def test_a_few_wrong_passwords_are_forgotten_once_the_right_one_is_given(app: Flask, people: World) -> None:
    for _ in range(3):
        browser = Client(app, None)
        assert [sign_in(browser, people, word) for word in ("wrong", "wrong", "wrong", PASSWORD)] == [422] * 3 + [303]


def test_the_page_says_the_same_of_a_wrong_password_and_of_an_unknown_address(app: Flask, people: World) -> None:
    browser = Client(app, None)
    known = browser.post("/sign-in", email=people.email("sam"), password="wrong")
    unknown = browser.post("/sign-in", email="nobody@elmshire.example", password="wrong")

    def said(answer: Any) -> list[str]:
        return re.findall(r"error-message[^>]*>.*?</span>([^<]*)<", answer.text, re.S)

    assert said(known) == said(unknown) != []


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
                                "/%0d%0aX:1", "\\\\evil.example"])
def test_signing_in_leads_nowhere_but_here(app: Flask, people: World, to: str) -> None:
    browser = Client(app, None)
    answer = browser.post(f"/sign-in?to={to}", email=people.email("sam"), password=PASSWORD, status=303)
    assert "evil" not in answer.location
    assert answer.location.startswith("/")
    assert "\n" not in answer.location


# ---- What is in the way, and is said in plain words


def test_a_form_without_its_mark_is_refused_in_plain_words_and_gives_back_what_was_typed(
    browse: Any, people: World,
) -> None:
    answer = browse("sam").http.post(about_me(people), data={"about_me": "Words to copy"})
    assert answer.status_code == 400
    check_page(answer.text, 400)
    assert "too old" in answer.text
    assert "Words to copy" in answer.text
    assert "CSRF" not in answer.text
    assert saved(people) != "Words to copy"


def test_too_much_is_refused_in_plain_words(browse: Any, people: World) -> None:
    sam = browse("sam")
    fields = sam.form(about_me(people)) | {"about_me": "x" * 1_300_000}
    answer = sam.http.post(about_me(people), data=fields)
    assert answer.status_code == 413
    check_page(answer.text, 413)
    assert "too much" in answer.text


def test_ten_thousand_characters_and_no_more_fit_in_an_answer(browse: Any, people: World) -> None:
    sam = browse("sam")
    sam.post(about_me(people), about_me="é" * 10_000, status=303)
    refused = sam.post(about_me(people), about_me="é" * 10_001, status=422)
    assert "é" * 10_001 in refused.text


HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "../../etc/passwd", "\x00null", "%s%n", "\ud7ff",
           "‮right to left", "A" * 5000]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(browse: Any, people: World, typed: str) -> None:
    sam = browse("sam")
    answer = sam.post(about_me(people), about_me=typed)
    assert answer.status_code in (303, 422)
    page = sam.get(f"/people/{people.person.id}")
    assert "<script>alert" not in page
    sam.http.get("/people", query_string={"words": typed, "page": typed})


@pytest.mark.parametrize("address", ["/people?page=-1", "/people?page=99999999999999999999", "/people?words=%ff%fe",
                                     "/people/not-a-uuid", "/people/00000000-0000-0000-0000-000000000000", "/nowhere"])
def test_no_address_is_a_fault(browse: Any, people: World, address: str) -> None:
    assert browse("sam").http.get(address).status_code in (200, 404)


# ---- Headers

PAGES = ["/sign-in", "/", "/people", "/nowhere"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_allows_only_its_own_scripts(browse: Any, people: World, address: str) -> None:
    http = browse("sam").http
    answers = [http.get(address) for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    nonces = [re.findall(r"'nonce-([^']+)'", policy) for policy in policies]
    assert all(len(several) == 1 and len(several[0]) >= 20 for several in nonces)
    assert nonces[0] != nonces[1]
    for answer, policy, (nonce,) in zip(answers, policies, nonces, strict=True):
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert set(re.findall(r'<script[^>]*nonce="([^"]*)"', answer.text)) <= {nonce}
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
