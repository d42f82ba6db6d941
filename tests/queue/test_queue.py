"""The queue: what it tells of each case, whom it shows, how it is sifted, and that its length costs nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest

from riskpanel import clock, db, trail
from riskpanel.actions import Action
from riskpanel.clock import now
from riskpanel.people.models import Person
from riskpanel.people.services import change_person, involve
from riskpanel.referrals import services
from riskpanel.referrals.models import Referral
from tests.referrals.cases import (
    Statements,
    a_disputed_decision,
    a_draft,
    a_referral,
    another_panel,
    everything_concluded,
    panel_of,
)
from tests.stories import World, a_decision


def many(world: World, count: int) -> None:
    """Many referrals about one person, received one a day."""
    decision = a_disputed_decision(world)
    everything_concluded(world, decision)
    involve(decision.person, because="referred to the panel", team_id=panel_of(world).id, by=world.sam)
    made = [Referral(reference=f"R-{number:04}", person_id=world.person.id, decision_id=decision.id, state="submitted",
                     team_id=panel_of(world).id, referred_by_id=world.sam.id, question=f"Question {number}?",
                     urgent=not number % 50, gaps=["A gap."] * (number % 3),
                     submitted_at=now() - timedelta(days=number), placed_at=now() - timedelta(days=number))
            for number in range(1, count + 1)]
    db.session.add_all(made)
    trail.record(Action.SUBMIT_REFERRAL, decision, by=world.sam)
    db.commit()


def test_a_line_says_what_the_coordinator_has_to_know(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    everything_concluded(people, decision)
    made = a_referral(people, decision, urgent=True)
    with clock.at(now() + timedelta(days=40)):
        shown = browse("kit").get("/queue")
    for words in ("Rosa", made.reference, decision.sentence, "Travel", "Urgent", "Waiting too long:", "overdue",
                  "The practitioner concludes that Rosa can make this decision", "Nothing marked as missing",
                  "Plan for now: yes", "Accept into the queue"):
        assert words in shown


def test_a_wait_is_told_in_bands_of_the_policy(browse, people: World) -> None:
    a_referral(people)
    kit = browse("kit")
    assert "Came today" in kit.get("/queue")
    for days, words in ((7, "Waiting: 5 working days"), (22, "Waiting long: "), (40, "Waiting too long: ")):
        with clock.at(now() + timedelta(days=days)):
            assert words in browse("kit").get("/queue")


@pytest.mark.parametrize("name", ["kit", "ada", "lea", "pru"])
def test_those_who_run_the_panel_and_the_practice_leads_see_the_queue(browse, people: World, name: str) -> None:
    made = a_referral(people)
    assert made.reference in browse(name).get("/queue")


@pytest.mark.parametrize("name", ["sam", "mo", "joe", "adi"])
def test_nobody_else_does(browse, people: World, name: str) -> None:
    browse(name).get("/queue", status=403)


def test_a_restricted_case_is_left_out_for_those_not_named_on_it(browse, people: World) -> None:
    change_person(db.session.get_one(Person, people.person.id), {"restricted": True}, by=people.sam)
    made = a_referral(people)
    assert made.reference in browse("kit").get("/queue")
    assert made.reference not in browse("pru").get("/queue")
    assert "Nothing was found" in browse("pru").get(f"/queue/look-up?words={made.reference}")


def test_a_draft_is_not_in_the_queue(browse, people: World) -> None:
    made = a_draft(people)
    assert made.reference not in browse("kit").get("/queue?state=all")


def test_filters_are_kept_when_coming_back_and_can_be_cleared(browse, people: World) -> None:
    usual, kit = a_referral(people), browse("kit")
    assert usual.reference not in kit.get("/queue?state=here&urgent=yes")
    assert usual.reference not in kit.get("/queue")
    assert usual.reference in kit.get("/queue?state=here")
    assert usual.reference in kit.get("/queue")


def test_one_panels_referrals_can_be_picked_out(browse, people: World) -> None:
    made, clinic = a_referral(people), another_panel(people)
    pru = browse("pru")
    assert made.reference in pru.get(f"/queue?panel={people.teams['panel'].id}")
    assert made.reference not in pru.get(f"/queue?panel={clinic.id}")


def test_an_order_can_be_chosen(browse, people: World) -> None:
    many(people, 60)
    kit = browse("kit")
    pressing, newest = kit.get("/queue?sort=pressing"), kit.get("/queue?sort=newest")
    assert pressing.index("R-0050") < pressing.index("R-0060")
    assert newest.index("R-0001") < newest.index("R-0002")
    assert "R-0001" not in kit.get("/queue?sort=longest")


@pytest.mark.parametrize("asked", ["state=';--", "sort=%00", "panel=not-an-id", "urgent=maybe", "page=-3", "page=x",
                                   "page=999999999999", "state=here&panel=00000000-0000-0000-0000-000000000000"])
def test_nonsense_in_the_address_shows_the_queue_as_it_is(browse, people: World, asked: str) -> None:
    a_referral(people)
    browse("kit").get(f"/queue?{asked}")


def test_looking_up_says_where_a_case_stands_and_why_it_is_not_in_the_queue(browse, people: World) -> None:
    made = a_referral(people)
    kit = browse("kit")
    kit.post(f"/referrals/{made.id}/redirect", where="legal", reason="An objection to an authorisation", status=303)
    shown = kit.get("/queue/look-up?words=delgado")
    assert "It was sent to another door." in shown
    assert "An objection to an authorisation" in shown
    assert made.reference in kit.get(f"/queue/look-up?words={made.reference.lower()}")


def test_looking_up_somebody_without_a_referral_says_so(browse, people: World) -> None:
    a_decision(people)
    assert "No referral has been started for Rosa" in browse("pru").get("/queue/look-up?words=delgado")
    assert "Nothing was found" in browse("kit").get("/queue/look-up?words=delgado")


def test_from_a_line_to_the_step_chosen(browse, people: World) -> None:
    made = a_referral(people)
    kit = browse("kit")
    assert kit.http.get(f"/referrals/{made.id}/next?step=hold").location.endswith("/hold")
    assert kit.http.get(f"/referrals/{made.id}/next?step=evil").location.endswith(f"/referrals/{made.id}")


def test_the_queue_costs_at_most_twelve_statements_however_long_it_is(browse, people: World) -> None:
    many(people, 200)
    kit = browse("kit")
    kit.get("/queue")
    with Statements() as said:
        shown = kit.get("/queue")
    assert said.count <= 12, "\n".join(said.said)
    assert "1 to 25 of 200" in shown
    with Statements() as sifted:
        kit.get("/queue?state=all&sort=longest&page=8")
    assert sifted.count <= 12, "\n".join(sifted.said)


def test_the_other_pages_cost_at_most_twelve_too(browse, people: World) -> None:
    decision = a_disputed_decision(people)
    everything_concluded(people, decision)
    sam, draft = browse("sam"), a_draft(people, decision)
    pages = [f"/referrals/{draft.id}{end}" for end in ("", "/check", "/question", "/person", "/meanwhile", "/panel")]
    within_twelve(sam, [*pages, f"/decisions/{decision.id}/refer", "/"])
    services.submit(db.session.get_one(Referral, draft.id), by=people.sam, reason="Saturday")
    db.commit()
    sent = f"/referrals/{draft.id}"
    within_twelve(browse("kit"), [sent, f"{sent}/ask", "/queue/look-up?words=rosa", "/"])


def within_twelve(browser: Any, pages: list[str]) -> None:
    for page in pages:
        browser.get(page)
        with Statements() as said:
            browser.get(page)
        assert said.count <= 12, "\n".join([page, *said.said])


# ---- Sifted by wait and by contact, and kept as a view

def test_the_queue_is_sifted_by_how_long_a_case_waits(browse, people: World) -> None:
    many(people, 60)
    kit = browse("kit")
    late, soon, usual = (kit.get(f"/queue?wait={wait}&sort=newest") for wait in ("late", "soon", "usual"))
    bands = ("Waiting too long:", "Waiting long:", "Waiting: ")
    for shown, band in ((late, bands[0]), (soon, bands[1]), (usual, bands[2])):
        assert [one for one in bands if one in shown] == [band]
    counts = [len(kit.get(f"/queue?wait={wait}&state=all&page={page}").split('scope="row"')) - 1
              for wait in ("late", "soon", "usual") for page in (1, 2, 3)]
    assert sum(counts) == 60, "each case is in one band"


def test_the_queue_is_sifted_by_the_next_contact(browse, people: World) -> None:
    many(people, 3)
    for number, days in ((1, -1), (2, 5)):
        row = db.session.query(Referral).filter_by(reference=f"R-{number:04}").one()
        row.next_contact_on = clock.today() + timedelta(days=days)
    trail.record(Action.SUBMIT_REFERRAL, row, by=people.sam)
    db.commit()
    kit, found = browse("kit"), {}
    for contact in ("overdue", "ahead", "none", ""):
        shown = kit.get(f"/queue?contact={contact}&state=all&sort=contact")
        found[contact] = [number for number in (1, 2, 3) if f"R-{number:04}" in shown]
    assert found == {"overdue": [1], "ahead": [2], "none": [3], "": [1, 2, 3]}
    assert shown.index("R-0001") < shown.index("R-0002") < shown.index("R-0003"), "no date comes last"


def test_every_page_follows_the_last_without_losing_or_repeating_a_case(browse, people: World) -> None:
    many(people, 60)
    kit = browse("kit")
    for sort in ("pressing", "longest", "newest", "contact"):
        seen = [one for page in (1, 2, 3) for one in references_in(kit.get(f"/queue?sort={sort}&page={page}"))]
        assert sorted(seen) == [f"R-{number:04}" for number in range(1, 61)], sort


def references_in(shown: str) -> list[str]:
    """The references of a page's lines, in order."""
    return re.findall(r'scope="row".*?(R-[0-9]{4})<', shown)


