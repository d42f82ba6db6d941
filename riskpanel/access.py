"""Who may do what: roles by action, and conditions about the thing itself. The one place that permits."""

from collections.abc import Callable, Mapping
from typing import Any

from riskpanel.actions import Action as A
from riskpanel.errors import Refused
from riskpanel.grants import GRANTS as GRANTS
from riskpanel.roles import ANSWERERS as ANSWERERS
from riskpanel.roles import CASE_ROLES as CASE_ROLES
from riskpanel.roles import EVERYONE as EVERYONE
from riskpanel.roles import PANEL as PANEL
from riskpanel.roles import READERS as READERS
from riskpanel.roles import RECORDERS as RECORDERS
from riskpanel.roles import ROLE_NAMES as ROLE_NAMES
from riskpanel.roles import SEES_EVERY_TEAM as SEES_EVERY_TEAM
from riskpanel.roles import SITTING as SITTING
from riskpanel.roles import Role as Role
from riskpanel.roles import User as User

PUBLIC = frozenset({A.OPEN_DOOR, A.SIGN_IN, A.OPEN_LINK, A.PROVE_LINK, A.READ_BY_LINK, A.ANSWER_BY_LINK})

Condition = Callable[[User, Any], bool]


def involved(user: User, subject: Any) -> bool:
    """The person's record is this user's to see: their own, their team's, or by the breadth of their role."""
    return sees(user, subject.person)


def sees(user: User, person: Any) -> bool:
    """May this user see this person's record at all? The same rule as `people.queries.visible_to`, in Python."""
    if any(link.user_id == user.id for link in person.involvements):
        return True
    if person.restricted:
        return False
    return bool(user.roles & SEES_EVERY_TEAM) or any(link.team_id in user.team_ids for link in person.involvements)


def owes_the_answer(user: User, challenge: Any) -> bool:
    """This user owes the answer, did not raise it, and past the first talk rules on no decision of their own."""
    own_decision = challenge.is_past_first_talk and user.id == challenge.decision_maker_id
    return user.id == challenge.answer_owed_by_id and user.id != challenge.raised_by_id and not own_decision


def answer_is_from_outside(user: User, challenge: Any) -> bool:
    """Nobody here owes the answer, so it is written down as it came from outside."""
    return challenge.answer_owed_by_id is None


def not_own_decision(user: User, subject: Any) -> bool:
    """Nobody takes down, carries or closes a challenge to a decision of their own."""
    return bool(user.id != subject.decision_maker_id)


def does_not_answer(user: User, challenge: Any) -> bool:
    """Whoever owes or gave the answer does not also say how the challenge ends."""
    return bool(user.id != challenge.answer_owed_by_id)


def decides(user: User, decision: Any) -> bool:
    """This user is the named decision-maker; for a decision made elsewhere it is recorded as told."""
    return decision.decision_maker_id is None or user.id == decision.decision_maker_id


def replies(user: User, referral: Any) -> bool:
    """Only the named decision-maker replies; a reply from outside is recorded by those involved."""
    return decides(user, referral.decision)


def chairs(user: User, meeting: Any) -> bool:
    return bool(user.id == meeting.chair_id)


def may_advise(user: User, item: Any) -> bool:
    """Whoever chairs this case, with no interest in it, who did not decide, refer or assess it."""
    return bool(user.id == item.led_by_id) and is_free(user, item)


def is_free(user: User, item: Any) -> bool:
    """Has no interest in the case, and judges no work of their own: did not decide, refer, or make the assessment."""
    referral = item.referral
    conflicted = {referral.decision.decision_maker_id, referral.referred_by_id, item.assessor_id}
    return user.id not in item.interested_ids and user.id not in conflicted


def weighs(user: User, item: Any) -> bool:
    """Sits for this case to weigh it: not the minute-taker, and free of interest in it."""
    return sits(user, item.meeting) and user.id != item.meeting.minute_taker_id and is_free(user, item)


