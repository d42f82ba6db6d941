"""A PDF says what was written, to a screen reader too, and nothing anybody types makes it do anything else."""

import re

import pytest
import typst

from riskpanel.documents.blocks import Document, Heading, Listing, Marks, Paragraph, Table
from riskpanel.documents.pdf import pages, pdf, press
from tests.documents.a_document import EVERY_BLOCK, HOSTILE, MARKS, TWO_PEOPLE, document
from tests.documents.reading import read


def test_a_pdf_has_a_title_a_language_and_tags() -> None:
    found = read(pdf(EVERY_BLOCK))
    assert (found.title, found.language, found.tagged) == ("Whether Ger has a laptop", "en-GB", True)
    for tag in ("/H1", "/H2", "/P", "/L", "/LI", "/BlockQuote", "/Table", "/THead", "/TH", "/TD"):
        assert tag in found.tags


def test_headings_follow_one_another_without_a_gap() -> None:
    found = read(pdf(document(Heading("Deep", 5), Paragraph("x"), Heading("Deeper", 6), Heading("Back", 2))))
    assert [tag for tag in found.tags if tag.startswith("/H")] == ["/H1", "/H2", "/H3", "/H2"]


def test_every_page_says_whose_it_is_and_which_of_how_many() -> None:
    found = read(pdf(EVERY_BLOCK))
    assert len(found.pages) == pages(EVERY_BLOCK) == 2
    for number, page in enumerate(found.pages, start=1):
        for mark in ("Elmshire Council", "P-12345, C-67890", "Copy for Grace Lindqvist", f"Page {number} of 2"):
            assert mark in page


def test_each_persons_pages_carry_their_reference_and_no_page_carries_two() -> None:
    found = read(pdf(TWO_PEOPLE))
    assert found.tagged
    references = [[one for one in ("M-55555", "P-11111", "P-33333") if one in page] for page in found.pages]
    assert len(references) > 3
    assert references == [["M-55555"], *[["P-11111"]] * (len(references) - 2), ["P-33333"]]
    for number, page in enumerate(found.pages, start=1):
        assert f"Page {number} of {len(found.pages)}" in page
        assert "Confidential. Copy 7, for Grace Lindqvist" in page
    contents = re.sub(r"[.\s]+", " ", found.pages[0])
    assert "Case 1 page 2" in contents
    assert f"Case 3 page {len(found.pages)}" in contents
    assert "Case 2: not in your copy Case 3" in contents


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_words(words: str) -> None:
    found = read(pdf(document(
        Paragraph(words, lead=words), Listing((words,)), Table(words, (words,), ((words,),)), title=words)))
    assert _flat(found.text).count(_flat(words)) == 7
    assert found.title == words


def _flat(text: str) -> str:
    return "".join(text.split())


def test_a_run_without_a_space_stays_on_the_page_and_is_whole() -> None:
    found = read(pdf(document(Paragraph("x" * 10_000))))
    assert found.text.count("x") == 10_000
    assert len(found.pages) > 2
    assert max(len(line) for line in found.text.splitlines()) < 120


def test_characters_that_no_page_holds_are_left_out_and_the_rest_stays() -> None:
    found = read(pdf(document(Paragraph("Before\x00\x07\ud800 after\x0b."))))
    assert "Before after." in found.text


def test_a_character_that_no_font_shows_is_named() -> None:
    found = read(pdf(document(Paragraph("I like \U000130fa this."))))
    assert "I like [egyptian hieroglyph e034a] this." in found.text


def test_words_from_right_to_left_are_printed() -> None:
    found = read(pdf(document(Paragraph("שלום and سلام"))))
    assert set("שלום") <= set(found.text) or "[hebrew letter shin]" in found.text


def test_line_breaks_are_kept() -> None:
    assert "One\nTwo" in read(pdf(document(Paragraph("One\nTwo")))).text


def test_large_print_takes_more_pages() -> None:
    words = (Paragraph("Words to read. " * 150),)
    assert pages(Document("A letter", words, MARKS)) < pages(Document("A letter", words, MARKS, points=22.0))


def test_a_document_without_a_title_or_words_is_still_one() -> None:
    found = read(pdf(Document("", (Heading(""), Paragraph("")), Marks("", ""))))
    assert found.title == "Document"


@pytest.mark.parametrize("template", ['#read("/etc/hostname")', '#read("../whole.typ")',
                                      '#import "@preview/cetz:0.3.4": *\nWords'])
def test_even_a_template_reaches_no_other_file_and_no_package(template: str) -> None:
    with pytest.raises(typst.TypstError):
        press().compiler("reaching.typ", template.encode()).compile(format="pdf")
