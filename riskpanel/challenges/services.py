"""Writing challenges: words, evidence, letter, turns on the ladder, end. `answering` and `pausing` write the rest."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from riskpanel import access, db, trail
from riskpanel.access import Role, require, sees
from riskpanel.actions import Action
from riskpanel.challenges import endings, ladder, pausing
from riskpanel.challenges.letter import Letter, Part, compose, composed, letter_of, requests_due
from riskpanel.challenges.models import (
    FIRST_TALK,
    Attachment,
    Challenge,
    Evidence,
    Ground,
    LetterVersion,
    Turn,
)
from riskpanel.challenges.queries import newest_version
from riskpanel.challenges.rulings import NOT_THEIR_OWN, may_not_answer_next, ruled_from_outside
from riskpanel.challenges.words import ASKED
from riskpanel.clock import ENGLAND, today
from riskpanel.decisions import services as decisions
from riskpanel.decisions.models import Decision
from riskpanel.documents.files import File
from riskpanel.errors import Incomplete, NotFound, NotNow
from riskpanel.messages.services import Reader, tell, tell_each
from riskpanel.people import services as people
from riskpanel.people.models import Person
from riskpanel.references import new_reference
from riskpanel.rulebook.current import rules
from riskpanel.users.models import User
from riskpanel.workflow import CHALLENGE as LIFE
from riskpanel.workflow import DECISION

THEIR_OWN_WORDS = ("whose", "person")  # parts of the letter that nobody writes over


@dataclass(frozen=True)
class Gap:
    """Something a challenge needs before it is sent, and the page of the builder where it goes."""

    text: str
    page: str


def start_challenge(decision: Decision, values: Mapping[str, Any], *, by: User) -> Challenge:
    """Begin a challenge to a decision; what the decision's record knows is not asked again."""
    require(by, Action.START_CHALLENGE, decision)
    DECISION.after(Action.START_CHALLENGE, decision.state)
    challenge = Challenge(reference=new_reference("C"), person_id=decision.person_id, person=decision.person,
                          decision_id=decision.id, decision=decision, raised_by_id=by.id)
    db.write(challenge, {**known_of(decision), **_ready_to_write(values)})
    db.session.add(challenge)
    trail.record(Action.START_CHALLENGE, challenge, by=by, decision=decision.id)
    return challenge


OUTSIDE = ("sentence", "kind", "decision_maker_name", "decision_maker_role", "decision_maker_contact", "person_says")


def start_elsewhere(person: Person, values: Mapping[str, Any], *, by: User) -> Challenge:
    """Begin a challenge to a decision made elsewhere that is not recorded yet: the decision is recorded with it."""
    told = {name: values.get(name) for name in OUTSIDE}
    decision = decisions.start_decision(person, told, by=by)
    return start_challenge(decision, {name: one for name, one in values.items() if name not in OUTSIDE}, by=by)


