"""What the pages are made of: the layout, the components, the error pages, and the words they turn data into."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from flask import Flask, render_template, render_template_string
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.datastructures import MultiDict

from riskpanel.web.fields import DateField, LongTextField, OneOf, PersonField, TextField
from riskpanel.web.filters import FILTERS, date_words, datetime_words, finding_groups
from riskpanel.web.forms import Form
from riskpanel.web.markdown import as_html

TEMPLATES = Path(__file__).parents[2] / "templates"
OURS = sorted([*TEMPLATES.glob("_*.html"), *TEMPLATES.glob("_components/*.html"), *TEMPLATES.glob("errors/*.html")])
LAW = Thing(title="Care Act 2014, section 1", url="https://law.example/1", confirmed=True)
OLD = Thing(title="An old judgment", url=None, confirmed=False)


class Seeing(Form):
    reasons = LongTextField("Your reasons", required="Give your reasons", why="It can be tested.", sources=[LAW, OLD])
    seen = DateField("Date seen", hint="For example, 27 3 2026")
    said_by = PersonField("Who said so?", options={"Amira": "Amira"})
    harm = OneOf("Which harm?")
    name = TextField("Name")


@pytest.fixture(autouse=True)
def request_context() -> Iterator[None]:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "for these tests only"
    loaders = [
        FileSystemLoader(TEMPLATES),
        PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    ]
    app.jinja_loader = ChoiceLoader(loaders)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(asset="/static/{}".format, csp_nonce=lambda: "n0nce", once=lambda: "a-mark")
    CSRFProtect(app)
    with app.test_request_context():
        yield


def said(html: str) -> str:
    """The words on the page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def shown(component: str, call: str, **context: object) -> str:
    name, arguments = call.split("(", 1)
    source = f'{{% from "_components/{component}.html" import {name} as shown %}}{{{{ shown({arguments} }}}}'
    return render_template_string(source, **context)


def page(body: str = '<h1 class="govuk-heading-l">Amira</h1>', **context: object) -> str:
    title = "{% block title %}Amira{% endblock %}"
    source = f'{{% extends "_layout.html" %}}{title}{{% block main %}}{body}{{% endblock %}}'
    return render_template_string(source, **context)


def finding(severity: str = "stop", state: str = "fires", say: str = "Say what she would lose.") -> Thing:
    check = Thing(
        severity=severity, say=say, settle="Write what she gains.", duty=None, confirmed=False, local_figure=()
    )
    because = (Thing(label="Harms", said="Falls on the stairs"),)
    return Thing(check=check, state=state, because=because, open=("What is lost",), sources=(LAW, OLD))


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_is_short_and_compares_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    code = " ".join(re.findall(r"{[{%](.*?)[%}]}", re.sub(r"{#.*?#}", "", source, flags=re.S), flags=re.S))
    code = re.sub(r"\"[^\"]*\"|'[^']*'", "", code)
    assert len(source.splitlines()) <= 100
    assert not re.search(r"==|!=|<|>", code)
    assert not re.search(r"\sstyle=|\son\w+=", source)


def test_the_title_ends_with_the_service_and_begins_with_error_when_there_is_one() -> None:
    form = Seeing(formdata=MultiDict({"reasons": ""}))
    assert "<title>Amira - riskpanel</title>" in page(form=form)
    form.validate()
    assert "<title>Error: Amira - riskpanel</title>" in page(form=form)


def test_an_error_is_above_the_heading_and_links_to_the_first_input_that_is_wrong() -> None:
    form = Seeing(formdata=MultiDict({"reasons": "x", "seen-day": "1", "seen-month": "x", "seen-year": "2026"}))
    form.validate()
    html = page("<h1>Amira</h1>{% from '_components/field.html' import fields %}{{ fields(form) }}", form=form)
    assert html.index('href="#seen-month"') < html.index("<h1>")
    assert 'id="seen-month"' in html


def test_scripts_carry_the_nonce_and_nothing_is_styled_in_place() -> None:
    html = page()
    assert re.findall(r"<script(?![^>]*nonce=\"n0nce\")", html) == []
    assert "style=" not in html


def test_the_layout_has_no_crown_and_names_the_authority() -> None:
    html = page(service=Thing(name="riskpanel", authority="Northshire Council"))
    assert "Northshire Council" in html
    assert "govuk-header__logotype" not in html
    assert "<svg" not in html


