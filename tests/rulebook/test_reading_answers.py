"""What a stored answer means, and which answer a name means where it stands."""

from datetime import date, datetime
from typing import Any

from riskpanel.rulebook import Questionnaire, Rulebook
from riskpanel.rulebook.path import Bundle
from riskpanel.rulebook.reading import Record, Scope, Seen, meaning
from tests.rulebook.test_conditions import NO, OFTEN, YES, weighed

DAY = date(2026, 11, 1)
MEANS: list[tuple[str, Any, Any]] = [
    ("short", " a word ", "a word"),
    ("short", "  ", None),
    ("short", 7, None),
    ("long", ["words"], None),
    ("who", "somebody nobody named", "somebody nobody named"),
    ("plain", "yes", "yes"),
    ("plain", "perhaps", None),
    ("plain", " yes ", None),
    ("doubtful", "not-sure", "not-sure"),
    ("doubtful", "perhaps", None),
    ("one", "tea", "tea"),
    ("one", "gin", None),
    ("one", ["tea"], None),
    ("often", "daily", "daily"),
    ("often", "hourly", None),
    ("several", ["red", "mauve", "blue"], ("red", "blue")),
    ("several", "red", None),
    ("kinds", ["tea", " ", "", 7, None], ("tea",)),
    ("weeks", 8, 8),
    ("weeks", True, None),
    ("weeks", "8", None),
    ("from", "2026-11-01", DAY),
    ("from", datetime(2026, 11, 1, 23, 59), DAY),
    ("from", DAY, DAY),
    ("from", "yesterday", None),
    ("from", 20261101, None),
]


def test_an_answer_means_what_its_question_can_make_of_it(tiny: Rulebook) -> None:
    types = tiny.questionnaire("types")
    for id, stored, means in MEANS:
        found = meaning(types.find(id), stored)
        assert (found, type(found)) == (means, type(means)), (id, stored)


def scope_of(book: Rulebook, of: str, answers: dict[str, Any], *others: dict[str, Any], version: int = 1) -> Scope:
    own = {"questionnaire": of, "version": version, "answers": answers}
    bundle = Bundle(book, {"records": [own, *others]})
    record = bundle.record(of)
    assert record
    return Scope(bundle, record)


def inside(scope: Scope, group: str) -> Scope:
    """Where the first entry of a group stands."""
    return scope.entries(scope.look(group))[0]


def test_what_is_left_out_is_empty(tiny: Rulebook) -> None:
    scope = scope_of(tiny, "types", {})
    assert Record(scope.record.questionnaire) == Record(scope.record.questionnaire, (), {}, None, None)
    assert Scope(scope.around, scope.record) == Scope(scope.around, scope.record, None, {}, "", None, {}, {})
    seen = Seen(scope.look("one").question, None, scope.record.questionnaire, "one")
    assert (seen.absent, seen.entry) == (False, None)
    entry = scope.inside(seen, {})
    assert (entry.name, entry.record, entry.outer) == ("", scope.record, scope)


def test_an_answer_is_looked_up_once(tiny: Rulebook) -> None:
    scope = scope_of(tiny, "types", {"one": "tea"})
    assert scope.look("one") is scope.look("one")


def test_an_answer_is_said_in_the_words_it_was_chosen_by(tiny: Rulebook) -> None:
    seen = scope_of(tiny, "types", {"kinds": ["tea"]}).look("kinds")
    assert (seen.said({"tea": "Whether to drink tea"}), seen.said({})) == ("Whether to drink tea", "tea")


def test_an_entry_without_a_name_is_numbered(tiny: Rulebook) -> None:
    answers = {"harms": [{"likely": "rarely"}, {"likely": "often"}]}
    outcome = weighed(tiny, "groups", answers, {"some": "harms", "where": OFTEN})
    assert [(seen.label, seen.page) for seen in outcome.seen] == [("Harm 2: How likely?", "harms")]