def known_of(decision: Decision) -> dict[str, Any]:
    """What the decision's record already says, by the challenge's own names."""
    told = decision.persons_view
    return {
        "statement": decision.decided or decision.sentence,
        "decided_on": decision.decided_on,
        "their_reasoning": decision.decided_reasons,
        "person_says": decision.person_says or (told.wants if told else ""),
        "meanwhile": decision.interim_plan,
    }


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was answered, so that a blank does not take away what the record knows."""
    return {name: one for name, one in values.items() if one not in (None, "", [])}


def change_challenge(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> None:
    """Change what a draft says; earlier words are kept.

    The words of whoever it is raised for are theirs: only the one who wrote them down may change them (NotNow).
    """
    _permitted(Action.CHANGE_CHALLENGE, challenge, by)
    theirs = values.get("raised_for_words", challenge.raised_for_words) or ""
    if theirs != challenge.raised_for_words and not may_write_their_words(challenge, by):
        raise NotNow("These words stay as they were written down. Put a correction beside them instead.",
                     kept="What you typed is below, so that you can copy it.")
    db.write(challenge, _ready_to_write(values))
    trail.record(Action.CHANGE_CHALLENGE, challenge, by=by, changed=", ".join(sorted(values)))


def may_write_their_words(challenge: Challenge, by: User) -> bool:
    """Whoever raised it wrote the words down; nobody else changes them once they are there."""
    return not challenge.raised_for_words or by.id == challenge.raised_by_id


def rest_on(challenge: Challenge, kind: str, chosen: Collection[str], offered: Mapping[str, dict[str, Any]], *,
            by: User) -> None:
    """Make these the grounds of one kind: new ones in their words and sources as offered; others are taken out."""
    _permitted(Action.CHANGE_CHALLENGE, challenge, by)
    standing = {one.rule: one for one in challenge.rests_on if one.kind == kind}
    for rule in standing.keys() - set(chosen):
        standing[rule].removed_at = db.now()
    for rule in (rule for rule in chosen if rule not in standing and rule in offered):
        ground = Ground(challenge_id=challenge.id, kind=kind, rule=rule, told=offered[rule], added_by_id=by.id)
        challenge.grounds.append(ground)
        db.session.add(ground)
    trail.record(Action.CHANGE_CHALLENGE, challenge, by=by, grounds=", ".join(sorted(chosen)))


def remove_ground(ground: Ground, *, by: User) -> None:
    """Take a ground out of a draft; its words are kept, unseen."""
    _permitted(Action.CHANGE_CHALLENGE, ground.challenge, by)
    ground.removed_at = db.now()
    trail.record(Action.CHANGE_CHALLENGE, ground.challenge, by=by, removed=ground.id)


def add_evidence(challenge: Challenge, values: Mapping[str, Any], *, by: User, asked_of_them: bool = False) -> Evidence:
    """Add a claim with its source, or a request to be shown the other side's evidence."""
    _permitted(Action.CHANGE_CHALLENGE, challenge, by)
    evidence = Evidence(challenge_id=challenge.id, asked_of_them=asked_of_them, basis=ASKED)
    db.write(evidence, _ready_to_write(values))
    challenge.evidence.append(evidence)
    db.session.add(evidence)
    trail.record(Action.CHANGE_CHALLENGE, challenge, by=by, added=evidence.id)
    return evidence


def change_evidence(evidence: Evidence, values: Mapping[str, Any], *, by: User) -> None:
    _permitted(Action.CHANGE_CHALLENGE, evidence.challenge, by)
    db.write(evidence, _ready_to_write(values))
    trail.record(Action.CHANGE_CHALLENGE, evidence.challenge, by=by, changed=evidence.id)


def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a claim or request out of a draft; its words are kept, unseen."""
    _permitted(Action.CHANGE_CHALLENGE, evidence.challenge, by)
    evidence.removed_at = db.now()
    trail.record(Action.CHANGE_CHALLENGE, evidence.challenge, by=by, removed=evidence.id)


def attach(evidence: Evidence, file: File | None, found_at: str, *, by: User) -> Attachment | None:
    """Keep a file with a claim of a draft or with what was shown; `found_at` says where the original is kept."""
    may_attach(evidence, by)
    evidence.found_at = found_at
    attachment = None
    if file:
        attachment = Attachment(evidence_id=evidence.id, evidence=evidence, name=file.name, media=file.media,
                                size=len(file.content), content=file.content, added_by_id=by.id)
        db.session.add(attachment)
    trail.record(Action.ATTACH, evidence.challenge, by=by, evidence=evidence.id, size=attachment and attachment.size)
    return attachment


def may_attach(evidence: Evidence, by: User) -> None:
    """A claim is the challenger's to support while it is a draft; a request is answered once it was sent. Raises."""
    require(by, Action.ATTACH, evidence.challenge)
    _permitted(Action.SHOW_EVIDENCE if evidence.asked_of_them else Action.CHANGE_CHALLENGE, evidence.challenge, by)


def remove_attachment(attachment: Attachment, *, by: User) -> None:
    """Take a file away from its claim; it is kept, unseen."""
    may_attach(attachment.evidence, by)
    attachment.removed_at = db.now()
    trail.record(Action.ATTACH, attachment.evidence.challenge, by=by, removed=attachment.id)


# ---- The letter


def edit_part(challenge: Challenge, key: str, text: str, *, by: User) -> None:
    """Write over one part of the letter. Raises NotFound for a part that is not there or not the sender's to write."""
    part = _editable(challenge, key, by)
    if not text.strip():
        raise Incomplete("Write what this part says, or go back to what the answers say.")
    _edit(challenge, {key: {"text": text, "from": part.text}}, f"{part.lead or 'The opening'} rewritten", by=by)


def part_to_edit(challenge: Challenge, key: str, *, by: User) -> Part:
    """The part as the letter has it now. Raises NotFound for a part that is not the sender's to write."""
    composed_now = _editable(challenge, key, by)
    return draft_letter(challenge).part(key) or composed_now


