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
from riskpanel.challenges import building, ladder, queries, services
from riskpanel.challenges.letter import Letter, Part, length_question, tone_of, whose_name
from riskpanel.challenges.models import FIRST_TALK, Challenge, Ending, Evidence, Ground, LetterVersion, Response, Turn
from riskpanel.challenges.words import ANSWERS, BASES, DIRECTIONS, OUTCOMES, SHOWN
from riskpanel.clock import today
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.people.pages import about
from riskpanel.rulebook import LadderStage
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, datetime_words
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
    return [{"text": text, "href": address(challenge, endpoint), "main": main or _for_danger(challenge, action)}
            for action, text, endpoint, main in DOING if _can(challenge, user, action)]


def _for_danger(challenge: Challenge, action: Action) -> bool:
    """Where somebody is in danger, going straight up the ladder is what most come for."""
    return action is Action.ESCALATE_CHALLENGE and challenge.someone_in_danger


def _can(challenge: Challenge, user: Any, action: Action) -> bool:
    last = challenge.last_answer
    if action is Action.GIVE_MORE and (last is None or last.answer != "more-information"):
        return False
    if action is Action.ESCALATE_CHALLENGE and not ladder.open_from(challenge.stage):
        return False
    return LIFE.allows(action, challenge.state) and access.may(user, action, challenge)


# ---- Evidence


def brought(challenge: Challenge) -> list[dict[str, Any]]:
    """What the challenge rests on, each with its source, and its files to open."""
    return [{"key": one.claim, "value": where_from(one), "actions": _open(one)} for one in challenge.claims]


def asked_for(challenge: Challenge, user: Any) -> list[dict[str, Any]]:
    """Evidence asked for: what was shown, or by when it is owed and by whom."""
    may = _can(challenge, user, Action.SHOW_EVIDENCE)
    return [{"key": one.claim, "value": how_it_stands(one), "actions": [*_open(one), *(_to_show(one) if may else [])]}
            for one in challenge.requests]


def where_from(one: Evidence) -> str:
    """Source, date, how it is known, and where it is kept."""
    kept = f"kept at: {one.found_at}" if one.found_at else ""
    return ", ".join(part for part in (one.source, date_words(one.dated_on), BASES.get(one.basis, ""), kept) if part)


def how_it_stands(one: Evidence) -> str:
    """A request in a sentence: shown, not shown and why, or owed by whom and by when."""
    if one.how_shown:
        where = f" It can be found at: {one.found_at}" if one.found_at else ""
        return f"{SHOWN[one.how_shown]}, {date_words(one.shown_on)}: {one.shown}{where}"
    return f"Not yet shown. {one.owed_by} was asked to show it by {due(one.due_on)}." if one.due_on else "Not yet asked"


def _to_show(one: Evidence) -> list[dict[str, str]]:
    about = f"about {short(one.claim)}"
    say = {"text": "Record what was shown", "href": url_for("challenges.shown", evidence_id=one.id), "hidden": about}
    add = {"text": "Attach a file", "href": url_for("challenges.attach", evidence_id=one.id), "hidden": about}
    return [say, add] if one.how_shown else [say]


def _open(one: Evidence) -> list[dict[str, str]]:
    return [{"text": f"Open {file.name}", "href": url_for("challenges.open_file", attachment_id=file.id),
             "hidden": f"attached to {short(one.claim)}"} for file in one.files]


def files(one: Evidence) -> list[dict[str, str]]:
    """The files that stand with a claim: what each is called, how large it is, where it is opened and removed."""
    return [{"name": file.name, "size": size_words(file.size),
             "open": url_for("challenges.open_file", attachment_id=file.id),
             "remove": url_for("challenges.remove_file", attachment_id=file.id)} for file in one.files]


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{max(1, round(size / 1_000)):,} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def ledger(challenge: Challenge) -> list[tuple[str, list[dict[str, Any]]]]:
    """What a draft holds already, under its heading: each line, and what can be done with it."""
    held = (("What you have brought", challenge.claims), ("What you have asked to be shown", challenge.requests))
    return [(title, [_held(one) for one in some]) for title, some in held if some]


def _held(one: Evidence) -> dict[str, Any]:
    attach = "" if one.asked_of_them else url_for("challenges.attach", evidence_id=one.id)
    return {"text": one.claim, "says": one.source if one.asked_of_them else where_from(one), "files": files(one),
            "about": short(one.claim), "attach": attach,
            "change": url_for("challenges.change_evidence", evidence_id=one.id),
            "remove": url_for("challenges.remove_evidence", evidence_id=one.id)}


# ---- While it is written


def beside(challenge: Challenge, page: str) -> list[dict[str, Any]]:
    """What the record knows already, beside the question that would ask for it again."""
    if page != "person":
        return []
    known = {"communicates": "How they communicate", "advocate": "Advocate"}
    told = about(challenge.person)
    return [{"key": title, "value": told[name]} for name, title in known.items() if told.get(name)]


@dataclass(frozen=True)
class CheckPage:
    """The letter as it would be read, and what to look at before it is sent."""

    before: tuple[str, ...]
    parts: list[dict[str, Any]]
    gaps: list[dict[str, str]]
    tone: list[dict[str, str]]
    grounds: list[dict[str, Any]]


def check_page(challenge: Challenge, letter: Letter) -> CheckPage:
    questions = [*tone_of(challenge), *length_question(letter)]
    return CheckPage(
        before=tuple(line for line in (letter.to, letter.to_role, letter.written) if line),
        parts=[_part(challenge, part) for part in letter.parts],
        gaps=[{"text": gap.text, "href": building.address(challenge, gap.page)} for gap in services.gaps(challenge)],
        tone=[{"text": one.asks, "href": building.address(challenge, one.page)} for one in questions],
        grounds=[_ground(one) for one in challenge.rests_on])


