"""A Word file has real headings, a head row that is marked, and the page's number in fields."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from riskpanel.documents.blocks import Document, Listing, Paragraph, Table
from riskpanel.documents.word import word
from tests.documents.a_document import EVERY_BLOCK, HOSTILE, TWO_PEOPLE, document


def opened(made: Document) -> Any:
    return docx.Document(BytesIO(word(made)))


def test_it_has_a_title_a_language_and_real_headings() -> None:
    found = opened(EVERY_BLOCK)
    assert (found.core_properties.title, found.core_properties.language) == ("Whether Ger has a laptop", "en-GB")
    headings = [(one.style.name, one.text) for one in found.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [("Heading 1", "Whether Ger has a laptop"), ("Heading 2", "The options"),
                        ("Heading 2", "The next case")]
    assert found.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_the_head_row_of_a_table_is_marked_as_such() -> None:
    rows = opened(EVERY_BLOCK).tables[0].rows
    marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert marked == [True, False]


def test_every_page_says_whose_it_is_and_which_of_how_many() -> None:
    section = opened(EVERY_BLOCK).sections[0]
    assert section.header.paragraphs[0].text == "Elmshire Council\tP-12345, C-67890"
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("Confidential. Copy for Grace Lindqvist\tPage ")
    fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_each_persons_pages_carry_their_reference() -> None:
    found = opened(TWO_PEOPLE)
    assert [one.header.paragraphs[0].text.split("\t")[1] for one in found.sections] == ["M-55555", "P-11111", "P-33333"]
    assert all("Copy 7, for Grace Lindqvist" in one.footer.paragraphs[0].text for one in found.sections)
    places = {one.get(qn("w:name")) for one in found.element.body.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in found.element.body.iter(qn("w:hyperlink"))} == places


@pytest.mark.parametrize("words", [*HOSTILE, "שלום 🙂 سلام", "x" * 10_000])
def test_whatever_is_typed_is_written_as_it_is(words: str) -> None:
    found = opened(document(Paragraph(words), Listing((words,)), Table("Told", ("What",), ((words,),))))
    assert [one.text for one in found.paragraphs if one.text == words] == [words, words]
    assert found.tables[0].rows[1].cells[0].text == words


def test_characters_that_no_page_holds_are_left_out() -> None:
    assert "Before after." in [one.text for one in opened(document(Paragraph("Before\x00\ud800 after."))).paragraphs]