def at_the_meeting_of(user: User, item: Any) -> bool:
    """Of the meeting at which this case is heard, or of its panel."""
    return sits_on(user, item.meeting)


def takes_minutes(user: User, item: Any) -> bool:
    """A minute-taker who chairs neither the meeting nor the case."""
    return user.id not in item.interested_ids and user.id not in {item.meeting.chair_id, item.led_by_id}


def reads_minutes(user: User, item: Any) -> bool:
    """Those who sat for the case, or its minute-taker; once they are signed, all who may see the person's record."""
    of_record = bool(user.roles & READERS) and item.minuted.state == "signed" and sees(user, item.referral.person)
    return of_record or reads_papers(user, item)


def keeps_minutes(user: User, item: Any) -> bool:
    """The minute-taker, or whoever chaired the case, without an interest in it."""
    return user.id in {item.meeting.minute_taker_id, item.led_by_id} - item.interested_ids


def sits_on(user: User, meeting: Any) -> bool:
    """On this meeting as member, chair or minute-taker, or of its panel's team."""
    return user.id in meeting.sitting_ids or meeting.team_id in user.team_ids


def sits(user: User, meeting: Any) -> bool:
    """On this meeting as member, chair or minute-taker."""
    return user.id in meeting.sitting_ids


def reads_papers(user: User, item: Any) -> bool:
    """On the meeting, without an interest in this case."""
    return sits(user, item.meeting) and user.id not in item.interested_ids


def before_it_closes(user: User, item: Any) -> bool:
    """Papers close with the meeting; its chair and its minute-taker keep them, to close down what was heard."""
    meeting = item.meeting
    return meeting.state != "closed" or user.id in (meeting.chair_id, meeting.minute_taker_id)


def reads_copy(user: User, copy: Any) -> bool:
    """Whoever it was made for; or, to print it while the meeting lasts, a coordinator or chair of its panel."""
    prints = bool(user.roles & PANEL) and of_the_panel(user, copy) and copy.meeting.state != "closed"
    return prints or (user.id == copy.user_id and sits(user, copy.meeting) and before_it_closes(user, copy))


def arranges(user: User, item: Any) -> bool:
    """Of the meeting or its panel, without an interest in this case."""
    return sits_on(user, item.meeting) and user.id not in item.interested_ids


def reads_invitation(user: User, invitation: Any) -> bool:
    """Whoever arranges the case; or a colleague whose own invitation it is, as referrer or as decision-maker."""
    referral = invitation.item.referral
    own = {"referrer": referral.referred_by_id, "decision-maker": referral.decision.decision_maker_id}
    return user.id == own.get(invitation.part) or (bool(user.roles & PANEL) and arranges(user, invitation.item))


def sat_through(user: User, item: Any) -> bool:
    """A member who came to the meeting, without an interest in this case."""
    return reads_papers(user, item) and user.id in item.meeting.present_ids


def sees_advice(user: User, item: Any) -> bool:
    """One who may see the person's record, or who sat for the case. Being of the panel's team alone opens nothing."""
    return reads_papers(user, item) or (bool(user.roles & READERS) and sees(user, item.referral.person))


def reads_contribution(user: User, one: Any) -> bool:
    """All who may see the record; what is for those who sit alone, only who put it there and those who run the panel.

    Those who sit read it with the papers.
    """
    runs = bool(user.roles & PANEL) and of_the_panel(user, one.referral)
    return sees(user, one.referral.person) and (not one.apart or runs or user.id == one.kept_by_id)


def reads_letter(user: User, letter: Any) -> bool:
    """A coordinator or chair who may arrange this case, or the colleague to whom the letter is written."""
    return bool(user.id == letter.to_user_id) or (bool(user.roles & PANEL) and arranges(user, letter.item))


def of_the_panel(user: User, subject: Any) -> bool:
    """Of the panel that this referral or meeting belongs to."""
    return subject.team_id in user.team_ids


