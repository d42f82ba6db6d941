"""What a form takes, what it refuses and in which words, and that nothing typed is lost."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from riskpanel.rulebook import Question
from riskpanel.web.fields import (
    FIELD_TYPES,
    DateField,
    DocumentField,
    LongTextField,
    NumberField,
    OneOf,
    PasswordField,
    PersonField,
    Scale,
    SeveralOf,
    TextField,
    Tick,
    YesNo,
    YesNoUnsure,
    value_of,
)
from riskpanel.web.filters import BadDate, read_date
from riskpanel.web.forms import Form, questions_form

HARMED = {"person": "The person", "carer": "A carer"}


class Everything(Form):
    reasons = LongTextField("Your reasons", required="Give your reasons")
    name = TextField("Name")
    seen = DateField("When did you see her?", required="Enter the date you saw her")
    safe = YesNo("Is she safe?")
    told = YesNoUnsure("Has she been told?")
    kind = OneOf("Kind of decision", options={"residence": "Where to live"})
    harmed = SeveralOf("Who could be harmed?", options=HARMED, not_sure=True)
    likely = Scale("How likely is it?", options={"unlikely": "Unlikely", "likely": "Likely"})
    falls = NumberField("Falls", least=0, most=1000, unit="a month")
    said_by = PersonField("Who said so?", options={"Amira": "Amira", "Zara": "Zara, her sister"})
    met = PersonField("Who did you meet?")
    kept = DocumentField("Where it is kept")
    read = Tick("I have read this")
    secret = PasswordField("Password")


@pytest.fixture(autouse=True)
def request_context() -> Iterator[None]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="for these tests only", WTF_CSRF_ENABLED=False)
    with app.test_request_context():
        yield


def sent(*pairs: tuple[str, str], **more: str) -> Everything:
    form = Everything(formdata=MultiDict([*pairs, *more.items()]))
    form.validate()
    return form


def error_of(form: Form, name: str) -> str:
    return next(iter(form[name].errors), "")


def test_every_type_of_question_has_a_field() -> None:
    types = set(Question.model_fields["type"].annotation.__args__)
    assert set(FIELD_TYPES) == types - {"group"}


def test_blank_is_none_whatever_the_field() -> None:
    form = sent(name="  ", said_by="", falls=" ")
    assert {value_of(field) for field in form.shown} == {None}


def test_a_required_field_left_blank_says_its_own_sentence() -> None:
    form = sent()
    assert {"text": "Give your reasons", "href": "#reasons"} in form.errors_for_summary
    assert {"text": "Enter the date you saw her", "href": "#seen-day"} in form.errors_for_summary


def test_text_is_kept_with_its_lines_and_without_the_space_around_it() -> None:
    assert sent(reasons="  one\r\ntwo\r\n").reasons.data == "one\ntwo"
    assert sent(name=" Amira\nKhan ").name.data == "Amira Khan"


@pytest.mark.parametrize(
    ("name", "most"), [("name", 200), ("reasons", 10_000), ("kept", 500)], ids=["a line", "long text", "a place"]
)
def test_text_that_is_too_long_is_refused_by_naming_the_limit_and_stays_on_the_page(name: str, most: int) -> None:
    form = sent((name, "x" * (most + 1)))
    said = f"must be {most:,} characters or fewer. You have typed {most + 1:,}"
    assert error_of(form, name).endswith(said)
    assert form[name].typed == "x" * (most + 1)
    assert not error_of(sent((name, "x" * most)), name)


@pytest.mark.parametrize("name", ["reasons", "name", "said_by-other", "met", "kept", "falls", "secret"])
def test_a_hidden_character_is_taken_out_said_and_the_rest_stays_on_the_page(name: str) -> None:
    field = sent((name, "so\x00me"))[name.removesuffix("-other")]
    assert field.data is None
    assert "held a hidden character, which has been taken out" in field.errors[0]
    assert field.typed == "some"


@pytest.mark.parametrize("name", ["safe", "told", "kind", "harmed", "likely", "said_by"])
def test_an_answer_that_is_not_listed_is_refused(name: str) -> None:
    assert error_of(sent((name, "made-up")), name) in {
        "Choose one of the listed answers",
        "Choose from the listed answers",
    }


def test_a_password_is_never_shown_again_nor_trimmed() -> None:
    field = sent(secret=" a secret ").secret
    assert field.data == " a secret "
    assert field.params()["value"] == ""


def test_several_answers_are_kept_in_the_order_of_the_list() -> None:
    assert sent(("harmed", "carer"), ("harmed", "person")).harmed.data == ["person", "carer"]


def test_not_sure_stands_alone() -> None:
    assert sent(harmed="not-sure").harmed.data == ["not-sure"]
    both = sent(("harmed", "carer"), ("harmed", "not-sure"))
    assert error_of(both, "harmed") == "Choose the answers that apply, or “I am not sure”, not both"


def test_not_sure_is_offered_last_after_a_divider() -> None:
    items = sent().told.params()["items"]
    assert [item.get("value", item.get("divider")) for item in items] == ["yes", "no", "or", "not-sure"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("three", "must be a whole number, like 3"), ("-1", "must be 0 or more"), ("1001", "must be 1,000 or fewer")],
)
def test_a_number_that_makes_no_sense_is_refused_in_words(typed: str, said: str) -> None:
    field = sent(falls=typed).falls
    assert (field.errors, field.typed) == ([f"Falls {said}"], typed)


def test_a_number_may_be_typed_with_commas() -> None:
    assert sent(falls="1,000").falls.data == 1000


@pytest.mark.parametrize("month", ["11", "Nov", "november", "NOVEMBER "])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    form = sent(("seen-day", "20"), ("seen-month", month), ("seen-year", "2026"))
    assert form.seen.data == date(2026, 11, 20)
    assert value_of(form.seen) == "2026-11-20"


@pytest.mark.parametrize(
    ("typed", "said", "href"),
    [
        (("31", "11", "2026"), "Day must be a number from 1 to 30 for November 2026", "#seen-day"),
        (("29", "2", "2025"), "Day must be a number from 1 to 28 for February 2025", "#seen-day"),
        (("1", "13", "2026"), "Month must be a number from 1 to 12, or its name, like 11 or November", "#seen-month"),
        (("1", "Ju", "2026"), "Month must be a number from 1 to 12, or its name, like 11 or November", "#seen-month"),
        (("1", "2", "26"), "Year must have 4 numbers, like 2026", "#seen-year"),
        (("1", "", "2026"), "Your answer to “When did you see her?” must include a month", "#seen-month"),
        (("", "", "2026"), "Your answer to “When did you see her?” must include a day and a month", "#seen-day"),
    ],
)
def test_a_date_that_cannot_be_read_says_which_part_and_links_to_it(
    typed: tuple[str, str, str], said: str, href: str
) -> None:
    form = sent(*zip(("seen-day", "seen-month", "seen-year"), typed, strict=True))
    assert {"text": said, "href": href} in form.errors_for_summary
    assert tuple(form.seen.typed.values()) == typed


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_no_typed_date_can_break_the_reader(day: str, month: str, year: str) -> None:
    try:
        found = read_date({"day": day, "month": month, "year": year})
    except BadDate:
        return
    assert found is None or found.year >= 1000


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_comes_back_from_its_stored_form(day: date) -> None:
    form = Everything(formdata=None, data={"seen": day.isoformat()})
    again = Everything(formdata=MultiDict({f"seen-{part}": text for part, text in form.seen.typed.items()}))
    assert again.seen.data == day


def test_a_listed_person_or_someone_else_may_be_named() -> None:
    assert sent(said_by="Zara").said_by.data == "Zara"
    assert sent(("said_by", "someone-else"), ("said_by-other", " Bo  Li ")).said_by.data == "Bo Li"
    assert sent(("said_by-other", "Bo Li")).said_by.data == "Bo Li"
    assert sent(met="Bo Li").met.data == "Bo Li"


def test_someone_else_without_a_name_is_asked_for_it_where_it_is_typed() -> None:
    form = sent(said_by="someone-else")
    assert {"text": "Enter the person’s name", "href": "#said_by-other"} in form.errors_for_summary


def test_a_name_beside_another_choice_is_asked_about_and_not_dropped() -> None:
    field = sent(("said_by", "Zara"), ("said_by-other", "Bo Li")).said_by
    assert "“Someone else”" in field.errors[0]
    assert (field.typed, field.chosen("Zara")) == ("Bo Li", True)


def test_a_stored_name_that_is_not_listed_is_shown_as_someone_else() -> None:
    field = Everything(formdata=None, data={"said_by": "Bo Li"}).said_by
    assert (field.typed, field.chosen("someone-else")) == ("Bo Li", True)


def test_a_form_carries_the_version_it_started_from() -> None:
    row = SimpleNamespace(version=7, name="Amira")
    assert Everything(formdata=None, obj=row).version_seen == 7
    assert sent(_version="8").version_seen == 8
    assert sent(_version="lots").version_seen == 0


def test_a_form_carries_a_mark_that_is_its_own_and_comes_back() -> None:
    assert Everything(formdata=None).once.typed != Everything(formdata=None).once.typed
    assert sent(_once="the-mark").once.typed == "the-mark"


def test_what_the_form_carries_unseen_is_never_copied_onto_a_row() -> None:
    row = SimpleNamespace(version=7)
    sent(_version="99").populate_obj(row)
    assert row.version == 7
    assert not hasattr(row, "once")


def asked(**more: object) -> Question:
    return Question.model_validate({"id": "data", "title": "What do they want to do?", **more})


def test_a_blank_never_holds_up_saving_a_guided_page() -> None:
    form = questions_form([asked(type="text", required=True)])(formdata=MultiDict({"data": ""}))
    assert form.validate()
    assert form.answers == {"data": None}


def test_a_question_may_have_any_id_even_one_the_form_uses_itself() -> None:
    questions = [asked(type="text", id=id) for id in ("data", "errors", "validate", "once", "version")]
    form = questions_form(questions, {"errors": "none"})(formdata=None)
    assert form.answers == {"data": None, "errors": "none", "validate": None, "once": None, "version": None}


def test_a_question_is_asked_with_its_words_limits_reasons_and_sources() -> None:
    source = SimpleNamespace(title="Care Act 2014, section 1")
    question = asked(
        type="long-text",
        hint="In their words",
        why="It is theirs",
        sources=["ca-2014-s1"],
        words="Choice",
        max_length=5,
    )
    form = questions_form([question], sources={"ca-2014-s1": source})(formdata=MultiDict({"data": "too long"}))
    field = form.questions["data"]
    assert not form.validate()
    assert field.errors == ["Choice must be 5 characters or fewer. You have typed 8"]
    assert (field.hint, field.why, field.sources) == ("In their words", "It is theirs", (source,))


def test_options_may_come_from_elsewhere_in_the_record() -> None:
    question = asked(type="person", options_from="voices")
    made = questions_form([question], {"data": "zara"}, {"voices": {"zara": "Zara, her sister"}})
    field = made(formdata=None).questions["data"]
    assert field.chosen("zara")
    assert field.listed == {"zara": "Zara, her sister"}


def test_the_stored_answers_of_every_type_come_back_as_they_were() -> None:
    kinds = {
        "text": "a", "long-text": "b\nc", "yes-no": "yes", "yes-no-unsure": "not-sure", "one-of": "a",
        "several-of": ["a"], "date": "2026-11-20", "number": 3, "scale": "a", "person": "Bo", "document": "Shelf",
    }  # fmt: skip
    listed = {"one-of", "several-of", "scale"}
    questions = [
        asked(id=kind.replace("-", "_"), type=kind, **({"options": {"a": "A"}} if kind in listed else {}))
        for kind in kinds
    ]
    stored = {kind.replace("-", "_"): value for kind, value in kinds.items()}
    assert questions_form(questions, stored)(formdata=None).answers == stored