def test_a_group_is_named_from_inside_an_entry_with_a_caret_or_without(tiny: Rulebook) -> None:
    answers = {"harms": [{"what": "A fall"}], "precautions": [{"step": "A rail"}]}
    for name in ("precautions", "^precautions", "groups.precautions"):
        assert weighed(tiny, "groups", answers, {"some": "harms", "where": {"some": name}}).truth.value == YES
        assert weighed(tiny, "groups", answers, {"some": "harms", "where": {"none": name}}).truth.value == NO


LIKE_NAMED = {
    "id": "like-named", "version": 1, "effective_from": date(2026, 1, 1), "owner": "The tests",
    "title": "Like named", "gist": "An ask with a group’s name.",
    "section": [{"id": "only", "title": "Only", "question": [
        {"id": "visits", "type": "group", "title": "Visits", "asks": [{"id": "on", "type": "date", "title": "When?"}]},
        {"id": "harms", "type": "group", "title": "Harms", "asks": [
            {"id": "visits", "type": "text", "title": "What do visits say?"}]},
    ]}],
}


def test_a_group_is_never_mistaken_for_what_an_entry_is_asked(tiny: Rulebook) -> None:
    questionnaire = Questionnaire.model_validate(LIKE_NAMED)
    book = tiny.model_copy(update={"questionnaires": {("like-named", 1): questionnaire}})
    scope = scope_of(book, "like-named", {"visits": [{"on": "2026-01-01"}], "harms": [{"visits": "Nothing"}]})
    entry = inside(scope, "harms")
    assert entry.look("visits").value == "Nothing"
    assert entry.group_named("visits").question.type == "group"


# ---- Records of an older version


OLD: dict[str, Any] = {"questionnaire": "versions", "version": 1,
                       "answers": {"kept": "yes", "people": [{"name": "Jo"}]}}


def test_what_only_a_later_version_asks_is_known_and_has_no_answer(tiny: Rulebook) -> None:
    own = scope_of(tiny, "versions", OLD["answers"])
    elsewhere = scope_of(tiny, "types", {}, OLD)
    for seen in (own.look("added"), elsewhere.look("versions.added")):
        assert (seen.label, seen.value, seen.absent) == ("Added in version 2?", None, False)
        assert seen.questionnaire.version == 1
    asked = inside(own, "people").look("phone")
    assert (asked.label, asked.value, asked.page) == ("Jo: What is their telephone number?", None, "people")
    assert asked.questionnaire.version == 1


def test_what_an_entry_is_not_asked_is_the_records_own(tiny: Rulebook) -> None:
    assert inside(scope_of(tiny, "versions", OLD["answers"]), "people").look("kept").value == "yes"
    fewer = Questionnaire.model_validate({**LIKE_NAMED, "id": "versions", "version": 2})
    book = tiny.model_copy(update={"questionnaires": {**tiny.questionnaires, ("versions", 2): fewer}})
    assert inside(scope_of(book, "versions", OLD["answers"]), "people").look("kept").value == "yes"


# ---- The dates of a record, and the reason there is no entry


def test_the_dates_of_a_record_are_read_like_answers(tiny: Rulebook) -> None:
    begun = {"questionnaire": "when", "answers": {}, "started_on": DAY}
    seen = scope_of(tiny, "types", {}, begun).look("when.started_on")
    assert (seen.label, seen.value, seen.questionnaire.id, seen.page, seen.absent) == ("Started on", DAY, "when",
                                                                                     "started_on", False)
    absent = scope_of(tiny, "types", {}).look("when.started_on")
    assert (absent.label, absent.value, absent.absent) == ("Started on", None, True)


def test_the_reason_that_there_is_no_entry_stands_on_the_page_of_the_group(tiny: Rulebook) -> None:
    seen = scope_of(tiny, "groups", {"harms__none_because": "Nothing can go wrong."}).look("harms__none_because")
    assert (seen.value, seen.page, seen.absent) == ("Nothing can go wrong.", "harms", False)