def may_withdraw(user: User, referral: Any) -> bool:
    return of_the_panel(user, referral) or sees(user, referral.person)


def owns_action(user: User, action: Any) -> bool:
    """The owner of an agreed action, or the referrer where the owner has no account."""
    return user.id in (action.owner_id or action.referred_by_id, action.referred_by_id)


def sees_through(user: User, action: Any) -> bool:
    """The owner, the referrer, or those who run the panel that agreed it and have no interest in the case."""
    return owns_action(user, action) or (bool(user.roles & PANEL) and arranges(user, action.advice.item))


def asked_or_leads(user: User, question: Any) -> bool:
    """A question is between its asker and the MCA lead."""
    return bool(user.id == question.asked_by_id or Role.MCA_LEAD in user.roles)


def answers_for_record(user: User, record: Any) -> bool:
    """The record's owner (who concluded it, or is writing it), or the MCA lead."""
    return bool(user.id == record.owner_id or Role.MCA_LEAD in user.roles)


CONDITIONS: Mapping[A, tuple[Condition, ...]] = {
    A.SEE_PERSON: (sees,),
    A.CHANGE_PERSON: (sees,),
    A.ADD_CONNECTION: (sees,),
    A.CHANGE_CONNECTION: (involved,),
    A.ADD_AUTHORITY: (sees,),
    A.CHANGE_AUTHORITY: (involved,),
    A.CHECK_AUTHORITY: (involved,),
    A.ASK_ADVOCATE: (sees,),
    A.INSTRUCT_ADVOCATE: (involved,),
    A.DECLINE_ADVOCATE: (involved,),
    A.RECEIVE_REPORT: (involved,),
    A.ANSWER_REPORT: (involved,),
    A.END_ADVOCATE: (involved,),
    A.INVOLVE: (sees,),
    A.START_DECISION: (sees,),
    A.SEE_DECISION: (involved,),
    A.CHANGE_DECISION: (involved,),
    A.RECORD_VIEW: (involved,),
    A.RECORD_AGREEMENT: (involved,),
    A.DECIDE: (involved, decides),
    A.SKIP_STEP: (involved,),
    A.START_ASSESSMENT: (involved,),
    A.SEE_ASSESSMENT: (involved,),
    A.ANSWER: (involved,),
    A.OVERRIDE: (involved,),
    A.CONCLUDE: (involved,),
    A.ADD_RESTRICTION: (sees,),
    A.SEE_RESTRICTION: (involved,),
    A.CHANGE_RESTRICTION: (involved,),
    A.REVIEW_RESTRICTION: (involved,),
    A.REMOVE_RESTRICTION: (involved,),
    A.START_CHALLENGE: (involved, not_own_decision),
    A.SEE_CHALLENGE: (involved,),
    A.CHANGE_CHALLENGE: (involved, not_own_decision),
    A.SEND_CHALLENGE: (involved, not_own_decision),
    A.ATTACH: (involved,),
    A.OPEN_FILE: (involved,),
    A.COPY_LETTER: (involved,),
    A.ANSWER_CHALLENGE: (involved, owes_the_answer),
    A.RECORD_ANSWER: (involved, answer_is_from_outside),
    A.GIVE_MORE: (involved, not_own_decision, does_not_answer),
    A.SHOW_EVIDENCE: (involved,),
    A.ESCALATE_CHALLENGE: (involved, not_own_decision, does_not_answer),
    A.PAUSE_CLOCK: (involved, not_own_decision, does_not_answer),
    A.RESUME_CLOCK: (involved, not_own_decision, does_not_answer),
    A.SETTLE_CHALLENGE: (involved, not_own_decision, does_not_answer),
    A.WITHDRAW_CHALLENGE: (involved, not_own_decision, does_not_answer),
    A.DISCUSS_CHALLENGE: (involved,),
    A.NAME_SUPPORT: (involved, not_own_decision, does_not_answer),
    A.REFLECT: (involved,),
    A.ASK_LEAD: (involved,),
    A.SEE_QUESTION: (asked_or_leads,),
    A.MAKE_LINK: (involved, not_own_decision, answer_is_from_outside),
    A.RENEW_LINK: (involved, not_own_decision, answer_is_from_outside),
    A.REVOKE_LINK: (involved, not_own_decision),
    A.START_REFERRAL: (involved,),
    A.SEE_REFERRAL: (involved,),
    A.CHANGE_REFERRAL: (involved,),
    A.SUBMIT_REFERRAL: (involved,),
    A.ACCEPT_REFERRAL: (of_the_panel,),
    A.ASK_REFERRER: (of_the_panel,),
    A.HOLD_REFERRAL: (of_the_panel,),
    A.RESUME_REFERRAL: (of_the_panel,),
    A.REDIRECT_REFERRAL: (of_the_panel,),
    A.MOVE_REFERRAL: (of_the_panel,),
    A.WITHDRAW_REFERRAL: (may_withdraw,),
    A.KEEP_IN_TOUCH: (involved,),
    A.CONTRIBUTE: (involved,),
    A.OPEN_CONTRIBUTION: (reads_contribution,),
    A.TAKE_BACK: (involved,),
    A.LIST_REFERRAL: (of_the_panel,),
    A.DEFER_ITEM: (of_the_panel,),
    A.PLAN_MEETING: (of_the_panel,),
    A.PLAN_VIRTUAL: (of_the_panel,),
    A.SEE_MEETING: (sits_on,),
    A.SEE_PACK: (reads_papers, before_it_closes),
    A.COPY_PACK: (of_the_panel,),
    A.OPEN_PACK: (reads_copy,),
    A.RETURN_PACK: (of_the_panel,),
    A.INVITE: (arranges,),
    A.KEEP_APART: (arranges,),
    A.SEND_INVITATIONS: (of_the_panel,),
    A.READ_INVITATION: (reads_invitation,),
    A.DECLARE_INTEREST: (sits,),
    A.OPEN_MEETING: (chairs,),
    A.REOPEN_MEETING: (chairs,),
    A.STAND_DOWN: (sits_on,),
    A.HAND_OVER: (sits_on,),
    A.NAME_DEPUTY: (at_the_meeting_of,),
    A.START_CASE: (may_advise,),
    A.HEAR_VOICE: (may_advise,),
    A.HEAR_ONLY: (may_advise,),
    A.FILE_VIEW: (weighs,),
    A.OPEN_VIEWS: (may_advise,),
    A.KEEP_LATE_ADVICE: (reads_papers,),
    A.RECORD_ATTENDANCE: (sits_on,),
    A.TAKE_MINUTES: (takes_minutes,),
    A.SEE_MINUTES: (reads_minutes,),
    A.SEND_MINUTES: (takes_minutes,),
    A.READ_MINUTES: (sat_through,),
    A.SIGN_MINUTES: (may_advise,),
    A.CORRECT_MINUTES: (keeps_minutes,),
    A.GIVE_ADVICE: (may_advise,),
    A.WRITE_READ_BACK: (may_advise,),
    A.DISSENT: (sat_through,),
    A.CLOSE_MEETING: (chairs,),
    A.SEE_ADVICE: (sees_advice,),
    A.SEE_AFTERWARDS: (sits_on,),
    A.SEE_LETTER: (reads_letter,),
    A.CHECK_LETTER: (arranges,),
    A.KEEP_LETTER_BACK: (arranges,),
    A.SEND_LETTER: (arranges,),
    A.REPLY: (involved, replies),
    A.FINISH_ACTION: (owns_action,),
    A.CHASE_ACTION: (sees_through,),
    A.REOPEN_ACTION: (sees_through,),
    A.PLAN_REVIEW: (involved,),
    A.SEE_REVIEW: (involved,),
    A.SETTLE_FEARED: (involved,),
    A.HOLD_REVIEW: (involved,),
    A.TRY_RULES: (involved,),
    A.SETTLE_LAW_CHANGE: (involved, answers_for_record),
}