def use_answers(challenge: Challenge, key: str, *, by: User) -> None:
    """Put a part back to what the answers say now."""
    part = _editable(challenge, key, by)
    _edit(challenge, {key: None}, f"{part.lead or 'The opening'} put back", by=by)


def keep_words(challenge: Challenge, key: str, *, by: User) -> None:
    """Keep a part as it was rewritten, although the answers have changed since."""
    part = _editable(challenge, key, by)
    if key in challenge.letter_edits:
        text = challenge.letter_edits[key]["text"]
        _edit(challenge, {key: {"text": text, "from": part.text}}, f"{part.lead or 'The opening'} kept", by=by)


def _editable(challenge: Challenge, key: str, by: User) -> Part:
    _permitted(Action.CHANGE_CHALLENGE, challenge, by)
    found = next((part for part in composed(challenge, today()) if part.key == key), None)
    if found is None or key in THEIR_OWN_WORDS:
        raise NotFound()
    return found


def _edit(challenge: Challenge, changes: Mapping[str, Any], because: str, *, by: User) -> None:
    """Change the parts, keeping the letter as it stood before the first change and as it stands after each."""
    if newest_version(challenge.id) == 0:
        _keep_version(challenge, draft_letter(challenge), "As composed from the answers", by=by)
    edits = {**challenge.letter_edits, **changes}
    challenge.letter_edits = {key: edit for key, edit in edits.items() if edit}
    _keep_version(challenge, draft_letter(challenge), because, by=by)
    trail.record(Action.CHANGE_CHALLENGE, challenge, by=by, letter=", ".join(changes))


def draft_letter(challenge: Challenge) -> Letter:
    """The letter as it was sent, or as it would be sent today."""
    return letter_of(challenge, due_on(challenge, FIRST_TALK), today())


def _keep_version(challenge: Challenge, letter: Letter, because: str, *, by: User) -> None:
    db.session.flush()
    db.session.add(LetterVersion(challenge_id=challenge.id, number=newest_version(challenge.id) + 1, because=because,
                                 words=letter.as_kept(), made_by_id=by.id))


def gaps(challenge: Challenge) -> list[Gap]:
    """What must be there before a challenge is sent."""
    decision = challenge.decision
    differently = (challenge.facts, challenge.interpretation, challenge.values, challenge.law)
    maker = decision.decision_maker.active if decision.decision_maker else bool(decision.decision_maker_name)
    for_another = challenge.raised_for not in ("", "myself")
    needs = (
        (challenge.statement, Gap("Say which statement you challenge", "statement")),
        (challenge.direction, Gap("Choose which way the decision is wrong", "statement")),
        (challenge.their_reasoning, Gap("Put their reasoning fairly, before yours", "reasoning")),
        (any(differently), Gap("Say what you see differently: fact, interpretation, value or law", "reasoning")),
        (not for_another or challenge.raised_for_words, Gap("Write the words of whoever you raise this for", "person")),
        (challenge.ask, Gap("Say what you ask for", "ask")),
        (maker, Gap("Nobody can answer yet: name the decision-maker on the decision", "decision")),
    )
    return [gap for there, gap in needs if not there]


def due_on(challenge: Challenge, stage: str) -> date:
    """When the answer would be due if this stage were reached today."""
    pace = ladder.Pace(lambda figure: int(rules().policy[figure].value), rules().bank_holidays, challenge.urgent)
    sent_on = challenge.sent_at.astimezone(ENGLAND).date() if challenge.sent_at else today()
    return pace.due_on(ladder.stage(stage), sent_on=sent_on, today=today())


def send_challenge(challenge: Challenge, *, by: User) -> None:
    """Send it to the decision-maker, who owes an answer from now on. Raises Incomplete, naming what is missing."""
    following = _permitted(Action.SEND_CHALLENGE, challenge, by)
    missing = [gap.text for gap in gaps(challenge)]
    if missing:
        raise Incomplete("This challenge is not ready to be sent.", missing, kept="What you have written is saved.")
    decision = challenge.decision
    challenge.sent_at = db.now()
    letter = compose(challenge, due_on(challenge, FIRST_TALK), today())
    _keep_version(challenge, letter, "As sent", by=by)
    _ask_for_evidence(challenge)
    challenge.letter = letter.as_kept()
    outside = "" if decision.decision_maker else decision.who_decides
    _put_to(challenge, FIRST_TALK, decision.decision_maker_id, outside, by=by)
    challenge.state = following
    trail.record(Action.SEND_CHALLENGE, challenge, by=by, owed_by=challenge.answer_owed_by_id,
                 due_on=challenge.answer_due_on)
    _tell_who_owes(challenge, "evidence-asked" if challenge.requests else "challenge-put", by=by)


