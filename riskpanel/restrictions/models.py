"""A restriction on a person's life, and each time it was looked at again."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from riskpanel.assessments.models import Assessment
from riskpanel.db import Base, Versioned, now, sealed
from riskpanel.decisions.models import Decision
from riskpanel.people.models import Person
from riskpanel.users.models import User

# What a restriction touches, and whom the harm would fall on: the words of the positive-risk questionnaire.
KINDS: Mapping[str, str] = {
    "movement": "Moving about or going out",
    "watching": "Being watched or checked on",
    "people": "Seeing or talking to people",
    "things": "Their things or money",
    "privacy": "Privacy or body",
    "physical": "Being held or physically stopped",
    "medication": "Medication that affects behaviour",
}
TO_WHOM: Mapping[str, str] = {"person": "The person", "carer": "A carer", "others": "Other people"}
APPLIES_TO: Mapping[str, str] = {
    "person": "This person, because of this risk",
    "everyone": "Everyone who lives there or uses the service",
}
POWERS: Mapping[str, str] = {
    "agreed": "The person agreed to it",
    "best-interests": "Care or treatment in their best interests, under sections 5 and 6 of the Mental Capacity Act",
    "attorney": "An attorney or deputy, within what they may decide",
    "court": "An order of the court",
    "authorisation": "An authorisation under the deprivation of liberty safeguards",
    "mental-health-act": "The Mental Health Act",
    "other": "Something else",
    "not-sure": "I am not sure, or nobody has said",
}
CHANGES: Mapping[str, str] = {
    "removed": "Removed: it has ended",
    "reduced": "Reduced: it limits them less than before",
    "kept": "Kept as it is",
    "increased": "Increased: it limits them more than before",
}
# The limits which, taken together, may be more than minor: the facts about liberty are then gathered.
WEIGHTY = frozenset({"movement", "physical", "watching", "medication"})


class Restriction(Versioned, Base):
    """One limit on a person's life. `source_entry` is the entry of a record that it was brought over from."""

    __tablename__ = "restriction"
    __table_args__ = (
        sa.CheckConstraint("state IN ('in-force', 'removed')", name="state"),
        sa.CheckConstraint("state <> 'removed' OR removed_on IS NOT NULL", name="removed_has_date"),
        sa.UniqueConstraint("assessment_id", "source_entry", name="uq_restriction_source"),
    )
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assessment.id"))
    source_entry: Mapped[str | None] = mapped_column(sa.String(32))
    what: Mapped[str] = sealed("restriction.what")
    kind: Mapped[list[str] | None] = mapped_column(sa.JSON)
    harm_prevented: Mapped[str] = sealed("restriction.harm_prevented")
    to_whom: Mapped[list[str] | None] = mapped_column(sa.JSON)
    likelihood: Mapped[str] = sealed("restriction.likelihood")
    seriousness: Mapped[str] = sealed("restriction.seriousness")
    less_restrictive_tried: Mapped[str] = sealed("restriction.less_restrictive_tried")
    why_proportionate: Mapped[str] = sealed("restriction.why_proportionate")
    applies_to: Mapped[str] = mapped_column(sa.String(12), default="")
    imposed_by: Mapped[str] = sealed("restriction.imposed_by")
    power: Mapped[str] = mapped_column(sa.String(20), default="")
    power_detail: Mapped[str] = sealed("restriction.power_detail")
    since_on: Mapped[date | None]
    agreed: Mapped[str] = mapped_column(sa.String(8), default="")
    resisted: Mapped[str] = mapped_column(sa.String(8), default="")
    counted_as_restraint: Mapped[str] = mapped_column(sa.String(8), default="")
    step_down_on: Mapped[date | None] = mapped_column(index=True)
    reduced_by: Mapped[str] = sealed("restriction.reduced_by")
    state: Mapped[str] = mapped_column(sa.String(12), default="in-force")
    removed_on: Mapped[date | None]
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    added_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    person: Mapped[Person] = relationship()
    decision: Mapped[Decision | None] = relationship()
    assessment: Mapped[Assessment | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    looks: Mapped[list["Look"]] = relationship(back_populates="restriction", order_by="Look.at")

    @property
    def is_in_force(self) -> bool:
        return self.state == "in-force"

    @property
    def belongs_to(self) -> str:
        """The decision's id as a form carries it; empty where it belongs to none in particular."""
        return str(self.decision_id or "")

    @property
    def looks_again(self) -> str:
        """The id, as a form carries it, of the colleague who looks at it again."""
        return str(self.owner_id)

    @property
    def is_weighty(self) -> bool:
        """Of a sort that may be more than minor, or resisted: never an answer about liberty, only a reason to ask."""
        return bool(WEIGHTY & set(self.kind or ())) or self.resisted == "yes"


class Look(Base):
    """One time a restriction was looked at again: what became of it, why, and how it read before. Never changed."""

    __tablename__ = "restriction_look"
    __table_args__ = (sa.CheckConstraint("change IN ('removed', 'reduced', 'kept', 'increased')", name="change"),)
    restriction_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("restriction.id"), index=True)
    on: Mapped[date] = mapped_column("looked_on")
    change: Mapped[str] = mapped_column(sa.String(12))
    person_says: Mapped[str] = sealed("restriction_look.person_says")
    because: Mapped[str] = sealed("restriction_look.because")
    before: Mapped[str] = sealed("restriction_look.before")
    step_down_before: Mapped[date | None]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    restriction: Mapped[Restriction] = relationship(back_populates="looks")
    by: Mapped[User] = relationship()


# What bears on a decision: the restrictions of it, and those in force that belong to no decision in particular.
BEARS_ON = sa.or_(Restriction.decision_id == Decision.id,
                  sa.and_(Restriction.decision_id.is_(None), Restriction.state == "in-force"))
sa.inspect(Decision).add_property("bearing_restrictions", relationship(
    Restriction, viewonly=True, primaryjoin=sa.and_(foreign(Restriction.person_id) == Decision.person_id, BEARS_ON)))
