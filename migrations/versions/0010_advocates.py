"""Advocates: why one may be due, when asked for, and what came of asking."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advocate",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("duty", sa.String(length=10), nullable=False),
        sa.Column("because", sa.LargeBinary(), nullable=False),
        sa.Column("due_since", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_of", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("instructed_on", sa.Date(), nullable=True),
        sa.Column("declined_because", sa.LargeBinary(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'instructed', 'reported', 'answered', 'declined', 'ended')",
                           name=op.f("ck_advocate_state")),
        sa.CheckConstraint("state NOT IN ('instructed', 'reported', 'answered') OR instructed_on IS NOT NULL",
                           name=op.f("ck_advocate_instructed_has_date")),
        sa.CheckConstraint("state NOT IN ('reported', 'answered') OR reported_on IS NOT NULL",
                           name=op.f("ck_advocate_report_has_date")),
        sa.CheckConstraint("state <> 'ended' OR ended_on IS NOT NULL", name=op.f("ck_advocate_ended_has_date")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"],
                                name=op.f("fk_advocate_asked_by_id_user_account")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_advocate_decision_id_decision")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advocate_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate")),
    )
    for column in ("asked_by_id", "decision_id", "person_id"):
        op.create_index(op.f(f"ix_advocate_{column}"), "advocate", [column])


def downgrade() -> None:
    op.drop_table("advocate")