def _part(challenge: Challenge, part: Part) -> dict[str, Any]:
    def to(endpoint: str) -> str:
        return url_for(f"challenges.{endpoint}", challenge_id=challenge.id, key=part.key)

    theirs = part.key in services.THEIR_OWN_WORDS
    return {"lead": part.lead, "text": part.text, "lines": part.lines if part.listed else (),
            "name": (part.lead or "The opening").rstrip(".,:").lower(), "now": part.now, "edited": part.edited,
            "answers": building.address(challenge, part.page), "words": "" if theirs else to("edit_part"),
            "use": to("use_answers"), "keep": to("keep_words")}


def _ground(one: Ground) -> dict[str, Any]:
    cited = [source for source in one.told["sources"] if source["confirmed"]]
    return {"say": one.told["say"], "because": [f"{label}: {said}" for label, said in one.told["because"]],
            "sources": cited, "remove": url_for("challenges.remove_ground", ground_id=one.id)}


def versions(kept: Iterable[LetterVersion]) -> list[dict[str, str]]:
    """Every version of the letter, newest first: why it was kept, by whom and when."""
    return [{"title": f"Version {one.number}", "says": version_words(one),
             "href": url_for("challenges.letter_version", challenge_id=one.challenge_id, number=one.number)}
            for one in kept]


def version_words(one: LetterVersion) -> str:
    return f"{one.because.rstrip('.,:')}, by {one.made_by.name}, {datetime_words(one.made_at)}"


# ---- What happened


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
    speak_to = f"Who can be spoken to: {one.speak_to}" if one.speak_to else ""
    return {"title": f"{one.who}: {ANSWERS[one.answer].lower()}", "when": date_words(one.given_at),
            "text": _lines(one.reasons, evidence, speak_to)}


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
    brought: list[dict[str, Any]]
    asked_for: list[dict[str, Any]]
    happened: list[dict[str, str]]
    changed: list[dict[str, Any]]

    @property
    def since(self) -> list[dict[str, str]]:
        """What has happened since the letter was sent, newest first."""
        return self.happened[:-1]


def page(challenge: Challenge, user: Any) -> ChallengePage:
    return ChallengePage(where_it_stands(challenge), steps(challenge), can_do(challenge, user), challenged(challenge),
                         brought(challenge), asked_for(challenge, user), what_happened(challenge), changed(challenge))


def challenged(challenge: Challenge) -> list[dict[str, Any]]:
    """What is challenged and what is asked, in short; the letter has the rest."""
    rows = (("Statement challenged", challenge.statement), ("Which way", DIRECTIONS.get(challenge.direction, "")),
            ("Asked for", challenge.ask), ("By", date_words(challenge.ask_by)), ("Meanwhile", challenge.meanwhile),
            ("Raised by", challenge.raised_by.name), ("Raised for", whose_name(challenge)))
    return [{"key": key, "value": value} for key, value in rows if value]


def changed(challenge: Challenge) -> list[dict[str, Any]]:
    """How a settled challenge ended."""
    rows = (("How it ended", OUTCOMES.get(challenge.outcome, "")), ("What changed", challenge.what_changed),
            ("In the words of", challenge.what_changed_said_by), ("Settled", date_words(challenge.settled_on)),
            *_ending(challenge.ending))
    return [{"key": key, "value": value} for key, value in rows if value]


def _ending(ending: Ending | None) -> tuple[tuple[str, str], ...]:
    if ending is None:
        return ()
    themes = "\n".join(rules().themes[id].title for id in ending.themes if id in rules().themes)
    return (("For how long", ending.how_long), ("Settled at the stage", ladder.stage(ending.stage).title),
            ("What could be learned", "\n".join(part for part in (themes, ending.learned) if part)))


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


@adds_to("person")
def on_person(person: Person, user: Any) -> Iterable[Section]:
    """The challenges about a person, and the way to challenge a decision that was made elsewhere."""
    lines = tuple(_line(one) for one in queries.about_person(person.id, user))
    start = Line("Challenge a decision made elsewhere", url_for("challenges.start_elsewhere", person_id=person.id))
    may = access.may(user, Action.START_DECISION, person) and access.may(user, Action.START_CHALLENGE)
    if lines or may:
        yield Section("Constructive challenges", lines, (start,) if may else (), "None has been raised.")


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
        "challenge_due_on": challenge.answer_due_on if waits else None,
        "challenge_paused_on": challenge.clock_paused_on,
        "challenge_answered_on": None if waits else day_of(answered),
        "challenge_answered_by": None if waits or not answered else "another" if by_another else "original",
    }


@tells_what_is_owed
def what_is_owed(user: Any) -> Iterable[Owed]:
    """Answers and evidence this user owes or waits for, and what becomes of the challenges they raised."""
    challenges, evidence = queries.pressing(user)
    return [*(_owed(one, user) for one in challenges), *(_evidence_owed(one, user) for one in evidence)]


def _evidence_owed(one: Evidence, user: Any) -> Owed:
    """A request to be shown evidence, as each side sees it."""
    person, what, challenge = one.challenge.person.listed_as, short(one.claim), one.challenge
    if one.asked_of_id == user.id:
        text = f"Show {challenge.raised_by.name} what was asked for: “{what}”"
        return Owed(person, text, url_for("challenges.shown", evidence_id=one.id), "Show", one.due_on)
    return Owed(person, f"To be shown: “{what}”", address(challenge), "Look", one.due_on, one.owed_by)


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
