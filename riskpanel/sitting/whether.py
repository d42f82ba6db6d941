"""Whether the panel can advise on a case now, in a sentence, and what can be done where it cannot."""

from collections.abc import Iterator

from riskpanel.panel.models import AgendaItem, Attendance
from riskpanel.panel.quorum import MINUTE_TAKER, quorum
from riskpanel.web.filters import time_words


def why_no_advice(item: AgendaItem) -> str:
    """The sentence that says why the panel cannot advise on this case now; empty when it can."""
    meeting = item.meeting
    found = quorum(meeting, item)
    checks = (
        (item.standing == "listed", f"This case has been {item.standing} already."),
        (meeting.state == "open", "The panel advises while its meeting is open, and this meeting is not."),
        (item.led_by_id in item.declared_ids, "The chair has yet to say whether they have an interest in this case."),
        (found.met, f"The panel cannot advise on this case now. {found.said} It can be deferred."),
    )
    return next((said for holds, said in checks if not holds), "")


def ways_on(item: AgendaItem) -> list[str]:
    """What can be done with a case for which there is no quorum: wait, defer, or hear it without advising."""
    awaited = [words for one in item.meeting.sitting if (words := _awaited(one, item))]
    return [
        "Wait. " + (" ".join(awaited) or "Somebody else who can count may be asked to come."),
        "Defer the case, with a reason. It keeps its place in the queue.",
        "Hear it without advising. What is said goes into the record, and the advice waits for a quorum.",
    ]


def _awaited(one: Attendance, item: AgendaItem) -> str:
    """Why somebody who could count is not in the room; empty for those who are, or who could not count."""
    if one.is_here or one.part == MINUTE_TAKER or one.user_id in item.interested_ids:
        return ""
    left = one.left_at if one.came == "yes" else None
    return f"{one.called} left at {time_words(left)}." if left else f"{one.called} has not come."


def standing_words(item: AgendaItem) -> Iterator[str]:
    """What the chair must know at once of a case that is no longer to be heard: it was withdrawn, deferred or heard."""
    why = item.reason or (item.referral.why_here if item.standing == "withdrawn" else "")
    if item.standing != "listed":
        yield f"This case has been {item.standing}." + (f" The reason given: {why}" if why else "")
    if item.standing == "withdrawn":
        yield "Nothing more is heard of it here. Private views of it stay closed."
