"""The register of restrictions: what limits a person's life, and each time it was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restriction",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("source_entry", sa.String(length=32), nullable=True),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.JSON(), nullable=True),
        sa.Column("harm_prevented", sa.LargeBinary(), nullable=False),
        sa.Column("to_whom", sa.JSON(), nullable=True),
        sa.Column("likelihood", sa.LargeBinary(), nullable=False),
        sa.Column("seriousness", sa.LargeBinary(), nullable=False),
        sa.Column("less_restrictive_tried", sa.LargeBinary(), nullable=False),
        sa.Column("why_proportionate", sa.LargeBinary(), nullable=False),
        sa.Column("applies_to", sa.String(length=12), nullable=False),
        sa.Column("imposed_by", sa.LargeBinary(), nullable=False),
        sa.Column("power", sa.String(length=20), nullable=False),
        sa.Column("power_detail", sa.LargeBinary(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("agreed", sa.String(length=8), nullable=False),
        sa.Column("resisted", sa.String(length=8), nullable=False),
        sa.Column("counted_as_restraint", sa.String(length=8), nullable=False),
        sa.Column("step_down_on", sa.Date(), nullable=True),
        sa.Column("reduced_by", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state <> 'removed' OR removed_on IS NOT NULL", name=op.f("ck_restriction_removed_has_date")
        ),
        sa.CheckConstraint("state IN ('in-force', 'removed')", name=op.f("ck_restriction_state")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_restriction_added_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_restriction_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_restriction_decision_id_decision")),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_restriction_owner_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_restriction_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        sa.UniqueConstraint("assessment_id", "source_entry", name="uq_restriction_source"),
    )
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restriction_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_restriction_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_restriction_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_restriction_step_down_on"), ["step_down_on"], unique=False)

    op.create_table(
        "restriction_look",
        sa.Column("restriction_id", sa.Uuid(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("person_says", sa.LargeBinary(), nullable=False),
        sa.Column("because", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("step_down_before", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "change IN ('removed', 'reduced', 'kept', 'increased')", name=op.f("ck_restriction_look_change")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_restriction_look_by_id_user_account")),
        sa.ForeignKeyConstraint(
            ["restriction_id"], ["restriction.id"], name=op.f("fk_restriction_look_restriction_id_restriction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction_look")),
    )
    with op.batch_alter_table("restriction_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restriction_look_restriction_id"), ["restriction_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("restriction_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restriction_look_restriction_id"))

    op.drop_table("restriction_look")
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restriction_step_down_on"))
        batch_op.drop_index(batch_op.f("ix_restriction_person_id"))
        batch_op.drop_index(batch_op.f("ix_restriction_owner_id"))
        batch_op.drop_index(batch_op.f("ix_restriction_decision_id"))

    op.drop_table("restriction")
