"""Files that people attach: known by what is in them, not by what they are called."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from riskpanel.errors import Incomplete

MOST_BYTES = 5_000_000
LONGEST_NAME = 100
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS_SAID = "a PDF, a picture (JPEG or PNG) or a Word document (.docx)"
NOT_OURS = re.compile(r"[^\w .,()'’-]+")


@dataclass(frozen=True)
class File:
    """A file that was recognised: a name that is safe to show, what its content is, and the content."""

    name: str
    media: str
    content: bytes


class NotAccepted(Incomplete):
    """A file that cannot be taken, with the reason in a sentence."""


def received(name: str, content: bytes) -> File:
    """The file, once it is clear what it is. Raises NotAccepted, saying what can be sent instead."""
    if not content:
        raise NotAccepted("The file is empty")
    if len(content) > MOST_BYTES:
        raise NotAccepted(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Send the pages that matter, "
                          "or a smaller picture")
    found = next(((media, ending) for recognises, media, ending in KINDS if recognises(content)), None)
    if found is None:
        raise NotAccepted(f"The file must be {KINDS_SAID}, whatever its name ends with")
    return File(safe_name(name, found[1]), found[0], content)


def safe_name(name: str, ending: str) -> str:
    """The file's own name without its folders, signs that mislead, or an ending that its content does not have."""
    last = re.split(r"[\\/]", name)[-1]
    visible = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    stem = NOT_OURS.sub(" ", visible.rpartition(".")[0] or visible)
    return f"{' '.join(stem.split()).strip(' .')[:LONGEST_NAME] or 'file'}{ending}"


def _pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in content[-32:]


def _jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-1024:]


def _word(content: bytes) -> bool:
    """A Word document without macros. Only the list of its parts is read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {one.lower() for one in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RecursionError, OSError):
        return False
    macros = any(part.endswith((".bin", ".vbs", ".js", ".exe", ".dll")) for part in parts)
    return {"[content_types].xml", "word/document.xml"} <= parts and not macros


KINDS: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (_pdf, "application/pdf", ".pdf"),
    (_png, "image/png", ".png"),
    (_jpeg, "image/jpeg", ".jpg"),
    (_word, WORD, ".docx"),
)
