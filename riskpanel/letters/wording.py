"""The words of an outcome letter, standard and easy read: what was advised and decided, and every route to disagree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskpanel.letters.models import ENTITLED, OutcomeLetter, Parts
from riskpanel.panel.models import Advice, AgreedAction, Reply
from riskpanel.panel.outcomes import ANSWERS, the_panel_advises
from riskpanel.web.filters import date_words

Part = tuple[str, list[str]]

ROUTES = (
    "Talk to {decider}. Ask for the reasons, and for the evidence behind them.{reach}",
    "Ask for an advocate: somebody independent who helps {whom} to say what {whom} want{s}, and to be heard.",
    "Ask for this to be looked at again if something has changed or something was missed.",
    "Make a complaint to the council, or to whoever provides the care. Nobody may treat {whom} worse because of it.",
    "If you are not content with the answer to a complaint, go to the Local Government and Social Care Ombudsman. "
    "It looks at how a decision was reached, and not at whether it was right.",
    "The Court of Protection can decide about capacity and best interests when people cannot agree. Take legal advice. "
    "Some people get help to pay for it.",
    "Another court may be able to look at whether a public body kept to the law. This is called judicial review. We "
    "have not confirmed whether it applies here. Ask a solicitor soon: there are time limits.",
)
NO_WAITING = ("You can use any of these, in any order, and more than one. None of them has to wait for another, for "
              "the panel, or for the decision-maker’s reply.")
DANGER = "If somebody is in danger now, do not wait for any of this. Ring 999."
EASY_ROUTES = (
    "You can talk to {decider}.{reach}",
    "You can ask for an advocate. An advocate helps {whom} to speak up.",
    "You can ask us to look at it again.",
    "You can complain to the council. That will not be held against {whom}.",
    "You can complain to the ombudsman. The ombudsman checks if the council did its job.",
    "You can ask a lawyer about the Court of Protection. This court can decide if people do not agree.",
    "You can ask a lawyer about judicial review. We are not sure if you can use it. There is not much time to ask.",
    "You can do more than one of these. You choose the order. You do not have to wait.",
)


@dataclass(frozen=True)
class Reader:
    """Whom a letter speaks to: the person, or somebody who may be told about them, and why they may."""

    name: str
    person: str
    is_person: bool = True
    because: str = ""

    @property
    def whom(self) -> str:
        return "you" if self.is_person else self.person


def reader_of(letter: OutcomeLetter) -> Reader:
    """Whom this letter speaks to."""
    person = letter.item.referral.person.known_as
    because = ENTITLED.get(letter.entitled, "").format(name=person)
    return Reader(person if letter.is_to_person else letter.to_name, person, letter.is_to_person, because)


def letter_parts(letter: OutcomeLetter, reply: Reply | None, easy: bool) -> Parts:
    """The letter as it was checked; until then, as the record would have it today."""
    if letter.words is not None:
        return [(heading, sentences) for heading, sentences in letter.words["easy" if easy else "standard"]]
    return composed(letter, reply, easy)


def composed(letter: OutcomeLetter, reply: Reply | None, easy: bool) -> Parts:
    """The letter as the record has it now, with what the coordinator added."""
    return outcome_letter(letter.advice, reply, easy, reader_of(letter), letter.added)


def outcome_letter(advice: Advice, reply: Reply | None, easy: bool, reader: Reader | None = None, added: str = ""
                   ) -> Parts:
    """The letter, part by part: a heading and its sentences. To the person, where nobody else is named."""
    name = advice.item.referral.person.known_as
    to = reader or Reader(name, name)
    made = _easy(advice, reply, to, added) if easy else _standard(advice, reply, to, added)
    told = [(heading, [one for one in sentences if one]) for heading, sentences in made]
    return [part for part in told if part[1]]


def _standard(advice: Advice, reply: Reply | None, to: Reader, added: str) -> Iterator[Part]:
    referral = advice.item.referral
    met = date_words(advice.item.meeting.starts_at)
    about = "about" if to.is_person else f"about a decision in {to.person}’s life"
    yield "", [f"Dear {to.name},", f"The panel met on {met} and talked {about}: {referral.question}",
               f"You are told because {to.because}." if to.because else ""]
    yield "What the panel advised", [the_panel_advises(advice), advice.says, *_special(advice)]
    yield "Why the panel advised it", [advice.reasons, *_positions(advice), *_dissent(advice)]
    yield "What was decided, and by whom", _decided(advice, reply)
    yield "Why", [reply.reasons if reply else "The reasons will come with the decision."]
    yield "What happens now", _next(advice.actions, date_words(advice.review_on))
    yield "More to tell you", [added]
    yield "If you do not agree", [NO_WAITING, *_routes(ROUTES, advice, to), DANGER]
    yield "Who to ask", [_ask(advice)]


def _easy(advice: Advice, reply: Reply | None, to: Reader, added: str) -> Iterator[Part]:
    referral = advice.item.referral
    yield "", [f"Hello {to.name}.", "This letter is about the meeting we had.",
               f"It was on {date_words(advice.item.meeting.starts_at)}.",
               "" if to.is_person else f"It was about {to.person}.",
               f"We tell you because {to.because}." if to.because else ""]
    yield "What did we talk about?", [referral.question]
    yield "What did the panel say?", [the_panel_advises(advice), advice.says, "The panel does not decide."]
    yield "What was decided?", _decided(advice, reply)
    yield "Why?", [reply.reasons if reply else "You will be told why when it is decided."]
    yield "What happens now?", _next(advice.actions, date_words(advice.review_on))
    yield "What else?", [added]
    yield "What if you do not agree?", [*_routes(EASY_ROUTES, advice, to), "If somebody is in danger now, ring 999."]
    yield "Do you have a question?", [_ask(advice)]


def _decided(advice: Advice, reply: Reply | None) -> list[str]:
    who = advice.item.referral.decision.who_decides
    if reply is None:
        return [f"{who} decides. They have not replied to the panel yet. You will be told what they decide."]
    return [reply.decision, f"{reply.who_replied} decided this on {date_words(reply.given_at)}.",
            f"The panel's advice: {ANSWERS[reply.answer].lower()}."]


def _special(advice: Advice) -> Iterator[str]:
    """What this outcome holds beyond its words: conditions, a trial, where it goes, the plan for now."""
    yield from (f"It depends on: {one.what}{f' ({one.owner})' if one.owner else ''}." for one in advice.conditions)
    told = (("It starts on", date_words(advice.starts_on)), ("It stops if this happens", advice.stop_rule),
            ("It goes to", advice.goes_to), ("The plan for now", advice.interim_plan))
    yield from (f"{words}: {value}" for words, value in told if value)


def _positions(advice: Advice) -> list[str]:
    return [f"{one.held_by}: {one.says}" for one in advice.positions]


def _dissent(advice: Advice) -> list[str]:
    return [f"Not everybody agreed. {one.shown_as} said: {one.reasons}" for one in advice.dissents]


def _next(actions: Iterable[AgreedAction], review: str) -> list[str]:
    """Who does what, by when; and when it is looked at again."""
    done = [f"{one.owned_by}: {one.what}, by {date_words(one.due_on)}." for one in actions]
    again = [f"This is looked at again on {review}."] if review else []
    return [*done, *again] or ["Nothing changes until you are told what is decided."]


def _routes(routes: Iterable[str], advice: Advice, to: Reader) -> list[str]:
    decision = advice.item.referral.decision
    reach = f" You can reach them by: {' or '.join(decision.how_to_reach)}." if decision.how_to_reach else ""
    decider = decision.decider or "the decision-maker"
    return [one.format(decider=decider, reach=reach, whom=to.whom, s="" if to.is_person else "s") for one in routes]


def _ask(advice: Advice) -> str:
    taker = advice.item.meeting.minute_taker
    return f"{taker.name}, {taker.job}: {' or '.join(way for way in (taker.phone, taker.email) if way)}"
