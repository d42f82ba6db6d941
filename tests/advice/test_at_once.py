"""Advice pressed twice at the same moment has one effect, on both databases."""

import threading

from riskpanel import db
from riskpanel.panel.models import Advice, AgreedAction
from tests.advice.test_road import a_whole_form
from tests.client import Client
from tests.panel.cases import a_case_under_way, stored
from tests.stories import World


def pressed_together(clients: list[Client], address: str, forms: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Send each form from its own thread at the same moment; gives each status and page."""
    ready, answers = threading.Barrier(len(clients)), []

    def press(client: Client, form: dict[str, str]) -> None:
        ready.wait(timeout=20)
        answer = client.http.post(address, data=form)
        answers.append((answer.status_code, answer.location or answer.text))

    threads = [threading.Thread(target=press, args=pair) for pair in zip(clients, forms, strict=True)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(answers)


def test_the_same_advice_pressed_twice_at_once_is_given_once(browse, people: World) -> None:
    item = a_case_under_way(people)
    address = f"/items/{item.id}/advise"
    clients = [browse("ada"), browse("ada")]
    forms = [one.form(address) | a_whole_form(people) for one in clients]
    db.session.remove()
    answers = pressed_together(clients, address, forms)
    assert [status for status, _ in answers] == [303, 303]
    assert len({place.removesuffix("/read-back") for _, place in answers}) == 1
    assert db.session.query(Advice).count() == 1
    assert db.session.query(AgreedAction).count() == 2  # the action, and the one that sees to the condition


def test_two_different_advices_at_once_leave_one_and_lose_no_words(browse, people: World) -> None:
    item = a_case_under_way(people)
    address = f"/items/{item.id}/advise"
    clients = [browse("ada"), browse("ada")]
    forms = [one.form(address) | a_whole_form(people, reasons=words)
             for one, words in zip(clients, ("Because of the sea", "Because of the train"), strict=True)]
    db.session.remove()
    answers = pressed_together(clients, address, forms)
    assert [status for status, _ in answers] == [303, 303]
    late = f"/items/{item.id}/late-advice"
    assert [place.endswith("/late-advice") for _, place in answers].count(True) == 1
    given = stored(item).advice.reasons
    page = browse("joe").get(late)
    assert ({"Because of the sea", "Because of the train"} - {given}).pop() in page
    assert given not in page
    assert "Written by Ada Finch" in page
