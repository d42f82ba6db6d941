"""How a meeting is held, where nobody comes together: by a call or in writing."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("held_by", sa.String(length=10), nullable=False, server_default=""))
    with op.batch_alter_table("meeting") as batch:
        batch.alter_column("held_by", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("held_by")
