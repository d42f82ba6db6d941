"""What the page of an agreed action says: what it is, its files, and what has been done to see it through."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.advice.pages import action_line
from riskpanel.chasing.models import BY_HAND, LATE, OVERDUE, REOPENED, SOON, Chase, Proof
from riskpanel.panel.models import AgreedAction
from riskpanel.web.filters import date_words, datetime_words

DONE = {
    SOON: "A reminder was sent: due soon, {due}",
    OVERDUE: "A reminder was sent: overdue since {due}",
    LATE: "A reminder was sent, to the referrer and the coordinator as well: late since {due}",
    BY_HAND: "Chased by {who}",
    REOPENED: "Opened again by {who}",
}


def rows(action: AgreedAction, proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    """What the action is and where it stands."""
    told = action_line(action)
    return [{"key": "What", "value": told["text"]}, {"key": "Who", "value": told["who"]},
            {"key": "Where it stands", "value": told["state"]},
            *([{"key": "What it is", "value": told["condition"]}] if told["condition"] else []),
            {"key": "How that can be seen", "value": [one for one in (told["proof"],) if one]},
            *_files(proofs)]


def _files(proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    """The files that show it, each to be opened."""
    return [{"key": "A file that shows it", "value": one.name,
             "actions": [{"text": "Open", "href": url_for("chasing.proof", proof_id=one.id), "hidden": one.name}]}
            for one in proofs]


def log(chases: Iterable[Chase]) -> list[dict[str, str]]:
    """What has been done to see an action through, a line each."""
    return [{"when": datetime_words(one.at), "words": one.words,
             "what": DONE[one.kind].format(due=date_words(one.due_on), who=one.by.name if one.by else "")}
            for one in chases]


def offers(action: AgreedAction, user: User) -> list[dict[str, Any]]:
    """What this user can do to see the action through."""
    done = action.done_on is not None
    each = (("Note that it was chased", ".note", Action.CHASE_ACTION, not done),
            ("Open it again", ".reopen", Action.REOPEN_ACTION, done))
    return [{"text": text, "href": url_for(f"chasing{endpoint}", action_id=action.id)}
            for text, endpoint, act, now in each if now and may(user, act, action)]
