"""What the pages of a referral say: where it stands, its gaps part by part, its summary and its history."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.clock import today
from riskpanel.decisions.forms import STANCES
from riskpanel.decisions.models import Decision
from riskpanel.referrals import gathering, queries
from riskpanel.referrals.forms import CONSENT, TAKING_PART
from riskpanel.referrals.models import Referral
from riskpanel.referrals.readiness import PARTS, Gap, count_words, gaps
from riskpanel.referrals.routing import Position
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, datetime_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import REFERRAL

DONE: Mapping[Action, str] = {
    Action.START_REFERRAL: "Referral started",
    Action.CHANGE_REFERRAL: "Referral changed",
    Action.SUBMIT_REFERRAL: "Sent to the panel",
    Action.ACCEPT_REFERRAL: "Accepted into the queue",
    Action.ASK_REFERRER: "Referrer asked for more",
    Action.HOLD_REFERRAL: "Held until a date",
    Action.RESUME_REFERRAL: "Returned to the queue",
    Action.REDIRECT_REFERRAL: "Sent to another door",
    Action.MOVE_REFERRAL: "Moved in the queue",
    Action.WITHDRAW_REFERRAL: "Withdrawn",
    Action.KEEP_IN_TOUCH: "Plan for now and next contact brought up to date",
    Action.CONTRIBUTE: "Something was sent to the panel",
    Action.TAKE_BACK: "Something that was sent was taken back",
    Action.LIST_REFERRAL: "Put on an agenda",
    Action.DEFER_ITEM: "Deferred to another meeting",
    Action.GIVE_ADVICE: "The panel gave its advice",
    Action.REPLY: "The decision-maker replied",
}
SAID = {action.value: DONE.get(action, action.said) for action in Action}


def state_now(referral: Any) -> str:
    """Where it stands today: a hold whose day has come is over, whether or not that has been written yet."""
    over = referral.state == "held" and referral.held_until is not None and referral.held_until <= today()
    return "waiting" if over else str(referral.state)


STANDS: Mapping[str, str] = {
    "draft": "{referrer} is preparing it. It has not been sent to {panel}.",
    "submitted": "{panel} has received it. Nobody has looked at it yet.",
    "waiting": "It is in the queue of {panel}.",
    "asked": "{panel} has asked {referrer} for more. It keeps its place meanwhile.",
    "held": "{panel} holds it until {until}. It comes back to the queue by itself on that date.",
    "listed": "It is on an agenda of {panel}.",
    "advised": "{panel} has given its advice. The decision-maker’s reply is awaited.",
    "replied": "{panel} has given its advice, and the decision-maker has replied.",
    "redirected": "It was sent to another door.",
    "withdrawn": "It has been withdrawn.",
}
NEXT: Mapping[str, str] = {
    "draft": "{referrer} checks it and sends it.",
    "submitted": "The panel’s coordinator accepts it, asks for more, holds it, or sends it to another door.",
    "waiting": "The panel’s coordinator puts it on the agenda of a meeting.",
    "asked": "{referrer} adds what was asked for and sends it again.",
    "held": "It comes back to the queue on {until}.",
    "listed": "The panel hears it, with {name} or in the way {name} chose.",
    "advised": "{decider} replies to the advice, with reasons.",
    "replied": "What was agreed is done, and the decision is looked at again on its review date.",
    "redirected": "{referrer} takes it to the other door. A new referral can be started if that does not settle it.",
    "withdrawn": "Nothing more happens here. A new referral can be started.",
}


def in_words(table: Mapping[str, str], referral: Referral) -> str:
    """The sentence of a table for where this referral stands now."""
    return table[state_now(referral)].format(
        referrer=referral.referred_by.name, panel=referral.team.name, until=date_words(referral.held_until),
        name=referral.person.known_as, decider=referral.decision.who_decides or "The decision-maker")


def stands(referral: Referral) -> str:
    """Where it stands, in a sentence that needs only the panel and the referrer."""
    return STANDS[state_now(referral)].format(referrer=referral.referred_by.name, panel=referral.team.name,
                                              until=date_words(referral.held_until))


# ---- Gaps

PLACES: Mapping[str, tuple[str, Callable[[Referral], str]]] = {
    "question": ("Write it", lambda one: url_for("referrals.question", referral_id=one.id)),
    "person": ("Record it", lambda one: url_for("referrals.person", referral_id=one.id)),
    "panel": ("Choose the panel", lambda one: url_for("referrals.panel", referral_id=one.id)),
    "them": ("Go to their page", lambda one: url_for("people.person", person_id=one.person_id)),
    "sent": ("Add it", lambda one: url_for("referrals.contribute", referral_id=one.id)),
    "meanwhile": ("Say it", lambda one: url_for("referrals.meanwhile", referral_id=one.id)),
    "views": ("Go to the views", lambda one: url_for("decisions.views", decision_id=one.decision_id)),
    "decision": ("Go to the decision", lambda one: url_for("decisions.decision", decision_id=one.decision_id)),
    "challenge": ("Go to the challenge", lambda one: url_for("challenges.challenge", challenge_id=one.challenge_id)),
}


@dataclass(frozen=True)
class Part:
    """One part of readiness and its gaps, each with a link to where it can be filled."""

    title: str
    gist: str
    gaps: tuple[tuple[Gap, str, str], ...]


def parts(found: Iterable[Gap], referral: Referral) -> list[Part]:
    """The three parts; a part without gaps says so."""
    found = tuple(found)
    return [Part(title, gist, tuple((gap, *_link(gap, referral)) for gap in found if gap.part == part))
            for part, (title, gist) in PARTS.items()]


def _link(gap: Gap, referral: Referral) -> tuple[str, str]:
    text, address = PLACES[gap.place]
    return text, address(referral)


# ---- The referral's page

@dataclass(frozen=True)
class ReferralPage:
    """Everything a referral's page shows, already in words."""

    stands: str
    next: str
    who_decides: str
    position: str
    position_on: str
    position_means: str
    their_words: str
    voices: list[dict[str, Any]]
    agreement: str
    gaps: list[str]
    gaps_words: str
    history: list[dict[str, str]]


