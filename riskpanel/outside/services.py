"""Writing links: making, renewing and withdrawing them; and what whoever holds one may do, once they have the code."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.challenges.answering import answer_from_outside
from riskpanel.challenges.models import Challenge, Response
from riskpanel.challenges.rulings import NOT_THEIR_OWN, may_not_rule
from riskpanel.errors import Incomplete, NotNow
from riskpanel.messages.services import link_to, tell, write_outside
from riskpanel.outside import queries, secrets
from riskpanel.outside.models import OutsideDraft, OutsideLink, OutsideTally
from riskpanel.outside.queries import Found
from riskpanel.rulebook.current import rules
from riskpanel.users import queries as users
from riskpanel.users.models import User
from riskpanel.workflow import CHALLENGE, LINK

MOST_WRONG_CODES = 5
MOST_FAILURES = {"link": 10, "address": 20}  # in an hour
WAITING = ("made", "opened")


@dataclass(frozen=True)
class Issued:
    """What is told once and kept by nobody: the code, where that was sent, and the link's address where it is new."""

    link: OutsideLink
    code: str
    address: str = ""
    code_sent_to: str = ""


# ---- For colleagues


def gaps(challenge: Challenge, values: Mapping[str, Any]) -> dict[str, str]:
    """What stops a link from being made, by the field that is wrong."""
    name, address = values.get("recipient_name") or "", (values.get("recipient_address") or "").lower()
    checks = (
        ("recipient_name", not name, "Write who the link is for"),
        ("recipient_name", may_not_rule(challenge, name), NOT_THEIR_OWN),
        ("recipient_address", not address, "Write their email address"),
        ("recipient_address", users.by_email(address) is not None,
         "A colleague with an account here has this address: they answer by signing in"),
        ("recipient_address", address in _answered_from(challenge), NOT_THEIR_OWN),
        ("code_address", address == (values.get("code_address") or "").lower(),
         "The code goes another way than the link: give another address, or leave this blank and telephone"),
    )
    return {field: said for field, wrong, said in reversed(checks) if wrong}


def _answered_from(challenge: Challenge) -> set[str]:
    """Addresses from which an earlier stage of this challenge was answered."""
    earlier = {one.id for one in challenge.responses if one.stage != challenge.stage}
    return {one.recipient_address.lower() for one in queries.links_of(challenge) if one.response_id in earlier}


