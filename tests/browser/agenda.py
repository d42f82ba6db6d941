"""A coordinator builds an agenda of six: the next date, the cases, who is asked, order and breaks, what is arranged."""

from collections.abc import Callable

from tests.browser.visitor import Visitor
from tests.panel.cases import a_meeting
from tests.planning.cases import several_waiting
from tests.stories import populate, world

CASES = 6
ARRANGED = ("Easy read sent, and a break at half past", "A taxi at nine, with her sister",
            "The small room, no strip light", "Her own chair, and the door left open",
            "Pictures of the pool brought along", "A phone line kept free for Ana")
APART = {"private_minutes": "5", "private_why": "It is about somebody else who lives there.",
         "private_told": "Sam tells her beforehand, and how long it took."}
Arrive = Callable[[str], Visitor]


def six_waiting() -> None:
    """A panel that has met before, and six referrals in its queue."""
    populate()
    people = world()
    a_meeting(people)
    several_waiting(people, CASES)


def build_agenda(kit: Visitor) -> None:
    """The whole agenda, from the list of meetings to the page that is printed."""
    kit.follow("Meetings", exact=True)
    kit.follow("The next sittings")
    kit.press("Plan")
    kit.follow("Put cases on the agenda")
    kit.fill({"referral_id": [one.input_value() for one in kit.page.locator("input[name=referral_id]").all()]})
    kit.send()
    kit.press("Invite those whom the cases concern")
    kit.follow("Set the order, times and breaks")
    places = [name for name in kit.fields() if name.startswith("place_")]
    kit.fill({places[5]: "1", places[0]: "2", places[5].replace("place", "minutes"): "30"})
    kit.send()
    for number, arranged in enumerate(ARRANGED):
        kit.page.get_by_role("link", name="Say what has been arranged").nth(number).click()
        kit.look()
        kit.fill({"arranged": arranged})
        kit.send()
    kit.follow("Keep a part apart")
    kit.fill(APART)
    kit.send()
    kit.follow("The agenda, to print")


def left_to_do(kit: Visitor) -> list[str]:
    """What the meeting's page still says would go wrong today."""
    kit.follow("Back")
    return kit.page.locator(".rp-foreseen li").all_inner_texts()
