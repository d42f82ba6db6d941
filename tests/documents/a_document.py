"""Documents that the tests set: an ordinary one, and words that somebody might type to break it."""

from riskpanel.documents.blocks import (
    Beside,
    Block,
    Card,
    Contents,
    Document,
    Facts,
    Heading,
    Lines,
    Listing,
    Marks,
    NewPart,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)

MARKS = Marks("Elmshire Council", "P-12345, C-67890", "Grace Lindqvist")
HOSTILE = (
    '#eval("1+1") #let x = 1 #import "@preview/cetz:0.3.0"',
    "$ integral_0^1 $ and £5 & 6 < 7 > 2",
    "\\ back \\u{41} `raw` ```code``` <label> @ref",
    "*bold* _italic_ = not a heading - not a list + nor this / term: nor this",
    "// not a comment /* nor this */ https://example.org",
    '{{ 7 * 7 }} {% raw %} <script>alert(1)</script> "quoted" \'too\'',
    "Zoë Ŵyn Łukasz Nguyễn — “quotes” … ½ 50 %",
)


def document(*blocks: Block, title: str = "A letter") -> Document:
    return Document(title, blocks, MARKS)


TWO_PEOPLE = Document("Papers", (
    Heading("Contents"), Contents((("Case 1", "1"), ("Case 2: not in your copy", ""), ("Case 3", "3"))),
    NewPart("P-11111", "1"), Heading("Ger’s case"), Paragraph("Ger’s words. " * 900),
    NewPart("P-33333", "3"), Heading("Rosa’s case"), Paragraph("Rosa’s words."),
), Marks("Elmshire Council", "M-55555", "Grace Lindqvist", copy_number=7))

EVERY_BLOCK = Document(
    "Whether Ger has a laptop", (
        Paragraph("I ask you to look again.", lead="The decision."),
        Heading("The options", level=4),
        Quotation("Tell them silver.", "Ger"),
        Listing(("One thing", "Another"), lead="What this rests on"),
        Listing(("First", "Then"), numbered=True),
        Facts((("Who decides", "Grace Lindqvist"),)),
        Table("Options compared", ("Option", "For", "Against"), (("In his flat", "His own", "Feared"),)),
        Beside(("One idea.", "And another.")),
        Card("Stop", "I need a break.", "#d4351c"),
        PageBreak(),
        Heading("The next case"),
        Lines(("Nadia Kowalczyk", "Social worker"), right=True),
    ), MARKS, before=(Lines(("Grace Lindqvist", "Service manager")),))
