"""The laptop story, taken by hand from a new person to its review, each role in turn at a browser of their own.

The words are those of the demonstration's story; every step is a page visited, a form filled and a button pressed.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from riskpanel.clock import today
from riskpanel.demo import laptop as story
from riskpanel.demo import laptop_panel, laptop_records, laptop_risk
from riskpanel.demo.when import When
from riskpanel.rulebook.current import rules
from tests.browser.visitor import Visitor

Arrive = Callable[[str], Visitor]
ENDING = "Read back to him at the end. He asked for it in writing, and for Mal to keep a copy."
SENTENCE = story.DECISION["sentence"]


def days(number: int) -> str:
    """A date some days from now (negative: ago), as it is typed."""
    return (today() + timedelta(days=number)).isoformat()


def whole_road(arrive: Arrive) -> None:
    """Every journey in turn: `arrive("sam")` is that colleague, signed in."""
    for _name, journey in JOURNEYS:
        journey(arrive)


def by(*colleagues: str) -> Callable[[Callable[..., None]], Callable[[Arrive], None]]:
    """The journey of these colleagues: it is given their windows."""

    def taken(steps: Callable[..., None]) -> Callable[[Arrive], None]:
        return lambda arrive: steps(*(arrive(name) for name in colleagues))

    return taken


def new_person(sam: Visitor) -> None:
    sam.follow("People", exact=True)
    sam.follow("Add a person")
    sam.fill(story.ABOUT | {"born_on": "1982-03-04"})
    sam.send()
    sam.fill(story.ABOUT)
    sam.send()
    for one in story.AROUND:
        sam.follow("Add somebody around the person")
        sam.fill(one)
        sam.send()
    sam.follow("Ask for an advocate")
    sam.fill(story.ASKED)
    sam.send()
    sam.follow("An advocate is in place")
    sam.fill(story.ADVOCATE)
    sam.send()
    sam.follow("Back")


def decision(sam: Visitor) -> None:
    sam.follow("Start a decision")
    sam.fill(story.DECISION | {"colleague": "Mo Bright", "needed_by": days(40)})
    sam.send()
    sam.follow("Change what happens meanwhile")
    sam.fill({"interim_plan": story.DECISION["interim_plan"]})
    sam.send()


def records(sam: Visitor) -> None:
    steps = {"Frame the decision": laptop_records.FRAMING, "Support to decide": laptop_records.SUPPORT,
             "Capacity for this decision": laptop_records.CAPACITY, "Positive risk": laptop_risk.POSITIVE_RISK}
    for step, answers in steps.items():
        sam.follow(step)
        sam.send("Start")
        record(sam, dated(answers))
        to_decision(sam)


def dated(answers: Any) -> Any:
    """The story's answers, with days counted from today and the worker's name that of the one at this browser."""
    told = json.dumps(When(today(), rules().bank_holidays).dated(answers)).replace("Nadia Kowalczyk", "Sam Okoro")
    return json.loads(told)


def record(worker: Visitor, answers: dict[str, Any]) -> None:
    """Answer a guided record page by page, and conclude it."""
    added: dict[str, int] = {}
    for _page in range(120):
        place = worker.page.url.rstrip("/").rpartition("/")[2]
        if place == "check-answers":
            break
        entry = next_entry(answers.get(place), added.get(place, 0))
        if entry is None:
            worker.fill(answers)
            worker.send()
        else:
            add_entry(worker, entry)
            added[place] = added.get(place, 0) + 1
    worker.press("Conclude this record")


def next_entry(answer: Any, added: int) -> dict[str, Any] | None:
    """The next entry of a group that is still to be added; None for a question, or when all are there."""
    entries = answer if isinstance(answer, list) else []
    left = entries[added : added + 1]
    return left[0] if left and isinstance(left[0], dict) else None


def add_entry(worker: Visitor, entry: dict[str, Any]) -> None:
    worker.page.locator("main a.govuk-button").first.click()
    worker.look()
    worker.fill(entry)
    worker.press("Save", exact=True)


def to_decision(worker: Visitor) -> None:
    """Back to the decision from wherever this is: by way of the person's page."""
    worker.page.locator(".rp-banner__name").first.click()
    worker.look()
    worker.follow(SENTENCE)


def to_person_by_search(worker: Visitor) -> None:
    worker.follow("People", exact=True)
    worker.page.locator("#words").fill("Llewellyn")
    worker.press("Search")
    worker.follow("Ger", exact=True)


def views(sam: Visitor) -> None:
    sam.follow("Views and agreement")
    for view in story.VIEWS:
        sam.follow("what Ger says" if view["voice"] == "person" else "Record another view")
        sam.fill(view)
        sam.send()
    sam.follow("Say whether there is agreement")
    sam.fill({"agreement": "not-agreed", "agreement_reasons": story.NOT_AGREED, "reasons": story.NOT_AGREED})
    sam.send()
    to_decision(sam)


