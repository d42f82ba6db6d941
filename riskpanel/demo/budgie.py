"""The budgie: a man in a care home is asked, for the first time, what he would like.

Seed: the Named Social Worker final evaluation (000), the Sheffield pen pictures, where drawing up a short
portrait brought out the one thing a man had always wanted, which nobody had known. Here he is a retired bus
mechanic in a care home, met for the first time yesterday; only About me is written, by somebody who asked
what would make tomorrow worth getting up for.
"""

from collections.abc import Iterator
from datetime import datetime

from riskpanel.demo.telling import World, meet

ABOUT = {
    "name": "Wilfred Anthony Pocock",
    "preferred_name": "Wilf",
    "pronouns": "he",
    "address": "Room 11, Orchard View, Elmshire",
    "about_me": "I want a budgie. A green one. I had one when I was a lad, name of Sergeant, and he sat on my thumb "
                "while I did my homework. I have been in here four years and nobody's asked me that. They ask me do I "
                "want tea. I don't take tea. I mended buses for thirty-one years. I don't like bingo. I like a noise "
                "in the room that isn't the television.",
    "good_day": "Something alive to say good morning to. A bacon sandwich. The window open.",
    "contact_how": "Come in and sit down. He will tell you when to go.",
    "contact_how_not": "Not through the tannoy",
    "communication_needs": "Hears better on the left. Short questions, and wait: he is thinking, not stuck.",
    "communication_support": "Hearing aid, left. Check that it is switched on.",
    "unbefriended": "not-sure",
}


def story(world: World) -> Iterator[datetime]:
    yield world.when.at(days=1, clock_says="15:10")
    meet(ABOUT | {"born_on": world.when.born(81)}, by=world.who["tom"])
