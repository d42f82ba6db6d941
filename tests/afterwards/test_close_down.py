"""When the chair closes the case, everything is ready: letters, actions, the review and the trail, with no typing."""

import re

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.reviews.models import Review
from riskpanel.trail.models import TrailEvent
from tests.advice.test_road import a_whole_form, dated
from tests.letters.test_letters import REPLY, RIGHT, TODAY
from tests.panel.cases import a_case_under_way, declare, stored
from tests.stories import World


def test_after_the_advice_nothing_is_left_to_type_and_the_list_empties(browse, people: World) -> None:
    item = a_case_under_way(people)
    ada, kit, mo, joe, sam = (browse(name) for name in ("ada", "kit", "mo", "joe", "sam"))
    kit.post(f"/items/{item.id}/record", said="Rosa spoke first.", options="By train with Tom; not going.", status=303)
    given = ada.post(f"/items/{item.id}/advise", **a_whole_form(people), status=303).location
    ada.post(f"/meetings/{item.meeting_id}/close", at=f"/meetings/{item.meeting_id}", status=303)
    address = f"/meetings/{item.meeting_id}/afterwards"
    assert "Check and send the letters after the meeting" in kit.get("/")
    page = kit.get(address)
    for words in ("Rosa Delgado, the person", "Sam Okoro, referrer", "Mo Bright, decision-maker", "Reply awaited",
                  "Walk the route once", "A card to show", "Reviews are set", "Ada Finch signs them"):
        assert words in page, words
    days = kit.http.get(f"/meetings/{item.meeting_id}/dates.ics").text.replace("\r\n ", "")
    assert days.count("BEGIN:VEVENT") == 4, "a reply, two actions and the review"
    assert stored(item).referral.reference in days
    assert not [name for name in ("Rosa", "Delgado", "Sam", "Mo Bright", "Walk the route") if name in days]
    review = db.session.query(Review).one()
    assert (review.state, review.owner_id, (review.due_on - today()).days) == ("planned", people.sam.id, 42)
    acts = {one.action for one in db.session.query(TrailEvent)}
    assert {Action.GIVE_ADVICE, Action.COMPOSE_LETTERS, Action.PLAN_REVIEW, Action.CLOSE_MEETING} <= acts
    assert trail.verify().whole
    mo.post(f"{given.removesuffix('/read-back')}/reply", **REPLY, status=303)
    for doer, action in ((joe, "Walk the route once"), (sam, "A card to show")):
        found = next(one for one in stored(item).advice.actions if one.what == action)
        doer.post(f"/actions/{found.id}", proof="Seen", **dated("done_on", 0), status=303)
    for letter in set(re.findall(r"/letters/[0-9a-f-]{36}", kit.get(address))):
        kit.post(f"{letter}/check", **RIGHT, status=303)
        kit.post(f"{letter}/sent", how="hand", **TODAY, status=303)
    assert "Minutes" in kit.get(address)
    kit.post(f"/items/{item.id}/minutes/send", at=f"/items/{item.id}/minutes", status=303)
    ada.post(f"/items/{item.id}/minutes/sign", status=303)
    left = kit.http.get(f"/meetings/{item.meeting_id}/dates.ics").text
    assert left.count("BEGIN:VEVENT") == 1, "the review"
    assert "Nothing is left to do after this meeting." in kit.get(address)
    assert "Check and send the letters" not in kit.get("/")


def test_before_any_advice_the_page_says_so_and_is_for_those_who_run_the_panel(browse, people: World) -> None:
    item = a_case_under_way(people)
    address = f"/meetings/{item.meeting_id}/afterwards"
    assert "has not advised on a case at this meeting" in browse("kit").get(address)
    days = f"/meetings/{item.meeting_id}/dates.ics"
    assert "No day is left" in browse("kit").http.get(days, follow_redirects=True).text
    assert browse("joe").http.get(days).status_code == 403
    browse("joe").get(address, status=403)
    browse("sam").get(address, status=403)


def test_a_coordinator_with_an_interest_is_told_nothing_of_that_case(browse, people: World) -> None:
    item = a_case_under_way(people)
    declare(people, item, "kit", interest="She is my neighbour")
    browse("ada").post(f"/items/{item.id}/advise", **a_whole_form(people), status=303)
    kit = browse("kit")
    page = kit.get(f"/meetings/{item.meeting_id}/afterwards")
    assert "Rosa" not in page
    assert "Check and send the letters" not in kit.get("/")
