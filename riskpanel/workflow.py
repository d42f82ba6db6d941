"""The lives of a decision, a record, a challenge, a referral, a meeting and a review: tables of transitions."""

from collections.abc import Mapping
from dataclasses import dataclass

from riskpanel.actions import Action
from riskpanel.errors import NotNow


@dataclass(frozen=True)
class Step:
    """One row of a life: from which states the action is legal, and the state it leads to (None: it stays)."""

    of: frozenset[str]
    to: str | None


@dataclass(frozen=True)
class Life:
    """The states of one kind of thing, in words, and what moves it between them."""

    noun: str
    states: Mapping[str, str]
    steps: Mapping[Action, Step]

    def allows(self, action: Action, state: str) -> bool:
        return state in self.steps[action].of

    def after(self, action: Action, state: str) -> str:
        """The state that follows. Raises NotNow, saying where the thing stands, when the action is not legal."""
        if not self.allows(action, state):
            raise NotNow(f"{action.said} is not possible: this {self.noun} is {self.states[state].lower()}.",
                         kept="Nothing has been changed.")
        return self.steps[action].to or state

    def open_to(self, state: str) -> tuple[Action, ...]:
        return tuple(action for action in self.steps if self.allows(action, state))


def step(of: str, to: str | None = None) -> Step:
    return Step(frozenset(of.split()), to)


DECISION = Life(
    "decision",
    {"open": "Open", "decided": "Decided", "reviewed": "Reviewed"},
    {
        Action.CHANGE_DECISION: step("open"),
        Action.SKIP_STEP: step("open"),
        Action.RECORD_VIEW: step("open"),
        Action.RECORD_AGREEMENT: step("open"),
        Action.START_ASSESSMENT: step("open decided reviewed"),
        Action.START_CHALLENGE: step("open decided reviewed"),
        Action.DECIDE: step("open decided", "decided"),
        Action.PLAN_REVIEW: step("open decided reviewed"),
        Action.HOLD_REVIEW: step("decided reviewed", "reviewed"),
    },
)

ASSESSMENT = Life(
    "record",
    {"draft": "In progress", "concluded": "Concluded"},
    {
        Action.ANSWER: step("draft"),
        Action.OVERRIDE: step("draft"),
        Action.CONCLUDE: step("draft", "concluded"),
    },
)

CHALLENGE = Life(
    "challenge",
    {"draft": "Being prepared", "sent": "Waiting for an answer", "answered": "Answered", "settled": "Settled",
     "referred": "With the panel", "withdrawn": "Withdrawn"},
    {
        Action.CHANGE_CHALLENGE: step("draft"),
        Action.SEND_CHALLENGE: step("draft", "sent"),
        Action.ANSWER_CHALLENGE: step("sent", "answered"),
        Action.RECORD_ANSWER: step("sent", "answered"),
        Action.MAKE_LINK: step("sent"),
        Action.RENEW_LINK: step("sent"),
        Action.ANSWER_BY_LINK: step("sent", "answered"),
        Action.GIVE_MORE: step("answered", "sent"),
        Action.SHOW_EVIDENCE: step("sent answered referred"),
        Action.ESCALATE_CHALLENGE: step("sent answered referred", "sent"),
        Action.START_REFERRAL: step("sent answered referred", "referred"),
        Action.PAUSE_CLOCK: step("sent"),
        Action.RESUME_CLOCK: step("sent"),
        Action.SETTLE_CHALLENGE: step("sent answered referred", "settled"),
        Action.WITHDRAW_CHALLENGE: step("draft sent answered referred", "withdrawn"),
        Action.DISCUSS_CHALLENGE: step("draft sent answered referred settled withdrawn"),
        Action.NAME_SUPPORT: step("draft sent answered referred settled"),
        Action.REFLECT: step("answered referred settled withdrawn"),
    },
)

LINK = Life(
    "link",
    {"made": "Sent, not opened yet", "opened": "Opened, no code given yet",
     "proved": "In use: the right code was given", "answered": "Answered",
     "locked": "Locked after wrong codes", "revoked": "Withdrawn"},
    {
        Action.OPEN_LINK: step("made opened", "opened"),
        Action.FAIL_LINK: step("made opened", "locked"),
        Action.PROVE_LINK: step("made opened", "proved"),
        Action.READ_BY_LINK: step("proved"),
        Action.ANSWER_BY_LINK: step("proved", "answered"),
        Action.RENEW_LINK: step("made opened proved locked", "made"),
        Action.REVOKE_LINK: step("made opened proved locked", "revoked"),
    },
)

