"""The person, those around them, those with authority or a duty to speak for them, and who may see the record."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, Versioned, now, sealed


class Person(Versioned, Base):
    """The person. Everything about them that is words or identifies them is encrypted."""

    __tablename__ = "person"
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    name: Mapped[str] = sealed("person.name")
    preferred_name: Mapped[str] = sealed("person.preferred_name")
    pronouns: Mapped[str] = sealed("person.pronouns")
    born_on: Mapped[str] = sealed("person.born_on")
    nhs_number: Mapped[str] = sealed("person.nhs_number")
    nhs_index: Mapped[str | None] = mapped_column(sa.String(32), unique=True)
    address: Mapped[str] = sealed("person.address")
    about_me: Mapped[str] = sealed("person.about_me")
    good_day: Mapped[str] = sealed("person.good_day")
    contact_how: Mapped[str] = sealed("person.contact_how")
    contact_how_not: Mapped[str] = sealed("person.contact_how_not")
    communication_needs: Mapped[str] = sealed("person.communication_needs")
    communication_support: Mapped[str] = sealed("person.communication_support")
    interpreter: Mapped[str] = sealed("person.interpreter")
    unbefriended: Mapped[str] = mapped_column(sa.String(8), default="not-sure")
    restricted: Mapped[bool] = mapped_column(default=False, index=True)
    added_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    involvements: Mapped[list["Involvement"]] = relationship(back_populates="person")
    authorities: Mapped[list["Authority"]] = relationship(back_populates="person")
    advocates: Mapped[list["Advocate"]] = relationship(back_populates="person", order_by="Advocate.asked_on")
    connections: Mapped[list["Connection"]] = relationship(back_populates="person")

    @property
    def known_as(self) -> str:
        """What to call them: their preferred name, or their name."""
        return self.preferred_name or self.name

    @property
    def listed_as(self) -> str:
        """How a list names them: what to call them, and their reference, as two people may share a name."""
        return f"{self.known_as}, {self.reference}"

    def age_on(self, day: date) -> int | None:
        """Whole years on a date; None when the date of birth is not known."""
        if not self.born_on:
            return None
        born = date.fromisoformat(self.born_on)
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class PersonWord(Base):
    """A blind index of one word of a person's names, so that they can be found by it."""

    __tablename__ = "person_word"
    __table_args__ = (sa.UniqueConstraint("person_id", "word"),)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    word: Mapped[str] = mapped_column(sa.String(32), index=True)


class Involvement(Base):
    """Why a colleague, or a team, may see this person's record. Exactly one of user and team."""

    __tablename__ = "involvement"
    __table_args__ = (
        sa.CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name="user_or_team"),
        sa.UniqueConstraint("person_id", "user_id", name="uq_involvement_person_user"),
        sa.UniqueConstraint("person_id", "team_id", name="uq_involvement_person_team"),
    )
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    team_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("team.id"), index=True)
    because: Mapped[str] = mapped_column(sa.String(60))
    since: Mapped[datetime] = mapped_column(default=now)
    person: Mapped[Person] = relationship(back_populates="involvements")


class Connection(Versioned, Base):
    """Somebody around the person: family, friend, neighbour, community first; paid support after."""

    __tablename__ = "connection"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str] = sealed("connection.name")
    kind: Mapped[str] = mapped_column(sa.String(20))
    relation: Mapped[str] = sealed("connection.relation")
    contact: Mapped[str] = sealed("connection.contact")
    part: Mapped[str] = sealed("connection.part")
    ended_on: Mapped[date | None]
    person: Mapped[Person] = relationship(back_populates="connections")


class Authority(Versioned, Base):
    """An attorney, deputy or advance decision: who, for what, seen by whom, and what the public register answered.

    `points` holds yes, no or not-sure for each point of an advance decision; `covers` the same for each decision's id.
    """

    __tablename__ = "authority"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    holder: Mapped[str] = sealed("authority.holder")
    scope: Mapped[str] = sealed("authority.scope")
    contact: Mapped[str] = sealed("authority.contact")
    state: Mapped[str] = mapped_column(sa.String(20))
    registered: Mapped[str] = mapped_column(sa.String(10), default="not-sure")
    acting: Mapped[str] = mapped_column(sa.String(24), default="")
    acts: Mapped[str] = mapped_column(sa.String(12), default="")
    seen_by: Mapped[str | None] = sealed("authority.seen_by", nullable=True)
    seen_on: Mapped[date | None]
    conditions: Mapped[str | None] = sealed("authority.conditions", nullable=True)
    search_asked_on: Mapped[date | None]
    search_asked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    search_answered_on: Mapped[date | None]
    search_says: Mapped[str | None] = sealed("authority.search_says", nullable=True)
    points: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    covers: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    on: Mapped[date | None] = mapped_column("since_on")
    ended_on: Mapped[date | None]
    person: Mapped[Person] = relationship(back_populates="authorities")

    @property
    def in_force(self) -> bool:
        """Said to exist, and not ended."""
        return self.state in ("seen", "not-seen") and self.ended_on is None

    @property
    def search_waits(self) -> bool:
        """The public register was asked about it, and has not answered."""
        return self.search_asked_on is not None and self.search_answered_on is None


class Advocate(Versioned, Base):
    """An independent advocate asked for: why and since when one may be due, and what came of asking.

    `decision_id` is the decision they are asked for, where there is one; `name` is known once somebody is instructed.
    """

    __tablename__ = "advocate"
    __table_args__ = (
        sa.CheckConstraint("state IN ('asked', 'instructed', 'reported', 'answered', 'declined', 'ended')",
                           name="state"),
        sa.CheckConstraint("state NOT IN ('instructed', 'reported', 'answered') OR instructed_on IS NOT NULL",
                           name="instructed_has_date"),
        sa.CheckConstraint("state NOT IN ('reported', 'answered') OR reported_on IS NOT NULL", name="report_has_date"),
        sa.CheckConstraint("state <> 'ended' OR ended_on IS NOT NULL", name="ended_has_date"),
    )
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    duty: Mapped[str] = mapped_column(sa.String(10), default="")
    because: Mapped[str] = sealed("advocate.because")
    due_since: Mapped[date | None]
    asked_on: Mapped[date]
    asked_of: Mapped[str] = sealed("advocate.asked_of")
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="asked")
    name: Mapped[str] = sealed("advocate.name")
    contact: Mapped[str] = sealed("advocate.contact")
    instructed_on: Mapped[date | None]
    declined_because: Mapped[str] = sealed("advocate.declined_because")
    reported_on: Mapped[date | None]
    report: Mapped[str] = sealed("advocate.report")
    answer: Mapped[str] = sealed("advocate.answer")
    ended_on: Mapped[date | None]
    ended_because: Mapped[str] = sealed("advocate.ended_because")
    person: Mapped[Person] = relationship(back_populates="advocates")

    @property
    def waits(self) -> bool:
        """Asked for, and nobody instructed yet."""
        return self.state == "asked"

    @property
    def in_place(self) -> bool:
        return self.state in ("instructed", "reported", "answered")
