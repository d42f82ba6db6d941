"""The forms of a meeting: its plan, its agenda, invitations, interests, attendance and minutes."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from wtforms.validators import ValidationError

from riskpanel.access import Role
from riskpanel.clock import ENGLAND, today
from riskpanel.panel.models import Attendance, Meeting
from riskpanel.panel.quorum import MINUTE_TAKER
from riskpanel.panel.services import MINUTES, Plan, unfit
from riskpanel.users.models import User
from riskpanel.web.fields import (
    Answer,
    DateField,
    LongTextField,
    NumberField,
    OneOf,
    PersonField,
    Select,
    SeveralOf,
    TextField,
)
from riskpanel.web.filters import in_london
from riskpanel.web.forms import Form

PARTS = {
    "person": "The person",
    "family": "Family or friend",
    "advocate": "Advocate, attorney or deputy",
    "referrer": "Referrer",
    "decision-maker": "Decision-maker",
    "interpreter": "Interpreter, or somebody who helps to communicate",
    "guest": "Guest: somebody with knowledge that is needed",
}
SEATS = {"chair": "Chair", "member": "Member", MINUTE_TAKER: "Minute-taker"}
HOW = {
    "come": "Come",
    "bring": "Come, and bring somebody",
    "send": "Send somebody to speak for them",
    "words": "Send words or pictures",
    "film": "Send a film or a recording",
    "not": "Not take part",
    "": "Not known yet",
}
CAME = {"yes": "Came", "no": "Did not come"}
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
LONGEST = 180


class TimeField(TextField):
    """A time of day, as people write it: 10:30, 2pm, 14.00. Held as HH:MM."""

    limit = 20

    def read(self, typed: str) -> str | None:
        text = self.tidy(typed)
        return _clock(text) if text else None


def _clock(text: str) -> str:
    found = CLOCK.fullmatch(text)
    hour, minute, half = (int(found[1]), int(found[2] or 0), (found[3] or "").lower()) if found else (99, 0, "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise ValueError("Enter a time, like 10:30 or 2pm")
    return f"{hour:02}:{minute:02}"


class PlanForm(Form):
    """When, where, and who sits. Made by `plan_form`, which knows the panel's people."""

    on = DateField("Date", required="Enter the date of the meeting", called="The date")
    starts = TimeField("Time it starts", required="Enter the time it starts", hint="For example, 10:30 or 2pm")
    place = TextField("Place, or link", required="Enter where the meeting is held", limit=300,
                      hint="Say how to get in, and whether there is a lift, a quiet room and parking.")

    people: Mapping[str, User] = {}

    @property
    def plan(self) -> Plan:
        """What has been settled; for a form that has been validated."""
        start = datetime.combine(self.on.data, time.fromisoformat(self.starts.data), ENGLAND)
        sitting = [self.people[id] for id in (self["member_ids"].data or [])]
        return Plan(start.astimezone(UTC), self.place.data, self.people[self["chair_id"].data],
                    self.people[self["minute_taker_id"].data], sitting)

    def validate_on(self, field: Answer) -> None:
        if field.data and field.data < today():
            raise ValidationError("The date of the meeting has passed")

    def validate_minute_taker_id(self, field: Answer) -> None:
        chosen = self.people.get(field.data), self.people.get(self["chair_id"].data)
        if chosen[0] and chosen[0] is chosen[1]:
            raise ValidationError("The minute-taker is not the chair: choose somebody else")

    @property
    def gaps(self) -> list[str]:
        return unfit(self.plan)


def plan_form(people: Sequence[User], meeting: Meeting | None = None) -> PlanForm:
    """The form, offering this panel's people for the parts they can play."""
    fields = {
        "people": {str(one.id): one for one in people},
        "chair_id": Select("Chair", options=_offered(people, Role.CHAIR), required="Choose the chair"),
        "minute_taker_id": Select("Minute-taker", options=_offered(people, Role.COORDINATOR),
                                  required="Choose the minute-taker", hint="A panel coordinator who does not chair."),
        "member_ids": SeveralOf("Members who will sit", options=_offered(people)),
    }
    made = type("OfferedPlanForm", (PlanForm,), fields)
    return made(data=planned(meeting) if meeting else None)  # type: ignore[no-any-return]


def _offered(people: Iterable[User], role: Role | None = None) -> dict[str, str]:
    return {str(one.id): f"{one.name}, {one.job}" for one in people if role is None or one.plays(role)}


