"""Outcome letters: one for each person told, from the moment that the panel advises until it is sent."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, sealed
from riskpanel.panel.models import Advice, AgendaItem
from riskpanel.users.models import User

Parts = list[tuple[str, list[str]]]

TO: Mapping[str, str] = {
    "person": "The person",
    "family": "Family or friend",
    "advocate": "Advocate, attorney or deputy",
    "referrer": "Referrer",
    "decision-maker": "Decision-maker",
}
# Why somebody who is not the person may be told, as the letter to them says it
ENTITLED: Mapping[str, str] = {
    "agrees": "{name} agrees that you are told",
    "authority": "you have authority to act for {name} in this",
    "advocate": "you help {name} to be heard in this",
    "consulted": "you were asked for your view in this, and need this much to know what came of it",
    "their-work": "it concerns your work",
}


class OutcomeLetter(Versioned, Base):
    """One letter to one reader about one piece of advice: what was `advised`, or what was then `decided`.

    `words` is both versions as they stood when they were checked; until then the letter says what the record says.
    """

    __tablename__ = "outcome_letter"
    __table_args__ = (
        sa.CheckConstraint("state IN ('to-check', 'checked', 'sent', 'not-sent', 'replaced')", name="state"),
        sa.CheckConstraint("state NOT IN ('checked', 'sent') OR checked_at IS NOT NULL", name="checked_has_date"),
        sa.CheckConstraint("state <> 'sent' OR (sent_on IS NOT NULL AND sent_how <> '')", name="sent_has_date_and_way"),
        sa.Index("ix_outcome_letter_advice_id_state", "advice_id", "state"),
    )
    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("advice.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    about: Mapped[str] = mapped_column(sa.String(10))
    to_kind: Mapped[str] = mapped_column(sa.String(20))
    to_user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    to_name: Mapped[str] = sealed("outcome_letter.to_name")
    address: Mapped[str] = sealed("outcome_letter.address")
    entitled: Mapped[str] = mapped_column(sa.String(20), default="")
    added: Mapped[str] = sealed("outcome_letter.added")
    words: Mapped[dict[str, Parts] | None] = mapped_column(SealedJson("outcome_letter.words"))
    state: Mapped[str] = mapped_column(sa.String(12), default="to-check")
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    checked_at: Mapped[datetime | None]
    sent_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    sent_on: Mapped[date | None]
    sent_how: Mapped[str] = mapped_column(sa.String(20), default="")
    why_not: Mapped[str] = sealed("outcome_letter.why_not")
    advice: Mapped[Advice] = relationship()
    to_user: Mapped[User | None] = relationship(foreign_keys=[to_user_id])

    @property
    def item(self) -> AgendaItem:
        return self.advice.item

    @property
    def is_to_person(self) -> bool:
        return self.to_kind == "person"

    @property
    def waits(self) -> bool:
        """Still to be checked or sent."""
        return self.state in ("to-check", "checked")
