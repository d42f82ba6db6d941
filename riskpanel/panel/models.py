"""Meetings, agenda items, who was there, declared interests, advice and what followed it."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, now, sealed
from riskpanel.errors import NotNow
from riskpanel.people.models import Person
from riskpanel.referrals.models import Referral
from riskpanel.users.models import Team, User

SEATING = {"chair": 0, "minute-taker": 2}


class Meeting(Versioned, Base):
    """One sitting of a panel. `held_by` is "call" or "writing" where nobody comes together.

    `quorum` is frozen into the record when the meeting opens and closes.
    """

    __tablename__ = "meeting"
    __table_args__ = (sa.CheckConstraint("state IN ('planned', 'open', 'closed')", name="state"),)
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    team_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("team.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(sa.String(300))
    held_by: Mapped[str] = mapped_column(sa.String(10), default="")
    state: Mapped[str] = mapped_column(sa.String(12), default="planned")
    chair_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    minute_taker_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    quorum: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    team: Mapped[Team] = relationship()
    chair: Mapped[User] = relationship(foreign_keys=[chair_id])
    minute_taker: Mapped[User] = relationship(foreign_keys=[minute_taker_id])
    items: Mapped[list["AgendaItem"]] = relationship(back_populates="meeting", order_by="AgendaItem.position")
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="meeting")

    @property
    def in_writing(self) -> bool:
        """Does nobody come together, not even by a call?"""
        return self.held_by == "writing"

    @property
    def sitting(self) -> list["Attendance"]:
        """Those who sit, and are not invited for one case only: the chair, members by name, the minute-taker."""
        seated = [one for one in self.attendances if one.user_id and not one.item_id and not one.stood_down_at]
        return sorted(seated, key=lambda one: (SEATING.get(one.part, 1), one.called))

    @property
    def present_ids(self) -> frozenset[uuid.UUID | None]:
        """Sitting colleagues who are recorded as having come."""
        return frozenset(one.user_id for one in self.sitting if one.came == "yes")

    @property
    def sitting_ids(self) -> frozenset[uuid.UUID]:
        """Colleagues who sit: the chair, the minute-taker and the invited members."""
        invited = {one.user_id for one in self.sitting if one.user_id}
        return frozenset(invited | {self.chair_id, self.minute_taker_id})


class AgendaItem(Versioned, Base):
    """One case on one agenda. `state`: listed, heard, deferred or withdrawn (the last two with a reason).

    `deputy` chairs this case in place of the meeting's chair.
    `break_minutes` is the length of the break that follows, 0 for none. `private_minutes` is the length of a part that
    is heard first and minuted apart, without the person, 0 for none; `private_told` says how the person is told of it.
    `assessor` is whoever assessed capacity for the decision, or else referred it: the quorum looks at their specialism.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "referral_id"),
        sa.CheckConstraint("state IN ('listed', 'heard', 'deferred', 'withdrawn')", name="state"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    position: Mapped[int]
    minutes: Mapped[int] = mapped_column(default=40)
    break_minutes: Mapped[int] = mapped_column(default=0)
    private_minutes: Mapped[int] = mapped_column(default=0)
    private_why: Mapped[str | None] = sealed("agenda_item.private_why")
    private_told: Mapped[str | None] = sealed("agenda_item.private_told")
    arranged: Mapped[str | None] = sealed("agenda_item.arranged")
    assessor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    state: Mapped[str] = mapped_column(sa.String(12), default="listed")
    reason: Mapped[str] = sealed("agenda_item.reason")
    deputy_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    meeting: Mapped[Meeting] = relationship(back_populates="items")
    referral: Mapped[Referral] = relationship()
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id])
    assessor: Mapped[User | None] = relationship(foreign_keys=[assessor_id])
    interests: Mapped[list["Interest"]] = relationship(back_populates="item")
    advice: Mapped["Advice | None"] = relationship(back_populates="item")
    minuted: Mapped["Minutes"] = relationship(back_populates="item")

    @property
    def person_id(self) -> uuid.UUID:
        return self.referral.person_id

    @property
    def team_id(self) -> uuid.UUID:
        return self.meeting.team_id

    @property
    def led_by_id(self) -> uuid.UUID:
        """Who chairs this case."""
        return self.deputy_id or self.meeting.chair_id

    @property
    def led_by(self) -> User:
        return self.deputy or self.meeting.chair

    @property
    def standing(self) -> str:
        """Where the case stands here; one that its referrer withdrew is withdrawn from the agenda as well."""
        return "withdrawn" if (self.state, self.referral.state) == ("listed", "withdrawn") else self.state

    @property
    def declared_ids(self) -> frozenset[uuid.UUID]:
        """Colleagues who have said whether they have an interest."""
        return frozenset(one.user_id for one in self.interests)

    @property
    def interested_ids(self) -> frozenset[uuid.UUID]:
        """Colleagues who have declared an interest in this case and so neither see its papers nor shape its advice."""
        return frozenset(one.user_id for one in self.interests if one.declared)


