"""Clocks that pause with a reason, and what the daily job has told of each."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("challenge") as batch:
        batch.add_column(sa.Column("clock_paused_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("clock_again_on", sa.Date(), nullable=True))
        batch.create_index(op.f("ix_challenge_clock_again_on"), ["clock_again_on"])
        batch.create_check_constraint(op.f("ck_challenge_pause_has_its_end"),
                                      "(clock_paused_on IS NULL) = (clock_again_on IS NULL)")
        batch.create_check_constraint(op.f("ck_challenge_pause_of_a_clock_that_runs"),
                                      "clock_paused_on IS NULL OR state = 'sent'")
    with op.batch_alter_table("turn") as batch:
        batch.alter_column("put_by_id", existing_type=sa.Uuid(), nullable=True)
    _pause()
    _notice()


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("because", sa.LargeBinary(), nullable=False),
        sa.Column("paused_by_id", sa.Uuid(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_pause_ends_after_it_began")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_pause_challenge_id_challenge")),
        sa.ForeignKeyConstraint(["paused_by_id"], ["user_account.id"], name=op.f("fk_pause_paused_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_challenge_id"), "pause", ["challenge_id"])


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('soon', 'overdue', 'further')", name=op.f("ck_notice_kind")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_notice_challenge_id_challenge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("challenge_id", "stage", "due_on", "kind", name=op.f("uq_notice_challenge_id")),
    )


def downgrade() -> None:
    """A turn that nobody took is then told of whoever raised the challenge, as every turn has somebody again."""
    op.drop_table("notice")
    op.drop_table("pause")
    op.execute("UPDATE turn SET put_by_id = (SELECT raised_by_id FROM challenge "
               "WHERE challenge.id = turn.challenge_id) WHERE put_by_id IS NULL")
    with op.batch_alter_table("turn") as batch:
        batch.alter_column("put_by_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("challenge") as batch:
        batch.drop_constraint(op.f("ck_challenge_pause_of_a_clock_that_runs"), type_="check")
        batch.drop_constraint(op.f("ck_challenge_pause_has_its_end"), type_="check")
        batch.drop_index(op.f("ix_challenge_clock_again_on"))
        batch.drop_column("clock_again_on")
        batch.drop_column("clock_paused_on")