REFERRAL = Life(
    "referral",
    {"draft": "Being prepared", "submitted": "Received", "waiting": "In the queue",
     "asked": "More asked of the referrer", "held": "On hold", "listed": "On an agenda",
     "advised": "Advice given", "replied": "Decision-maker has replied", "redirected": "Redirected",
     "withdrawn": "Withdrawn"},
    {
        Action.CHANGE_REFERRAL: step("draft asked"),
        Action.SUBMIT_REFERRAL: step("draft asked", "submitted"),
        Action.ACCEPT_REFERRAL: step("submitted", "waiting"),
        Action.ASK_REFERRER: step("submitted waiting", "asked"),
        Action.HOLD_REFERRAL: step("submitted waiting", "held"),
        Action.RESUME_REFERRAL: step("held", "waiting"),
        Action.REDIRECT_REFERRAL: step("submitted waiting held asked", "redirected"),
        Action.MOVE_REFERRAL: step("submitted waiting asked held"),
        Action.WITHDRAW_REFERRAL: step("draft submitted waiting asked held listed", "withdrawn"),
        Action.KEEP_IN_TOUCH: step("submitted waiting asked held listed"),
        Action.CONTRIBUTE: step("draft submitted waiting asked held listed"),
        Action.TAKE_BACK: step("draft submitted waiting asked held listed"),
        Action.LIST_REFERRAL: step("waiting", "listed"),
        Action.PLAN_VIRTUAL: step("submitted waiting", "listed"),
        Action.DEFER_ITEM: step("listed", "waiting"),
        Action.GIVE_ADVICE: step("listed", "advised"),
        Action.DISSENT: step("advised replied"),
        Action.REPLY: step("advised", "replied"),
        Action.FINISH_ACTION: step("advised replied"),
        Action.CHASE_ACTION: step("advised replied"),
        Action.REOPEN_ACTION: step("advised replied"),
    },
)

MEETING = Life(
    "meeting",
    {"planned": "Planned", "open": "Under way", "closed": "Closed"},
    {
        Action.PLAN_MEETING: step("planned"),
        Action.INVITE: step("planned open"),
        Action.SEND_INVITATIONS: step("planned open"),
        Action.COPY_PACK: step("planned open"),
        Action.RETURN_PACK: step("planned open closed"),
        Action.KEEP_APART: step("planned open"),
        Action.LIST_REFERRAL: step("planned open"),
        Action.DECLARE_INTEREST: step("planned open"),
        Action.OPEN_MEETING: step("planned", "open"),
        Action.REOPEN_MEETING: step("closed", "open"),
        Action.STAND_DOWN: step("open"),
        Action.HAND_OVER: step("open"),
        Action.NAME_DEPUTY: step("planned open"),
        Action.START_CASE: step("open"),
        Action.HEAR_VOICE: step("open"),
        Action.HEAR_ONLY: step("open"),
        Action.FILE_VIEW: step("planned open"),
        Action.OPEN_VIEWS: step("open"),
        Action.RECORD_ATTENDANCE: step("planned open"),
        Action.TAKE_MINUTES: step("open closed"),
        Action.DEFER_ITEM: step("planned open"),
        Action.GIVE_ADVICE: step("open"),
        Action.WRITE_READ_BACK: step("open closed"),
        Action.CLOSE_MEETING: step("open", "closed"),
    },
)

LETTER = Life(
    "letter",
    {"to-check": "To be checked", "checked": "Checked, to be sent", "sent": "Sent", "not-sent": "Not sent",
     "replaced": "Replaced by a later letter"},
    {
        Action.CHECK_LETTER: step("to-check checked", "checked"),
        Action.KEEP_LETTER_BACK: step("to-check checked", "not-sent"),
        Action.SEND_LETTER: step("checked", "sent"),
        Action.COMPOSE_LETTERS: step("to-check checked", "replaced"),
    },
)

MINUTES = Life(
    "record of a case",
    {"draft": "Being written", "with-members": "With the members who were there", "signed": "Signed and locked"},
    {
        Action.TAKE_MINUTES: step("draft with-members"),
        Action.SEND_MINUTES: step("draft with-members", "with-members"),
        Action.READ_MINUTES: step("with-members"),
        Action.SIGN_MINUTES: step("with-members", "signed"),
        Action.CORRECT_MINUTES: step("signed"),
    },
)

REVIEW = Life(
    "review",
    {"planned": "Planned", "held": "Done"},
    {
        Action.PLAN_REVIEW: step("planned"),
        Action.SETTLE_FEARED: step("planned"),
        Action.HOLD_REVIEW: step("planned", "held"),
    },
)

RESTRICTION = Life(
    "restriction",
    {"in-force": "In force", "removed": "Removed"},
    {
        Action.CHANGE_RESTRICTION: step("in-force"),
        Action.REVIEW_RESTRICTION: step("in-force"),
        Action.REMOVE_RESTRICTION: step("in-force", "removed"),
    },
)

ADVOCATE = Life(
    "advocate",
    {"asked": "Asked for", "instructed": "In place", "reported": "Report received", "answered": "Report answered",
     "declined": "Declined", "ended": "Ended"},
    {
        Action.INSTRUCT_ADVOCATE: step("asked declined", "instructed"),
        Action.DECLINE_ADVOCATE: step("asked", "declined"),
        Action.RECEIVE_REPORT: step("instructed answered", "reported"),
        Action.ANSWER_REPORT: step("reported", "answered"),
        Action.END_ADVOCATE: step("asked instructed reported answered", "ended"),
    },
)

QUESTION = Life(
    "question",
    {"asked": "Waiting for an answer", "answered": "Answered", "published": "Published in guidance"},
    {
        Action.ANSWER_QUESTION: step("asked answered", "answered"),
        Action.PUBLISH_ANSWER: step("answered", "published"),
        Action.TAKE_ANSWER_BACK: step("published", "answered"),
    },
)

LIVES = (DECISION, ASSESSMENT, CHALLENGE, LINK, REFERRAL, MEETING, MINUTES, LETTER, REVIEW, RESTRICTION, ADVOCATE,
         QUESTION)