WHY_NOT: Mapping[Condition, str] = {
    sees: "This record is not one you can see.",
    involved: "This record is not one you can see.",
    owes_the_answer: "Somebody else owes the answer, or it would be an answer to a challenge to your own decision.",
    answer_is_from_outside: "A colleague here owes this answer and gives it themselves.",
    not_own_decision: "This decision is yours, so a challenge to it is taken down and carried by somebody else: ask a "
    "colleague or your manager.",
    does_not_answer: "The answer is yours to give, so somebody else says what happens to this challenge.",
    decides: "Only the named decision-maker can record this decision.",
    replies: "Only the named decision-maker can reply to the panel's advice.",
    chairs: "Only the chair of this meeting can do this.",
    may_advise: "Only whoever chairs this case can do this, and not where they have an interest in the case, "
    "referred it, made the decision or made the assessment: nobody judges their own work.",
    weighs: "Views are for members who sit on the meeting and weigh this case: not the minute-taker, whoever referred "
    "or assessed it, the decision-maker, or anybody with an interest in it.",
    at_the_meeting_of: "You are not part of this meeting.",
    takes_minutes: "The minute-taker is not the chair and has no interest in the case.",
    reads_minutes: "Minutes are for those who sat for the case and, once signed, for those who may see the record.",
    keeps_minutes: "Signed minutes are corrected by the minute-taker or by whoever chaired the case.",
    sits_on: "You are not part of this meeting.",
    sits: "Only those who sit on this meeting declare their interests.",
    reads_papers: "A case's papers are for those who sit on the meeting and have no interest in the case.",
    before_it_closes: "The meeting is closed, and a case's papers closed with it. The advice and the record stay open, "
    "from the page of the meeting.",
    reads_copy: "This copy was made for somebody else, or the meeting is closed.",
    reads_invitation: "This invitation is somebody else's, or you have an interest in this case.",
    arranges: "You are not part of this meeting, or you have an interest in this case.",
    sat_through: "Only members who came to the meeting, without an interest in the case, can record a dissent.",
    sees_advice: "This advice is for those who may see the person's record or who heard the case.",
    reads_contribution: "Whoever sent this asked that only those who sit on the panel read it.",
    reads_letter: "This letter is for whoever it is written to, and for those who send it.",
    of_the_panel: "This is with another panel.",
    may_withdraw: "This referral is not one you can withdraw.",
    sees_through: "An action is seen through by its owner, the referrer and those who run the panel.",
    owns_action: "Only the owner of this action can finish it.",
    asked_or_leads: "A question is seen by whoever asked it and by the MCA lead.",
    answers_for_record: "What a change of law means for a record is said by whoever concluded it, or by the MCA lead.",
}


def may(user: User | None, action: A, subject: Any = None) -> bool:
    """May `user` do `action` (to `subject`, when given)?"""
    return action in PUBLIC or (user is not None and why_not(user, action, subject) is None)


def why_not(user: User, action: A, subject: Any = None) -> str | None:
    """The sentence that says why `user` may not do `action`, or None when they may."""
    if not user.roles & GRANTS.get(action, frozenset()):
        return f"Your role does not let you do this: {action.said[0].lower()}{action.said[1:]}."
    if subject is None:
        return None
    failed = (condition for condition in CONDITIONS.get(action, ()) if not condition(user, subject))
    first = next(failed, None)
    return WHY_NOT[first] if first else None


def require(user: User, action: A, subject: Any = None) -> None:
    """Raise Refused, with the reason in a sentence, unless `user` may do `action` to `subject`."""
    reason = why_not(user, action, subject)
    if reason:
        raise Refused(reason, action=action.value, subject=subject)
