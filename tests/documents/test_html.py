"""A document on a page: the same words, escaped, under headings that follow the page's own."""

from flask import Flask, render_template_string

from riskpanel.documents.blocks import Document, Paragraph
from tests.client import Page
from tests.documents.a_document import EVERY_BLOCK, HOSTILE, TWO_PEOPLE, document

SHOWN = '{% from "documents/_document.html" import document %}{{ document(told, 2) }}'


def shown(app: Flask, made: Document) -> str:
    with app.test_request_context():
        return render_template_string(SHOWN, told=made.told())


def test_every_block_is_shown(app: Flask) -> None:
    text = shown(app, EVERY_BLOCK)
    for words in ("Grace Lindqvist<br>Service manager", "<strong>The decision.</strong> I ask", "“Tell them silver.”",
                  "<li class=\"rp-typed\">Another</li>", "<h2", "<h3", 'scope="row"', "<dt>Who decides</dt>",
                  '<p class="govuk-body-l rp-typed">And another.</p>'):
        assert words in text


def test_the_contents_lead_to_each_part_that_is_there(app: Flask) -> None:
    page = Page(shown(app, TWO_PEOPLE))
    assert page.links == ["#part-1", "#part-3"]
    assert {"part-1", "part-3"} <= set(page.ids)


def test_hostile_words_are_shown_as_words(app: Flask) -> None:
    text = shown(app, document(*(Paragraph(words) for words in HOSTILE)))
    assert "<script" not in text
    assert "alert(1)" in text
    assert Page(text).h1 == []