AGREEMENT = {"agreed": "Agreement is recorded.", "not-agreed": "It is recorded that there is no agreement.",
             "not-yet": "It is not yet recorded whether there is agreement."}


def referral_page(referral: Referral) -> ReferralPage:
    """The page's words. In a draft the gaps are looked for afresh; once sent they stand as they were marked."""
    missing, position = _gaps_now(referral)
    name, decision = referral.person.known_as, referral.decision
    return ReferralPage(
        stands=in_words(STANDS, referral), next=in_words(NEXT, referral), who_decides=advises(decision),
        position=position.about(name), position_on=date_words(position.on), position_means=position.for_a_panel(name),
        their_words=gathering.their_words(decision), voices=voices(decision), agreement=AGREEMENT[decision.agreement],
        gaps=missing, gaps_words=count_words(len(missing), "gap"), history=history(referral))


def _gaps_now(referral: Referral) -> tuple[list[str], Position]:
    if referral.state == "draft":
        case, position = gathering.case(referral)
        return [gap.said for gap in gaps(case)], position
    return referral.gaps, gathering.position_of(referral.decision)


def advises(decision: Decision) -> str:
    """Who decides: never the panel."""
    who = decision.who_decides
    return f"The panel advises. The decision stays with {who}." if who else (
        "The panel advises. The decision stays with the decision-maker, who has still to be named.")


def voices(decision: Decision) -> list[dict[str, Any]]:
    """Each voice with what it wants and whether it agrees, the person's first."""
    ordered = sorted(decision.views, key=lambda view: view.voice != gathering.THEIR_VOICE)
    return [{"key": decision.person.known_as if view.voice == gathering.THEIR_VOICE else view.name,
             "value": [words for words in (STANCES.get(view.stance, view.stance), view.wants, view.reasons) if words]}
            for view in ordered]


def history(referral: Referral) -> list[dict[str, str]]:
    """What was done and by whom, newest first; nothing while it has not been sent."""
    if referral.submitted_at is None:
        return []
    return [{"title": SAID.get(event.action, event.action), "when": datetime_words(event.at),
             "by": name or "by itself, on its date"} for event, name in queries.history(referral)]


WHY_REFER = "Why refer all the same"
LEGAL_ADVICE = "Legal advice"
OVERSEEN = "Looked at before it went"
MAY_BE_BLANK = (WHY_REFER, LEGAL_ADVICE, OVERSEEN)


def summary(referral: Referral) -> list[dict[str, Any]]:
    """What the referral says, part by part, as rows."""
    rows = (
        ("Panel", referral.team.name), ("Question", referral.question), ("What has been tried", referral.tried),
        ("Why it did not settle", referral.not_settled or ""),
        (LEGAL_ADVICE, referral.legal_advice or ""), (OVERSEEN, overseen(referral)),
        ("Who disagrees about what", referral.disagreement), ("Not asked of the panel", referral.not_asked),
        ("Consent", CONSENT.get(referral.consent, "")), (WHY_REFER, referral.consent_reasons),
        ("Taking part", TAKING_PART.get(referral.taking_part, "")),
        ("Needs for taking part", referral.taking_part_needs),
        ("Urgent", "Yes" if referral.urgent else "No"), ("Plan until settled", referral.interim_plan),
        ("Next contact", next_contact(referral)),
    )
    return [{"key": label, "value": words} for label, words in rows if words or label not in MAY_BE_BLANK]


