"""Who senior has looked at a referral before it went, and what legal advice has been taken."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
WORDS = ("legal_advice", "overseen_by")


def upgrade() -> None:
    with op.batch_alter_table("referral") as batch:
        for words in WORDS:
            batch.add_column(sa.Column(words, sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("referral") as batch:
        for words in WORDS:
            batch.drop_column(words)
