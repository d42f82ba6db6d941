"""Demonstration data: ten stories about made-up people, told by calling the services."""

from datetime import datetime

from riskpanel import clock, db
from riskpanel.demo import (
    budgie,
    choices,
    colleagues,
    diagnosis,
    laptop,
    like_home,
    own_home,
    package,
    panel_days,
    phone_call,
    recall,
    respite,
)
from riskpanel.demo.telling import World, tell
from riskpanel.demo.when import When
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users

STORIES = (panel_days.story, laptop.story, recall.story, diagnosis.story, respite.story, own_home.story, budgie.story,
           phone_call.story, like_home.story, package.story, choices.story)
OPENED = datetime(2026, 3, 2, 9, 0, tzinfo=clock.ENGLAND)  # before the oldest record, which is of that month


def fill() -> str:
    """Fill an empty database; where there are accounts already it changes nothing. Says which, in a line."""
    db.begin(writing=True)
    if users.accounts():
        return "There are accounts already, so nothing has been changed. The stories go into an empty database only."
    with clock.at(OPENED):
        who, teams = colleagues.open_accounts()
        db.commit()
    tell(STORIES, World(When(clock.today(), rules().bank_holidays), who, teams))
    return "Ten stories about made-up people are in place."
