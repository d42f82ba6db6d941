"""The words of every message, as a table: what happened, and what is wanted. They hold no personal detail.

`{who}` is the job of whoever acted, never a name; `{about}` the reference of the challenge or referral itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """One kind of message. `wanted` is what its reader is asked to do; empty when there is nothing to do."""

    subject: str
    happened: str
    wanted: str = ""


ANSWER_IT = "Answer it: agreed, partly agreed, not agreed or more information needed, always with your reasons."
NEXT = "Read the answer, then settle the challenge or take it further."

KINDS: Mapping[str, Wording] = {
    "challenge-put": Wording(
        "An answer is asked of you: challenge {about}",
        "{who} has put a constructive challenge to you, {about}.", ANSWER_IT),
    "evidence-asked": Wording(
        "An answer and evidence are asked of you: challenge {about}",
        "{who} has put a constructive challenge to you, {about}, and asks to be shown evidence.",
        f"{ANSWER_IT} Say of each thing asked for whether you show it, and if not, why."),
    "challenge-escalated": Wording(
        "A challenge has been taken further to you: {about}",
        "{who} has taken a constructive challenge further, to you, {about}.", ANSWER_IT),
    "challenge-more": Wording(
        "What you asked for has been given: challenge {about}",
        "{who} has given the information you asked for in challenge {about}.", ANSWER_IT),
    "challenge-answered": Wording(
        "Challenge {about} has been answered", "{who} has answered challenge {about}.", NEXT),
    "challenge-answered-outside": Wording(
        "Challenge {about} has been answered from outside",
        "The answer to challenge {about} has come from outside, by its link.", NEXT),
    "evidence-answered": Wording(
        "Evidence asked for: challenge {about}",
        "{who} has answered one of the requests for evidence in challenge {about}.",
        "Read what was shown, or why it was not."),
    "challenge-due-soon": Wording(
        "Due soon: challenge {about}", "Your answer to challenge {about} is due soon.", ANSWER_IT),
    "challenge-overdue": Wording(
        "Overdue: challenge {about}", "The answer to challenge {about} has not been given in time.",
        "If the answer is yours, give it now or say when it will come. If the challenge is yours, you can take it "
        "further."),
    "challenge-awaited": Wording(
        "An answer is due soon: challenge {about}", "The answer to your challenge {about} is due soon."),
    "challenge-reached-you": Wording(
        "A challenge has come to you: challenge {about}",
        "No answer to a constructive challenge, {about}, came in time, so it has come to you.", ANSWER_IT),
    "challenge-gone-further": Wording(
        "Challenge {about} has gone to the next stage",
        "No answer to challenge {about} came in time, so it has been put to the next stage."),
    "challenge-take-further": Wording(
        "Unanswered: challenge {about}",
        "The answer to challenge {about} has not been given, and no colleague could be asked next by itself.",
        "Take it further, to somebody you choose, or refer it to a panel."),
    "challenge-paused": Wording(
        "The clock is paused: challenge {about}", "{who} has paused the clock of challenge {about}.",
        "Read why, and until when."),
    "challenge-resumed": Wording(
        "The clock runs again: challenge {about}", "The clock of challenge {about} runs again."),
    "link-locked": Wording(
        "A link has locked: challenge {about}",
        "A wrong code was given too often for the link you made for challenge {about}, so the link has locked.",
        "Speak to the person it was made for. Then give the link a new code, or withdraw it."),
    "outside-link": Wording(
        "{authority}: a letter asks for your answer, {about}",
        "A social worker of {authority} has written you a letter, {about}, and asks for your answer. You need no "
        "account. The code that opens it comes to you another way, such as by telephone.",
        "Open the link below, give the code, read the letter and answer it. The link is for you alone: do not pass it "
        "on."),
    "outside-code": Wording(
        "{authority}: your code, {about}",
        "This is the code that opens the letter {about}. The link came to you in another message.",
        "Give the code on the page that the link opens. It works once."),
    "question-asked": Wording(
        "A question to the MCA lead: {about}", "{who} has asked the MCA lead a question, {about}.",
        "Read it and answer it, with the sources."),
    "question-answered": Wording(
        "Your question has been answered: {about}", "{who} has answered your question {about}.", "Read the answer."),
    "referral-received": Wording(
        "A referral has come to the panel: {about}", "{who} has sent a referral to the panel, {about}.",
        "Read it, then accept it, ask for more, hold it or redirect it."),
    "referral-asked": Wording(
        "The panel asks for more: referral {about}", "{who} asks for more about your referral {about}.",
        "Read what is asked, and send the referral again with your answer."),
    "referral-redirected": Wording(
        "Another door: referral {about}", "{who} has sent your referral {about} to another door, with the reason.",
        "Read where to go instead, and tell the person. What you wrote is kept."),
    "referral-listed": Wording(
        "Listed: referral {about}", "{who} has put your referral {about} on the agenda of a meeting.",
        "Tell the person, and see whom to invite and what they need."),
    "minutes-to-read": Wording(
        "Minutes to read: referral {about}", "{who} has sent the minutes of a case you heard, referral {about}.",
        "Read them, and say whether they are right or what should be corrected."),
    "meeting-called": Wording(
        "You sit on a panel: meeting {about}", "{who} has called a meeting of a panel on which you sit, {about}.",
        "See when and where, put it in your calendar, and say of each case whether you have an interest in it."),
    "invited": Wording(
        "An invitation to a panel: referral {about}",
        "{who} invites you to a meeting of a panel about referral {about}.",
        "Read the letter, put the time in your calendar, and say how you will take part."),
    "pack-ready": Wording(
        "Your papers are ready: meeting {about}", "A numbered copy of the papers of meeting {about} is ready for you.",
        "Read it before the meeting. Until you have said whether you have an interest in a case, it is left out."),
    "advice-given": Wording(
        "The panel has advised: referral {about}", "The panel has given its advice on referral {about}.",
        "Read it. The person is told in the way they prefer. The decision-maker replies."),
    "reply-owed": Wording(
        "A reply is asked of you: referral {about}",
        "The panel has given its advice on referral {about}. The decision stays with you.",
        "Reply: say what you decide, and why."),
    "action-soon": Wording(
        "Due soon: an action agreed at the panel, {about}",
        "An action that is yours, from referral {about}, is due soon.",
        "Do it, and say how that can be seen. If it cannot be done in time, tell the panel’s coordinator."),
    "action-overdue": Wording(
        "Overdue: an action agreed at the panel, {about}",
        "An action that is yours, from referral {about}, is overdue.",
        "Do it, and say how that can be seen. If it cannot be done, tell the panel’s coordinator why."),
    "action-late": Wording(
        "Late: an action agreed at the panel, {about}", "An action agreed about referral {about} is long overdue.",
        "If it is yours, do it or say what stops it. Otherwise, see with its owner what can be done."),
    "action-reopened": Wording(
        "Open again: an action agreed at the panel, {about}",
        "{who} has opened an action again that was called done. It is from referral {about}.",
        "Read why, and finish it."),
    "reply-soon": Wording(
        "Due soon: a reply to the panel, {about}", "Your reply to the panel’s advice on referral {about} is due soon.",
        "Reply: say what you decide, and why."),
    "reply-overdue": Wording(
        "Overdue: a reply to the panel, {about}", "Your reply to the panel’s advice on referral {about} is overdue.",
        "Reply: say what you decide, and why."),
    "reply-late": Wording(
        "Late: a reply to the panel, {about}", "No reply to the panel’s advice on referral {about} has come in time.",
        "If the decision is yours, reply now. Otherwise, speak to the decision-maker. Nobody has to wait for the reply "
        "to complain, to raise safeguarding or to go to court."),
    "virtual-asked": Wording(
        "Urgent: a virtual panel about referral {about}",
        "{who} has called a virtual panel about an urgent referral, {about}, on which you sit.",
        "Say today whether you have an interest in it, read the papers, and be ready to take part by call or in "
        "writing."),
    "letter-ready": Wording(
        "A letter is here for you: referral {about}", "A letter about referral {about} is ready for you to read.",
        "Read it when you have signed in."),
    "advice-replied": Wording(
        "The decision-maker has replied: referral {about}", "There is a reply to the panel's advice on {about}.",
        "Read what was decided, and why."),
}
SIGN_IN = "Sign in to see it: {address}"
SENT_BY = "Sent by riskpanel, {authority}. This message holds nothing about anybody: please do not reply to it."
