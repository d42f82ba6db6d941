"""Colleagues at their browsers: a served installation, Chromium, and a window for each who arrives."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Cost, Visitor
from tests.installation import served
from tests.servers import CHROMIUM_ARGUMENTS, chromium_path

Arrive = Callable[[str], Visitor]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def at_browsers(app: Flask, browser: Browser, *, javascript: bool, cost: Cost) -> Iterator[Arrive]:
    """`arrive("sam")` opens a window, signs that colleague in and gives the window; a second call finds it open."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    windows: dict[str, Visitor] = {}
    typed: set[str] = set()
    with served(app) as base:

        def arrive(name: str) -> Visitor:
            if name not in windows:
                window = Visitor(browser, base, javascript=javascript, cost=cost, typed=typed)
                windows[name] = window.sign_in(f"{name}@elmshire.example")
            return windows[name]

        yield arrive
        for window in windows.values():
            window.close()
