"""What minutes say without anybody typing it: who was there, the quorum as kept, papers, how it ended, the advice."""

from riskpanel.minutes import queries
from riskpanel.panel.advised import minuted
from riskpanel.panel.agenda import STATES, frozen_quorum, interests_told, when_words
from riskpanel.panel.forms import part_words
from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.panel.papers import speaks_for_the_person
from riskpanel.panel.quorum import quorum
from riskpanel.referrals.sent import by_whom, in_short
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, time_words


def known_rows(item: AgendaItem) -> list[tuple[str, list[str]]]:
    """What is known without typing it: who was there, the quorum as kept, papers, how it ended and the advice."""
    there = [f"{one.called}, {part_words(one).lower()}{_gone(one)}" for one in item.meeting.attendances
             if one.came == "yes" and one.item_id in (None, item.id)]
    papers = [f"{_title(one.questionnaire)}, version {one.version}, {one.reference}, {date_words(one.concluded_at)}"
              for one in queries.papers_of([item])[item.referral.decision_id]]
    return [
        ("Meeting", [f"{item.meeting.reference}, {when_words(item.meeting)}, {item.meeting.team.name}"]),
        ("The question", [item.referral.question]),
        ("Who decides", [item.referral.decision.who_decides or "Nobody is named"]),
        ("In the chair", [item.led_by.name]),
        ("Minutes taken by", [item.meeting.minute_taker.name]),
        ("Present", there or ["Not recorded yet"]),
        ("Quorum", frozen_quorum(item) or list(quorum(item.meeting, item).told)),
        ("Interests", interests_told(item)),
        ("Papers before the panel", papers or ["None"]),
        ("Sent to the panel", [f"{by_whom(one)}: {in_short(one)}" for one in item.referral.sent] or ["Nothing"]),
        ("Who was asked to speak for the person", speaks_for_the_person(item) or ["Nobody was invited to"]),
        ("How it ended", [STATES[item.standing], *([item.reason] if item.reason else [])]),
        *(minuted(item.advice) if item.advice else ()),
    ]


def _gone(one: Attendance) -> str:
    """When somebody who came left before the end, or no longer sat."""
    times = ((one.left_at, "left at"), (one.stood_down_at, "left the panel at"))
    return "".join(f", {words} {time_words(at)}" for at, words in times if at)


def _title(questionnaire: str) -> str:
    return rules().questionnaire(questionnaire).title
