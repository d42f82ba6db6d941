"""Places in the queue that can be moved, indexes that the queue and counts are read from, saved views."""

import sqlalchemy as sa
from alembic import op

from riskpanel.db import keyring

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_referral_by_place": ("team_id", "state", "urgent", "placed_at", "id", "submitted_at", "next_contact_on",
                             "held_until", "person_id"),
    "ix_referral_by_wait": ("team_id", "state", "submitted_at", "id", "urgent", "next_contact_on", "held_until",
                            "person_id"),
    "ix_referral_by_contact": ("team_id", "state", "next_contact_on", "placed_at", "id", "urgent", "submitted_at",
                               "held_until", "person_id"),
}
REFERRAL = sa.table("referral", sa.column("id", sa.Uuid), sa.column("submitted_at", sa.DateTime(timezone=True)),
                    sa.column("placed_at", sa.DateTime(timezone=True)), sa.column("placed_because", sa.LargeBinary))


def upgrade() -> None:
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("placed_because", sa.LargeBinary(), nullable=True))
    _fill()
    with op.batch_alter_table("referral") as batch:
        batch.alter_column("placed_because", existing_type=sa.LargeBinary(), nullable=False)
        for name, columns in INDEXES.items():
            batch.create_index(name, columns)
    op.create_table(
        "saved_view",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_user_id"), "saved_view", ["user_id"])
    op.drop_index(op.f("ix_ground_rule"), table_name="ground")
    op.create_index("ix_ground_resting", "ground", ["rule", "removed_at", "kind", "challenge_id"])


def _fill() -> None:
    """What was sent already keeps the place its wait gives it; each gets sealed empty words of its own."""
    connection = op.get_bind()
    connection.execute(sa.update(REFERRAL).values(placed_at=REFERRAL.c.submitted_at))
    for id in connection.scalars(sa.select(REFERRAL.c.id)).all():
        empty = keyring().seal("", "referral.placed_because")
        connection.execute(sa.update(REFERRAL).where(REFERRAL.c.id == id).values(placed_because=empty))


def downgrade() -> None:
    op.drop_index("ix_ground_resting", table_name="ground")
    op.create_index(op.f("ix_ground_rule"), "ground", ["rule"])
    op.drop_table("saved_view")
    with op.batch_alter_table("referral") as batch:
        for name in INDEXES:
            batch.drop_index(name)
        batch.drop_column("placed_because")
        batch.drop_column("placed_at")