def planned(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form says it."""
    start = in_london(meeting.starts_at)
    return {
        "on": start.date(), "starts": f"{start:%H:%M}", "place": meeting.place, "version": meeting.version,
        "chair_id": str(meeting.chair_id), "minute_taker_id": str(meeting.minute_taker_id),
        "member_ids": [str(one.user_id) for one in meeting.sitting if one.part == "member"],
    }


class LengthForm(Form):
    """How long is set aside for a case."""

    minutes = NumberField("How long is set aside?", unit="minutes", least=5, most=LONGEST, default=MINUTES,
                          called="The time set aside", required="Enter how many minutes are set aside")


class ListForm(LengthForm):
    """Which waiting referrals go on the agenda. Made by `list_form`, which knows those that wait."""

    referral_id = SeveralOf("Which referrals?", required="Choose a referral")

    @property
    def shown(self) -> list[Answer]:
        return [self.referral_id, self.minutes]


def list_form(offered: Mapping[str, str], hints: Mapping[str, str], usual: int = MINUTES) -> ListForm:
    """The form, offering the referrals that wait for this panel; `usual` is how many minutes a case usually has."""
    field = SeveralOf("Which referrals?", options=offered, hints=hints, required="Choose a referral")
    minutes = NumberField("How long is set aside for each?", unit="minutes", least=5, most=LONGEST, default=usual,
                          called="The time set aside", required="Enter how many minutes are set aside")
    made = type("OfferedListForm", (ListForm,), {"referral_id": field, "minutes": minutes})
    return made()  # type: ignore[no-any-return]


class DeferForm(Form):
    """Why a case goes to another meeting."""

    reason = LongTextField("Why is this case deferred?", required="Say why this case is deferred", limit=2000,
                           called="The reason", hint="The referrer reads this. Say what has to happen first.")


class WithdrawForm(Form):
    """Why a referral is withdrawn."""

    reason = LongTextField("Why is this referral withdrawn?", required="Say why this referral is withdrawn", limit=2000,
                           called="The reason")


class InvitationForm(Form):
    """Somebody invited to one case. Made by `invitation_form`, which knows who is around the person."""

    name = PersonField("Who is invited?", required="Choose who is invited, or enter their name", called="The name")
    part = OneOf("What part do they play?", options=PARTS, required="Choose what part they play")
    how = OneOf("How will they take part?", options=HOW,
                why="Being in the room is not the same as taking part: each of these ways counts, as does saying no.")

    @property
    def shown(self) -> list[Answer]:
        """Who it is before what they do."""
        return [self.name, self.part, self.how]


def invitation_form(names: Mapping[str, str], invitation: Attendance | None = None) -> InvitationForm:
    """The form, offering the names of those around the case."""
    name = PersonField("Who is invited?", options=names, required="Choose who is invited, or enter their name",
                       called="The name")
    made = type("OfferedInvitationForm", (InvitationForm,), {"name": name})
    return made(obj=invitation)  # type: ignore[no-any-return]


class InterestForm(Form):
    """Whether a colleague who sits has an interest in a case."""

    declared = OneOf(
        "Do you have an interest in this case?", options={"no": "No", "yes": "Yes"}, required="Choose yes or no",
        hint="You made or supervise the decision, pay for what is in question, worked with the person or those around "
             "them, are related to or know any of them, or would find it hard to be fair.")
    what = LongTextField("If yes, what is it?", limit=1000, called="What your interest is")

    def validate_what(self, field: Answer) -> None:
        if self.declared.data == "yes" and not field.data:
            raise ValidationError("Say what your interest is")


def attendance_form(invited: Sequence[Attendance]) -> Form:
    """Came, did not come, or not known yet, for each person invited; it carries the state of them all."""
    fields = {f"came_{one.id.hex}": OneOf(f"{one.called}: {part_words(one)}", options=CAME, default=one.came or None)
              for one in invited}
    made = type("AttendanceForm", (Form,), fields)
    return made(data={"version": sum(one.version for one in invited)})  # type: ignore[no-any-return]


def attendance_given(form: Form, invited: Sequence[Attendance]) -> dict[uuid.UUID, str]:
    """What was recorded on the form, by the id of the invitation."""
    return {one.id: form[f"came_{one.id.hex}"].data or "" for one in invited}


def part_words(one: Attendance) -> str:
    """What part somebody plays at the meeting, in words."""
    return SEATS.get(one.part) or PARTS.get(one.part, one.part)
