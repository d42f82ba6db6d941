"""The decision in question and the views about it."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from riskpanel.db import Base, SealedJson, Versioned, now, sealed
from riskpanel.people.models import Person
from riskpanel.users.models import User

# Every step by name: where it stands in the task list, and its title. A step with another name may be registered too.
STEPS: Mapping[str, tuple[int, str]] = {
    "framing": (10, "Frame the decision"),
    "support": (20, "Support to decide"),
    "capacity": (30, "Capacity for this decision"),
    "positive-risk": (40, "Positive risk"),
    "best-interests": (50, "Best interests"),
    "views": (60, "Views and agreement"),
    "decide": (70, "Plan and decide"),
    "review": (80, "Review"),
}

# The steps that can be marked as not applicable. Views and the decision itself always apply.
SKIPPABLE = tuple(name for name in STEPS if name not in ("views", "decide"))


class Decision(Versioned, Base):
    """One specific decision about one person's life. The decision-maker is a colleague here, or named from outside."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("state IN ('open', 'decided', 'reviewed')", name="state"),
        sa.CheckConstraint("state <> 'decided' OR decided_on IS NOT NULL", name="decided_has_date"),
    )
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    sentence: Mapped[str] = sealed("decision.sentence")
    kind: Mapped[str] = mapped_column(sa.String(40))
    decision_maker_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    decision_maker_name: Mapped[str] = sealed("decision.decision_maker_name")
    decision_maker_role: Mapped[str] = sealed("decision.decision_maker_role")
    decision_maker_contact: Mapped[str] = sealed("decision.decision_maker_contact")
    needed_by: Mapped[date | None] = mapped_column(index=True)
    if_nothing: Mapped[str] = sealed("decision.if_nothing")
    person_says: Mapped[str] = sealed("decision.person_says")
    interim_plan: Mapped[str] = sealed("decision.interim_plan")
    agreement: Mapped[str] = mapped_column(sa.String(12), default="not-yet")
    agreement_reasons: Mapped[str] = sealed("decision.agreement_reasons")
    not_applicable: Mapped[dict[str, str]] = mapped_column(SealedJson("decision.not_applicable"), default=dict)
    state: Mapped[str] = mapped_column(sa.String(12), default="open")
    decided: Mapped[str] = sealed("decision.decided")
    decided_reasons: Mapped[str] = sealed("decision.decided_reasons")
    decided_on: Mapped[date | None]
    started_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=now)
    person: Mapped[Person] = relationship()
    decision_maker: Mapped[User | None] = relationship(foreign_keys=[decision_maker_id])
    views: Mapped[list["View"]] = relationship(back_populates="decision", order_by="View.recorded_at")

    @property
    def made_elsewhere(self) -> bool:
        return self.decision_maker_id is None

    @property
    def colleague(self) -> str:
        """The deciding colleague's id as a form carries it; empty when somebody elsewhere decides."""
        return str(self.decision_maker_id or "")

    @property
    def decider(self) -> str:
        """The decision-maker's name alone."""
        return self.decision_maker.name if self.decision_maker else self.decision_maker_name

    @property
    def how_to_reach(self) -> tuple[str, ...]:
        """Every way to reach the decision-maker."""
        here = self.decision_maker
        return tuple(way for way in ((here.phone, here.email) if here else (self.decision_maker_contact,)) if way)

    @property
    def persons_view(self) -> "View | None":
        """The person's own view, once it has been recorded."""
        return next((view for view in self.views if view.voice == "person"), None)

    @property
    def who_decides(self) -> str:
        """The named decision-maker and their role, as shown on every page about the decision."""
        if self.decision_maker:
            return f"{self.decision_maker.name}, {self.decision_maker.job}"
        return ", ".join(part for part in (self.decision_maker_name, self.decision_maker_role) if part)


class View(Versioned, Base):
    """What one voice says about the decision. `stance`: agrees, partly, disagrees, could-not-answer, not-asked."""

    __tablename__ = "view"
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    voice: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = sealed("view.name")
    wants: Mapped[str] = sealed("view.wants")
    hopes: Mapped[str] = sealed("view.hopes")
    worries: Mapped[str] = sealed("view.worries")
    stance: Mapped[str] = mapped_column(sa.String(20))
    reasons: Mapped[str] = sealed("view.reasons")
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    decision: Mapped[Decision] = relationship(back_populates="views")

    @property
    def person(self) -> Person:
        return self.decision.person

    @property
    def person_id(self) -> uuid.UUID:
        return self.decision.person_id
