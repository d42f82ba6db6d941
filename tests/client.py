"""A client that checks every page it sees: one h1 that the title repeats, labelled inputs, an error summary on 422."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

PASSWORD = "rock-the-boat"
UNLABELLED = {"hidden", "submit", "button"}


class Page(HTMLParser):
    """What the checks need to know of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.h1: list[str] = []
        self.title = ""
        self.labelled: set[str] = set()
        self.inputs: list[dict[str, str]] = []
        self.links: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.has_summary = "govuk-error-summary" in text
        self._into: str = ""
        self._selected_name = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("h1", "title"):
            self._into = tag
            if tag == "h1":
                self.h1.append("")
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("input", "textarea", "select"):
            self.inputs.append({"tag": tag, **given})

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "title"):
            self._into = ""

    def handle_data(self, data: str) -> None:
        if self._into == "h1":
            self.h1[-1] += data
        if self._into == "title":
            self.title += data


def check_page(text: str, status: int) -> Page:
    """The page, once it has been found in order."""
    page = Page(text)
    assert len(page.h1) == 1, f"one h1 is wanted, found {page.h1}"
    heading = " ".join(page.h1[0].split())
    assert heading in " ".join(page.title.split()), f"the title {page.title!r} does not hold the h1 {heading!r}"
    for given in page.inputs:
        labelled = given.get("id") in page.labelled or given.get("type") in UNLABELLED or "aria-label" in given
        assert labelled, f"an input has no label: {given}"
    doubled = {one for one in page.ids if page.ids.count(one) > 1}
    assert not doubled, f"ids stand twice: {doubled}"
    assert status != 422 or page.has_summary or "not ready" in text, "a 422 page says what is wrong"
    return page


class Client:
    """A signed-in browser without JavaScript."""

    def __init__(self, app: Flask, email: str | None) -> None:
        self.http = app.test_client()
        if email:
            answer = self.post("/sign-in", email=email, password=PASSWORD)
            assert answer.status_code == 303, answer.text

    def get(self, url: str, status: int = 200) -> str:
        answer = self.http.get(url)
        assert answer.status_code == status, f"{url}: {answer.status} {_gist(answer)}"
        check_page(answer.text, status)
        return answer.text

    def form(self, url: str) -> dict[str, Any]:
        """The hidden fields of the page's forms, as a browser would send them."""
        text = self.get(url)
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))

    def post(self, url: str, *, at: str | None = None, status: int | None = None, **fields: Any) -> TestResponse:
        """Open the page (`at`, where the form stands elsewhere), fill the fields in and send them."""
        carried = {name: html.unescape(value) for name, value in self.form(at or url).items()}
        return self.send(url, status=status, **{**carried, **{n.replace("__", "-"): v for n, v in fields.items()}})

    def send(self, url: str, *, status: int | None = None, **fields: Any) -> TestResponse:
        """Send fields as they are, without opening the page first."""
        answer = self.http.post(url, data={name: value for name, value in fields.items() if value is not None})
        if status is not None:
            assert answer.status_code == status, f"{url}: {answer.status} {_gist(answer)}"
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303):
            check_page(answer.text, answer.status_code)
        return answer


def _gist(answer: TestResponse) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>|error-message[^>]*>(.*?)</p>|govuk-body\">(.*?)</p>", answer.text, re.S)
    return " | ".join(" ".join("".join(one).split()) for one in found)[:900] or str(answer.location)
