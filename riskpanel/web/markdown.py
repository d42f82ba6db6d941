"""Markdown as safe HTML: an allow-list of plain tags, and headings that never compete with the page's own."""

from functools import lru_cache
from xml.etree.ElementTree import Element

import markdown as parser
import nh3
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}


class ShiftHeadings(Treeprocessor):
    """Puts the text's highest heading one below the page's h1."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in {"h1", "h2", "h3", "h4", "h5"}:
                element.tag = f"h{int(element.tag[1]) + 1}"


def reader() -> parser.Markdown:
    """A reader that takes HTML for words: what somebody typed is shown, never obeyed or dropped."""
    made = parser.Markdown(extensions=["sane_lists", "tables"], output_format="html")
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    made.treeprocessors.register(ShiftHeadings(made), "shift-headings", 0)
    return made


@lru_cache(maxsize=512)
def as_html(text: str | None) -> Markup:
    """The text's markdown as HTML; nothing at all gives nothing."""
    html = nh3.clean(
        reader().convert(text or ""),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return Markup(html)  # noqa: S704 - nh3 has just cleaned it
