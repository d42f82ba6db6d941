"""Several at one sitting press at the same moment, on both databases: one effect, and no words lost."""

import threading

from riskpanel import db
from riskpanel.sitting import services
from riskpanel.sitting.models import Hearing, Movement, PrivateView, VoiceHeard
from tests.client import Client
from tests.panel.cases import a_case_under_way, stored
from tests.sitting.test_awry import seat_of
from tests.stories import World


def pressed_together(clients: list[Client], addresses: list[str], forms: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Send each form to its address, from its own thread, at the same moment; gives each status and where it led."""
    ready, answers = threading.Barrier(len(clients)), []

    def press(client: Client, address: str, form: dict[str, str]) -> None:
        ready.wait(timeout=20)
        answer = client.http.post(address, data=form)
        answers.append((answer.status_code, answer.location or answer.text))

    threads = [threading.Thread(target=press, args=each) for each in zip(clients, addresses, forms, strict=True)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(answers)


def marked(client: Client, **fields: str) -> dict[str, str]:
    """A form with this client's own marks."""
    return client.form("/sign-out") | fields


def test_the_chair_and_the_minute_taker_note_the_same_leaving_once(browse, people: World) -> None:
    item = a_case_under_way(people)
    lea = seat_of(item, people, "lea").id
    clients = [browse("ada"), browse("kit")]
    forms = [marked(one, what="left") for one in clients]
    db.session.remove()
    answers = pressed_together(clients, [f"/sittings/seats/{lea}"] * 2, forms)
    assert [status for status, _ in answers] == [303, 303]
    assert db.session.query(Movement).filter_by(what="left").count() == 1


def test_a_voice_ticked_in_two_windows_is_heard_once(browse, people: World) -> None:
    item = a_case_under_way(people)
    joe = seat_of(item, people, "joe").id
    clients = [browse("ada"), browse("ada")]
    forms = [marked(one, heard="yes") for one in clients]
    db.session.remove()
    answers = pressed_together(clients, [f"/items/{item.id}/voices/{joe}"] * 2, forms)
    assert [status for status, _ in answers] == [303, 303]
    assert db.session.query(Hearing).count() == 1
    assert db.session.query(VoiceHeard).count() == 1


def test_a_view_filed_as_the_views_are_opened_is_before_or_after_and_never_changed_behind_them(browse, people: World
                                                                                              ) -> None:
    item = a_case_under_way(people)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    db.commit()
    joe, ada = browse("joe"), browse("ada")
    forms = [joe.form(f"/items/{item.id}/view") | {"leans": "The bus"}, marked(ada)]
    db.session.remove()
    answers = pressed_together([joe, ada], [f"/items/{item.id}/view", f"/items/{item.id}/views/open"], forms)
    assert [status for status, _ in answers] == [303, 303]
    opened = db.session.query(Hearing).one().views_opened_at
    views = db.session.query(PrivateView).order_by(PrivateView.turn).all()
    assert [(one.leans, one.after_opening) for one in views] in (
        [("The bus", False)], [("The train", False), ("The bus", True)])
    assert all((one.at > opened) is one.after_opening for one in views)
    assert stored(item).state == "listed"