def test_the_layout_says_where_it_is_and_what_law_it_knows() -> None:
    html = page(
        navigation=[{"text": "My work", "href": "/", "current": True}],
        account=[{"text": "Sign out", "href": "/sign-out"}],
        user=Thing(name="Sam Okoro"),
        law_as_at=date(2026, 9, 1),
        demonstration=True,
        back={"href": "/people", "text": "Back to people"},
        messages=[("success", "Saved."), ("message", "The panel is on Friday.")],
        reference="RP-2026-0042",
    )
    words = said(html)
    expected = ["Signed in as Sam Okoro", "Law as at 1 September 2026", "everyone here is made up", "Back to people"]
    assert [phrase for phrase in [*expected, "Saved.", "The panel is on Friday."] if phrase not in words] == []
    assert 'data-print-reference="RP-2026-0042"' in html


def test_a_form_carries_its_token_its_mark_and_its_version_once_each() -> None:
    form = Seeing(formdata=None, obj=Thing(version=3))
    html = shown("form", 'form(form, "/save", draft_url="/draft")', form=form)
    assert [html.count(f'name="{name}"') for name in ("csrf_token", "_once", "_version")] == [1, 1, 1]
    assert 'name="_version" value="3"' in html
    assert 'data-draft-url="/draft"' in html


def test_one_button_may_change_something_and_carries_its_token() -> None:
    html = shown("form", 'button_form("/hold", "Hold", {"item": 4}, hidden_text="Amira’s referral")')
    assert 'name="csrf_token"' in html
    assert 'name="item" value="4"' in html
    assert said(html) == "Hold Amira’s referral"


def test_a_question_alone_on_its_page_is_the_heading() -> None:
    assert "<h1" in shown("field", "field(form.seen, true)", form=Seeing(formdata=None))
    assert "<h1" not in shown("field", "field(form.seen)", form=Seeing(formdata=None))


def test_why_we_ask_names_its_sources_and_which_are_not_confirmed() -> None:
    words = said(shown("field", "field(form.reasons)", form=Seeing(formdata=None)))
    assert "Why we ask It can be tested. Care Act 2014, section 1 (confirmed)" in words
    assert "An old judgment (not confirmed" in words


def test_what_was_typed_is_shown_as_it_was_and_never_obeyed() -> None:
    typed = "one\n   <script>alert(1)</script>"
    html = shown("field", "fields(form)", form=Seeing(formdata=MultiDict({"reasons": typed, "said_by-other": typed})))
    assert ">one\n   &lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in html
    assert "<script>" not in html


def test_a_list_with_nothing_in_it_says_so() -> None:
    html = shown("field", "field(form.harm)", form=Seeing(formdata=None))
    assert "There is nothing to choose from yet" in html
    assert "<input" not in html


def test_the_banner_says_how_they_communicate_and_what_is_known_of_others() -> None:
    about = Thing(
        preferred_name="Amira", pronouns="she/her", reference="RP-1", href="/people/1", restricted=True,
        communicates="Short sentences", contact="By text", contact_not="Not through her son", interpreter=None,
        advocate=None, attorney="Attorney for property: said to exist, not seen", deputy=None, advance_decision=None,
    )  # fmt: skip
    words = said(shown("banner", "banner(about)", about=about))
    assert words.startswith("Amira (she/her) RP-1 Restricted record Communicates: Short sentences Contact: By text")
    assert "Attorney Attorney for property: said to exist, not seen" in words
    assert "Interpreter" not in words


def test_findings_come_in_their_order_and_five_at_most() -> None:
    found = [finding("advise", say=f"Consider {n}") for n in range(4)] + [finding("stop"), finding("warn")]
    words = said(shown("findings", 'findings(found, "/all")', found=found))
    assert words.index("Stop") < words.index("Think again") < words.index("Consider")
    assert "Consider 2" in words
    assert "Consider 3" not in words
    assert words.endswith("All 6")
    assert [len(group.findings) for group in finding_groups(found)] == [1, 1, 4]


def test_a_finding_opens_into_why_what_settles_it_and_where_it_comes_from() -> None:
    words = said(shown("findings", "findings(found)", found=[finding(state="cannot-tell")]))
    expected = [
        "Cannot tell yet: Say what she would lose.", "Because you answered Harms: Falls on the stairs",
        "Cannot tell yet What is lost", "What would settle it Write what she gains.",
        "Care Act 2014, section 1 (confirmed)", "An old judgment (not confirmed", "This check is not confirmed",
    ]  # fmt: skip
    assert [phrase for phrase in expected if phrase not in words] == []