class Attendance(Versioned, Base):
    """Somebody invited to a meeting: a colleague who sits, or (for one item) the person, family or a guest.

    `left_at`: gone before the end. `stood_down_at`: a colleague who no longer sits; what they did stays.
    """

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "user_id"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    name: Mapped[str] = sealed("attendance.name")
    part: Mapped[str] = mapped_column(sa.String(30))
    how: Mapped[str] = mapped_column(sa.String(20), default="")
    came: Mapped[str] = mapped_column(sa.String(12), default="")
    left_at: Mapped[datetime | None]
    stood_down_at: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(back_populates="attendances")
    item: Mapped[AgendaItem | None] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def person_id(self) -> uuid.UUID | None:
        return self.item.person_id if self.item else None

    @property
    def called(self) -> str:
        """Their name: a colleague's from their account."""
        return self.user.name if self.user else self.name

    @property
    def is_here(self) -> bool:
        """Came, and has not left."""
        return self.came == "yes" and self.left_at is None


class Minutes(Versioned, Base):
    """The minutes of one case, heading by heading: made with the case, blank; locked once signed.

    `turn` counts the texts saved, and `written_by` wrote the last. `apart` is what was heard without the person, which
    only those who sat for the case may read. `known` keeps, once signed, what stood beside the words.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        sa.CheckConstraint("state IN ('draft', 'with-members', 'signed')", name="state"),
        sa.CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name="sent_has_date"),
        sa.CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name="signed_has_date"),
    )
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), unique=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    spoke: Mapped[str] = sealed("minutes.spoke")
    said: Mapped[str] = sealed("minutes.said")
    options: Mapped[str] = sealed("minutes.options")
    law: Mapped[str] = sealed("minutes.law")
    leans: Mapped[str] = sealed("minutes.leans")
    follow_up: Mapped[str] = sealed("minutes.follow_up")
    apart: Mapped[str] = sealed("minutes.apart")
    turn: Mapped[int] = mapped_column(default=0)
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    sent_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    known: Mapped[list[Any]] = mapped_column(SealedJson("minutes.known"), default=list)
    item: Mapped[AgendaItem] = relationship(back_populates="minuted")
    signed_by: Mapped[User | None] = relationship(foreign_keys=[signed_by_id])
    readings: Mapped[list["Reading"]] = relationship(back_populates="minutes", order_by="Reading.at")
    corrections: Mapped[list["Correction"]] = relationship(back_populates="minutes", order_by="Correction.at")

    @property
    def person_id(self) -> uuid.UUID:
        return self.item.person_id

    @property
    def latest_readings(self) -> dict[uuid.UUID, "Reading"]:
        """What each member said last, by their id."""
        return {one.by_id: one for one in self.readings}


class Reading(Base):
    """What a member who was there said of the minutes: that they are right, or what they would correct."""

    __tablename__ = "minutes_reading"
    minutes_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("minutes.id"), index=True)
    turn: Mapped[int]
    agreed: Mapped[bool]
    correct: Mapped[str] = sealed("minutes_reading.correct")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("said_at", default=now)
    minutes: Mapped[Minutes] = relationship(back_populates="readings")
    by: Mapped[User] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.minutes.person_id


class Correction(Base):
    """A correction of signed minutes, with its reason: it stands beside the old words, which stay."""

    __tablename__ = "minutes_correction"
    minutes_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("minutes.id"), index=True)
    heading: Mapped[str] = mapped_column(sa.String(20))
    now_reads: Mapped[str] = sealed("minutes_correction.now_reads")
    because: Mapped[str] = sealed("minutes_correction.because")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("corrected_at", default=now)
    minutes: Mapped[Minutes] = relationship(back_populates="corrections")
    by: Mapped[User] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.minutes.person_id


@sa.event.listens_for(Reading, "before_update")
@sa.event.listens_for(Correction, "before_update")
def _refuse_rewriting(_mapper: Any, _connection: Any, _row: Any) -> None:
    """What was said of minutes is added to, never rewritten."""
    raise NotNow("This stands as it was written. It cannot be changed.", kept="Nothing has been changed.")


@sa.event.listens_for(Minutes, "before_update")
def _refuse_once_signed(_mapper: Any, _connection: Any, minutes: Minutes) -> None:
    """Signed minutes are locked, whoever asks."""
    work, state = sa.orm.object_session(minutes), sa.inspect(minutes).attrs.state.history
    if work is None or not work.is_modified(minutes, include_collections=False):
        return
    if "signed" in (state.deleted or state.unchanged):
        raise NotNow("These minutes are signed and locked. Add a correction beside them instead.",
                     kept="Nothing has been changed.")


class Interest(Base):
    """What a colleague has declared about one case: an interest (`declared`), or that they have none."""

    __tablename__ = "interest"
    __table_args__ = (sa.UniqueConstraint("item_id", "user_id"),)
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    declared: Mapped[bool]
    what: Mapped[str] = sealed("interest.what")
    at: Mapped[datetime] = mapped_column("declared_at", default=now)
    item: Mapped[AgendaItem] = relationship(back_populates="interests")
    user: Mapped[User] = relationship()


class Advice(Versioned, Base):
    """What the panel advises, with reasons. It is advice: the decision stays with the decision-maker."""

    __tablename__ = "advice"
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), unique=True)
    outcome: Mapped[str] = mapped_column(sa.String(30))
    says: Mapped[str] = sealed("advice.says")
    reasons: Mapped[str] = sealed("advice.reasons")
    weighed: Mapped[str] = sealed("advice.weighed")
    would_change: Mapped[str] = sealed("advice.would_change")
    stop_rule: Mapped[str] = sealed("advice.stop_rule")
    goes_to: Mapped[str | None] = sealed("advice.goes_to", nullable=True)
    interim_plan: Mapped[str | None] = sealed("advice.interim_plan", nullable=True)
    safeguarding: Mapped[str] = mapped_column(sa.String(12), default="")
    beyond: Mapped[str] = mapped_column(sa.String(16), default="")
    read_back: Mapped[str] = sealed("advice.read_back")
    starts_on: Mapped[date | None]
    review_on: Mapped[date | None]
    given_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
    item: Mapped[AgendaItem] = relationship(back_populates="advice")
    given_by: Mapped[User] = relationship()
    conditions: Mapped[list["Condition"]] = relationship(back_populates="advice")
    positions: Mapped[list["Position"]] = relationship(back_populates="advice", order_by="Position.number")
    dissents: Mapped[list["Dissent"]] = relationship(back_populates="advice")
    actions: Mapped[list["AgreedAction"]] = relationship(back_populates="advice", order_by="AgreedAction.due_on")

    @property
    def person_id(self) -> uuid.UUID:
        return self.item.referral.person_id


class Condition(Base):
    """A safeguard the panel's support depends on, with who sees to it and by when."""

    __tablename__ = "condition"
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    what: Mapped[str] = sealed("condition.what")
    owner: Mapped[str] = sealed("condition.owner")
    due_on: Mapped[date | None]
    advice: Mapped[Advice] = relationship(back_populates="conditions")


