"""What a settled challenge leaves: for how long, at which stage, and what could be learned."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ending",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("how_long", sa.LargeBinary(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("learned", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_ending_challenge_id_challenge")),
        sa.ForeignKeyConstraint(["written_by_id"], ["user_account.id"],
                                name=op.f("fk_ending_written_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending")),
        sa.UniqueConstraint("challenge_id", name=op.f("uq_ending_challenge_id")),
    )


def downgrade() -> None:
    op.drop_table("ending")
