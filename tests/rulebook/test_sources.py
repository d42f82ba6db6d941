"""Every source of law and guidance has what a reader needs: what it says, how sure we are, and what became of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from riskpanel.rulebook import Source, load

BOOK = load(Path(__file__).parents[2] / "rules")
SOURCES = BOOK.sources.values()
OFFICIAL = ("www.legislation.gov.uk", "caselaw.nationalarchives.gov.uk", "supremecourt.uk", "beta.bailii.org",
            "www.nice.org.uk", "nice.org.uk", "www.scie.org.uk")
RULED_ON_LIBERTY = date(2026, 6, 2)


def ids(found: list[Source]) -> list[str]:
    return [source.id for source in found]


def test_what_is_not_confirmed_says_what_of_it_is_not() -> None:
    assert ids([source for source in SOURCES if not source.confirmed and not source.note]) == []


def test_what_is_confirmed_says_where_it_was_read() -> None:
    assert ids([source for source in SOURCES if source.confirmed and not source.read]) == []


def test_a_gist_is_a_sentence_or_a_few_and_no_quotation() -> None:
    badly = [source for source in SOURCES
             if not re.fullmatch(r"[A-Z].{10,320}[.?]", source.gist) or re.search("[“”\"]", source.gist)]
    assert ids(badly) == []


def test_an_address_leads_to_a_court_a_legislature_or_whoever_made_it() -> None:
    hosts = {source.id: source.url.removeprefix("https://").split("/")[0] for source in SOURCES if source.url}
    assert {id: host for id, host in hosts.items() if host not in OFFICIAL} == {}


def test_no_two_sources_share_a_title() -> None:
    titles = [source.title for source in SOURCES]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_the_old_liberty_test_is_overruled_from_the_day_of_the_ruling() -> None:
    old, new = BOOK.sources["cheshire-west-2014-uksc-19"], BOOK.sources["agni-2026-uksc-16"]
    assert (old.overruled_by, old.in_force_until, new.in_force_from) == (new.id, RULED_ON_LIBERTY, RULED_ON_LIBERTY)


@pytest.mark.parametrize("id", ["neary-2011-ewhc-1377", "g-v-e-2010", "essex-rf-2015-ewcop-1", "aj-2015-ewcop-5",
                                "rd-2016-ewcop-49", "ldv-2013-ewhc-272", "gj-2009-ewhc-2972", "re-d-2019-uksc-42"])
def test_an_earlier_case_on_liberty_is_marked_as_affected(id: str) -> None:
    assert BOOK.sources[id].affected_by == "agni-2026-uksc-16"


def test_dates_stand_only_where_a_published_page_gave_them() -> None:
    dated = {source.id for source in SOURCES if source.in_force_from or source.in_force_until}
    assert dated == {"cheshire-west-2014-uksc-19", "agni-2026-uksc-16", "mha-2025-s35"}


@pytest.mark.parametrize(("id", "words"), [("mca-2005-schA1", "Liberty Protection"), ("mca-code", "replacement"),
                                           ("mha-2025", "commencement"), ("mca-2005-s39", "Care Act 2014"),
                                           ("mca-amendment-2019", "consultation"), ("poa-2023", "not confirmed")])
def test_a_change_still_to_come_is_told(id: str, words: str) -> None:
    assert words in str(BOOK.sources[id].note)


@pytest.mark.parametrize(("id", "short"), [
    ("mca-2005-s1-3", "MCA section 1(3)"), ("mca-code-5-64", "Code paragraph 5.64"),
    ("echr-art-8", "Human rights, Article 8"), ("ca-2014-s42", "Care Act 2014, section 42"),
    ("jb-2021-uksc-52", "A Local Authority v JB [2021] UKSC 52"),
])
def test_a_source_has_a_short_name_for_a_sentence(id: str, short: str) -> None:
    assert BOOK.sources[id].short == short
