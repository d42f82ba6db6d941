"""The guidance area: pages in order, their sources at the foot, a search by words, and a page for each source."""

from typing import Any

import pytest

from riskpanel.guidance.searching import akin, search
from riskpanel.rulebook.current import rules
from tests.stories import World


def test_the_index_lists_every_page_once(browse: Any, people: World) -> None:
    index = browse("sam").get("/guidance")
    for id, page in rules().guidance.items():
        assert index.count(f'href="/guidance/{id}"') == 1, page.title


def test_every_page_says_the_day_of_its_law_and_marks_its_sources(browse: Any, people: World) -> None:
    sam = browse("sam")
    for id, page in rules().guidance.items():
        shown = sam.get(f"/guidance/{id}")
        assert "Law as at" in shown
        assert "[[" not in shown, id
        assert "Where this comes from" in shown, id
        for source in (rules().sources[each] for each in page.refers_to if each in rules().sources):
            assert f"/guidance/sources/{source.id}" in shown, (id, source.id)
            assert source.confirmed or "</a>, not confirmed" in shown, (id, source.id)
            assert source.confirmed or "not confirmed: check before relying on it" in shown


def test_a_search_finds_pages_and_sources_that_hold_every_word(browse: Any, people: World) -> None:
    sam = browse("sam")
    assert "/guidance/retaining-information" in sam.get("/guidance?q=retain+information")
    assert "/guidance/sources/york-2013-ewca-civ-478" in sam.get("/guidance?q=york")
    nothing = sam.get("/guidance?q=zeppelin+%3Cb%3E")
    assert "try fewer or other words" in nothing
    assert "<b>" not in nothing


def test_a_search_finds_a_word_with_another_ending(app: Any) -> None:
    with app.test_request_context():
        assert "Restrictions and stepping down" in [one.title for one in search("restricted")]
        piece = next(one.piece for one in search("refusals") if one.title.endswith("section 24"))
        assert "refuse" in piece


def test_words_are_akin_where_only_their_endings_differ() -> None:
    for one, other in [("restrictions", "restrict"), ("capacities", "capacity"), ("deprive", "deprivation"),
                       ("assessing", "assessment"), ("advocacy", "advocate"), ("restriction", "restrictive")]:
        assert akin(one, other), (one, other)
        assert akin(other, one), (other, one)
    for one, other in [("contact", "contain"), ("principle", "principal"), ("court", "course"), ("acted", "act")]:
        assert not akin(one, other), (one, other)


@pytest.mark.parametrize("words", ["", "   ", "%00", "(", "a" * 3000])
def test_any_words_may_be_looked_for(browse: Any, people: World, words: str) -> None:
    assert "Guidance" in browse("sam").get(f"/guidance?q={words}")


def test_an_overruled_judgment_says_what_overruled_it(browse: Any, people: World) -> None:
    shown = browse("sam").get("/guidance/sources/cheshire-west-2014-uksc-19")
    assert "Overruled by" in shown
    assert "/guidance/sources/agni-2026-uksc-16" in shown
    assert "2 June 2026" in shown


def test_every_source_has_a_page_that_says_where_it_is_used(browse: Any, people: World) -> None:
    sam = browse("sam")
    for id in rules().sources:
        shown = sam.get(f"/guidance/sources/{id}")
        assert "Used by" in shown, id
        assert "Law as at" in shown, id
    link = sam.get("/guidance/sources/mca-2005-s2-1")
    check = next(one for one in rules().checks.values() if "mca-2005-s2-1" in one.sources)
    assert check.say.split("“")[0] in link.replace("&#39;", "'")


def test_what_is_not_there_is_answered_as_such(browse: Any, people: World) -> None:
    sam = browse("sam")
    sam.get("/guidance/horoscope", status=404)
    sam.get("/guidance/sources/horoscope", status=404)


def test_only_the_sources_that_are_not_confirmed_can_be_listed(browse: Any, people: World) -> None:
    listed = browse("sam").get("/guidance/sources?show=not-confirmed")
    for source in rules().sources.values():
        assert (f'id="{source.id}"' in listed) is not source.confirmed, source.id
