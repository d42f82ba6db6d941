"""How each invitation goes, and the letters as they were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sending",
        sa.Column("attendance_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("goes_to", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("letter IN ('standard', 'easy', 'both')", name=op.f("ck_sending_letter")),
        sa.CheckConstraint("way IN ('email', 'post', 'hand')", name=op.f("ck_sending_way")),
        sa.CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name=op.f("ck_sending_sent_by_somebody")),
        sa.ForeignKeyConstraint(["attendance_id"], ["attendance.id"], name=op.f("fk_sending_attendance_id_attendance")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user_account.id"], name=op.f("fk_sending_sent_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending")),
        sa.UniqueConstraint("attendance_id", name=op.f("uq_sending_attendance_id")),
    )


def downgrade() -> None:
    op.drop_table("sending")
