"""Files that are sent in: larger than a page of words may be, and never laid down on disk on the way."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Flask, Request, Response, current_app, request, send_file
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from riskpanel.documents.files import MOST_BYTES, File, NotAccepted, received
from riskpanel.web.fields import Answer

View = TypeVar("View", bound=Callable[..., Any])
MOST_SENT = MOST_BYTES + 1_000_000
TOO_LARGE = f"A file may have up to {MOST_BYTES // 1_000_000} MB. Send the pages that matter, or a smaller picture."


class FileField(Answer):
    """One file, known by what is in it. `data` is a `documents.files.File`; a browser never sends it back."""

    component = "file"

    def process_data(self, value: Any) -> None:
        self.data, self.typed = None, ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data, self.typed = None, ""
        sent = valuelist[0] if valuelist else None
        if isinstance(sent, FileStorage) and sent.filename:
            self.data = self.taken(sent.filename, sent.stream.read())

    def taken(self, name: str, content: bytes) -> File:
        """The file, recognised; raises ValueError with the sentence to show."""
        try:
            return received(name, content)
        except NotAccepted as refused:
            raise ValueError(refused.said) from refused

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        return self.shared(before) | {"label": self.titled("govuk-label", heading), "attributes": {"accept": ACCEPTED}}


ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx"


class InMemory(Request):
    """A request whose files stay in memory: what is in them is only ever written to disk sealed."""

    def _get_file_stream(self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
                         content_length: int | None = None) -> IO[bytes]:
        return BytesIO()


def takes_files(view: View) -> View:
    """Declare that a view takes a file, and so more than other pages may be sent."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def expects_file() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "takes_files", False)


def _make_room() -> None:
    if request.method == "POST" and expects_file() and current_user.is_authenticated:
        request.max_content_length = MOST_SENT


def install(app: Flask) -> None:
    """Must come before anything that reads the form."""
    app.request_class = InMemory
    app.before_request(_make_room)


def download(content: bytes, name: str, media: str) -> Response:
    """A file to be saved, never opened by the browser as a page of this site."""
    answer = send_file(BytesIO(content), mimetype=media, as_attachment=True, download_name=name, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
