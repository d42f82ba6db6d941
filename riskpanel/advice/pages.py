"""What pages say of advice: the advice and the reply side by side, lines on other pages, and what is owed."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.access import User
from riskpanel.actions import Action
from riskpanel.advice import queries
from riskpanel.advice.services import reply_due_on, told_by
from riskpanel.assessments.facts import day_of, tells_the_rules
from riskpanel.decisions.models import Decision
from riskpanel.panel.agenda import STATES, knows, when_words
from riskpanel.panel.models import Advice, AgendaItem, AgreedAction, Meeting, Reply
from riskpanel.panel.outcomes import ANSWERS, the_panel_advises
from riskpanel.referrals.models import Referral
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Dated, Line, Owed, Section, adds_to, dates_on, tells_what_is_owed

DIFFERS = {
    "accept": "The decision follows the advice.",
    "in-part": "The decision follows part of the advice. The reasons say which part, and why not the rest.",
    "not-accept": "The decision departs from the advice. The reasons say why.",
}


# The repeated rows of the advice form: heading, what one is called, and what they are for
ROW_WORDS = {
    "position": ("Positions", "Position", "Each position apart, in the words of those who hold it. At least two."),
    "condition": ("Conditions", "Condition", "Safeguards that the panel’s support depends on. Each becomes an action. "
                                             "Leave what you do not need blank."),
    "action": ("Actions", "Action", "What is agreed to be done: by whom, for which agency, by when. Leave what you do "
                                    "not need blank."),
}


def action_line(action: AgreedAction) -> dict[str, str]:
    """One agreed action, as the list shows it."""
    who = ", ".join(one for one in (action.owned_by, action.agency) if one)
    done = f"Done {date_words(action.done_on)}" if action.done_on else f"Due {date_words(action.due_on)}"
    return {"text": action.what, "who": who, "state": done, "proof": action.proof,
            "condition": "A condition of the panel’s support" if action.condition_id else "",
            "href": url_for("chasing.action", action_id=action.id)}


def side_by_side(advice: Advice, reply: Reply) -> list[dict[str, Any]]:
    """The advice and the decision-maker's reply, row by row."""
    return [
        {"label": "In short", "cells": [the_panel_advises(advice), ANSWERS[reply.answer]]},
        {"label": "In words", "cells": [advice.says, reply.decision]},
        {"label": "Reasons", "cells": [advice.reasons, reply.reasons]},
        {"label": "By", "cells": [f"{advice.given_by.name}, in the chair", reply.who_replied]},
        {"label": "On", "cells": [date_words(advice.given_at), date_words(reply.given_at)]},
    ]


# ---- On the pages of a decision and of a referral

@adds_to("decision")
def advice_on_decision(decision: Decision, user: User) -> Iterator[Section]:
    """The panel's advice about a decision, and the reply."""
    told = [(advice, reply) for _item, _meeting, advice, reply in queries.of_decision(decision.id) if advice]
    replies = access.decides(user, decision) and access.may(user, Action.REPLY)
    awaited = [advice for advice, reply in told if replies and not reply]
    if told:
        yield Section("The panel's advice", tuple(_advice_line(advice, reply) for advice, reply in told),
                      tuple(_to_reply(advice, decision) for advice in awaited))


def _advice_line(advice: Advice, reply: Reply | None) -> Line:
    state = f"{ANSWERS[reply.answer]} by the decision-maker" if reply else "Reply awaited"
    href = url_for("advice.advice", advice_id=advice.id)
    return Line(the_panel_advises(advice), href, state, date_words(advice.given_at))


def _to_reply(advice: Advice, decision: Decision) -> Line:
    text = "Record the decision-maker's reply" if decision.made_elsewhere else "Reply to the panel's advice"
    return Line(text, url_for("advice.reply", advice_id=advice.id))


@tells_the_rules
def told_to_the_rules(decision: Decision) -> Mapping[str, Any]:
    """When did a panel last advise on this decision? It has run its course once the decision-maker has replied."""
    return {"panel_advised_on": day_of(queries.advised_at(decision.id))}


@adds_to("referral")
def advice_on_referral(referral: Referral, user: User) -> Iterator[Section]:
    """Where a referral has been listed, what became of it there, and the advice."""
    told = queries.of_referral(referral.id)
    if told:
        yield Section("The panel", tuple(line for one in told for line in _referral_lines(user, *one)))


