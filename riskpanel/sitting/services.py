"""Writing a sitting: cases begun, voices heard, private views, comings and goings, and what goes awry."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from riskpanel import db, trail
from riskpanel.access import Role, is_free, require
from riskpanel.actions import Action
from riskpanel.errors import Incomplete, NotNow
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.panel.quorum import quorum
from riskpanel.panel.services import UNCHANGED, freeze
from riskpanel.sitting import queries
from riskpanel.sitting.models import Hearing, LateAdvice, Movement, PrivateView, Reopening, VoiceHeard
from riskpanel.users.models import User
from riskpanel.workflow import MEETING

CAME = {"arrived": "yes", "left": "yes", "absent": "no"}


# ---- A case in hand

def start(item: AgendaItem, *, by: User) -> None:
    """Begin hearing a case; the case that was in hand until now ends."""
    require(by, Action.START_CASE, item)
    MEETING.after(Action.START_CASE, item.meeting.state)
    _refuse_unless_listed(item)
    for one in queries.hearings(item.meeting).values():
        if one.is_now and one.item_id != item.id:
            one.ended_at = db.now()
    hearing = _hearing(item)
    hearing.started_at, hearing.ended_at = hearing.started_at or db.now(), None
    trail.record(Action.START_CASE, item, by=by)


def _hearing(item: AgendaItem) -> Hearing:
    return queries.hearing(item) or _new_hearing(item)


def _new_hearing(item: AgendaItem) -> Hearing:
    hearing = Hearing(item_id=item.id, heard=[])
    hearing.item = item
    db.session.add(hearing)
    return hearing


def _refuse_unless_listed(item: AgendaItem) -> None:
    if item.standing != "listed":
        raise NotNow(f"This case has been {item.standing} already.", kept=UNCHANGED)


def hear_voice(item: AgendaItem, seat: Attendance, heard: bool, *, by: User) -> None:
    """Note that somebody has been heard on a case, or take the note back; a second press changes nothing."""
    require(by, Action.HEAR_VOICE, item)
    MEETING.after(Action.HEAR_VOICE, item.meeting.state)
    _refuse_unless_listed(item)
    hearing = _hearing(item)
    noted = next((one for one in hearing.heard if one.attendance_id == seat.id), None)
    if heard and noted is None:
        hearing.heard.append(VoiceHeard(hearing_id=hearing.id, attendance_id=seat.id))
    if noted and not heard:
        hearing.heard.remove(noted)
        db.session.delete(noted)
    trail.record(Action.HEAR_VOICE, item, by=by, seat=seat.id, heard=heard)


def hear_only(item: AgendaItem, *, by: User) -> None:
    """Hear a case without advising on it, because there is no quorum for it; who was there is frozen.

    Raises NotNow when there is a quorum: then the panel can advise.
    """
    require(by, Action.HEAR_ONLY, item)
    MEETING.after(Action.HEAR_ONLY, item.meeting.state)
    _refuse_unless_listed(item)
    found = quorum(item.meeting, item)
    if found.met:
        raise NotNow("There is a quorum for this case, so the panel can advise on it.", kept=UNCHANGED)
    _hearing(item).without_advice_at = db.now()
    freeze(item.meeting, str(item.id), found)
    trail.record(Action.HEAR_ONLY, item, by=by)


def name_deputy(item: AgendaItem, deputy: User | None, *, by: User) -> None:
    """Name another chair for one case, and give them a seat where they have none; None: the meeting's chair again.

    Raises Incomplete, saying why, when this colleague cannot chair the case.
    """
    require(by, Action.NAME_DEPUTY, item)
    MEETING.after(Action.NAME_DEPUTY, item.meeting.state)
    _refuse_unless_listed(item)
    why_not = unfit(deputy, item) if deputy else ""
    if why_not:
        raise Incomplete(why_not)
    item.deputy, item.deputy_id = deputy, deputy.id if deputy else None
    if deputy and deputy.id not in item.meeting.sitting_ids:
        _seat(item.meeting, deputy)
    trail.record(Action.NAME_DEPUTY, item, by=by, deputy=item.deputy_id)


def unfit(user: User, item: AgendaItem) -> str:
    """Why this colleague cannot chair this case; empty when they can."""
    conflicted = "has an interest in this case, referred it, or made the decision or the assessment"
    return unfit_for(user, item.meeting) or ("" if is_free(user, item)
                                             else f"{user.name} {conflicted}. Choose somebody else.")


def hand_over(meeting: Meeting, chair: User, *, by: User) -> None:
    """Another chair takes the meeting under way, as when its chair is called away; the chair before stays a member.

    Raises Incomplete, saying why, when this colleague cannot chair it.
    """
    require(by, Action.HAND_OVER, meeting)
    MEETING.after(Action.HAND_OVER, meeting.state)
    why_not = unfit_for(chair, meeting)
    if why_not:
        raise Incomplete(why_not)
    if chair.id not in meeting.sitting_ids:
        _seat(meeting, chair)
    before, meeting.chair, meeting.chair_id = meeting.chair_id, chair, chair.id
    parts: dict[uuid.UUID | None, str] = {before: "member", chair.id: "chair"}
    for one in meeting.sitting:
        one.part = parts.get(one.user_id, one.part)
    trail.record(Action.HAND_OVER, meeting, by=by, chair=chair.id, before=before)


def unfit_for(user: User, meeting: Meeting) -> str:
    """Why this colleague cannot chair this meeting; empty when they can."""
    checks = ((user.plays(Role.CHAIR), "does not have the role of chair"),
              (user.id != meeting.minute_taker_id, "takes the minutes"))
    return next((f"{user.name} {said}. Choose somebody else." for holds, said in checks if not holds), "")


def _seat(meeting: Meeting, user: User) -> None:
    seat = next((one for one in meeting.attendances if one.user_id == user.id), None)
    if seat is None:
        seat = Attendance(meeting_id=meeting.id, user_id=user.id)
        seat.user = user
        meeting.attendances.append(seat)
    seat.part, seat.item, seat.item_id, seat.stood_down_at = "member", None, None, None


# ---- Private views

def file_view(item: AgendaItem, words: Mapping[str, str | None], *, by: User) -> PrivateView:
    """File a member's own view: before the views are opened it can be changed, and after that it stands for good.

    A change of mind after the opening is another view, beside those before it. At a meeting in writing, to file is to
    take part: it notes the member as there, and one who does not answer is not counted.
    """
    require(by, Action.FILE_VIEW, item)
    MEETING.after(Action.FILE_VIEW, item.meeting.state)
    _refuse_unless_listed(item)
    hearing, own = queries.hearing(item), queries.own_views(item, by)
    opened = bool(hearing and hearing.views_opened_at)
    view = own[-1] if own and not opened else _new_view(item, by, len(own) + 1, opened)
    db.write(view, words)
    view.at = db.now()
    if item.meeting.in_writing:
        _there_in_writing(item.meeting, by)
    trail.record(Action.FILE_VIEW, view, by=by, turn=view.turn, after_opening=opened)
    return view


def _there_in_writing(meeting: Meeting, by: User) -> None:
    seat = next((one for one in meeting.sitting if one.user_id == by.id and one.came != "yes"), None)
    if seat:
        seat.came = "yes"
        db.session.add(_movement(seat, "arrived", by))


def _new_view(item: AgendaItem, by: User, turn: int, opened: bool) -> PrivateView:
    view = PrivateView(item_id=item.id, user_id=by.id, turn=turn, after_opening=opened)
    view.item, view.user = item, by
    db.session.add(view)
    return view


def open_views(item: AgendaItem, *, by: User) -> None:
    """Open everybody's view of a case together, the chair's own among them; a second press changes nothing."""
    require(by, Action.OPEN_VIEWS, item)
    MEETING.after(Action.OPEN_VIEWS, item.meeting.state)
    _refuse_unless_listed(item)
    hearing = _hearing(item)
    hearing.views_opened_at = hearing.views_opened_at or db.now()
    trail.record(Action.OPEN_VIEWS, item, by=by, views=len(queries.who_filed(item)))


# ---- Coming and going

def note_movement(seat: Attendance, what: str, *, by: User) -> None:
    """Somebody "arrived", "left" or is "absent", now; a second press of the same changes nothing."""
    meeting = seat.meeting
    require(by, Action.RECORD_ATTENDANCE, meeting)
    MEETING.after(Action.RECORD_ATTENDANCE, meeting.state)
    if what == "left" and seat.came != "yes":
        raise NotNow(f"{seat.called} has not been noted as here.", kept=UNCHANGED)
    was = (seat.came, seat.left_at is not None)
    seat.came = CAME[what]
    seat.left_at = (seat.left_at or db.now()) if what == "left" else None
    if was != (seat.came, seat.left_at is not None):
        db.session.add(_movement(seat, what, by))
    trail.record(Action.RECORD_ATTENDANCE, meeting, by=by, seat=seat.id, what=what)


def all_here(meeting: Meeting, seats: Iterable[Attendance], *, by: User) -> None:
    """Everybody of whom nothing has been noted yet is here, now. Raises NotNow for a panel in writing, where only those
    who answer take part."""
    require(by, Action.RECORD_ATTENDANCE, meeting)
    if meeting.in_writing:
        raise NotNow("This panel is in writing: whoever files a view is noted as having answered.", kept=UNCHANGED)
    for seat in seats:
        if not seat.came:
            note_movement(seat, "arrived", by=by)


def _movement(seat: Attendance, what: str, by: User, reason: str = "") -> Movement:
    return Movement(meeting_id=seat.meeting_id, attendance_id=seat.id, what=what, noted_by_id=by.id, reason=reason)


def stand_down(seat: Attendance, reason: str, *, by: User) -> None:
    """Take a member off a meeting under way, with a reason. Their papers close; what they filed and did stays.

    Raises NotNow for the chair and the minute-taker, without whom there is no meeting.
    """
    meeting = seat.meeting
    require(by, Action.STAND_DOWN, meeting)
    MEETING.after(Action.STAND_DOWN, meeting.state)
    if seat.user_id in (None, meeting.chair_id, meeting.minute_taker_id):
        raise NotNow("The chair and the minute-taker stay. A chair who cannot go on hands the meeting over first. "
                     "What cannot be minuted is deferred.", kept=UNCHANGED)
    seat.stood_down_at = db.now()
    for one in meeting.items:
        if one.deputy_id == seat.user_id and one.standing == "listed":
            one.deputy, one.deputy_id = None, None
    db.session.add(_movement(seat, "stood-down", by, reason))
    trail.record(Action.STAND_DOWN, meeting, by=by, seat=seat.id, colleague=seat.user_id)


def reopen(meeting: Meeting, reason: str, *, by: User) -> None:
    """The chair opens a closed meeting again, with a reason. What was frozen stays; new freezing stands beside it."""
    require(by, Action.REOPEN_MEETING, meeting)
    state = MEETING.after(Action.REOPEN_MEETING, meeting.state)
    db.session.add(Reopening(meeting_id=meeting.id, closed_before_at=meeting.closed_at or db.now(), reason=reason,
                             by_id=by.id))
    meeting.state, meeting.closed_at = state, None
    trail.record(Action.REOPEN_MEETING, meeting, by=by, state=state)


# ---- Words that came second

def keep_late_advice(item: AgendaItem, words: Sequence[tuple[str, str]], *, by: User) -> LateAdvice:
    """Keep what somebody wrote as advice when advice had been given already: beside it, and no part of it."""
    require(by, Action.KEEP_LATE_ADVICE, item)
    late = LateAdvice(item_id=item.id, by_id=by.id, words=[list(pair) for pair in words])
    late.item = item
    db.session.add(late)
    trail.record(Action.KEEP_LATE_ADVICE, item, by=by, fields=len(words))
    return late


def seat_at(item: AgendaItem, attendance_id: uuid.UUID) -> Attendance | None:
    """The place, at this meeting, of somebody who may be heard on this case; None when there is none."""
    return next((one for one in item.meeting.attendances
                 if one.id == attendance_id and one.item_id in (None, item.id) and not one.stood_down_at), None)
