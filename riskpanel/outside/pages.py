"""What pages say about links: on the challenge's page, and on the page of one link."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.challenges.models import Challenge
from riskpanel.outside import queries
from riskpanel.outside.models import OutsideLink
from riskpanel.web.filters import datetime_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import CHALLENGE, LINK

RENEWABLE = ("made", "opened", "proved", "locked")


def _is_open(link: OutsideLink) -> bool:
    """Can it be opened, or is it in use, at this moment?"""
    ended = link.expired or link.turn_id != link.challenge.turns[-1].id
    return link.state in ("made", "opened", "proved") and not ended


def ended_by_another(challenge: Challenge) -> list[str]:
    """What making another link for this challenge ends."""
    return [f"The link for {one.recipient_name} ends when you make this one."
            for one in queries.links_of(challenge) if _is_open(one)]


def standing(link: OutsideLink) -> str:
    """Where a link stands, in words."""
    if link.state in RENEWABLE and link.turn_id != link.challenge.turns[-1].id:
        return "Ended: the challenge has gone on"
    if link.state in RENEWABLE and link.expired:
        return "Expired"
    return LINK.states[link.state]


def may_renew(link: OutsideLink, user: Any) -> bool:
    challenge = link.challenge
    return (link.state in RENEWABLE and CHALLENGE.allows(Action.RENEW_LINK, challenge.state)
            and link.turn_id == challenge.turns[-1].id and access.may(user, Action.RENEW_LINK, challenge))


def may_revoke(link: OutsideLink, user: Any) -> bool:
    return LINK.allows(Action.REVOKE_LINK, link.state) and access.may(user, Action.REVOKE_LINK, link.challenge)


MAIL = {"waiting": "Waiting to be sent", "sent": "Sent", "failed": "Could not be sent"}


def rows(link: OutsideLink) -> list[dict[str, str]]:
    """What is known of a link."""
    mail = f"{MAIL[link.message.state]}. {link.message.why}".rstrip(". ") if link.message else ""
    told = (("For", link.recipient_name), ("Sent to", link.recipient_address), ("Where it stands", standing(link)),
            ("The message", mail), ("Made", datetime_words(link.made_at)),
            ("First opened", datetime_words(link.opened_at) if link.opened_at else "Not yet"),
            ("Right code given", datetime_words(link.proved_at) if link.proved_at else "Not yet"),
            ("Wrong codes", str(link.wrong_codes) if link.wrong_codes else "None"),
            ("Open until", datetime_words(link.expires_at) if _is_open(link) else ""))
    return [{"key": key, "value": value} for key, value in told if value]


@adds_to("challenge")
def on_challenge(challenge: Challenge, user: Any) -> Iterable[Section]:
    """The links for an answer from outside, and the way to make one."""
    links = queries.links_of(challenge)
    may = CHALLENGE.allows(Action.MAKE_LINK, challenge.state) and access.may(user, Action.MAKE_LINK, challenge)
    make = Line("Make a link for an answer from outside", url_for("outside.make", challenge_id=challenge.id))
    if links or may:
        empty = "Whoever owes the answer has no account here. They can answer by a secure link."
        yield Section("Answer from outside", tuple(_line(one) for one in links), (make,) if may else (), empty)


def _line(link: OutsideLink) -> Line:
    until = f"Open until {datetime_words(link.expires_at)}" if _is_open(link) else ""
    return Line(f"Link for {link.recipient_name}", url_for("outside.link", link_id=link.id), standing(link), until)
