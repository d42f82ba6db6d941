"""What somebody sent to the panel: words, questions, a picture or a document, where a film is."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contribution",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asks", sa.LargeBinary(), nullable=False),
        sa.Column("film_at", sa.LargeBinary(), nullable=False),
        sa.Column("helped_by", sa.LargeBinary(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("kept_by_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(taken_back_at IS NULL) = (taken_back_by_id IS NULL)",
                           name=op.f("ck_contribution_taken_back_by_somebody")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_contribution_referral_id_referral")),
        sa.ForeignKeyConstraint(["kept_by_id"], ["user_account.id"],
                                name=op.f("fk_contribution_kept_by_id_user_account")),
        sa.ForeignKeyConstraint(["taken_back_by_id"], ["user_account.id"],
                                name=op.f("fk_contribution_taken_back_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_referral_id"), "contribution", ["referral_id"])


def downgrade() -> None:
    op.drop_table("contribution")