def make_link(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> Issued:
    """Make a link for a named person at an address; an earlier link of this challenge ends. Raises Incomplete."""
    require(by, Action.MAKE_LINK, challenge)
    CHALLENGE.after(Action.MAKE_LINK, challenge.state)
    wrong = list(gaps(challenge, values).values())
    if wrong:
        raise Incomplete(wrong[0], wrong)
    for one in queries.links_of(challenge):
        if LINK.allows(Action.REVOKE_LINK, one.state):
            _revoke(one, by=by)
    link = OutsideLink(challenge_id=challenge.id, person_id=challenge.person_id, turn=challenge.turns[-1],
                       recipient_name=values["recipient_name"], recipient_address=values["recipient_address"],
                       made_by_id=by.id, challenge=challenge)
    issued = replace(_issue(link, anew=True), code_sent_to=values.get("code_address") or "")
    db.session.add(link)
    if issued.code_sent_to:
        write_outside(issued.code_sent_to, "outside-code", challenge.reference, issued.code)
    trail.record(Action.MAKE_LINK, link, by=by, challenge=challenge.id, expires_at=link.expires_at)
    return issued


def renew_link(link: OutsideLink, *, by: User, anew: bool) -> Issued:
    """Give the link a new code; `anew` also a new address and its full time. What was typed behind it is kept.

    Whoever was using it gives the new code to go on.
    """
    require(by, Action.RENEW_LINK, link.challenge)
    CHALLENGE.after(Action.RENEW_LINK, link.challenge.state)
    following = LINK.after(Action.RENEW_LINK, link.state)
    if link.turn_id != link.challenge.turns[-1].id:
        raise NotNow("This link was made before the challenge went on. Make a new one.")
    if link.expired and not anew:
        raise NotNow("This link has expired. Make it anew: it then has its full time again.")
    link.state = following
    issued = _issue(link, anew=anew)
    trail.record(Action.RENEW_LINK, link, by=by, anew=anew)
    return issued


def revoke_link(link: OutsideLink, *, by: User) -> None:
    """Withdraw the link: it opens nothing from now on."""
    require(by, Action.REVOKE_LINK, link.challenge)
    _revoke(link, by=by)


def _revoke(link: OutsideLink, *, by: User) -> None:
    link.state = LINK.after(Action.REVOKE_LINK, link.state)
    link.code_hash = link.key_hash = ""
    trail.record(Action.REVOKE_LINK, link, by=by)


def _issue(link: OutsideLink, *, anew: bool) -> Issued:
    code, address = secrets.new_code(), ""
    link.code_hash, link.key_hash, link.wrong_codes = secrets.code_hash(code, link.id), "", 0
    if anew:
        token = secrets.new_token()
        address = link_to(f"/outside/{token}")
        link.token_hash = secrets.fingerprint(token)
        link.expires_at = db.now() + timedelta(days=int(rules().policy["outside_link_days"].value))
        link.message = write_outside(link.recipient_address, "outside-link", link.challenge.reference, address,
                                     due_on=link.challenge.answer_due_on)
    return Issued(link, code, address)


# ---- From outside: the same work is done whatever is wrong


def closed_because(found: Found | None) -> str:
    """Why a link does not let its code be given, for the trail alone; empty when it does."""
    if found is None:
        return "no such link"
    link = found.link
    reasons = {"revoked": "withdrawn", "locked": "locked", "answered": "answered already",
               "proved": "in use on another browser"}
    return reasons.get(link.state) or ("expired" if link.expired else "" if found.awaited else "no longer awaited")


def arrive(token: str, address: str, key_of: Callable[[uuid.UUID], str]) -> OutsideLink | None:
    """Somebody has opened a link's address. They are shown the same page whether there is such a link or not.

    Only whoever has its key already (`key_of` a link's id, in their browser) is told: they come back to their letter.
    """
    hashed = secrets.fingerprint(token)
    failed = queries.tally(_marks(hashed, address), _hour())
    found = queries.by_token(hashed)
    if found and secrets.same(secrets.fingerprint(key_of(found.link.id)), found.link.key_hash):
        return found.link
    why = closed_because(found)
    first = sa.update(OutsideLink).where(OutsideLink.token_hash == hashed, OutsideLink.state == "made",
                                         OutsideLink.expires_at > db.now())
    db.session.execute(first.values(state="opened", opened_at=db.now()), {}, execution_options=QUIET)
    if why and not _too_many(failed, hashed, address):
        _count_failure(hashed, address)
    _note(found, why, failed)
    return None


QUIET = {"synchronize_session": False}


def prove(token: str, code: str, address: str) -> tuple[OutsideLink, str] | None:
    """Exchange the right code for a key that only this browser holds; None, and a trail event, for anything else."""
    hashed = secrets.fingerprint(token)
    failed = queries.tally(_marks(hashed, address), _hour())
    found = queries.by_token(hashed, lock=True)
    link = found.link if found else None
    right = secrets.same(secrets.code_hash(code, link.id if link else None), link.code_hash if link else "")
    tired = "too many tries" if _too_many(failed, hashed, address) else ""
    why = tired or closed_because(found) or ("" if right else "wrong code")
    if why or link is None:
        _fail(found, why, failed, hashed, address)
        return None
    key = secrets.new_token()
    link.state = LINK.after(Action.PROVE_LINK, link.state)
    link.key_hash, link.code_hash, link.wrong_codes = secrets.fingerprint(key), "", 0
    link.proved_at = db.now()
    trail.record(Action.PROVE_LINK, link, by=None)
    return link, key


def _fail(found: Found | None, why: str, failed: Mapping[str, int], hashed: str, address: str) -> None:
    """Count the failure and note it; a link that waits for its code locks at the fifth wrong one."""
    _count_failure(hashed, address)
    wrong = sa.update(OutsideLink).where(OutsideLink.token_hash == hashed, OutsideLink.state.in_(WAITING))
    count = OutsideLink.wrong_codes + (1 if why == "wrong code" else 0)
    db.session.execute(wrong.values(wrong_codes=count), {}, execution_options=QUIET)
    if found and why == "wrong code" and found.link.wrong_codes + 1 >= MOST_WRONG_CODES:
        _lock(found.link)
    _note(found, why, failed)


def _lock(link: OutsideLink) -> None:
    link.state = LINK.after(Action.FAIL_LINK, link.state)
    link.code_hash, link.wrong_codes = "", MOST_WRONG_CODES
    tell(link.made_by, "link-locked", link.challenge)


def _note(found: Found | None, why: str, failed: Mapping[str, int]) -> None:
    """Write it in the trail; past twenty failures in an hour only the count goes on, so that nobody floods it."""
    link = found.link if found else None
    if max(failed.values(), default=0) > max(MOST_FAILURES.values()):
        return
    if why:
        trail.record(Action.FAIL_LINK, link, by=None, why=why)
    else:
        trail.record(Action.OPEN_LINK, link, by=None)


def _hour() -> Any:
    return db.now().replace(minute=0, second=0, microsecond=0)


def _marks(hashed: str, address: str) -> list[str]:
    return [hashed, secrets.address_mark(address)]


def _too_many(failed: Mapping[str, int], hashed: str, address: str) -> bool:
    by_link, by_address = (failed.get(mark, 0) for mark in _marks(hashed, address))
    return by_link >= MOST_FAILURES["link"] or by_address >= MOST_FAILURES["address"]


def _count_failure(hashed: str, address: str) -> None:
    """Count for the link and for the address, whether there is such a link or not; several workers may at once."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for mark in sorted(_marks(hashed, address)):
        one = insert(OutsideTally).values(id=uuid.uuid4(), mark=mark, hour=_hour(), count=1)
        db.session.execute(one.on_conflict_do_update(index_elements=["mark", "hour"],
                                                     set_={"count": OutsideTally.count + 1}))


def forget_old_tallies() -> None:
    """Counts are of use for an hour; the daily job lets go of them."""
    db.session.execute(sa.delete(OutsideTally).where(OutsideTally.hour < _hour() - timedelta(hours=1)))


# ---- Behind the link


@dataclass(frozen=True)
class Visit:
    """Somebody with a key: their link, and whether they may go on. `closed` says why not, for the trail alone."""

    link: OutsideLink
    awaited: bool
    closed: str = ""


def enter(link_id: uuid.UUID, key: str, address: str, *, lock: bool = False) -> Visit | None:
    """The visit of whoever holds the link's key; None, and a trail event, for anybody else."""
    found = queries.by_id(link_id, lock=lock)
    link = found.link if found else None
    right = secrets.same(secrets.fingerprint(key), link.key_hash if link else "")
    if link is None or found is None or not right:
        hashed = secrets.fingerprint(str(link_id))
        failed = queries.tally(_marks(hashed, address), _hour())
        _count_failure(hashed, address)
        _note(found, "another browser, or no such link", failed)
        return None
    closed = "expired" if link.expired and link.state == "proved" else ""
    if closed:
        trail.record(Action.FAIL_LINK, link, by=None, why=closed)
    return Visit(link, found.awaited, closed)


def keep_draft(link: OutsideLink, fields: Sequence[tuple[str, str]]) -> OutsideDraft:
    """Keep what is typed, as it is typed."""
    draft = queries.draft(link.id) or OutsideDraft(link_id=link.id)
    draft.fields, draft.kept_at = [list(pair) for pair in fields], db.now()
    db.session.add(draft)
    return draft


def answer(link: OutsideLink, values: Mapping[str, Any]) -> Response:
    """The answer of whoever the link was made for, in the name they give; the link is spent. Raises Incomplete."""
    state = LINK.after(Action.ANSWER_BY_LINK, link.state)
    response = answer_from_outside(link.challenge, values)
    db.session.flush()
    link.state, link.answered_at, link.response_id = state, db.now(), response.id
    db.session.execute(sa.delete(OutsideDraft).where(OutsideDraft.link_id == link.id))
    trail.record(Action.ANSWER_BY_LINK, link, by=None, challenge=link.challenge_id, answer=response.answer)
    return response
