"""What a document says, whatever it is written as: a title, the marks of every page, and blocks in order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without characters that no page can hold: control characters and halves of a pair."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True)
class Block:
    """One thing in a document; `kind` names it in every template."""

    kind: ClassVar[str]

    def told(self) -> dict[str, Any]:
        """The block as plain values, with its kind."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True)
class Heading(Block):
    """A heading under the title, which is level 1; levels are closed up so that none is passed over."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph(Block):
    """A paragraph; `lead` is its first words, set in bold. Line breaks are kept."""

    kind: ClassVar[str] = "paragraph"
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Quotation(Block):
    """Somebody's own words, and whose they are."""

    kind: ClassVar[str] = "quotation"
    text: str
    by: str = ""


@dataclass(frozen=True)
class Listing(Block):
    """A list, numbered where the order matters; `lead` introduces it in bold."""

    kind: ClassVar[str] = "listing"
    items: tuple[str, ...]
    lead: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Facts(Block):
    """Labels and what each says."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table(Block):
    """A table with a caption and a head; the first cell of each row names it."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Lines(Block):
    """Short lines that stay together: an address, a signature."""

    kind: ClassVar[str] = "lines"
    lines: tuple[str, ...]
    right: bool = False


@dataclass(frozen=True)
class Beside(Block):
    """Short lines, one idea in each, beside room for a picture that somebody puts there; for easy read."""

    kind: ClassVar[str] = "beside"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Card(Block):
    """A card to cut out and stand or hold up, two to a page: its words, large, and a smaller line under them.

    `band` is the colour of a band along its top, as CSS writes it; a colour never says anything that its words do not.
    """

    kind: ClassVar[str] = "card"
    words: str
    below: str = ""
    band: str = ""


@dataclass(frozen=True)
class PageBreak(Block):
    """What follows starts on a new page, such as the next case of a pack."""

    kind: ClassVar[str] = "page_break"


@dataclass(frozen=True)
class NewPart(Block):
    """What follows, up to the next of these, starts on a new page and carries a reference of its own on each page.

    `key` is what `Contents` calls it.
    """

    kind: ClassVar[str] = "new_part"
    reference: str
    key: str


@dataclass(frozen=True)
class Contents(Block):
    """What the document holds: words, and the key of the part where it stands; no key where it is not in this copy."""

    kind: ClassVar[str] = "contents"
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Marks:
    """What stands on every page, so that a page found alone says where it belongs and whose copy it is."""

    authority: str
    reference: str
    copy_for: str = ""
    handling: str = "Confidential"
    copy_number: int = 0

    @property
    def foot(self) -> str:
        """How the page is to be handled, and whose copy it is; its number where copies are numbered."""
        copy = f"Copy {self.copy_number}, for" if self.copy_number else "Copy for"
        return ". ".join(part for part in (self.handling, self.copy_for and f"{copy} {self.copy_for}") if part)


@dataclass(frozen=True)
class Document:
    """A whole document. `before` stands above the title, as an address does; `points` is the size of its text.

    `plain` sets it without serifs, as easy read is set, where the machine has such a typeface.
    """

    title: str
    blocks: tuple[Block, ...]
    marks: Marks
    before: tuple[Block, ...] = ()
    points: float = 11.0
    plain: bool = False

    def told(self) -> dict[str, Any]:
        """The document as plain values that any template can read, printable and with its heading levels closed up."""
        blocks = [block.told() for block in closed_up(self.blocks)]
        marks = {"authority": self.marks.authority, "reference": self.marks.reference, "foot": self.marks.foot}
        told: dict[str, Any] = _cleaned({
            "title": self.title or "Document", "marks": marks, "points": self.points, "plain": self.plain,
            "before": [block.told() for block in self.before], "blocks": blocks,
        })
        return told


KINDS: Mapping[str, type[Block]] = {one.kind: one for one in (
    Heading, Paragraph, Quotation, Listing, Facts, Table, Lines, Beside, Card, PageBreak, NewPart, Contents)}


def retold(told: Mapping[str, Any]) -> Block:
    """The block that told itself so."""
    return KINDS[told["kind"]](**{name: value for name, value in told.items() if name != "kind"})


def closed_up(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each heading at most one level under the heading before it; empty headings are left out."""
    level, found = 1, list[Block]()
    for block in blocks:
        if not isinstance(block, Heading):
            found.append(block)
        elif printable(block.text).strip():
            level = min(max(block.level, 2), level + 1, 6)
            found.append(Heading(block.text, level))
    return found


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value