def challenge(sam: Visitor) -> None:
    sam.follow("Start a constructive challenge")
    words = story.CHALLENGE | {"danger_now": "no", "decided_on": days(-3), "ask_by": days(30)} | evidence()
    for _page in range(6):
        if "/check" in sam.page.url:
            break
        sam.fill(words)
        sam.send()
    sam.press("Send")


def evidence() -> dict[str, str]:
    """The story's claims and its request, as the rows of one page ask for them."""
    claims = [one | {"dated_on": days(-6)} for one in story.EVIDENCE]
    rows = {f"evidence_{number}": one for number, one in enumerate(claims, start=1)} | {"request_1": story.SHOW_US}
    return {f"{row}_{column}": words for row, one in rows.items() for column, words in one.items()}


def answer(decider: Visitor, words: dict[str, str] = story.FIRST_ANSWER) -> None:
    decider.go("/")
    decider.follow("Answer")
    if "/answer" not in decider.page.url:
        decider.follow("answer")
    decider.fill(words)
    decider.send()


def to_challenge(worker: Visitor) -> None:
    worker.follow("Challenges", exact=True)
    worker.page.locator("main table a, main dl a, main .govuk-task-list a").first.click()
    worker.look()


def further(sam: Visitor) -> None:
    to_challenge(sam)
    sam.follow("Take it further")
    sam.fill({"stage": "practice-lead", "owed_by": "Lea Stone",
              "because": "We agree about the facts and not about what follows from them.",
              "skipping_because": "Our two managers have talked already."})
    sam.send()


def refer(sam: Visitor) -> None:
    to_challenge(sam)
    sam.follow("Refer")
    for _page in range(8):
        if "/check" in sam.page.url:
            break
        sam.page.locator("main form.rp-form input[name=team_id]").first.check() if "team_id" in sam.fields() else None
        sam.fill(laptop_panel.REFERRAL | {"next_contact_on": days(5)})
        sam.send()
    sam.fill({"gaps_reason": "Nothing more can be learned before the sitting."})
    sam.send()


def queue(kit: Visitor) -> None:
    kit.follow("Queue", exact=True)
    kit.fill({"step": "Accept"})
    kit.press("Go")
    kit.fill({"reason": "Thank you: complete, and his words come first."})
    kit.send()


def plan_sitting(kit: Visitor) -> None:
    kit.follow("Meetings", exact=True)
    kit.follow("Plan a meeting")
    if "chair_id" not in kit.fields():
        kit.follow("Risk enablement panel")
    kit.fill({"on": days(0), "starts": "10:00", "place": "The Mill, room 2", "chair_id": "Ada Finch",
              "minute_taker_id": "Kit Lowe"})
    for name in ("Joe Tan", "Lea Stone", "Bea Holt"):
        kit.page.get_by_label(name).first.check()
    kit.send()
    kit.follow("Put cases on the agenda")
    kit.page.locator("input[name=referral_id]").first.check()
    kit.fill({"minutes": "45"})
    kit.send()
    for one in laptop_panel.INVITED[:2]:
        to_meeting(kit)
        kit.follow("Invite somebody")
        kit.fill(one)
        kit.send()


def to_meeting(member: Visitor) -> None:
    member.follow("Meetings", exact=True)
    member.page.locator("main .govuk-task-list a[href^='/meetings/']").first.click()
    member.look()


def declare(member: Visitor) -> None:
    to_meeting(member)
    member.follow("Declare")
    member.fill({"declared": "no"})
    member.send()


def to_sitting(member: Visitor) -> None:
    to_meeting(member)
    member.follow("Go to the sitting")


def private_view(joe: Visitor) -> None:
    to_sitting(joe)
    joe.follow("Your private view")
    joe.fill({"leans": "Somewhere quiet, and soon.", "asks": "What does a bad evening look like now?"})
    joe.send()


def sitting(ada: Visitor, kit: Visitor) -> None:
    """The sitting from the roll call to the advice, the minute-taker writing while the others talk."""
    to_sitting(kit)
    kit.press("Everybody not noted yet is here")
    to_sitting(ada)
    ada.press("Open the meeting")
    ada.follow("Chair this case")
    ada.press("Begin this case")
    for _voice in range(2):
        ada.press("Heard", exact=False)
    ada.press("Open the private views together")
    ada.follow("Back")
    to_sitting(kit)
    kit.follow("Write the minutes")
    kit.fill(laptop_panel.MINUTES)
    kit.send()
    ada.follow("Open advice")
    ada.fill({"outcome": laptop_panel.ADVICE["outcome"]})
    ada.press("Continue")
    seen_to = {"what": laptop_panel.CONDITION["what"], "owner_name": laptop_panel.CONDITION["owner_name"],
               "due_on": days(5)}
    rest = {name: words for name, words in laptop_panel.ADVICE.items() if name != "outcome"}
    ada.fill(rest | {f"condition_0_{name}": words for name, words in seen_to.items()})
    ada.send("Give this advice")


