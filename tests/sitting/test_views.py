"""Private views: filed alone, opened together, and a change of mind beside what was thought first."""

import pytest

from riskpanel import db
from riskpanel.errors import NotNow, Refused
from riskpanel.sitting import queries, services
from tests.panel.cases import a_case_under_way, a_listed_case, declare
from tests.stories import World


def leanings(item, user) -> list[tuple[str, str]]:
    return [(one.user.name, one.leans) for one in queries.opened_views(item, user)]


def test_nobody_sees_a_view_before_the_chair_opens_them_all_together(people: World) -> None:
    item = a_case_under_way(people)
    services.file_view(item, {"leans": "The train", "why": "She knows it", "asks": None}, by=people.joe)
    services.file_view(item, {"leans": "Not yet", "why": "", "asks": "Who meets her?"}, by=people.ada)
    db.commit()
    for name in ("joe", "ada", "kit", "bea"):
        assert leanings(item, people.users[name]) == []
    assert queries.who_filed(item) == {people.joe.id, people.ada.id}
    services.open_views(item, by=people.ada)
    db.commit()
    assert leanings(item, people.bea) == [("Joe Tan", "The train"), ("Ada Finch", "Not yet")]


def test_before_the_opening_a_view_can_be_changed_and_after_it_a_change_of_mind_stands_beside(people: World) -> None:
    item = a_case_under_way(people)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    services.file_view(item, {"leans": "The train, with a friend"}, by=people.joe)
    services.open_views(item, by=people.ada)
    db.commit()
    services.file_view(item, {"leans": "The bus"}, by=people.joe)
    services.file_view(item, {"leans": "The bus, on Sunday"}, by=people.joe)
    db.commit()
    assert [(one.turn, one.leans, one.after_opening) for one in queries.own_views(item, people.joe)] == [
        (1, "The train, with a friend", False), (2, "The bus", True), (3, "The bus, on Sunday", True)]


def test_who_has_an_interest_neither_files_nor_sees_and_nobody_else_opens(people: World) -> None:
    item = a_case_under_way(people)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    declare(people, item, "joe", interest="She is my cousin")
    with pytest.raises(Refused):
        services.open_views(item, by=people.lea)
    services.open_views(item, by=people.ada)
    db.commit()
    for name in ("joe", "kit", "sam"):
        with pytest.raises(Refused):
            services.file_view(item, {"leans": "Mine"}, by=people.users[name])
    assert leanings(item, people.joe) == []
    assert leanings(item, people.sam) == []


def test_whoever_decides_the_case_files_no_view_of_it(people: World) -> None:
    item = a_listed_case(people)
    item.referral.decision.decision_maker_id = people.lea.id
    with pytest.raises(Refused, match="decision-maker"):
        services.file_view(item, {"leans": "Mine"}, by=people.lea)


def test_views_are_opened_at_the_meeting_and_not_before(people: World) -> None:
    item = a_listed_case(people)
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    with pytest.raises(NotNow):
        services.open_views(item, by=people.ada)


# ---- On the pages

def test_a_view_is_filed_alone_and_shown_beside_the_others_once_opened(browse, people: World) -> None:
    item = a_case_under_way(people)
    joe, ada, address = browse("joe"), browse("ada"), f"/items/{item.id}/view"
    assert "Say what you lean towards" in joe.post(address, why="She knows it", status=422).text
    joe.post(address, leans="The train", why="She knows it", status=303)
    ada.post(address, leans="Not yet", status=303)
    for page in (ada.get(f"/items/{item.id}/views"), ada.get(f"/items/{item.id}/chair"),
                 ada.http.get(f"/sittings/{item.meeting_id}/live").text, browse("kit").get(f"/items/{item.id}/views")):
        assert "The train" not in page
    assert "Filed, and closed until they are opened together: Joe Tan and Ada Finch." in ada.get(
        f"/items/{item.id}/chair")
    ada.post(f"/items/{item.id}/views/open", at=f"/items/{item.id}/chair", status=303)
    joe.post(address, leans="The bus", status=303)
    page = browse("bea").get(f"/items/{item.id}/views")
    assert page.index("Leans towards") < page.index("The train") < page.index("Later: leans towards")
    assert page.index("Later: leans towards") < page.index("The bus")
    assert page.index(">Joe Tan<") < page.index(">Ada Finch<")
    assert "Nothing filed" in page


def test_two_windows_of_one_member_lose_no_words(browse, people: World) -> None:
    item = a_case_under_way(people)
    one, two, address = browse("joe"), browse("joe"), f"/items/{item.id}/view"
    one.post(address, leans="The train", status=303)
    opened = two.form(address)
    one.post(address, leans="The bus", status=303)
    refused = two.send(address, **opened, leans="The boat", status=409)
    assert "The bus" in refused.text
    assert "The boat" in refused.text


def test_a_view_typed_while_the_views_were_being_opened_is_filed_beside_and_says_so(browse, people: World) -> None:
    item = a_case_under_way(people)
    joe, address = browse("joe"), f"/items/{item.id}/view"
    opened = joe.form(address)
    services.open_views(item, by=people.ada)
    db.commit()
    joe.send(address, **opened, leans="The train", status=303)
    assert ", after the views were opened" in joe.get(f"/items/{item.id}/views")


def test_in_writing_whoever_files_a_view_is_there_and_a_member_who_does_not_answer_is_not_counted(browse, people: World
                                                                                                 ) -> None:
    item = a_listed_case(people)
    item.meeting.held_by = "writing"
    services.file_view(item, {"leans": "The train"}, by=people.joe)
    db.commit()
    came = {one.user_id: one.came for one in item.meeting.sitting}
    assert came[people.joe.id] == "yes"
    assert came[people.bea.id] == ""
    page = browse("kit").get(f"/sittings/{item.meeting_id}")
    assert "Everybody not noted yet is here" not in page
    assert "Words of welcome" not in page
    for words in ("How this goes in writing", "Who has answered", "no answer yet"):
        assert words in page


def test_in_writing_nobody_is_noted_as_there_for_all_at_once(people: World) -> None:
    item = a_listed_case(people)
    item.meeting.held_by = "writing"
    with pytest.raises(NotNow, match="in writing"):
        services.all_here(item.meeting, item.meeting.sitting, by=people.kit)
    with pytest.raises(Refused):
        services.all_here(item.meeting, item.meeting.sitting, by=people.joe)
