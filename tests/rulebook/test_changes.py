"""What has become of the sources since, and what in an answer leans on them."""

from datetime import date
from pathlib import Path

import pytest

from riskpanel.rulebook import Rulebook, RulebookError, load
from riskpanel.rulebook.changes import behind, cited_in, law_changes, law_on

LATER = date(2026, 11, 25)


def with_source(folder: Path, more: str) -> Rulebook:
    """The tiny rules with something added to the made-up Act."""
    file = folder / "sources.toml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load(folder)


def test_an_overruled_source_has_changed_from_its_last_day(tiny: Rulebook) -> None:
    change, = law_changes(tiny, LATER)
    assert (change.key, change.what) == (("made-up-case", date(2026, 10, 1)), "Overruled by Made-up Act, section 1.")
    assert change.by is tiny.sources["made-up-act-s1"]
    assert law_changes(tiny, date(2026, 9, 30)) == ()


def test_a_change_in_words_of_its_own_stands_for_what_follows_that_day(folder: Path) -> None:
    told = ('[[made-up-case.change]]\non = 2026-10-01\nby = "made-up-act-s1"\nwhat = "Its test is gone."\n'
            'ask = "Look."\n')
    change, = law_changes(with_source(folder, told), LATER)
    assert (change.what, change.recorded_on) == ("Its test is gone.", date(2026, 10, 1))


def test_a_change_can_be_recorded_before_it_comes_and_counts_from_when_it_comes(folder: Path) -> None:
    told = ('[[made-up-case.change]]\non = 2026-11-01\nrecorded_on = 2026-09-01\nwhat = "More."\nask = "Look."\n')
    newest, older = law_changes(with_source(folder, told), LATER)
    assert (newest.on, newest.recorded_on, older.on) == (date(2026, 11, 1), date(2026, 11, 1), date(2026, 10, 1))


def test_a_source_that_a_dated_one_affected_has_changed_that_day(folder: Path) -> None:
    more = ('[ruling]\nkind = "judgment"\ntitle = "Ruling"\ngist = "New."\nin_force_from = 2026-05-01\n'
            'confirmed = true\nlast_verified = 2026-11-20\n\n[older]\nkind = "judgment"\ntitle = "Older"\n'
            'gist = "Old."\naffected_by = "ruling"\nconfirmed = true\nlast_verified = 2026-11-20\n')
    found = {change.source.id: (change.on, change.what) for change in law_changes(with_source(folder, more), LATER)}
    assert found["older"] == (date(2026, 5, 1), "To be read with Ruling since then.")


@pytest.mark.parametrize(("more", "said"), [
    ('[[made-up-case.change]]\non = 2026-10-01\nby = "made-up-act"\nwhat = "A."\nask = "B."\n', "made-up-act-s1"),
    ('[[made-up-case.change]]\non = 2026-10-01\nwhat = "A."\n', "has no “ask”. Add it."),
    ('[[made-up-case.change]]\non = 2026-10-01\nwhat = "A."\naks = "B."\nask = "C."\n', "Did you mean “ask”?"),
    ('[[made-up-case.change]]\non = 2026-10-01\nwhat = "A."\nask = "B."\n'
     '[[made-up-case.change]]\non = 2026-10-01\nwhat = "C."\nask = "D."\n', "has two changes on 2026-10-01"),
    ('[undated]\nkind = "judgment"\ntitle = "U"\ngist = "U."\noverruled_by = "made-up-act-s1"\nconfirmed = true\n'
     'last_verified = 2026-11-20\n', "is overruled, and nothing says since when. Give it in_force_until."),
])
def test_a_change_told_wrongly_is_named_with_its_remedy(folder: Path, more: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        with_source(folder, more)
    assert said in str(refused.value)


def test_words_cite_a_source_whole_in_any_case_and_inside_groups(folder: Path) -> None:
    more = ('[cited]\nkind = "judgment"\ntitle = "Cited"\ngist = "C."\ncited_as = ["old test"]\nconfirmed = true\n'
            'last_verified = 2026-11-20\n')
    book = with_source(folder, more)
    assert cited_in(["By the OLD\n test."], book) == {"cited"}
    assert cited_in([[{"what": "Falls", "why": ["the old test"]}]], book) == {"cited"}
    assert cited_in(["An old testament.", 4, None, True], book) == set()


def test_only_what_an_entry_answers_brings_the_sources_behind_it() -> None:
    book = load(Path(__file__).parents[2] / "rules")
    groups = [(one, ask) for each in book.questionnaires.values() for one in each.every() for ask in one.asks
              if set(ask.sources) - set(one.sources)]
    group, ask = groups[0]
    assert set(ask.sources) <= behind(group, [{ask.id: "Something"}])
    assert behind(group, [{}]) == set(group.sources)


def test_a_source_counts_only_from_when_it_was_law(tiny: Rulebook) -> None:
    book = load(Path(__file__).parents[2] / "rules")
    ids = ["agni-2026-uksc-16", "cheshire-west-2014-uksc-19", "no-such-source"]
    assert law_on(ids, date(2026, 3, 16), book) == {"cheshire-west-2014-uksc-19"}
    assert law_on(ids, LATER, book) == {"agni-2026-uksc-16", "cheshire-west-2014-uksc-19"}