def overseen(referral: Referral) -> str:
    """Who senior has looked at it before it went, or that nobody is recorded; nothing while it has not gone."""
    if referral.submitted_at is None:
        return referral.overseen_by or ""
    return referral.overseen_by or "By no manager or safeguarding lead, as far as is recorded"


def next_contact(referral: Referral) -> str:
    """When the person next hears from somebody, and from whom."""
    on = date_words(referral.next_contact_on)
    return f"{on}, from {referral.next_contact_by}" if on and referral.next_contact_by else on


def kind_words(decision: Decision) -> str:
    """The kind of decision, as the rules call it."""
    kind = rules().decision_kinds.get(decision.kind)
    return kind.title if kind else decision.kind


# ---- What can be done here

@dataclass(frozen=True)
class NextStep:
    """One step: its action, the page it has, and how its button reads."""

    action: Action
    endpoint: str
    text: str

    def address(self, referral_id: uuid.UUID) -> str:
        """Where the step is taken: a page of this referral, or the panel's meetings."""
        return url_for(self.endpoint, referral_id=referral_id if self.endpoint.startswith("referrals.") else None)


STEPS: Mapping[str, NextStep] = {
    "accept": NextStep(Action.ACCEPT_REFERRAL, "referrals.accept", "Accept into the queue"),
    "list": NextStep(Action.LIST_REFERRAL, "panel.meetings", "Put on an agenda"),
    "ask": NextStep(Action.ASK_REFERRER, "referrals.ask", "Ask the referrer for more"),
    "hold": NextStep(Action.HOLD_REFERRAL, "referrals.hold", "Hold until a date"),
    "resume": NextStep(Action.RESUME_REFERRAL, "referrals.resume", "Return to the queue now"),
    "redirect": NextStep(Action.REDIRECT_REFERRAL, "referrals.redirect_elsewhere", "Redirect: the wrong door"),
    "move": NextStep(Action.MOVE_REFERRAL, "referrals.move", "Move in the queue"),
    "contact": NextStep(Action.KEEP_IN_TOUCH, "referrals.contact", "Update the plan for now and next contact"),
    "withdraw": NextStep(Action.WITHDRAW_REFERRAL, "referrals.withdraw", "Withdraw"),
}
MAIN = (Action.ACCEPT_REFERRAL, Action.LIST_REFERRAL)


def steps_open(referral: Referral, user: User, names: Iterable[str] = tuple(STEPS)) -> list[tuple[str, NextStep]]:
    """What this user may do with this referral where it stands, of the steps named."""
    now = state_now(referral)
    return [(name, STEPS[name]) for name in names
            if REFERRAL.allows(STEPS[name].action, now) and may(user, STEPS[name].action, referral)]


def actions(referral: Referral, user: User) -> list[dict[str, Any]]:
    """The buttons of the referral's page, the one most people come for first."""
    writing = REFERRAL.allows(Action.SUBMIT_REFERRAL, referral.state) and may(user, Action.SUBMIT_REFERRAL, referral)
    check = url_for("referrals.check", referral_id=referral.id)
    first = [{"text": "Go on, check and send", "href": check, "main": True}]
    others = [_button(step, referral) for _name, step in steps_open(referral, user)]
    return (first if writing else []) + others


def _button(step: NextStep, referral: Referral) -> dict[str, Any]:
    sends = step.action is Action.RESUME_REFERRAL
    return {"text": step.text, "action" if sends else "href": step.address(referral.id), "main": step.action in MAIN}


# ---- On the pages of a decision and of a challenge

@adds_to("decision")
def on_decision(decision: Any, user: Any) -> Iterable[Section]:
    """Referrals of this decision, and a way to start one."""
    lines = _section_lines(queries.referrals_of(Referral.decision_id, decision.id))
    start = Line("Refer this decision to a panel", url_for("referrals.start_from_decision", decision_id=decision.id))
    offered = (start,) if may(user, Action.START_REFERRAL, decision) else ()
    yield Section("Referrals to a panel", lines, offered, "It has not been referred to a panel.")


@adds_to("challenge")
def on_challenge(challenge: Any, user: Any) -> Iterable[Section]:
    """Referrals made from this challenge, and a way to start one while it is unsettled."""
    lines = _section_lines(queries.referrals_of(Referral.challenge_id, challenge.id))
    address = url_for("referrals.start_from_challenge", challenge_id=challenge.id)
    start = Line("Refer this challenge to a panel", address)
    possible = challenge.state in queries.UNSETTLED and may(user, Action.START_REFERRAL, challenge)
    yield Section("Referrals to a panel", lines, (start,) if possible else (), "It has not been referred to a panel.")


def _section_lines(rows: Iterable[Any]) -> tuple[Line, ...]:
    return tuple(Line(f"{row.name}, {row.reference}", url_for("referrals.referral", referral_id=row.id),
                      REFERRAL.states[state_now(row)]) for row in rows)