class Position(Base):
    """What one side holds where the panel reached no shared view: each stands apart, in the order it was set out."""

    __tablename__ = "position"
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    number: Mapped[int]
    held_by: Mapped[str] = sealed("position.held_by")
    says: Mapped[str] = sealed("position.says")
    advice: Mapped[Advice] = relationship(back_populates="positions")


class Dissent(Base):
    """A member's disagreement with the advice, by name or role; nobody can edit it, the chair included."""

    __tablename__ = "dissent"
    __table_args__ = (sa.UniqueConstraint("advice_id", "by_id"),)
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"))
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    shown_as: Mapped[str] = mapped_column(sa.String(200))
    reasons: Mapped[str] = sealed("dissent.reasons")
    at: Mapped[datetime] = mapped_column("recorded_at", default=now)
    advice: Mapped[Advice] = relationship(back_populates="dissents")

    @property
    def person_id(self) -> uuid.UUID:
        return self.advice.person_id


@sa.event.listens_for(Dissent, "before_update")
def _refuse_change(_mapper: Any, _connection: Any, _dissent: Dissent) -> None:
    """Nobody rewrites a dissent."""
    raise NotNow("A dissent stands as it was written. It cannot be changed.", kept="Nothing has been changed.")


class AgreedAction(Versioned, Base):
    """Something to be done after the panel: owner, agency, date, and the proof that it was done.

    `condition_id` is the condition of the panel's support that it sees to, where it is one.
    """

    __tablename__ = "agreed_action"
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    referred_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    condition_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("condition.id"))
    what: Mapped[str] = sealed("agreed_action.what")
    owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    owner_name: Mapped[str] = sealed("agreed_action.owner_name")
    agency: Mapped[str] = mapped_column(sa.String(120), default="")
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    proof: Mapped[str] = sealed("agreed_action.proof")
    advice: Mapped[Advice] = relationship(back_populates="actions")
    person: Mapped[Person] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    condition: Mapped[Condition | None] = relationship()

    @property
    def owned_by(self) -> str:
        """The name of whoever does it, with an account or without."""
        return self.owner.name if self.owner else self.owner_name


class Reply(Base):
    """What the decision-maker says to the panel's advice: accept, in part, or not; reasons always."""

    __tablename__ = "reply"
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(sa.String(12))
    decision: Mapped[str] = sealed("reply.decision")
    reasons: Mapped[str] = sealed("reply.reasons")
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    given_by_name: Mapped[str] = sealed("reply.given_by_name")
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
    referral: Mapped[Referral] = relationship()
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])

    @property
    def who_replied(self) -> str:
        """The name and job of whoever replied, or as it was told from outside."""
        return f"{self.given_by.name}, {self.given_by.job}" if self.given_by else self.given_by_name
