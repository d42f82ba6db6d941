"""A challenge, its evidence and the answers given to it at each stage."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedBytes, SealedJson, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import User

FIRST_TALK = "talk"

# What lists are narrowed and counted by stands in their indexes, so that only the rows of a page are read
LISTED_BY = ("decision_id", "direction", "stage", "outcome", "urgent")


class Challenge(Versioned, Base):
    """A constructive challenge to one statement in one decision. `stage` is its rung on the ladder of policy.toml."""

    __tablename__ = "challenge"
    __table_args__ = (
        sa.CheckConstraint("state IN ('draft', 'sent', 'answered', 'settled', 'referred', 'withdrawn')", name="state"),
        sa.CheckConstraint("state NOT IN ('sent', 'answered') OR answer_due_on IS NOT NULL", name="sent_has_clock"),
        sa.CheckConstraint("(clock_paused_on IS NULL) = (clock_again_on IS NULL)", name="pause_has_its_end"),
        sa.CheckConstraint("clock_paused_on IS NULL OR state = 'sent'", name="pause_of_a_clock_that_runs"),
        sa.Index("ix_challenge_by_due", "state", "answer_due_on", "id", "person_id", *LISTED_BY),
        sa.Index("ix_challenge_by_newest", "state", "raised_at", "id", "person_id", *LISTED_BY),
        sa.Index("ix_challenge_by_person", "person_id", "state", "answer_due_on", "raised_at", "id", *LISTED_BY),
    )
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="draft", index=True)
    stage: Mapped[str] = mapped_column(sa.String(20), default=FIRST_TALK)
    urgent: Mapped[bool] = mapped_column(default=False)
    raised_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(default=now)
    raised_for: Mapped[str] = mapped_column(sa.String(20), default="myself")
    raised_for_name: Mapped[str] = sealed("challenge.raised_for_name")
    raised_for_words: Mapped[str] = sealed("challenge.raised_for_words")
    raised_for_beside: Mapped[str] = sealed("challenge.raised_for_beside")
    decided_on: Mapped[date | None]
    where_written: Mapped[str] = sealed("challenge.where_written")
    statement: Mapped[str] = sealed("challenge.statement")
    direction: Mapped[str] = mapped_column(sa.String(30), default="")
    their_reasoning: Mapped[str] = sealed("challenge.their_reasoning")
    facts: Mapped[str] = sealed("challenge.facts")
    interpretation: Mapped[str] = sealed("challenge.interpretation")
    values: Mapped[str] = sealed("challenge.values")
    law: Mapped[str] = sealed("challenge.law")
    person_knows: Mapped[str] = mapped_column(sa.String(12), default="")
    person_knows_because: Mapped[str] = sealed("challenge.person_knows_because")
    person_says: Mapped[str] = sealed("challenge.person_says")
    person_protected: Mapped[str] = sealed("challenge.person_protected")
    ask: Mapped[str] = sealed("challenge.ask")
    ask_by: Mapped[date | None]
    alternative: Mapped[str] = sealed("challenge.alternative")
    alternative_is: Mapped[str] = mapped_column(sa.String(20), default="")
    meanwhile: Mapped[str] = sealed("challenge.meanwhile")
    would_change_my_mind: Mapped[str] = sealed("challenge.would_change_my_mind")
    danger_now: Mapped[str] = mapped_column(sa.String(12), default="")
    answer_owed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    answer_owed_by_name: Mapped[str] = sealed("challenge.answer_owed_by_name")
    sent_at: Mapped[datetime | None]
    answer_due_on: Mapped[date | None] = mapped_column(index=True)
    clock_paused_on: Mapped[date | None]
    clock_again_on: Mapped[date | None] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(sa.String(20), default="")
    what_changed: Mapped[str] = sealed("challenge.what_changed")
    what_changed_said_by: Mapped[str] = sealed("challenge.what_changed_said_by")
    withdrawn_because: Mapped[str] = sealed("challenge.withdrawn_because")
    settled_on: Mapped[date | None]
    letter: Mapped[dict[str, Any]] = mapped_column(SealedJson("challenge.letter"), default=dict)
    letter_edits: Mapped[dict[str, Any]] = mapped_column(SealedJson("challenge.letter_edits"), default=dict)
    decision: Mapped[Decision] = relationship()
    person: Mapped[Person] = relationship()
    raised_by: Mapped[User] = relationship(foreign_keys=[raised_by_id])
    answer_owed_by: Mapped[User | None] = relationship(foreign_keys=[answer_owed_by_id])
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="challenge", order_by="Evidence.added_at")
    grounds: Mapped[list["Ground"]] = relationship(back_populates="challenge", order_by="Ground.added_at")
    responses: Mapped[list["Response"]] = relationship(back_populates="challenge", order_by="Response.given_at")
    ending: Mapped["Ending | None"] = relationship(back_populates="challenge")
    turns: Mapped[list["Turn"]] = relationship(back_populates="challenge", order_by="Turn.put_at")
    pauses: Mapped[list["Pause"]] = relationship(back_populates="challenge", order_by="Pause.paused_at")

    @property
    def decision_maker_id(self) -> uuid.UUID | None:
        return self.decision.decision_maker_id

    @property
    def is_past_first_talk(self) -> bool:
        """At the first talk the decision-maker reconsiders; from then on somebody else must answer."""
        return self.stage != FIRST_TALK

    @property
    def someone_in_danger(self) -> bool:
        return self.danger_now == "yes"

    @property
    def claims(self) -> list["Evidence"]:
        """What the challenge rests on."""
        return [one for one in self.evidence if not (one.asked_of_them or one.removed_at)]

    @property
    def requests(self) -> list["Evidence"]:
        """What the other side is asked to show."""
        return [one for one in self.evidence if one.asked_of_them and not one.removed_at]

    @property
    def rests_on(self) -> list["Ground"]:
        """The grounds that stand: principles, duties and findings."""
        return [one for one in self.grounds if not one.removed_at]

    @property
    def principles(self) -> list[str]:
        """The principles and duties among its grounds, as a form names them."""
        return [one.rule for one in self.rests_on if one.kind == "principle"]

    @property
    def findings(self) -> list[str]:
        """The findings of the rules among its grounds, as a form names them."""
        return [one.rule for one in self.rests_on if one.kind == "finding"]

    @property
    def not_yet_shown(self) -> list["Evidence"]:
        """What the other side was asked to show, and has neither shown nor said why not."""
        return [one for one in self.requests if one.is_owed]

    @property
    def owed_by(self) -> str:
        """Whoever owes the answer, by name."""
        return self.answer_owed_by.name if self.answer_owed_by else self.answer_owed_by_name

    @property
    def last_answer(self) -> "Response | None":
        return self.responses[-1] if self.responses else None


class Ending(Base):
    """What a settled challenge leaves: for how long the change stands, and what could be learned, without blame.

    `stage` is where it was settled; `themes` holds ids of themes.toml.
    """

    __tablename__ = "ending"
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), unique=True)
    stage: Mapped[str] = mapped_column(sa.String(20))
    how_long: Mapped[str] = sealed("ending.how_long")
    themes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    learned: Mapped[str] = sealed("ending.learned")
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship(back_populates="ending")

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id


class Evidence(Versioned, Base):
    """A claim and where it comes from; or a request to be shown the other side's (`asked_of_them`).

    A request is owed by whoever the challenge was sent to, by `due_on`; `how_shown` says how it ended.
    """

    __tablename__ = "evidence"
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    claim: Mapped[str] = sealed("evidence.claim")
    source: Mapped[str] = sealed("evidence.source")
    dated_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(sa.String(12))
    asked_of_them: Mapped[bool] = mapped_column(default=False)
    found_at: Mapped[str] = sealed("evidence.found_at")
    asked_of_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    asked_of_name: Mapped[str] = sealed("evidence.asked_of_name")
    due_on: Mapped[date | None] = mapped_column(index=True)
    how_shown: Mapped[str] = mapped_column(sa.String(12), default="")
    shown: Mapped[str] = sealed("evidence.shown")
    shown_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    challenge: Mapped[Challenge] = relationship(back_populates="evidence")
    asked_of: Mapped[User | None] = relationship(foreign_keys=[asked_of_id])
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="evidence", order_by="Attachment.added_at")

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id

    @property
    def files(self) -> list["Attachment"]:
        """The files that stand with it."""
        return [one for one in self.attachments if not one.removed_at]

    @property
    def owed_by(self) -> str:
        """Whoever is asked to show it, by name."""
        return self.asked_of.name if self.asked_of else self.asked_of_name

    @property
    def is_owed(self) -> bool:
        """Asked for in a challenge that was sent, and neither shown nor refused."""
        return self.asked_of_them and self.due_on is not None and not self.how_shown


class Attachment(Base):
    """A file that stands with a claim, or that was shown in answer to a request. `media` is what its content is."""

    __tablename__ = "attachment"
    evidence_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    name: Mapped[str] = sealed("attachment.name")
    media: Mapped[str] = mapped_column(sa.String(80))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(SealedBytes("attachment.content"), deferred=True)
    added_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    evidence: Mapped[Evidence] = relationship(back_populates="attachments")

    @property
    def person_id(self) -> uuid.UUID:
        return self.evidence.person_id


class Ground(Base):
    """A principle, a duty, or a finding of the rules that the challenge rests on, in its words and sources as then.

    `told` holds say, settle, because (label and answer) and sources (id, title, url, confirmed).
    """

    __tablename__ = "ground"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('principle', 'finding')", name="kind"),
        sa.Index("ix_ground_resting", "rule", "removed_at", "kind", "challenge_id"),
    )
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    rule: Mapped[str] = mapped_column(sa.String(80))
    told: Mapped[dict[str, Any]] = mapped_column(SealedJson("ground.told"))
    added_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    challenge: Mapped[Challenge] = relationship(back_populates="grounds")

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.rule}"

    @property
    def cited(self) -> list[str]:
        """The titles of its confirmed sources: a letter cites no other."""
        return [one["title"] for one in self.told["sources"] if one["confirmed"]]


class LetterVersion(Base):
    """The letter as it stood when somebody changed it or sent it: earlier versions stay readable."""

    __tablename__ = "letter_version"
    __table_args__ = (sa.UniqueConstraint("challenge_id", "number"),)
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    number: Mapped[int]
    because: Mapped[str] = mapped_column(sa.String(60))
    words: Mapped[dict[str, Any]] = mapped_column(SealedJson("letter_version.words"))
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship()
    made_by: Mapped[User] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id


class Response(Base):
    """An answer to a challenge at one stage: agreed, partly, not agreed or more information; reasons always."""

    __tablename__ = "response"
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    stage: Mapped[str] = mapped_column(sa.String(20))
    answer: Mapped[str] = mapped_column(sa.String(20))
    reasons: Mapped[str] = sealed("response.reasons")
    evidence_given: Mapped[str] = sealed("response.evidence_given")
    speak_to: Mapped[str] = sealed("response.speak_to")
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    given_by_name: Mapped[str] = sealed("response.given_by_name")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship(back_populates="responses")
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id

    @property
    def who(self) -> str:
        """Whoever gave the answer, by name."""
        return self.given_by.name if self.given_by else self.given_by_name


class Turn(Base):
    """Each time the challenge was put to somebody: the stage, who owed the answer, by when, and why it went there.

    `put_by_id` is empty where nobody answered in time and the daily job took it further.
    """

    __tablename__ = "turn"
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    stage: Mapped[str] = mapped_column(sa.String(20))
    owed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    owed_by_name: Mapped[str] = sealed("turn.owed_by_name")
    because: Mapped[str] = sealed("turn.because")
    skipping_because: Mapped[str] = sealed("turn.skipping_because")
    put_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    put_at: Mapped[datetime] = mapped_column(default=now)
    due_on: Mapped[date]
    challenge: Mapped[Challenge] = relationship(back_populates="turns")
    owed_by: Mapped[User | None] = relationship(foreign_keys=[owed_by_id])

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id

    @property
    def who(self) -> str:
        """Whoever owed the answer, by name."""
        return self.owed_by.name if self.owed_by else self.owed_by_name


class Pause(Base):
    """A time in which the clock stood still, and why. `again_on` is the day the clock starts again by itself."""

    __tablename__ = "pause"
    __table_args__ = (sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_began"),)
    challenge_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("challenge.id"), index=True)
    from_on: Mapped[date]
    again_on: Mapped[date]
    until_on: Mapped[date | None]
    because: Mapped[str] = sealed("pause.because")
    paused_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    paused_at: Mapped[datetime] = mapped_column(default=now)
    challenge: Mapped[Challenge] = relationship(back_populates="pauses")
    paused_by: Mapped[User] = relationship()

    @property
    def person_id(self) -> uuid.UUID:
        return self.challenge.person_id
