"""What was found out about an attorney, deputy or advance decision: who has seen it, how they act, what it covers."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SEALED = ("seen_by", "conditions", "search_says")
DATES = ("seen_on", "search_asked_on", "search_answered_on")
JSON = ("points", "covers")


def upgrade() -> None:
    with op.batch_alter_table("authority") as batch:
        for name in SEALED:
            batch.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
        for name in DATES:
            batch.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name in JSON:
            batch.add_column(sa.Column(name, sa.JSON(), nullable=True))
        batch.add_column(sa.Column("acts", sa.String(length=12), nullable=False, server_default=""))
        batch.add_column(sa.Column("search_asked_by_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_authority_search_asked_by_id_user_account"), "user_account",
                                 ["search_asked_by_id"], ["id"])
        batch.create_index(op.f("ix_authority_search_asked_by_id"), ["search_asked_by_id"])
    with op.batch_alter_table("authority") as batch:
        batch.alter_column("acts", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("authority") as batch:
        batch.drop_index(op.f("ix_authority_search_asked_by_id"))
        batch.drop_constraint(op.f("fk_authority_search_asked_by_id_user_account"), type_="foreignkey")
        for name in ("search_asked_by_id", "acts", *JSON, *DATES, *SEALED):
            batch.drop_column(name)
