"""Seeing actions and replies through: the log of reminders, and the files that show that an action was done."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BY_ITSELF = "kind IN ('soon', 'overdue', 'late')"
ONCE = {"ux_chase_action": ("action_id", "action_id IS NOT NULL"), "ux_chase_reply": ("advice_id", "action_id IS NULL")}


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "chase",
        sa.Column("advice_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('soon', 'overdue', 'late', 'by-hand', 'reopened')", name=op.f("ck_chase_kind")),
        refers("chase", "advice_id", "advice"), refers("chase", "action_id", "agreed_action"),
        refers("chase", "by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chase")),
    )
    op.create_index(op.f("ix_chase_advice_id"), "chase", ["advice_id"])
    op.create_index(op.f("ix_chase_action_id"), "chase", ["action_id"])
    for name, (column, where) in ONCE.items():
        condition = sa.text(f"{BY_ITSELF} AND {where}")
        op.create_index(name, "chase", [column, "due_on", "kind"], unique=True, sqlite_where=condition,
                        postgresql_where=condition)
    op.create_table(
        "proof",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        refers("proof", "action_id", "agreed_action"), refers("proof", "added_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
    )
    op.create_index(op.f("ix_proof_action_id"), "proof", ["action_id"])
    op.create_index(op.f("ix_agreed_action_due_on"), "agreed_action", ["due_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_agreed_action_due_on"), "agreed_action")
    op.drop_table("proof")
    op.drop_table("chase")