def test_a_view_is_saved_under_a_name_come_back_to_and_removed(browse, people: World) -> None:
    a_referral(people)
    kit = browse("kit")
    kit.get("/queue?state=all&wait=late&urgent=yes")
    assert "Enter a name for this view" in kit.post("/queue/views/new", name="", status=422).text
    kit.post("/queue/views/new", name="Long & urgent", status=303)
    kit.get("/queue?state=here")
    shown = kit.get("/queue")
    href = re.search(r'href="(/queue[?][^"]*)">Long &amp; urgent<', shown)
    assert href, shown
    assert "Everything with the panel, urgent only, wait: waiting too long." in kit.get(href[1].replace("&amp;", "&"))
    assert "Long &amp;" not in browse("pru").get("/queue"), "a view is its owner's alone"
    remove = re.search(r'action="(/queue/views/[^"]*/remove)"', kit.get("/queue"))
    assert remove
    browse("pru").post(remove[1], at="/queue/views/new", status=404)
    kit.post(remove[1], at="/queue", status=303)
    assert "My views" not in kit.get("/queue")


def test_a_view_of_the_same_name_is_replaced_and_there_is_an_end_to_them(browse, people: World) -> None:
    kit = browse("kit")
    for number in range(12):
        kit.post("/queue/views/new", name=f"View {number}", status=303)
    kit.get("/queue?state=held")
    kit.post("/queue/views/new", name="view 3", status=303)
    assert "Remove one before you save another" in kit.post("/queue/views/new", name="One more", status=409).text
    assert kit.get("/queue").count("/queue?") >= 11