def _tell_who_owes(challenge: Challenge, kind: str, *, by: User) -> None:
    """A colleague who owes the answer is told so; somebody elsewhere is asked by a link, made on its own page."""
    tell(challenge.answer_owed_by, kind, challenge, by=by, due_on=challenge.answer_due_on)


def _ask_for_evidence(challenge: Challenge) -> None:
    """From now on the decision-maker owes what was asked to be shown, by a date."""
    decision, due = challenge.decision, requests_due(challenge, today())
    for one in challenge.requests:
        one.asked_of_id, one.due_on = decision.decision_maker_id, due
        one.asked_of_name = "" if decision.decision_maker_id else decision.who_decides


def _put_to(challenge: Challenge, stage: str, user_id: uuid.UUID | None, name: str, *, by: User | None,
            because: str = "", skipping_because: str = "") -> None:
    """Whoever is named owes the answer at this stage; a colleague may see the person's record because of it."""
    pausing.end(challenge)
    challenge.stage, challenge.answer_owed_by_id, challenge.answer_owed_by_name = stage, user_id, name
    db.session.expire(challenge, ["answer_owed_by"])
    challenge.answer_due_on = due_on(challenge, stage)
    challenge.turns.append(Turn(
        challenge_id=challenge.id, stage=stage, owed_by_id=user_id, owed_by_name=name, because=because,
        put_by_id=by.id if by else None, skipping_because=skipping_because, due_on=challenge.answer_due_on))
    if user_id:
        people.involve(challenge.person, because="owes an answer to a challenge", by=by, user_id=user_id)


def give_more(challenge: Challenge, words: str, *, by: User) -> None:
    """Give the information an answer asked for: the same people owe an answer again, by a new date."""
    following = _permitted(Action.GIVE_MORE, challenge, by)
    last = challenge.last_answer
    if last is None or last.answer != "more-information":
        raise NotNow("The last answer did not ask for more information. Settle the challenge, or take it further.")
    owed_by = challenge.answer_owed_by_id, challenge.answer_owed_by_name
    _put_to(challenge, challenge.stage, *owed_by, by=by, because=words)
    challenge.state = following
    trail.record(Action.GIVE_MORE, challenge, by=by, stage=challenge.stage, due_on=challenge.answer_due_on)
    _tell_who_owes(challenge, "challenge-more", by=by)


def show_evidence(evidence: Evidence, values: Mapping[str, Any], *, by: User) -> None:
    """Record what was shown in answer to a request, or that nothing is, and why (`how_shown`: shown if not said)."""
    _permitted(Action.SHOW_EVIDENCE, evidence.challenge, by)
    if not evidence.asked_of_them:
        raise NotNow("This is evidence the challenge gave, not evidence it asked for.")
    db.write(evidence, {"how_shown": "shown", **_ready_to_write(values)})
    trail.record(Action.SHOW_EVIDENCE, evidence.challenge, by=by, evidence=evidence.id)
    tell(evidence.challenge.raised_by, "evidence-answered", evidence.challenge, by=by)


