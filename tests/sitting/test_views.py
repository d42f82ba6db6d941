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
