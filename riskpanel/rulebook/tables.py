"""Reads one rules file as text or as a table, or says in plain words where it cannot be read and how to mend it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

FROM_A_WORD_PROCESSOR = "“”„‘’\u00a0"
A_VALUE = "Put words between straight quotation marks; write true, false, a number or a day (2026-06-01) without any."
AN_ENTRY = "Begin each entry of a list with its name between double square brackets, as in [[check]]."
A_LIST = "A comma or a closing bracket is missing, there or just above."
WORDS_END = "Words begin and end with a straight quotation mark, on one line; longer words stand between three."
A_LINE = "A line is a name, an equals sign and one value."

# What the parser says first of a line it cannot read, and how to mend that line.
REMEDIES: Mapping[str, str] = {
    "Cannot overwrite a value": f"That was said before, above. Say it once. {AN_ENTRY}",
    "Cannot declare": f"An entry of that name stands above. Give one of them another name. {AN_ENTRY}",
    "Duplicate": "That was said before, on the same line. Say it once.",
    "Invalid value": A_VALUE,
    "Invalid date": "There is no such day. Write a day as 2026-06-01, without quotation marks.",
    "Illegal character": WORDS_END,
    "Found invalid character": WORDS_END,
    "Unterminated string": WORDS_END,
    "Unescaped": "Write a backslash twice.",
    "Unclosed": A_LIST,
    "Expected newline": f"{A_LINE} {A_VALUE}",
    "Expected '='": f"{A_LINE} A name is one word.",
    "Expected ']": "Close the name of the entry with as many square brackets as it begins with.",
    "Invalid statement": A_LINE,
}


class Unreadable(Exception):
    """A file that cannot be read; its message is the end of a sentence that begins with the name of the file."""


def text_of(file: Path) -> str:
    """What the file says; a mark some editors put at its start is passed over. Raises Unreadable."""
    if file.is_dir():
        raise Unreadable("is a folder, and a file belongs there. Give the folder another name.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("is not saved as UTF-8. Open it in an editor and save it again as UTF-8.") from None


def _remedy(error: tomli.TOMLDecodeError) -> str:
    if error.doc[error.pos:error.pos + 1] in tuple(FROM_A_WORD_PROCESSOR):
        return "That quotation mark or space comes from a word processor. Type it again, as a straight one."
    return next((remedy for said, remedy in REMEDIES.items() if error.msg.startswith(said)), f"{error.msg}.")


def table_of(file: Path) -> dict[str, Any]:
    """What a TOML file says, as a table. Raises Unreadable with the line, and what to do about it."""
    text = text_of(file)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = "".join(error.doc.split("\n")[error.lineno - 1:error.lineno]).strip()
        said = f", “{line}”" if line else ""
        raise Unreadable(f"cannot be read at line {error.lineno}{said}. {_remedy(error)}") from None
