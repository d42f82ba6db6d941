"""A document as a tagged PDF (PDF/UA-1), set by our own template; what people wrote is only ever data to it."""

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import typst

from riskpanel.config import shipped
from riskpanel.documents.blocks import Document

STANDARD: Literal["ua-1"] = "ua-1"
TEMPLATE = "documents/document.typ"
ONE_CHARACTER = b'#set document(title: "x")\n#set text(lang: "en", font: "Libertinus Serif")\n#text(sys.inputs.one)'
CANNOT_SHOW = "could not be displayed"
LONG_RUN = re.compile(r"\S{40,}")
PIECE = re.compile(r".{1,20}")
MAY_BREAK = "\u200b"
ALWAYS_SHOWN = "\u024f"  # up to here, Latin: every font that typst carries shows it
MOST_TRIED = 400
LONG = 20  # sheets: a longer document leaves so much behind that a server would grow with each
SETTINGS_KEPT = 16


class Press:
    """The typst compilers of a process. They see a folder of their own: no other files, no packages, no network."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="riskpanel-press-")
        self.fonts = typst.Fonts()
        self.lock = Lock()
        self.whole = self.compiler("whole.typ", (shipped("templates") / TEMPLATE).read_bytes())
        self.trial = self.compiler("trial.typ", ONE_CHARACTER)

    def compiler(self, name: str, template: bytes) -> typst.Compiler:
        root = Path(self.folder.name)
        (root / name).write_bytes(template)
        return typst.Compiler(root / name, root=root, font_paths=self.fonts, package_path=root, package_cache_path=root)

    def set(self, told: dict[str, Any]) -> bytes:
        """The PDF. Raises typst.TypstError when a character has no shape in any font here."""
        inputs = {"document": json.dumps(told, ensure_ascii=False)}
        return cast(bytes, self.whole.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARD))

    def sheets(self) -> int:
        """How many sheets what was last set fills."""
        return int(self.whole.query("<sheets>", field="value", one=True))

    def clear(self) -> None:
        """Let go of what the last document left: typst keeps what its last ten settings or so worked out."""
        for _ in range(SETTINGS_KEPT):
            self.shows("a")

    def shows(self, character: str) -> bool:
        """Has some font here a shape for this character?"""
        try:
            self.trial.compile(format="pdf", sys_inputs={"one": character}, pdf_standards=STANDARD)
        except typst.TypstError:
            return False
        return True


@cache
def press() -> Press:
    return Press()


@cache
def _shows(character: str) -> bool:
    return press().shows(character)


def pdf(document: Document) -> bytes:
    """The document as PDF."""
    return _set(document)[0]


def pages(document: Document) -> int:
    """On how many sheets it prints."""
    return _set(document)[1]


def _set(document: Document) -> tuple[bytes, int]:
    told = _breakable(document.told())
    with press().lock:
        try:
            made = press().set(told)
        except typst.TypstError as error:
            if CANNOT_SHOW not in error.message:
                raise
            made = press().set(_in_words(told))
        sheets = press().sheets()
        if sheets > LONG:
            press().clear()
        return made, sheets


# ---- Characters that fonts lack, and runs without a space


def _in_words(told: dict[str, Any]) -> dict[str, Any]:
    """The same, with every character that no font here shows named in square brackets, so that it is not lost."""
    rare = sorted({character for text in _texts(told) for character in text if character > ALWAYS_SHOWN})
    unseen = {character for place, character in enumerate(rare) if place >= MOST_TRIED or not _shows(character)}
    names = {ord(character): _name(character) for character in unseen}
    return dict(_each_text(told, lambda text: text.translate(names)))


def _name(character: str) -> str:
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    return f"[{unicodedata.name(character, f'character {ord(character):X}').lower()}]"


def _breakable(told: dict[str, Any]) -> dict[str, Any]:
    """The same, with places where a very long run without a space may break, so that it stays on the page."""
    return dict(_each_text(told, lambda text: LONG_RUN.sub(_in_pieces, text)))


def _in_pieces(run: re.Match[str]) -> str:
    return MAY_BREAK.join(PIECE.findall(run.group()))


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: one if key == "kind" else _each_text(one, change) for key, one in value.items()}
    return [_each_text(one, change) for one in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