# ---- Moved, with a reason

def test_a_referral_is_moved_in_the_queue_with_a_reason_that_everybody_sees(browse, people: World) -> None:
    many(people, 6)
    kit, rows = browse("kit"), {row.reference: row for row in db.session.query(Referral)}
    assert references_in(kit.get("/queue"))[:3] == ["R-0006", "R-0005", "R-0004"]
    page = f"/referrals/{rows['R-0001'].id}/move"
    assert "Enter why it moves" in kit.post(page, where="front", reason="", status=422).text
    kit.post(page, where="front", reason="Her lease ends on Friday", status=303)
    shown = kit.get("/queue")
    assert references_in(shown)[:3] == ["R-0001", "R-0006", "R-0005"]
    assert "Moved in the queue: Her lease ends on Friday" in shown
    assert references_in(kit.get("/queue?sort=longest"))[0] == "R-0006", "its wait is not touched"
    kit.get("/queue?sort=pressing")
    kit.post(page, where="before", before="r-0004", reason="The clinic is first", status=303)
    assert references_in(kit.get("/queue"))[:4] == ["R-0006", "R-0005", "R-0001", "R-0004"]
    kit.post(page, where="back", reason="The lease was renewed", status=303)
    shown = kit.get("/queue")
    assert references_in(shown)[-1] == "R-0001"
    assert "Moved in the queue" not in shown


@pytest.mark.parametrize(("before", "said"), [
    ("R-0001", "another referral that waits for the same panel"), ("R-9999", "another referral that waits"),
    ("", "another referral that waits"), ("R-0050", "Urgent referrals come before the others: choose one that is not"),
])
def test_a_place_that_cannot_be_had_is_refused_and_the_reason_typed_is_kept(
        browse, people: World, before: str, said: str) -> None:
    many(people, 50)
    row = db.session.query(Referral).filter_by(reference="R-0001").one()
    page, typed = f"/referrals/{row.id}/move", {"where": "before", "before": before, "reason": "The lease"}
    shown = browse("kit").post(page, **typed, status=422).text
    assert said in shown
    assert "The lease" in shown


def test_only_those_who_run_the_panel_move_a_referral(browse, people: World) -> None:
    made = a_referral(people)
    for name in ("sam", "lea"):
        assert browse(name).http.get(f"/referrals/{made.id}/move").status_code == 403
