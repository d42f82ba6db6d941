"""A review from its setting to its completion: what was feared and hoped for, beside what happened."""

import html
import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from riskpanel import clock, db, trail
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.reviews.models import Review, Settlement
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from tests.answering import fill
from tests.reviews.looking_back import decided, risk_record, set_review, settle_all, to_settle
from tests.stories import World, a_decision


def answer_the_questions(client: Any, url: str, **answers: Any) -> None:
    """Start the review's questions from its page, answer them all and conclude them."""
    first = client.post(f"{url}/questions", at=url, status=303).location
    check = fill(client, first.rsplit("/", 1)[0], {"person_says": "I saw the sea and the guard was kind"} | answers)
    client.post(check.replace("check-answers", "conclude"), at=check, status=303)


def state_of(decision: Decision) -> str:
    db.session.remove()
    return db.session.get_one(Decision, decision.id).state


def reviews_of(decision: Decision) -> list[Review]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Review).where(Review.decision_id == decision.id).order_by(Review.due_on)))


def test_a_review_is_set_held_and_leads_to_the_next(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    again = (today() + timedelta(days=90)).isoformat()
    answer_the_questions(sam, url, next_review_on=again)
    settle_all(sam, url)
    done = sam.post(f"{url}/complete", at=url, status=303)
    page = sam.get(done.location)
    assert f"Review held on {date_words(today())}" in page
    assert f"The next is set for {date_words(again)}" in page
    assert state_of(decision) == "reviewed"
    held, following = reviews_of(decision)
    assert (held.state, following.state, following.due_on.isoformat()) == ("held", "planned", again)
    assert (following.owner_id, following.triggers) == (people.sam.id, "Two missed calls")
    assert trail.verify().whole


def test_the_words_written_then_stand_beside_what_happened_and_nothing_is_chosen_beforehand(
    browse: Any, people: World,
) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    page = sam.get(url)
    assert page.index("says about how it has gone") < page.index("What was feared, and what happened")
    assert "I can ask a guard" in page
    assert page.count("Not said yet") == 3
    href = to_settle(sam, url)["She gets lost at York"]
    asked = sam.get(href)
    assert "I can ask a guard" in asked
    assert "checked" not in asked
    sam.post(href, outcome="partly", note="Lost for ten minutes; she asked a guard", status=303)
    page = html.unescape(sam.get(url))
    assert "It happened in part" in page
    assert "Lost for ten minutes; she asked a guard" in page


def test_the_person_is_heard_first(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    first = sam.post(f"{url}/questions", at=url, status=303).location
    assert first.endswith("/person_says")
    sam.post(first, person_says="I want to go again", person_feels="good", status=303)
    page = sam.get(url)
    assert "I want to go again" in page
    assert "How they feel about it now: Good" in page


def test_a_review_is_not_complete_until_everything_is_said(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    refused = sam.post(f"{url}/complete", at=url, status=422)
    for left in ("She gets lost at York", "She spends it all", "She sees the sea", "Answer the review’s questions"):
        assert left in html.unescape(refused.text)
    assert to_settle(sam, url)["She sees the sea"] in refused.text
    settle_all(sam, url)
    assert "conclude them" in html.unescape(sam.post(f"{url}/complete", at=url, status=422).text)
    answer_the_questions(sam, url)
    sam.post(f"{url}/complete", at=url, status=303)
    assert state_of(decision) == "reviewed"


def test_a_review_waits_for_the_decision_to_be_recorded(browse: Any, people: World) -> None:
    decision, sam = a_decision(people), browse("sam")
    url = set_review(sam, decision)
    answer_the_questions(sam, url)
    refused = sam.post(f"{url}/complete", at=url, status=422)
    assert "Record the decision that is being reviewed" in refused.text
    assert state_of(decision) == "open"


def test_what_was_too_soon_to_say_is_asked_again_at_the_next_review(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    answer_the_questions(sam, url, next_review_on=None, no_review_reason="Nothing is left to look at")
    settle_all(sam, url)
    sam.post(to_settle(sam, url)["She spends it all"], outcome="too-soon", note="Pay day is on Friday", status=303)
    sam.post(f"{url}/complete", at=url, status=303)
    _, following = reviews_of(decision)
    weeks = int(rules().policy["review_weeks"].value)
    assert following.due_on == today() + timedelta(weeks=weeks)
    next_url = f"/reviews/{following.id}"
    assert list(to_settle(sam, next_url)) == ["She spends it all"]
    page = sam.get(next_url)
    assert page.count(f"Said at the review on {date_words(today())}") == 2
    first = sam.get(url)
    assert "It is too soon to say" in first
    assert "Pay day is on Friday" in first


def test_several_records_are_looked_back_at_together_and_a_held_review_stays_as_it_was(
    browse: Any, people: World,
) -> None:
    decision, sam = decided(people), browse("sam")
    risk_record(people, decision, harms=[{"what": "Rain"}], benefits=[{"what": "Salt air"}])
    url = set_review(sam, decision)
    written = {"She gets lost at York", "She spends it all", "She sees the sea", "Rain", "Salt air"}
    assert set(to_settle(sam, url)) == written
    settle_all(sam, url)
    answer_the_questions(sam, url)
    sam.post(f"{url}/complete", at=url, status=303)
    risk_record(people, decision, harms=[{"what": "Snow"}], benefits=[{"what": "Ice"}])
    assert "Snow" not in sam.get(url)


def test_all_of_it_fits_one_page_to_print(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    settle_all(sam, url, "happened")
    page = sam.get(f"{url}/feared-and-happened")
    assert page.count("It happened") == 3
    assert "Say what happened" not in page
    assert "The decision stays with Mo Bright" in page
    assert decision.reference in page


def test_the_day_offered_comes_from_what_is_known_already(browse: Any, people: World) -> None:
    in_a_month = (today() + timedelta(days=30)).isoformat()
    decision, sam = decided(people, review_on=in_a_month, review_triggers="A missed train"), browse("sam")
    page = sam.get(f"/decisions/{decision.id}/reviews/set")
    assert "This date stands in the record that was concluded" in page
    assert "A missed train" in page
    shown = [re.search(rf'name="due_on-{part}"[^>]*value="(\d+)"', page)[1] for part in ("year", "month", "day")]  # type: ignore[index]
    assert "-".join(one.zfill(2) for one in shown) == in_a_month


def test_without_anything_known_the_day_offered_is_the_policys(browse: Any, people: World) -> None:
    page = browse("sam").get(f"/decisions/{a_decision(people).id}/reviews/set")
    assert "6 weeks from today: a local figure, no law sets it" in page


def test_a_decision_shows_its_reviews_and_its_owner_owes_them(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    page = f"/decisions/{decision.id}"
    assert "Set a review" in sam.get(page)
    url = set_review(sam, decision)
    text = sam.get(page)
    assert "Set a review" not in text
    assert "Sam Okoro holds it" in text
    assert f"Review: {decision.sentence}" in sam.get("/")
    assert f'href="{url}"' in sam.get("/")
    assert f"Review: {decision.sentence}" not in browse("mo").get("/")


def test_a_review_that_is_overdue_is_said_to_be(browse: Any, people: World) -> None:
    decision = decided(people)
    set_review(browse("sam"), decision)
    with clock.at(clock.now() + timedelta(days=70)):
        late = browse("sam").get("/")
    assert late.index("Overdue") < late.index(f"Review: {decision.sentence}")


def test_no_score_and_no_colour_stands_on_the_page(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    url = set_review(sam, decision)
    settle_all(sam, url, "happened")
    for page in (sam.get(url), sam.get(f"{url}/feared-and-happened")):
        main = page[page.index("<main"):page.index("</main>")]
        assert not re.search(r"govuk-tag--(?:red|green|yellow|orange)|%|\bscore|\brating", main)


def test_everything_settled_is_told_in_the_trail_without_its_words(browse: Any, people: World) -> None:
    decision, sam = decided(people), browse("sam")
    settle_all(sam, set_review(sam, decision), "partly")
    db.session.remove()
    told = db.session.scalars(sa.select(trail.TrailEvent).where(trail.TrailEvent.action == "review:settle")).all()
    assert len(told) == db.session.scalar(sa.select(sa.func.count()).select_from(Settlement)) == 3
    assert {event.details["outcome"] for event in told} == {"partly"}
    assert "Seen on the day" not in str([event.details for event in told])
