"""A document as a file to keep or print: PDF or Word, by the ending of its address."""

from flask import Response

from riskpanel.documents.blocks import Document
from riskpanel.documents.files import WORD
from riskpanel.documents.pdf import pdf
from riskpanel.documents.word import word
from riskpanel.errors import NotFound
from riskpanel.web.uploads import download

WRITTEN_AS = {"pdf": (pdf, "application/pdf"), "docx": (word, WORD)}


def copy_of(document: Document, name: str, ending: str) -> Response:
    """The document as a file. Raises NotFound for an ending that nothing is written as."""
    if ending not in WRITTEN_AS:
        raise NotFound()
    write, media = WRITTEN_AS[ending]
    return download(write(document), f"{name}.{ending}", media)
