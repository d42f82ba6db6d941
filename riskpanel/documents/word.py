"""A document as a Word file: real headings, a marked head row, and the page's number and reference on every page."""

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from riskpanel.documents.blocks import Document

FONT = "Arial"
LANGUAGE = "en-GB"
ENDED = ("?", "!", ".", ":")


def word(document: Document) -> bytes:
    """The document as .docx."""
    told, made = document.told(), docx.Document()
    _page(made, told)
    for block in told["before"]:
        BLOCKS[block["kind"]](made, block)
    made.add_heading(told["title"], level=1)
    for block in told["blocks"]:
        BLOCKS[block["kind"]](made, block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any, told: Mapping[str, Any]) -> None:
    """Size, language, title, and what stands at the head and foot of each page."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    properties = made.core_properties
    properties.title, properties.language = told["title"], LANGUAGE
    properties.author, properties.comments = told["marks"]["authority"], ""
    _styles(made, told["points"])
    _edge(section.header.paragraphs[0], told["marks"]["authority"], told["marks"]["reference"])
    foot = _edge(section.footer.paragraphs[0], told["marks"]["foot"], "Page ")
    for words, code in (("", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        _add_field(foot, code)


def _styles(made: Any, points: float) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(points)
    normal.paragraph_format.space_after = Pt(points * 0.5)
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    for level in range(1, 7):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(points * (1.25 - level * 0.05)), None
        for theme in ("asciiTheme", "hAnsiTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def _edge(paragraph: Any, left: str, right: str) -> Any:
    """A line at the head or foot of each page: one part at each side."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.4), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style.font.size = Pt(9)
    paragraph.add_run(f"{left}\t{right}")
    return paragraph


def _add_field(paragraph: Any, code: str) -> None:
    """A field that Word works out, such as the page's number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


# ---- The blocks, by kind


def _heading(made: Any, block: Mapping[str, Any]) -> None:
    made.add_heading(block["text"], level=block["level"])


def _paragraph(made: Any, block: Mapping[str, Any]) -> None:
    paragraph = made.add_paragraph()
    if block["lead"]:
        paragraph.add_run(f"{block['lead']} ").bold = True
    paragraph.add_run(block["text"])


def _quotation(made: Any, block: Mapping[str, Any]) -> None:
    by = f" ({block['by']})" if block["by"] else ""
    made.add_paragraph(f"“{block['text']}”{by}", style="Quote")


def _listing(made: Any, block: Mapping[str, Any]) -> None:
    if block["lead"]:
        lead = made.add_paragraph()
        lead.add_run(block["lead"]).bold = True
        lead.paragraph_format.keep_with_next = True
    style = "List Number" if block["numbered"] else "List Bullet"
    for item in block["items"]:
        made.add_paragraph(item, style=style)


def _facts(made: Any, block: Mapping[str, Any]) -> None:
    for label, words in block["rows"]:
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{label} " if label.endswith(ENDED) else f"{label}: ").bold = True
        paragraph.add_run(words)


def _table(made: Any, block: Mapping[str, Any]) -> None:
    made.add_paragraph(block["caption"], style="Caption")
    table = made.add_table(rows=0, cols=len(block["head"]), style="Table Grid")
    for number, cells in enumerate([block["head"], *block["rows"]]):
        row = table.add_row()
        for cell, words in zip(row.cells, cells, strict=False):
            cell.paragraphs[0].add_run(words).bold = number == 0
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.add_paragraph()


def _lines(made: Any, block: Mapping[str, Any]) -> None:
    paragraph = made.add_paragraph("\n".join(block["lines"]))
    paragraph.paragraph_format.keep_together = True
    if block["right"]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _beside(made: Any, block: Mapping[str, Any]) -> None:
    """Two cells: room for a picture, and the lines beside it."""
    table = made.add_table(rows=1, cols=2)
    room, lines = table.rows[0].cells
    room.width, lines.width = Cm(3.8), Cm(12.6)
    table.rows[0].height = Cm(3)
    _frame(room)
    for place, words in enumerate(block["lines"]):
        (lines.add_paragraph() if place else lines.paragraphs[0]).add_run(words)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _frame(cell: Any) -> None:
    """A dashed line around the room for a picture."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("color", "969696")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _card(made: Any, block: Mapping[str, Any]) -> None:
    """A frame as tall as half a page, its words large in the middle."""
    table = made.add_table(rows=1, cols=1, style="Table Grid")
    table.rows[0].height = Cm(10.5)
    cell = table.rows[0].cells[0]
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    told = ((cell.paragraphs[0], block["words"], 40), (cell.add_paragraph(), block["below"], 18))
    for paragraph, words, points in told:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).font.size = Pt(points)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _page_break(made: Any, block: Mapping[str, Any]) -> None:
    made.add_page_break()


def _new_part(made: Any, block: Mapping[str, Any]) -> None:
    """A section of its own, whose head carries its own reference; what stands at the foot goes on."""
    authority = made.core_properties.author
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = False
    _edge(section.header.paragraphs[0], authority, block["reference"])
    _bookmark(made.add_paragraph(), f"part-{block['key']}")


def _bookmark(paragraph: Any, name: str) -> None:
    """A place that a link in the contents leads to."""
    paragraph.paragraph_format.space_after = Pt(0)
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(zlib.crc32(name.encode())))
        mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _contents(made: Any, block: Mapping[str, Any]) -> None:
    """Links to the parts. Word works out no page numbers until it is asked to, so that none are given."""
    for words, key in block["entries"]:
        paragraph = made.add_paragraph(style="List Bullet")
        run = paragraph.add_run(words)
        if key:
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"part-{key}")
            link.append(run._r)
            paragraph._p.append(link)


BLOCKS: Mapping[str, Callable[[Any, Mapping[str, Any]], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quotation": _quotation,
    "listing": _listing,
    "facts": _facts,
    "table": _table,
    "lines": _lines,
    "beside": _beside,
    "card": _card,
    "page_break": _page_break,
    "new_part": _new_part,
    "contents": _contents,
}
