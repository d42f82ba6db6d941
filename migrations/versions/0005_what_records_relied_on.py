"""What concluded records relied on, and what was made of them after a change of law."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relied_on",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("how IN ('finding', 'question', 'words')", name=op.f("ck_relied_on_how")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"],
                                name=op.f("fk_relied_on_assessment_id_assessment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relied_on")),
        sa.UniqueConstraint("assessment_id", "source", "how", name=op.f("uq_relied_on_assessment_id")),
    )
    op.create_index(op.f("ix_relied_on_source"), "relied_on", ["source"])
    op.create_table(
        "reconsideration",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("because", sa.LargeBinary(), nullable=False),
        sa.Column("afresh_id", sa.Uuid(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("outcome IN ('stands', 'afresh')", name=op.f("ck_reconsideration_outcome")),
        sa.CheckConstraint("(outcome = 'afresh') = (afresh_id IS NOT NULL)",
                           name=op.f("ck_reconsideration_afresh_names_the_new_record")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"],
                                name=op.f("fk_reconsideration_assessment_id_assessment")),
        sa.ForeignKeyConstraint(["afresh_id"], ["assessment.id"], name=op.f("fk_reconsideration_afresh_id_assessment")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"],
                                name=op.f("fk_reconsideration_made_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconsideration")),
        sa.UniqueConstraint("assessment_id", "source", "changed_on", name=op.f("uq_reconsideration_assessment_id")),
    )
    op.create_index(op.f("ix_reconsideration_made_at"), "reconsideration", ["made_at"])


def downgrade() -> None:
    op.drop_table("reconsideration")
    op.drop_table("relied_on")
