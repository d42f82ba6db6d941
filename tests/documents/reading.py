"""Reads a PDF as a screen reader would: its tags, its headings, and the words of each page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

CODE = re.compile(rb"<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
ZERO_WIDTH = "\u200b"


@dataclass
class Read:
    """What a PDF says."""

    title: str
    language: str
    tagged: bool
    tags: list[str]
    pages: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


def read(data: bytes) -> Read:
    with pikepdf.open(BytesIO(data)) as file:
        root = file.Root
        pages = ["".join(_words(page)).replace(ZERO_WIDTH, "") for page in file.pages]
        return Read(str(file.docinfo["/Title"]), str(root.Lang), bool(root.MarkInfo.Marked),
                    list(_tags(root.StructTreeRoot.K)), pages)


def _tags(node: Any) -> Iterator[str]:
    """Every tag in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from _tags(node.K)


def _words(page: pikepdf.Page) -> Iterator[str]:
    """The words of a page, in the order they are painted; each text object starts a line of its own."""
    fonts = {str(name): _unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                yield _shown(operands[0], letters)
            case "TJ":
                yield "".join(_shown(one, letters) for one in operands[0] if isinstance(one, pikepdf.String))
            case "ET":
                yield "\n"


def _shown(string: Any, letters: dict[int, str]) -> str:
    raw = bytes(string)
    return "".join(letters.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))


def _unicode(font: Any) -> dict[int, str]:
    """Which letters each code of a font stands for."""
    found: dict[int, str] = {}
    for kind, body in SECTION.findall(font.ToUnicode.read_bytes()):
        codes = [bytes.fromhex(code.decode()) for code in CODE.findall(body)]
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(codes), step):
            first, last, words = codes[at], codes[at + step - 2], codes[at + step - 1].decode("utf-16-be")
            for more in range(int.from_bytes(last, "big") - int.from_bytes(first, "big") + 1):
                found[int.from_bytes(first, "big") + more] = words[:-1] + chr(ord(words[-1]) + more)
    return found
