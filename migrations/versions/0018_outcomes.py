"""What each outcome of a panel makes happen: where it goes, the plan for now, positions, conditions as actions."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("advice") as batch:
        batch.add_column(sa.Column("goes_to", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("interim_plan", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("safeguarding", sa.String(length=12), nullable=False, server_default=""))
        batch.add_column(sa.Column("beyond", sa.String(length=16), nullable=False, server_default=""))
    with op.batch_alter_table("advice") as batch:
        batch.alter_column("safeguarding", server_default=None)
        batch.alter_column("beyond", server_default=None)
    with op.batch_alter_table("agreed_action") as batch:
        batch.add_column(sa.Column("condition_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_agreed_action_condition_id_condition"), "condition", ["condition_id"], ["id"])
    op.create_table(
        "position",
        sa.Column("advice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.LargeBinary(), nullable=False),
        sa.Column("says", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_position_advice_id_advice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
    )
    op.create_index(op.f("ix_position_advice_id"), "position", ["advice_id"])


def downgrade() -> None:
    op.drop_table("position")
    with op.batch_alter_table("agreed_action") as batch:
        batch.drop_constraint(op.f("fk_agreed_action_condition_id_condition"), type_="foreignkey")
        batch.drop_column("condition_id")
    with op.batch_alter_table("advice") as batch:
        for name in ("beyond", "safeguarding", "interim_plan", "goes_to"):
            batch.drop_column(name)