def test_lists_and_tables_say_what_is_blank_in_words() -> None:
    rows = [{"key": "Harms", "value": []}, {"key": "Why", "value": None}, {"key": "When", "value": 0}]
    assert said(shown("summary_list", "summary_list(rows)", rows=rows)) == "Harms Not answered Why Not answered When 0"
    rows = [{"label": "What she says", "cells": ["Yes", ""]}]
    assert "Yes Not yet considered" in said(shown("table", 'compare("Options", ["Home", "Away"], rows)', rows=rows))
    assert said(shown("table", 'table("Queue", ["Who"], [], empty="Nobody is waiting")')).endswith("Nobody is waiting")


def test_the_ladder_says_in_words_which_step_it_is_on() -> None:
    steps = [{"title": "Asked", "done": True}, {"title": "Answer owed", "current": True}, {"title": "Panel"}]
    html = shown("ladder", "ladder(steps)", steps=steps)
    assert said(html) == "Asked done Answer owed now Panel not reached"
    assert html.count('aria-current="step"') == 1


def test_tasks_their_words_time_and_pages_show_what_they_are_given() -> None:
    tasks = [{"text": "Frame the decision", "href": "/a", "status": "Done", "plain": True}]
    assert said(shown("task_list", "task_list(tasks)", tasks=tasks)) == "Frame the decision Done"
    assert said(shown("their_words", 'their_words("Home", "Amira")')) == "“Home” Amira"
    assert "not been recorded" in shown("their_words", 'their_words("")')
    assert said(shown("timeline", 'timeline([{"title": "Sent", "when": "today"}])')) == "Sent today"
    assert said(shown("pagination", 'pagination({"shown": "1 to 2 of 3", "next": "?page=2"})')).startswith("Showing 1")


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 422, 429, 500])
def test_an_error_page_says_what_happened_what_was_kept_and_what_to_do_with_no_help_from_anyone(code: int) -> None:
    html = render_template(f"errors/{code}.html")
    words = said(html)
    assert html.count("<h1") == 1
    assert "What was kept" in words
    assert "What to do next" in words


def test_an_error_page_uses_the_words_it_is_given() -> None:
    steps = [{"text": "Ask Jo Bell", "href": "/people/2"}]
    words = said(
        render_template("errors/403.html", title="Not yours", said="It is hers.", kept="All of it.", next_steps=steps)
    )
    assert "Not yours It is hers. What was kept All of it. What to do next Ask Jo Bell" in words


def test_a_conflict_shows_both_versions_the_newer_first_and_keeps_what_was_typed() -> None:
    form = Seeing(formdata=MultiDict({"reasons": "mine, longer", "_version": "4"}))
    conflict = Thing(fields=[("Your reasons", "theirs", "mine, longer")], who="Jo Bell", when="10:42am")
    html = render_template(
        "errors/409.html", title="Changed", said="Choose.", conflict=conflict, form=form, keep_href="/k"
    )
    words = said(html)
    assert words.index("Saved by Jo Bell, 10:42am") < words.index("What you typed, not saved yet")
    assert "theirs mine, longer" in words
    assert ">mine, longer</textarea>" in html
    assert 'href="/k"' in html


def test_markdown_keeps_every_word_and_obeys_no_html() -> None:
    html = as_html("# Title\n\nA *word* <b>5 < 6</b> <script>x()</script> [a](javascript:x) [b](https://law.example)")
    assert "<h2>Title</h2>" in html
    assert "&lt;b&gt;5 &lt; 6&lt;/b&gt; &lt;script&gt;x()&lt;/script&gt;" in html
    assert "javascript" not in html
    assert '<a href="https://law.example" rel="noopener">b</a>' in html
    assert as_html(None) == ""


def test_dates_are_said_in_words_and_times_in_london() -> None:
    assert date_words(date(2026, 11, 20)) == date_words("2026-11-20") == "20 November 2026"
    assert datetime_words(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026 at 12:30am"
    assert datetime_words(datetime(2026, 11, 20, 12, 5)) == "20 November 2026 at 12:05pm"
    assert date_words(None) == datetime_words(None) == ""