def _referral_lines(user: User, item: Any, meeting: Any, advice: Advice | None, reply: Reply | None
                    ) -> Iterable[Line]:
    state = STATES[item.standing] + (f": {item.reason}" if item.reason else "")
    href = url_for("panel.meeting", meeting_id=meeting.id) if access.may(user, Action.SEE_MEETING, meeting) else ""
    listed = Line(f"Meeting of {when_words(meeting)}", href, state)
    return [listed, *([_advice_line(advice, reply)] if advice else [])]


# ---- My work

@tells_what_is_owed
def owed_after_advice(user: User) -> Iterator[Owed]:
    """Replies to give, agreed actions to finish, and letters to see off."""
    replies: set[Any] = set()
    letters: set[Any] = set()
    for advice, referral, person, decision, action, meeting, unsent in queries.owed_by(user):
        if action is not None:
            href = url_for("chasing.action", action_id=action.id)
            yield Owed(person.listed_as, f"Do what was agreed: {action.what}", href, "Finish", due_on=action.due_on)
        if referral.state == "advised" and _owes_reply(user, referral, decision) and advice.id not in replies:
            replies.add(advice.id)
            yield _reply_owed(advice, person.listed_as, decision)
        if unsent and meeting.minute_taker_id == user.id and meeting.id not in letters:
            letters.add(meeting.id)
            yield _letters_owed(advice, meeting)


def _owes_reply(user: User, referral: Referral, decision: Decision) -> bool:
    return user.id == (decision.decision_maker_id or referral.referred_by_id)


def _reply_owed(advice: Advice, name: str, decision: Decision) -> Owed:
    text = "Record the reply" if decision.made_elsewhere else "Reply"
    href = url_for("advice.reply", advice_id=advice.id)
    return Owed(name, f"{text} to the panel's advice: {decision.sentence}", href, "Reply", due_on=reply_due_on(advice))


def _letters_owed(advice: Advice, meeting: Meeting) -> Owed:
    href = url_for("afterwards.afterwards", meeting_id=meeting.id)
    return Owed("", f"Check and send the letters after the meeting of {when_words(meeting)}", href, "Letters",
                due_on=told_by(advice))


# ---- On the page of what is left after a meeting

@adds_to("afterwards")
def left_of_advice(meeting: Meeting, user: User) -> Iterator[Section]:
    """Replies awaited, and agreed actions not done."""
    known = _known(meeting, user)
    awaited = tuple(Line(f"{one.referral.reference}: {one.referral.decision.who_decides}",
                         url_for("advice.advice", advice_id=advice.id), "Reply awaited",
                         f"By {date_words(reply_due_on(advice))}") for one, advice in _awaited(known.values()))
    undone = tuple(_action_left(one, known[one.advice_id].referral) for one in queries.undone(known))
    yield Section("Replies awaited", awaited, empty="Every decision-maker has replied.")
    yield Section("Actions", undone, empty="Every agreed action is done.")


@dates_on("afterwards")
def days_of_advice(meeting: Meeting, user: User) -> Iterator[Dated]:
    """By when replies are due, and by when each agreed action is to be done."""
    known = _known(meeting, user)
    for item, advice in _awaited(known.values()):
        yield Dated(f"reply-{advice.id}", 0, "A reply to the panel’s advice is due", item.referral.reference,
                    reply_due_on(advice))
    for one in queries.undone(known):
        yield Dated(str(one.id), one.version, "An action agreed at the panel is due",
                    known[one.advice_id].referral.reference, one.due_on)


def _known(meeting: Meeting, user: User) -> dict[uuid.UUID, AgendaItem]:
    """The cases of a meeting that were advised on and that this user may know of, by their advice."""
    return {one.advice.id: one for one in meeting.items if one.advice and knows(user, one)}


def _awaited(items: Iterable[AgendaItem]) -> Iterator[tuple[AgendaItem, Advice]]:
    """Those whose decision-maker has yet to reply."""
    return ((one, one.advice) for one in items if one.advice and one.referral.state == "advised")


def _action_left(action: AgreedAction, referral: Referral) -> Line:
    told = action_line(action)
    return Line(f"{referral.reference}: {action.what}", told["href"], told["state"], told["who"])