def escalate_challenge(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> None:
    """Take it to a later stage, where somebody who has not ruled on it owes the next answer.

    Raises Incomplete without a reason, and when the stage or the person is not one that can be chosen.
    """
    following = _permitted(Action.ESCALATE_CHALLENGE, challenge, by)
    owed_by = uuid.UUID(values["owed_by"]) if values.get("owed_by") else None
    stages = [stage.id for stage in ladder.open_from(challenge.stage)]
    checks = (
        (values["stage"] not in stages, "Choose a stage after the one it has reached. A panel is asked by a referral."),
        (not values.get("because"), "Say why it is taken further."),
        (bool(owed_by) == bool(values.get("owed_by_name")), "Choose one colleague, or name one person from elsewhere."),
        (owed_by in may_not_answer_next(challenge), NOT_THEIR_OWN),
        (ruled_from_outside(challenge, values.get("owed_by_name") or ""), NOT_THEIR_OWN),
    )
    wrong = [said for is_wrong, said in checks if is_wrong]
    if wrong:
        raise Incomplete(wrong[0], wrong)
    challenge.urgent = bool(values.get("urgent", challenge.urgent))
    _put_to(challenge, values["stage"], owed_by, values.get("owed_by_name") or "", by=by, because=values["because"],
            skipping_because=values.get("skipping_because") or "")
    challenge.state = following
    trail.record(Action.ESCALATE_CHALLENGE, challenge, by=by, stage=challenge.stage, owed_by=owed_by)
    _tell_who_owes(challenge, "challenge-escalated", by=by)


UNANSWERED = "No answer came in time, so the clock took it to the next stage by itself."
NOBODY_THERE = "No colleague of the stages between could be asked: none may see the record and is new to the challenge."


class Asked(access.User, Reader, Protocol):
    """A colleague who can be asked to answer, and told so."""


def take_further(challenge: Challenge, colleagues: Mapping[Role, Sequence[Asked]]) -> bool:
    """Put a challenge that nobody answers to the first stage above where one of these colleagues can answer it.

    For the daily job, which asks nobody new to the record of a restricted person. Says whether there was a colleague.
    """
    barred = may_not_answer_next(challenge) | {challenge.answer_owed_by_id}
    asked = ((stage, one) for stage in ladder.stages()[ladder.place(challenge.stage) + 1:]
             for role in stage.next_asked for one in colleagues.get(Role(role), ()))
    found = next((each for each in asked if each[1].id not in barred and sees(each[1], challenge.person)), None)
    if found is None:
        return False
    stage, colleague = found
    skipping = NOBODY_THERE if ladder.skipped(challenge.stage, stage.id) else ""
    following = LIFE.after(Action.ESCALATE_CHALLENGE, challenge.state)
    before = challenge.answer_owed_by
    _put_to(challenge, stage.id, colleague.id, "", by=None, because=UNANSWERED, skipping_because=skipping)
    challenge.state = following
    trail.record(Action.ESCALATE_CHALLENGE, challenge, by=None, stage=stage.id, owed_by=colleague.id)
    tell(colleague, "challenge-reached-you", challenge, due_on=challenge.answer_due_on)
    tell_each([one for one in (before, challenge.raised_by) if one], "challenge-gone-further", challenge)
    return True


def take_to_panel(challenge: Challenge, panel: str, *, by: User) -> None:
    """A referral about this challenge has been started: the named panel's advice is awaited."""
    following = _permitted(Action.START_REFERRAL, challenge, by)
    _put_to(challenge, ladder.PANEL, None, panel, by=by)
    challenge.state = following
    trail.record(Action.START_REFERRAL, challenge, by=by, stage=challenge.stage)


def settle_challenge(challenge: Challenge, values: Mapping[str, Any], *, by: User) -> None:
    """Say how it ended: what changed, in whose words, when and for how long; and what could be learned.

    Raises Incomplete without an outcome and what changed, or with a theme that is not one of ours.
    """
    following = _permitted(Action.SETTLE_CHALLENGE, challenge, by)
    if not (values.get("outcome") and values.get("what_changed")):
        raise Incomplete("Say how it ended and what changed, or why nothing did.")
    endings.leave(challenge, values, by=by)
    pausing.end(challenge)
    ended = {name: value for name, value in values.items() if name not in endings.LEFT}
    db.write(challenge, {"settled_on": today(), **_ready_to_write(ended)})
    challenge.state = following
    trail.record(Action.SETTLE_CHALLENGE, challenge, by=by, outcome=challenge.outcome, stage=challenge.stage)


def withdraw_challenge(challenge: Challenge, because: str, *, by: User) -> None:
    """Withdraw it, with the reason."""
    following = _permitted(Action.WITHDRAW_CHALLENGE, challenge, by)
    if not because:
        raise Incomplete("Say why the challenge is withdrawn.")
    pausing.end(challenge)
    challenge.withdrawn_because = because
    challenge.state = following
    trail.record(Action.WITHDRAW_CHALLENGE, challenge, by=by)


def _permitted(action: Action, challenge: Challenge, by: User) -> str:
    """The state that follows, once it is clear that `by` may do this and that it can be done now."""
    require(by, action, challenge)
    return LIFE.after(action, challenge.state)


DATES = ("decided_on", "ask_by", "dated_on", "shown_on", "settled_on")
TICKS = ("urgent",)


def _ready_to_write(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers of a form as the columns hold them: dates as dates, a box left alone as no."""
    dates = {name: date.fromisoformat(values[name]) for name in DATES if isinstance(values.get(name), str)}
    return {**values, **dates, **{name: bool(values[name]) for name in TICKS if name in values}}
