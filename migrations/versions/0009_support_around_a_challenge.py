"""What is discussed about a challenge, who supports it, and what was learned."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _of_challenge(table: str) -> tuple[sa.Constraint, ...]:
    name = op.f(f"fk_{table}_challenge_id_challenge")
    return (sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=name),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _by(table: str, column: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account"))


def _words(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.LargeBinary(), nullable=False) for name in names)


def upgrade() -> None:
    op.create_table(
        "discussion",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        *_words("with_whom", "said", "agreed"),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('talk', 'peer', 'supervision')", name=op.f("ck_discussion_kind")),
        sa.CheckConstraint("(kind = 'supervision') = (supervisor_id IS NOT NULL)",
                           name=op.f("ck_discussion_supervision_names_supervisor")),
        _by("discussion", "supervisor_id"), _by("discussion", "written_by_id"), *_of_challenge("discussion"),
    )
    op.create_index(op.f("ix_discussion_challenge_id"), "discussion", ["challenge_id"])
    op.create_table(
        "supporter",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        *_words("name", "helps"),
        sa.Column("named_by_id", sa.Uuid(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _by("supporter", "named_by_id"), *_of_challenge("supporter"),
    )
    op.create_index(op.f("ix_supporter_challenge_id"), "supporter", ["challenge_id"])
    op.create_table(
        "reflection",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        *_words("did", "learned", "differently"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _by("reflection", "written_by_id"), *_of_challenge("reflection"),
        sa.UniqueConstraint("challenge_id", "written_by_id", name=op.f("uq_reflection_challenge_id")),
    )
    op.create_index(op.f("ix_reflection_written_by_id"), "reflection", ["written_by_id"])


def downgrade() -> None:
    op.drop_table("reflection")
    op.drop_table("supporter")
    op.drop_table("discussion")
