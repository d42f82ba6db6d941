"""Outcome letters, one to each reader, checked and then sent."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLE = "outcome_letter"
SEALED = ("to_name", "address", "added", "why_not")


def refers(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{TABLE}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("advice_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_user_id", sa.Uuid(), nullable=True),
        sa.Column("entitled", sa.String(length=20), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in SEALED),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('to-check', 'checked', 'sent', 'not-sent', 'replaced')",
                           name=op.f(f"ck_{TABLE}_state")),
        sa.CheckConstraint("state NOT IN ('checked', 'sent') OR checked_at IS NOT NULL",
                           name=op.f(f"ck_{TABLE}_checked_has_date")),
        sa.CheckConstraint("state <> 'sent' OR (sent_on IS NOT NULL AND sent_how <> '')",
                           name=op.f(f"ck_{TABLE}_sent_has_date_and_way")),
        refers("advice_id", "advice"), refers("person_id", "person"), refers("to_user_id", "user_account"),
        refers("checked_by_id", "user_account"), refers("sent_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_outcome_letter_advice_id_state", TABLE, ["advice_id", "state"])
    op.create_index(op.f("ix_outcome_letter_person_id"), TABLE, ["person_id"])
    op.create_index(op.f("ix_outcome_letter_to_user_id"), TABLE, ["to_user_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
