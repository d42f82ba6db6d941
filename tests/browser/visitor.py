"""Somebody at a browser: follows links and fills forms as a person does, and counts what the work costs them.

Every page they reach is checked by axe (WCAG 2.2 AA). What they type is remembered, so that a page that asks for the
same words a second time is counted in `asked_again`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.client import Page as Reader

KINDS = {"text": "text", "email": "text", "password": "text", "input": "text", "textarea": "text", "select": "select",
         "radio": "radio", "checkbox": "checkbox"}
PASSWORD = "rock-the-boat"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TELLING = 12  # shorter answers, such as a day or "yes", are not words asked for again


@dataclass
class Cost:
    """What a journey cost: pages seen, fields filled, keys pressed, words asked for again, and faults axe found."""

    pages: int = 0
    fields: int = 0
    keystrokes: int = 0
    asked_again: int = 0
    axe_violations: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self, journey: str, javascript: bool) -> dict[str, Any]:
        return {"journey": journey, "javascript": javascript, "pages": self.pages, "fields": self.fields,
                "keystrokes": self.keystrokes, "asked_again": self.asked_again, "axe_violations": self.axe_violations}


class Visitor:
    """One colleague with one browser window; several may share what was typed and what it cost."""

    axe = Axe()

    def __init__(self, browser: Browser, base: str, *, javascript: bool, cost: Cost, typed: set[str]) -> None:
        self.base, self.cost, self.typed, self.javascript = base, cost, typed, javascript
        self.context = browser.new_context(java_script_enabled=javascript, base_url=base, locale="en-GB")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15000)
        self._scripted: Page | None = None

    def close(self) -> None:
        self.context.close()
        if self._scripted:
            self._scripted.context.close()

    def sign_in(self, email: str) -> "Visitor":
        self.go("/sign-in")
        self.page.get_by_label("Email address", exact=True).fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")
        return self

    def go(self, url: str) -> None:
        """Open a page by its address, as from a bookmark."""
        self.page.goto(url)
        self.look()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow a link by its words; one that looks like a button will do."""
        self._go_by(name, exact, "link", "button")

    def _go_by(self, name: str, exact: bool, *roles: Any) -> None:
        within = self.page.locator("body")
        named = [within.get_by_role(role, name=_name(name, exact)) for role in roles]
        either = named[0] if len(named) == 1 else named[0].or_(named[1])
        either.first.click()
        self.look()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button (or a link made to look like one) by its words."""
        self._go_by(name, exact, "button")

    def look(self) -> None:
        """Arrive at a page: count it, and have axe look at it."""
        self.page.wait_for_load_state("load")
        self.cost.pages += 1
        found = self.page_faults()
        self.cost.axe_violations += len(found)
        self.cost.faults += [f"{self.page.url.removeprefix(self.base)}: {one}" for one in found]

    def page_faults(self) -> list[str]:
        """What axe has against this page. Without JavaScript the page is looked at in a second, scripted window."""
        page = self.page if self.javascript else self._scripted_copy()
        results = self.axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in results.response["violations"]]

    def _scripted_copy(self) -> Page:
        """The same page, as it stands, in a window where axe can run: one for all pages, so that styles come once."""
        if self._scripted is None:
            context = self.context.browser.new_context(base_url=self.base)  # type: ignore[union-attr]
            self._scripted = context.new_page()
            self._scripted.goto("/sign-in")
        written = self.page.content().replace("<script", "<template").replace("</script", "</template")
        self._scripted.set_content(written)
        return self._scripted

    def fill(self, values: Mapping[str, Any]) -> set[str]:
        """Fill in every field of this page that `values` has something for, as the field's kind asks; says which."""
        done: set[str] = set()
        for name, kind in self.fields().items():
            if values.get(name) not in (None, "", []):
                getattr(self, f"_fill_{kind}")(name, values[name])
                done.add(name)
        return done

    def fields(self) -> dict[str, str]:
        """The fields of this page's forms and their kinds; a date's three boxes are one field."""
        found: dict[str, str] = {}
        for given in Reader(self.page.content()).inputs:
            name, kind = given.get("name", ""), given.get("type", given["tag"])
            if name.endswith(("-day", "-month", "-year")):
                found[name.rpartition("-")[0]] = "date"
            elif name and kind in KINDS:
                found[name] = KINDS[kind]
        return found

    def _fill_text(self, name: str, words: Any) -> None:
        box = self.page.locator(f'[name="{name}"]').first
        if box.input_value().strip() == str(words).strip():
            return
        if self._suggested(box, str(words)):
            self.cost.fields += 1
            self.cost.keystrokes += 1
        else:
            self._note(str(words))
        box.fill(str(words))

    def add(self, name: str, words: str) -> None:
        """Type more at the end of a box that holds words already."""
        box = self.page.locator(f'[name="{name}"]').first
        self._note(words)
        box.fill(f"{box.input_value()}\n\n{words}")

    def _suggested(self, box: Locator, words: str) -> bool:
        """Does the box suggest these words, so that they are chosen rather than typed?"""
        listed = box.get_attribute("list")
        return bool(listed) and self.page.locator(f"#{listed} option[value={json.dumps(words)}]").count() > 0

    def _fill_radio(self, name: str, key: Any) -> None:
        option = self.page.locator(f'[name="{name}"][value={json.dumps(str(key))}]')
        if option.count():
            self._pick(option.first)
        else:
            self._pick(self.page.locator(f'[name="{name}"][value="someone-else"]').first)
            self._fill_text(f"{name}-other", key)

    def _fill_checkbox(self, name: str, keys: Any) -> None:
        for key in keys if isinstance(keys, list) else ["yes"]:
            self._pick(self.page.locator(f'[name="{name}"][value={json.dumps(str(key))}]').first)

    def _pick(self, option: Locator) -> None:
        if not option.is_checked():
            option.check()
            self.cost.fields += 1
            self.cost.keystrokes += 1

    def _fill_select(self, name: str, words: Any) -> None:
        """Choose from a long list by the words that an option begins with, or by its value."""
        box = self.page.locator(f'[name="{name}"]').first
        for option in box.locator("option").all():
            value, text = option.get_attribute("value"), (option.text_content() or "").strip()
            if value == str(words) or text.startswith(str(words)):
                box.select_option(value)
        self.cost.fields += 1
        self.cost.keystrokes += 1

    def _fill_date(self, name: str, iso: Any) -> None:
        year, month, day = str(iso).split("-")
        for part, number in (("day", day), ("month", month), ("year", year)):
            self.page.locator(f'[name="{name}-{part}"]').first.fill(str(int(number)))
            self.cost.keystrokes += len(str(int(number)))
        self.cost.fields += 1

    def send(self, button: str = "") -> None:
        """Send the page's form with its own button, or with the one named."""
        if button:
            self.press(button)
            return
        self.page.locator("main form.rp-form button[type=submit]").first.click()
        self.look()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def _note(self, words: str) -> None:
        plain = " ".join(words.split()).casefold()
        self.cost.fields += 1
        self.cost.keystrokes += len(words)
        if len(plain) >= TELLING and plain in self.typed:
            self.cost.asked_again += 1
            self.cost.faults.append(f"{self.page.url.removeprefix(self.base)} asks again for: {words[:60]}")
        self.typed.add(plain)


def _name(words: str, exact: bool) -> re.Pattern[str]:
    """A label or a link's words, whole or as they begin or hold them."""
    plain = re.escape(words)
    return re.compile(f"^\\s*{plain}\\s*$" if exact else plain, re.IGNORECASE)


def faults_told(faults: Iterable[str]) -> str:
    return "\n".join(faults)