def minute(kit: Visitor) -> None:
    """The talk has ended: what came of it is added to what was written meanwhile."""
    to_sitting(kit)
    kit.follow("Write the minutes")
    kit.add("leans", ENDING)
    kit.send()
    assert ENDING in kit.page.content() or "saved" in kit.page.content()


def dissent(joe: Visitor) -> None:
    to_meeting(joe)
    joe.follow("advice")
    joe.follow("Record a dissent")
    joe.fill({"reasons": laptop_panel.DISSENT, "named": "role"})
    joe.send()


def close(ada: Visitor) -> None:
    to_meeting(ada)
    ada.press("Close the meeting")


def reply(mo: Visitor) -> None:
    mo.go("/")
    mo.follow("eply")
    if "/reply" not in mo.page.url:
        mo.follow("eply")
    mo.fill(laptop_panel.REPLY)
    mo.send()


def settle(sam: Visitor) -> None:
    to_challenge(sam)
    sam.follow("ettle")
    sam.fill(laptop_panel.SETTLED | {"settled_on": days(0)})
    sam.send()


def review(sam: Visitor) -> None:
    to_person_by_search(sam)
    sam.follow(SENTENCE)
    sam.page.locator("main .govuk-task-list a[href^='/reviews/']").first.click()
    sam.look()
    sam.follow("Change")
    sam.fill({"due_on": days(0), "triggers": "Anything thrown, or money asked for."})
    sam.send()
    while sam.page.get_by_role("link", name="Say what happened").count():
        sam.follow("Say what happened")
        outcome, note = next(told for what, told in laptop_panel.HAPPENED.items() if what in sam.text())
        sam.fill({"outcome": outcome, "note": note})
        sam.send()
    sam.press("Start the questions")
    record(sam, dated(laptop_risk.REVIEW))
    if "/reviews/" not in sam.page.url:
        to_decision(sam)
        sam.page.locator("main .govuk-task-list a[href^='/reviews/']").first.click()
        sam.look()
    sam.press("Complete this review")


def look_back_at_the_trail(pru: Visitor) -> None:
    pru.follow("Trail", exact=True)
    pru.follow("Check that the trail is whole")
    pru.press("Check it now")
    assert "whole" in pru.text()
    to_person_by_search(pru)
    pru.follow(SENTENCE)


def read_guidance(lea: Visitor) -> None:
    lea.follow("Guidance", exact=True)
    lea.follow("liberty")
    lea.follow("Guidance", exact=True)
    lea.follow("Every source used here")


def open_an_account(adi: Visitor) -> None:
    adi.follow("Accounts", exact=True)
    adi.follow("Add an account")
    adi.fill({"name": "Wyn Abara", "job": "Social worker, South team", "email": "wyn@elmshire.example",
              "password": "a-long-first-password", "role_names": ["practitioner"]})
    adi.send()
    assert "Wyn Abara" in adi.text()


def declared_by_all(*members: Visitor) -> None:
    for member in members:
        declare(member)


def second_answer(lea: Visitor) -> None:
    answer(lea, story.SECOND_ANSWER)


JOURNEYS: tuple[tuple[str, Callable[[Arrive], None]], ...] = (
    ("add-a-person", by("sam")(new_person)),
    ("start-a-decision", by("sam")(decision)),
    ("guided-records", by("sam")(records)),
    ("views-and-agreement", by("sam")(views)),
    ("raise-a-challenge", by("sam")(challenge)),
    ("answer-a-challenge", by("mo")(answer)),
    ("take-a-challenge-further", by("sam")(further)),
    ("practice-lead-view", by("lea")(second_answer)),
    ("refer-to-panel", by("sam")(refer)),
    ("triage", by("kit")(queue)),
    ("plan-a-sitting", by("kit")(plan_sitting)),
    ("declare-interests", by("ada", "joe", "bea", "lea", "kit")(declared_by_all)),
    ("file-a-private-view", by("joe")(private_view)),
    ("run-sitting", by("ada", "kit")(sitting)),
    ("minute-a-case", by("kit")(minute)),
    ("dissent", by("joe")(dissent)),
    ("close-sitting", by("ada")(close)),
    ("reply-to-advice", by("mo")(reply)),
    ("settle-a-challenge", by("sam")(settle)),
    ("review", by("sam")(review)),
    ("look-back-at-the-trail", by("pru")(look_back_at_the_trail)),
    ("read-guidance", by("lea")(read_guidance)),
    ("open-an-account", by("adi")(open_an_account)),
)
