"""What pages say about a challenge: where it stands, its ladder, what can be done, and what other pages show of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for

from riskpanel import access
from riskpanel.actions import Action
from riskpanel.assessments.facts import day_of, tells_the_rules
from riskpanel.calendar import due_words
from riskpanel.challenges import ladder, queries
from riskpanel.challenges.models import FIRST_TALK, Challenge, Evidence, Response, Turn
from riskpanel.challenges.words import ANSWERS, DIRECTIONS, OUTCOMES
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.rulebook import LadderStage
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Line, Owed, Section, adds_to, tells_what_is_owed
from riskpanel.workflow import CHALLENGE as LIFE
from riskpanel.workflow import DECISION

SHORT = 70


def short(text: str) -> str:
    """A sentence as it fits in a list."""
    flat = " ".join(text.split()).rstrip(".?")
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rsplit(' ', 1)[0]}…"


def address(challenge: Challenge, endpoint: str = "challenge") -> str:
    return url_for(f"challenges.{endpoint}", challenge_id=challenge.id)


def due(day: date | None) -> str:
    """A date with the working days left: "25 November 2026, due in 3 working days"."""
    return f"{date_words(day)}, {due_words(day, today(), rules().bank_holidays)}" if day else ""


def where_it_stands(challenge: Challenge) -> str:
    """One sentence: what is awaited, from whom, by when."""
    last = challenge.last_answer
    said = ANSWERS[last.answer].lower() if last else ""
    sentences = {
        "draft": "This is being written. It has not been sent.",
        "sent": f"{challenge.owed_by} owes an answer by {due(challenge.answer_due_on)}.",
        "paused": f"{challenge.owed_by} owes an answer. {paused(challenge)}.",
        "answered": f"Answered by {last.who if last else ''}: {said}. Next, settle it or take it further.",
        "referred": "The panel has been asked to advise. The decision stays with its decision-maker.",
        "settled": f"Settled on {date_words(challenge.settled_on)}: {OUTCOMES.get(challenge.outcome, '').lower()}.",
        "withdrawn": f"Withdrawn: {challenge.withdrawn_because}",
    }
    return sentences["paused" if challenge.clock_paused_on else challenge.state]


def paused(challenge: Challenge) -> str:
    """Since when the clock is paused, and until when."""
    return (f"The clock is paused since {date_words(challenge.clock_paused_on)}, "
            f"until {date_words(challenge.clock_again_on)} at the latest")


def due_or_paused(challenge: Challenge) -> str:
    """When the answer is due, or since when the clock is paused."""
    if challenge.clock_paused_on:
        return f"Paused since {date_words(challenge.clock_paused_on)}"
    return due(challenge.answer_due_on)


def steps(challenge: Challenge) -> list[dict[str, Any]]:
    """The ladder as a line of steps, each with its dates."""
    reached = {turn.stage: turn for turn in challenge.turns}
    groups = groupby(ladder.stages(), lambda stage: stage.together or stage.id)
    return [_step(challenge, stage, reached) for _, group in groups for stage in _told(list(group), reached)]


def _told(group: list[LadderStage], reached: Mapping[str, Turn]) -> list[LadderStage]:
    """Of stages told together those that were reached, or else one step for all of them."""
    first = group[0].model_copy(update={"title": group[0].together or group[0].title})
    return [stage for stage in group if stage.id in reached] or [first]


def _step(challenge: Challenge, stage: LadderStage, reached: Mapping[str, Turn]) -> dict[str, Any]:
    turn = reached.get(stage.id)
    here = stage.id == challenge.stage and challenge.state in ("sent", "answered", "referred")
    return {"title": stage.title, "current": here, "done": turn is not None and not here,
            "when": f"From {date_words(turn.put_at)}: {turn.who}" if turn else "",
            "note": _note(challenge, stage, turn, here)}


def _note(challenge: Challenge, stage: LadderStage, turn: Turn | None, here: bool) -> str:
    """Under a step: the date its answer is due, the answer given, or that it was passed over."""
    given = [one for one in challenge.responses if one.stage == stage.id]
    if here and challenge.state in ("sent", "referred"):
        return due_or_paused(challenge) if challenge.clock_paused_on else f"Answer by {due(challenge.answer_due_on)}"
    if given:
        return f"{ANSWERS[given[-1].answer]}, {date_words(given[-1].given_at)}"
    passed = ladder.place(stage.id) < ladder.place(challenge.stage)
    return "No answer was given" if turn else "Passed over" if passed else ""


# What can be done from the challenge's page, in order: the action, the words, the page, and whether most come for it.
DOING = (
    (Action.CHANGE_CHALLENGE, "Go on writing", "check", True),
    (Action.ANSWER_CHALLENGE, "Answer this challenge", "answer", True),
    (Action.RECORD_ANSWER, "Record the answer", "record_answer", True),
    (Action.GIVE_MORE, "Give the information asked for", "more", True),
    (Action.SETTLE_CHALLENGE, "Settle it", "settle", False),
    (Action.ESCALATE_CHALLENGE, "Take it further", "escalate", False),
    (Action.WITHDRAW_CHALLENGE, "Withdraw it", "withdraw", False),
)


def can_do(challenge: Challenge, user: Any) -> list[dict[str, Any]]:
    """The buttons this user has on this challenge now."""
    return [{"text": text, "href": address(challenge, endpoint), "main": main}
            for action, text, endpoint, main in DOING if _can(challenge, user, action)]


def _can(challenge: Challenge, user: Any, action: Action) -> bool:
    last = challenge.last_answer
    if action is Action.GIVE_MORE and (last is None or last.answer != "more-information"):
        return False
    if action is Action.ESCALATE_CHALLENGE and not ladder.open_from(challenge.stage):
        return False
    return LIFE.allows(action, challenge.state) and access.may(user, action, challenge)


def asked_for(challenge: Challenge, user: Any) -> list[dict[str, Any]]:
    """Evidence asked for: what was shown, or that it has not been."""
    may = _can(challenge, user, Action.SHOW_EVIDENCE)
    return [{"key": one.claim, "value": _shown(one), "actions": [_record_shown(one)] if may else []}
            for one in challenge.requests]


def _shown(one: Evidence) -> str:
    return f"Shown {date_words(one.shown_on)}: {one.shown}" if one.shown else "Not yet shown"


def _record_shown(one: Evidence) -> dict[str, str]:
    address = url_for("challenges.shown", evidence_id=one.id)
    return {"text": "Record what was shown", "href": address, "hidden": f"about {short(one.claim)}"}


def what_happened(challenge: Challenge) -> list[dict[str, str]]:
    """Every time it was put to somebody and every answer, newest first."""
    put = [(turn.put_at, _turn(challenge, turn)) for turn in challenge.turns]
    given = [(one.given_at, _given(one)) for one in challenge.responses]
    return [entry for _, entry in sorted([*put, *given], key=lambda pair: pair[0], reverse=True)]


def _turn(challenge: Challenge, turn: Turn) -> dict[str, str]:
    skipping = f"Why a stage was passed over: {turn.skipping_because}" if turn.skipping_because else ""
    return {"title": _turn_title(challenge, turn), "when": date_words(turn.put_at),
            "by": f"answer due {date_words(turn.due_on)}", "text": _lines(turn.because, skipping)}


def _given(one: Response) -> dict[str, str]:
    evidence = f"Evidence given: {one.evidence_given}" if one.evidence_given else ""
    return {"title": f"{one.who}: {ANSWERS[one.answer].lower()}", "when": date_words(one.given_at),
            "text": _lines(one.reasons, evidence)}


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _turn_title(challenge: Challenge, turn: Turn) -> str:
    if turn.put_by_id is None:
        return f"No answer came in time: put to {turn.who}"
    first = turn is next((one for one in challenge.turns if one.stage == turn.stage), None)
    again = "Sent to" if turn.stage == FIRST_TALK and first else "Taken further, to" if first else "More given to"
    return f"{again} {turn.who}"


@dataclass(frozen=True)
class ChallengePage:
    """All that the page of one challenge says."""

    standing: str
    steps: list[dict[str, Any]]
    doing: list[dict[str, Any]]
    challenged: list[dict[str, Any]]
    asked_for: list[dict[str, Any]]
    happened: list[dict[str, str]]
    changed: list[dict[str, Any]]

    @property
    def since(self) -> list[dict[str, str]]:
        """What has happened since the letter was sent, newest first."""
        return self.happened[:-1]


def page(challenge: Challenge, user: Any) -> ChallengePage:
    return ChallengePage(where_it_stands(challenge), steps(challenge), can_do(challenge, user), challenged(challenge),
                         asked_for(challenge, user), what_happened(challenge), changed(challenge))


def challenged(challenge: Challenge) -> list[dict[str, Any]]:
    """What is challenged and what is asked, in short; the letter has the rest."""
    rows = (("Statement challenged", challenge.statement), ("Which way", DIRECTIONS.get(challenge.direction, "")),
            ("Asked for", challenge.ask), ("By", date_words(challenge.ask_by)), ("Meanwhile", challenge.meanwhile),
            ("Raised by", challenge.raised_by.name), ("Raised for", _raised_for(challenge)))
    return [{"key": key, "value": value} for key, value in rows if value]


def _raised_for(challenge: Challenge) -> str:
    named = {"person": challenge.person.known_as, "myself": ""}
    return named.get(challenge.raised_for, challenge.raised_for_name)


def changed(challenge: Challenge) -> list[dict[str, Any]]:
    """How a settled challenge ended."""
    rows = (("How it ended", OUTCOMES.get(challenge.outcome, "")), ("What changed", challenge.what_changed),
            ("In the words of", challenge.what_changed_said_by), ("Settled", date_words(challenge.settled_on)))
    return [{"key": key, "value": value} for key, value in rows if value]


@dataclass(frozen=True)
class Listed:
    """One line of the list of challenges."""

    text: str
    href: str
    person: str
    direction: str
    state: str
    owed_by: str
    due: str


def listed(challenge: Challenge) -> Listed:
    waiting = challenge.state == "sent"
    person = challenge.person.listed_as
    return Listed(short(challenge.statement or challenge.decision.sentence), address(challenge), person,
                  DIRECTIONS.get(challenge.direction, ""), LIFE.states[challenge.state],
                  challenge.owed_by if waiting else "", due_or_paused(challenge) if waiting else "")


@adds_to("decision")
def on_decision(decision: Decision, user: Any) -> Iterable[Section]:
    """The challenges to a decision, and the way to start one."""
    lines = tuple(_line(one) for one in queries.about_decision(decision.id, user))
    start = Line("Start a constructive challenge", url_for("challenges.start", decision_id=decision.id))
    legal = DECISION.allows(Action.START_CHALLENGE, decision.state)
    may = legal and access.may(user, Action.START_CHALLENGE, decision)
    yield Section("Constructive challenges", lines, (start,) if may else (), "Nobody has challenged this decision.")


def _line(challenge: Challenge) -> Line:
    one = listed(challenge)
    by = ". " if challenge.clock_paused_on else " by "
    awaited = f"{one.owed_by} owes an answer{by}{one.due}" if one.due else one.direction
    return Line(one.text, one.href, one.state, awaited)


LEGAL_STEP = {("legal", "sent"): "asked", ("legal", "answered"): "advised",
              ("court", "sent"): "applied", ("court", "answered"): "applied"}


@tells_the_rules
def told_to_the_rules(decision: Decision) -> Mapping[str, Any]:
    """Is a challenge to this decision open, since when, and who has answered it? A draft has not been made yet."""
    made = queries.made_to(decision.id)
    legal = next((LEGAL_STEP[one.stage, one.state] for one in made if (one.stage, one.state) in LEGAL_STEP), None)
    return {"challenge_open": bool(made), "legal_step": legal} | (_standing(made[0]) if made else {})


def _standing(challenge: Challenge) -> dict[str, Any]:
    """How the challenge that waits longest stands; one that waits again counts from when it was put to the next."""
    put, answered, by_another = queries.put_and_answered(challenge)
    waits = challenge.state in queries.UNANSWERED
    return {
        "challenge_urgent": challenge.urgent,
        "challenge_sent_on": day_of(put or challenge.sent_at),
        "challenge_answered_on": None if waits else day_of(answered),
        "challenge_answered_by": None if waits or not answered else "another" if by_another else "original",
    }


@tells_what_is_owed
def what_is_owed(user: Any) -> Iterable[Owed]:
    """Answers this user owes, and what becomes of the challenges they raised."""
    return [_owed(one, user) for one in queries.pressing(user)]


def _owed(challenge: Challenge, user: Any) -> Owed:
    about = short(challenge.decision.sentence)
    if challenge.clock_paused_on:
        return _owed_later(challenge, about, user)
    late = challenge.answer_due_on is not None and challenge.answer_due_on < today()
    person = challenge.person.listed_as
    if challenge.state == "sent" and challenge.answer_owed_by_id == user.id:
        text = f"Answer {challenge.raised_by.name}’s challenge about “{about}”"
        return Owed(person, text, address(challenge, "answer"), "Answer", challenge.answer_due_on)
    if challenge.state == "sent" and not late:
        text = f"Your challenge about “{about}”"
        return Owed(person, text, address(challenge), "Look", challenge.answer_due_on, challenge.owed_by)
    texts = {"draft": ("Finish and send your challenge about", "check", "Finish", None),
             "sent": ("Take your unanswered challenge further, about", "challenge", "Further", challenge.answer_due_on),
             "answered": ("Settle your answered challenge, or take it further, about", "challenge", "Settle", None)}
    text, endpoint, action, day = texts[challenge.state]
    return Owed(person, f"{text} “{about}”", address(challenge, endpoint), action, day)


def _owed_later(challenge: Challenge, about: str, user: Any) -> Owed:
    """While the clock is paused: whoever raised it looks at the pause again on its day."""
    person = challenge.person.listed_as
    if challenge.raised_by_id == user.id:
        text = f"Look again at your paused challenge about “{about}”"
        return Owed(person, text, address(challenge), "Look", challenge.clock_again_on)
    text = f"Answer {challenge.raised_by.name}’s challenge about “{about}” (the clock is paused)"
    return Owed(person, text, address(challenge, "answer"), "Answer")
