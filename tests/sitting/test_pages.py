"""The pages of a sitting: the chair's, everybody's, the part that keeps up to date, and names on a shared screen."""

from typing import Any

from riskpanel import db
from riskpanel.panel import services as panel
from riskpanel.panel.models import AgendaItem
from riskpanel.sitting import services
from tests.panel.cases import a_case_under_way, stored
from tests.referrals.cases import Statements
from tests.stories import World


def invited(people: World, item: AgendaItem) -> None:
    for name, part in (("Rosa", "person"), ("Ana Delgado", "family"), ("Sam Okoro", "referrer")):
        panel.invite(item, {"name": name, "part": part, "how": "come"}, by=people.kit)
    db.commit()


def seat_called(item: AgendaItem, name: str) -> Any:
    return next(one for one in item.meeting.attendances if one.called == name)


# ---- The chair's page

def test_a_case_is_begun_and_each_voice_is_ticked_the_person_first(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    ada, address = browse("ada"), f"/items/{item.id}/chair"
    assert "Not begun yet. 40 minutes set aside." in ada.get(address)
    ada.post(f"/items/{item.id}/start", at=address, status=303)
    page = ada.get(address)
    assert "Started at " in page
    assert "data-clock=" in page
    order = [page.index(f"<strong>{name}</strong>") for name in ("Rosa", "Ana Delgado", "Sam Okoro", "Joe Tan")]
    assert order == sorted(order)
    assert "Sam Okoro, referrer." in page
    sam = seat_called(stored(item), "Sam Okoro")
    ada.post(f"/items/{item.id}/voices/{sam.id}", at=address, heard="yes", status=303)
    page = ada.get(address)
    assert "Heard at " in page
    assert "Sam Okoro, referrer." not in page
    assert "Not heard after all" in page
    form = ada.form(address)
    ada.send(f"/items/{item.id}/voices/{sam.id}", csrf_token=form["csrf_token"], status=303)
    assert "Sam Okoro, referrer." in ada.get(address)


def test_the_chairs_page_costs_few_statements_and_the_live_part_fewer(browse, people: World) -> None:
    item = a_case_under_way(people)
    invited(people, item)
    services.start(item, by=people.ada)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    db.commit()
    ada = browse("ada")
    for address, most in ((f"/items/{item.id}/chair", 12), (f"/sittings/{item.meeting_id}", 12)):
        with Statements() as sent:
            ada.get(address)
        assert sent.count <= most, sent.said
    with Statements() as sent:
        ada.http.get(f"/sittings/{item.meeting_id}/live?item={item.id.hex}")
    assert sent.count <= 8, sent.said
