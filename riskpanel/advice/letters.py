"""The outcome letter, in plain words: standard and easy read, with every route to disagree."""

from collections.abc import Iterable, Iterator

from riskpanel.advice.pages import replied_by
from riskpanel.panel.models import Advice, AgreedAction, Reply
from riskpanel.panel.outcomes import ANSWERS, the_panel_advises
from riskpanel.web.filters import date_words

Part = tuple[str, list[str]]

ROUTES = (
    "Talk to {decider}. Ask for the reasons, and for the evidence behind them.{reach}",
    "Ask for an advocate: somebody independent who helps you to say what you want, and to be heard.",
    "Ask for this to be looked at again if something has changed or something was missed.",
    "Make a complaint to the council, or to whoever provides the care. Nobody may treat you worse because of it.",
    "If you are not content with the answer to a complaint, go to the Local Government and Social Care Ombudsman. "
    "It looks at how a decision was reached.",
    "The Court of Protection can decide about capacity and best interests when people cannot agree. Take legal advice. "
    "Some people get help to pay for it.",
    "Another court can look at whether a public body kept to the law. Take legal advice soon: there are time limits.",
)
EASY_ROUTES = (
    "You can talk to {decider}.{reach}",
    "You can ask for an advocate. An advocate helps you to speak up.",
    "You can ask us to look at it again.",
    "You can complain to the council. That will not be held against you.",
    "You can complain to the ombudsman. The ombudsman checks if the council did its job.",
    "You can ask a lawyer about going to court.",
    "You can do more than one of these. You choose the order.",
)


def outcome_letter(advice: Advice, reply: Reply | None, easy: bool) -> list[Part]:
    """The letter, part by part: a heading and its sentences."""
    made = _easy(advice, reply) if easy else _standard(advice, reply)
    return [(heading, [one for one in sentences if one]) for heading, sentences in made]


def _standard(advice: Advice, reply: Reply | None) -> Iterator[Part]:
    referral = advice.item.referral
    met = date_words(advice.item.meeting.starts_at)
    yield "", [f"Dear {referral.person.known_as},", f"The panel met on {met} and talked about: {referral.question}"]
    yield "What the panel advised", [the_panel_advises(advice), advice.says,
                                     *_told("It depends on", _conditions(advice))]
    yield "Why the panel advised it", [advice.reasons, *_dissent(advice)]
    yield "What was decided, and by whom", _decided(advice, reply)
    yield "Why", [reply.reasons if reply else "The reasons will come with the decision."]
    yield "What happens now", _next(advice.actions, date_words(advice.review_on))
    yield "If you do not agree", [
        "You can use any of these, in any order. You can use more than one.", *_routes(ROUTES, advice)]
    yield "Who to ask", [_ask(advice)]


def _easy(advice: Advice, reply: Reply | None) -> Iterator[Part]:
    referral = advice.item.referral
    yield "", [f"Hello {referral.person.known_as}.", "This letter is about the meeting we had.",
               f"It was on {date_words(advice.item.meeting.starts_at)}."]
    yield "What did we talk about?", [referral.question]
    yield "What did the panel say?", [the_panel_advises(advice), advice.says, "The panel does not decide."]
    yield "What was decided?", _decided(advice, reply)
    yield "Why?", [reply.reasons if reply else "You will be told why when it is decided."]
    yield "What happens now?", _next(advice.actions, date_words(advice.review_on))
    yield "What if you do not agree?", _routes(EASY_ROUTES, advice)
    yield "Do you have a question?", [_ask(advice)]


def _decided(advice: Advice, reply: Reply | None) -> list[str]:
    who = advice.item.referral.decision.who_decides
    if reply is None:
        return [f"{who} decides. They have not replied to the panel yet. You will be told what they decide."]
    return [reply.decision, f"{replied_by(reply)} decided this on {date_words(reply.given_at)}.",
            f"The panel's advice: {ANSWERS[reply.answer].lower()}."]


def _conditions(advice: Advice) -> list[str]:
    return [f"{one.what}{f' ({one.owner})' if one.owner else ''}" for one in advice.conditions]


def _told(title: str, things: Iterable[str]) -> list[str]:
    return [f"{title}: {one}." for one in things]


def _dissent(advice: Advice) -> list[str]:
    return [f"Not everybody agreed. {one.shown_as} said: {one.reasons}" for one in advice.dissents]


def _next(actions: Iterable[AgreedAction], review: str) -> list[str]:
    """Who does what, by when; and when it is looked at again."""
    done = [f"{one.owned_by}: {one.what}, by {date_words(one.due_on)}."
            for one in actions]
    again = [f"This is looked at again on {review}."] if review else []
    return [*done, *again] or ["Nothing changes until you are told what is decided."]


def _routes(routes: Iterable[str], advice: Advice) -> list[str]:
    decision = advice.item.referral.decision
    reach = f" You can reach them by: {' or '.join(decision.how_to_reach)}." if decision.how_to_reach else ""
    return [one.format(decider=decision.decider or "the decision-maker", reach=reach) for one in routes]


def _ask(advice: Advice) -> str:
    taker = advice.item.meeting.minute_taker
    return f"{taker.name}, {taker.job}: {' or '.join(way for way in (taker.phone, taker.email) if way)}"
