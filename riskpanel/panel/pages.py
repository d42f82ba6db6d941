"""What pages say of a meeting to this user; and on My work, what those who chair, sit or take minutes owe."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flask import url_for

from riskpanel import access
from riskpanel.access import SITTING, User
from riskpanel.actions import Action
from riskpanel.calendar import add_working_days, is_working_day, working_days_before
from riskpanel.clock import ENGLAND, today
from riskpanel.panel import queries
from riskpanel.panel.agenda import knows, voices, when_words
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.quorum import kept, listed, panel_type, quorum
from riskpanel.people.models import Person
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words
from riskpanel.web.sections import Owed, tells_what_is_owed


def is_to_declare(item: AgendaItem, user: User) -> bool:
    """Has this user yet to say whether they have an interest in this case?"""
    sits = user.id in item.meeting.sitting_ids - item.declared_ids
    return sits and item.standing == "listed" and item.meeting.state != "closed"


def to_declare(meeting: Meeting, user: User) -> list[AgendaItem]:
    """The cases of which this user has yet to say whether they have an interest, in the order of the agenda."""
    return [one for one in sorted(meeting.items, key=lambda item: item.position) if is_to_declare(one, user)]


def quorum_told(meeting: Meeting) -> list[str]:
    """The quorum as it stands: as expected before the meeting, with those present at it, as kept once it is closed."""
    closed = kept(meeting, "closed") if meeting.state == "closed" else []
    return closed[-1] if closed else quorum(meeting, forecast=meeting.state == "planned").told


def deadlines(meeting: Meeting) -> list[dict[str, str]]:
    """When the papers have to be in and the agenda out, from the panel's terms."""
    kind, sits_on = panel_type(meeting), meeting.starts_at.astimezone(ENGLAND).date()
    due = (("Papers in by", kind.papers_due_days), ("Agenda out by", kind.agenda_due_days))
    return [{"key": key, "value": date_words(_deadline(sits_on, days))} for key, days in due]


def agenda_out_by(meeting: Meeting) -> date:
    """By when those who sit and those who are asked have the agenda, their invitations and their papers; for a virtual
    panel, which is planned at most two working days ahead, the working day before it."""
    days = 1 if meeting.held_by else panel_type(meeting).agenda_due_days
    return _deadline(meeting.starts_at.astimezone(ENGLAND).date(), days)


def lateness(meeting: Meeting) -> list[str]:
    """What to know before a case goes on once the papers were due; nothing before."""
    due = _deadline(meeting.starts_at.astimezone(ENGLAND).date(), panel_type(meeting).papers_due_days)
    said = (f"Papers were due by {date_words(due)}. A case that goes on now goes on by exception: tell those who sit, "
            "and leave them time to read.")
    return [said] if today() > due else []


def _deadline(sits_on: date, days: int) -> date:
    """A working day with that many working days after it, the day of the meeting among them."""
    day, holidays = working_days_before(sits_on, days, rules().bank_holidays), rules().bank_holidays
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def invited_to(meeting: Meeting, user: User) -> list[Attendance]:
    """Everybody whose coming this user may record: those who sit, and those asked to the cases they know of."""
    return [*meeting.sitting, *(one for item in meeting.items if knows(user, item) for one in voices(item))]


COMING = {"planned": "Chair the meeting of {when}", "open": "Close the meeting of {when} when every case is settled"}


@tells_what_is_owed
def owed_for_meetings(user: User) -> Iterator[Owed]:
    """Meetings to chair, interests to declare, and records of cases still to be written."""
    if not user.roles & SITTING:
        return
    chaired: set[Meeting] = set()
    undeclared: dict[Meeting, list[AgendaItem]] = defaultdict(list)
    for meeting, item, person, interest, said, came in queries.owed_at(user):
        if meeting.chair_id == user.id and meeting.state in COMING and meeting not in chaired:
            chaired.add(meeting)
            yield _to_chair(meeting)
        if item is not None:
            if interest is None and item.standing == "listed" and meeting.state != "closed":
                undeclared[meeting].append(item)
            yield from _of_case(meeting, item, user)
            if not (interest and interest.declared):
                yield from _of_minutes(item, person, user, reads=came == "yes" and not said)
    yield from (_to_declare(meeting, items) for meeting, items in undeclared.items())


def _to_declare(meeting: Meeting, items: Sequence[AgendaItem]) -> Owed:
    """One line for a meeting: the page of the first case leads to the next."""
    cases = listed([one.referral.reference for one in items])
    return Owed("", f"Say whether you have an interest in {cases}, to be heard on {when_words(meeting)}",
                url_for("panel.interest", item_id=items[0].id), "Declare",
                due_on=meeting.starts_at.astimezone(ENGLAND).date())


def _to_chair(meeting: Meeting) -> Owed:
    text = COMING[meeting.state].format(when=when_words(meeting))
    href = url_for("sitting.sitting" if meeting.state == "open" else "panel.meeting", meeting_id=meeting.id)
    return Owed("", text, href, "Open", due_on=meeting.starts_at.astimezone(ENGLAND).date())


def _of_case(meeting: Meeting, item: AgendaItem, user: User) -> Iterator[Owed]:
    """A case to chair at the meeting in place of its chair."""
    day, reference = meeting.starts_at.astimezone(ENGLAND).date(), item.referral.reference
    if item.deputy_id == user.id and item.standing == "listed" and meeting.state != "closed":
        yield Owed("", f"Chair {reference} at the meeting of {when_words(meeting)}",
                   url_for("sitting.sitting", meeting_id=meeting.id), "Open", due_on=day)


def _of_minutes(item: AgendaItem, person: Person, user: User, *, reads: bool) -> Iterator[Owed]:
    """The minutes of a case that was heard: to write and send, to read, to sign. A local figure says by when."""
    minuted, reference = item.minuted, item.referral.reference
    if minuted.state == "draft" and item.state != "heard":
        return
    writing = "Send the minutes of {}" if minuted.turn else "Write the minutes of {}"
    steps = (
        ("draft", item.meeting.minute_taker_id == user.id and access.may(user, Action.TAKE_MINUTES), writing, "write"),
        ("with-members", reads and item.meeting.minute_taker_id != user.id,
         "Read the minutes of {} and say whether they are right", "say"),
        ("with-members", item.led_by_id == user.id, "Sign the minutes of {} when the members have read them", "sign"),
    )
    for state, holds, text, page in steps:
        if holds and minuted.state == state:
            yield Owed(person.listed_as, text.format(reference), url_for(f"minutes.{page}", item_id=item.id), "Open",
                       due_on=_minutes_due(item))


def _minutes_due(item: AgendaItem) -> date:
    """When the minutes are to be sent or, once they have been, agreed."""
    days = rules().policy["minutes_agreed_days" if item.minuted.sent_at else "minutes_draft_days"].value
    since = item.meeting.starts_at.astimezone(ENGLAND).date()
    return add_working_days(since, int(days), rules().bank_holidays)
