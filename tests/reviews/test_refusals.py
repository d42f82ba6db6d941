"""What a review refuses: other roles, other teams, a second send, stale words, and hostile ones."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from riskpanel import db
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.errors import Incomplete, NotFound, NotNow, Refused
from riskpanel.reviews import queries, services
from riskpanel.reviews.beside import beside
from riskpanel.reviews.models import Review, Settlement
from tests.reviews.looking_back import decided, set_review, to_settle
from tests.stories import World

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 -- 𝄞"


def planned(people: World) -> Review:
    """A review set by Sam, read afresh."""
    decision = decided(people)
    review = services.plan(decision, {"due_on": today() + timedelta(weeks=6)}, by=people.sam)
    db.commit()
    return queries.review(review.id, people.sam)


def count(kind: type[Review] | type[Settlement]) -> int:
    db.session.remove()
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


# ---- Who may


def test_another_team_cannot_see_or_touch_a_review(browse: Any, people: World) -> None:
    sam, ines = browse("sam"), browse("ines")
    url = set_review(sam, decided(people))
    settle = next(iter(to_settle(sam, url).values()))
    for address in (url, f"{url}/feared-and-happened", f"{url}/change", settle):
        ines.get(address, status=404)
    mark = ines.form("/people/add")
    for address in (f"{url}/complete", f"{url}/questions", settle):
        assert ines.send(address, **mark, outcome="happened").status_code == 404
    assert count(Settlement) == 0


@pytest.mark.parametrize("name", ["adi", "joe"])
def test_an_administrator_and_a_panel_member_have_no_part_in_it(browse: Any, people: World, name: str) -> None:
    url = set_review(browse("sam"), decided(people))
    browse(name).get(url, status=403)


def test_the_decision_maker_reads_a_review_and_does_not_hold_it(browse: Any, people: World) -> None:
    decision = decided(people)
    url = set_review(browse("sam"), decision)
    review = queries.review(uuid.UUID(url.rsplit("/", 1)[1]), people.sam)
    row = beside(review)[0]
    with pytest.raises(Refused):
        services.settle(review, row, "happened", "", by=people.dee)
    with pytest.raises(Refused):
        services.hold(review, by=people.dee)
    with pytest.raises(Refused):
        services.plan(db.session.get_one(Decision, decision.id), {}, by=people.ines)


def test_a_reader_sees_no_button_that_would_be_refused(browse: Any, people: World) -> None:
    url = set_review(browse("sam"), decided(people))
    page = browse("lea").get(url)
    assert "Complete this review" in page  # an MCA lead records
    db.begin(writing=True)
    review = queries.review(uuid.UUID(url.rsplit("/", 1)[1]), people.sam)
    from riskpanel.people import services as people_services
    people_services.involve(review.person, because="reads", user_id=people.dee.id, by=people.sam)
    db.commit()
    page = browse("dee").get(url)
    for words in ("Complete this review", "Say what happened", "Start the questions", "Change the date"):
        assert words not in page


# ---- Where it stands


def test_only_one_review_is_set_at_a_time(browse: Any, people: World) -> None:
    review = planned(people)
    with pytest.raises(NotNow, match="set already"):
        services.plan(review.decision, {"due_on": today()}, by=people.sam)
    answer = browse("sam").http.get(f"/decisions/{review.decision_id}/reviews/set")
    assert (answer.status_code, answer.location) == (303, f"/reviews/{review.id}/change")


def test_a_review_that_was_held_is_not_changed(people: World) -> None:
    review = planned(people)
    row = beside(review)[0]
    review.state = "held"
    for refused in (lambda: services.settle(review, row, "happened", "", by=people.sam),
                    lambda: services.hold(review, by=people.sam),
                    lambda: services.start_record(review, by=people.sam),
                    lambda: services.change(review, {"due_on": today()}, by=people.sam)):
        with pytest.raises(NotNow, match="this review is done"):
            refused()
    db.rollback()


def test_a_review_with_something_left_is_refused_by_the_service_too(people: World) -> None:
    with pytest.raises(Incomplete) as refused:
        services.hold(planned(people), by=people.sam)
    assert len(refused.value.gaps) == 4


@pytest.mark.parametrize("values", [{}, {"due_on": None}, {"due_on": "2020-01-01"}])
def test_a_review_needs_a_day_to_come(people: World, values: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        services.plan(decided(people), values, by=people.sam)


@pytest.mark.parametrize(("day", "said"), [("1 1 2020", "today or later"), ("1 1 2099", "within five years"),
                                           ("31 2 2027", "Day must be"), ("  ", "Enter the date")])
def test_a_day_that_cannot_be_is_said_on_the_form_and_kept_there(
    browse: Any, people: World, day: str, said: str,
) -> None:
    typed = dict(zip(("due_on__day", "due_on__month", "due_on__year"), day.split(" "), strict=False))
    decision = decided(people)
    answer = browse("sam").post(f"/decisions/{decision.id}/reviews/set", triggers="Kept words", status=422, **typed)
    assert said in answer.text
    assert "Kept words" in answer.text


def test_what_happened_must_be_chosen_and_something_else_must_be_told(browse: Any, people: World) -> None:
    sam = browse("sam")
    href = next(iter(to_settle(sam, set_review(sam, decided(people))).values()))
    assert "Choose what happened" in sam.post(href, note="Kept words", status=422).text
    assert "Write what happened instead" in sam.post(href, outcome="something-else", status=422).text
    assert "Choose one of the listed" in sam.post(href, outcome="score-9", status=422).text
    assert count(Settlement) == 0


@pytest.mark.parametrize("outcome", ["", "score-9"])
def test_the_service_refuses_an_outcome_that_is_none(people: World, outcome: str) -> None:
    review = planned(people)
    with pytest.raises(Incomplete):
        services.settle(review, beside(review)[0], outcome, "", by=people.sam)


def test_an_address_of_something_else_leads_nowhere(browse: Any, people: World) -> None:
    sam = browse("sam")
    url = set_review(sam, decided(people))
    thing = next(iter(to_settle(sam, url).values())).rsplit("/", 1)[1]
    for address in (f"{url}/feared/{uuid.uuid4()}", f"{url}/hoped-for/{thing}", f"{url}/nothing/{thing}"):
        sam.get(address, status=404)


def test_what_was_settled_for_good_before_is_not_settled_again(people: World) -> None:
    review = planned(people)
    row = beside(review)[0]
    other = Review(person_id=review.person_id, decision=review.decision, decision_id=review.decision_id,
                   due_on=today(), owner_id=people.sam.id, state="held", held_on=today())
    row.thing.decision_id = review.decision_id
    db.session.add(other)
    services.settle(review, row, "happened", "", by=people.sam).review = other
    db.session.flush()
    with pytest.raises(NotFound):
        services.settle(review, beside(review)[0], "did-not", "", by=people.sam)
    db.rollback()


# ---- Sent twice, sent late, sent to harm


def test_a_second_send_settles_once(browse: Any, people: World) -> None:
    sam = browse("sam")
    href = next(iter(to_settle(sam, set_review(sam, decided(people))).values()))
    fields = sam.form(href) | {"outcome": "happened", "note": "Once"}
    assert {sam.send(href, **fields).status_code for _ in range(2)} == {303}
    assert count(Settlement) == 1


def test_setting_a_review_twice_sets_one(browse: Any, people: World) -> None:
    sam, page = browse("sam"), f"/decisions/{decided(people).id}/reviews/set"
    day = today() + timedelta(days=20)
    fields = sam.form(page) | {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    assert {sam.send(page, **fields).status_code for _ in range(2)} == {303}
    assert count(Review) == 1


def test_two_colleagues_settling_the_same_thing_see_both_versions(browse: Any, people: World) -> None:
    sam, mo = browse("sam"), browse("mo")
    href = next(iter(to_settle(sam, set_review(sam, decided(people))).values()))
    opened = sam.form(href)
    mo.post(href, outcome="did-not", note="Mo was there", status=303)
    refused = sam.send(href, **opened, outcome="happened", note="Ana told me", status=409)
    assert "Mo was there" in refused.text
    assert "Ana told me" in refused.text
    opened = sam.form(href)
    mo.post(href, outcome="partly", note="Mo asked again", status=303)
    refused = sam.send(href, **opened, outcome="happened", note="Ana told me", status=409)
    assert "Mo asked again" in refused.text
    assert "It happened in part" in refused.text


def test_two_colleagues_changing_the_date_see_both_versions(browse: Any, people: World) -> None:
    sam, mo = browse("sam"), browse("mo")
    page = f"{set_review(sam, decided(people))}/change"
    day = {"due_on-day": "1", "due_on-month": "2", "due_on-year": str(today().year + 1)}
    opened = sam.form(page) | day
    mo.post(page, status=303, triggers="Mo was quicker", **day)
    assert "Mo was quicker" in sam.send(page, **opened, triggers="Sam was later", status=409).text


@pytest.mark.parametrize("typed", [HOSTILE, "x" * 4001, "\x00"])
def test_hostile_words_are_words(browse: Any, people: World, typed: str) -> None:
    sam = browse("sam")
    url = set_review(sam, decided(people))
    href = next(iter(to_settle(sam, url).values()))
    answer = sam.post(href, outcome="happened", note=typed)
    assert answer.status_code in (303, 422)
    assert "<script>alert" not in sam.get(url) + sam.get(f"{url}/feared-and-happened")


def test_a_page_of_a_review_costs_no_more_than_twelve_statements(app: Any, browse: Any, people: World) -> None:
    sam = browse("sam")
    decision = decided(people)
    url = set_review(sam, decision)
    said: list[str] = []
    sa.event.listen(app.extensions["engine"], "before_cursor_execute", lambda *given: said.append(given[2]))
    sam.http.get(url)
    assert len(said) <= 12, said
    said.clear()
    sam.http.get(f"{url}/feared-and-happened")
    assert len(said) <= 12, said
